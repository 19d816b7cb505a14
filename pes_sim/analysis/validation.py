"""Published against simulated: the estimate of every outcome with its 95 % interval, and whether it is inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite, log, nan, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pes_sim.analysis.paired import LEVEL, half_width
from pes_sim.runs.experiment import Experiment, Outcome, Term
from pes_sim.runs.experiment_run import Measured
from pes_sim.runs.experiment_store import Values
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

    @property
    def narrow(self) -> bool:
        """Whether the interval is narrower than the published range; a range open at one end has no width."""
        published = self.outcome.published
        width = published.high - published.low + 2 * published.tolerance
        return self.ci_high - self.ci_low <= width


def findings(measured: Measured) -> list[Finding]:
    """What every outcome of an experiment came to."""
    found = []
    for outcome in measured.experiment.outcomes:
        if measured.failure is not None:
            found.append(Finding(measured.experiment, outcome, nan, nan, nan, 0, "failed", measured.failure))
            continue
        rows = [None if term is None else _row(measured.values, term) for term in outcome.four()]
        of = rows[0]
        assert of is not None
        value, low, high, seeds = estimate(outcome, of, *rows[1:])
        verdict: Verdict = "pass" if isfinite(value) and outcome.published.holds(value) else "miss"
        found.append(Finding(measured.experiment, outcome, value, low, high, seeds, verdict))
    return found


def narrow_enough(experiment: Experiment, seeds: tuple[int, ...], values: Values) -> bool:
    """Whether the interval of every outcome is narrower than its published range, or settled on one side of it."""
    found = findings(Measured(experiment, seeds, values))
    return all(f.settled or f.narrow for f in found)


def _row(values: Values, term: Term) -> Floats:
    """What was read, one value a seed."""
    return np.array([nan if v is None else v for v in values[term.label()]])


def estimate(
    outcome: Outcome, of: Floats, against: Floats | None, of_control: Floats | None = None,
    against_control: Floats | None = None,
) -> tuple[float, float, float, int]:  # fmt: skip
    """The outcome's measure over paired seeds, the ends of its 95 % interval, and the seeds that count.

    ``level`` is a mean, ``difference`` a mean of paired differences. ``ratio``, ``relative`` (the ratio less one) and
    ``yearly_growth`` are of means, ``ratio_of_differences`` of mean differences to the control arm, with the
    jackknife over seeds (Student t); ``share_of_seeds`` has Wilson's interval. Of a trial's groups, a difference is
    less the same difference in the world without treatment, and a ratio over the same ratio there; an elasticity
    is the log of one ratio of arms over the log of another.
    """
    zeros = np.zeros_like(of)
    given = [zeros if row is None else row for row in (of, against, of_control, against_control)]
    both = np.isfinite(np.sum(given, axis=0))
    rows = [row[both] for row in given]
    if outcome.measure == "share_of_seeds":
        return _share(rows[0] - rows[1], outcome)
    value, half = jackknife(_formula(outcome, of_control is not None, against_control is not None), *rows)
    value, half = value * outcome.factor, half * abs(outcome.factor)
    return value, value - half, value + half, len(rows[0])


Formula = Callable[[float, float, float, float], float]


def _formula(outcome: Outcome, own_control: bool, other_control: bool) -> Formula:
    """The measure as a function of means: of, against, and what both are in the world without treatment."""
    if outcome.measure in ("level", "difference"):
        return lambda a, b, a0, b0: (a - a0) - (b - b0)
    if outcome.measure == "ratio_of_differences":
        return lambda a, b, a0, b0: (a - a0) / (b - b0) if b != b0 else nan
    if outcome.measure == "elasticity":
        return lambda a, b, a0, b0: log(a / a0) / log(b / b0) if min(a, b, a0, b0) > 0 and b != b0 else nan
    years = (outcome.of.middle - (outcome.against.middle if outcome.against else 0.0)) / WEEKS_A_YEAR

    def ratio(a: float, b: float, a0: float, b0: float) -> float:
        before = (a0 if own_control else 1.0) / (b0 if other_control else 1.0) if not other_control or b0 else nan
        return a / b / before if b and before else nan

    if outcome.measure == "ratio":
        return ratio
    if outcome.measure == "relative":
        return lambda *means: ratio(*means) - 1
    return lambda a, b, a0, b0: (a / b) ** (1 / years) - 1 if b and a / b > 0 else nan


def jackknife(formula: Callable[..., float], *rows: Floats) -> tuple[float, float]:
    """``formula`` of the means of ``rows``, and half its 95 % interval by leaving out one seed at a time.

    For a difference this is the usual interval of a mean.
    """
    n = len(rows[0])
    if n == 0:
        return nan, nan
    value = formula(*(float(row.mean()) for row in rows))
    if n == 1:
        return value, nan
    left_out = np.array([formula(*(float(np.delete(row, i).mean()) for row in rows)) for i in range(n)])
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
            "training": f.outcome.training,
            "country": f.experiment.country,
            "mechanism": f.experiment.mechanism,
            "failure": f.failure,
        }
        for f in found
    ]
