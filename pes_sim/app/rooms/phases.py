"""The phases of a room, which the trainer moves on: from the lobby to the debrief, and out."""

from __future__ import annotations

from typing import Any

from pes_sim.app.errors import AppError
from pes_sim.app.rooms.manager import Rooms
from pes_sim.app.rooms.measuring import measure
from pes_sim.app.rooms.room import Phase, Room


async def move(rooms: Rooms, room: Room, phase: Phase) -> None:
    """Go to ``phase``; with the debrief begins the search for the best plan. Raises AppError."""
    if phase == "flying" and not room.teams:
        raise AppError("conflict", "no team has joined yet")
    room.playing = False
    room.phase = phase
    if phase in ("flying", "debrief"):
        await measure(rooms, room)
    if phase == "debrief" and room.search is None:
        room.search = rooms.jobs.post("search", _search(room)).id
    rooms.save(room)
    rooms.tell(room)
    if phase == "closed":
        rooms.close(room)


def _search(room: Room) -> dict[str, Any]:
    return {
        "exercise": room.exercise.model_dump(), "weights": room.weights,
        "events": [[event["week"], event["name"]] for event in room.events], "week": room.week,
    }  # fmt: skip
