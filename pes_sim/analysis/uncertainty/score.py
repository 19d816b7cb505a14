"""The score a ranking goes by, in every future: headline KPIs weighed the same, 0 for the worst, 100 for the best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.ranking import shares_of_firsts, swing_values

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]


def scores(outcomes: Outcomes, kpis: Sequence[str]) -> pd.DataFrame:
    """A row a future, a column an option: the mean of its `swing_values` on ``kpis`` over the future's seeds.

    KPIs on which the options do not differ in a future, or that are undefined there, carry no weight in it.
    """
    import pandas as pd

    options = [outcomes.baseline or outcomes.options[0], *outcomes.alternatives]
    rows = {}
    for future, block in outcomes.frame.groupby("future", sort=True):
        wide = block.pivot(index="seed", columns="option", values=list(kpis))
        each = [_swing(wide[kpi][options].to_numpy(float).T * outcomes.sign(kpi)) for kpi in kpis]
        telling = [values for values in each if values is not None and values.any()]
        rows[future] = np.mean(telling, axis=0).mean(axis=1) if telling else np.zeros(len(options))
    return pd.DataFrame.from_dict(rows, orient="index", columns=options).rename_axis("future")


def _swing(values: Floats) -> Floats | None:
    return swing_values(values) if np.isfinite(values).all() else None


def leads(table: pd.DataFrame, option: str) -> pd.Series[float]:
    """How far ``option`` is ahead of the best other in each row of `scores`; negative where it is behind."""
    return table[option] - table.drop(columns=option).max(axis=1)


def chances_of_best(outcomes: Outcomes, kpis: Sequence[str]) -> pd.DataFrame:
    """The share of futures in which each option is best: a row a KPI (and "score"), a column an option.

    Ties are shared: where nothing differs, each has its part.
    """
    import pandas as pd

    rows = {"score": _firsts(scores(outcomes, kpis))}
    for kpi in kpis:
        rows[kpi] = _firsts(outcomes.values(kpi).dropna() * outcomes.sign(kpi))
    return pd.DataFrame(rows).T


def _firsts(table: pd.DataFrame) -> pd.Series[float]:
    import pandas as pd

    return pd.Series(shares_of_firsts(table.to_numpy(float).T), index=table.columns)
