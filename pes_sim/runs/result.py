"""The result of a scenario's runs: weekly counters by seed and segment, and every KPI read from them.

A KPI over any window is a ratio of sums, never a mean of weekly ratios: a week in which nobody asked for
anything then weighs nothing. Everything a result shows is computed from the counters on demand.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.definition import KPI
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import DIMENSIONS, SEGMENTS
from pes_sim.scenario.changes import Change, Origin
from pes_sim.scenario.scenario import Scenario, Target

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]

QUARTER = 13
"""Weeks in the moving window that curves are drawn with: single weeks are mostly noise."""
WEEKS_A_YEAR = 365.25 / 7
_METADATA = b"pes_sim.result"


class UnknownKPI(KeyError):
    """A KPI nobody defined; ``str()`` names the nearest defined ones."""

    def __init__(self, name: str, known: Sequence[str]):
        super().__init__(name)
        self.name, self.near = name, get_close_matches(name, known, n=3, cutoff=0.5)

    def __str__(self) -> str:
        hint = f"; nearest: {', '.join(self.near)}" if self.near else "; `pes-sim kpis` lists them all"
        return f"no KPI {self.name!r}{hint}"


class UnknownSegment(KeyError):
    """A segment, or a dimension to split by, that does not exist; ``str()`` lists those that do."""

    def __init__(self, name: str, known: Sequence[str]):
        super().__init__(name)
        self.name, self.known = name, tuple(known)

    def __str__(self) -> str:
        return f"no segment {self.name!r}; there are: {', '.join(self.known)}"


class ResultFileError(ValueError):
    """A file that is no saved result, or not a whole one."""


@dataclass(frozen=True)
class ScenarioInfo:
    """What a saved result remembers of its scenario: all of it but the profile's tables."""

    name: str
    title: str
    start: date
    years: int
    scale: int
    key: str
    values: Mapping[str, float]
    changes: tuple[Change, ...] = ()
    targets: tuple[Target, ...] = ()
    based_on: str | None = None
    setters: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict)

    def date_of(self, week: int) -> date:
        """The first day of ``week``."""
        return self.start + timedelta(weeks=week)


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well, and vanishes when not.

    What it holds is on the disk before it takes the place: after a crash there is the old file or the new one, whole.
    """
    path = Path(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        # mkstemp makes files private; a result is as readable as any file its owner writes.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        _to_disk(temporary)
        os.replace(temporary, path)
        _to_disk(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Wait until the disk holds a file, or what a folder lists; systems that cannot open a folder need not."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
        return ratio_of_sums(self.definition(name), sums, self.counter_names, self.segments)[:, self._segment(segment)]

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
        values = ratio_of_sums(kpi, sums, used, self.segments)[:, :, self._segment(segment)]
        values[:, : weeks - 1] = np.nan
        return values

    def frame(self, kpis: Sequence[str] | None = None, segments: Sequence[str] | None = None) -> pd.DataFrame:
        """Tidy: scenario, seed, week, date, kpi, segment, value; a row for each week, NaN where nothing was counted.

        Without arguments it holds every KPI in every segment it is kept for: millions of rows for a long run
        of many seeds (about 25 bytes a row). Name the ``kpis`` or ``segments`` wanted to make it smaller.
        """
        import pandas as pd

        chosen = dict.fromkeys(self.segments if segments is None else segments)
        columns = [self._segment(segment) for segment in chosen]
        names = tuple(dict.fromkeys(self.kpis if kpis is None else kpis))
        values, kpi_codes, segment_codes = [], [], []
        for code, name in enumerate(names):
            kpi = self.definition(name)
            kept = columns if kpi.by_segment and kpi.gap is None else [c for c in columns if c == 0]
            if kept:
                values.append(np.moveaxis(self.weekly(name)[:, :, kept], 2, 0))
                kpi_codes += [code] * len(kept)
                segment_codes += kept
        pairs, block = len(kpi_codes), len(self.seeds) * self.weeks
        start = np.datetime64(self.scenario.start, "D")
        days = (start + 7 * np.arange(self.weeks)).astype("datetime64[s]")

        def each(codes: Sequence[int], categories: Sequence[str]) -> pd.Categorical:
            repeated = np.repeat(np.asarray(codes, dtype=np.int16), block)
            return pd.Categorical.from_codes(repeated, categories=pd.Index(list(categories), dtype=object))

        return pd.DataFrame(
            {
                "scenario": each([0] * pairs, [self.scenario.name]),
                "seed": np.tile(np.repeat(np.asarray(self.seeds, dtype=np.int64), self.weeks), pairs),
                "week": np.tile(np.arange(self.weeks, dtype=np.int32), pairs * len(self.seeds)),
                "date": np.tile(days, pairs * len(self.seeds)),
                "kpi": each(kpi_codes, names),
                "segment": each(segment_codes, self.segments),
                "value": np.concatenate([v.ravel() for v in values]) if values else np.zeros(0),
            }
        )

    def to_xarray(self) -> xr.Dataset:
        """A dataset with a variable for each KPI, dimensions seed, week and segment; units in the attributes."""
        import xarray as xr

        start = np.datetime64(self.scenario.start, "D")
        dates = (start + 7 * np.arange(self.weeks)).astype("datetime64[ns]")
        return xr.Dataset(
            {
                name: (
                    ("seed", "week", "segment"),
                    self.weekly(name),
                    {"unit": kpi.unit, "title": kpi.title, "formula": kpi.formula, "direction": kpi.direction},
                )
                for name, kpi in self.kpis.items()
            },
            coords={
                "seed": list(self.seeds),
                "week": np.arange(self.weeks),
                "segment": list(self.segments),
                "date": ("week", dates),
            },
            attrs={"scenario": self.scenario.name, "title": self.scenario.title},
        )

    def save(self, path: str | Path) -> Path:
        """Write to ``path`` as Parquet (a row for each seed, week and segment), whole or not at all."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows = (len(self.seeds), self.weeks, len(self.segments))
        seed, week, segment = (index.ravel() for index in np.indices(rows, dtype=np.int32))
        columns: dict[str, Any] = {
            "seed": np.asarray(self.seeds, dtype=np.int64)[seed],
            "week": week,
            "segment": pa.DictionaryArray.from_arrays(segment, list(self.segments)),
        }
        for i, name in enumerate(self.counter_names):
            columns[f"counter.{name}"] = np.ascontiguousarray(self.counters[:, :, i, :]).ravel()
        table = pa.table(columns).replace_schema_metadata({_METADATA: self._metadata()})
        with whole_file(path) as temporary:
            pq.write_table(table, temporary, compression="zstd")
        return Path(path)

    @classmethod
    def open(cls, path: str | Path) -> Result:
        """Read what `save` wrote; the KPI definitions are those it was saved with."""
        import pyarrow as pa
        import pyarrow.parquet as pq
        from pydantic import TypeAdapter

        try:
            table = pq.read_table(path)
        except pa.ArrowInvalid as error:
            raise ResultFileError(f"{path}: not a whole Parquet file ({error})") from None
        if _METADATA not in (table.schema.metadata or {}):
            raise ResultFileError(f"{path}: a Parquet file, but not one that Result.save wrote")
        said = json.loads(table.schema.metadata[_METADATA])
        seeds, segments, names = (tuple(said[what]) for what in ("seeds", "segments", "counters"))
        weeks = table.num_rows // max(1, len(seeds) * len(segments))
        flat = [table.column(f"counter.{name}").to_numpy() for name in names]
        counters = np.stack([column.reshape(len(seeds), weeks, len(segments)) for column in flat], axis=2)
        return cls(
            scenario=TypeAdapter(ScenarioInfo).validate_python(said["scenario"]),
            seeds=seeds,
            counters=counters,
            provenance=said["provenance"],
            counter_names=names,
            kpis=TypeAdapter(dict[str, KPI]).validate_python(said["kpis"]),
            segments=segments,
        )

    def info(self) -> ScenarioInfo:
        """The scenario as a saved result remembers it."""
        s = self.scenario
        key = s.key if isinstance(s, ScenarioInfo) else str(self.provenance.get("key", ""))
        return ScenarioInfo(
            s.name, s.title, s.start, s.years, s.scale, key,
            dict(s.values), s.changes, s.targets, s.based_on, dict(s.setters),
        )  # fmt: skip

    def _metadata(self) -> bytes:
        from pydantic import TypeAdapter

        said = {
            "scenario": TypeAdapter(ScenarioInfo).dump_python(self.info(), mode="json"),
            "seeds": self.seeds,
            "segments": self.segments,
            "counters": self.counter_names,
            "kpis": TypeAdapter(dict[str, KPI]).dump_python(dict(self.kpis), mode="json"),
            "provenance": dict(self.provenance),
        }
        return json.dumps(said, default=str).encode()

    @cached_property
    def _totals(self) -> Floats:
        return self._sums(0, self.weeks)

    def _sums(self, first: int, end: int) -> Floats:
        return np.asarray(self.counters[:, first:end].sum(axis=1, dtype=np.float64))

    def _segment(self, segment: str) -> int:
        if segment not in self.segments:
            raise UnknownSegment(segment, self.segments)
        return self.segments.index(segment)


@dataclass(frozen=True, eq=False)
class KPISeries:
    """One KPI of one result, week by week."""

    result: Result
    definition: KPI

    @property
    def values(self) -> Floats:
        """[seed, week, segment], in the KPI's unit."""
        return self.result.weekly(self.definition.name)

    def frame(self) -> pd.DataFrame:
        """Tidy, as `Result.frame`."""
        return self.result.frame([self.definition.name])

    def plot(self, by: str | None = None, ax: Axes | None = None) -> Axes:
        """Mean over seeds of the 13-week moving value with the span of the seeds; a line for each group of ``by``."""
        import matplotlib.pyplot as plt

        if by is not None and by not in DIMENSIONS:
            raise UnknownSegment(by, tuple(DIMENSIONS))
        ax = plt.subplots()[1] if ax is None else ax
        result, name = self.result, self.definition.name
        dates = np.array([result.scenario.date_of(week) for week in range(result.weeks)])
        window = max(1, min(QUARTER, result.weeks // 4))
        for segment in ["all"] if by is None else [f"{by}:{level}" for level in DIMENSIONS[by]]:
            values = result.moving(name, segment, window)[:, window - 1 :]
            line = ax.plot(dates[window - 1 :], values.mean(axis=0), label=segment.rpartition(":")[2].replace("_", " "))
            ax.fill_between(
                dates[window - 1 :], values.min(axis=0), values.max(axis=0), color=line[0].get_color(), alpha=0.2, lw=0
            )
        ax.set(title=self.definition.title, ylabel=self.definition.unit)
        ax.legend(title=by and by.replace("_", " "), frameon=False)
        return ax
