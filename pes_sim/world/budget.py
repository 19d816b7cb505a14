"""The IT budget: a yearly envelope, what the week takes from it, and money granted to programmes on top of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass
class Budget:
    """All amounts in euro; ``run_year`` is what a year of run cost when the world began.

    ``left`` is this week's money and the year's so far that is not yet spent, ``overdrawn`` what was paid this week
    beyond it. ``standing_paid`` went into small and legal change; ``standing_share`` and ``maintenance_share`` say
    how much of what was wanted was paid. ``grants`` holds what programmes may still draw of what was granted to
    them; ``granted`` and ``returned`` are the week's. ``temporary_year`` pays temporary staff this year.
    """

    YEAR: ClassVar[int] = 52
    """Weeks of a budget year; the first begins in week 0."""

    run_year: float
    left: float = 0.0
    overdrawn: float = 0.0
    standing_paid: float = 0.0
    standing_share: float = 1.0
    maintenance_share: float = 1.0
    grants: dict[str, float] = field(default_factory=dict)
    temporary_year: float = 0.0
    granted: float = 0.0
    returned: float = 0.0

    @property
    def change_available(self) -> float:
        """What projects may spend now besides their grants: what run, maintenance and legal change left."""
        return self.left

    def receive(self, envelope: float) -> None:
        """A new week: its envelope comes to what the year has left."""
        self.left += envelope
        self.overdrawn = 0.0

    def close(self) -> None:
        """The week is booked."""
        self.granted = self.returned = 0.0

    def pay(self, wanted: float, soft: float) -> float:
        """Pay ``wanted`` as far as there is money; a share ``soft`` of the gap is paid as well and overdrawn."""
        had = min(wanted, self.left)
        beyond = soft * (wanted - had)
        self.left -= had
        self.overdrawn += beyond
        return had + beyond

    def approve(self, project: str, planned: float, share: float) -> None:
        """Grant the programme called ``project`` that ``share`` of its planned cost, on top of the envelope."""
        self.grants[project] = self.grants.get(project, 0.0) + share * planned
        self.granted += share * planned

    def draw(self, project: str, wanted: float, soft: float = 0.0) -> float:
        """Pay ``project`` what it wants this week, from its grant, then from the envelope; returns what was paid."""
        granted = min(wanted, self.grants.get(project, 0.0))
        if granted:
            self.grants[project] -= granted
        return granted + self.pay(wanted - granted, soft)

    def settle(self, project: str) -> float:
        """The programme is over: what it did not draw of its grant goes back; returns how much."""
        left = self.grants.pop(project, 0.0)
        self.returned += left
        return left

    def lend_or_take(self, moved: float) -> float:
        """Money comes from the budget for posts, or goes to it as far as there is any; returns what moved."""
        moved = max(moved, -self.left)
        self.left += moved
        return moved

    def end_year(self, carried: float, pooled: float) -> tuple[float, float]:
        """The year ends: a share ``carried`` of what is left is kept, of the rest ``pooled`` pays temporary staff.

        Returns what lapses and what goes to temporary staff in the coming year.
        """
        rest = (1.0 - carried) * self.left
        self.left -= rest
        self.temporary_year = pooled * rest
        return rest - self.temporary_year, self.temporary_year
