"""The clock of a room: all teams fly on together, and a round's end stops them."""

from __future__ import annotations

import asyncio
import time

from pes_sim.app.errors import told
from pes_sim.app.rooms import weather
from pes_sim.app.rooms.manager import Rooms
from pes_sim.app.rooms.measuring import measure
from pes_sim.app.rooms.room import Room

FRAMES = 3.0
"""Frames a second while playing."""
ROOM_CHUNK = 2
"""Weeks flown at a time: with many teams to a process, each has its first frame soon."""


async def advance(rooms: Rooms, room: Room, weeks: int) -> None:
    """All teams fly on together; the weather comes when it is due; a round's end stops the clock."""
    async with room.lock:
        until = min(room.weeks, room.week + weeks, room.round_start + room.exercise.round_weeks)
        while room.week < until:
            await weather.come(rooms, room)
            due = [w.week for w in room.exercise.weather if room.week < w.week < until]
            await _fly(rooms, room, min([until, *due]) - room.week)
        await measure(rooms, room)
        if room.week == room.round_start:
            for team in room.teams:
                team.ready = False
        rooms.save(room)
    rooms.tell(room)


async def _fly(rooms: Rooms, room: Room, weeks: int) -> None:
    flights = rooms.flights
    reference = flights.find(room.reference)
    first = reference.week
    everybody = rooms.everybody(room)
    await asyncio.gather(*(flights.step(f, room.week + weeks - f.week, ROOM_CHUNK) for f in everybody))
    room.week += weeks
    curves = await flights.ask(reference, "curves", list(room.exercise.weights))
    news = {name: values[first:] for name, values in curves.items()}
    for team in room.teams:
        for client in team.clients:
            client.send({"type": "reference", "from": first, "week": room.week, "series": {"no_decision": news}})


def play(rooms: Rooms, room: Room, speed: float) -> None:
    """The clock runs until the round's end."""
    room.speed = speed
    if not room.playing and room.week < room.weeks:
        room.playing = True
        room.player = asyncio.get_running_loop().create_task(_play(rooms, room))
    rooms.tell(room)


async def _play(rooms: Rooms, room: Room) -> None:
    weeks = max(1, round(room.speed / FRAMES))
    end = min(room.weeks, room.round_start + room.exercise.round_weeks)
    try:
        while room.playing and room.week < end:
            began = time.monotonic()
            await advance(rooms, room, min(weeks, end - room.week))
            await asyncio.sleep(max(0.0, weeks / room.speed - (time.monotonic() - began)))
    except Exception as error:
        for client in room.trainers:
            client.refuse(told(error))
    finally:
        room.playing = False
        rooms.tell(room)
