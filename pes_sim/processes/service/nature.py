"""What a need is like beneath its task: how hard the single case is, and whether an answer online leaves a doubt.

Difficulty d is uniform on [-1, 1), keyed by person, task and the week the need arose, so it stays with the need
through channels and queues, and nobody sees it. Hard cases fail online and are not decided without staff; so what
self-service leaves for phone, counter and back office is harder than what it resolves, and takes longer:

    completing alone      logit - completion.difficulty x d
    decided without staff s - automation.selectivity x d x min(s, 1 - s),    s the share of the task
    staff minutes         minutes x (1 + needs.difficulty_minutes x d)

The mean over all needs is what the task's parameters say.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.processes.service.terms import TASK_STEP
from pes_sim.random import Stream
from pes_sim.random.keyed import bits, lane, salts_back

_HALF = 32768.0
_AGES = 256


def births(week: int) -> NDArray[np.uint64]:
    """By age of a need in weeks, the salt of the week in which it arose."""
    born = np.empty(_AGES, dtype=np.uint64)
    salts_back(int(Stream.NEED_NATURE), week, born)
    return born


@njit(nogil=True, inline="always")
def nature(key, t, age, born):  # type: ignore[no-untyped-def]
    """The word of luck that belongs to a need of task ``t``."""
    return bits(key + np.uint64(t) * TASK_STEP, born[age])


@njit(nogil=True, inline="always")
def difficulty(word):  # type: ignore[no-untyped-def]
    """How hard the case is, from -1 to 1."""
    return lane(word, 0) / _HALF - 1.0


@njit(nogil=True, inline="always")
def minutes_of(minutes, slope, hard):  # type: ignore[no-untyped-def]
    """Staff minutes (sixteenths) of a case that is so ``hard``."""
    return max(np.int64(1), np.int64(minutes * (1.0 + slope * hard) + 0.5))


@njit(nogil=True, inline="always")
def decided_alone(share, selectivity, hard):  # type: ignore[no-untyped-def]
    """Chance that a case so ``hard`` needs no staff, where ``share`` of the task's does not."""
    return share - selectivity * hard * min(share, 1.0 - share)
