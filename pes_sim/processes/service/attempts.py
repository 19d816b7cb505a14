"""Attempts: needs come to the channels chosen for them; self-service is tried at once, the others queue up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.fetching import prefetch, upcoming
from pes_sim.kernel import kernel, rows
from pes_sim.kpis.counters import Count
from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.channel_choice import UNREACHABLE, by_task
from pes_sim.processes.mandate import MANDATE, terms_of_the_mandate
from pes_sim.processes.service.alone import HARDNESS, HELP, try_alone, weigh
from pes_sim.processes.service.nature import births
from pes_sim.processes.service.terms import Terms
from pes_sim.random import Stream, salt
from pes_sim.world.catalogue import (
    BACK,
    CHANNEL_KIND,
    CHASING,
    COMPLAINT,
    ENQUIRY,
    FRONT,
    JOB_SEARCH,
    LINE,
    REPORT,
    SELF,
)
from pes_sim.world.jobseekers import STRETCH, Part
from pes_sim.world.register import CHANNEL, OPEN, QUEUE_BACK, QUEUE_FRONT, STAGE, TRIES, WAIT

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_CONTACTS = np.array([int(Count[f"contacts_{name}"]) for name in CHANNELS])
_REPEAT, _CALLS_REPEAT = int(Count.contacts_repeat), int(Count.calls_repeat)
_CALLS_INFORMATION = int(Count.calls_information)
_STAGE_OF = np.array(
    [{FRONT: QUEUE_FRONT, BACK: QUEUE_BACK}.get(kind, OPEN) for kind in range(SELF + 1)], dtype=np.uint8
)
"""By kind of channel, the stage of a need that comes to it: callers and self-service do not wait."""


@njit(nogil=True, inline="always")
def is_information(t):  # type: ignore[no-untyped-def]
    """Whether people come for information with task ``t``, not with a step of their case."""
    return (t == ENQUIRY) | (t == JOB_SEARCH)


@kernel
def arrive(  # type: ignore[no-untyped-def]
    lo, hi, size, row, task, channel, mandated, pool, tried, kind, stage_of, cell, need, ledger,
):  # fmt: skip
    """Needs ``lo`` to ``hi`` of the list come to their channels: each into its ``pool``, or to be ``tried`` at once.

    Returns how many of them are tried; where no channel is open, that fails there. Where transactions are
    ``mandated`` all of them are looked at there.
    """
    n = 0
    for e in rows(lo, hi):
        soon = upcoming(row, e, size)
        prefetch(cell, soon)
        prefetch(need, soon)
        i, t, c = np.uint64(row[e]), np.uint64(task[e]), np.uint64(channel[e])
        pool[e - np.uint64(lo)] = SELF
        tried[n] = e
        if c == UNREACHABLE:
            n += 1
            continue
        s = cell[i]
        ledger[_CONTACTS[c], s] += 1
        repeat = (need[i, TRIES, t] > 0) | (t == COMPLAINT) | (t == CHASING)
        ledger[_REPEAT, s] += repeat
        if kind[c] == LINE:
            ledger[_CALLS_REPEAT, s] += repeat
            ledger[_CALLS_INFORMATION, s] += is_information(t)
        need[i, CHANNEL, t] = c
        need[i, WAIT, t] = 0
        need[i, STAGE, t] = stage_of[kind[c]]
        pool[e - np.uint64(lo)] = kind[c]
        n += (kind[c] == SELF) | (mandated & (t <= REPORT))
    return n


@kernel
def queue_by_pool(  # type: ignore[no-untyped-def]
    lo, hi, row, task, pool, front_row, front_task, back_row, back_task, phone_row, phone_task, sizes,
):  # fmt: skip
    """List needs ``lo`` to ``hi`` by their ``pool``; every list is written, and one of them grows, or none."""
    front, back, phone = sizes[1], sizes[2], sizes[3]
    for e in rows(lo, hi):
        where = pool[e - np.uint64(lo)]
        front_row[front] = back_row[back] = phone_row[phone] = row[e]
        front_task[front] = back_task[back] = phone_task[phone] = task[e]
        front += where == FRONT
        back += where == BACK
        phone += where == LINE
    sizes[1], sizes[2], sizes[3] = front, back, phone


@kernel
def attempt(  # type: ignore[no-untyped-def]
    size, row, task, channel, front_row, front_task, back_row, back_task, phone_row, phone_task, sizes,
    key, cell, offline, account, need, skill, trust, satisfaction, habit, effort, client_minutes,
    unmet_needs, registered_ok, claim_ok,
    kind, stage_of, logit, skill_weight, availability, help_terms, mandate,
    straight_through, automation_error, wrong, fault_share, fault_salt, noticed_at_once, back_minutes,
    minutes_of_client, born, hardness, ambiguity,
    tries_allowed, give_up, norm_weeks, learning, salt_attempt, salt_help, salt_exempt, pool, tried, abilities,
    chances, ledger,
):  # fmt: skip
    """Take up the ``size`` chosen needs: self-service at once, the others into their queues (lists grow, ``sizes``)."""
    sizes[3] = 0
    for lo in range(0, size, STRETCH):
        hi = min(lo + STRETCH, size)
        n = arrive(lo, hi, size, row, task, channel, mandate[MANDATE] > 0.0, pool, tried, kind, stage_of, cell, need,
                   ledger)  # fmt: skip
        weigh(n, tried, row, task, channel, key, cell, offline, need, skill, trust, satisfaction, habit,
              client_minutes, logit, skill_weight, help_terms, mandate, born, hardness, salt_help, salt_exempt,
              abilities, chances)  # fmt: skip
        try_alone(n, tried, lo, pool, abilities, chances, row, task, channel, key, cell, offline, account, need, skill,
                  trust, satisfaction, habit, effort, client_minutes, unmet_needs, registered_ok, claim_ok, kind, logit,
                  skill_weight, availability, help_terms, mandate, straight_through, automation_error, wrong,
                  fault_share, fault_salt, noticed_at_once, back_minutes, minutes_of_client, born, hardness,
                  ambiguity, tries_allowed, give_up, norm_weeks, learning, salt_attempt, salt_help, salt_exempt,
                  ledger)  # fmt: skip
        queue_by_pool(lo, hi, row, task, pool, front_row, front_task, back_row, back_task, phone_row, phone_task,
                      sizes)  # fmt: skip


def _hits(model: PESModel) -> NDArray[np.uint64]:
    """By task, the salt of whom the fault alive hits."""
    alive = model.tools.faults
    salts = [salt(Stream.FAULT_HITS, fault.week) if fault else np.uint64(0) for fault in alive]
    return np.array(salts + [np.uint64(0)] * (len(TASKS) - len(salts)), dtype=np.uint64)


def attempts(model: PESModel, terms: Terms) -> None:
    """Everybody takes up what they chose to take up this week."""
    register, values = model.jobseekers.register, model.values
    salt_attempt = salt(Stream.SERVICE_COMPLETION, model.week)
    salt_help, salt_exempt = salt(Stream.PERSON_HELPER, 0), salt(Stream.PERSON_EXEMPT, 0)
    help_terms, mandate = np.array([values[path] for path in HELP]), terms_of_the_mandate(values)

    born, ambiguity = births(model.week), by_task(values, "ambiguity")
    hardness = np.array([values[path] for path in HARDNESS])

    def work(part: Part) -> None:
        attempt(
            part.sizes[0], part["open_row"], part["open_task"], part["open_channel"], part["front_row"],
            part["front_task"], part["back_row"], part["back_task"], part["phone_row"], part["phone_task"],
            part.sizes, register.key, register.cell, register.offline, register.account, register.need,
            register.skill, register.trust, register.satisfaction,
            register.habit, register.effort, register.client_minutes, register.unmet_needs,
            register.registered_ok, register.claim_ok, CHANNEL_KIND, _STAGE_OF, terms.logit, terms.skill_weight,
            terms.availability, help_terms, mandate, terms.straight_through, values["automation.error"],
            register.wrong, model.tools.fault_share, _hits(model), values["automation.noticed_at_once"],
            terms.back_minutes, terms.client_minutes, born, hardness, ambiguity,
            values["giveup.tries"], values["giveup.share"],
            values["needs.claim_norm_weeks"], terms.learning, salt_attempt, salt_help, salt_exempt,
            part["pools"], part["places"], part["draws"], part["chances"],
            model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)
