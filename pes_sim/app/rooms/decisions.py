"""A team's decisions: within the exercise's levers, the decisions of a round and the budget; taken back within it."""

from __future__ import annotations

from typing import Any

from pes_sim.app.errors import AppError
from pes_sim.app.flights.flight import Flight
from pes_sim.app.rooms.allowance import allowed
from pes_sim.app.rooms.manager import Rooms
from pes_sim.app.rooms.measuring import account, decided
from pes_sim.app.rooms.room import Room, Team
from pes_sim.app.workers import URGENT


async def decide(rooms: Rooms, room: Room, team: Team, order: dict[str, Any], re: Any) -> None:
    """A team's decision. Raises AppError, ScenarioError where it is not the team's to take."""
    if room.phase != "flying":
        raise AppError("conflict", f"the room is in its {room.phase}; nothing can be decided now")
    if room.lock.locked():
        await room.lock.acquire()  # the clock is moving: what is decided acts when it stands
        room.lock.release()
    allowed(room.exercise, order)
    async with team.lock:
        flight = rooms.flight(team)
        most = room.exercise.decisions_per_round
        if len(decided(room, flight)) >= most:
            raise AppError("conflict", f"{most} decisions a round; the next round begins soon")
        await rooms.flights.decide(flight, order, re, ahead=False)
        await account(rooms, room, team, flight)
        if team.standing["left_meur"] < 0:
            await _hold_back(rooms, room, team, flight, order)
    rooms.flights.show_ahead(flight, re)
    rooms.tell(room)


async def _hold_back(rooms: Rooms, room: Room, team: Team, flight: Flight, order: dict[str, Any]) -> None:
    """Take a decision back that the budget does not hold; one that makes the next quarter no dearer may stand."""
    flights = rooms.flights
    missing = -team.standing["left_meur"]
    planned = await flights.ask(flight, "planned", urgency=URGENT)
    dearer = await flights.ask(flight, "cost_ahead", urgency=URGENT)
    await flights.undo(flight)
    before = await flights.ask(flight, "cost_ahead", urgency=URGENT)
    if planned == 0 and dearer <= before + 1e-9:
        await flights.decide(flight, order, ahead=False)
    await account(rooms, room, team, flight)
    if planned > 0 or dearer > before + 1e-9:
        raise AppError("conflict", f"the budget does not hold this: {missing:.1f} million EUR would be missing")


async def undo(rooms: Rooms, room: Room, team: Team, re: Any) -> None:
    """Take back a team's last decision of this round. Raises AppError."""
    async with team.lock:
        flight = rooms.flight(team)
        if room.phase != "flying" or not decided(room, flight):
            raise AppError("conflict", "nothing was decided in this round")
        if "event" in flight.log[-1][1] or flight.log[-1][0] < flight.week:
            raise AppError("conflict", "time has passed since; it cannot be taken back")
        await rooms.flights.undo(flight, re)
        await account(rooms, room, team, flight)
    rooms.tell(room)
