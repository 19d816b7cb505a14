"""Gaming: what targets do to behaviour where much is at stake and the target is missed as seen.

pressure = steering.stakes x shortfall of the target, as the organisation sees it

Creaming: who is at risk goes later into the diary (exits to work count, whoever leaves). Parking: people about to pass
a year are sent into measures, which ends their registration. Deflecting: calls are cut short, so that more are
answered and fewer settled. (Courty & Marschke and Heckman, Heinrich & Smith on performance standards in US job
training: [recalled]; the sizes are assumptions.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.kernel import kernel
from pes_sim.kpis.counters import Count
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import uniform
from pes_sim.world.jobseekers import Part
from pes_sim.world.register import STAY, TO_MEASURE

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_EXITS, _EXIT_WEEKS, _MEASURES = int(Count.exits), int(Count.exit_spell_weeks), int(Count.exits_to_measures)
_PARKED = int(Count.parked)


def pressure(model: PESModel, kpi: str) -> float:
    """What is at stake times how far the target of ``kpi`` is missed, as seen: 0 to the stakes."""
    return model.values["steering.stakes"] * model.steering.behind(kpi)


def creaming(model: PESModel) -> int:
    """Weeks by which people at risk go later into the diary."""
    return round(model.values["steering.creaming"] * pressure(model, "exit_rate_to_work"))


def cut_short(model: PESModel) -> float:
    """Share of a call's minutes that is cut."""
    values = model.values
    return min(values["steering.deflecting"] * pressure(model, "phone_answered_share"), values["steering.most_cut"])


def settled(model: PESModel) -> float:
    """Factor on what a call cut short still settles."""
    return 1 - model.values["steering.deflected"] * cut_short(model)


def parking(model: PESModel) -> float:
    """Chance a week of being sent into a measure, for people about to pass a year."""
    return min(model.values["steering.parking"] * pressure(model, "ltu_share"), 1.0)


@kernel
def send(lo, hi, key, cell, spell, leaving, first, last, chance, salted, ledger):  # type: ignore[no-untyped-def]
    """Rows ``lo`` to ``hi`` that stay and are ``first`` to ``last`` weeks into their spell: parked with ``chance``."""
    for i in range(lo, hi):
        if leaving[i] == STAY and first <= spell[i] <= last and uniform(key[i], salted) < chance:
            leaving[i] = TO_MEASURE
            s = cell[i]
            ledger[_EXITS, s] += 1
            ledger[_EXIT_WEEKS, s] += spell[i] + 1
            ledger[_MEASURES, s] += 1
            ledger[_PARKED, s] += 1


def park(model: PESModel) -> None:
    """After the week's exits are drawn: some of those who stay are parked."""
    chance, register, values = parking(model), model.jobseekers.register, model.values
    if chance == 0:
        return
    first, last = int(values["steering.parking_from"]), int(values["steering.parking_to"])
    salted = salt(Stream.PARKING, model.week)

    def work(part: Part) -> None:
        send(
            part.lo, part.hi, register.key, register.cell, register.spell, register.leaving, np.int64(first),
            np.int64(last), chance, salted, model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)
