"""First in, first out with keyed ties, without a sort.

Everyone in a queue falls into a class: longest wait first, then 64 keyed ranks. A histogram of minutes by
class, walked from the front until the capacity is spent, gives the class up to which people are served.
Whole numbers throughout (sixteenths of a minute), so threads cannot change who is served.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from pes_sim.kernel import kernel, rows
from pes_sim.random.keyed import bits

TIES = 64
LONGEST = 63
CLASSES = TIES * (LONGEST + 1)
SIXTEENTHS = 16.0


@njit(nogil=True, inline="always")
def rank_by_luck(key, salted):  # type: ignore[no-untyped-def]
    """Rank among those who waited as long, below ``TIES``."""
    return np.int64(bits(key, salted) & np.uint64(TIES - 1))


@njit(nogil=True, inline="always")
def class_of(waited, rank):  # type: ignore[no-untyped-def]
    """Class of someone who ``waited`` so many weeks and has that ``rank`` among those who did as long."""
    return (LONGEST - np.minimum(waited, LONGEST)) * TIES + rank


@njit(nogil=True, inline="always")
def queue_class(waited, key, salted):  # type: ignore[no-untyped-def]
    """Class of someone who ``waited`` so many weeks: 0 is served first."""
    return class_of(np.int64(waited), rank_by_luck(key, salted))


@kernel
def serve_up_to(histogram, capacity, limit, used):  # type: ignore[no-untyped-def]
    """For each pool: fill ``limit`` (first class not served) and ``used`` from minutes ``histogram`` (pools, classes).

    A class is served whole or not at all, and never beyond ``capacity`` (both in sixteenths of a minute).
    """
    for pool in range(histogram.shape[0]):
        spent = np.int64(0)
        k = 0
        while k < histogram.shape[1] and spent + histogram[pool, k] <= capacity[pool]:
            spent += histogram[pool, k]
            k += 1
        limit[pool] = k
        used[pool] = spent


@kernel
def add_up(histogram):  # type: ignore[no-untyped-def]
    """Add the other parts of ``histogram`` (parts, pools, classes) to the first: in place, for it is large."""
    for part in range(1, histogram.shape[0]):
        for pool in range(histogram.shape[1]):
            for k in rows(0, histogram.shape[2]):
                histogram[0, pool, k] += histogram[part, pool, k]


@kernel
def by_pool(wanted, total):  # type: ignore[no-untyped-def]
    """Add to ``total`` what is ``wanted`` (pools, classes) of each pool."""
    for pool in range(wanted.shape[0]):
        for k in rows(0, wanted.shape[1]):
            total[pool] += wanted[pool, k]
