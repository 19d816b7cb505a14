"""How far a study has come: a tally of its runs, and a bar with the time left and what has failed."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from pes_sim.runs.engine.events import Done, Event, Failed, Weeks
from pes_sim.runs.progress import Deaf, Listener


@dataclass
class Tally:
    """Of ``runs`` in all: how many were there before, are done, and failed; ``reasons`` counts why.

    ``weeks`` is about what those that were not there simulate, ``simulated`` what was simulated so far.
    """

    runs: int
    there_before: int
    weeks: int
    done: int = 0
    failed: int = 0
    simulated: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def note(self, event: Event) -> None:
        """Count what a worker tells."""
        if isinstance(event, Done):
            self.done += 1
        elif isinstance(event, Failed):
            self.failed += 1
            self.reasons[event.reason] = self.reasons.get(event.reason, 0) + 1
        elif isinstance(event, Weeks):
            self.simulated += event.weeks

    @property
    def complete(self) -> bool:
        """Whether every run is in the store."""
        return self.failed == 0 and self.there_before + self.done == self.runs


class Watcher(Listener, Protocol):
    """Is told how a study goes."""

    def told(self, tally: Tally) -> None:
        """Something has moved."""


class Silent(Deaf):
    """Tells nobody."""

    def told(self, tally: Tally) -> None:
        """See `Watcher`."""


class StudyBar:
    """A bar on the error stream: runs done and in all, how many failed, time so far and time left."""

    def __init__(self, title: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        self._console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[runs]} runs, {task.fields[failed]} failed,"),
            TimeElapsedColumn(),
            TextColumn("so far,"),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=self._console,
        )
        self._task = self._bar.add_task(title, total=None, runs="looking for", failed=0)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def say(self, words: str) -> None:
        """See `Watcher`."""
        self._console.print(words, markup=False, highlight=False)

    def told(self, tally: Tally) -> None:
        """See `Watcher`. Weeks move the bar: a run may take minutes."""
        runs = f"{tally.there_before + tally.done + tally.failed:,} of {tally.runs:,}"
        self._bar.update(self._task, completed=tally.simulated, total=tally.weeks, runs=runs, failed=tally.failed)


def watcher(wanted: Watcher | bool | None, title: str) -> Watcher:
    """The Watcher meant by ``wanted``: one of one's own, True (a bar), False (none), None (a bar in a terminal)."""
    if isinstance(wanted, bool) or wanted is None:
        return StudyBar(title) if wanted or (wanted is None and sys.stderr.isatty()) else Silent()
    return wanted
