"""Corrections: a wrong decision stays with the person until they notice it or the fault behind it is found.

Then a complaint opens, trust in digital channels falls as after a failure, and money is repaid. People who left the
register carry it along; when the fault is found their cases are corrected without them, in back-office time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.kernel import kernel
from pes_sim.kpis.counters import Count
from pes_sim.processes.automation.week import close, found_off_the_register, repay
from pes_sim.processes.needs import open_need
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, lane
from pes_sim.world.automation import DECIDED
from pes_sim.world.catalogue import COMPLAINT
from pes_sim.world.jobseekers import Part

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_CORRECTED, _LATENT, _DECIDED = int(Count.wrong_noticed), int(Count.wrong_latent), int(Count.decided_registration)
_TASKS = len(DECIDED)
_FULL = 65536.0
_ONES = np.array([k.bit_count() for k in range(1 << _TASKS)])


@kernel
def come_to_light(lo, hi, key, cell, need, trust, wrong, found, notice, trust_loss, ones, salted, ledger):  # type: ignore[no-untyped-def]
    """Wrong decisions of rows ``lo`` to ``hi`` that are found or noticed are taken up; the others are counted."""
    for i in range(lo, hi):
        if wrong[i] == 0:
            continue
        s = cell[i]
        seen = wrong[i] if lane(bits(key[i], salted), 0) < notice * _FULL else wrong[i] & found
        if seen:
            open_need(need, ledger, i, s, COMPLAINT)
            trust[i] -= trust_loss * trust[i]
            ledger[_CORRECTED, s] += ones[seen]
            wrong[i] &= ~seen
        ledger[_LATENT, s] += ones[wrong[i]]


def corrections(model: PESModel) -> None:
    """At the end of service: what was found or noticed this week comes back."""
    tools = model.tools
    if tools.ever:
        salted = salt(Stream.WRONG_NOTICED, model.week)
        model.jobseekers.each_part(
            lambda part: _work(model, part, np.uint8(tools.found), salted, model.values["people.trust_loss"])
        )
        repay(model, int(model.ledger.people[:, Count.wrong_noticed].sum()))
        if tools.found:
            carried = model.jobseekers.labour_force.wrong
            found_off_the_register(model, int(_ONES[carried & np.uint8(tools.found)].sum()))
            carried &= np.uint8(255 - tools.found)
    close(model, [model.ledger.total(_DECIDED + task) for task in range(_TASKS)])


def _work(model: PESModel, part: Part, found: np.uint8, salted: np.uint64, trust_loss: float) -> None:
    register = model.jobseekers.register
    come_to_light(
        part.lo, part.hi, register.key, register.cell, register.need, register.trust, register.wrong, found,
        model.values["automation.notice_rate"], trust_loss, _ONES, salted, model.ledger.people[part.index],
    )  # fmt: skip


def fall_asleep(model: PESModel, rows: NDArray[np.int64]) -> None:
    """``rows`` leave the register: wrong decisions go along (see departure), and are counted as asleep."""
    if model.tools.ever:
        model.tools.asleep += int(_ONES[model.jobseekers.register.wrong[rows]].sum())


def wake_up(model: PESModel, first_row: int) -> None:
    """The rows from ``first_row`` on are new on the register: wrong decisions of earlier spells came along."""
    register = model.jobseekers.register
    if model.tools.ever:
        model.tools.asleep -= int(_ONES[register.wrong[first_row : register.n]].sum())


def forget(model: PESModel, slots: NDArray[np.int64]) -> None:
    """People in ``slots`` leave the labour force for good; their wrong decisions are never found."""
    if not model.tools.ever:
        return
    lost = int(_ONES[model.jobseekers.labour_force.wrong[slots]].sum())
    model.tools.asleep -= lost
    model.ledger.service["wrong_lost"] += lost * model.scale
    model.jobseekers.labour_force.wrong[slots] = 0
