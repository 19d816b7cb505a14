"""Service: attempts on the chosen channel, then the phone line, the front queue and the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.kpis.counters import Count
from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.automation import automation
from pes_sim.processes.expectations import shortfall
from pes_sim.processes.fifo import CLASSES, SIXTEENTHS
from pes_sim.processes.queueing import with_redials
from pes_sim.processes.service.line import MOST_REDIALS
from pes_sim.processes.steering.gaming import cut_short
from pes_sim.random import Stream
from pes_sim.reference.automation import corrections, decided
from pes_sim.reference.jobseeker import Jobseeker
from pes_sim.reference.luck import FULL, bits, lane, salt
from pes_sim.reference.need import Need
from pes_sim.reference.queues import queue_class, served
from pes_sim.reference.rounding import logistic
from pes_sim.reference.terms import Terms
from pes_sim.world.catalogue import (
    ASSISTANT,
    BACK,
    CHANNEL_KIND,
    CHASING,
    COMPLAINT,
    ENQUIRY,
    FRONT,
    JOB_SEARCH,
    LINE,
    PHONE,
    REPORT,
    SELF,
)
from pes_sim.world.register import NONE, PROCESSING, QUEUE_BACK, QUEUE_FRONT

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel

_KIND: list[int] = CHANNEL_KIND.tolist()
_INFORMATION = (ENQUIRY, JOB_SEARCH)
"""What people come for information with, not with a step of their case."""

Entry = tuple[Jobseeker, Need]


def service(model: ReferenceModel) -> None:
    """A week of service."""
    automation(model)
    terms = Terms(model)
    model.shortfall = shortfall(model).tolist()
    callers = attempts(model, terms)
    phone_line(model, terms, callers)
    queue(model, terms, "front", model.front, Stream.FRONT_TIE, Stream.FRONT_LUCK)
    queue(model, terms, "back", model.back, Stream.BACK_TIE, Stream.BACK_LUCK)
    corrections(model)
    for channel in model.channels:
        pool = {FRONT: "front", BACK: "back"}.get(channel.kind)
        if pool:
            for office in model.offices:
                weeks = office.backlog[pool] / max(office.available[pool], 1.0)
                expected = channel.expected_wait[office.region]
                channel.expected_wait[office.region] += (weeks - expected) / model.values["queue.memory_weeks"]


# -- attempts


def attempts(model: ReferenceModel, terms: Terms) -> list[Entry]:
    """Self-service is tried at once, the others join the queue of their channel; returns the callers."""
    luck = [salt(Stream.SERVICE_COMPLETION, model.week, task) for task in range(len(TASKS))]
    callers: list[Entry] = []
    for (person, need), channel in zip(model.taken_up, model.chosen, strict=True):
        word = bits(person.key, luck[need.task])
        if need.task <= REPORT and need.tries == 0 and person.meant_by_the_mandate():
            person.note(Count.mandate_begun)
            person.note(Count.mandate_exempt, int(person.exempt()))
        if channel is None:
            person.fail(need, None, word)
            continue
        person.note(Count[f"contacts_{CHANNELS[channel]}"])
        if need.tries > 0 or need.task in (COMPLAINT, CHASING):
            person.note(Count.contacts_repeat)
            person.note(Count.calls_repeat, int(_KIND[channel] == LINE))
        person.note(Count.calls_information, int(_KIND[channel] == LINE and need.task in _INFORMATION))
        need.channel, need.wait = channel, 0
        if _KIND[channel] == FRONT:
            need.stage = QUEUE_FRONT
            model.front.append((person, need))
        elif _KIND[channel] == BACK:
            need.stage = QUEUE_BACK
            model.back.append((person, need))
        elif _KIND[channel] == LINE:
            callers.append((person, need))
        else:
            serve_oneself(model, terms, person, need, word)
    return callers


def serve_oneself(model: ReferenceModel, terms: Terms, person: Jobseeker, need: Need, word: int) -> None:
    """Self-service: P = availability x logistic(logit + weight x (skill - 1/2)); who struggles may be helped."""
    t, c, values = need.task, need.channel, model.values
    person.note(Count.digital_started)
    able, must = person.skill, person.must_go_digital(need)
    person.account |= t <= REPORT
    helped = able < values["completion.helper_skill"] and has_helper(person, must)
    if helped:
        able = values["completion.helper_skill"]
        person.note(Count.helped_by_others)
    offered = values["channels.assisted_share"]
    if must:
        offered = 0.0 if helped else max(offered, values["channels.assisted_mandate"])
    hard = person.difficulty(need)
    weight = values["completion.skill"] * (values["completion.delegated"] if c == ASSISTANT else 1.0)
    alone = logistic(terms.logit[t][c] + weight * (able - 0.5) - values["completion.difficulty"] * hard)
    if lane(word, 1) < offered * (1.0 - alone) * FULL:
        need.stage = QUEUE_FRONT
        model.front.append((person, need))
        person.note(Count.assisted)
        return
    done = lane(word, 0) < alone * terms.availability[t][c] * FULL
    person.learn(c, done, 0.0, True, terms.client_minutes[c])
    if not done:
        person.fail(need, c, word)
        if must and lane(word, 2) < values["needs.asking_how"] * FULL:
            ask_elsewhere(person, c, Count.asked_how)
        return
    person.note(Count.digital_completed)
    behind = terms.back_minutes[t] > 0.0
    share = terms.straight_through[t]
    untouched = share - values["automation.selectivity"] * hard * min(share, 1.0 - share)
    if not behind or lane(word, 2) < untouched * FULL:
        doubts = lane(person.nature(need), 1) < values["needs.doubt"] * values[f"tasks.{TASKS[t]}.ambiguity"] * FULL
        person.complete(need, 0)
        if behind:
            decided(model, person, need, word)
        if doubts:
            ask_elsewhere(person, c, Count.doubts)
    else:
        need.stage = PROCESSING
        model.back.append((person, need))


def ask_elsewhere(person: Jobseeker, channel: int, counter: Count) -> None:
    """An enquiry that is not taken to ``channel``, where it came from, unless one is open already."""
    if person.needs[ENQUIRY].stage == NONE:
        person.open_need(ENQUIRY)
        person.needs[ENQUIRY].failed = channel + 1
        person.note(counter)


def has_helper(person: Jobseeker, must: bool) -> bool:
    """Whether family or friends help: a trait of the person; more of the low-skilled find somebody when they must."""
    word, values = bits(person.key, salt(Stream.PERSON_HELPER, 0)), person.model.values
    looks_harder = must and person.skill < values["people.basic_skill"]
    return lane(word, 0) < values["completion.informal_must" if looks_harder else "completion.informal_help"] * FULL


# -- the phone line


def phone_line(model: ReferenceModel, terms: Terms, callers: list[Entry]) -> None:
    """An Erlang-A queue says how many hang up and call again; who does is luck. Answered calls are resolved or fail."""
    values, scale = model.values, model.scale
    tie = [salt(Stream.LINE_TIE, model.week, task) for task in range(len(TASKS))]
    luck = [salt(Stream.LINE_LUCK, model.week, task) for task in range(len(TASKS))]
    waiting = len(callers) * scale
    wanted = sum(terms.call_minutes(person, need) for person, need in callers)
    minutes = float(wanted) / SIXTEENTHS * scale
    open_minutes = 60.0 * values["phone.week_hours"] * max(values["channels.phone.hours"], 1e-6)
    line, again = with_redials(
        waiting / open_minutes, minutes / waiting if waiting else 1.0, model.phone_minutes / open_minutes,
        values["phone.patience_minutes"], values["phone.service_level_minutes"], values["phone.redial"],
    )  # fmt: skip
    waited = (line.mean_wait if callers else 0.0) / values["choice.hold_minutes"]
    phone = model.channels[PHONE]
    phone.expected_wait += (waited - phone.expected_wait) / values["queue.memory_weeks"]
    ranked = [
        (bits(person.key, tie[need.task]) % CLASSES, terms.call_minutes(person, need), place)
        for place, (person, need) in enumerate(callers)
    ]
    through, _, used = served(ranked, int((1.0 - line.abandonment) / (1.0 - again) * wanted))
    answered, calls = set(through), waiting
    for place, (person, need) in enumerate(callers):
        word = bits(person.key, luck[need.task])
        person.note(Count.calls_answered if place in answered else Count.calls_abandoned)
        in_vain = calls_in_vain(lane(word, 2), again)
        for counter in (Count.calls_abandoned, Count.contacts_phone, Count.contacts_repeat, Count.calls_repeat):
            person.note(counter, in_vain)
        person.note(Count.calls_information, in_vain if need.task in _INFORMATION else 0)
        calls += in_vain * scale
        done = place in answered and lane(word, 0) < terms.resolution[need.task][PHONE] * FULL
        person.learn(PHONE, done, waited, False, terms.client_minutes[PHONE])
        contact_ends(terms, person, need, done, word)
    booked = model.ledger.service
    booked["calls"], booked["call_wait_minutes"] = calls, (line.mean_wait if callers else 0.0) * calls
    booked["calls_answered_quickly"] = line.answered_within * calls
    booked["phone_minutes"] = model.phone_minutes
    booked["calls_cut_short"] = cut_short(model) * calls
    booked["phone_minutes_used"] = float(used) / SIXTEENTHS * scale
    model.utilisation["phone"] = minutes / max(model.phone_minutes, 1.0)


def calls_in_vain(luck: int, again: float) -> int:
    """Calls before the last of somebody's week: at least k with chance ``again`` to the k."""
    calls = 0
    chance = again
    while calls < MOST_REDIALS and luck < chance * FULL:
        calls += 1
        chance *= again
    return calls


def contact_ends(terms: Terms, person: Jobseeker, need: Need, done: bool, word: int) -> None:
    """After a contact with staff: failed, done, or on to the processing behind it."""
    if need.tries == 0:
        person.note(Count.first_contacts)
        person.note(Count.first_contacts_settled, int(done))
    if not done:
        person.fail(need, need.channel, word)
    elif need.stage != QUEUE_BACK and terms.back_minutes[need.task] > 0.0:
        need.stage, need.wait = PROCESSING, 0
    else:
        person.complete(need, need.wait if need.stage == QUEUE_BACK else 0)


# -- the queues of front and back office


def queue(model: ReferenceModel, terms: Terms, pool: str, entries: list[Entry], tie: Stream, luck: Stream) -> None:
    """Each office serves its queue; the others wait, or lose patience."""
    ties = [salt(tie, model.week, task) for task in range(len(TASKS))]
    lucky = [salt(luck, model.week, task) for task in range(len(TASKS))]
    in_time: set[int] = set()
    for office in model.offices:
        line = [
            (queue_class(need.wait, person.key, ties[need.task]), terms.minutes(person, need), place)
            for place, (person, need) in enumerate(entries)
            if person.region == office.region
        ]
        unit = model.scale / SIXTEENTHS
        done, _, used = served(line, int(office.capacity(pool) / unit))
        in_time.update(done)
        office.spend(pool, float(used) * unit, float(sum(minutes for _, minutes, _ in line)) * unit)
    for place, (person, need) in enumerate(entries):
        word = bits(person.key, lucky[need.task])
        if place in in_time:
            serve(terms, person, need, word)
        else:
            keep_waiting(person, need, word)
    booked = model.ledger.service
    booked[f"{pool}_minutes"] = sum(office.available[pool] for office in model.offices)
    booked[f"{pool}_minutes_used"] = sum(office.used[pool] for office in model.offices)


def keep_waiting(person: Jobseeker, need: Need, word: int) -> None:
    """A week more in the queue; who waits for a person loses patience in the end and tries another way."""
    waited = need.wait
    at_the_front = need.stage == QUEUE_FRONT
    person.note(Count.waiting_front if at_the_front else Count.waiting_back)
    need.wait = min(waited + 1, 255)
    if at_the_front and waited + 1 >= person.model.values["queue.patience_weeks"]:
        person.learn(need.channel, False, waited, False, 0.0)
        person.fail(need, need.channel, word)


def serve(terms: Terms, person: Jobseeker, need: Need, word: int) -> None:
    """Somebody's turn: a case is processed, or a contact takes place and is resolved or not."""
    at_the_front = need.stage == QUEUE_FRONT
    person.note(Count.front_served if at_the_front else Count.back_processed)
    person.note(Count.front_wait_weeks if at_the_front else Count.back_wait_weeks, need.wait)
    if need.stage == PROCESSING:
        # what staff take in reaches the back office the week after, what people enter themselves at once
        person.complete(need, need.wait + (_KIND[need.channel] in (FRONT, LINE)))
        if lane(word, 1) < terms.processing_error * FULL:
            person.open_need(COMPLAINT)
        return
    done = lane(word, 0) < terms.resolution[need.task][need.channel] * FULL
    digital = _KIND[need.channel] == SELF
    person.learn(need.channel, done, need.wait, digital, terms.client_minutes[need.channel])
    if digital and done:
        person.note(Count.digital_completed)
    contact_ends(terms, person, need, done, word)
