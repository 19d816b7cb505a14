"""The queues of front and back office: first in, first out with keyed ties; who waits too long tries another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.fetching import prefetch, prefetch_contact, upcoming
from pes_sim.kernel import kernel, rows
from pes_sim.kpis.counters import Count
from pes_sim.processes.experience import EFFORT_LOSS, learn
from pes_sim.processes.fifo import SIXTEENTHS, by_pool, queue_class, serve_up_to
from pes_sim.processes.needs import open_need
from pes_sim.processes.service.nature import difficulty, minutes_of, nature
from pes_sim.processes.service.outcome import FULL, complete, end_contact, fail
from pes_sim.processes.service.terms import TASK_STEP, Terms
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, lane
from pes_sim.world.catalogue import BACK, CHANNEL_KIND, COMPLAINT
from pes_sim.world.jobseekers import Part
from pes_sim.world.register import AGE, CHANNEL, PROCESSING, QUEUE_FRONT, STAGE, WAIT

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_DONE = int(Count.digital_completed)
_FRONT_SERVED, _FRONT_WAIT = int(Count.front_served), int(Count.front_wait_weeks)
_BACK_DONE, _BACK_WAIT = int(Count.back_processed), int(Count.back_wait_weeks)
_WAITING_FRONT, _WAITING_BACK = int(Count.waiting_front), int(Count.waiting_back)
PLACES = {"front": 1, "back": 2}
"""Where the size of each pool's list stands among the sizes of a part."""


@kernel
def queue_up(  # type: ignore[no-untyped-def]
    size, row, task, rank, need, key, region, minutes, born, slope, salted, histogram,
):  # fmt: skip
    """Add the minutes (stage x task x channel table, sixteenths) of everyone queueing to (region, class).

    The class is noted in ``rank``.
    """
    for e in rows(0, size):
        soon = upcoming(row, e, size)
        prefetch(key, soon)
        prefetch(need, soon)
        prefetch(region, soon)
        i, t = np.uint64(row[e]), np.uint64(task[e])
        rank[e] = queue_class(need[i, WAIT, t], key[i] + t * TASK_STEP, salted)
        hard = difficulty(nature(key[i], t, need[i, AGE, t], born))
        histogram[region[i], rank[e]] += minutes_of(minutes[need[i, STAGE, t], t, need[i, CHANNEL, t]], slope, hard)


@kernel
def serve(  # type: ignore[no-untyped-def]
    size, row, task, rank, limit, key, cell, region, need,
    skill, trust, satisfaction, habit, effort, client_minutes, unmet_needs, registered_ok, claim_ok,
    kind, resolution, back_minutes, processing_error, patience, minutes_of_client,
    tries_allowed, give_up, norm_weeks, learning, salt_serve, ledger,
):  # fmt: skip
    """Serve whoever has a class (``rank``) before ``limit`` of their region; the others wait, or try another way."""
    for e in rows(0, size):
        prefetch_contact(upcoming(row, e, size), key, cell, need, habit, trust, skill, satisfaction, client_minutes)
        i, t = np.uint64(row[e]), np.uint64(task[e])
        s = cell[i]
        stage, c, waited = need[i, STAGE, t], np.int64(need[i, CHANNEL, t]), np.float64(need[i, WAIT, t])
        word = bits(key[i], salt_serve + t * TASK_STEP)
        if rank[e] >= limit[region[i]]:
            if stage == QUEUE_FRONT:
                ledger[_WAITING_FRONT, s] += 1
            else:
                ledger[_WAITING_BACK, s] += 1
            need[i, WAIT, t] = min(need[i, WAIT, t] + 1, 255)
            if stage == QUEUE_FRONT and waited + 1 >= patience:
                learn(i, c, False, waited, False, 0.0, learning, habit, trust, skill, satisfaction, client_minutes,
                      s, ledger)  # fmt: skip
                fail(i, t, c, need, tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s,
                      ledger)  # fmt: skip
            continue
        if stage == PROCESSING:
            ledger[_BACK_DONE, s] += 1
            ledger[_BACK_WAIT, s] += np.int64(waited)
            # what staff take in reaches the back office the week after, what people enter themselves at once
            complete(i, t, c, waited + (kind[c] < BACK), need, registered_ok, claim_ok, kind, norm_weeks, s,
                     ledger)  # fmt: skip
            if lane(word, 1) < processing_error * FULL:
                open_need(need, ledger, i, s, COMPLAINT)
            continue
        if stage == QUEUE_FRONT:
            ledger[_FRONT_SERVED, s] += 1
            ledger[_FRONT_WAIT, s] += np.int64(waited)
        else:
            ledger[_BACK_DONE, s] += 1
            ledger[_BACK_WAIT, s] += np.int64(waited)
        done = lane(word, 0) < resolution[t, c] * FULL
        digital = kind[c] > BACK
        learn(i, c, done, waited, digital, minutes_of_client[c], learning, habit, trust, skill, satisfaction,
              client_minutes, s, ledger)  # fmt: skip
        if digital and done:
            ledger[_DONE, s] += 1
        processed = back_minutes[t] > 0.0 and stage == QUEUE_FRONT
        end_contact(i, t, c, done, processed, need, registered_ok, claim_ok, kind, norm_weeks, tries_allowed,
                    give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s, ledger)  # fmt: skip


def queue(model: PESModel, terms: Terms, pool: str, wanted: NDArray[np.int64], luck: Stream) -> None:
    """A week of the queue for ``pool`` (front or back), which asks for the minutes ``wanted`` (regions, classes)."""
    register, values = model.jobseekers.register, model.values
    place, lucky = PLACES[pool], salt(int(luck), model.week)
    limit = serve_offices(model, wanted, pool)

    def work(part: Part) -> None:
        serve(
            part.sizes[place], part[f"{pool}_row"], part[f"{pool}_task"], part[f"{pool}_rank"], limit, register.key,
            register.cell, register.region, register.need, register.skill, register.trust, register.satisfaction,
            register.habit, register.effort, register.client_minutes, register.unmet_needs, register.registered_ok,
            register.claim_ok, CHANNEL_KIND, terms.resolution, terms.back_minutes, terms.processing_error,
            values["queue.patience_weeks"], terms.client_minutes, values["giveup.tries"], values["giveup.share"],
            values["needs.claim_norm_weeks"], terms.learning, lucky, model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)
    booked = model.ledger.service
    booked[f"{pool}_minutes"] = sum(office.available[pool] for office in model.offices)
    booked[f"{pool}_minutes_used"] = sum(office.used[pool] for office in model.offices)


def serve_offices(model: PESModel, wanted: NDArray[np.int64], pool: str) -> NDArray[np.int64]:
    """Spend every office's minutes of ``pool`` on its queue; returns the first class not served, by region.

    ``wanted`` (regions, classes) in sixteenths of a minute of simulated people.
    """
    unit = model.scale / SIXTEENTHS
    capacity = np.array([int(office.capacity(pool) / unit) for office in model.offices])
    limit, used = np.zeros(len(capacity), dtype=np.int64), np.zeros(len(capacity), dtype=np.int64)
    serve_up_to(wanted, capacity, limit, used)
    in_all = np.zeros(len(capacity), dtype=np.int64)
    by_pool(wanted, in_all)
    for office, spent, all_of_it in zip(model.offices, used, in_all, strict=True):
        office.spend(pool, float(spent) * unit, float(all_of_it) * unit)
    return limit
