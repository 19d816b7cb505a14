"""A trial: who is eligible, into which groups the lot puts them, and what is done to a group.

The lot and the groups belong to the world; what is done to a group is another matter, so that a world without
treatment has the same people in the same groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pes_sim.scenario.changes import SetValue

Lot = Literal["person", "region"]


@dataclass(frozen=True)
class Eligible:
    """Who joins the trial, and when; None means no condition.

    ``entries`` are weeks (first, end) in which people who register join on the day, ``stock`` a week in which those on
    the register join. ``registered_for`` bounds the weeks registered by then, ``ages`` the years of age of the
    band, ``score`` the rank of risk among those who register (0 to 1, as a score of ``profiling.accuracy`` sees it).
    """

    entries: tuple[int, int] | None = None
    stock: int | None = None
    registered_for: tuple[int, int] | None = None
    ages: tuple[int, int] | None = None
    score: tuple[float, float] | None = None
    sex: frozenset[int] | None = None
    education: frozenset[int] | None = None
    digital_skill: frozenset[int] | None = None
    area: frozenset[int] | None = None
    regions: frozenset[str] | None = None
    from_work: bool = False
    sample: float = 1.0


@dataclass(frozen=True)
class Treatment:
    """What is done to ``group`` from ``first`` up to, not including, ``end`` weeks after joining.

    ``sets`` move levers that act on persons (`pes_sim.parameters.personal`). ``caseload``: the group has a team of
    its own with so many clients a caseworker. ``lost_meetings``: so many meetings booked for each are lost.
    """

    group: str
    first: int = 0
    end: int | None = None
    caseload: float | None = None
    lost_meetings: int = 0
    sets: tuple[SetValue, ...] = ()


@dataclass(frozen=True)
class Trial:
    """``groups`` are shares of those who join; ``follow`` is for how many weeks each is followed from joining on."""

    eligible: Eligible
    groups: Mapping[str, float]
    follow: int
    lot: Lot = "person"
    treatments: tuple[Treatment, ...] = field(default=())

    def __hash__(self) -> int:
        return hash((self.eligible, tuple(self.groups), self.follow, self.lot, len(self.treatments)))

    @property
    def last(self) -> int:
        """The week in which the last may join."""
        weeks = [self.eligible.entries[1] - 1] if self.eligible.entries else []
        return max([*weeks, *([] if self.eligible.stock is None else [self.eligible.stock])], default=0)

    @property
    def weeks(self) -> int:
        """How long a horizon it takes to follow everybody to the end."""
        return self.last + self.follow
