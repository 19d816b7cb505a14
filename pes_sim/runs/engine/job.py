"""What is to be run: the arms of a study, and the runs that share a future and a seed, and with them a warm-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from pes_sim.runs.errors import RunError
from pes_sim.runs.simulate import Run, Stage, Tick, attempts
from pes_sim.runs.store.keys import Future, Keyed
from pes_sim.scenario.scenario import Scenario

Simulate: TypeAlias = Callable[[Sequence[Scenario], int, int, Tick | None, Stage], Iterator[tuple[int, Run | RunError]]]
"""Runs scenarios with one seed, as `pes_sim.runs.simulate.attempts`: scenarios, seed, threads, tick, stage."""


@dataclass(frozen=True)
class Job:
    """What every worker needs to know once. ``arms`` are the scenarios, before any future; ``store`` a folder.

    ``model`` is the version the runs' keys were made with; a worker with another refuses.
    """

    arms: tuple[Keyed, ...]
    store: str
    model: str
    study: str = ""
    weekly: bool = False
    simulate: Simulate = attempts


@dataclass(frozen=True)
class Group:
    """Runs with one ``future`` and one ``seed``: ``runs`` holds the place of each in the job's arms, and its key."""

    future_id: int
    future: Future
    seed: int
    runs: tuple[tuple[int, str], ...]

    def only(self, keys: set[str]) -> Group:
        """The same with no other runs than those with ``keys``."""
        return replace(self, runs=tuple(run for run in self.runs if run[1] in keys))

    def less(self, keys: set[str]) -> Group:
        """The same without the runs with ``keys``."""
        return replace(self, runs=tuple(run for run in self.runs if run[1] not in keys))
