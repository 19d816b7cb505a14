"""Needs: what the registered want from the service this week.

Registration and claim arise on entry, reports every so many weeks; enquiries, help with search, progress
chasing and complaints at weekly rates that depend on what is pending and what has failed. Progress chasing
and complaints are failure demand: they exist only because something was late or went wrong. Who has an account
looks at their case online far more often than they would ever have asked, and each look may leave a question:

    questions from looking = needs.looks x needs.doubt x ambiguity of an enquiry x share for whom the channel is there

a week and holder. They are asked elsewhere than where they came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.kernel import EVERY_BYTE, byte, byte_if, first_byte, full, kernel, rows, used, without_byte
from pes_sim.kpis.counters import Count
from pes_sim.processes.convenience import convenience
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, lane
from pes_sim.world.catalogue import CHASING, CLAIM, COMPLAINT, ENQUIRY, JOB_SEARCH, PORTAL, REGISTRATION, REPORT
from pes_sim.world.jobseekers import STRETCH, Part
from pes_sim.world.register import AGE, FAILED, NONE, OPEN, QUEUE_BACK, QUEUE_FRONT, STAGE, TRIES, WAIT

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_OPENED, _DOUBTS = int(Count.needs_opened), int(Count.doubts)
_DOUBTED = np.uint64(1)
"""Where, beside a task's bit, it is said that a look online left the question."""
_NOT_ONLINE = np.uint64(PORTAL + 1)
"""What FAILED holds then: not to be asked there."""
_TASKS = 7
_CALENDAR = np.uint64(4095)
_MOST_FAILURES = 2 * 255


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
def wish(  # type: ignore[no-untyped-def]
    lo, hi, key, region, spell, account, offline, words, registered_ok, claim_ok, salted, report_due, enquiry, looking,
    job_search, chasing, complaint, wished,
):  # fmt: skip
    """Fill ``wished`` with what rows ``lo`` to ``hi`` newly want: a word a row, byte t 1 for task t.

    Bit ``_DOUBTED`` of the byte says that a look online left the question.
    Rates are a week's probabilities in 65,536ths, from one 64-bit draw: ``enquiry`` by whether something is pending
    and region, ``looking`` for who has an account and internet at home, ``complaint`` by failures.
    """
    for i in rows(lo, hi):
        luck = bits(key[i], salted)
        stages, tries = words[i, STAGE], words[i, TRIES]
        taken = used(stages)
        waiting = (byte(stages, CLAIM) >= QUEUE_BACK) | (byte(stages, REGISTRATION) >= QUEUE_BACK)
        failures = byte(tries & taken * np.uint64(255), CLAIM) + byte(tries & taken * np.uint64(255), REGISTRATION)
        new = spell[i] == 0
        due = report_due[(np.uint64(spell[i]) + (key[i] & np.uint64(63))) & _CALENDAR] & (not new)
        wants = byte_if(due, REPORT)
        # who gave up a claim or a registration is reminded of it by the next report
        wants |= byte_if(new | (due & (claim_ok[i] == 0)), CLAIM)
        wants |= byte_if(new | (due & (registered_ok[i] == 0)), REGISTRATION)
        # what is left of the draw beyond the chance to ask anyhow decides whether looking leaves a question
        beyond = lane(luck, 0) - enquiry[np.uint64(waiting), region[i]]
        doubts = (beyond >= 0) & (beyond < looking) & (account[i] != 0) & (offline[i] == 0)
        wants |= byte_if((beyond < 0) | doubts, ENQUIRY)
        wants |= byte_if(lane(luck, 1) < job_search, JOB_SEARCH)
        wants |= byte_if(waiting & (lane(luck, 2) < chasing), CHASING)
        wants |= byte_if(lane(luck, 3) < complaint[np.uint64(failures)], COMPLAINT)
        wished[i - np.uint64(lo)] = (wants & ~taken) | (byte_if(doubts, ENQUIRY) & ~taken) << _DOUBTED


@kernel
def arise(lo, hi, words, cell, wished, row, ledger):  # type: ignore[no-untyped-def]
    """Open the needs ``wished`` for by rows ``lo`` to ``hi``; ``row`` is room for a list of them."""
    n = 0
    for i in rows(lo, hi):
        row[n] = i
        n += wished[i - np.uint64(lo)] != 0
    for e in rows(0, n):
        i = np.uint64(row[e])
        opened = wished[i - np.uint64(lo)] & EVERY_BYTE
        doubts = byte(wished[i - np.uint64(lo)], ENQUIRY) >> _DOUBTED
        others = ~(opened * np.uint64(255))
        words[i, STAGE] |= opened * np.uint64(OPEN)
        words[i, WAIT] &= others
        words[i, AGE] &= others
        words[i, TRIES] &= others
        words[i, FAILED] = (words[i, FAILED] & others) | byte_if(doubts, ENQUIRY) * _NOT_ONLINE
        ledger[_DOUBTS, cell[i]] += doubts
        # the bytes are 0 or 1: a multiplication adds them up in the highest
        ledger[_OPENED, cell[i]] += byte(opened * EVERY_BYTE, 7)


@kernel
def collect(  # type: ignore[no-untyped-def]
    lo, hi, words, open_row, open_task, front_row, front_task, back_row, back_task, sizes, row, left,
):  # fmt: skip
    """List the needs to take up and those in the two queues; needs grow a week older. ``sizes`` grow with the lists.

    ``row`` and ``left`` are room for the rows with needs and for the needs not yet listed.
    """
    n = 0
    for i in rows(lo, hi):
        row[n] = i
        n += words[i, STAGE] != 0
    for e in rows(0, n):
        i = np.uint64(row[e])
        left[e] = words[i, STAGE]
        words[i, AGE] += used(left[e]) & ~full(words[i, AGE])
    opened, front, back = sizes[0], sizes[1], sizes[2]
    # in each round everybody's next need, until nobody has any left: no loop of its own a row, whose end would surprise
    while n > 0:
        more = 0
        for e in rows(0, n):
            i, word = row[e], left[e]
            # stages are the bytes of the word, the first task's lowest; every list is written and one of them grows
            task = first_byte(word)
            stage = byte(word, task)
            open_row[opened] = i
            open_task[opened] = task
            opened += stage == OPEN
            front_row[front] = i
            front_task[front] = task
            front += stage == QUEUE_FRONT
            back_row[back] = i
            back_task[back] = task
            back += stage >= QUEUE_BACK
            row[more] = i
            left[more] = without_byte(word, task)
            more += left[more] != 0
        n = more
    sizes[0] = opened
    sizes[1] = front
    sizes[2] = back


@kernel
def rise(  # type: ignore[no-untyped-def]
    lo, hi, key, cell, region, spell, account, offline, words, registered_ok, claim_ok, salted, report_due, enquiry,
    looking, job_search, chasing, complaint, ledger, open_row, open_task, front_row, front_task, back_row, back_task,
    sizes, row, wished,
):  # fmt: skip
    """All three, a stretch of rows at a time: their needs are still in the cache when they are listed."""
    for first in range(lo, hi, STRETCH):
        end = min(first + STRETCH, hi)
        wish(first, end, key, region, spell, account, offline, words, registered_ok, claim_ok, salted, report_due,
             enquiry, looking, job_search, chasing, complaint, wished)  # fmt: skip
        arise(first, end, words, cell, wished, row, ledger)
        collect(first, end, words, open_row, open_task, front_row, front_task, back_row, back_task, sizes, row,
                wished)  # fmt: skip


def in_65536ths(rate: NDArray[np.floating] | float) -> NDArray[np.int64]:
    """The whole number a lane of 16 bits is below if and only if it is below ``rate`` x 65,536."""
    return np.ceil(np.asarray(rate) * 65536.0).astype(np.int64)


def questions_from_looking(values: Mapping[str, float]) -> float:
    """Questions a week that looking at their case online leaves somebody with an account."""
    there = max(values["channels.portal.open"], values["channels.app.open"])
    return values["needs.looks"] * values["needs.doubt"] * values["tasks.enquiry.ambiguity"] * there


def needs(model: PESModel) -> None:
    """A week's needs arise and are listed, part by part."""
    register, values = model.jobseekers.register, model.values
    words = register.need.view(np.uint64)[:, :, 0]
    salted = salt(Stream.NEEDS, model.week)
    report_due = np.arange(_CALENDAR + 1) % max(1, round(values["needs.report_weeks"])) == 0
    enquiry = values["needs.enquiry_rate"] * convenience(model)
    by_pending = in_65536ths(np.stack([enquiry, enquiry * (1.0 + values["needs.enquiry_pending"])]))
    by_failures = in_65536ths(values["needs.complaint_rate"] * np.arange(_MOST_FAILURES + 1))
    looking = int(in_65536ths(questions_from_looking(values)))
    others = [int(in_65536ths(values[f"needs.{what}_rate"])) for what in ("job_search", "chasing")]
    model.jobseekers.share_out()
    model.jobseekers.share_out_needs()

    def work(part: Part) -> None:
        part.sizes[:] = 0
        for first, end in part.spans:
            rise(
                first, end, register.key, register.cell, register.region, register.spell, register.account,
                register.offline, words, register.registered_ok, register.claim_ok, salted, report_due, by_pending,
                looking, *others, by_failures, model.ledger.people[part.index], part["open_row"], part["open_task"],
                part["front_row"], part["front_task"], part["back_row"], part["back_task"], part.sizes,
                part["phone_row"], part["words"],
            )  # fmt: skip

    model.jobseekers.each_part(work)
