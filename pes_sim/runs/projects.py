"""Projects drawn by themselves: the same draws and rules as in a world, without the world around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from pes_sim.processes.delivery.cancellation import alone
from pes_sim.processes.delivery.overrun import chance_of, cost_ratio, time_ratio
from pes_sim.random import Stream, draws, person_keys, salt
from pes_sim.runs.experiment import Portfolio
from pes_sim.scenario.systems import System

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fates:
    """What became of projects with nobody in their way, over plan.

    ``cost`` and ``time`` if carried through, ``spent`` in fact, ``lost`` what was written off of it.
    """

    cost: Floats
    time: Floats
    spent: Floats
    lost: Floats
    cancelled: NDArray[np.bool_]


def draw_fates(
    portfolio: Portfolio, systems: Sequence[System], values: Mapping[str, float], seed: int, n: int
) -> Fates:
    """``n`` projects of ``portfolio``, its kinds taken in proportion to their shares."""
    shares = np.cumsum([share for share, _ in portfolio])
    kinds = np.minimum(np.searchsorted(shares / shares[-1], (np.arange(n) + 0.5) / n), len(portfolio) - 1)
    plans = [plan for _, plan in portfolio]
    couplings = [sum(len(s.coupled) for s in systems if s.name in {*plan.replaces, *plan.touches}) for plan in plans]
    chance = np.array([chance_of(plan, k, values) for plan, k in zip(plans, couplings, strict=True)])[kinds]
    agile = np.array([plan.method == "agile" for plan in plans])[kinds]
    u_cost, u_time = (_uniform(seed, n, s) for s in (Stream.PROJECT_COST, Stream.PROJECT_SCHEDULE))
    cost, time = cost_ratio(chance, u_cost, values), time_ratio(agile, u_cost, u_time, values)
    exposure = np.array([plan.exposure for plan in plans])[kinds]
    increments = np.array([float(plan.increments) for plan in plans])[kinds]
    spent, lost, cancelled = alone(cost, exposure, increments, values)
    return Fates(cost, time, spent, lost, cancelled)


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
        return float(fates.lost.sum() / fates.spent.sum())
    if name == "sunk_when_cancelled":
        return float(fates.spent[fates.cancelled].mean()) if fates.cancelled.any() else nan
    raise ValueError(f"no statistic {name!r}")
