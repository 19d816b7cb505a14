"""One flight as the server keeps it: what was decided, how far it is, who watches. The world is with a worker."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from pes_sim.app.sockets import Client


@dataclass(eq=False)
class Flight:
    """``log`` and ``week`` are enough to fly it again; ``opened`` is the generation of the worker that holds it."""

    id: str
    spec: dict[str, Any]
    log: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    week: int = 0
    weeks: int = 0
    worker: int = 0
    opened: int = -1
    room: str | None = None
    clients: set[Client] = field(default_factory=set)
    playing: bool = False
    speed: float = 4.0
    touched: float = field(default_factory=time.monotonic)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    player: asyncio.Task[None] | None = None

    def document(self) -> dict[str, Any]:
        """What is kept on disk."""
        return {"spec": self.spec, "log": self.log, "week": self.week, "weeks": self.weeks, "room": self.room}

    @classmethod
    def kept(cls, name: str, document: dict[str, Any]) -> Flight:
        """A flight as it was kept."""
        log = [(int(week), what) for week, what in document["log"]]
        return cls(name, document["spec"], log, document["week"], document["weeks"], room=document.get("room"))

    def tell(self, document: dict[str, Any]) -> None:
        """Send ``document`` to everybody who watches."""
        for client in tuple(self.clients):
            client.send(document)
