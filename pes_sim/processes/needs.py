"""Needs: what the registered want from the service this week.

Registration and claim arise on entry, reports every so many weeks; enquiries, help with search, progress
chasing and complaints at weekly rates that depend on what is pending and what has failed. Progress chasing
and complaints are failure demand: they exist only because something was late or went wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from pes_sim.kernel import first_byte, kernel, without_byte
from pes_sim.kpis.counters import Count
from pes_sim.processes.convenience import convenience
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, lane
from pes_sim.world.catalogue import CHASING, CLAIM, COMPLAINT, ENQUIRY, JOB_SEARCH, REGISTRATION, REPORT
from pes_sim.world.jobseekers import Part
from pes_sim.world.register import AGE, FAILED, NONE, OPEN, PROCESSING, QUEUE_BACK, QUEUE_FRONT, STAGE, TRIES, WAIT

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_OPENED = int(Count.needs_opened)
_TASKS = 7
_CALENDAR = 4095
STRETCH = 512
"""Rows whose needs arise and are listed together."""


@njit(nogil=True, inline="always")
def open_need(need, ledger, i, cell, task):  # type: ignore[no-untyped-def]
    """Open ``task`` for row ``i`` unless it is open already."""
    if need[i, STAGE, task] == NONE:
        need[i, STAGE, task] = OPEN
        need[i, WAIT, task] = 0
        need[i, AGE, task] = 0
        need[i, TRIES, task] = 0
        need[i, FAILED, task] = 0
        ledger[_OPENED, cell] += 1


@kernel
def arise(  # type: ignore[no-untyped-def]
    lo, hi, key, cell, region, spell, need, registered_ok, claim_ok, salted, report_due,
    enquiry, enquiry_pending, job_search, chasing, complaint, ledger,
):  # fmt: skip
    """Open this week's needs of rows ``lo`` to ``hi``; rates are a week's probabilities, from one 64-bit draw.

    ``enquiry`` is by region.
    """
    for i in range(lo, hi):
        c = cell[i]
        if spell[i] == 0:
            open_need(need, ledger, i, c, REGISTRATION)
            open_need(need, ledger, i, c, CLAIM)
        elif report_due[(np.int64(spell[i]) + np.int64(key[i] & np.uint64(63))) & _CALENDAR]:
            open_need(need, ledger, i, c, REPORT)
            # who gave up a claim or a registration is reminded of it by the next report
            if claim_ok[i] == 0:
                open_need(need, ledger, i, c, CLAIM)
            if registered_ok[i] == 0:
                open_need(need, ledger, i, c, REGISTRATION)
        word = bits(key[i], salted)
        waiting = need[i, STAGE, CLAIM] >= QUEUE_BACK or need[i, STAGE, REGISTRATION] >= QUEUE_BACK
        rate = enquiry[region[i]] * (1.0 + enquiry_pending) if waiting else enquiry[region[i]]
        if lane(word, 0) < rate * 65536.0:
            open_need(need, ledger, i, c, ENQUIRY)
        if lane(word, 1) < job_search * 65536.0:
            open_need(need, ledger, i, c, JOB_SEARCH)
        if waiting and lane(word, 2) < chasing * 65536.0:
            open_need(need, ledger, i, c, CHASING)
        failures = 0
        for task in (REGISTRATION, CLAIM):
            if need[i, STAGE, task] != NONE:
                failures += need[i, TRIES, task]
        if failures > 0 and lane(word, 3) < complaint * failures * 65536.0:
            open_need(need, ledger, i, c, COMPLAINT)


@kernel
def collect(  # type: ignore[no-untyped-def]
    lo, hi, need, words, open_row, open_task, front_row, front_task, back_row, back_task, sizes,
):  # fmt: skip
    """List the needs to take up and those in the two queues; needs grow a week older. ``sizes`` grow with the lists."""
    opened, front, back = sizes[0], sizes[1], sizes[2]
    for i in range(lo, hi):
        word = words[i, STAGE]
        while word != 0:
            # stages are the bytes of the word, the first task's lowest; every list is written and one of them grows
            task = first_byte(word)
            stage = need[i, STAGE, task]
            word = without_byte(word, task)
            need[i, AGE, task] += need[i, AGE, task] < 255
            open_row[opened] = i
            open_task[opened] = task
            opened += stage == OPEN
            front_row[front] = i
            front_task[front] = task
            front += stage == QUEUE_FRONT
            back_row[back] = i
            back_task[back] = task
            back += stage == QUEUE_BACK or stage == PROCESSING
    sizes[0] = opened
    sizes[1] = front
    sizes[2] = back


@kernel
def rise(  # type: ignore[no-untyped-def]
    lo, hi, key, cell, region, spell, need, registered_ok, claim_ok, salted, report_due,
    enquiry, enquiry_pending, job_search, chasing, complaint, ledger,
    words, open_row, open_task, front_row, front_task, back_row, back_task, sizes,
):  # fmt: skip
    """Both, a stretch of rows at a time: their needs are still in the cache when they are listed."""
    sizes[:] = 0
    for first in range(lo, hi, STRETCH):
        end = min(first + STRETCH, hi)
        arise(first, end, key, cell, region, spell, need, registered_ok, claim_ok, salted, report_due, enquiry,
              enquiry_pending, job_search, chasing, complaint, ledger)  # fmt: skip
        collect(first, end, need, words, open_row, open_task, front_row, front_task, back_row, back_task, sizes)


def needs(model: PESModel) -> None:
    """A week's needs arise and are listed, part by part."""
    register, values = model.jobseekers.register, model.values
    words = register.need.view(np.uint64)[:, :, 0]
    salted = salt(Stream.NEEDS, model.week)
    report_due = np.arange(_CALENDAR + 1) % max(1, round(values["needs.report_weeks"])) == 0
    enquiry = values["needs.enquiry_rate"] * convenience(model)
    model.jobseekers.share_out()

    model.jobseekers.share_out_needs()

    def work(part: Part) -> None:
        rise(
            part.first, part.end, register.key, register.cell, register.region, register.spell, register.need,
            register.registered_ok, register.claim_ok, salted, report_due, enquiry,
            values["needs.enquiry_pending"], values["needs.job_search_rate"], values["needs.chasing_rate"],
            values["needs.complaint_rate"], model.ledger.people[part.index], words, part["open_row"],
            part["open_task"], part["front_row"], part["front_task"], part["back_row"], part["back_task"], part.sizes,
        )  # fmt: skip

    model.jobseekers.each_part(work)
    model.jobseekers.weigh_needs()
