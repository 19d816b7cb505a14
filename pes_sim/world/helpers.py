"""Helpers: threads that wait for a share of the work and hand back what they found.

A week shares out its work some twenty-five times, and each time takes a millisecond or less. The standard
executor makes a future of every share, with locks and conditions of its own; plain queues take about 20
microseconds less each time, half a millisecond a week.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")


class Helpers:
    """``n`` threads, started when there is first something to do; they end when nobody holds this any more."""

    def __init__(self, n: int) -> None:
        self.n = n
        self._tasks: SimpleQueue[Any] = SimpleQueue()
        self._starting = Lock()
        self._started = False

    def share(self, work: Callable[[Thing], Result], things: Sequence[Thing]) -> list[Result]:
        """``work`` of each of ``things``, in order; the first is done by whoever calls, so that no thread only waits.

        An error in a thread is raised here.
        """
        if not self._started:
            self._start()
        # queues of this call alone: a call that is broken off leaves nothing for the next one to mistake
        answers: list[SimpleQueue[Any]] = [SimpleQueue() for _ in things[1:]]
        for thing, answer in zip(things[1:], answers, strict=True):
            self._tasks.put((work, thing, answer))
        results = [work(things[0])]
        for answer in answers:
            result, error = answer.get()
            if error is not None:
                raise error
            results.append(result)
        return results

    def _start(self) -> None:
        with self._starting:
            if self._started:
                return
            for _ in range(self.n):
                # daemons: the interpreter does not wait for who waits for work
                Thread(target=_help, args=(self._tasks,), daemon=True, name="pes_sim helper").start()
            weakref.finalize(self, _dismiss, self._tasks, self.n)
            self._started = True


def _help(tasks: SimpleQueue[Any]) -> None:
    while (task := tasks.get()) is not None:
        work, thing, answer = task
        try:
            answer.put((work(thing), None))
        except BaseException as error:
            answer.put((None, error))
        del task, work, thing, answer  # while it waits it keeps no world alive


def _dismiss(tasks: SimpleQueue[Any], n: int) -> None:
    for _ in range(n):
        tasks.put(None)
