"""The result of a scenario's runs: weekly counters by seed and segment, and every KPI read from them.

A KPI over any window is a ratio of sums, never a mean of weekly ratios: a week in which nobody asked for
anything then weighs nothing. Everything a result shows is computed from the counters on demand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.definition import KPI
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.kpis.unknown import UnknownKPI, UnknownSegment
from pes_sim.runs.kpi_series import QUARTER, KPISeries
from pes_sim.runs.result_file import ScenarioInfo, info_of, read_result, write_result
from pes_sim.runs.result_tables import dataset, tidy
from pes_sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Floats = NDArray[np.float64]

WEEKS_A_YEAR = 365.25 / 7


def _defined_kpis() -> Mapping[str, KPI]:
    from pes_sim.kpis.definitions import KPIS

    return KPIS


def _defined_counters() -> tuple[str, ...]:
    from pes_sim.kpis.counters import COUNTERS

    return COUNTERS


@dataclass(frozen=True, eq=False)
class Result:
    """All seeds of one scenario.

    ``counters`` is [seed, week, counter, segment], in the order of ``seeds``, ``counter_names`` and
    ``segments``. ``provenance`` says with what it was made: versions, machine, time, key of the run.
    """

    scenario: Scenario | ScenarioInfo
    seeds: tuple[int, ...]
    counters: NDArray[np.floating[Any]] = field(repr=False)
    provenance: Mapping[str, Any] = field(default_factory=dict, repr=False)
    counter_names: tuple[str, ...] = field(default_factory=_defined_counters, repr=False)
    kpis: Mapping[str, KPI] = field(default_factory=_defined_kpis, repr=False)
    segments: tuple[str, ...] = field(default=SEGMENTS, repr=False)

    def __post_init__(self) -> None:
        want = (len(self.seeds), self.weeks, len(self.counter_names), len(self.segments))
        if self.counters.shape != want:
            raise ValueError(
                f"{self.scenario.name}: counters have shape {self.counters.shape}, want {want}: seeds, weeks, "
                "counters, segments"
            )

    @property
    def weeks(self) -> int:
        """Weeks simulated."""
        return int(self.counters.shape[1]) if self.counters.ndim == 4 else 0

    def definition(self, name: str) -> KPI:
        """The KPI called ``name``; raises UnknownKPI with the nearest names."""
        if name not in self.kpis:
            raise UnknownKPI(name, tuple(self.kpis))
        return self.kpis[name]

    def kpi(self, name: str) -> KPISeries:
        """One KPI, week by week."""
        return KPISeries(self, self.definition(name))

    def weekly(self, name: str) -> Floats:
        """``name`` [seed, week, segment], in the KPI's unit."""
        return ratio_of_sums(self.definition(name), self.counters, self.counter_names, self.segments)

    def over(self, name: str, first: int, end: int, segment: str = "all") -> Floats:
        """``name`` [seed] over the weeks ``first`` up to, not including, ``end``."""
        sums = self._totals if (first, end) == (0, self.weeks) else self._sums(first, end)
        return ratio_of_sums(self.definition(name), sums, self.counter_names, self.segments)[
            :, self.segment_place(segment)
        ]

    def overall(self, name: str, segment: str = "all", years: tuple[float, float] | None = None) -> Floats:
        """``name`` [seed] over the whole horizon, or over ``years`` = (from, to) counted from the start."""
        if years is None:
            return self.over(name, 0, self.weeks, segment)
        first, end = (round(year * WEEKS_A_YEAR) for year in years)
        if not 0 <= first < end or first >= self.weeks:
            raise ValueError(f"years {years}: want 0 <= from < to, from before the end ({self.scenario.years} years)")
        return self.over(name, first, min(end, self.weeks), segment)

    def moving(self, name: str, segment: str = "all", weeks: int = QUARTER) -> Floats:
        """``name`` [seed, week] over the ``weeks`` weeks that end with each week; NaN before there are as many."""
        kpi = self.definition(name)
        used = sorted(kpi.counters())
        places = [self.counter_names.index(counter) for counter in used]
        running = np.cumsum(self.counters[:, :, places, :], axis=1, dtype=np.float64)
        sums = running.copy()
        sums[:, weeks:] -= running[:, :-weeks]
        values = ratio_of_sums(kpi, sums, used, self.segments)[:, :, self.segment_place(segment)]
        values[:, : weeks - 1] = np.nan
        return values

    def frame(self, kpis: Sequence[str] | None = None, segments: Sequence[str] | None = None) -> pd.DataFrame:
        """Tidy: scenario, seed, week, date, kpi, segment, value; a row for each week, NaN where nothing was counted.

        Without arguments it holds every KPI in every segment it is kept for: millions of rows for a long run
        of many seeds (about 25 bytes a row). Name the ``kpis`` or ``segments`` wanted to make it smaller.
        """
        return tidy(self, kpis, segments)

    def to_xarray(self) -> xr.Dataset:
        """A dataset with a variable for each KPI, dimensions seed, week and segment; units in the attributes."""
        return dataset(self)

    def save(self, path: str | Path) -> Path:
        """Write to ``path`` as Parquet (a row for each seed, week and segment), whole or not at all."""
        return write_result(self, path)

    @classmethod
    def open(cls, path: str | Path) -> Result:
        """Read what `save` wrote; the KPI definitions are those it was saved with. Raises ResultFileError."""
        return cls(**read_result(path))

    def info(self) -> ScenarioInfo:
        """The scenario as a saved result remembers it."""
        return info_of(self.scenario, str(self.provenance.get("key", "")))

    @cached_property
    def _totals(self) -> Floats:
        return self._sums(0, self.weeks)

    def _sums(self, first: int, end: int) -> Floats:
        return np.asarray(self.counters[:, first:end].sum(axis=1, dtype=np.float64))

    def segment_place(self, segment: str) -> int:
        """The place of ``segment`` along the last axis of ``counters``. Raises UnknownSegment."""
        if segment not in self.segments:
            raise UnknownSegment(segment, self.segments)
        return self.segments.index(segment)
