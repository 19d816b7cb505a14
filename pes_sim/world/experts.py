"""Experts in old technology: how many are needed, how many there are, by generation of systems."""

from __future__ import annotations

from collections.abc import Mapping

from pes_sim.world.system import GENERATIONS

STEPS = {name: len(GENERATIONS) - 1 - k for k, name in enumerate(GENERATIONS)}
"""Generations behind the present one: cloud 0, mainframe 3."""


class Experts:
    """Full-time experts by generation. The present generation is not tracked: its experts are on the market.

    ``needed`` keeps the landscape running, ``engaged`` is asked for by projects this week, ``fte`` is there.
    """

    def __init__(self, needed: Mapping[str, float], cover: float) -> None:
        self.needed = dict(needed)
        self.engaged = dict.fromkeys(needed, 0.0)
        self.fte = {generation: cover * fte for generation, fte in needed.items()}

    def engage(self, generation: str, fte: float) -> None:
        """A project asks for ``fte`` experts of ``generation`` this week, besides those that keep it running."""
        if generation in self.engaged:
            self.engaged[generation] += fte

    def disengage(self) -> None:
        """The week is over; projects ask again next week."""
        self.engaged = dict.fromkeys(self.engaged, 0.0)

    def shortage(self, generation: str) -> float:
        """Share of the experts asked for that are not there: 0 none missing, 1 nobody left."""
        wanted = self.needed.get(generation, 0.0) + self.engaged.get(generation, 0.0)
        return max(0.0, 1.0 - self.fte[generation] / wanted) if wanted > 0 else 0.0

    def total(self) -> tuple[float, float]:
        """(there, wanted) over all old generations, FTE."""
        return sum(self.fte.values()), sum(self.needed.values()) + sum(self.engaged.values())
