"""The work itself: the runs of one group, each stored as soon as it is done. The same in every engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from pes_sim.runs.engine.events import Begun, Done, Event, Failed, Weeks
from pes_sim.runs.engine.job import Group, Job
from pes_sim.runs.errors import RunError
from pes_sim.runs.provenance import model_version
from pes_sim.runs.simulate import Run
from pes_sim.runs.store.files import Failure
from pes_sim.runs.store.keys import under
from pes_sim.runs.store.record import Facts, record_of
from pes_sim.runs.store.store import Store, StoreError

Tell = Callable[[Event], None]
SECONDS_BETWEEN = 0.25
"""How often simulated weeks are told."""


def do_group(job: Job, group: Group, tell: Tell) -> None:
    """Run what of ``group`` is not in the store yet, one warm-up for all. Raises StoreError."""
    if job.model != model_version():
        raise StoreError("this worker has another version of pes_sim than the study: install the same everywhere")
    store = Store(job.store)
    runs = [(place, key) for place, key in group.runs if not _there(store, key, job, tell)]
    if not runs:
        return
    scenarios = [under(job.arms[place].scenario, group.future) for place, _ in runs]
    clock = _Clock(tell, [key for _, key in runs])
    for i, run in job.simulate(scenarios, group.seed, 1, clock.tick, clock.stage):
        place, key = runs[i]
        arm = job.arms[place]
        facts = Facts(key, arm.scenario, arm.key, group.future, group.seed, job.study, group.future_id)
        seconds = clock.seconds()
        _keep(store, facts, run, seconds, job.weekly)
        clock.flush()
        tell(Failed(key, run.reason) if isinstance(run, RunError) else Done(key, seconds))


def _there(store: Store, key: str, job: Job, tell: Tell) -> bool:
    """Whether somebody else was quicker; says so."""
    there = store.holds(key, job.weekly)
    if there:
        tell(Done(key, 0.0))
    return there


def _keep(store: Store, facts: Facts, run: Run | RunError, seconds: float, weekly: bool) -> None:
    if isinstance(run, RunError):
        store.keep(facts, Failure(run.reason, run.details), seconds)
    else:
        store.keep(facts, record_of(run, weekly), seconds)


class _Clock:
    """Tells what has begun and how many weeks went by, and knows how long the present run has taken."""

    def __init__(self, tell: Tell, keys: Sequence[str]) -> None:
        self.tell, self.keys = tell, keys
        self.began = self.told = time.perf_counter()
        self.weeks = 0

    def stage(self, places: Sequence[int]) -> None:
        self.began = time.perf_counter()
        self.tell(Begun(tuple(self.keys[place] for place in places)))

    def tick(self) -> None:
        self.weeks += 1
        if time.perf_counter() - self.told > SECONDS_BETWEEN:
            self.flush()

    def flush(self) -> None:
        self.told = time.perf_counter()
        if self.weeks:
            self.tell(Weeks(self.weeks))
            self.weeks = 0

    def seconds(self) -> float:
        return time.perf_counter() - self.began
