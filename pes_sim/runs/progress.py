"""Saying how far long work has come: to nobody, or as a bar on the error stream."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Protocol, Self


class Listener(Protocol):
    """Who is told. Entered before the work begins and left when it ends, however it ends."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def say(self, words: str) -> None:
        """One line that is worth knowing while one waits."""


class Progress(Listener, Protocol):
    """Is told how many weeks are simulated."""

    def weeks(self, done: int, total: int) -> None:
        """``done`` of ``total`` weeks are simulated, warm-ups and all runs together."""


class Deaf:
    """A Listener that hears nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def say(self, words: str) -> None:
        """See `Listener`."""


class Silence(Deaf):
    """Tells nobody."""

    def weeks(self, done: int, total: int) -> None:
        """See `Progress`."""


class Bar:
    """A bar on the error stream with weeks done, weeks in all and time left."""

    def __init__(self, title: str = "simulating") -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._console = Console(stderr=True)
        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("weeks,"),
            TimeElapsedColumn(),
            TextColumn("so far,"),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=self._console,
        )
        self._task = self._bar.add_task(title, total=None, start=False, visible=False)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def say(self, words: str) -> None:
        """See `Progress`."""
        self._console.print(words, markup=False, highlight=False)

    def weeks(self, done: int, total: int) -> None:
        """See `Progress`."""
        if not self._bar.tasks[0].started:
            self._bar.start_task(self._task)
        self._bar.update(self._task, completed=done, total=total, visible=True)


def watcher(wanted: Progress | bool | None) -> Progress:
    """The Progress meant by ``wanted``: one of one's own, True (a bar), False (none), None (a bar in a terminal)."""
    if isinstance(wanted, bool) or wanted is None:
        return Bar() if wanted or (wanted is None and sys.stderr.isatty()) else Silence()
    return wanted
