"""The jobseekers of a world: labour force, register, clocks, and the work lists of the threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.segments import AGE_STARTS, SHAPE
from pes_sim.random import person_keys
from pes_sim.world.jobseeker import Jobseeker
from pes_sim.world.labour_force import Clocks, LabourForce
from pes_sim.world.register import TASK_SLOTS, Register

Thing = TypeVar("Thing")
Result = TypeVar("Result")
GENERATIONS = 256
_WORTH_SHARING = 512


class Part:
    """One thread's share of the register: rows ``lo`` to ``hi`` and the lists made of them."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.lo = self.hi = 0
        self._room = 0
        self.sizes = np.zeros(4, dtype=np.int64)
        self.arrays: dict[str, NDArray[np.generic]] = {}

    def assign(self, lo: int, hi: int) -> None:
        """Take rows ``lo`` to ``hi``; lists have room for every need of every row."""
        self.lo, self.hi = lo, hi
        room = (hi - lo) * TASK_SLOTS
        if room > self._room:
            self._room = room + room // 4
            for name in ("open", "front", "back", "phone"):
                self.arrays[f"{name}_row"] = np.empty(self._room, dtype=np.int32)
                self.arrays[f"{name}_task"] = np.empty(self._room, dtype=np.uint8)
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
        self._pool = ThreadPoolExecutor(threads - 1) if threads > 1 else None
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
        if self._pool is None:
            return [work(thing) for thing in things]
        others = [self._pool.submit(work, thing) for thing in things[1:]]
        return [work(things[0]), *(other.result() for other in others)]

    def remove(self, rows: NDArray[np.int64]) -> None:
        """Drop ``rows`` (sorted) from the register, some columns a thread."""
        self.register.remove(rows, self._side_by_side, len(self.parts) if len(rows) >= _WORTH_SHARING else 1)

    def keys(self, slots: NDArray[np.integer]) -> NDArray[np.uint64]:
        """Keys of the persons now in ``slots``: from the seed, the slot and its generation."""
        persons = slots.astype(np.int64) * GENERATIONS + self.labour_force.generation[slots]
        out = np.empty(len(persons), dtype=np.uint64)
        person_keys(self.seed, persons, out)
        return out

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
        state["_pool"] = len(self.parts)
        return state

    def __setstate__(self, state: dict[str, object]) -> None:
        threads = state.pop("_pool")
        self.__dict__.update(state)
        self._pool = ThreadPoolExecutor(threads - 1) if isinstance(threads, int) and threads > 1 else None
