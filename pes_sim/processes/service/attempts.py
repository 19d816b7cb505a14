"""Attempts: self-service is tried at once, the others join the queue of their channel.

P(complete) = availability x logistic(base + skill x (skill - 1/2) + usability - complexity - ambiguity). Who
struggles may be helped by family or friends, or by staff who sit down with them; more so where a mandate leaves
no other way: then the low-skilled look harder for a helper, and those without one come to staff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.kernel import kernel
from pes_sim.kpis.counters import Count
from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.channel_choice import UNREACHABLE, by_task
from pes_sim.processes.experience import EFFORT_LOSS, learn
from pes_sim.processes.fastmath import logistic
from pes_sim.processes.mandate import MANDATE, bound, exempt, terms_of_the_mandate
from pes_sim.processes.needs import open_need
from pes_sim.processes.service.nature import births, decided_alone, difficulty, nature
from pes_sim.processes.service.outcome import FULL, complete, fail
from pes_sim.processes.service.terms import TASK_STEP, Terms
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, lane
from pes_sim.world.catalogue import BACK, CHANNEL_KIND, CHASING, COMPLAINT, ENQUIRY, FRONT, LINE, REPORT
from pes_sim.world.jobseekers import Part
from pes_sim.world.register import AGE, CHANNEL, FAILED, NONE, PROCESSING, QUEUE_BACK, QUEUE_FRONT, STAGE, TRIES, WAIT

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_CONTACTS = np.array([int(Count[f"contacts_{name}"]) for name in CHANNELS])
_REPEAT, _ASSISTED = int(Count.contacts_repeat), int(Count.assisted)
_HELPED, _DOUBTS = int(Count.helped_by_others), int(Count.doubts)
_DECIDED, _WRONG, _MARKED = int(Count.decided_registration), int(Count.decided_wrong), int(Count.wrong_marked)
_CALLS_REPEAT = int(Count.calls_repeat)
_BEGUN, _EXEMPT = int(Count.mandate_begun), int(Count.mandate_exempt)
_STARTED, _DONE = int(Count.digital_started), int(Count.digital_completed)

FAMILY, FAMILY_MUST, HELPER, BASIC, STAFF, STAFF_MUST = range(6)
"""Places in the ``help_terms`` vector."""
HELP = (
    "completion.informal_help", "completion.informal_must", "completion.helper_skill", "people.basic_skill",
    "channels.assisted_share", "channels.assisted_mandate",
)  # fmt: skip


ALONE, SELECTIVITY, DOUBT = range(3)
"""Places in the ``hardness`` vector."""
HARDNESS = ("completion.difficulty", "automation.selectivity", "needs.doubt")


@njit(nogil=True, inline="always")
def decided(  # type: ignore[no-untyped-def]
    i, t, word, key, need, wrong, error, fault_share, fault_salt, noticed_at_once, cell, ledger,
):  # fmt: skip
    """A case was decided without staff: it may be wrong by itself, or by a fault, which hits the same people always."""
    ledger[_DECIDED + t, cell] += 1
    if lane(word, 3) < error * FULL:
        ledger[_WRONG, cell] += 1
        open_need(need, ledger, i, cell, COMPLAINT)
    elif fault_share > 0.0:
        luck = bits(key, fault_salt)
        if lane(luck, 0) < fault_share * FULL:
            ledger[_WRONG, cell] += 1
            if lane(luck, 1) < noticed_at_once * FULL:
                open_need(need, ledger, i, cell, COMPLAINT)
            elif wrong[i] & (1 << t) == 0:
                wrong[i] |= np.uint8(1 << t)
                ledger[_MARKED, cell] += 1


@kernel
def attempt(  # type: ignore[no-untyped-def]
    size, row, task, channel, front_row, front_task, back_row, back_task, phone_row, phone_task, sizes,
    key, cell, offline, account, need, skill, trust, satisfaction, habit, effort, client_minutes,
    unmet_needs, registered_ok, claim_ok,
    kind, logit, skill_weight, availability, help_terms, mandate,
    straight_through, automation_error, wrong, fault_share, fault_salt, noticed_at_once, back_minutes,
    minutes_of_client, born, hardness, ambiguity,
    tries_allowed, give_up, norm_weeks, learning, salt_attempt, salt_help, salt_exempt, ledger,
):  # fmt: skip
    """Take up the ``size`` chosen needs: self-service at once, the others into their queues (lists grow, ``sizes``)."""
    front, back, phone = sizes[1], sizes[2], 0
    for e in range(size):
        i, t, c = np.uint64(row[e]), np.uint64(task[e]), np.int64(channel[e])
        s = cell[i]
        word = bits(key[i], salt_attempt + np.uint64(t) * TASK_STEP)
        if mandate[MANDATE] > 0.0 and t <= REPORT and need[i, TRIES, t] == 0:
            who = bits(key[i], salt_exempt)
            meant = lane(who, 0) < mandate[MANDATE] * FULL
            ledger[_BEGUN, s] += meant
            ledger[_EXEMPT, s] += meant and exempt(who, skill[i], offline[i], mandate)
        if c == UNREACHABLE:
            fail(i, t, -1, need, tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s, ledger)
            continue
        ledger[_CONTACTS[c], s] += 1
        if need[i, TRIES, t] > 0 or t == COMPLAINT or t == CHASING:
            ledger[_REPEAT, s] += 1
            ledger[_CALLS_REPEAT, s] += kind[c] == LINE
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
            must = t <= REPORT and bound(key[i], skill[i], offline[i], need[i, TRIES, t], mandate, salt_exempt)
            if t <= REPORT:
                account[i] = 1  # the first step of a transaction, and an easy one
            at_hand = help_terms[FAMILY_MUST] if must and able < help_terms[BASIC] else help_terms[FAMILY]
            with_help = able < help_terms[HELPER] and lane(bits(key[i], salt_help), 0) < at_hand * FULL
            if with_help:
                able = help_terms[HELPER]
                ledger[_HELPED, s] += 1
            offered = max(help_terms[STAFF], help_terms[STAFF_MUST]) if must else help_terms[STAFF]
            word_of_need = nature(key[i], t, need[i, AGE, t], born)
            hard = difficulty(word_of_need)
            alone = logistic(logit[t, c] + skill_weight[c] * (able - 0.5) - hardness[ALONE] * hard)
            if lane(word, 1) < (0.0 if must and with_help else offered) * (1.0 - alone) * FULL:
                # staff sit down with the person: a place in the front queue, done digitally in the end
                need[i, STAGE, t] = QUEUE_FRONT
                front_row[front] = i
                front_task[front] = t
                front += 1
                ledger[_ASSISTED, s] += 1
                continue
            done = lane(word, 0) < alone * availability[t, c] * FULL
            learn(i, c, done, 0.0, True, minutes_of_client[c], learning, habit, trust, skill, satisfaction,
                  client_minutes, s, ledger)  # fmt: skip
            if not done:
                fail(i, t, c, need, tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s,
                      ledger)  # fmt: skip
                continue
            ledger[_DONE, s] += 1
            untouched = decided_alone(straight_through[t], hardness[SELECTIVITY], hard)
            if back_minutes[t] == 0.0 or lane(word, 2) < untouched * FULL:
                complete(i, t, c, 0, need, registered_ok, claim_ok, kind, norm_weeks, s, ledger)
                if back_minutes[t] > 0.0:
                    decided(i, t, word, key[i], need, wrong, automation_error, fault_share[t], fault_salt[t],
                            noticed_at_once, s, ledger)  # fmt: skip
                unclear = lane(word_of_need, 1) < hardness[DOUBT] * ambiguity[t] * FULL
                if unclear and need[i, STAGE, ENQUIRY] == NONE:
                    # the answer left a question, and it is not asked where that came from
                    open_need(need, ledger, i, s, ENQUIRY)
                    need[i, FAILED, ENQUIRY] = c + 1
                    ledger[_DOUBTS, s] += 1
            else:
                need[i, STAGE, t] = PROCESSING
                back_row[back] = i
                back_task[back] = t
                back += 1
    sizes[1] = front
    sizes[2] = back
    sizes[3] = phone


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
            register.registered_ok, register.claim_ok, CHANNEL_KIND, terms.logit, terms.skill_weight,
            terms.availability, help_terms, mandate, terms.straight_through, values["automation.error"],
            register.wrong, model.tools.fault_share, _hits(model), values["automation.noticed_at_once"],
            terms.back_minutes, terms.client_minutes, born, hardness, ambiguity,
            values["giveup.tries"], values["giveup.share"],
            values["needs.claim_norm_weeks"], terms.learning, salt_attempt, salt_help, salt_exempt,
            model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)
