"""Episodes: a registration, and what follows on it, has luck of its own, the same where an option moves it in time.

Each person has a line of points, one in a unit of hazard on average (a Poisson process). Who registers stands on it
where their usual hazard times the calendar has got to, and leaves once the hazard they meet has added up to the
distance to the next point. That distance is Exp(1) for everybody, so the chance of leaving in a week is
1 - exp(-hazard), whatever the hazards. But an option that changes the hazard a little moves the leaving by a little,
and one that moves the registration leaves the end where it was.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.kernel import kernel
from pes_sim.random.keyed import mix, part_key

PAST = 1e-4
"""So far past the end of one registration the line of points is read on for the next, at the least."""
PLACES = float(1 << 20)
"""Points are told apart to this part of a unit of hazard."""
NO_POINT = -1e6
"""Where the last registration ended of somebody who never was on the register: before every point there is."""


@njit(nogil=True, inline="always")
def episode_key(key, exit_point):  # type: ignore[no-untyped-def]
    """Key of the luck of a person's registration and of what follows on it, by where on the line it ends."""
    return mix(part_key(key, np.int64(np.float64(exit_point) * PLACES)))


@kernel
def _fill(keys, exit_points, out):  # type: ignore[no-untyped-def]
    for i in range(keys.size):
        out[i] = episode_key(keys[i], exit_points[i])


def episode_keys(keys: NDArray[np.uint64], exit_points: NDArray[np.float32]) -> NDArray[np.uint64]:
    """`episode_key` of many persons."""
    out = np.empty(len(keys), dtype=np.uint64)
    _fill(keys, exit_points, out)
    return out
