"""What hits every team alike: the exercise's weather when it is due, and events of the trainer's."""

from __future__ import annotations

import asyncio

from pes_sim.app.rooms.manager import Rooms
from pes_sim.app.rooms.room import Room


async def come(rooms: Rooms, room: Room) -> None:
    """What the exercise has for the present week, once."""
    for number, weather in enumerate(room.exercise.weather):
        if weather.week == room.week and not any(e.get("weather") == number for e in room.events):
            await _hit(rooms, room, weather.shock, number)


async def event(rooms: Rooms, room: Room, name: str) -> None:
    """A shock hits every team alike. Raises ScenarioError where it cannot hit one of them, and then hits none."""
    async with room.lock:
        await _hit(rooms, room, name, None)
        rooms.save(room)
    rooms.tell(room)


async def _hit(rooms: Rooms, room: Room, name: str, weather: int | None) -> None:
    everybody = rooms.everybody(room)
    await asyncio.gather(*(rooms.flights.ask(f, "can", name) for f in everybody))
    await asyncio.gather(*(rooms.flights.decide(f, {"event": name}, ahead=False) for f in everybody))
    room.events.append({"week": room.week, "name": name, "weather": weather})
