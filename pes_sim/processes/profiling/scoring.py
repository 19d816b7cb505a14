"""Scoring: every registration is judged once, by a score, by the caseworker, or by both."""

from __future__ import annotations

import numpy as np
from numba import njit

from pes_sim.kernel import kernel
from pes_sim.kpis.counters import ONE, Count
from pes_sim.kpis.segments import SHAPE
from pes_sim.processes.profiling.training import YEAR
from pes_sim.random import Stream, normal_table
from pes_sim.random.keyed import bits, lane, salt_of
from pes_sim.world.profiling import AT_RISK, FLAGGED, FOLLOWED_UP, FOREIGN, GRID, SCORED, SEEN

NORMAL = normal_table()
_EDUCATION = SHAPE[2]
_BELOW = SHAPE[3] * SHAPE[4]
_FULL = 65536.0
_LAST = 255
_PROFILING, _ORIGIN = int(Stream.PROFILING), int(Stream.PERSON_ORIGIN)
_PROFILED, _OVERRULED = int(Count.profiled), int(Count.profiled_overruled)
_LONG, _SHORT = int(Count.profiled_long_low_native), int(Count.profiled_short_low_native)
_RANK_LONG, _RANK_SHORT = int(Count.profiled_rank_long), int(Count.profiled_rank_short)


@njit(nogil=True, inline="always")
def rank_of(score, lowest, step, law):  # type: ignore[no-untyped-def]
    """Share of those who register with a lower score, read from the law at its points."""
    place = int((score - lowest) / step)
    return law[min(max(place, 0), GRID - 1)]


@njit(nogil=True, inline="always")
def high(rank, flagged, skipped):  # type: ignore[no-untyped-def]
    """Whether somebody of this rank counts as at risk: the highest ``flagged`` below the very highest ``skipped``."""
    return rank >= 1.0 - skipped - flagged and rank < 1.0 - skipped


@kernel
def education_of(cell):  # type: ignore[no-untyped-def]
    """Level of education of a segment cell."""
    return (np.int64(cell) // _BELOW) % _EDUCATION


@kernel
def profile_rows(  # type: ignore[no-untyped-def]
    lo, hi, key, spell, region, band, occupation, slow, cell, profile, rank, signal, foreign, normal,
    weight, shift, lowest, step, law, own_weight, own_lowest, own_step, own_law,
    use, followed, flagged, skipped, week, salt_origin, ledger,
):  # fmt: skip
    """Judge rows ``lo`` to ``hi`` that were not judged yet, and note what became of those scored a year ago.

    One word of luck a registration: noise of the score, noise of the judgement, scored at all, score followed.
    """
    for i in range(lo, hi):
        if profile[i] & FOLLOWED_UP and spell[i] >= YEAR:
            settle(i, True, cell, profile, rank, ledger)
        if profile[i] != 0:
            continue
        c = cell[i]
        word = bits(key[i], salt_of(_PROFILING, week - np.int64(spell[i])))
        origin = lane(bits(key[i], salt_origin), 0) < foreign[region[i], education_of(c)] * _FULL
        x = signal[region[i], band[i], occupation[i], slow[i]]
        mark = SEEN + FOREIGN * origin
        own = rank_of(own_weight * x + normal[lane(word, 1)], own_lowest, own_step, own_law)
        at_risk = high(own, flagged, skipped)
        if lane(word, 2) < use * _FULL:
            score = weight * x + normal[lane(word, 0)] + (shift if origin else 0.0)
            place = rank_of(score, lowest, step, law)
            rank[i] = np.uint8(place * _LAST)
            flag = high(place, flagged, skipped)
            mark += SCORED + FLAGGED * flag
            if spell[i] == 0:
                mark += FOLLOWED_UP
            ledger[_PROFILED, c] += 1
            if lane(word, 3) < followed * _FULL:
                at_risk = flag
            elif at_risk != flag:
                ledger[_OVERRULED, c] += 1
        profile[i] = mark + AT_RISK * at_risk


@kernel
def rank_rows(  # type: ignore[no-untyped-def]
    rows, key, region, band, occupation, slow, signal, normal, weight, lowest, step, law, salted, rank,
):  # fmt: skip
    """Fill ``rank`` of ``rows`` with the share of those who register below them, by a score with its own noise."""
    for e in range(rows.size):
        i = rows[e]
        x = signal[region[i], band[i], occupation[i], slow[i]]
        rank[e] = rank_of(weight * x + normal[lane(bits(key[i], salted), 0)], lowest, step, law)


@kernel
def settle(i, is_long, cell, profile, rank, ledger):  # type: ignore[no-untyped-def]
    """Book what became of row ``i`` (registered after 52 weeks or not) against what the score had said."""
    s = cell[i]
    group = 2 * ((profile[i] & FOREIGN) != 0) + ((profile[i] & FLAGGED) != 0)
    ledger[(_LONG if is_long else _SHORT) + group, s] += 1
    ledger[_RANK_LONG if is_long else _RANK_SHORT, s] += np.int64(rank[i] * ONE // _LAST)
    profile[i] &= ~FOLLOWED_UP


@kernel
def settle_leavers(rows, cell, profile, rank, ledger):  # type: ignore[no-untyped-def]
    """The same for ``rows`` that leave the register before the year is over."""
    for e in range(rows.size):
        if profile[rows[e]] & FOLLOWED_UP:
            settle(rows[e], False, cell, profile, rank, ledger)
