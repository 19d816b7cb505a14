"""Processes that compute for the server, each over a pipe of its own: one that dies or hangs is replaced.

The server's own process never simulates, so that it answers while a world is stepped. One request is with a process at
a time; the others wait in order of urgency.
"""

from __future__ import annotations

import asyncio
import itertools
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from pes_sim.app.errors import told
from pes_sim.runs.collector import collect_less_often
from pes_sim.runs.pool import _end_with_parent, _spawning

URGENT, USUAL, IDLE = 0, 1, 2
"""What a lever waits for, what the clock waits for, and what nobody waits for."""
PATIENCE = 120.0
"""Seconds without a sign of life after which a process that does not answer is taken for hung."""
_GLANCE = 2.0
"""Seconds between two looks for a sign of life."""

Desk = Callable[[str, tuple[Any, ...]], Any]
"""Answers a request: the name of what is wanted, and its arguments."""


class Lost(Exception):
    """The process that was asked is gone; what it held has to be built again."""


class Worker:
    """One process whose ``make`` returns its Desk; with ``inside`` the desk is a thread of this process instead.

    It is taken for hung after ``patience`` seconds in which it neither answers nor changes what ``sign`` gives: long
    work that gets on is never cut short.
    """

    def __init__(
        self, make: Callable[..., Desk], arguments: tuple[Any, ...] = (), inside: bool = False,
        patience: float = PATIENCE, sign: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        self.make, self.arguments, self.inside = make, arguments, inside
        self.patience, self.sign = patience, sign
        self.generation = 0
        self._desk: Desk | None = None
        self._process: Any = None
        self._pipe: Connection | None = None
        self._order = itertools.count()
        self._waiting: asyncio.PriorityQueue[tuple[int, int, asyncio.Future[Any], str, tuple[Any, ...]]] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pes-sim-worker")
        self._task: asyncio.Task[None] | None = None

    @property
    def backlog(self) -> int:
        """Requests that wait."""
        return self._waiting.qsize() if self._waiting is not None else 0

    async def ask(self, name: str, *arguments: Any, urgency: int = USUAL) -> Any:
        """The answer to a request. Raises AppError for what the user did wrong, Lost where the process died."""
        if self._waiting is None:
            self._waiting = asyncio.PriorityQueue()
            self._task = asyncio.create_task(self._serve())
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait((urgency, next(self._order), future, name, arguments))
        return await future

    async def _serve(self) -> None:
        assert self._waiting is not None
        loop = asyncio.get_running_loop()
        while True:
            _, _, future, name, arguments = await self._waiting.get()
            if future.cancelled():
                continue
            try:
                answer = await loop.run_in_executor(self._thread, self._round_trip, name, arguments)
            except BaseException as error:
                if isinstance(error, asyncio.CancelledError):
                    future.cancel()
                    raise
                if not future.cancelled():
                    future.set_exception(error)
                continue
            if not future.cancelled():
                future.set_result(answer)

    def _round_trip(self, name: str, arguments: tuple[Any, ...]) -> Any:
        if self.inside:
            if self._desk is None:
                self._desk = self.make(*self.arguments)
            return _opened(_answered(self._desk, name, arguments))
        if self._process is None or not self._process.is_alive():
            self._start()
        assert self._pipe is not None
        try:
            self._pipe.send((name, arguments))
            if not self._answers(self._pipe):
                raise EOFError
            answer = self._pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise Lost(name) from None
        return _opened(answer)

    def _answers(self, pipe: Connection) -> bool:
        """Whether an answer comes before patience ends."""
        seen, since = self.sign(), time.monotonic()
        while not pipe.poll(min(_GLANCE, self.patience)):
            if (now := self.sign()) != seen:
                seen, since = now, time.monotonic()
            elif time.monotonic() - since > self.patience:
                return False
        return True

    def _start(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self.make, self.arguments), daemon=True)
        with _spawning():
            self._process.start()
        theirs.close()
        self.generation += 1

    def warm(self) -> None:
        """Start the process now rather than with the first request."""
        if not self.inside:
            self._thread.submit(self._started)

    def _started(self) -> None:
        if self._process is None or not self._process.is_alive():
            self._start()

    def end(self) -> None:
        """End the process now, whatever it is at; the next request starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join(5)
        if self._pipe is not None:
            self._pipe.close()

    def kill(self) -> None:
        """End the process from another thread: the request it is at raises Lost."""
        process = self._process
        if process is not None:
            process.kill()

    async def close(self) -> None:
        """End the process and give up what waits."""
        if self._task is not None:
            self._task.cancel()
        self.kill()
        self._thread.shutdown(wait=False, cancel_futures=True)


def _opened(answer: tuple[str, Any]) -> Any:
    kind, content = answer
    if kind == "error":
        raise content
    return content


def _answered(desk: Desk, name: str, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    """What ``desk`` says, or the error a user is to be told; a fault of ours is printed and told without detail."""
    try:
        return "answer", desk(name, arguments)
    except Exception as error:
        return "error", told(error)


def _work(pipe: Connection, make: Callable[..., Desk], arguments: tuple[Any, ...]) -> None:
    """What a process does: answer until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server decides what Ctrl-C means
    collect_less_often()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    desk = make(*arguments)
    while True:
        try:
            name, asked = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_answered(desk, name, asked))
