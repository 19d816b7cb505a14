"""Three kinds of not knowing, side by side: luck, assumptions, structure. They do not add up to one interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.analysis.exploration.outcomes import Outcomes

if TYPE_CHECKING:
    import pandas as pd

    from pes_sim.analysis.comparison import Comparison

INNER = (0.05, 0.95)
"""Quantiles of the futures shown: nine of ten lie between."""


def spreads(
    comparison: Comparison, assumptions: Outcomes, structure: Outcomes | None, kpis: Sequence[str]
) -> pd.DataFrame:
    """A row for each KPI and option.

    Columns: kpi, option, difference (at the base's own assumptions), luck_low, luck_high (95 % interval over seeds),
    then over futures assumed_low, assumed_high (nine of ten), share_better (of futures), luck_share (of the variance
    over futures that is luck), and over mechanisms switched off structure_low, structure_high, least, most (by name).
    """
    import pandas as pd

    rows = []
    for kpi in kpis:
        sign = assumptions.sign(kpi)
        for option in comparison.names:
            found = comparison.differences[kpi, option]
            over = assumptions.changes(kpi)[option].groupby(level="future").mean().dropna()
            low, high = np.quantile(over, INNER) if len(over) else (np.nan, np.nan)
            row = {
                "kpi": kpi, "option": option, "difference": found.difference,
                "luck_low": found.ci_low, "luck_high": found.ci_high, "assumed_low": low, "assumed_high": high,
                "share_better": float((over * sign > 0).mean()) if len(over) else np.nan,
                "luck_share": assumptions.seed_share(kpi, option),
            }  # fmt: skip
            rows.append(row | _structure(structure, kpi, option))
    return pd.DataFrame(rows)


def _structure(structure: Outcomes | None, kpi: str, option: str) -> dict[str, object]:
    """The effect with each mechanism switched off: its range, and which make it."""
    if structure is None:
        return {"structure_low": np.nan, "structure_high": np.nan, "least": "", "most": ""}
    without = structure.frame.drop_duplicates("future").set_index("future")["without"]
    effects = structure.changes(kpi)[option].groupby(level="future").mean()
    effects = effects.set_axis(without.loc[effects.index]).dropna()
    if effects.empty:
        return {"structure_low": np.nan, "structure_high": np.nan, "least": "", "most": ""}
    return {
        "structure_low": float(effects.min()), "structure_high": float(effects.max()),
        "least": str(effects.idxmin()), "most": str(effects.idxmax()),
    }  # fmt: skip
