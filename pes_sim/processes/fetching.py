"""Fetching ahead: reading a few rows' cache lines in a loop without branches, before a loop with many.

The rows that a list names lie far apart. A loop that decides something for each stalls on memory, because a
mispredicted branch stops the processor from running ahead. Touching the lines of a block of rows first lets the
loads overlap; on 300,000 registered the queues took about a fifth less time (one noisy comparison).
"""

from __future__ import annotations

import numpy as np
from numba import njit

BLOCK = 128
"""Rows fetched at a time: their lines stay in the first-level cache."""


@njit(nogil=True, inline="always")
def fetch(first, end, row, key, cell, need, habit, trust, satisfaction):  # type: ignore[no-untyped-def]
    """Read the columns a contact needs of ``row[first:end]``; returns a number that means nothing."""
    seen = 0.0
    for e in range(first, end):
        i = np.uint64(row[e])
        seen += trust[i] + satisfaction[i] + habit[i, 0] + need[i, 0, 0] + cell[i] + np.float64(key[i])
    return seen
