"""One finished run as it is stored: every KPI over the whole horizon, and by year and segment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.runs.result import WEEKS_A_YEAR
from pes_sim.runs.simulate import Run
from pes_sim.runs.store.keys import Future
from pes_sim.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Record:
    """What is kept of a run.

    ``kpis`` is [KPI] over the whole horizon for everybody; ``detail`` is [window, segment, KPI], its first window
    the whole horizon and then one a year; ``weekly`` the counters [week, counter, segment], where they are wanted.
    """

    kpis: NDArray[np.float64]
    detail: NDArray[np.float32]
    weekly: NDArray[np.float32] | None = None


@dataclass(frozen=True)
class Facts:
    """Which run it is: scenario (without its future), future, seed, and the key made of them."""

    key: str
    scenario: Scenario
    scenario_key: str
    future: Future
    seed: int
    study: str = ""
    future_id: int = 0


def record_of(run: Run, weekly: bool = False) -> Record:
    """What is kept of ``run``; the whole horizon's values are to the bit those of `Result.overall`."""
    counters = run.counters
    windows = [(0, len(counters)), *years_of(len(counters))]
    sums = np.stack([counters[first:end].sum(axis=0, dtype=np.float64) for first, end in windows])
    values = np.stack([ratio_of_sums(kpi, sums, COUNTERS, SEGMENTS) for kpi in KPIS.values()], axis=-1)
    return Record(values[0, 0].copy(), values.astype(np.float32), counters if weekly else None)


@cache
def years_of(weeks: int) -> tuple[tuple[int, int], ...]:
    """First week of each year of the horizon, and of the one after it; a stub at the end belongs to the last."""
    n = max(1, round(weeks / WEEKS_A_YEAR))
    bounds = [round(year * WEEKS_A_YEAR) for year in range(n)]
    return tuple(zip(bounds, [*bounds[1:], weeks], strict=True))


def kpi_names() -> Mapping[str, int]:
    """The KPIs a record holds, with their places."""
    return {name: place for place, name in enumerate(KPIS)}
