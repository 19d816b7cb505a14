"""IT systems: what the service runs on."""

from __future__ import annotations

import zlib
from typing import Any

import mesa

WEEKS = 365.25 / 7
"""Weeks of the mean year."""
GENERATIONS = ("mainframe", "client_server", "web", "cloud")
"""Oldest first."""
LEGACY = ("mainframe", "client_server")


class ITSystem(mesa.Agent):
    """One IT system. ``debt`` is a share of its replacement cost, ``run_meur`` its run cost in million euro a year.

    ``size_meur`` is the run cost it began with. ``down_weeks`` are the weeks of outage still to come.

    ``built`` is the week it went live (before the start: negative), ``frontier`` where its technology stood on the
    frontier's scale (years) then. ``unsettled`` is 1 in the week after a whole programme went live, ``repair`` is this
    week's maintenance beyond the usual (1: as much again). ``key`` keys its luck: by name, so that another system more
    or less changes nothing for it.
    """

    def __init__(
        self, model: Any, name: str, generation: str, debt: float, run_meur: float, *, built: int, frontier: float,
        channels: tuple[str, ...] = (), tasks: tuple[str, ...] = (), staff_tool: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(model)
        self.name = name
        self.key = zlib.crc32(name.encode())
        self.generation = generation
        self.debt = debt
        self.run_meur = self.size_meur = run_meur
        self.built = built
        self.frontier = frontier
        self.channels = channels
        self.tasks = tasks
        self.staff_tool = staff_tool
        self.repair = 0.0
        self.unsettled = 0.0
        self.down_weeks = 0.0
        self.cause = "chance"
        self.availability = 1.0
        self.live = True
        self.off_week: int | None = None
        self.read_only = False
        self.successor: str | None = None

    @property
    def age(self) -> float:
        """Years since it went live."""
        return float(self.model.week - self.built) / WEEKS

    @property
    def coupled(self) -> tuple[str, ...]:
        """The systems it is coupled to, either way."""
        return tuple(self.model.landscape.graph.near(self.name))

    def goes_down(self, weeks: float, cause: str) -> None:
        """An incident of ``weeks``; of two at once the longer counts."""
        if weeks > self.down_weeks:
            self.down_weeks, self.cause = weeks, cause

    def pass_week(self) -> float:
        """A week passes: sets availability and returns the share of the week that was lost."""
        lost = min(1.0, self.down_weeks)
        self.down_weeks -= lost
        self.availability = 1.0 - lost
        return lost

    @property
    def distance(self) -> float:
        """Years of progress between its technology and the frontier."""
        return max(0.0, float(self.model.frontier) - self.frontier)

    @property
    def legacy(self) -> bool:
        """Whether new work no longer builds on it: an old generation, or technology left far behind."""
        return self.generation in LEGACY or self.distance >= float(self.model.values["systems.legacy_years"])
