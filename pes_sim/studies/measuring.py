"""The benchmark behind `pes-sim bench --studies`: what running and storing many runs costs, on this machine.

Figures are measured, never asserted. Overhead is measured with a model that takes no time, so that all that is timed is
ours: keys, files, processes. The variance factor is measured with the real one.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.runs.engine.job import Group, Job
from pes_sim.runs.engine.local import here, in_processes
from pes_sim.runs.provenance import machine, model_version, versions
from pes_sim.runs.simulate import Run, Stage, Tick, attempts
from pes_sim.runs.store.catalogue import Catalogue
from pes_sim.runs.store.index import refresh
from pes_sim.runs.store.keys import Keyed
from pes_sim.runs.store.query import stored_runs
from pes_sim.runs.store.store import Store
from pes_sim.scenario.loading import load
from pes_sim.scenario.scenario import Scenario
from pes_sim.studies.pairing import CAPACITY, MORE, savings

Say = Callable[[str], None]
MB = 1024**2


def no_model(
    scenarios: Sequence[Scenario], seed: int, threads: int, tick: Tick | None, stage: Stage
) -> Iterator[tuple[int, Run]]:
    """As `attempts`, but what a run gives is made up in no time."""
    for place, scenario in enumerate(scenarios):
        stage([place])
        made = np.full((scenario.weeks, len(COUNTERS), len(SEGMENTS)), float(seed + 1), dtype=np.float32)
        yield place, Run(scenario, seed, made, {})


def bench_studies(
    runs: int = 10_000, pairs: int = 100, scale: int = 100, say: Say = lambda line: None
) -> dict[str, Any]:
    """Measure all: ``runs`` stored runs for the catalogue, ``pairs`` of seeds for the variance factor."""
    with tempfile.TemporaryDirectory() as folder:
        say("timing what storing a run costs")
        overhead, memory = _overhead(Path(folder) / "overhead")
        say(f"filling a store with {runs:,} runs, then opening it")
        opening = _opening(Path(folder) / "many", runs)
        say("timing one process against two")
        speedup = _speedup(Path(folder) / "speed", scale)
    say(f"counting the pairs of seeds that {MORE} {CAPACITY} takes")
    return {
        "machine": machine(), "versions": dict(versions()), **overhead, **memory, **opening, **speedup,
        "variance_option": f"{CAPACITY} {MORE}", "variance_pairs": pairs, "variance": savings(pairs),
    }  # fmt: skip


def _job(folder: Path, scenario: Scenario, **more: Any) -> Job:
    return Job((Keyed.of(scenario),), str(folder), model_version(), **more)


def _groups(job: Job, seeds: range) -> Iterator[Group]:
    arm = job.arms[0]
    return (Group(0, {}, seed, ((0, arm.run_key({}, seed)),)) for seed in seeds)


def _overhead(folder: Path, runs: int = 400) -> tuple[dict[str, Any], dict[str, Any]]:
    """Milliseconds a run beyond simulating it, and how the parent's memory grows from the second half of them."""
    job = _job(folder, load("austria").sized(scale=5000, years=8), simulate=no_model)
    Store(folder).prepare()
    list(in_processes(job, _groups(job, range(20)), 1))
    began, half = time.perf_counter(), 0.0
    for done, _ in enumerate(in_processes(job, _groups(job, range(20, 20 + runs)), 1)):
        half = _resident_mb() if done == runs else half
    seconds = time.perf_counter() - began
    start = _start_seconds(job)
    return (
        {"overhead_ms_a_run": 1000 * (seconds - start) / runs, "seconds_to_start_a_worker": start},
        {"parent_mb_growth_over_runs": _resident_mb() - half},
    )


def _start_seconds(job: Job) -> float:
    began = time.perf_counter()
    list(in_processes(job, _groups(job, range(1)), 1))
    return time.perf_counter() - began


def _resident_mb() -> float:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / MB
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)


def _opening(folder: Path, runs: int) -> dict[str, Any]:
    """Seconds to open a store of ``runs`` runs and to filter it, with the index that a study leaves at its end."""
    job = _job(folder, load("austria").sized(scale=5000, years=4), simulate=no_model)
    store = Store(folder)
    store.prepare()
    for _ in here(job, _groups(job, range(runs))):
        pass
    size = sum(path.stat().st_size for path in store.runs())
    began = time.perf_counter()
    refresh(store)
    indexed = time.perf_counter() - began
    began = time.perf_counter()
    Catalogue.of(store, store.runs()).heads()
    opened = time.perf_counter() - began
    began = time.perf_counter()
    found = stored_runs(store, ["seed < 100", "ltu_share > 0"])
    filtered = time.perf_counter() - began
    return {
        "stored_runs": runs, "filtered_runs": len(found), "seconds_to_index": indexed, "seconds_to_open": opened,
        "seconds_to_open_and_filter": filtered, "kb_a_run": size / runs / 1000,
    }  # fmt: skip


def _speedup(folder: Path, scale: int, years: int = 4, seeds: int = 6, times: int = 2) -> dict[str, Any]:
    """Seconds of the same runs on one and on two processes, start included: each the shortest of ``times``, in turn.

    Both are tried out before: the first to start reads the libraries from the disk.
    """
    scenario = load("austria").sized(scale=scale, years=years)

    def timed(name: str, workers: int, many: int) -> float:
        job = _job(folder / name, scenario, simulate=attempts)
        Store(job.store).prepare()
        began = time.perf_counter()
        for _ in in_processes(job, _groups(job, range(1, 1 + many)), workers):
            pass
        return time.perf_counter() - began

    timed("try", 2, 2)
    legs = [[timed(f"{workers}-{k}", workers, seeds) for workers in (1, 2)] for k in range(times)]
    one, two = (min(leg) for leg in zip(*legs, strict=True))
    return {"seconds_with_1_process": one, "seconds_with_2_processes": two, "speed_up": one / two}
