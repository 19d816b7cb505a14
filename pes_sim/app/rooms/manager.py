"""All rooms: opened, found again after a restart, joined, told how they stand, closed."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from pes_sim.app.disk import Shelf
from pes_sim.app.errors import AppError
from pes_sim.app.flights.flight import Flight
from pes_sim.app.flights.manager import Flights
from pes_sim.app.flights.spec import FlightSpec
from pes_sim.app.jobs.manager import Jobs
from pes_sim.app.rooms.exercise import Exercise
from pes_sim.app.rooms.room import Room, Team
from pes_sim.app.security import same
from pes_sim.app.settings import Settings
from pes_sim.app.sockets import Client
from pes_sim.app.workers import URGENT

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What codes are made of: nothing that looks like something else on a projector."""
_CODE = 6


class Rooms:
    """Rooms by code."""

    def __init__(self, settings: Settings, flights: Flights, jobs: Jobs) -> None:
        self.limits, self.flights, self.jobs = settings.limits, flights, jobs
        self.shelf = Shelf(settings.data / "rooms")
        self.known: dict[str, Room] = {}

    # -- opening, finding, joining

    def open(self, name: str, exercise: Exercise, most_teams: int) -> Room:
        """A new room. Raises AppError."""
        open_rooms = [room for room in self.known.values() if room.phase != "closed"]
        if len(open_rooms) >= self.limits.rooms:
            raise AppError("busy", f"{len(open_rooms)} rooms are open already", after=600)
        code = "".join(secrets.choice(LETTERS) for _ in range(_CODE))
        reference = self._flight(exercise, code)
        room = Room(
            code, secrets.token_urlsafe(16), name, exercise, reference.id, weeks=reference.weeks,
            weights=dict(exercise.weights), most_teams=min(most_teams, self.limits.teams),
        )  # fmt: skip
        self.known[code] = room
        self.save(room)
        return room

    def _flight(self, exercise: Exercise, code: str) -> Flight:
        spec = FlightSpec(
            base=exercise.base, years=exercise.years, scale=exercise.scale, seed=exercise.seed,
            kpis=list(exercise.weights), alone=True,
        )  # fmt: skip
        return self.flights.create(spec, room=code)

    def find(self, code: str) -> Room:
        """The room with ``code``, from memory or disk. Raises AppError."""
        code = code.upper()
        if code in self.known:
            return self.known[code]
        document = self.shelf.read(_file(code)) if set(code) <= set(LETTERS) and len(code) == _CODE else None
        if document is None:
            raise AppError("not_found", "there is no room with this code")
        self.known[code] = Room.kept(document)
        return self.known[code]

    def join(self, room: Room, name: str) -> Team:
        """A new team. Raises AppError."""
        if room.phase not in ("lobby", "briefing"):
            raise AppError("conflict", "the room has begun; ask the trainer")
        if len(room.teams) >= room.most_teams:
            raise AppError("conflict", f"the room is full: {room.most_teams} teams")
        if any(team.name.casefold() == name.casefold() for team in room.teams):
            raise AppError("conflict", "another team has this name")
        team = Team(secrets.token_hex(4), name, secrets.token_urlsafe(16), self._flight(room.exercise, room.code).id)
        room.teams.append(team)
        self.save(room)
        self.tell(room)
        return team

    def who(self, room: Room, key: str) -> Team | None:
        """The team ``key`` belongs to, or None for the trainer's. Raises AppError for anybody else's."""
        if same(key, room.key):
            return None
        for team in room.teams:
            if same(key, team.key):
                return team
        raise AppError("forbidden", "this key opens nothing in this room")

    def save(self, room: Room) -> None:
        """Keep the room."""
        self.shelf.write(_file(room.code), room.document())

    # -- telling

    def tell(self, room: Room) -> None:
        """Everybody learns how the room stands, each what is theirs to know."""
        for client in tuple(room.trainers):
            client.send(room.view("trainer"))
        for team in room.teams:
            for client in tuple(team.clients):
                client.send(room.view("team", team))

    def flight(self, team: Team) -> Flight:
        """What ``team`` flies."""
        return self.flights.find(team.flight)

    def everybody(self, room: Room) -> list[Flight]:
        """The service left alone, then what each team flies."""
        return [self.flights.find(room.reference), *(self.flight(team) for team in room.teams)]

    async def state(self, room: Room, team: Team) -> dict[str, Any]:
        """The state of a team's flight, with the service left alone beside it."""
        mine, beside = await asyncio.gather(
            self.flights.state(self.flight(team)),
            self.flights.ask(self.flights.find(room.reference), "curves", list(room.exercise.weights), urgency=URGENT),
        )
        mine["lines"], mine["flight"] = ["flight", "no_decision"], team.id
        mine["series"]["no_decision"] = beside
        return mine

    # -- leaving

    def remove(self, room: Room, name: str) -> None:
        """A team leaves."""
        for team in [team for team in room.teams if team.id == name]:
            room.teams.remove(team)
            for client in tuple(team.clients):
                client.drop()
            self.flights.end(self.flight(team))
        self.save(room)
        self.tell(room)

    def close(self, room: Room) -> None:
        """The room is over: its flights are let go; what it was stays on disk until it is old."""
        room.playing = False
        for flight in self.everybody(room):
            self.flights.let_go(flight)
        everybody: set[Client] = set(room.trainers).union(*(team.clients for team in room.teams))
        for client in everybody:
            client.drop()
        self.known.pop(room.code, None)

    def sweep(self, days: float) -> None:
        """Remove what is old."""
        self.shelf.sweep(days)


def _file(code: str) -> str:
    return f"room-code-{code}"
