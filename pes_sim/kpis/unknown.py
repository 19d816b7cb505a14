"""Errors for a KPI or a segment that nobody defined."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


class UnknownKPI(KeyError):
    """A KPI nobody defined; ``str()`` names the nearest defined ones."""

    def __init__(self, name: str, known: Sequence[str]):
        super().__init__(name)
        self.name, self.near = name, get_close_matches(name, known, n=3, cutoff=0.5)

    def __str__(self) -> str:
        hint = f"; nearest: {', '.join(self.near)}" if self.near else "; `pes-sim kpis` lists them all"
        return f"no KPI {self.name!r}{hint}"


class UnknownSegment(KeyError):
    """A segment, or a dimension to split by, that does not exist; ``str()`` lists those that do."""

    def __init__(self, name: str, known: Sequence[str]):
        super().__init__(name)
        self.name, self.known = name, tuple(known)

    def __str__(self) -> str:
        return f"no segment {self.name!r}; there are: {', '.join(self.known)}"
