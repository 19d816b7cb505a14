"""What the organisation is held to, how far it is behind, and what it has moved to catch up."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pes_sim.world.staff import BACK_STAFF, CASEWORKERS, FRONT_STAFF, GROUPS, PHONE_STAFF
from pes_sim.world.system import ITSystem


@dataclass(frozen=True, slots=True)
class Norm:
    """A KPI the organisation is held to: the lever that says its target, the staff that serve it, and their tools.

    The systems behind it are those that carry one of ``channels`` or ``tasks``.
    """

    kpi: str
    path: str
    group: int
    channels: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()

    def stands_on(self, system: ITSystem) -> bool:
        """Whether ``system`` carries what the norm is about."""
        return bool({*self.channels} & {*system.channels} or {*self.tasks} & {*system.tasks})


NORMS: tuple[Norm, ...] = (
    Norm("phone_answered_share", "steering.norm_calls", PHONE_STAFF, channels=("phone",)),
    Norm("claims_in_time", "steering.norm_claims", BACK_STAFF, tasks=("claim",)),
    Norm(
        "counter_wait_weeks", "steering.norm_counter_weeks", FRONT_STAFF, channels=("portal", "app"),
        tasks=("registration",),
    ),
    Norm("exit_rate_to_work", "steering.norm_exits", CASEWORKERS, tasks=("job_search_help",)),
    Norm("ltu_share", "steering.norm_ltu", CASEWORKERS, tasks=("job_search_help",)),
)  # fmt: skip
"""One table: which staff and which systems serve which target.

A scenario's own targets for one of these KPIs take the norm's place. What relieves a counter is what people can do
without it.
"""


@dataclass
class Steering:
    """What is known at reviews, and what was decided there.

    By norm: ``level`` as seen lately, the ``first`` one ever seen, and the ``shortfall`` (0-1) of its target. By group
    of staff: ``load`` lately (work wanted over minutes, NaN before the first week) and ``moved``, posts moved (FTE).
    ``funded`` is the norm whose systems get money from small change until the next review.
    """

    level: dict[str, float] = field(default_factory=dict)
    first: dict[str, float] = field(default_factory=dict)
    shortfall: dict[str, float] = field(default_factory=dict)
    load: NDArray[np.float64] = field(default_factory=lambda: np.full(len(GROUPS), np.nan))
    moved: NDArray[np.float64] = field(default_factory=lambda: np.zeros(len(GROUPS)))
    funded: Norm | None = None

    def behind(self, kpi: str) -> float:
        """How far ``kpi`` is behind its target as seen: 0 (met, or not looked at) to 1."""
        return self.shortfall.get(kpi, 0.0)

    def pressed(self, group: int) -> float:
        """The largest shortfall among the norms that ``group`` serves."""
        return max(self.behind(norm.kpi) for norm in NORMS if norm.group == group)

    def missed(self) -> list[Norm]:
        """The norms that are missed as seen, the worst first."""
        return sorted((norm for norm in NORMS if self.behind(norm.kpi) > 0), key=lambda norm: -self.behind(norm.kpi))
