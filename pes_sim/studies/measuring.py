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

from pes_sim.analysis.paired import seeds_needed
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

Say = Callable[[str], None]
MB = 1024**2
MORE = "+10%"
"""The counselling capacity that the variance factor is measured for."""


def no_model(
    scenarios: Sequence[Scenario], seed: int, threads: int, tick: Tick | None, stage: Stage
) -> Iterator[tuple[int, Run]]:
    """As `attempts`, but what a run gives is made up in no time."""
    for place, scenario in enumerate(scenarios):
        stage([place])
        made = np.full((scenario.weeks, len(COUNTERS), len(SEGMENTS)), float(seed + 1), dtype=np.float32)
        yield place, Run(scenario, seed, made, {})


def bench_studies(
    runs: int = 10_000, pairs: int = 40, scale: int = 100, say: Say = lambda line: None
) -> dict[str, Any]:
    """Measure all: ``runs`` stored runs for the catalogue, ``pairs`` of seeds for the variance factor."""
    with tempfile.TemporaryDirectory() as folder:
        say("timing what storing a run costs")
        overhead, memory = _overhead(Path(folder) / "overhead")
        say(f"filling a store with {runs:,} runs, then opening it")
        opening = _opening(Path(folder) / "many", runs)
        say("timing one process against two")
        speedup = _speedup(Path(folder) / "speed", scale)
    say(f"counting the pairs of seeds that {MORE} counselling capacity takes")
    return {
        "machine": machine(), "versions": dict(versions()), **overhead, **memory, **opening, **speedup,
        **variance_factor(pairs=pairs),
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


def _speedup(folder: Path, scale: int, years: int = 4, seeds: int = 6) -> dict[str, Any]:
    """Seconds of the same runs on one and on two processes, start included."""
    scenario = load("austria").sized(scale=scale, years=years)
    seconds = []
    for workers in (1, 2):
        job = _job(folder / str(workers), scenario, simulate=attempts)
        Store(job.store).prepare()
        began = time.perf_counter()
        for _ in in_processes(job, _groups(job, range(1, 1 + seeds)), workers):
            pass
        seconds.append(time.perf_counter() - began)
    return {
        "seconds_with_1_process": seconds[0],
        "seconds_with_2_processes": seconds[1],
        "speed_up": seconds[0] / seconds[1],
    }


def variance_factor(
    kpi: str = "unemployment_duration_weeks", pairs: int = 40, scale: int = 200, years: int = 4
) -> dict[str, Any]:
    """Seeds needed to see the effect of 10 % more caseworkers on ``kpi``: paired, and with other seeds for each arm.

    Both are for a 95 % interval of a quarter of the effect to either side: wanted less exactly, so few pairs are enough
    that Student's t decides, not the variance. Independent seeds differ by the variances of both arms together:
    sd^2 = var(base) + var(option). Over the variance of the pairs it is the factor.
    """
    import pes_sim.api as api

    base = load("austria").sized(scale=scale, years=years)
    option = base.change("staffing.caseworkers", MORE, name="more caseworkers")
    found = api.compare(base, option, seeds=pairs, progress=False)
    before, after = found.baseline.overall(kpi), found.options[0].overall(kpi)
    effect = abs(float((after - before).mean()))
    apart = float(np.sqrt(before.var(ddof=1) + after.var(ddof=1)))
    together = float((after - before).std(ddof=1))
    return {
        "variance_kpi": kpi, "variance_effect": effect, "sd_paired": together, "sd_independent": apart,
        "seeds_needed_paired": seeds_needed(together, effect / 4),
        "seeds_needed_independent": seeds_needed(apart, effect / 4),
        "variance_factor": (apart / together) ** 2, "variance_pairs": pairs,
    }  # fmt: skip
