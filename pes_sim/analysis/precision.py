"""How many seeds are enough: the half-width reached, and the seeds a wanted half-width takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.analysis.paired import Paired, seeds_needed

if TYPE_CHECKING:
    import pandas as pd


def precision_table(
    differences: Mapping[tuple[str, str], Paired], half_width: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """A row for each (kpi, option).

    Columns: kpi, option, seeds, difference, half_width (reached), relative (half-width over the size of the
    difference; below 1 the sign is clear), wanted (from ``half_width`` by KPI, else the size of the difference:
    what it takes to know the sign if the difference stays as found), seeds_needed (NaN where none are enough or
    one seed tells no spread).
    """
    import pandas as pd

    rows = []
    for (kpi, option), found in differences.items():
        size = abs(found.difference)
        wanted = (half_width or {}).get(kpi, size)
        needed = seeds_needed(found.sd, wanted)
        rows.append(
            {
                "kpi": kpi,
                "option": option,
                "seeds": found.seeds,
                "difference": found.difference,
                "half_width": found.half_width,
                "relative": found.half_width / size if size > 0 else np.nan,
                "wanted": wanted,
                "seeds_needed": np.nan if needed is None else float(needed),
            }
        )
    return pd.DataFrame(rows)
