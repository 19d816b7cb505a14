"""How many seeds are enough, found out on the way: go on until the interval is as narrow as was asked.

Chow and Robbins (1965): stop at the first n at which the half-width of the mean is at most the one wanted. The rule
looks at the spread alone, never at the sign or size of the difference, so stopping does not favour a finding.
It begins with ten seeds: with fewer, a small spread by luck would stop it too soon, and the interval would hold the
truth less often than it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pes_sim.analysis.paired import Paired, seeds_needed
from pes_sim.runs.errors import CallError

FIRST = 10
GROWTH = 1.5
"""No more than half as many again at a time: the spread is an estimate, and a seed saved is a minute saved."""


@dataclass(frozen=True)
class Stopping:
    """Half-widths ``wanted`` by KPI, in its unit; never fewer seeds than ``first`` nor more than ``most``."""

    wanted: Mapping[str, float]
    most: int
    first: int = FIRST

    def __post_init__(self) -> None:
        if not self.wanted:
            raise CallError("no half-width is wanted, so nothing says when to stop")
        for kpi, half in self.wanted.items():
            if not half > 0:
                raise CallError(f"the half-width wanted of {kpi} is {half:g}; expected more than 0")
        if self.most < 2:
            raise CallError(f"at most {self.most} seeds give no interval; expected 2 or more")

    @property
    def begin(self) -> int:
        """Seeds to begin with."""
        return min(self.first, self.most)

    def open(self, differences: Mapping[tuple[str, str], Paired]) -> list[tuple[str, str]]:
        """The (kpi, option) whose interval is still wider than wanted."""
        return [
            (kpi, option)
            for (kpi, option), found in differences.items()
            if kpi in self.wanted and not found.half_width <= self.wanted[kpi] and found.verdict != "undefined"
        ]

    def next(self, differences: Mapping[tuple[str, str], Paired], seeds: int) -> int | None:
        """How many seeds to have next, after ``seeds``; None to stop: reached, or no more are allowed."""
        needed = [seeds_needed(differences[pair].sd, self.wanted[pair[0]]) for pair in self.open(differences)]
        if not needed or seeds >= self.most:
            return None
        asked = max(self.most if n is None else n for n in needed)
        return min(self.most, max(seeds + 1, min(asked, int(seeds * GROWTH))))
