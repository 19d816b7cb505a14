"""Self-service: tried at once, alone or with help, and decided at once where no staff is needed.

P(complete) = availability x logistic(base + skill x (skill - 1/2) + usability - complexity - ambiguity). Who
struggles may be helped by family or friends, or by staff who sit down with them; more so where a mandate leaves
no other way: then the low-skilled look harder for a helper, and those without one come to staff; and who fails all the
same may ask elsewhere how to do it, an enquiry that would not be there without the mandate.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from pes_sim.fetching import prefetch_contact
from pes_sim.kernel import kernel, rows
from pes_sim.kpis.counters import Count
from pes_sim.processes.channel_choice import UNREACHABLE
from pes_sim.processes.experience import EFFORT_LOSS, learn
from pes_sim.processes.fastmath import logistic
from pes_sim.processes.mandate import MANDATE, bound, exempt
from pes_sim.processes.needs import open_need
from pes_sim.processes.service.nature import decided_alone, difficulty, nature
from pes_sim.processes.service.outcome import FULL, complete, fail
from pes_sim.processes.service.terms import TASK_STEP
from pes_sim.random.keyed import bits, lane
from pes_sim.world.catalogue import BACK, COMPLAINT, ENQUIRY, FRONT, REPORT, SELF
from pes_sim.world.register import AGE, FAILED, NONE, PROCESSING, QUEUE_FRONT, STAGE, TRIES

_ASSISTED, _HELPED, _DOUBTS = int(Count.assisted), int(Count.helped_by_others), int(Count.doubts)
_ASKED_HOW = int(Count.asked_how)
_DECIDED, _WRONG, _MARKED = int(Count.decided_registration), int(Count.decided_wrong), int(Count.wrong_marked)
_BEGUN, _EXEMPT = int(Count.mandate_begun), int(Count.mandate_exempt)
_STARTED, _DONE = int(Count.digital_started), int(Count.digital_completed)

FAMILY, FAMILY_MUST, HELPER, BASIC, STAFF, STAFF_MUST = range(6)
"""Places in the ``help_terms`` vector."""
HELP = (
    "completion.informal_help", "completion.informal_must", "completion.helper_skill", "people.basic_skill",
    "channels.assisted_share", "channels.assisted_mandate",
)  # fmt: skip


ALONE, SELECTIVITY, DOUBT, ASKING_HOW = range(4)
"""Places in the ``hardness`` vector."""
HARDNESS = ("completion.difficulty", "automation.selectivity", "needs.doubt", "needs.asking_how")


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


@njit(nogil=True, inline="always")
def ask_elsewhere(i, c, need, cell, ledger):  # type: ignore[no-untyped-def]
    """Open an enquiry of row ``i`` that is not taken to channel ``c``, where it came from; 0 if one is open already."""
    if need[i, STAGE, ENQUIRY] != NONE:
        return 0
    open_need(need, ledger, i, cell, ENQUIRY)
    need[i, FAILED, ENQUIRY] = c + 1
    return 1


@njit(nogil=True, inline="always")
def is_bound(i, t, key, skill, offline, need, mandate, salt_exempt):  # type: ignore[no-untyped-def]
    """Whether a mandate leaves row ``i`` no other way for task ``t``."""
    if mandate[MANDATE] <= 0.0 or t > REPORT:
        return False
    return bound(key[i], skill[i], offline[i], need[i, TRIES, t], mandate, salt_exempt)


@njit(nogil=True, inline="always")
def finds_help(skill, must, key, salt_help, help_terms):  # type: ignore[no-untyped-def]
    """Whether family or friends sit down with somebody of that ``skill``."""
    at_hand = help_terms[FAMILY_MUST] if must and skill < help_terms[BASIC] else help_terms[FAMILY]
    return (skill < help_terms[HELPER]) & (lane(bits(key, salt_help), 0) < at_hand * FULL)


@njit(nogil=True, inline="always")
def odds(able, logit, skill_weight, hardness, hard):  # type: ignore[no-untyped-def]
    """Chance that somebody so ``able`` completes a case so ``hard``."""
    return logistic(logit + skill_weight * (able - 0.5) - hardness[ALONE] * hard)


@kernel
def weigh(  # type: ignore[no-untyped-def]
    size, tried, row, task, channel, key, cell, offline, need, skill, trust, satisfaction, habit,
    client_minutes, logit, skill_weight, help_terms, mandate, born,
    hardness, salt_help, salt_exempt, abilities, chances,
):  # fmt: skip
    """Fill ``abilities`` and ``chances`` of the needs that ``tried`` names, before anybody has learnt from trying.

    Nothing here waits for anything else, as the tries themselves do for what was drawn.
    """
    for k in rows(0, size):
        e = np.uint64(tried[k])
        i, t, c = np.uint64(row[e]), np.uint64(task[e]), np.uint64(channel[e])
        prefetch_contact(i, key, cell, need, habit, trust, skill, satisfaction, client_minutes)
        c = np.uint64(0) if c == UNREACHABLE else c
        must = is_bound(i, t, key, skill, offline, need, mandate, salt_exempt)
        able = np.float64(skill[i])
        able = help_terms[HELPER] if finds_help(able, must, key[i], salt_help, help_terms) else able
        hard = difficulty(nature(key[i], t, need[i, AGE, t], born))
        abilities[k] = able
        chances[k] = odds(able, logit[t, c], skill_weight[c], hardness, hard)


@kernel
def try_alone(  # type: ignore[no-untyped-def]
    size, tried, lo, pool, abilities, chances, row, task, channel,
    key, cell, offline, account, need, skill, trust, satisfaction, habit, effort, client_minutes,
    unmet_needs, registered_ok, claim_ok,
    kind, logit, skill_weight, availability, help_terms, mandate,
    straight_through, automation_error, wrong, fault_share, fault_salt, noticed_at_once, back_minutes,
    minutes_of_client, born, hardness, ambiguity,
    tries_allowed, give_up, norm_weeks, learning, salt_attempt, salt_help, salt_exempt, ledger,
):  # fmt: skip
    """Self-service, at once: the ``size`` needs that ``tried`` names; ``pool`` of those that end with staff is set.

    Whom a mandate means, and who is exempt from it, is counted in the same order, as skill grows by trying.
    """
    for k in rows(0, size):
        e = np.uint64(tried[k])
        i, t, c = np.uint64(row[e]), np.uint64(task[e]), np.int64(channel[e])
        s = cell[i]
        word = bits(key[i], salt_attempt + t * TASK_STEP)
        if mandate[MANDATE] > 0.0 and t <= REPORT and need[i, TRIES, t] == 0:
            who = bits(key[i], salt_exempt)
            meant = lane(who, 0) < mandate[MANDATE] * FULL
            ledger[_BEGUN, s] += meant
            ledger[_EXEMPT, s] += meant and exempt(who, skill[i], offline[i], mandate)
        if c == UNREACHABLE:
            fail(i, t, -1, need, tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s, ledger)
            continue
        if kind[c] != SELF:
            continue
        ledger[_STARTED, s] += 1
        account[i] |= t <= REPORT  # the first step of a transaction, and an easy one
        must = is_bound(i, t, key, skill, offline, need, mandate, salt_exempt)
        able = np.float64(skill[i])
        with_help = finds_help(able, must, key[i], salt_help, help_terms)
        able = help_terms[HELPER] if with_help else able
        ledger[_HELPED, s] += with_help
        offered = max(help_terms[STAFF], help_terms[STAFF_MUST]) if must else help_terms[STAFF]
        word_of_need = nature(key[i], t, need[i, AGE, t], born)
        hard = difficulty(word_of_need)
        alone = chances[k]
        if able != abilities[k]:  # something else was tried a moment ago, and something learnt
            alone = odds(able, logit[t, c], skill_weight[c], hardness, hard)
        if lane(word, 1) < (0.0 if must and with_help else offered) * (1.0 - alone) * FULL:
            # staff sit down with the person: a place in the front queue, done digitally in the end
            need[i, STAGE, t] = QUEUE_FRONT
            pool[e - np.uint64(lo)] = FRONT
            ledger[_ASSISTED, s] += 1
            continue
        done = lane(word, 0) < alone * availability[t, c] * FULL
        learn(i, c, done, 0.0, True, minutes_of_client[c], learning, habit, trust, skill, satisfaction,
              client_minutes, s, ledger)  # fmt: skip
        if not done:
            fail(i, t, c, need, tries_allowed, give_up, word, unmet_needs, effort, learning[EFFORT_LOSS], s,
                  ledger)  # fmt: skip
            if must and lane(word, 2) < hardness[ASKING_HOW] * FULL:
                ledger[_ASKED_HOW, s] += ask_elsewhere(i, c, need, s, ledger)
            continue
        ledger[_DONE, s] += 1
        untouched = decided_alone(straight_through[t], hardness[SELECTIVITY], hard)
        if back_minutes[t] == 0.0 or lane(word, 2) < untouched * FULL:
            complete(i, t, c, 0, need, registered_ok, claim_ok, kind, norm_weeks, s, ledger)
            if back_minutes[t] > 0.0:
                decided(i, t, word, key[i], need, wrong, automation_error, fault_share[t], fault_salt[t],
                        noticed_at_once, s, ledger)  # fmt: skip
            if lane(word_of_need, 1) < hardness[DOUBT] * ambiguity[t] * FULL:  # the answer left a question
                ledger[_DOUBTS, s] += ask_elsewhere(i, c, need, s, ledger)
        else:
            need[i, STAGE, t] = PROCESSING
            pool[e - np.uint64(lo)] = BACK
