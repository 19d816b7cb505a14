"""A queue the obvious way: sort by class, serve whole classes from the front while the capacity lasts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar

from pes_sim.processes.fifo import LONGEST, TIES
from pes_sim.reference.luck import bits

T = TypeVar("T")


def queue_class(waited: int, key: int, salted: int) -> int:
    """Class of somebody who ``waited`` so many weeks: the longest wait first, then one of 64 keyed ranks."""
    return (LONGEST - min(waited, LONGEST)) * TIES + bits(key, salted) % TIES


def served(queue: Iterable[tuple[int, int, T]], capacity: int) -> tuple[list[T], list[T], int]:
    """Split (class, minutes, who) into those served within ``capacity`` and those who wait; and the minutes used.

    A class is served whole or not at all, and nobody after the first class that does not fit.
    """
    done: list[T] = []
    waiting: list[T] = []
    used = 0
    for _, members in groupby(sorted(queue, key=lambda entry: entry[0]), key=lambda entry: entry[0]):
        group = list(members)
        minutes = sum(entry[1] for entry in group)
        fits = not waiting and used + minutes <= capacity
        used += minutes if fits else 0
        (done if fits else waiting).extend(entry[2] for entry in group)
    return done, waiting, used
