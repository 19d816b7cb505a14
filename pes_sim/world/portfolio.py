"""Projects under way and done: plan, luck, progress, what they spent and what of it is live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import mesa

from pes_sim.scenario.changes import ProjectPlan, SetValue

State = Literal["running", "delivered", "cancelled"]
_DONE = 1.0 - 1e-9
"""Progress that counts as all of it, after rounding."""


class Project(mesa.Agent):
    """One programme: its plan, its luck (drawn at its start) and how far it is.

    ``cost_ratio`` and ``time_ratio`` are what the whole plan would cost and take over what was planned, were nothing
    cut and nothing in its way; ``foreseen`` is the slowness of the systems it touches that the plan reckons with.
    ``progress`` is the share of the work done, ``scope`` the share of what is left that will still be done,
    ``delivered`` the share of the planned benefits that is live. ``live_meur`` is what had been spent at the last
    release. ``end`` is the week it was delivered or cancelled in.
    """

    def __init__(
        self, model: Any, plan: ProjectPlan, start: int, cost_ratio: float, time_ratio: float, foreseen: float = 1.0,
    ) -> None:  # fmt: skip
        super().__init__(model)
        self.plan = plan
        self.start = start
        self.end: int | None = None
        self.cost_ratio = cost_ratio
        self.time_ratio = time_ratio
        self.foreseen = foreseen
        self.state: State = "running"
        self.progress = 0.0
        self.scope = 1.0
        self.delivered = 0.0
        self.increments_done = 0
        self.spent_meur = 0.0
        self.live_meur = 0.0

    @property
    def running(self) -> bool:
        """Whether it is neither delivered nor cancelled."""
        return self.state == "running"

    @property
    def increments(self) -> int:
        """In how many releases the benefits arrive."""
        return self.plan.increments

    @property
    def weeks(self) -> float:
        """How long the whole plan takes when nothing is in its way."""
        return self.plan.planned_weeks * self.time_ratio

    @property
    def cost_meur(self) -> float:
        """What the whole plan costs when nothing is in its way."""
        return self.plan.budget_meur * self.cost_ratio

    @property
    def week_meur(self) -> float:
        """What a week of its full team costs."""
        return self.cost_meur / self.weeks

    @property
    def seen(self) -> bool:
        """Whether real users have worked with it."""
        return self.progress >= min(self.plan.exposure, _DONE)

    @property
    def due(self) -> int:
        """How many releases the work done so far makes."""
        return self.increments if self.progress >= _DONE else int(self.progress * self.increments + 1e-9)

    def planned_share(self, week: int) -> float:
        """Share of the benefits that should be live by the end of ``week`` if all went to plan."""
        releases = (week + 1 - self.start) * self.increments // self.plan.planned_weeks
        return min(releases, self.increments) / self.increments


@dataclass(frozen=True, slots=True)
class Landing:
    """A ``share`` of ``change``, released and due in ``week``; it closes ``part`` of what is still to come."""

    change: SetValue
    week: int
    share: float
    part: float


@dataclass
class Portfolio:
    """Every project there ever was, and what was released and is not yet in force."""

    projects: list[Project] = field(default_factory=list)
    landings: list[Landing] = field(default_factory=list)

    def __iter__(self) -> Iterator[Project]:
        return iter(self.projects)

    @property
    def running(self) -> list[Project]:
        """Projects under way, in the order they began."""
        return [project for project in self.projects if project.running]

    @property
    def demand(self) -> float:
        """Project work planned for now, million euro a year (52 weeks)."""
        return sum(52.0 * p.plan.budget_meur / p.plan.planned_weeks for p in self.running)
