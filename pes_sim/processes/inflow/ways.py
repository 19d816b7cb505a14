"""What becomes of who wakes: onto the register, to a job, or away, by the luck of their last episode."""

from __future__ import annotations

import numpy as np

from pes_sim.fetching import prefetch, upcoming
from pes_sim.kernel import kernel
from pes_sim.random.keyed import person_key, uniform
from pes_sim.world.episodes import episode_key
from pes_sim.world.jobseekers import GENERATIONS
from pes_sim.world.register import ENTRANT

LOST, RETURNED, BACK, TO_A_JOB, PLACED, AWAY = range(6)
"""What becomes of who wakes: lost the job; came back from a measure, or from outside the labour force, to the register;
found a job from outside, or from the measure; went away from the measure. The first three register."""
WAYS = 6
LOTS = ("measures.to_register", "measures.to_work", "inactivity.to_register")


@kernel
def draw_ways(  # type: ignore[no-untyped-def]
    lo, hi, slots, seed, salt_measure, salt_away, lots, measures, clock, generation, was, exit_point, way,
):  # fmt: skip
    """Fill ``way`` with what becomes of ``slots[lo:hi]``, who have just woken; ``lots`` are chances (see LOTS)."""
    for e in range(lo, hi):
        soon = upcoming(slots, e, hi)
        prefetch(clock, soon)
        prefetch(was, soon)
        s = slots[e]
        if clock[s] < measures:
            way[e] = LOST
            continue
        key = episode_key(person_key(seed, s * GENERATIONS + np.int64(generation[s])), exit_point[s])
        if clock[s] == measures:
            u = uniform(key, salt_measure)
            way[e] = RETURNED if u < lots[0] else PLACED if u < lots[0] + lots[1] else AWAY
        else:
            # who enters the labour force by way of the register has come to register
            registers = uniform(key, salt_away) < lots[2] or was[s] == ENTRANT
            way[e] = BACK if registers else TO_A_JOB


@kernel
def sort_by_way(slots, way, ordered, ends):  # type: ignore[no-untyped-def]
    """Fill ``ordered`` with ``slots`` by ``way``, else as they stood; way w is from ``ends[w]`` to ``ends[w + 1]``."""
    for e in range(slots.size):
        ends[way[e] + 1] += 1
    for w in range(WAYS):
        ends[w + 1] += ends[w]
    for e in range(slots.size):
        ordered[ends[way[e]]] = slots[e]
        ends[way[e]] += 1
    for w in range(WAYS, 0, -1):
        ends[w] = ends[w - 1]
    ends[0] = 0
