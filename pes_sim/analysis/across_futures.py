"""Options against the base in many futures: the paired change of each KPI, and in how many futures it is better.

With several futures the interval is over futures (each the mean of its seeds): it says how far the change is the same
whatever holds, for futures drawn like these. With one future it is over seeds, as in a comparison.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pes_sim.analysis.paired import paired
from pes_sim.kpis.definition import KPI

if TYPE_CHECKING:
    import pandas as pd

PAIR = ("future", "seed")


def changes_across_futures(
    runs: pd.DataFrame, baseline: str, kpis: Mapping[str, KPI], options: Sequence[str] | None = None
) -> pd.DataFrame:
    """A row for each shock, KPI and option of a table of runs (`Study.frame`).

    Columns: shock, kpi, option, baseline, difference, ci_low, ci_high (95 %), share_better (of futures; of seeds where
    there is one future), least, most (of a future), units (how many futures or seeds are paired), unit, direction.
    """
    import pandas as pd

    rows = []
    for shock, here in runs.groupby("shock", sort=False):
        by = "future" if here["future"].nunique() > 1 else "seed"
        for name, kpi in kpis.items():
            wide = here.pivot(index=list(PAIR), columns="option", values=name)
            for option in options or [o for o in here["option"].unique() if o != baseline]:
                if not {baseline, option} <= set(wide.columns):
                    continue
                pairs = wide[[baseline, option]].dropna()
                means = pairs.groupby(level=by).mean()
                found = paired(means[baseline], means[option], kpi.direction)
                change = means[option] - means[baseline]
                rows.append(
                    {
                        "shock": shock, "kpi": name, "option": option, "baseline": found.baseline,
                        "difference": found.difference, "ci_low": found.ci_low, "ci_high": found.ci_high,
                        "share_better": found.share_better, "least": change.min(), "most": change.max(),
                        "units": found.seeds, "over": f"{by}s", "unit": kpi.unit, "direction": kpi.direction,
                        "verdict": found.verdict,
                    }
                )  # fmt: skip
    return pd.DataFrame(rows)
