"""Scores: every KPI from the worst line (0) to the best (100), weighed as the trainer says (Belton & Stewart 2002).

The service without decisions is one of the lines, so a team below it did harm. Scores compare lines within one room
only: another line may change them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np

from pes_sim.analysis.ranking import swing_values
from pes_sim.kpis.definitions import KPIS


def scores(totals: Sequence[Mapping[str, Any]], weights: Mapping[str, float]) -> list[float | None]:
    """A score for each line's ``totals`` (KPI to its value over all weeks); None where nothing can be told apart."""
    summed, weighed = np.zeros(len(totals)), 0.0
    for name, weight in weights.items():
        values = np.array([[np.nan if t.get(name) is None else t[name]] for t in totals], dtype=float)
        if weight <= 0 or not all(isfinite(v) for v in values[:, 0]):
            continue
        scaled = swing_values(values if KPIS[name].direction == "higher" else -values)[:, 0]
        if scaled.any():
            summed += weight * scaled
            weighed += weight
    return [float(s / weighed) for s in summed] if weighed else [None] * len(totals)
