"""Curves of a world under way: 13-week moving values, ratios of sums, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.runs.kpi_series import QUARTER

Floats = NDArray[np.float64]


@lru_cache(maxsize=256)
def _used(name: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    used = tuple(sorted(KPIS[name].counters()))
    return used, np.array([COUNTERS.index(counter) for counter in used], dtype=np.int64)


def moving(history: Floats, name: str, first: int, end: int, segment: str = SEGMENTS[0]) -> Floats:
    """KPI ``name`` of ``segment`` in weeks ``first`` to ``end`` - 1, each over the 13 weeks that end with it.

    ``history`` is [week, counter, segment]. In the first quarter the window is as long as there are weeks. NaN where
    nothing was counted.
    """
    used, places = _used(name)
    start = max(0, first - QUARTER)
    running = np.cumsum(history[start:end, places, :], axis=0)
    before = np.concatenate([np.zeros((1, *running.shape[1:])), running])
    weeks = np.arange(first, end) + 1 - start
    sums = before[weeks] - before[np.maximum(weeks - QUARTER, 0)]
    return ratio_of_sums(KPIS[name], sums, used, SEGMENTS)[:, SEGMENTS.index(segment)]


def overall(history: Floats, name: str, segment: str = SEGMENTS[0]) -> float:
    """KPI ``name`` over all of ``history``."""
    used, places = _used(name)
    sums = history[:, places, :].sum(axis=0)
    return float(ratio_of_sums(KPIS[name], sums, used, SEGMENTS)[SEGMENTS.index(segment)])


def total(history: Floats, counters: Sequence[str]) -> float:
    """The sum of ``counters`` of the whole service over all of ``history``."""
    return float(history[:, [COUNTERS.index(name) for name in counters], 0].sum())
