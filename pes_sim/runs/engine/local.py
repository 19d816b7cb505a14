"""Worker processes on this machine: one that dies costs the run it was at, one that hangs is ended and replaced."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from queue import Empty, Queue

from pes_sim.runs.engine.events import Begun, Broken, Done, Event, Failed, GroupEnded, Ready
from pes_sim.runs.engine.job import Group, Job
from pes_sim.runs.engine.lane import Ended, Inbox, Lane
from pes_sim.runs.engine.work import do_group
from pes_sim.runs.store.files import Failure
from pes_sim.runs.store.record import Facts
from pes_sim.runs.store.store import Store, StoreError

POLL_SECONDS = 0.1
MOST_DEATHS = 3
"""A run at which that many workers died is given up: it is the run that kills them."""

MOST_STILLBORN = 20
"""Workers in a row that were killed before they were up. One that ends by itself there has a reason that stays."""


class EngineError(RuntimeError):
    """The machinery failed, not a run; ``details`` may hold a traceback."""

    def __init__(self, reason: str, details: str = "") -> None:
        super().__init__(reason, details)
        self.reason, self.details = reason, details

    def __str__(self) -> str:
        return self.reason


def here(job: Job, groups: Iterable[Group]) -> Iterator[Event]:
    """Run ``groups`` in this process, without protection against what kills or hangs. Raises StoreError."""
    for group in groups:
        told: list[Event] = []
        do_group(job, group, told.append)
        yield from told


def in_processes(job: Job, groups: Iterable[Group], workers: int, limit: float | None = None) -> Iterator[Event]:
    """Run ``groups`` in ``workers`` processes; a run may take ``limit`` seconds, and so may a warm-up.

    Ends when all are done or failed. When the caller stops, the workers are killed. Raises StoreError, EngineError.
    """
    pool = Pool(job, workers, limit)
    try:
        yield from pool.run(groups)
    finally:
        pool.close()


class Pool:
    """``workers`` lanes that share one queue of groups; may be used for several batches of groups in turn."""

    def __init__(self, job: Job, workers: int, limit: float | None) -> None:
        self.job, self.workers, self.limit = job, workers, limit
        self.inbox: Inbox = Queue()
        self.lanes: list[Lane] = []
        self.deaths: Counter[str] = Counter()
        self.stillborn = 0

    def run(self, groups: Iterable[Group]) -> Iterator[Event]:
        """Run ``groups``, drawn from the iterator only as workers become free."""
        todo, again = iter(groups), deque[Group]()
        more = True
        while True:
            for lane in self._idle():
                group = again.popleft() if again else next(todo, None)
                if group is None:
                    more = False
                    break
                lane.give(group)
            if not more and not again and all(lane.group is None for lane in self.lanes):
                return
            yield from self._hear(again)
            self._end_overdue()

    def close(self) -> None:
        """Kill the workers."""
        for lane in self.lanes:
            lane.close()
        self.lanes.clear()

    def _idle(self) -> list[Lane]:
        while len(self.lanes) < self.workers:
            self.lanes.append(Lane(self.job, self.inbox))
        return [lane for lane in self.lanes if lane.group is None]

    def _hear(self, again: deque[Group]) -> Iterator[Event]:
        """What workers have to tell; waits a moment for the first word."""
        try:
            lane, event = self.inbox.get(timeout=POLL_SECONDS)
        except Empty:
            return
        if lane not in self.lanes:  # the last words of one that is gone
            return
        if isinstance(event, Ended):
            yield from self._bury(lane, event, again)
            return
        if isinstance(event, Broken):
            raise EngineError(event.reason, event.details) if event.details else StoreError(event.reason)
        if isinstance(event, Ready):
            self.stillborn, lane.since = 0, time.monotonic()
        elif isinstance(event, Begun):
            lane.begun(event)
        elif isinstance(event, (Done, Failed)) and lane.group is not None:
            lane.group = lane.group.less({event.key})
        elif isinstance(event, GroupEnded):
            lane.group, lane.current = None, ()
        yield event

    def _end_overdue(self) -> None:
        for lane in self.lanes:
            if self.limit is not None and lane.current and time.monotonic() - lane.since > self.limit:
                lane.overdue = True
                lane.kill()

    def _bury(self, lane: Lane, end: Ended, again: deque[Group]) -> Iterator[Event]:
        """A worker is dead: fail the run that cannot be run, put back what else it had."""
        self.lanes.remove(lane)
        lane.close()
        group = lane.group
        if group is None or not lane.current:
            self.stillborn += 1
            if self.stillborn >= (MOST_STILLBORN if end.status < 0 else MOST_DEATHS):
                raise EngineError(f"worker processes do not come up (exit status {end.status})", end.words)
        if group is None:
            return
        at = {key for _, key in group.runs if key in lane.current}
        self.deaths.update(at)
        lost = at if lane.overdue else {key for key in at if self.deaths[key] >= MOST_DEATHS}
        for key in sorted(lost):
            reason = self._reason(lane, end, len(lane.current) > 1)
            yield fail(self.job, group, key, reason, end.words, time.monotonic() - lane.since)
        if (rest := group.less(lost)).runs:
            again.append(rest)

    def _reason(self, lane: Lane, end: Ended, warming: bool) -> str:
        what = "its warm-up" if warming else "it"
        if lane.overdue:
            return f"{what} took longer than {self.limit:g} seconds, the time limit of a run"
        return f"{MOST_DEATHS} workers died at it (exit status {end.status}), perhaps for want of memory"


def fail(job: Job, group: Group, key: str, reason: str, words: str, seconds: float) -> Done | Failed:
    """Store the failure of a run whose worker cannot tell any more, unless it was just done. Raises StoreError."""
    store = Store(job.store)
    if store.holds(key, job.weekly):
        return Done(key, seconds)
    arm = job.arms[next(place for place, its in group.runs if its == key)]
    facts = Facts(key, arm.scenario, arm.key, group.future, group.seed, job.study, group.future_id)
    store.keep(facts, Failure(reason, words), seconds)
    return Failed(key, reason)
