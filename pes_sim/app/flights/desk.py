"""The desk of a process that flies: pilots by id, with the warm worlds they share."""

from __future__ import annotations

from typing import Any

from pes_sim.app.errors import AppError, known
from pes_sim.app.flights.pilot import Pilot
from pes_sim.app.settings import Limits
from pes_sim.live.warm import WarmWorlds

_ALLOWED = frozenset(
    {
        "state", "step", "decide", "undo", "follow", "look", "standing", "curves", "scenario", "data", "can",
        "cost_ahead", "planned", "prepare", "look_ahead",
    }
)  # fmt: skip


class FlightDesk:
    """Answers ``open``, ``close`` and what a Pilot can be asked. A pilot that fails is let go: its world is unsure."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.worlds = limits, WarmWorlds()
        self.pilots: dict[str, Pilot] = {}

    def __call__(self, name: str, arguments: tuple[Any, ...]) -> Any:
        """See `pes_sim.app.workers.Desk`."""
        if name == "ready":
            return None
        flight, rest = arguments[0], arguments[1:]
        if name == "close":
            if flight in self.pilots:
                self.pilots.pop(flight).close()
            return None
        if name == "open":
            if flight not in self.pilots:
                self.pilots[flight] = Pilot(rest[0], rest[1], rest[2], self.limits, self.worlds)
            return self.pilots[flight].state()
        if name not in _ALLOWED:
            raise AppError("invalid", f"no request {name!r}")
        if flight not in self.pilots:
            raise AppError("not_found", "not open")
        try:
            return getattr(self.pilots[flight], name)(*rest)
        except Exception as error:
            if known(error) is None:
                self.pilots.pop(flight).close()
            raise
