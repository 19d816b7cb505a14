"""When does a plan stop working: its tipping point in every future, and what could take over then.

Dynamic adaptive policy pathways (Haasnoot, Kwakkel, Walker and ter Maat 2013): a plan has a sell-by date, the year from
which it no longer meets its aims; it depends on the future. A map shows which other plans still meet them from there.
That another plan holds is read from runs in which it was there from the start: a switch takes time of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.runs.errors import CallError

if TYPE_CHECKING:
    import pandas as pd

LASTING = 2
"""Years in a row an aim must be missed before a plan counts as having stopped working: one bad year is no end."""


@dataclass(frozen=True, slots=True)
class Aim:
    """``kpi`` at least as good as ``bound``, every year, on the mean over the seeds."""

    kpi: str
    bound: float


@dataclass(frozen=True, eq=False)
class Pathways:
    """``tips`` holds by future (row) and option (column) the year from which the plan fails, infinite if never.

    ``holding`` is the share of futures in which an option (column) still works in a year (row).
    """

    aims: tuple[Aim, ...]
    years: tuple[int, ...]
    tips: pd.DataFrame
    holding: pd.DataFrame

    def frame(self) -> pd.DataFrame:
        """A row an option, the longest-lasting first.

        Columns: option, futures, holds_to_end (share of futures), early, middle, late (the year by which a tenth, half
        and nine tenths of the futures have tipped; infinite where they never do).
        """
        import pandas as pd

        rows = []
        for option in self.tips.columns:
            tips = np.sort(self.tips[option].to_numpy(float))
            early, middle, late = (float(tips[max(0, int(np.ceil(q * len(tips))) - 1)]) for q in (0.1, 0.5, 0.9))
            held = float(np.isinf(tips).mean())
            rows.append(
                {
                    "option": option,
                    "futures": len(tips),
                    "holds_to_end": held,
                    "early": early,
                    "middle": middle,
                    "late": late,
                }
            )
        return pd.DataFrame(rows).sort_values(["holds_to_end", "middle"], ascending=False, ignore_index=True)

    def transfers(self) -> pd.DataFrame:
        """Where each plan that tips could go: option, to, futures (in which it tips), longer, to_end.

        ``longer`` is the share of those futures in which the other still works when this one stops, ``to_end`` in which
        it works to the end. The baseline is a plan too.
        """
        import pandas as pd

        rows = []
        for option in self.tips.columns:
            own = self.tips[option]
            tipped = own[np.isfinite(own)]
            for other in self.tips.columns.drop(option):
                after = self.tips.loc[tipped.index, other]
                longer = float((after > tipped).mean()) if len(tipped) else np.nan
                to_end = float(np.isinf(after).mean()) if len(tipped) else np.nan
                rows.append({"option": option, "to": other, "futures": len(tipped), "longer": longer, "to_end": to_end})
        return pd.DataFrame(rows, columns=["option", "to", "futures", "longer", "to_end"])


def pathways(outcomes: Outcomes, aims: Sequence[Aim], lasting: int = LASTING) -> Pathways:
    """Tipping points from runs by year: the table has a column ``year``. Raises CallError.

    A plan stops working in the first year that begins ``lasting`` years in a row (or fewer, up to the end) in each of
    which some aim is missed. A year in which a KPI is not defined misses it.
    """
    import pandas as pd

    if "year" not in outcomes.frame.columns:
        raise CallError("tipping points need KPIs by year: the table of runs has no column year")
    if not aims:
        raise CallError("no aim, so nothing can be missed")
    met = None
    for aim in aims:
        sign = outcomes.sign(aim.kpi)
        mean = outcomes.frame.groupby(["future", "option", "year"])[aim.kpi].mean()
        held = mean * sign >= aim.bound * sign
        met = held if met is None else met & held
    assert met is not None
    by_year = met.unstack("year", fill_value=False)
    years = np.array(by_year.columns, int)
    first = [_tip(row, years, lasting) for row in by_year.to_numpy(bool)]
    tips = pd.Series(first, by_year.index).unstack("option").reindex(columns=list(outcomes.options))
    holding = pd.DataFrame({option: [(tips[option] > year).mean() for year in years] for option in tips}, years)
    return Pathways(tuple(aims), tuple(int(y) for y in years), tips, holding.rename_axis("year"))


def _tip(met: np.ndarray, years: np.ndarray, lasting: int) -> float:
    """The year in which a run of ``lasting`` misses begins; infinite where none does."""
    for i in range(len(met)):
        if not met[i : i + lasting].any():
            return float(years[i])
    return inf
