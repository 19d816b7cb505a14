"""Many seeds at once: one task a seed, spread over processes, with the same results whatever their number."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from math import inf
from multiprocessing import get_context, parent_process
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.runs.collector import collect_less_often
from pes_sim.runs.errors import CallError, RunError
from pes_sim.runs.kernels import make_ready
from pes_sim.runs.progress import Progress
from pes_sim.runs.simulate import Run, simulate_together, weeks_in
from pes_sim.scenario.scenario import Scenario

Outcomes = Mapping[str, NDArray[Any]]
Weigh = Callable[[Outcomes, Outcomes], Any]
"""Compares the people of the first scenario with those of another, person by person."""

Read = Callable[[int, Run], Any]
"""Reads something of the run of the scenario at a place."""

Done = tuple[dict[int, NDArray[np.float32]], dict[int, Any], dict[int, Any]]
"""What a seed gave, by scenario: counters, comparisons of people, what was read."""

MOST_SEEDS = 10_000
MOST_WORKERS = 1024
BYTES_A_PERSON = 200
"""Memory of a run per simulated person, with a warmed-up copy beside it (an estimate, on the safe side)."""
PEOPLE_FOR_THREADS = 1_000_000
"""Simulated people from which a run gains by threads of its own (an estimate)."""
SECONDS_A_WEEK, SECONDS_A_PERSON_WEEK = 0.003, 2e-8
"""A simulated week takes about so long, and so much longer for each simulated person (estimates)."""
SECONDS_TO_START = 1.5
"""What a worker takes to start: most of it goes into importing the libraries (an estimate)."""
_POLL_SECONDS = 0.1


@dataclass(frozen=True, eq=False)
class Runs:
    """Every run of some scenarios, paired by seed.

    ``counters`` holds for each scenario [seed, week, counter, segment]; ``people`` for each scenario what
    ``weigh`` made of it against the first, one a seed, or nothing where people were not compared; ``read`` what was
    read of each run, one a seed, where something was to be.
    """

    counters: list[NDArray[np.float32]]
    people: list[list[Any]]
    read: list[list[Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Job:
    """What every seed does: run ``scenarios``, and weigh the people of those at ``weighed`` against the first's."""

    scenarios: tuple[Scenario, ...]
    weigh: Weigh | None = None
    weighed: frozenset[int] = frozenset()
    threads: int = 1
    read: Read | None = None

    def run(self, seed: int, tick: Callable[[], None]) -> Done:
        """Counters by scenario, and what ``weigh`` and ``read`` returned by scenario."""
        counters, weighed, read = {}, {}, {}
        first: Outcomes = {}
        for place, run in simulate_together(self.scenarios, seed, self.threads, tick):
            counters[place] = run.counters
            if self.read is not None:
                read[place] = self.read(place, run)
            if place == 0:
                first = run.outcomes
            elif self.weigh is not None and place in self.weighed:
                # Who is in which segment is settled by the first: a value may have moved the bounds in the other.
                weighed[place] = self.weigh(first, {**run.outcomes, "cell": first["cell"]})
        return counters, weighed, read


def seed_list(seeds: int | Collection[int]) -> tuple[int, ...]:
    """The seeds meant: 1 to N for a number N, or a list of them. Raises CallError."""
    if isinstance(seeds, int) and not isinstance(seeds, bool):
        if not 1 <= seeds <= MOST_SEEDS:
            raise CallError(f"seeds is {seeds}; expected a number from 1 to {MOST_SEEDS:,}, or a list of seeds")
        return tuple(range(1, seeds + 1))
    if isinstance(seeds, (str, bytes, bool)) or not isinstance(seeds, Collection):
        raise CallError(f"seeds is {seeds!r}; expected a number from 1 to {MOST_SEEDS:,}, or a list of seeds")
    found = tuple(seeds)
    whole = all(isinstance(seed, (int, np.integer)) and not isinstance(seed, bool) for seed in found)
    if not whole or not 1 <= len(found) <= MOST_SEEDS or min(found) < 0 or max(found) >= 2**53:
        raise CallError(f"expected 1 to {MOST_SEEDS:,} seeds, each a whole number from 0 to 2^53")
    if len(set(found)) < len(found):
        raise CallError("a seed is given twice: the same world would count as two")
    return tuple(int(seed) for seed in found)


def run_seeds(
    scenarios: Sequence[Scenario],
    seeds: Sequence[int],
    progress: Progress,
    workers: int | None = None,
    weigh: Weigh | None = None,
    weighed: Collection[int] = (),
    read: Read | None = None,
) -> Runs:
    """Run all ``scenarios`` with all ``seeds``, over ``workers`` processes (as many as cores, unless said).

    Results depend on scenarios and seeds alone. Raises CallError for an impossible size, RunError when a run
    breaks off; the others are then given up.
    """
    refuse_too_much(scenarios, seeds)
    people = max(s.profile.figures.labour_force / s.scale for s in scenarios)
    weeks = weeks_in(scenarios) * len(seeds)
    workers = worker_count(workers, len(seeds), people, weeks * (SECONDS_A_WEEK + people * SECONDS_A_PERSON_WEEK))
    threads = max(1, _cores() // workers) if people >= PEOPLE_FOR_THREADS else 1
    job = Job(tuple(scenarios), weigh, frozenset(weighed), threads, read)
    shape = (len(COUNTERS), len(SEGMENTS))
    runs = Runs(
        [np.empty((len(seeds), s.weeks, *shape), dtype=np.float32) for s in scenarios],
        [[None] * len(seeds) if place in job.weighed else [] for place in range(len(scenarios))],
        [[None] * len(seeds) if read else [] for _ in scenarios],
    )
    with progress:
        make_ready(scenarios[0], progress)
        work = _here if workers == 1 else partial(_in_processes, workers=workers)
        for row, (counters, compared, seen) in work(job, seeds, progress):
            for place, values in counters.items():
                runs.counters[place][row] = values
            for place, value in compared.items():
                runs.people[place][row] = value
            for place, value in seen.items():
                runs.read[place][row] = value
    return runs


def refuse_too_much(scenarios: Sequence[Scenario], seeds: Sequence[int]) -> None:
    """Raise CallError where the results could not be held in memory."""
    size = 4 * len(COUNTERS) * len(SEGMENTS) * len(seeds) * sum(s.weeks for s in scenarios)
    if size > _memory() / 2:
        raise CallError(
            f"{len(seeds):,} seeds of {len(scenarios)} scenarios fill {size / 2**30:.0f} GB with results, more than "
            f"half of this machine's memory of {_memory() / 2**30:.0f} GB; expected fewer seeds or years"
        )


def worker_count(workers: int | None, seeds: int, people: float = 0, seconds: float = inf) -> int:
    """How many processes to use; never more than there are seeds. Raises CallError.

    Unless said, as many as cores, but no more than worlds of ``people`` fit into half of the memory, and no more
    than are worth starting for work of ``seconds`` in all.
    """
    if workers is None:
        fitting = _memory() / 2 / max(people * BYTES_A_PERSON, 1)
        return max(1, int(min(_cores(), seeds, fitting, seconds / SECONDS_TO_START)))
    if isinstance(workers, bool) or not isinstance(workers, int) or not 1 <= workers <= MOST_WORKERS:
        raise CallError(f"workers is {workers!r}; expected a whole number from 1 to {MOST_WORKERS}")
    return min(workers, seeds)


def _memory() -> int:
    """Bytes of memory of this machine; 8 GB where it does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 8 * 2**30


def _cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


SeedResult = tuple[int, Done]


def _here(job: Job, seeds: Sequence[int], progress: Progress) -> Iterator[SeedResult]:
    """Run in this process, one seed after the other; yields each seed's place and results."""
    total, done = weeks_in(job.scenarios) * len(seeds), 0

    def tick() -> None:
        nonlocal done
        done += 1
        progress.weeks(done, total)

    for row, seed in enumerate(seeds):
        yield row, job.run(seed, tick)


def _in_processes(job: Job, seeds: Sequence[int], progress: Progress, workers: int) -> Iterator[SeedResult]:
    """Run in ``workers`` processes; yields each seed's place and results as they come."""
    # Spawned, never forked: a fork of a process that has run threads or OpenMP may hang or be killed.
    context = get_context("spawn")
    total, done = weeks_in(job.scenarios) * len(seeds), context.Value("q", 0)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(job, done))
    try:
        with _spawning():
            places = {pool.submit(_run_seed, seed): row for row, seed in enumerate(seeds)}
        waiting: set[Future[Any]] = set(places)
        while waiting:
            finished, waiting = wait(waiting, timeout=_POLL_SECONDS, return_when=FIRST_EXCEPTION)
            progress.weeks(done.value, total)
            for future in finished:
                yield places.pop(future), future.result()
        pool.shutdown()
    except BrokenProcessPool:
        seed = seeds[min(places.values(), default=0)]
        reason = "a worker was killed, perhaps for want of memory: try fewer workers or a larger scale"
        raise RunError(", ".join(s.name for s in job.scenarios), seed, reason) from None
    finally:
        _stop(pool)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the workers now, whatever they are at; nothing happens where they have ended."""
    workers = list((pool._processes or {}).values())  # Python 3.14 has terminate_workers() for this
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()


@contextmanager
def _spawning() -> Iterator[None]:
    """While workers are started: hold Ctrl-C back from them, and keep them from importing the user's script.

    A spawned process imports the script that started it, which would start the whole work again in every worker
    if the script has no guard; the workers need nothing of it. The signal mask is inherited, so that Ctrl-C
    while a worker is still importing prints no traceback there.
    """
    main, maskable = sys.modules["__main__"], hasattr(signal, "pthread_sigmask")
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if maskable else set()
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if maskable:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


class _Worker:
    """What a worker process was told when it began."""

    job: Job
    done: Any


def _begin(job: Job, done: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    collect_less_often()
    _Worker.job, _Worker.done = job, done
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed has nobody left to work for."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_seed(seed: int) -> Done:
    return _Worker.job.run(seed, _count_week)


def _count_week() -> None:
    with _Worker.done.get_lock():
        _Worker.done.value += 1
