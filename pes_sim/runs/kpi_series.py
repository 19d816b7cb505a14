"""One KPI of one result, week by week: its values and its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.definition import KPI
from pes_sim.kpis.segments import DIMENSIONS
from pes_sim.kpis.unknown import UnknownSegment

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from pes_sim.runs.result import Result

QUARTER = 13
"""Weeks in the moving window that curves are drawn with: single weeks are mostly noise."""


@dataclass(frozen=True, eq=False)
class KPISeries:
    """One KPI of one result, week by week."""

    result: Result
    definition: KPI

    @property
    def values(self) -> NDArray[np.float64]:
        """[seed, week, segment], in the KPI's unit."""
        return self.result.weekly(self.definition.name)

    def frame(self) -> pd.DataFrame:
        """Tidy, as `Result.frame`."""
        return self.result.frame([self.definition.name])

    def plot(self, by: str | None = None, ax: Axes | None = None) -> Axes:
        """Mean over seeds of the 13-week moving value with the span of the seeds; a line for each group of ``by``."""
        import matplotlib.pyplot as plt

        if by is not None and by not in DIMENSIONS:
            raise UnknownSegment(by, tuple(DIMENSIONS))
        ax = plt.subplots()[1] if ax is None else ax
        result, name = self.result, self.definition.name
        dates = np.array([result.scenario.date_of(week) for week in range(result.weeks)])
        window = max(1, min(QUARTER, result.weeks // 4))
        for segment in ["all"] if by is None else [f"{by}:{level}" for level in DIMENSIONS[by]]:
            values = result.moving(name, segment, window)[:, window - 1 :]
            line = ax.plot(dates[window - 1 :], values.mean(axis=0), label=segment.rpartition(":")[2].replace("_", " "))
            ax.fill_between(
                dates[window - 1 :], values.min(axis=0), values.max(axis=0), color=line[0].get_color(), alpha=0.2, lw=0
            )
        ax.set(title=self.definition.title, ylabel=self.definition.unit)
        ax.legend(title=by and by.replace("_", " "), frameon=False)
        return ax
