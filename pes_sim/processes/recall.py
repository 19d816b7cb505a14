"""Recall: some of those laid off have the promise of their employer to be taken back, and are, whatever they search.

Ordinary recalls after the season are in the profile's hazards. This is for blows: of those laid off in Austria in
March 2020 about 40 % had such a promise. Who is taken back fills no vacancy and owes it to nobody's counselling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.kernel import kernel
from pes_sim.kpis.counters import Count
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import uniform
from pes_sim.world.jobseekers import Part
from pes_sim.world.register import PROMISED, STAY, TAKEN_BACK, TO_WORK

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_EXITS, _EXIT_WEEKS, _WORK = int(Count.exits), int(Count.exit_spell_weeks), int(Count.exits_to_work)
_WITHIN_26, _WITHIN_52 = int(Count.exits_to_work_within_26_weeks), int(Count.exits_to_work_within_52_weeks)


def chance_a_week(mean_weeks: float) -> float:
    """Chance of being taken back in a week: the promise is kept after an exponential time of ``mean_weeks``."""
    return float(-np.expm1(-1.0 / mean_weeks))


@kernel
def keep_promises(lo, hi, key, cell, spell, recall, leaving, chance, salted, ledger):  # type: ignore[no-untyped-def]
    """Rows ``lo`` to ``hi`` that have a promise and would stay: back to their employer with ``chance``."""
    for i in range(lo, hi):
        if recall[i] == PROMISED and leaving[i] == STAY and uniform(key[i], salted) < chance:
            recall[i] = TAKEN_BACK
            leaving[i] = TO_WORK
            s = cell[i]
            ledger[_EXITS, s] += 1
            ledger[_EXIT_WEEKS, s] += spell[i] + 1
            ledger[_WORK, s] += 1
            ledger[_WITHIN_26, s] += spell[i] < 26
            ledger[_WITHIN_52, s] += spell[i] < 52


def take_back(model: PESModel) -> None:
    """After the week's exits are drawn: employers take back some of those who stay."""
    register = model.jobseekers.register
    if not register.recall[: register.n].any():
        return
    chance, salted = chance_a_week(model.values["labour.recall_weeks"]), salt(Stream.RECALL, model.week)

    def work(part: Part) -> None:
        keep_promises(
            part.lo, part.hi, register.key, register.cell, register.spell, register.recall, register.leaving, chance,
            salted, model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)
