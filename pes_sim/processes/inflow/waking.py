"""Waking: whose clock has passed their threshold, found with a look at those who may wake in the next weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.fetching import prefetch, upcoming
from pes_sim.kernel import byte_if, first_byte, kernel, rows, without_byte
from pes_sim.world.jobseekers import STRETCH

if TYPE_CHECKING:
    from pes_sim.model import PESModel

Slots = NDArray[np.int64]

_WORD = 8
"""Slots whose notes are one 64-bit word: most words are nought, and that is seen without a branch a slot."""


@kernel
def look_ahead(lo, hi, threshold, clock, horizon, words):  # type: ignore[no-untyped-def]
    """Note in ``words[lo:hi]``, a byte a slot, who may wake before their clock has passed its ``horizon``."""
    last = np.uint64(threshold.size - 1)
    for w in rows(lo, hi):
        word = np.uint64(0)
        for k in range(_WORD):
            s = min(np.uint64(_WORD) * w + np.uint64(k), last)
            # the last word may be for fewer than eight: nobody is in the rest of it
            word |= byte_if((threshold[s] <= horizon[clock[s]]) & (s == np.uint64(_WORD) * w + np.uint64(k)), k)
        words[w] = word


@kernel
def wake(lo, hi, words, threshold, clock, reading, some, woken):  # type: ignore[no-untyped-def]
    """List in ``woken`` the slots whose clock has passed their threshold; returns how many.

    Looked at are those noted in ``words[lo:hi]``, a byte a slot; the list begins at the first of these slots. Who wakes
    is struck off. ``some`` is scratch for a stretch of words.
    """
    n = lo * _WORD
    for first in range(lo, hi, STRETCH):
        size = 0
        for w in rows(first, min(first + STRETCH, hi)):
            some[size] = w
            size += words[w] != 0
        for e in rows(0, size):
            later = np.uint64(_WORD) * upcoming(some, e, size)
            prefetch(threshold, later)
            prefetch(clock, later)
            w = np.uint64(some[e])
            word = words[w]
            while word != 0:
                k = first_byte(word)
                word = without_byte(word, k)
                s = np.uint64(_WORD) * w + np.uint64(k)
                awake = threshold[s] <= reading[clock[s]]
                words[w] &= ~byte_if(awake, k)
                woken[n] = s
                n += awake
    return n - lo * _WORD


def listed(places: NDArray[np.int32], spans: list[tuple[int, int]]) -> Slots:
    """What kernels listed in ``places``: from each start so many."""
    return np.concatenate([places[lo : lo + n] for lo, n in spans]).astype(np.int64)


def waking(model: PESModel, everybody: bool) -> Slots:
    """Slots whose clock has passed their threshold; ``everybody`` is looked at, or who may wake in these weeks."""
    jobseekers = model.jobseekers
    force, clocks, woken = jobseekers.labour_force, jobseekers.clocks, jobseekers.woken
    words, reading = force.soon.view(np.uint64), clocks.reading_below()

    def look(lo: int, hi: int) -> int:
        if everybody:
            look_ahead(lo, hi, force.threshold, force.clock, clocks.horizon, words)
        some = np.empty(STRETCH, dtype=np.int32)
        return int(wake(lo, hi, words, force.threshold, force.clock, reading, some, woken))

    return listed(woken, [(lo * _WORD, found) for lo, found in jobseekers.each_span(look, len(words))])
