"""The jobseekers of a world: labour force, register, clocks, and the work lists of the threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.segments import AGE_STARTS, CELLS, SHAPE
from pes_sim.random import person_keys
from pes_sim.world.episodes import episode_keys
from pes_sim.world.helpers import Helpers
from pes_sim.world.jobseeker import Jobseeker
from pes_sim.world.labour_force import Clocks, LabourForce
from pes_sim.world.register import TASK_SLOTS, Register

Thing = TypeVar("Thing")
Result = TypeVar("Result")
GENERATIONS = 256
_WORTH_SHARING = 512
STRETCH = 512
"""Rows that a kernel takes in hand together, loop after loop: what it notes of them stays in the first-level cache."""
STOCK_WORDS = 4
"""Words of a cell that the stocks are counted in (see `pes_sim.processes.stocks`)."""


class Part:
    """One thread's share of the register: rows ``lo`` to ``hi``, and lists of the needs of the rows in ``spans``.

    The kernels of a phase read the lists of one part only, so the two shares need not be the same rows.
    """

    def __init__(self, index: int) -> None:
        self.index = index
        self.lo = self.hi = 0
        self.spans: list[tuple[int, int]] = []
        self._room = 0
        self.sizes = np.zeros(4, dtype=np.int64)
        self.arrays: dict[str, NDArray[np.generic]] = {
            "chances": np.empty(STRETCH),
            "draws": np.empty(STRETCH),
            "words": np.empty(STRETCH, dtype=np.uint64),
            "places": np.empty(STRETCH, dtype=np.int32),
            "pools": np.empty(STRETCH, dtype=np.uint8),
            "stocks": np.zeros((CELLS, STOCK_WORDS), dtype=np.uint64),
        }

    def assign(self, lo: int, hi: int) -> None:
        """Take rows ``lo`` to ``hi``."""
        self.lo, self.hi = lo, hi
        self._make_room(hi - lo)

    def assign_needs(self, *spans: tuple[int, int]) -> None:
        """Take the needs of the rows in ``spans`` (first, end)."""
        self.spans = list(spans)
        self._make_room(sum(end - first for first, end in spans))

    def _make_room(self, rows: int) -> None:
        """Lists have room for every need of every row, and one more."""
        room = rows * TASK_SLOTS + 1
        if room > self._room:
            self._room = room + room // 4
            for name in ("open", "front", "back", "phone"):
                self.arrays[f"{name}_row"] = np.empty(self._room, dtype=np.int32)
                self.arrays[f"{name}_task"] = np.empty(self._room, dtype=np.uint8)
                self.arrays[f"{name}_rank"] = np.empty(self._room, dtype=np.uint16)
            self.arrays["open_channel"] = np.empty(self._room, dtype=np.uint8)

    def __getitem__(self, name: str) -> NDArray[np.generic]:
        return self.arrays[name]


class Jobseekers:
    """Everybody in the labour force, as columns; the registered also in a dense register of their own."""

    def __init__(self, people: int, seed: int, clocks: Clocks, threads: int) -> None:
        self.seed = seed
        self.labour_force = LabourForce(people)
        self.register = Register(max(1024, people // 12))
        self.clocks = clocks
        self.parts = [Part(k) for k in range(threads)]
        self._helpers = Helpers(threads - 1) if threads > 1 else None
        self.in_measures = self.inactive = 0
        self.woken = np.empty(people, dtype=np.int32)

    def __len__(self) -> int:
        return self.labour_force.n

    def __getitem__(self, slot: int) -> Jobseeker:
        """The person in ``slot``; raises IndexError beyond the labour force."""
        if not -len(self) <= slot < len(self):
            raise IndexError(f"slot {slot} of a labour force of {len(self)}")
        return Jobseeker(self, slot % len(self))

    def __iter__(self) -> Iterator[Jobseeker]:
        return (Jobseeker(self, slot) for slot in range(len(self)))

    def select(self, wanted: Callable[[Jobseeker], bool]) -> list[Jobseeker]:
        """The people for whom ``wanted`` holds; slow by design, use the columns for more than a look."""
        return [person for person in self if wanted(person)]

    def share_out(self) -> None:
        """Divide the register among the parts."""
        n, k = self.register.n, len(self.parts)
        for part in self.parts:
            part.assign(n * part.index // k, n * (part.index + 1) // k)

    def share_out_needs(self) -> None:
        """Divide the register among the parts so that each has as many needs, and as many rows.

        Newcomers stand at the end of the register and want more than others: they are divided among all parts.
        """
        n, k = self.register.n, len(self.parts)
        old = min(self.register.newcomers_from, n)
        for j, part in enumerate(self.parts):
            part.assign_needs(
                (old * j // k, old * (j + 1) // k), (old + (n - old) * j // k, old + (n - old) * (j + 1) // k)
            )

    def each_part(self, work: Callable[[Part], Result]) -> list[Result]:
        """Run ``work`` on every part, in threads where there are several (kernels release the interpreter lock)."""
        return self._side_by_side(work, self.parts)

    def each_span(self, work: Callable[[int, int], int], n: int) -> list[tuple[int, int]]:
        """Run ``work(lo, hi)`` on equal spans of ``n`` slots; returns (lo, result) in order."""
        k = len(self.parts)
        spans = [(n * i // k, n * (i + 1) // k) for i in range(k)]
        results = self._side_by_side(lambda span: work(*span), spans)
        return [(lo, found) for (lo, _), found in zip(spans, results, strict=True)]

    def each_share(self, work: Callable[[int, int], object], n: int) -> None:
        """Run ``work(lo, hi)`` on shares of ``n`` things that do not touch one another."""
        if n < _WORTH_SHARING:
            work(0, n)
        else:
            k = len(self.parts)
            self._side_by_side(lambda j: work(n * j // k, n * (j + 1) // k), range(k))

    def _side_by_side(self, work: Callable[[Thing], Result], things: Sequence[Thing]) -> list[Result]:
        """``work`` of each of ``things``; the first is done by whoever calls, so that no thread only waits."""
        if self._helpers is None:
            return [work(thing) for thing in things]
        return self._helpers.share(work, things)

    def remove(self, rows: NDArray[np.int64]) -> None:
        """Drop ``rows`` (sorted) from the register, some columns a thread."""
        self.register.remove(rows, self._side_by_side, len(self.parts) if len(rows) >= _WORTH_SHARING else 1)

    def keys(self, slots: NDArray[np.integer]) -> NDArray[np.uint64]:
        """Keys of the persons now in ``slots``: from the seed, the slot and its generation."""
        persons = slots.astype(np.int64) * GENERATIONS + self.labour_force.generation[slots]
        out = np.empty(len(persons), dtype=np.uint64)
        person_keys(self.seed, persons, out)
        return out

    def episodes(self, slots: NDArray[np.integer]) -> NDArray[np.uint64]:
        """Keys of the last registration of the persons now in ``slots``, and of what follows on it."""
        return episode_keys(self.keys(slots), self.labour_force.exit_point[slots])

    def cells(self, slots: NDArray[np.integer], band_age: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Segment cell of the persons in ``slots`` (see `pes_sim.kpis.segments`)."""
        force = self.labour_force
        age = np.searchsorted(AGE_STARTS, band_age[force.band[slots]], side="right")
        return np.ravel_multi_index(
            (force.sex[slots], age, force.education[slots], force.skill_class[slots], force.area[slots]), SHAPE
        ).astype(np.uint8)

    def nbytes(self) -> int:
        """Bytes held by the columns."""
        return self.labour_force.nbytes() + self.register.nbytes()

    def __getstate__(self) -> dict[str, object]:
        state = self.__dict__.copy()
        state["_helpers"] = len(self.parts)
        return state

    def __setstate__(self, state: dict[str, object]) -> None:
        threads = state.pop("_helpers")
        self.__dict__.update(state)
        self._helpers = Helpers(threads - 1) if isinstance(threads, int) and threads > 1 else None
