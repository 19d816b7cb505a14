"""Where teams stand: scores by the trainer's weights, and money beyond the service left alone."""

from __future__ import annotations

import asyncio
from typing import Any

from pes_sim.app.flights.flight import Flight
from pes_sim.app.rooms.manager import Rooms
from pes_sim.app.rooms.room import Room, Team
from pes_sim.app.rooms.scoring import scores
from pes_sim.app.workers import URGENT


async def measure(rooms: Rooms, room: Room) -> None:
    """Scores and money of every team, and of the service left alone."""
    names = list(room.weights)
    flights = rooms.everybody(room)
    found = await asyncio.gather(*(rooms.flights.ask(f, "standing", names) for f in flights))
    room.standing = found[0]
    marks = scores([each["totals"] for each in found], room.weights)
    for team, mark, each, flight in zip(room.teams, marks[1:], found[1:], flights[1:], strict=True):
        team.score = mark
        _money(room, team, each, flight)


async def account(rooms: Rooms, room: Room, team: Team, flight: Flight) -> None:
    """The money of ``team`` as it stands now."""
    found = await rooms.flights.ask(flight, "standing", list(room.weights), urgency=URGENT)
    _money(room, team, found, flight)


def _money(room: Room, team: Team, standing: dict[str, Any], flight: Flight) -> None:
    extra = standing["spent_meur"] - room.standing.get("spent_meur", 0.0)
    left = room.exercise.budget_meur - extra - standing["committed_meur"]
    team.standing = {
        "totals": standing["totals"], "spent_meur": extra, "committed_meur": standing["committed_meur"],
        "left_meur": left, "decisions": len(decided(room, flight)),
    }  # fmt: skip


def decided(room: Room, flight: Flight) -> list[dict[str, Any]]:
    """What a team has decided in the present round."""
    return [what for week, what in flight.log if week >= room.round_start and "event" not in what]
