"""Stocks at the end of the week, counted by cell: several to a 64-bit word, so that a person costs few additions.

A word of a cell holds two sums of 32 bits, or flags of 16 bits each. No field runs over within `STRETCH_ROWS` rows:
the largest summand of a sum is a spell of 65,535 weeks (29 bits in all) or a share in fixed point (25 bits), a flag
is 1 (14 bits). After each such stretch the words are emptied into the ledger.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from pes_sim.kernel import rows
from pes_sim.kpis.counters import ONE, Count
from pes_sim.world.jobseekers import STOCK_WORDS

STRETCH_ROWS = np.uint64(8192)
"""Rows between two emptyings of the words."""

_REGISTERED, _YEAR, _BRIDGED = (
    int(Count.registered),
    int(Count.registered_over_year),
    int(Count.registered_bridged_year),
)
_SHORTEST, _SPELL = int(Count.registered_to_91_days), int(Count.spell_weeks)
_SATISFACTION, _TRUST = int(Count.satisfaction), int(Count.trust)
_SKILL, _EFFORT, _OFFLINE = int(Count.digital_skill), int(Count.effort), int(Count.offline)
_ACCOUNT = int(Count.accounts)
_MET, _BENEFIT = int(Count.met_in_13_weeks), int(Count.benefit_days)
_YEAR_WEEKS = 52.2
_QUARTER = 13
_SECOND, _THIRD, _FOURTH = np.uint64(16), np.uint64(32), np.uint64(48)
"""Bits at which the fields of a word begin; a sum has two of them."""
_FLAG, _SUM = np.uint64(0xFFFF), np.uint64(0xFFFFFFFF)


@njit(nogil=True, inline="always")
def _fixed(share):  # type: ignore[no-untyped-def]
    return np.uint64(np.int64(share * ONE))


@njit(nogil=True, inline="always")
def count_stocks(  # type: ignore[no-untyped-def]
    lo, hi, cell, account, spell, bridged, effort, skill, trust, satisfaction, met, offline, claim_ok, class_of, words,
    ledger,
):  # fmt: skip
    """Count rows ``lo`` to ``hi``, at most `STRETCH_ROWS`, into ``words`` (cells, words) and empty them."""
    last = np.uint16(class_of.size - 1)
    for i in rows(lo, hi):
        s = cell[i]
        weeks = np.float64(spell[i])
        ledger[_REGISTERED, s] += 1
        ledger[_SHORTEST + class_of[min(spell[i], last)], s] += 1
        words[s, 0] += np.uint64(spell[i]) | _fixed(satisfaction[i]) << _THIRD
        words[s, 1] += _fixed(trust[i]) | _fixed(skill[i]) << _THIRD
        lately = np.uint64((met[i] > 0) & (met[i] <= _QUARTER + 1))
        words[s, 2] += _fixed(effort[i]) | np.uint64(account[i]) << _THIRD | lately << _FOURTH
        year, bridged_year = np.uint64(weeks > _YEAR_WEEKS), np.uint64(weeks + bridged[i] > _YEAR_WEEKS)
        flags = np.uint64(offline[i]) << _THIRD | np.uint64(claim_ok[i]) << _FOURTH
        words[s, 3] += year | bridged_year << _SECOND | flags
    _empty(words, ledger)


@njit(nogil=True, inline="always")
def _empty(words, ledger):  # type: ignore[no-untyped-def]
    for s in rows(0, words.shape[0]):
        first, second, third, fourth = words[s, 0], words[s, 1], words[s, 2], words[s, 3]
        ledger[_SPELL, s] += np.int64(first & _SUM)
        ledger[_SATISFACTION, s] += np.int64(first >> _THIRD)
        ledger[_TRUST, s] += np.int64(second & _SUM)
        ledger[_SKILL, s] += np.int64(second >> _THIRD)
        ledger[_EFFORT, s] += np.int64(third & _SUM)
        ledger[_ACCOUNT, s] += np.int64(third >> _THIRD & _FLAG)
        ledger[_MET, s] += np.int64(third >> _FOURTH)
        ledger[_YEAR, s] += np.int64(fourth & _FLAG)
        ledger[_BRIDGED, s] += np.int64(fourth >> _SECOND & _FLAG)
        ledger[_OFFLINE, s] += np.int64(fourth >> _THIRD & _FLAG)
        ledger[_BENEFIT, s] += 7 * np.int64(fourth >> _FOURTH)
        for k in range(STOCK_WORDS):
            words[s, k] = 0
