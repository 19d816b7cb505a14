"""What a study file means: every run it asks for, in the order in which they are best done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from pes_sim.runs.engine.job import Group
from pes_sim.runs.futures.futures import Futures
from pes_sim.runs.simulate import weeks_in
from pes_sim.runs.store.keys import Keyed
from pes_sim.runs.store.store import Store
from pes_sim.scenario.scenario import Scenario
from pes_sim.studies.grammar import shock_name


@dataclass(frozen=True)
class Arm:
    """One option (or the base) in one world of shocks: what a future and a seed make a run of."""

    option: str
    shock: tuple[str, ...]
    keyed: Keyed

    @property
    def shock_name(self) -> str:
        """The shock in words."""
        return shock_name(self.shock)

    @property
    def scenario(self) -> Scenario:
        """The scenario, before any future."""
        return self.keyed.scenario


@dataclass(frozen=True)
class Planned:
    """One run of the design."""

    arm: Arm
    future: int
    seed: int
    key: str


@dataclass(frozen=True, eq=False)
class Design:
    """``arms`` x ``futures`` x ``seeds``. Nothing of its size is ever held: runs are made as they are asked for."""

    arms: tuple[Arm, ...]
    futures: Futures
    seeds: tuple[int, ...]
    part: tuple[int, int] = (1, 1)
    """Which cell (future and seed) in how many is ours: the first of four, say. For jobs that share a study."""

    def __len__(self) -> int:
        return len(self.arms) * self.cells

    def __iter__(self) -> Iterator[Planned]:
        """Every run; all futures with the first seed, then with the next, so that an early look sees them all."""
        for seed, future in self._cells():
            values = self.futures[future]
            for arm in self.arms:
                yield Planned(arm, future, seed, arm.keyed.run_key(values, seed))

    def groups(self, store: Store, weekly: bool, parts: int = 1) -> Iterator[Group]:
        """Runs that are not in ``store``, by future and seed: they share a warm-up. Each cut into up to ``parts``."""
        for seed, future in self._cells():
            values = self.futures[future]
            keys = [(place, arm.keyed.run_key(values, seed)) for place, arm in enumerate(self.arms)]
            runs = [run for run in keys if not store.holds(run[1], weekly)]
            for part in _cut(runs, parts):
                yield Group(future, values, seed, tuple(part))

    @cached_property
    def weeks_a_cell(self) -> int:
        """Weeks that all arms of one future and seed simulate, the warm-up once."""
        return weeks_in([arm.scenario for arm in self.arms])

    @property
    def cells(self) -> int:
        """How many futures x seeds there are, of our part."""
        first, parts = self.part
        return len(range(first - 1, len(self.futures) * len(self.seeds), parts))

    def _cells(self) -> Iterator[tuple[int, int]]:
        cells = ((seed, future) for seed in self.seeds for future in range(len(self.futures)))
        first, parts = self.part
        return islice(cells, first - 1, None, parts)


def _cut(runs: Sequence[tuple[int, str]], parts: int) -> Iterator[Sequence[tuple[int, str]]]:
    """``runs`` in up to ``parts`` pieces of nearly the same length."""
    parts = min(parts, len(runs))
    for i in range(parts):
        yield runs[i::parts]
