"""The week's ledger: what the processes counted, by cell, in whole numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.counters import COUNTERS, FIXED_POINT, ONE, PEOPLE_COUNTERS, SERVICE_COUNTERS
from pes_sim.kpis.segments import CELLS, SEGMENTS, membership

_UNITS = np.array([1.0 / ONE if i in FIXED_POINT else 1.0 for i in range(len(PEOPLE_COUNTERS))])


class Ledger:
    """Counts of one week: ``people[part, counter, cell]`` by the kernels, ``service[name]`` by the organisation.

    A part is one thread's share; parts are whole numbers, so their sum does not depend on how many there are.
    """

    def __init__(self, parts: int, scale: int) -> None:
        self.scale = scale
        self.people: NDArray[np.int64] = np.zeros((parts, len(PEOPLE_COUNTERS), CELLS), dtype=np.int64)
        self.service: dict[str, float] = dict.fromkeys(SERVICE_COUNTERS, 0.0)
        self.labour_force: NDArray[np.float64] = np.zeros(CELLS)
        self._segments = membership()

    def clear(self) -> None:
        """Start a new week."""
        self.people[:] = 0
        for name in self.service:
            self.service[name] = 0.0

    def total(self, counter: int) -> float:
        """Real people (or people times unit) counted under ``counter`` so far this week."""
        return float(self.people[:, counter].sum()) * self.scale * float(_UNITS[counter])

    def row(self) -> NDArray[np.float64]:
        """(counters, segments) of the week, in real people; service counters stand under "all"."""
        out = np.zeros((len(COUNTERS), len(SEGMENTS)))
        cells = self.people.sum(axis=0) * (_UNITS[:, None] * self.scale)
        out[: len(PEOPLE_COUNTERS)] = cells @ self._segments.T
        for k, name in enumerate(SERVICE_COUNTERS):
            out[len(PEOPLE_COUNTERS) + k, 0] = self.service[name]
        out[-1] = self._segments @ self.labour_force
        return out
