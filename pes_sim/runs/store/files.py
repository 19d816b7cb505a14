"""A run as a Parquet file of one row, written whole or not at all; a failure is a row too, with its traceback.

Numbers are lists (`kpis`, with their names in `kpi_names`): a column a KPI would make thousands of files slow to
open. The resolved scenario is a column of its own; versions, machine and time are columns and metadata.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.runs.provenance import machine, model_version, now, versions
from pes_sim.runs.store.record import Facts, Record
from pes_sim.scenario.identity import resolved
from pes_sim.scenario.scenario import Scenario
from pes_sim.whole_file import whole_file

FORMAT = 1
METADATA = b"pes_sim.run"


@dataclass(frozen=True)
class Failure:
    """Why a run gave no result."""

    reason: str
    traceback: str = ""


def write_run(path: Path, facts: Facts, outcome: Record | Failure, seconds: float) -> None:
    """Write one run to ``path``. Raises OSError where the disk does not take it; there is then no file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    done = outcome if isinstance(outcome, Record) else None
    why = outcome if isinstance(outcome, Failure) else Failure("")
    said = _provenance(facts, seconds)
    row = {
        "key": pa.array([facts.key]),
        "status": pa.array(["failed" if done is None else "done"]),
        "scenario": pa.array([facts.scenario.name]),
        "scenario_key": pa.array([facts.scenario_key]),
        "seed": pa.array([facts.seed], pa.int64()),
        "start": pa.array([facts.scenario.start]),
        "years": pa.array([facts.scenario.years], pa.int16()),
        "scale": pa.array([facts.scenario.scale], pa.int32()),
        "study": pa.array([facts.study]),
        "future": pa.array([facts.future_id], pa.int32()),
        "paths": pa.array([list(facts.future)], pa.list_(pa.string())),
        "values": pa.array([list(facts.future.values())], pa.list_(pa.float64())),
        "model": pa.array([model_version()]),
        "seconds": pa.array([seconds]),
        "finished": pa.array([said["finished"]]),
        "machine": pa.array([said["machine"]]),
        "reason": pa.array([why.reason]),
        "traceback": pa.array([why.traceback]),
        "kpi_names": pa.array([list(KPIS) if done else []], pa.list_(pa.string())),
        "kpis": _list(None if done is None else done.kpis, pa.float64()),
        "detail": _list(None if done is None else done.detail, pa.float32()),
        "resolved": pa.array([_resolved(facts)]),
    }
    table = pa.table(row).replace_schema_metadata({METADATA: json.dumps(said).encode()})
    with whole_file(path) as temporary:
        pq.write_table(table, temporary, compression="zstd", use_dictionary=False, write_statistics=False)


def write_weeks(path: Path, key: str, record: Record) -> None:
    """Write the weekly counters of a run: a row a week and segment, a column a counter. Raises OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    assert record.weekly is not None
    weeks = len(record.weekly)
    week, segment = (index.ravel() for index in np.indices((weeks, len(SEGMENTS)), dtype=np.int32))
    columns: dict[str, Any] = {"week": week, "segment": pa.DictionaryArray.from_arrays(segment, list(SEGMENTS))}
    for place, name in enumerate(COUNTERS):
        columns[name] = np.ascontiguousarray(record.weekly[:, place, :]).ravel()
    table = pa.table(columns).replace_schema_metadata({METADATA: json.dumps({"key": key}).encode()})
    with whole_file(path) as temporary:
        pq.write_table(table, temporary, compression="zstd")


def read_weeks(path: Path) -> np.ndarray[Any, np.dtype[np.float32]]:
    """The weekly counters [week, counter, segment] that `write_weeks` wrote."""
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    flat = [table.column(name).to_numpy().reshape(-1, len(SEGMENTS)) for name in COUNTERS]
    return np.stack(flat, axis=1)


def read_provenance(path: Path) -> dict[str, Any]:
    """What the run in ``path`` was made with, its resolved scenario included."""
    import pyarrow.parquet as pq

    table = pq.read_table(path, columns=["resolved"])
    said: dict[str, Any] = json.loads(table.schema.metadata[METADATA])
    return said | {"resolved": json.loads(table.column("resolved")[0].as_py())}


def _list(values: np.ndarray[Any, Any] | None, kind: Any) -> Any:
    import pyarrow as pa

    if values is None:
        return pa.array([None], pa.list_(kind))
    flat = pa.array(np.ascontiguousarray(values).ravel(), kind)
    return pa.ListArray.from_arrays(pa.array([0, len(flat)], pa.int32()), flat)


def _resolved(facts: Facts) -> str:
    """The scenario in its future, as JSON."""
    content = _of_scenario(facts.scenario_key, facts.scenario)
    future = {path: float(value) for path, value in facts.future.items()}
    return json.dumps({**content, "values": {**content["values"], **future}})


_content: dict[str, dict[str, Any]] = {}


def _of_scenario(key: str, scenario: Scenario) -> dict[str, Any]:
    """Worked out once a scenario: every run of a study asks for one of few."""
    if key not in _content:
        if len(_content) >= 64:
            _content.clear()
        _content[key] = resolved(scenario)
    return _content[key]


def _provenance(facts: Facts, seconds: float) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "key": facts.key,
        "scenario": facts.scenario.name,
        "scenario_key": facts.scenario_key,
        "future": dict(facts.future),
        "seed": facts.seed,
        "model": model_version(),
        "versions": dict(versions()),
        "machine": machine(),
        "finished": now(),
        "seconds": round(seconds, 3),
        "kpis": "kpi_names names the values of kpis: the whole horizon, everybody",
        "detail": {"axes": ["window: whole horizon, then each year", "segment", "kpi"], "segments": list(SEGMENTS)},
    }
