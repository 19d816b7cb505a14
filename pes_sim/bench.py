"""The benchmark behind `pes-sim bench`: speed and memory of the engine, on this machine, with every phase on.

Figures are measured, never asserted: a slow day is not a failure. The ratio to the plain Mesa reference is
taken in the same process on the same rules.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pes_sim.model import PESModel
from pes_sim.reference import speed
from pes_sim.scenario.loading import load
from pes_sim.scenario.scenario import Scenario

LIBRARIES = ("pes-sim", "mesa", "numpy", "numba", "scipy", "pandas")
Say = Callable[[str], None]


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        model = names[0] if names else model
    except OSError:
        pass  # not Linux: the platform's own word will do
    return {"processor": model, "cores": os.cpu_count(), "system": platform.platform(terse=True)}


def versions() -> dict[str, str]:
    """Versions of Python and the libraries that decide the speed."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def bench(
    base: Scenario | None = None,
    threads: int = 2,
    weeks: int = 26,
    settle_weeks: int = 52,
    reference_scale: int = 100,
    say: Say = lambda line: None,
) -> dict[str, Any]:
    """Run the benchmark and return its figures.

    ``base`` is run ``settle_weeks`` weeks, then timed for ``weeks`` weeks on ``threads`` threads; the reference
    runs the same rules with ``reference_scale`` people a simulated person. ``say`` is told what is going on.
    """
    base = base or load("austria").sized(scale=1)
    say("compiling the kernels, where they are not compiled yet")
    started = time.perf_counter()
    _warm(base, threads)
    compiled = time.perf_counter() - started
    say(f"building {base.title}, one simulated person for {base.scale}")
    started = time.perf_counter()
    model = PESModel(base, seed=1, threads=threads)
    built = time.perf_counter() - started
    say(f"settling for {settle_weeks} weeks")
    for _ in range(settle_weeks):
        model.step()
    say(f"timing {weeks} weeks on {threads} threads")
    phases, jobseeker_weeks, seconds = _time(model, weeks)
    people = len(model.jobseekers)
    held = model.jobseekers.nbytes() + model.jobseekers.woken.nbytes
    del model
    say("timing the plain Mesa reference on the same rules")
    slow = speed(base.sized(scale=reference_scale))
    say("timing a warm start")
    start = first_week_seconds()
    fast = jobseeker_weeks / seconds
    return {
        "machine": machine(),
        "versions": versions(),
        "people": people,
        "threads": threads,
        "registered_jobseeker_weeks_per_second": fast,
        "milliseconds_per_week": 1000 * seconds / weeks,
        "ratio_to_mesa_reference": fast / slow,
        "mesa_reference_jobseeker_weeks_per_second": slow,
        "bytes_per_person": held / people,
        "peak_memory_mb": _peak_mb(),
        "seconds_to_compile_or_load": compiled,
        "seconds_to_build": built,
        "seconds_to_first_week_warm": start,
        "phases": {name: 1000 * spent / weeks for name, spent in phases.items()},
    }


_FIRST_WEEK = """
import sys
from pes_sim.runs.collector import collect_less_often
collect_less_often()
import pes_sim.cli
from pes_sim.cli.inputs import Frame, prepared
from pes_sim.model import PESModel
PESModel(prepared("austria", (), Frame(scale=int(sys.argv[1])))[0]).step()
"""


def first_week_seconds(scale: int = 2000, times: int = 3) -> float:
    """Seconds from nothing to the end of a first week: imports, reading Austria, building, kernels from the cache.

    The shortest of ``times``: whatever else the machine did only adds.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    found = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", _FIRST_WEEK, str(scale)], check=True, env=environment)
        found.append(time.perf_counter() - started)
    return min(found)


def _warm(base: Scenario, threads: int) -> None:
    """A few weeks of a tiny world: every kernel is compiled or loaded."""
    model = PESModel(base.sized(scale=max(base.scale, 2000)), seed=1, threads=threads)
    for _ in range(3):
        model.step()


def _time(model: PESModel, weeks: int) -> tuple[dict[str, float], int, float]:
    """Seconds by phase, registered-jobseeker-weeks done, and seconds in all."""
    phases = dict.fromkeys(model.plan(), 0.0)
    done = 0
    started = time.perf_counter()
    for _ in range(weeks):
        model.ledger.clear()
        for name, phase in model.PHASES:
            before = time.perf_counter()
            phase(model)
            phases[name] += time.perf_counter() - before
        model.week += 1
        done += model.jobseekers.register.n
    return phases, done, time.perf_counter() - started


def _peak_mb() -> float:
    """Most memory this process has held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)
