"""A Dask cluster as engine: the same groups, the same work, the same store, which every worker must reach.

Inside a Dask worker the runs are done in a worker process of ours, as on one machine: so a run that hangs or dies
ends there, and Dask sees neither. What Dask adds is the other machines, and workers that come and go.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pes_sim.runs.engine.events import Done, Event, Failed
from pes_sim.runs.engine.job import Group, Job
from pes_sim.runs.engine.local import EngineError, Pool, fail
from pes_sim.runs.errors import CallError
from pes_sim.runs.kernels import make_ready
from pes_sim.runs.progress import Silence
from pes_sim.runs.provenance import model_version
from pes_sim.runs.simulate import attempts
from pes_sim.runs.store.store import Store

CONNECT_SECONDS = 10
AHEAD = 2
"""Groups that wait at the scheduler for each thread of a worker: enough to keep all busy, few enough to forget."""


def on_cluster(job: Job, groups: Iterable[Group], address: str, limit: float | None = None) -> Iterator[Event]:
    """Run ``groups`` on the workers of the Dask scheduler at ``address``; otherwise as `in_processes`.

    Raises CallError where there is no scheduler or no worker, EngineError when it goes away.
    """
    client = _connected(address)
    try:
        _same_model(client)
        yield from _through(client, job, iter(groups), limit)
    finally:
        client.close(timeout=CONNECT_SECONDS)


def reach(address: str) -> None:
    """Raise CallError where no scheduler with a worker answers at ``address``."""
    _connected(address).close()


def _connected(address: str) -> Any:
    try:
        import distributed
    except ImportError:
        raise CallError("a Dask scheduler needs the extra cluster: pip install 'pes-sim[cluster]'") from None
    connect: Any = distributed.Client
    expected = 'expected the address of a running Dask scheduler, such as "tcp://127.0.0.1:8786"'
    try:
        client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:  # a time-out is an OSError
        raise CallError(f"no Dask scheduler answers at {address!r} ({type(error).__name__}); {expected}") from None
    if not client.nthreads():
        client.close()
        raise CallError(f"the Dask scheduler at {address} has no worker; start one: dask worker {address}")
    return client


def _same_model(client: Any) -> None:
    """Raise EngineError where a worker would run another model."""
    try:
        found = client.run(model_version)
    except Exception as error:  # whatever a worker without the package answers
        raise EngineError(f"a Dask worker has no pes_sim that fits: install the same everywhere ({error})") from None
    for worker, version in found.items():
        if version != model_version():
            raise EngineError(f"the Dask worker {worker} has another version of pes_sim: install the same everywhere")


def _through(client: Any, job: Job, todo: Iterator[Group], limit: float | None) -> Iterator[Event]:
    import distributed

    as_completed: Any = distributed.as_completed
    groups: dict[str, Group] = {}

    def submit(group: Group) -> Any:
        # The job goes along each time: left with a worker, it would be lost with that worker.
        future = client.submit(on_worker, job, group, limit, pure=False)
        groups[future.key] = group
        return future

    ahead = AHEAD * sum(client.nthreads().values())
    waiting = as_completed([submit(group) for group in islice(todo, ahead)], loop=client.loop)
    for future in waiting:
        yield from _outcome(future, job, groups.pop(future.key))
        if (more := next(todo, None)) is not None:
            waiting.add(submit(more))


def _outcome(future: Any, job: Job, group: Group) -> Iterator[Event]:
    """What became of ``group``; runs that kill every worker they come to are failed."""
    from distributed import CancelledError, KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        events: list[Event] = future.result()
    except KilledWorker as killed:
        reason = f"Dask workers died at its group, the last {killed.last_worker.address}"
        yield from (fail(job, group, key, reason, str(killed), 0.0) for _, key in group.runs)
        return
    except (CancelledError, CommClosedError):
        raise EngineError(
            "the Dask scheduler went away; what is finished is kept: start it again and repeat the call"
        ) from None
    _shared(job, events)
    yield from events


def _shared(job: Job, events: list[Event]) -> None:
    """Raise EngineError where workers write to a folder that is not this one."""
    told = next((event for event in events if isinstance(event, (Done, Failed))), None)
    if isinstance(told, Done) and not Store(job.store).holds(told.key, job.weekly):
        raise EngineError(
            f"a worker stored a run that is not in {job.store} here: name a --store that every machine reaches"
        )


class _Mine(threading.local):
    """The worker process of each thread of a Dask worker: it starts once, not once a group."""

    pool: Pool | None = None


_mine = _Mine()


def on_worker(job: Job, group: Group, limit: float | None) -> list[Event]:
    """Runs inside a Dask worker: the runs of ``group``, and what is to be told of them."""
    pool = _mine.pool
    if pool is None or pool.job != job:
        if pool is not None:
            pool.close()
        if job.simulate is attempts:
            make_ready(job.arms[0].scenario, Silence())
        pool = _mine.pool = Pool(job, 1, limit)
    pool.limit = limit
    try:
        return list(pool.run([group]))
    except BaseException:
        pool.close()
        raise
