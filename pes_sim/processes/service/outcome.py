"""How a contact ends: the need is met, goes on to processing, or fails and is taken up again or given up."""

from __future__ import annotations

import numpy as np
from numba import njit

from pes_sim.kpis.counters import Count
from pes_sim.random.keyed import lane
from pes_sim.world.catalogue import BACK, CLAIM, REGISTRATION, REPORT
from pes_sim.world.register import AGE, FAILED, NONE, OPEN, PROCESSING, STAGE, TRIES, WAIT

_COMPLETED, _UNMET, _WEEKS = int(Count.needs_completed), int(Count.needs_unmet), int(Count.need_weeks)
_TRANSACTIONS, _TRANSACTIONS_DIGITAL = int(Count.transactions), int(Count.transactions_digital)
_SETTLED, _IN_TIME, _BENEFIT = int(Count.claims_settled), int(Count.claims_in_time), int(Count.benefit_days)
_FAILED, _CLAIMS_UNMET = int(Count.contacts_failed), int(Count.claims_unmet)
_FIRST, _FIRST_DONE = int(Count.first_contacts), int(Count.first_contacts_settled)

FULL = 65536.0
"""A probability in the 65,536ths that a lane of 16 bits is held against."""


@njit(nogil=True, inline="always")
def complete(  # type: ignore[no-untyped-def]
    i, t, c, since_handed_in, need, registered_ok, claim_ok, kind, norm_weeks, cell, ledger,
):  # fmt: skip
    """The need ``t`` of row ``i`` is met on channel ``c``, so many weeks after it was handed in complete.

    The norm for claims is held against the time since then: attempts that failed before handed nothing in.
    """
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
        if since_handed_in + 1 <= norm_weeks:
            ledger[_IN_TIME, cell] += 1


@njit(nogil=True, inline="always")
def fail(  # type: ignore[no-untyped-def]
    i, t, c, need, tries_allowed, give_up, word, unmet_needs, effort, effort_loss, cell, ledger,
):  # fmt: skip
    """An attempt on channel ``c`` (-1: none was open) failed: again next week, or given up past the tolerance."""
    ledger[_FAILED, cell] += 1
    need[i, TRIES, t] += 1
    need[i, FAILED, t] = c + 1
    need[i, WAIT, t] = 0
    if need[i, TRIES, t] >= tries_allowed and lane(word, 3) < give_up * FULL:
        need[i, STAGE, t] = NONE
        ledger[_UNMET, cell] += 1
        ledger[_CLAIMS_UNMET, cell] += t == CLAIM
        if unmet_needs[i] < 255:
            unmet_needs[i] += 1
        effort[i] *= 1.0 - effort_loss
    else:
        need[i, STAGE, t] = OPEN


@njit(nogil=True, inline="always")
def end_contact(  # type: ignore[no-untyped-def]
    i, t, c, done, processed, need, registered_ok, claim_ok, kind, norm_weeks, tries_allowed, give_up, word,
    unmet_needs, effort, effort_loss, cell, ledger,
):  # fmt: skip
    """After a contact with staff: failed, on to the processing behind it (``processed``), or done."""
    if need[i, TRIES, t] == 0:
        ledger[_FIRST, cell] += 1
        if done:
            ledger[_FIRST_DONE, cell] += 1
    if not done:
        fail(i, t, c, need, tries_allowed, give_up, word, unmet_needs, effort, effort_loss, cell, ledger)
    elif processed:
        need[i, STAGE, t] = PROCESSING
        need[i, WAIT, t] = 0
    else:
        handed_in = need[i, WAIT, t] if kind[c] == BACK else 0  # mail is there from the week it is sent
        complete(i, t, c, handed_in, need, registered_ok, claim_ok, kind, norm_weeks, cell, ledger)
