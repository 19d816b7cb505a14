"""A result on disk: Parquet, a row for each seed, week and segment, with all it takes to read KPIs from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pes_sim.kpis.definition import KPI
from pes_sim.scenario.changes import Change, Origin
from pes_sim.scenario.scenario import Scenario, Target
from pes_sim.whole_file import whole_file

if TYPE_CHECKING:
    from pes_sim.runs.result import Result

_METADATA = b"pes_sim.result"


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


def info_of(scenario: Scenario | ScenarioInfo, key: str) -> ScenarioInfo:
    """``scenario`` as a file remembers it; ``key`` names its runs, unless it was read from a file with its own."""
    s = scenario
    return ScenarioInfo(
        s.name, s.title, s.start, s.years, s.scale, s.key if isinstance(s, ScenarioInfo) else key,
        dict(s.values), s.changes, s.targets, s.based_on, dict(s.setters),
    )  # fmt: skip


def write_result(result: Result, path: str | Path) -> Path:
    """Write ``result`` to ``path``, whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = (len(result.seeds), result.weeks, len(result.segments))
    seed, week, segment = (index.ravel() for index in np.indices(rows, dtype=np.int32))
    columns: dict[str, Any] = {
        "seed": np.asarray(result.seeds, dtype=np.int64)[seed],
        "week": week,
        "segment": pa.DictionaryArray.from_arrays(segment, list(result.segments)),
    }
    for i, name in enumerate(result.counter_names):
        columns[f"counter.{name}"] = np.ascontiguousarray(result.counters[:, :, i, :]).ravel()
    table = pa.table(columns).replace_schema_metadata({_METADATA: _metadata(result)})
    with whole_file(path) as temporary:
        pq.write_table(table, temporary, compression="zstd")
    return Path(path)


def read_result(path: str | Path) -> dict[str, Any]:
    """What `Result` is made of, from the file ``path``. Raises ResultFileError."""
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
    return {
        "scenario": TypeAdapter(ScenarioInfo).validate_python(said["scenario"]),
        "seeds": seeds,
        "counters": np.stack([column.reshape(len(seeds), weeks, len(segments)) for column in flat], axis=2),
        "provenance": said["provenance"],
        "counter_names": names,
        "kpis": TypeAdapter(dict[str, KPI]).validate_python(said["kpis"]),
        "segments": segments,
    }


def _metadata(result: Result) -> bytes:
    from pydantic import TypeAdapter

    said = {
        "scenario": TypeAdapter(ScenarioInfo).dump_python(result.info(), mode="json"),
        "seeds": result.seeds,
        "segments": result.segments,
        "counters": result.counter_names,
        "kpis": TypeAdapter(dict[str, KPI]).dump_python(dict(result.kpis), mode="json"),
        "provenance": dict(result.provenance),
    }
    return json.dumps(said, default=str).encode()
