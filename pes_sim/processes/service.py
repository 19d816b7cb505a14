"""Service: attempts on the chosen channel, queues, completion, failure, giving up.

Self-service is tried at once: P(complete) = availability x logistic(base + skill x (skill - 1/2) + usability
- complexity - ambiguity). Callers meet an Erlang-A queue. Counter and video are a queue for front staff, mail
and messages a queue for the back office, and so is the processing behind a contact. A failure is taken up
again next week, perhaps on another channel; past a tolerance people give up and the need is counted unmet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.kpis.counters import Count
from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.channel_choice import UNREACHABLE, by_channel, by_task
from pes_sim.processes.experience import EFFORT_LOSS, PATHS, learn
from pes_sim.processes.fastmath import logistic
from pes_sim.processes.fetching import BLOCK, fetch
from pes_sim.processes.fifo import CLASSES, SIXTEENTHS, queue_class, serve_up_to
from pes_sim.processes.needs import open_need
from pes_sim.processes.queueing import erlang_a
from pes_sim.processes.staffing.silos import processing_error, rekeyed, resolved
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, lane
from pes_sim.world.catalogue import (
    BACK,
    CHANNEL_KIND,
    CHASING,
    CLAIM,
    COMPLAINT,
    FRONT,
    LINE,
    PHONE,
    REGISTRATION,
    REPORT,
    SELF,
)
from pes_sim.world.jobseekers import Part
from pes_sim.world.register import (
    AGE,
    CHANNEL,
    FAILED,
    NONE,
    OPEN,
    PROCESSING,
    QUEUE_BACK,
    QUEUE_FRONT,
    STAGE,
    TRIES,
    WAIT,
)

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_COMPLETED, _UNMET, _WEEKS = int(Count.needs_completed), int(Count.needs_unmet), int(Count.need_weeks)
_CONTACTS = int(Count.contacts_counter)
_STARTED, _DONE = int(Count.digital_started), int(Count.digital_completed)
_TRANSACTIONS, _TRANSACTIONS_DIGITAL = int(Count.transactions), int(Count.transactions_digital)
_FAILED, _REPEAT, _ASSISTED = int(Count.contacts_failed), int(Count.contacts_repeat), int(Count.assisted)
_ANSWERED, _ABANDONED = int(Count.calls_answered), int(Count.calls_abandoned)
_SETTLED, _IN_TIME = int(Count.claims_settled), int(Count.claims_in_time)
_FRONT_SERVED, _FRONT_WAIT = int(Count.front_served), int(Count.front_wait_weeks)
_BACK_DONE, _BACK_WAIT = int(Count.back_processed), int(Count.back_wait_weeks)
_BENEFIT = int(Count.benefit_days)
_WAITING_FRONT, _WAITING_BACK = int(Count.waiting_front), int(Count.waiting_back)

_TASK_STEP = np.uint64(0xD1B54A32D192ED03)
_FULL = 65536.0


@njit(nogil=True, inline="always")
def _complete(i, t, c, need, registered_ok, claim_ok, kind, norm_weeks, cell, ledger):  # type: ignore[no-untyped-def]
    need[i, STAGE, t] = NONE
    ledger[_COMPLETED, cell] += 1
    ledger[_WEEKS, cell] += need[i, AGE, t]
    if t <= REPORT:
        ledger[_TRANSACTIONS, cell] += 1
        if kind[c] > BACK:
            ledger[_TRANSACTIONS_DIGITAL, cell] += 1
    if t == REGISTRATION:
        registered_ok[i] = 1
    elif t == CLAIM:
        claim_ok[i] = 1
        ledger[_SETTLED, cell] += 1
        # paid back to the day of the claim; the present week is counted with everybody's
        ledger[_BENEFIT, cell] += 7 * (np.int64(need[i, AGE, t]) - 1)
        if need[i, AGE, t] <= norm_weeks:
            ledger[_IN_TIME, cell] += 1


@njit(nogil=True, inline="always")
def _fail(  # type: ignore[no-untyped-def]
    i, t, c, need, tries_allowed, give_up, word, unmet_needs, effort, effort_loss, cell, ledger,
):  # fmt: skip
    ledger[_FAILED, cell] += 1
    need[i, TRIES, t] += 1
    need[i, FAILED, t] = c + 1
    need[i, WAIT, t] = 0
    if need[i, TRIES, t] >= tries_allowed and lane(word, 3) < give_up * _FULL:
        need[i, STAGE, t] = NONE
        ledger[_UNMET, cell] += 1
        if unmet_needs[i] < 255:
            unmet_needs[i] += 1
        effort[i] *= 1.0 - effort_loss
    else:
        need[i, STAGE, t] = OPEN


@njit(nogil=True, cache=True)
def attempt(  # type: ignore[no-untyped-def]
    size, row, task, channel, front_row, front_task, back_row, back_task, phone_row, phone_task, sizes,
    key, cell, need, skill, trust, satisfaction, habit, effort, client_minutes, unmet_needs, registered_ok, claim_ok,
    kind, logit, skill_weight, availability, informal_help, helper_skill, assisted_share,
    straight_through, automation_error, back_minutes, minutes_of_client,
    tries_allowed, give_up, norm_weeks, learning, salt_attempt, salt_help, ledger,
):  # fmt: skip
    """Take up the ``size`` chosen needs: self-service at once, the others into their queues (lists grow, ``sizes``)."""
    front, back, phone = sizes[1], sizes[2], 0
    for e in range(size):
        i, t, c = np.uint64(row[e]), np.uint64(task[e]), np.int64(channel[e])
        s = cell[i]
        word = bits(key[i], salt_attempt + np.uint64(t) * _TASK_STEP)
        if c == UNREACHABLE:
            _fail(i, t, -1, need, tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s, ledger)
            continue
        ledger[_CONTACTS + c, s] += 1
        if need[i, TRIES, t] > 0 or t == COMPLAINT or t == CHASING:
            ledger[_REPEAT, s] += 1
        need[i, CHANNEL, t] = c
        need[i, WAIT, t] = 0
        if kind[c] == FRONT:
            need[i, STAGE, t] = QUEUE_FRONT
            front_row[front] = i
            front_task[front] = t
            front += 1
        elif kind[c] == BACK:
            need[i, STAGE, t] = QUEUE_BACK
            back_row[back] = i
            back_task[back] = t
            back += 1
        elif kind[c] == LINE:
            phone_row[phone] = i
            phone_task[phone] = t
            phone += 1
        else:
            ledger[_STARTED, s] += 1
            able = np.float64(skill[i])
            if able < helper_skill and lane(bits(key[i], salt_help), 0) < informal_help * _FULL:
                able = helper_skill
            alone = logistic(logit[t, c] + skill_weight * (able - 0.5))
            if lane(word, 1) < assisted_share * (1.0 - alone) * _FULL:
                # staff sit down with the person: a place in the front queue, done digitally in the end
                need[i, STAGE, t] = QUEUE_FRONT
                front_row[front] = i
                front_task[front] = t
                front += 1
                ledger[_ASSISTED, s] += 1
                continue
            done = lane(word, 0) < alone * availability[t, c] * _FULL
            learn(i, c, done, 0.0, True, minutes_of_client[c], learning, habit, trust, skill, satisfaction,
                  client_minutes, s, ledger)  # fmt: skip
            if not done:
                _fail(i, t, c, need, tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s,
                      ledger)  # fmt: skip
                continue
            ledger[_DONE, s] += 1
            if lane(word, 2) < straight_through[t] * _FULL or back_minutes[t] == 0.0:
                _complete(i, t, c, need, registered_ok, claim_ok, kind, norm_weeks, s, ledger)
                if back_minutes[t] > 0.0 and lane(word, 3) < automation_error * _FULL:
                    open_need(need, ledger, i, s, COMPLAINT)
            else:
                need[i, STAGE, t] = PROCESSING
                back_row[back] = i
                back_task[back] = t
                back += 1
    sizes[1] = front
    sizes[2] = back
    sizes[3] = phone


@njit(nogil=True, cache=True)
def queue_up(  # type: ignore[no-untyped-def]
    size, row, task, need, key, region, minutes, salted, histogram,
):  # fmt: skip
    """Add the minutes (stage x task x channel table, sixteenths) of everyone queueing to (region, class)."""
    for e in range(size):
        i, t = np.uint64(row[e]), np.uint64(task[e])
        rank = queue_class(need[i, WAIT, t], key[i] + np.uint64(t) * _TASK_STEP, salted)
        histogram[region[i], rank] += minutes[need[i, STAGE, t], t, need[i, CHANNEL, t]]


@njit(nogil=True, cache=True)
def serve(  # type: ignore[no-untyped-def]
    size, row, task, limit, key, cell, region, need,
    skill, trust, satisfaction, habit, effort, client_minutes, unmet_needs, registered_ok, claim_ok,
    kind, resolution, back_minutes, processing_error, patience, minutes_of_client,
    tries_allowed, give_up, norm_weeks, learning, salt_queue, salt_serve, ledger,
):  # fmt: skip
    """Serve everyone whose class is before ``limit`` of their region; the others wait, or try another way."""
    seen = 0.0
    for first in range(0, size, BLOCK):
        end = min(first + BLOCK, size)
        seen += fetch(first, end, row, key, cell, need, habit, trust, satisfaction)
        for e in range(first, end):
            i, t = np.uint64(row[e]), np.uint64(task[e])
            s = cell[i]
            stage, c, waited = need[i, STAGE, t], np.int64(need[i, CHANNEL, t]), np.float64(need[i, WAIT, t])
            rank = queue_class(waited, key[i] + np.uint64(t) * _TASK_STEP, salt_queue)
            word = bits(key[i], salt_serve + np.uint64(t) * _TASK_STEP)
            if rank >= limit[region[i]]:
                if stage == QUEUE_FRONT:
                    ledger[_WAITING_FRONT, s] += 1
                else:
                    ledger[_WAITING_BACK, s] += 1
                need[i, WAIT, t] = min(need[i, WAIT, t] + 1, 255)
                if stage == QUEUE_FRONT and waited + 1 >= patience:
                    learn(i, c, False, waited, False, 0.0, learning, habit, trust, skill, satisfaction, client_minutes,
                          s, ledger)  # fmt: skip
                    _fail(i, t, c, need, tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s,
                          ledger)  # fmt: skip
                continue
            if stage == PROCESSING:
                ledger[_BACK_DONE, s] += 1
                ledger[_BACK_WAIT, s] += np.int64(waited)
                _complete(i, t, c, need, registered_ok, claim_ok, kind, norm_weeks, s, ledger)
                if lane(word, 1) < processing_error * _FULL:
                    open_need(need, ledger, i, s, COMPLAINT)
                continue
            if stage == QUEUE_FRONT:
                ledger[_FRONT_SERVED, s] += 1
                ledger[_FRONT_WAIT, s] += np.int64(waited)
            else:
                ledger[_BACK_DONE, s] += 1
                ledger[_BACK_WAIT, s] += np.int64(waited)
            done = lane(word, 0) < resolution[t, c] * _FULL
            digital = kind[c] > BACK
            learn(i, c, done, waited, digital, minutes_of_client[c], learning, habit, trust, skill, satisfaction,
                  client_minutes, s, ledger)  # fmt: skip
            if digital and done:
                ledger[_DONE, s] += 1
            if not done:
                _fail(
                    i, t, c, need, tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s, ledger
                )
            elif back_minutes[t] > 0.0 and stage == QUEUE_FRONT:
                need[i, STAGE, t] = PROCESSING
                need[i, WAIT, t] = 0
            else:
                _complete(i, t, c, need, registered_ok, claim_ok, kind, norm_weeks, s, ledger)
    return seen


@njit(nogil=True, cache=True)
def ring(size, row, task, key, minutes, salted, histogram):  # type: ignore[no-untyped-def]
    """Add the minutes of every caller (by task, sixteenths) to the line's histogram of keyed luck."""
    for e in range(size):
        i, t = np.uint64(row[e]), np.uint64(task[e])
        rank = np.int64(bits(key[i] + np.uint64(t) * _TASK_STEP, salted) % np.uint64(CLASSES))
        histogram[0, rank] += minutes[t]


@njit(nogil=True, cache=True)
def answer(  # type: ignore[no-untyped-def]
    size, row, task, limit, key, cell, need,
    skill, trust, satisfaction, habit, effort, client_minutes, unmet_needs, registered_ok, claim_ok,
    kind, phone, resolution, back_minutes, minutes_of_client, wait_weeks,
    tries_allowed, give_up, norm_weeks, learning, salt_line, salt_serve, ledger,
):  # fmt: skip
    """Callers before ``limit`` are answered, the others have hung up."""
    seen = 0.0
    for first in range(0, size, BLOCK):
        end = min(first + BLOCK, size)
        seen += fetch(first, end, row, key, cell, need, habit, trust, satisfaction)
        for e in range(first, end):
            i, t = np.uint64(row[e]), np.uint64(task[e])
            s = cell[i]
            rank = np.int64(bits(key[i] + np.uint64(t) * _TASK_STEP, salt_line) % np.uint64(CLASSES))
            word = bits(key[i], salt_serve + np.uint64(t) * _TASK_STEP)
            answered = rank < limit
            if answered:
                ledger[_ANSWERED, s] += 1
            else:
                ledger[_ABANDONED, s] += 1
            done = answered and lane(word, 0) < resolution[t, phone] * _FULL
            learn(i, phone, done, wait_weeks, False, minutes_of_client[phone], learning, habit, trust, skill,
                  satisfaction, client_minutes, s, ledger)  # fmt: skip
            if not done:
                _fail(i, t, phone, need, tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s,
                      ledger)  # fmt: skip
            elif back_minutes[t] > 0.0:
                need[i, STAGE, t] = PROCESSING
                need[i, WAIT, t] = 0
            else:
                _complete(i, t, phone, need, registered_ok, claim_ok, kind, norm_weeks, s, ledger)
    return seen


class Terms:
    """A week's terms of service, as tables by task and channel (built once a week from the parameters)."""

    def __init__(self, model: PESModel) -> None:
        values = model.values
        complexity, ambiguity = by_task(values, "complexity"), by_task(values, "ambiguity")
        usability = by_channel(values, "usability")
        self.logit = (
            values["completion.base"]
            + values["completion.usability"] * (usability - 0.5)[None, :]
            - values["completion.complexity"] * (complexity - 0.5)[:, None]
            - values["completion.ambiguity"] * (ambiguity - 0.5)[:, None]
        )
        self.availability = model.availability
        proficiency = np.array([model.proficiency[pool] for pool in ("front", "phone", "back", "front")])
        human = by_channel(values, "resolution")[None, :] * (
            1 - values["completion.human_complexity"] * complexity[:, None]
        )
        human[:, CHANNEL_KIND == SELF] = human[:, [0]]
        practised = human * proficiency[CHANNEL_KIND][None, :] ** values["completion.experience"]
        self.resolution = resolved(model, practised) * model.task_availability[:, None]
        accepted = model.acceptance["back"]
        self.back_minutes = rekeyed(
            model, by_task(values, "back_minutes") * (1 - accepted * by_task(values, "assistance", "automation"))
        )
        self.processing_error = processing_error(model)
        front = by_task(values, "front_minutes")[:, None] * by_channel(values, "minutes_factor")[None, :]
        self.straight_through = by_task(values, "straight_through", "automation")
        self.client_minutes = by_channel(values, "client_minutes")
        self.learning = np.array([values[path] for path in PATHS])
        self.phone_minutes = np.maximum(1, np.rint(SIXTEENTHS * front[:, PHONE])).astype(np.int64)
        minutes = np.zeros((PROCESSING + 1, len(TASKS), len(CHANNELS)))
        minutes[QUEUE_FRONT] = np.where((CHANNEL_KIND == SELF)[None, :], values["channels.assisted_minutes"], front)
        minutes[QUEUE_BACK] = front + self.back_minutes[:, None]
        minutes[PROCESSING] = self.back_minutes[:, None]
        self.minutes = np.maximum(1, np.rint(SIXTEENTHS * minutes)).astype(np.int64)


def service(model: PESModel) -> None:
    """A week of service: attempts, then the phone line, the front queue and the back office."""
    terms = Terms(model)
    _attempts(model, terms)
    _phones(model, terms)
    _queue(model, terms, "front", Stream.FRONT_TIE, Stream.FRONT_LUCK)
    _queue(model, terms, "back", Stream.BACK_TIE, Stream.BACK_LUCK)
    for channel in model.channels:
        for office in model.offices:
            pool = {FRONT: "front", BACK: "back"}.get(channel.kind)
            if pool:
                weeks = office.backlog[pool] / max(office.available[pool], 1.0)
                channel.expected_wait[office.region] += (weeks - channel.expected_wait[office.region]) / model.values[
                    "queue.memory_weeks"
                ]


def _attempts(model: PESModel, terms: Terms) -> None:
    register, values = model.jobseekers.register, model.values
    salt_attempt, salt_help = salt(Stream.SERVICE_COMPLETION, model.week), salt(Stream.PERSON_HELPER, 0)

    def work(part: Part) -> None:
        attempt(
            part.sizes[0], part["open_row"], part["open_task"], part["open_channel"], part["front_row"],
            part["front_task"], part["back_row"], part["back_task"], part["phone_row"], part["phone_task"],
            part.sizes, register.key, register.cell, register.need, register.skill, register.trust,
            register.satisfaction, register.habit, register.effort, register.client_minutes, register.unmet_needs,
            register.registered_ok, register.claim_ok, CHANNEL_KIND, terms.logit, values["completion.skill"],
            terms.availability, values["completion.informal_help"], values["completion.helper_skill"],
            values["channels.assisted_share"], terms.straight_through,
            values["automation.error"],
            terms.back_minutes, terms.client_minutes, values["giveup.tries"], values["giveup.share"],
            values["needs.claim_norm_weeks"], terms.learning, salt_attempt, salt_help, model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)


def _phones(model: PESModel, terms: Terms) -> None:
    register, values = model.jobseekers.register, model.values
    parts = model.jobseekers.parts
    line, luck = salt(Stream.LINE_TIE, model.week), salt(Stream.LINE_LUCK, model.week)
    histogram = np.zeros((len(parts), 1, CLASSES), dtype=np.int64)
    model.jobseekers.each_part(
        lambda part: ring(
            part.sizes[3], part["phone_row"], part["phone_task"], register.key, terms.phone_minutes, line,
            histogram[part.index],
        )
    )  # fmt: skip
    calls = sum(int(part.sizes[3]) for part in parts) * model.scale
    wanted = histogram.sum(axis=0)
    minutes = float(wanted.sum()) / SIXTEENTHS * model.scale
    open_minutes = 60.0 * values["phone.week_hours"] * max(values["channels.phone.hours"], 1e-6)
    agents = model.phone_minutes / open_minutes
    mean = minutes / calls if calls else 1.0
    queue = erlang_a(
        calls / open_minutes, mean, agents, values["phone.patience_minutes"], values["phone.service_level_minutes"]
    )
    capacity = np.array([int((1.0 - queue.abandonment) * wanted.sum())])
    limit, used = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    serve_up_to(wanted, capacity, limit, used)
    wait = queue.mean_wait if calls else 0.0
    waited = wait / values["choice.hold_minutes"]
    phone = model.channels[PHONE]
    phone.expected_wait += (waited - phone.expected_wait) / model.values["queue.memory_weeks"]

    def work(part: Part) -> None:
        answer(
            part.sizes[3], part["phone_row"], part["phone_task"], limit[0], register.key, register.cell,
            register.need, register.skill, register.trust, register.satisfaction, register.habit, register.effort,
            register.client_minutes, register.unmet_needs, register.registered_ok, register.claim_ok, CHANNEL_KIND,
            PHONE, terms.resolution, terms.back_minutes, terms.client_minutes, waited, values["giveup.tries"],
            values["giveup.share"], values["needs.claim_norm_weeks"], terms.learning, line, luck,
            model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)
    booked = model.ledger.service
    booked["calls"], booked["call_wait_minutes"] = calls, wait * calls
    booked["calls_answered_quickly"] = queue.answered_within * calls
    booked["phone_minutes"] = model.phone_minutes
    booked["phone_minutes_used"] = float(used[0]) / SIXTEENTHS * model.scale
    model.utilisation["phone"] = minutes / max(model.phone_minutes, 1.0)


def _queue(model: PESModel, terms: Terms, pool: str, tie: Stream, luck: Stream) -> None:
    register, values = model.jobseekers.register, model.values
    place = 1 if pool == "front" else 2
    ties, lucky = salt(int(tie), model.week), salt(int(luck), model.week)
    histogram = np.zeros((len(model.jobseekers.parts), len(model.offices), CLASSES), dtype=np.int64)
    model.jobseekers.each_part(
        lambda part: queue_up(
            part.sizes[place], part[f"{pool}_row"], part[f"{pool}_task"], register.need, register.key,
            register.region, terms.minutes, ties, histogram[part.index],
        )
    )  # fmt: skip
    limit = serve_offices(model, histogram.sum(axis=0), pool)

    def work(part: Part) -> None:
        serve(
            part.sizes[place], part[f"{pool}_row"], part[f"{pool}_task"], limit, register.key, register.cell,
            register.region, register.need, register.skill, register.trust, register.satisfaction, register.habit,
            register.effort, register.client_minutes, register.unmet_needs, register.registered_ok,
            register.claim_ok, CHANNEL_KIND, terms.resolution, terms.back_minutes, terms.processing_error,
            values["queue.patience_weeks"], terms.client_minutes, values["giveup.tries"], values["giveup.share"],
            values["needs.claim_norm_weeks"], terms.learning, ties, lucky, model.ledger.people[part.index],
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
    for office, spent, all_of_it in zip(model.offices, used, wanted.sum(axis=1), strict=True):
        office.spend(pool, float(spent) * unit, float(all_of_it) * unit)
    return limit
