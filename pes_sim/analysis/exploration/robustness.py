"""Which option stands up when nobody knows the future: regret, satisficing, maximin, the domain criterion.

Lempert et al. (2006), McPhail et al. (2018): each criterion is one attitude towards not knowing. Where they agree
the choice is easy; where they do not, the attitude decides, and this says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.runs.errors import CallError

if TYPE_CHECKING:
    import pandas as pd

Criterion = Literal["maximin", "worst_regret", "regret_90", "mean", "satisficing", "domain"]

CRITERIA: Mapping[Criterion, str] = {
    "maximin": "the best worst case",
    "worst_regret": "the least regret in the worst case",
    "regret_90": "the least regret in nine futures of ten",
    "mean": "the best on average",
    "satisficing": "good enough in most futures",
    "domain": "good enough on everything at once in most futures",
}
_RESAMPLES = 2000
_SEED = 20260102  # fixed: the same runs give the same ranking


@dataclass(frozen=True, eq=False)
class Robustness:
    """Every option on every criterion.

    ``table``: criterion, kpi ("all" for the domain criterion), option, value (in the KPI's unit, or a share of
    futures), rank (1 is best, ties share the better rank), chance_first (over resampled futures). ``futures`` is how
    many futures count: those in which every option has every KPI.
    """

    table: pd.DataFrame
    thresholds: Mapping[str, float]
    futures: int

    def frame(self) -> pd.DataFrame:
        """``table``."""
        return self.table

    def ranking(self) -> pd.DataFrame:
        """Options by their mean rank over all criteria and KPIs: option, mean_rank, best_rank, worst_rank, firsts."""
        by_option = self.table.assign(first=self.table["rank"] == 1).groupby("option", sort=False)
        found = by_option.agg(
            mean_rank=("rank", "mean"), best_rank=("rank", "min"), worst_rank=("rank", "max"), firsts=("first", "sum")
        )
        return found.sort_values("mean_rank", kind="stable").reset_index()


def regret(outcomes: Outcomes, kpi: str) -> pd.DataFrame:
    """How much worse each option is than the best one in the same future, in the KPI's unit, never negative.

    A row a future, a column an option.
    """
    good = outcomes.values(kpi) * outcomes.sign(kpi)
    return good.rsub(good.max(axis=1), axis=0)


def good_enough(outcomes: Outcomes, kpi: str, threshold: float) -> pd.DataFrame:
    """Whether ``kpi`` is at least as good as ``threshold``: a row a future, a column an option."""
    sign = outcomes.sign(kpi)
    return outcomes.values(kpi) * sign >= threshold * sign


def robustness(outcomes: Outcomes, kpis: list[str], thresholds: Mapping[str, float] | None = None) -> Robustness:
    """Judge every option (the baseline too) by every criterion on ``kpis``; ``thresholds`` say what is good enough.

    Without thresholds the satisficing and domain criteria are left out. Raises CallError.
    """
    import pandas as pd

    limits = dict(thresholds or {})
    if not kpis:
        raise CallError("no KPI to judge by")
    for kpi in (*kpis, *limits):
        outcomes.sign(kpi)
    whole = _complete(outcomes, list(dict.fromkeys([*kpis, *limits])))
    scores: dict[tuple[str, str], tuple[pd.DataFrame, float]] = {}
    for kpi in kpis:
        sign = outcomes.sign(kpi)
        good, lost = outcomes.values(kpi).loc[whole] * sign, regret(outcomes, kpi).loc[whole]
        scores["maximin", kpi] = (good, sign)
        scores["worst_regret", kpi] = scores["regret_90", kpi] = (-lost, -1.0)
        scores["mean", kpi] = (good, sign)
    passed = {kpi: good_enough(outcomes, kpi, limit).loc[whole] for kpi, limit in limits.items()}
    for kpi, held in passed.items():
        scores["satisficing", kpi] = (held.astype(float), 1.0)
    if len(passed) > 1:
        everything = np.logical_and.reduce([held.to_numpy() for held in passed.values()])
        first = next(iter(passed.values()))
        scores["domain", "all"] = (pd.DataFrame(everything, first.index, first.columns).astype(float), 1.0)
    blocks = [_judged(criterion, kpi, table, sign) for (criterion, kpi), (table, sign) in scores.items()]
    return Robustness(pd.concat(blocks, ignore_index=True), limits, len(whole))


def _complete(outcomes: Outcomes, kpis: list[str]) -> pd.Index[int]:
    """Futures in which every option has every one of ``kpis``. Raises CallError where there are none."""
    import pandas as pd

    whole = pd.concat([outcomes.values(kpi) for kpi in kpis], axis=1).dropna().index
    if not len(whole):
        raise CallError("in no future have all options a value of every KPI asked for")
    return whole


def _judged(criterion: str, kpi: str, goodness: pd.DataFrame, sign: float) -> pd.DataFrame:
    """A row an option: the criterion's value, its rank, and how often it is first when futures are resampled."""
    import pandas as pd

    good = goodness.to_numpy(float)
    n = len(good)
    draws = np.random.Generator(np.random.PCG64(_SEED)).integers(0, n, size=(_RESAMPLES, n))
    summary = _summary(criterion, good)
    resampled = np.stack([_summary(criterion, good[row]) for row in draws]) if n > 1 else summary[None]
    first = resampled == resampled.max(axis=1, keepdims=True)
    return pd.DataFrame(
        {
            "criterion": criterion,
            "kpi": kpi,
            "option": list(goodness.columns),
            "value": summary * sign,
            "rank": pd.Series(-summary).rank(method="min").astype(int).to_numpy(),
            "chance_first": (first / first.sum(axis=1, keepdims=True)).mean(axis=0),
        }
    )


def _summary(criterion: str, good: np.ndarray) -> np.ndarray:
    """One number an option out of ``good`` [future, option], more is better."""
    if criterion in ("maximin", "worst_regret"):
        return np.asarray(good.min(axis=0))
    if criterion == "regret_90":
        return np.asarray(np.quantile(good, 0.1, axis=0))
    return np.asarray(good.mean(axis=0))
