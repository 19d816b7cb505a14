"""Independent pieces of work over processes: results as they come, all stopped when one fails or on Ctrl-C."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from pes_sim.runs.collector import collect_less_often
from pes_sim.runs.errors import RunError
from pes_sim.runs.pool import _end_with_parent, _spawning, _stop

Item = TypeVar("Item")
Made = TypeVar("Made")


def each(work: Callable[[Item], Made], items: Sequence[Item], workers: int) -> Iterator[tuple[int, Made]]:
    """``work`` of every item, with the item's place, in no promised order; in this process where ``workers`` is 1.

    ``work`` and the items cross process borders. What ``work`` raises ends everything; a killed worker is a RunError.
    """
    if workers <= 1 or len(items) <= 1:
        yield from ((place, work(item)) for place, item in enumerate(items))
        return
    pool = ProcessPoolExecutor(min(workers, len(items)), mp_context=get_context("spawn"), initializer=_begin)
    try:
        with _spawning():
            places: dict[Future[Any], int] = {pool.submit(work, item): place for place, item in enumerate(items)}
        waiting = set(places)
        while waiting:
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in finished:
                yield places[future], future.result()
        pool.shutdown()
    except BrokenProcessPool:
        reason = "a worker was killed, perhaps for want of memory: try fewer workers or a larger scale"
        raise RunError("a batch of runs", 0, reason) from None
    finally:
        _stop(pool)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    collect_less_often()
    threading.Thread(target=_end_with_parent, daemon=True).start()
