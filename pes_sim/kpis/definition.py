"""What a KPI is: a ratio of sums of counters, so that a week, a year and a horizon aggregate alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Direction = Literal["higher", "lower", "neutral"]
Family = Literal["labour market", "service", "digital", "people", "money", "IT and delivery", "fairness"]


@dataclass(frozen=True, slots=True)
class KPI:
    """``factor`` x sum(top) / sum(bottom) over the window asked for.

    ``top`` and ``bottom`` weigh counters (`pes_sim.kpis.counters`). A stock divided by the counter ``weeks``
    is its mean over the window. ``gap`` names two segments: the KPI is then the first's value less the second's.
    ``less`` is a second ratio (its top and bottom) taken off, ``plus`` a constant added.
    ``by_segment`` is False where the counters are kept for the whole service only.
    """

    name: str
    title: str
    formula: str
    unit: str
    direction: Direction
    source: str
    family: Family
    top: Mapping[str, float]
    bottom: Mapping[str, float]
    factor: float = 1.0
    by_segment: bool = True
    gap: tuple[str, str] | None = None
    less: tuple[Mapping[str, float], Mapping[str, float]] | None = None
    plus: float = 0.0

    def counters(self) -> set[str]:
        """Every counter the formula reads."""
        return set(self.top).union(self.bottom, *(self.less or ()))
