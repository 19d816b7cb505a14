"""A look at one person: a copy of their row, taken between two phases; it reads columns and writes none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pes_sim.world.jobseeker import STATUSES
from pes_sim.world.jobseekers import Jobseekers
from pes_sim.world.register import AGE, CHANNEL, FAILED, STAGE, TRIES, WAIT

ABSENT: Final = None
"""Instead of needs: the person is not on the register."""


@dataclass(frozen=True)
class Look:
    """What can be seen of a person: of the register's columns only while they are on it."""

    status: str
    generation: int
    spells: int
    was: int
    need: NDArray[Any] | None = ABSENT
    habit: NDArray[Any] | None = None
    skill: float = 0.0
    contact: float = 0.0
    worth: float = 0.0
    met: int = 0
    since_meeting: int = 0
    client_minutes: float = 0.0
    unmet_needs: int = 0
    spell: int = 0
    profile: int = 0

    @classmethod
    def at(cls, people: Jobseekers, slot: int, row: int | None) -> Look:
        """The person in ``slot``, whose row in the register is ``row`` (None: not on it)."""
        force, register = people.labour_force, people.register
        status = STATUSES[max(0, int(force.clock[slot]) - people.clocks.measures + 1)]
        known = (status, int(force.generation[slot]), int(force.spells[slot]), int(force.was[slot]))
        if row is None:
            return cls(*known)
        return cls(
            *known,
            need=register.need[row].copy(),
            habit=register.habit[row].copy(),
            skill=float(register.skill[row]),
            contact=float(register.contact[row]),
            worth=float(register.worth[row]),
            met=int(register.met[row]),
            since_meeting=int(register.since_meeting[row]),
            client_minutes=float(register.client_minutes[row]),
            unmet_needs=int(register.unmet_needs[row]),
            spell=int(register.spell[row]),
            profile=int(register.profile[row]),
        )

    def _of_need(self, what: int, task: int) -> int:
        assert self.need is not None
        return int(self.need[what, task])

    def stage(self, task: int) -> int:
        """Where the need of ``task`` stands."""
        return self._of_need(STAGE, task)

    def channel(self, task: int) -> int:
        """Channel of the present attempt."""
        return self._of_need(CHANNEL, task)

    def tries(self, task: int) -> int:
        """Failed attempts so far."""
        return self._of_need(TRIES, task)

    def wait(self, task: int) -> int:
        """Weeks in the present queue."""
        return self._of_need(WAIT, task)

    def age(self, task: int) -> int:
        """Weeks since the need arose."""
        return self._of_need(AGE, task)

    def failed(self, task: int) -> int:
        """Channel that failed last, plus one; 0 for none."""
        return self._of_need(FAILED, task)

    def at_risk(self, flag: int) -> bool:
        """Whether the person was judged at risk of long-term unemployment."""
        return bool(self.profile & flag)


def rows_of(people: Jobseekers, slots: list[int]) -> dict[int, int]:
    """Row in the register of each of ``slots`` that is on it."""
    on_it = people.register.slot[: people.register.n]
    found = np.flatnonzero(np.isin(on_it, slots))
    return {int(on_it[row]): int(row) for row in found}
