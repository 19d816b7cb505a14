"""Published against simulated: the estimate of every outcome with its 95 % interval, and whether it is inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite, nan, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pes_sim.analysis.paired import LEVEL, half_width
from pes_sim.runs.experiment import Experiment, Outcome, Term
from pes_sim.runs.experiment_run import Measured
from pes_sim.runs.result import WEEKS_A_YEAR

Verdict = Literal["pass", "miss", "failed"]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Finding:
    """One outcome of one experiment as it came out, in the published unit; NaN where the run broke off."""

    experiment: Experiment
    outcome: Outcome
    estimate: float
    ci_low: float
    ci_high: float
    seeds: int
    verdict: Verdict
    failure: str | None = None

    @property
    def name(self) -> str:
        """Experiment and outcome in one."""
        return f"{self.experiment.id}.{self.outcome.name}"

    @property
    def settled(self) -> bool:
        """Whether luck cannot turn the verdict: the whole interval lies inside the range, or outside it."""
        published = self.outcome.published
        low, high = published.low - published.tolerance, published.high + published.tolerance
        if self.verdict == "pass":
            return low <= self.ci_low and self.ci_high <= high
        return self.ci_high < low or self.ci_low > high


def findings(measured: Measured) -> list[Finding]:
    """What every outcome of an experiment came to."""
    found = []
    for outcome in measured.experiment.outcomes:
        if measured.failure is not None:
            found.append(Finding(measured.experiment, outcome, nan, nan, nan, 0, "failed", measured.failure))
            continue
        of = _less(measured, outcome.of, outcome.of_control)
        against = None if outcome.against is None else _less(measured, outcome.against, outcome.against_control)
        value, low, high, seeds = estimate(outcome, of, against)
        verdict: Verdict = "pass" if isfinite(value) and outcome.published.holds(value) else "miss"
        found.append(Finding(measured.experiment, outcome, value, low, high, seeds, verdict))
    return found


def _less(measured: Measured, term: Term, control: Term | None) -> Floats:
    """What was read, one value a seed; less the control arm's where there is one."""
    rows = [[nan if v is None else v for v in measured.values[t.label()]] for t in (term, control) if t is not None]
    return np.array(rows[0]) - (np.array(rows[1]) if control is not None else 0.0)


def estimate(outcome: Outcome, of: Floats, against: Floats | None) -> tuple[float, float, float, int]:
    """The outcome's measure over paired seeds, the ends of its 95 % interval, and the seeds that count.

    ``level`` is a mean, ``difference`` a mean of paired differences. ``ratio``, ``relative`` (the ratio less one) and
    ``yearly_growth`` are of means, ``ratio_of_differences`` of mean differences to the control arm, with the
    jackknife over seeds (Student t); ``share_of_seeds`` has Wilson's interval.
    """
    other = np.zeros_like(of) if against is None else against
    both = np.isfinite(of) & np.isfinite(other)
    a, b = of[both], other[both]
    if outcome.measure == "share_of_seeds":
        return _share(a - b, outcome)
    formula = _formula(outcome)
    value, half = jackknife(formula, a, b)
    value, half = value * outcome.factor, half * abs(outcome.factor)
    return value, value - half, value + half, len(a)


def _formula(outcome: Outcome) -> Callable[[float, float], float]:
    """The measure as a function of the two means."""
    if outcome.measure in ("level", "difference"):
        return lambda a, b: a - b
    if outcome.measure in ("ratio", "ratio_of_differences"):
        return lambda a, b: a / b if b else nan
    if outcome.measure == "relative":
        return lambda a, b: a / b - 1 if b else nan
    years = (outcome.of.middle - (outcome.against.middle if outcome.against else 0.0)) / WEEKS_A_YEAR
    return lambda a, b: (a / b) ** (1 / years) - 1 if b and a / b > 0 else nan


def jackknife(formula: Callable[[float, float], float], a: Floats, b: Floats) -> tuple[float, float]:
    """``formula`` of the means of ``a`` and ``b``, and half its 95 % interval by leaving out one seed at a time.

    For a difference this is the usual interval of a mean.
    """
    n = len(a)
    if n == 0:
        return nan, nan
    value = formula(float(a.mean()), float(b.mean()))
    if n == 1:
        return value, nan
    left_out = np.array([formula(float(np.delete(a, i).mean()), float(np.delete(b, i).mean())) for i in range(n)])
    error = sqrt((n - 1) / n * float(((left_out - left_out.mean()) ** 2).sum()))
    return value, half_width(error * sqrt(n), n)


def _share(values: Floats, outcome: Outcome) -> tuple[float, float, float, int]:
    from scipy.stats import binomtest

    n = len(values)
    if n == 0:
        return nan, nan, nan, 0
    counted = int(np.sum((values > outcome.above) & (values < outcome.below)))
    interval = binomtest(counted, n).proportion_ci(LEVEL, method="wilson")
    return counted / n, float(interval.low), float(interval.high), n


def document(found: Sequence[Finding]) -> list[dict[str, object]]:
    """The findings as plain data, a row an outcome."""
    return [
        {
            "experiment": f.experiment.id,
            "outcome": f.outcome.name,
            "title": f.experiment.title,
            "measures": f.outcome.title,
            "fact": f.experiment.fact,
            "source": f.experiment.source,
            "grade": f.experiment.grade,
            "strength": f.experiment.strength,
            "published_low": f.outcome.published.low,
            "published_high": f.outcome.published.high,
            "published_value": f.outcome.published.value,
            "tolerance": f.outcome.published.tolerance,
            "simulated": f.estimate,
            "ci_low": f.ci_low,
            "ci_high": f.ci_high,
            "unit": f.outcome.unit,
            "seeds": f.seeds,
            "scale": f.experiment.base.scale,
            "verdict": f.verdict,
            "settled": f.settled,
            "known_miss": f.outcome.known_miss,
            "mechanism": f.experiment.mechanism,
            "failure": f.failure,
        }
        for f in found
    ]
