"""One jobseeker, looked at: a handle on columns that reads like an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pes_sim.world.jobseekers import Jobseekers

STATUSES = ("employed", "in measure", "inactive", "registered")


class Jobseeker:
    """The person now in ``slot``: ``unique_id``, ``status``, and every column of theirs by name.

    Columns of the register (``spell``, ``trust``, ``need``, ...) are there while the person is registered. A
    handle is valid until the world moves on; it holds nothing of its own.
    """

    __slots__ = ("_people", "unique_id")

    def __init__(self, people: Jobseekers, slot: int) -> None:
        self._people = people
        self.unique_id = slot

    @property
    def status(self) -> str:
        """One of STATUSES."""
        clocks = self._people.clocks
        clock = int(self._people.labour_force.clock[self.unique_id])
        return STATUSES[max(0, clock - clocks.measures + 1)]

    def __getattr__(self, name: str) -> Any:
        force, register = self._people.labour_force, self._people.register
        if name in {column.name for column in register.COLUMNS}:
            rows = np.flatnonzero(register.slot[: register.n] == self.unique_id)
            if len(rows):
                return getattr(register, name)[rows[0]]
        if name in {column.name for column in force.COLUMNS}:
            return getattr(force, name)[self.unique_id]
        raise AttributeError(f"jobseeker {self.unique_id} ({self.status}) has no {name!r}")

    def __repr__(self) -> str:
        return f"Jobseeker({self.unique_id}, {self.status})"
