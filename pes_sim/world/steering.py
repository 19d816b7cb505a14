"""What the organisation is held to, how far it is behind, and what it has moved to catch up."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pes_sim.world.staff import BACK_STAFF, CASEWORKERS, FRONT_STAFF, GROUPS, PHONE_STAFF


@dataclass(frozen=True, slots=True)
class Norm:
    """A KPI the organisation is held to: the lever that says its target, and the staff that serve it."""

    kpi: str
    path: str
    group: int


NORMS: tuple[Norm, ...] = (
    Norm("phone_answered_share", "steering.norm_calls", PHONE_STAFF),
    Norm("claims_in_time", "steering.norm_claims", BACK_STAFF),
    Norm("counter_wait_weeks", "steering.norm_counter_weeks", FRONT_STAFF),
    Norm("exit_rate_to_work", "steering.norm_exits", CASEWORKERS),
    Norm("ltu_share", "steering.norm_ltu", CASEWORKERS),
)
"""One table: which staff serve which target. A scenario's own target for one of these KPIs takes the norm's place."""


@dataclass
class Steering:
    """By norm: ``level`` as seen lately and ``shortfall`` (0-1) of its target. ``moved``: posts moved, FTE by group."""

    level: dict[str, float] = field(default_factory=dict)
    shortfall: dict[str, float] = field(default_factory=dict)
    moved: NDArray[np.float64] = field(default_factory=lambda: np.zeros(len(GROUPS)))

    def behind(self, kpi: str) -> float:
        """How far ``kpi`` is behind its target as seen: 0 (met, or not looked at) to 1."""
        return self.shortfall.get(kpi, 0.0)

    def pressed(self, group: int) -> float:
        """The largest shortfall among the norms that ``group`` serves."""
        return max(self.behind(norm.kpi) for norm in NORMS if norm.group == group)
