"""Projects drawn by themselves: the same draws and rules as in a world, without the world around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from pes_sim.processes.delivery import cost_ratio, time_ratio
from pes_sim.random import Stream, draws, person_keys, salt
from pes_sim.runs.experiment import Portfolio
from pes_sim.scenario.systems import System

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fates:
    """What became of projects: ``cost`` and ``time`` over plan if carried through, ``spent`` over plan."""

    cost: Floats
    time: Floats
    spent: Floats
    cancelled: NDArray[np.bool_]


def draw_fates(
    portfolio: Portfolio, systems: Sequence[System], values: Mapping[str, float], seed: int, n: int
) -> Fates:
    """``n`` projects of ``portfolio``, its kinds taken in proportion to their shares."""
    shares = np.cumsum([share for share, _ in portfolio])
    kinds = np.minimum(np.searchsorted(shares / shares[-1], (np.arange(n) + 0.5) / n), len(portfolio) - 1)
    couplings = [sum(len(s.coupled) for s in systems if s.name in plan.replaces) for _, plan in portfolio]
    tail, size, late = (
        _uniform(seed, n, s) for s in (Stream.PROJECT_TAIL, Stream.PROJECT_COST, Stream.PROJECT_SCHEDULE)
    )
    cost = np.array([cost_ratio(portfolio[k][1], couplings[k], values, tail[i], size[i]) for i, k in enumerate(kinds)])
    time = np.array([time_ratio(values, u) for u in late])
    limit = values["delivery.cancel_ratio"]
    return Fates(cost, time, np.minimum(cost, limit), cost > limit)


def _uniform(seed: int, n: int, stream: Stream) -> Floats:
    keys, out = np.empty(n, dtype=np.uint64), np.empty(n)
    person_keys(seed, np.arange(n), keys)
    draws(keys, salt(stream, 0), out)
    return out


def statistic(name: str, fates: Fates, threshold: float) -> float:
    """One number about drawn projects; NaN where nobody is counted."""
    beyond = fates.cost > 1 + threshold
    if name == "median_cost_overrun":
        return float(np.median(fates.cost) - 1)
    if name == "median_delay":
        return float(np.median(fates.time) - 1)
    if name == "share_over":
        return float(beyond.mean())
    if name == "tail_mean_overrun":
        return float(fates.cost[beyond].mean() - 1) if beyond.any() else nan
    if name == "share_cancelled":
        return float(fates.cancelled.mean())
    if name == "written_off":
        return float(fates.spent[fates.cancelled].sum() / fates.spent.sum())
    if name == "sunk_when_cancelled":
        return float(fates.spent[fates.cancelled].mean()) if fates.cancelled.any() else nan
    raise ValueError(f"no statistic {name!r}")
