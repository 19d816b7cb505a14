"""The phone line: an Erlang-A queue says how many hang up; who does is luck. Answered calls are resolved or fail.

Of who hangs up a share calls again within the week (`queueing.with_redials`), and again: the line is offered more calls
than there are callers, a caller gets through in the end or not, and after k calls in vain with the chance
(redial x share hanging up)^k, whichever it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.fetching import prefetch, prefetch_contact, upcoming
from pes_sim.kernel import kernel, rows
from pes_sim.kpis.counters import Count
from pes_sim.processes.experience import EFFORT_LOSS, learn
from pes_sim.processes.fifo import CLASSES, SIXTEENTHS, serve_up_to
from pes_sim.processes.queueing import with_redials
from pes_sim.processes.service.attempts import is_information
from pes_sim.processes.service.nature import difficulty, minutes_of, nature
from pes_sim.processes.service.outcome import FULL, end_contact
from pes_sim.processes.service.terms import TASK_STEP, Terms
from pes_sim.processes.steering.gaming import cut_short
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, lane
from pes_sim.world.catalogue import CHANNEL_KIND, PHONE
from pes_sim.world.jobseekers import Part
from pes_sim.world.register import AGE

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_ANSWERED, _ABANDONED = int(Count.calls_answered), int(Count.calls_abandoned)
_CALLS, _REPEAT, _CALLS_REPEAT = int(Count.contacts_phone), int(Count.contacts_repeat), int(Count.calls_repeat)
_CALLS_INFORMATION = int(Count.calls_information)
MOST_REDIALS = 50


@kernel
def ring(size, row, task, rank, key, need, minutes, born, slope, salted, histogram):  # type: ignore[no-untyped-def]
    """Add the minutes of every caller (by task, sixteenths) to the line's histogram of keyed luck (``rank``)."""
    for e in rows(0, size):
        soon = upcoming(row, e, size)
        prefetch(key, soon)
        prefetch(need, soon)
        i, t = np.uint64(row[e]), np.uint64(task[e])
        rank[e] = bits(key[i] + t * TASK_STEP, salted) % np.uint64(CLASSES)
        histogram[0, rank[e]] += minutes_of(minutes[t], slope, difficulty(nature(key[i], t, need[i, AGE, t], born)))


@njit(nogil=True, inline="always")
def calls_in_vain(luck, again):  # type: ignore[no-untyped-def]
    """Calls before the last of somebody's week, with chance ``again``^k at least k; ``luck`` a lane of 16 bits."""
    calls, chance = 0, again
    while calls < MOST_REDIALS and luck < chance * FULL:
        calls += 1
        chance *= again
    return calls


@kernel
def answer(  # type: ignore[no-untyped-def]
    size, row, task, rank, limit, again, key, cell, need,
    skill, trust, satisfaction, habit, effort, client_minutes, unmet_needs, registered_ok, claim_ok,
    kind, phone, resolution, back_minutes, minutes_of_client, wait_weeks,
    tries_allowed, give_up, norm_weeks, learning, salt_serve, ledger,
):  # fmt: skip
    """Callers whose ``rank`` is before ``limit`` are answered, the others have hung up.

    ``again`` is the chance that a call is followed by another (`calls_in_vain`).
    """
    for e in rows(0, size):
        prefetch_contact(upcoming(row, e, size), key, cell, need, habit, trust, skill, satisfaction, client_minutes)
        i, t = np.uint64(row[e]), np.uint64(task[e])
        s = cell[i]
        word = bits(key[i], salt_serve + t * TASK_STEP)
        answered = rank[e] < limit
        if answered:
            ledger[_ANSWERED, s] += 1
        else:
            ledger[_ABANDONED, s] += 1
        in_vain = calls_in_vain(lane(word, 2), again)
        if in_vain > 0:
            ledger[_ABANDONED, s] += in_vain
            ledger[_CALLS, s] += in_vain
            ledger[_REPEAT, s] += in_vain
            ledger[_CALLS_REPEAT, s] += in_vain
            ledger[_CALLS_INFORMATION, s] += in_vain * is_information(t)
        done = answered and lane(word, 0) < resolution[t, phone] * FULL
        learn(i, phone, done, wait_weeks, False, minutes_of_client[phone], learning, habit, trust, skill,
              satisfaction, client_minutes, s, ledger)  # fmt: skip
        end_contact(i, t, phone, done, back_minutes[t] > 0.0, need, registered_ok, claim_ok, kind, norm_weeks,
                    tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s,
                    ledger)  # fmt: skip


def phone_line(model: PESModel, terms: Terms, wanted: NDArray[np.int64]) -> None:
    """A week of calls, which ask for the minutes ``wanted`` (1, classes)."""
    register, values = model.jobseekers.register, model.values
    parts = model.jobseekers.parts
    luck = salt(Stream.LINE_LUCK, model.week)
    callers = sum(int(part.sizes[3]) for part in parts) * model.scale
    minutes = float(wanted.sum()) / SIXTEENTHS * model.scale
    open_minutes = 60.0 * values["phone.week_hours"] * max(values["channels.phone.hours"], 1e-6)
    agents = model.phone_minutes / open_minutes
    mean = minutes / callers if callers else 1.0
    queue, again = with_redials(
        callers / open_minutes, mean, agents, values["phone.patience_minutes"], values["phone.service_level_minutes"],
        values["phone.redial"],
    )  # fmt: skip
    capacity = np.array([int((1.0 - queue.abandonment) / (1.0 - again) * wanted.sum())])
    limit, used = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    serve_up_to(wanted, capacity, limit, used)
    wait = queue.mean_wait if callers else 0.0
    waited = wait / values["choice.hold_minutes"]
    phone = model.channels[PHONE]
    phone.expected_wait += (waited - phone.expected_wait) / model.values["queue.memory_weeks"]

    def work(part: Part) -> None:
        answer(
            part.sizes[3], part["phone_row"], part["phone_task"], part["phone_rank"], limit[0], again,
            register.key, register.cell, register.need, register.skill, register.trust, register.satisfaction,
            register.habit, register.effort, register.client_minutes, register.unmet_needs, register.registered_ok,
            register.claim_ok,
            CHANNEL_KIND, PHONE, terms.resolution, terms.back_minutes, terms.client_minutes, waited,
            values["giveup.tries"], values["giveup.share"], values["needs.claim_norm_weeks"], terms.learning, luck,
            model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)
    booked = model.ledger.service
    calls = float(model.ledger.people[:, [_ANSWERED, _ABANDONED]].sum()) * model.scale
    booked["calls"], booked["call_wait_minutes"] = calls, wait * calls
    booked["calls_answered_quickly"] = queue.answered_within * calls
    booked["phone_minutes"] = model.phone_minutes
    booked["calls_cut_short"] = cut_short(model) * calls
    booked["phone_minutes_used"] = float(used[0]) / SIXTEENTHS * model.scale
    model.utilisation["phone"] = minutes / max(model.phone_minutes, 1.0)
