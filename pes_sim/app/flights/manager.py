"""All flights: opened, found again after a restart, flown, and let go when nobody is there."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from pes_sim.app.disk import Shelf
from pes_sim.app.errors import AppError, told
from pes_sim.app.flights.desk import FlightDesk
from pes_sim.app.flights.flight import Flight
from pes_sim.app.flights.spec import FlightSpec, scenarios
from pes_sim.app.settings import Settings
from pes_sim.app.workers import IDLE, URGENT, USUAL, Lost, Worker

CHUNK = 4
"""Weeks flown at a time: between two chunks a lever of another flight has its turn."""
FRAMES = 6.0
"""Frames a second while playing."""
SAVED_EVERY = 2.0
"""Seconds of play that may be flown again after a crash; decisions are never lost."""
LONELY = 30.0
"""Seconds after which a flight that plays for nobody pauses."""


class Flights:
    """Flights by id."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.limits = settings, settings.limits
        self.shelf = Shelf(settings.data / "flights")
        self.known: dict[str, Flight] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        inside = settings.workers == 0
        self.workers = [Worker(FlightDesk, (settings.limits,), inside) for _ in range(max(1, settings.workers))]

    def warm(self) -> None:
        """Start the processes and build the world most flights begin in, so that nobody waits for it."""
        for number, worker in enumerate(self.workers):
            worker.warm()
            if not worker.inside:
                self._idly(self._ready(number))

    async def _ready(self, number: int) -> None:
        from pes_sim.app.lookup.library import bases

        spec = FlightSpec(base=bases()[0]["name"], alone=True).model_dump()
        with suppress(AppError, Lost):
            await self.workers[number].ask("open", f"warm-{number}", spec, [], 0)
            await self.workers[number].ask("step", f"warm-{number}", 2)
            await self.workers[number].ask("close", f"warm-{number}")

    # -- opening and finding

    def create(self, spec: FlightSpec, room: str | None = None, log: Any = (), name: str | None = None) -> Flight:
        """A new flight, kept on disk. Raises AppError, ScenarioError where ``spec`` cannot be flown."""
        flown, _ = scenarios(spec, self.limits)
        self._make_room()
        flight = Flight(name or secrets.token_urlsafe(16), spec.model_dump(), list(log), weeks=flown.weeks, room=room)
        self._place(flight)
        self.save(flight)
        return flight

    def find(self, name: str) -> Flight:
        """The flight called ``name``, from memory or from disk. Raises AppError."""
        if name in self.known:
            return self.known[name]
        document = self.shelf.read(name)
        if document is None:
            raise AppError("not_found", "there is no such flight; it may have ended")
        try:
            flight = Flight.kept(name, document)
        except (KeyError, TypeError, ValueError):
            raise AppError("not_found", "this flight was kept by another version and cannot be read") from None
        self._make_room()
        self._place(flight)
        return flight

    def _place(self, flight: Flight) -> None:
        counts = [sum(f.worker == n for f in self.known.values()) for n in range(len(self.workers))]
        flight.worker = counts.index(min(counts))
        self.known[flight.id] = flight

    def _make_room(self) -> None:
        """Let the flight go that nobody has touched longest. Raises AppError where all are watched."""
        if len(self.known) < self.limits.flights:
            return
        idle = [f for f in self.known.values() if not f.clients and f.room is None]
        if not idle:
            raise AppError("busy", f"{self.limits.flights} flights are in the air already", after=60)
        self.let_go(min(idle, key=lambda f: f.touched))

    def save(self, flight: Flight) -> None:
        """Keep what was decided."""
        self.shelf.write(flight.id, flight.document())

    # -- asking

    async def ask(self, flight: Flight, name: str, *arguments: Any, urgency: int = USUAL) -> Any:
        """Ask the pilot of ``flight``; opened first, or again where its process has died. Raises AppError."""
        flight.touched = time.monotonic()
        worker = self.workers[flight.worker]
        for attempt in (1, 2):
            try:
                if flight.opened != worker.generation or flight.opened < 0:
                    await self._open(flight, worker)
                return await worker.ask(name, flight.id, *arguments, urgency=urgency)
            except Lost:
                flight.opened = -1
                if attempt == 2:
                    raise AppError(
                        "failed", "the simulation of this flight has broken down twice; undo the last decision"
                    ) from None
            except AppError as error:
                if error.code in ("not_found", "failed"):
                    flight.opened = -1
                if error.code != "not_found" or attempt == 2:
                    raise
        raise AssertionError("unreachable")

    async def _open(self, flight: Flight, worker: Worker) -> None:
        await worker.ask("open", flight.id, flight.spec, flight.log, flight.week)
        flight.opened = worker.generation

    async def state(self, flight: Flight) -> dict[str, Any]:
        """The whole state, as a screen is told it."""
        found = await self.ask(flight, "state", urgency=URGENT)
        return {"type": "state", "flight": flight.id, "playing": flight.playing, "speed": flight.speed} | found

    # -- flying

    async def step(self, flight: Flight, weeks: int, chunk: int = CHUNK) -> None:
        """Fly ``weeks`` weeks, telling who watches as it goes; between two chunks a decision has its turn."""
        left = min(weeks, flight.weeks - flight.week)
        while left > 0:
            async with flight.lock:
                n = min(left, chunk, flight.weeks - flight.week)
                if n:
                    await self._chunk(flight, n)
            left -= max(n, 1)
        self.save(flight)
        if flight.week < flight.weeks:
            self._idly(self._prepare(flight))

    async def _prepare(self, flight: Flight) -> None:
        """Have the quarter ahead looked at before a lever is moved."""
        with suppress(AppError, Lost):
            if flight.opened == self.workers[flight.worker].generation:
                await self.workers[flight.worker].ask("prepare", flight.id, urgency=IDLE)

    def _idly(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _chunk(self, flight: Flight, weeks: int) -> None:
        frame = await self.ask(flight, "step", weeks)
        flight.week = frame["week"]
        flight.tell({"type": "weeks", **frame})

    def step_on(self, flight: Flight, weeks: int) -> None:
        """`step` without waiting for it. Raises AppError while the flight moves by itself."""
        if flight.playing or (flight.player is not None and not flight.player.done()):
            raise AppError("conflict", "the flight is moving already")
        flight.player = asyncio.get_running_loop().create_task(self._told(flight, self.step(flight, weeks)))

    async def _told(self, flight: Flight, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:
            flight.tell({"type": "error", "re": None, "error": told(error).document()})

    async def decide(self, flight: Flight, order: dict[str, Any], re: Any = None, ahead: bool = True) -> dict[str, Any]:
        """Take an order. Once this returns it is on disk. Without ``ahead`` nobody waits for what it would bring."""
        async with flight.lock:
            if len(flight.log) >= self.limits.decisions:
                raise AppError("too_many", f"a flight holds at most {self.limits.decisions} decisions")
            answer = await self.ask(flight, "decide", order, ahead and not flight.playing, urgency=URGENT)
            flight.log.append((flight.week, order))
            self.save(flight)
            document = {"type": "decided", "re": re, **answer}
            flight.tell(document)
            return document

    def show_ahead(self, flight: Flight, re: Any = None) -> None:
        """Look ahead after an order was told, and tell that as well."""
        self._idly(self._show_ahead(flight, re))

    async def _show_ahead(self, flight: Flight, re: Any) -> None:
        orders = len(flight.log)
        with suppress(AppError, Lost):
            found = await self.workers[flight.worker].ask("look_ahead", flight.id)
            if len(flight.log) == orders:
                flight.tell({"type": "ahead", "re": re, **found})

    async def undo(self, flight: Flight, re: Any = None) -> None:
        """Take the last order back; a flight that has broken down is flown again without it."""
        async with flight.lock:
            if not flight.log:
                raise AppError("conflict", "nothing was decided, so nothing can be taken back")
            if flight.opened >= 0:
                answer = await self.ask(flight, "undo", urgency=URGENT)
            else:
                week, order = flight.log[-1]
                shorter = Flight(flight.id, flight.spec, flight.log[:-1], week, flight.weeks, flight.worker)
                answer = {"entry": {"week": week, **order}, "state": await self.ask(shorter, "state")}
                flight.opened = shorter.opened
            flight.week = flight.log.pop()[0]
            self.save(flight)
            state = {"type": "state", "flight": flight.id, "playing": flight.playing, "speed": flight.speed}
            flight.tell({"type": "undone", "re": re, "entry": answer["entry"], "state": state | answer["state"]})

    def play(self, flight: Flight, speed: float) -> None:
        """Fly on by itself, ``speed`` weeks a second."""
        flight.speed = speed
        moving = flight.player is not None and not flight.player.done()
        if not flight.playing and not moving and flight.week < flight.weeks:
            flight.playing = True
            flight.player = asyncio.get_running_loop().create_task(self._play(flight))
        flight.tell({"type": "playing", "playing": flight.playing, "speed": flight.speed})

    def pause(self, flight: Flight) -> None:
        """Stand still."""
        flight.playing = False
        flight.tell({"type": "playing", "playing": False, "speed": flight.speed})

    async def _play(self, flight: Flight) -> None:
        saved, lonely, due = time.monotonic(), time.monotonic(), time.monotonic()
        try:
            while flight.playing and flight.week < flight.weeks:
                weeks = max(1, round(flight.speed / FRAMES))
                async with flight.lock:
                    await self._chunk(flight, min(weeks, flight.weeks - flight.week))
                now = time.monotonic()
                if now - saved > SAVED_EVERY:
                    self.save(flight)
                    saved = now
                lonely = now if flight.clients else lonely
                if now - lonely > LONELY:
                    break
                due = max(due + weeks / flight.speed, now - 0.5)  # what cannot be caught up is let go
                await asyncio.sleep(max(0.0, due - now))
        except Exception as error:
            flight.tell({"type": "error", "re": None, "error": told(error).document()})
        finally:
            flight.playing = False
            self.save(flight)
            flight.tell({"type": "playing", "playing": False, "speed": flight.speed})

    # -- letting go

    def let_go(self, flight: Flight) -> None:
        """Drop the world; what was decided stays on disk."""
        flight.playing = False
        self.known.pop(flight.id, None)
        worker = self.workers[flight.worker]
        if flight.opened == worker.generation:
            self._idly(self._close(worker, flight.id))
        flight.opened = -1

    async def _close(self, worker: Worker, name: str) -> None:
        with suppress(AppError, Lost):
            await worker.ask("close", name)

    def end(self, flight: Flight) -> None:
        """The flight is over, and gone from disk."""
        for client in tuple(flight.clients):
            client.drop()
        self.let_go(flight)
        self.shelf.drop(flight.id)

    def sweep(self) -> None:
        """Let go what has been idle, and remove what is old."""
        limit = time.monotonic() - 60 * self.limits.idle_minutes
        for flight in [f for f in self.known.values() if not f.clients and f.touched < limit]:
            self.let_go(flight)
        self.shelf.sweep(self.limits.kept_days)

    async def close(self) -> None:
        """The server ends: keep what is in the air, and end the processes."""
        for flight in tuple(self.known.values()):
            flight.playing = False
            self.save(flight)
        for worker in self.workers:
            await worker.close()
