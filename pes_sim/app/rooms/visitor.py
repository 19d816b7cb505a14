"""One connection in a room, and what it may say."""

from __future__ import annotations

from typing import Any

from pes_sim.app.compare.request import checked_weights
from pes_sim.app.errors import AppError
from pes_sim.app.flights import messages
from pes_sim.app.flights.routes import inspect
from pes_sim.app.rooms import clock, phases, weather
from pes_sim.app.rooms.decisions import decide, undo
from pes_sim.app.rooms.manager import Rooms
from pes_sim.app.rooms.measuring import measure
from pes_sim.app.rooms.room import Room, Team
from pes_sim.app.sockets import Client


class Visitor:
    """One connection in a room: nobody until it has said hello, then the trainer or a team, and never anything else."""

    def __init__(self, rooms: Rooms, room: Room, client: Client) -> None:
        self.rooms, self.room, self.client = rooms, room, client
        self.trainer = False
        self.team: Team | None = None

    async def obey(self, text: str) -> None:
        """Do what a message says, as far as it is this visitor's to say. Raises AppError, ScenarioError."""
        message = messages.read(text, room=True)
        if message.type == "hello":
            await self._hello(message)
        elif self.trainer:
            await self._as_trainer(message)
        elif self.team is not None:
            await self._as_team(self.team, message)
        else:
            raise AppError("forbidden", "say hello first")

    async def _hello(self, message: Any) -> None:
        team = self.rooms.who(self.room, message.key)
        self.leave()
        if team is None:
            self.trainer = True
            self.room.trainers.add(self.client)
            self.client.send(self.room.view("trainer") | {"re": message.id})
            return
        self.team = team
        team.clients.add(self.client)
        self.rooms.flight(team).clients.add(self.client)
        self.client.send(self.room.view("team", team) | {"re": message.id})
        self.client.send(await self.rooms.state(self.room, team))
        self.rooms.tell(self.room)

    def leave(self) -> None:
        """The connection is gone, or is about to be somebody else."""
        self.room.trainers.discard(self.client)
        if self.team is not None:
            self.team.clients.discard(self.client)
            if self.team in self.room.teams and self.room.phase != "closed":
                self.rooms.flight(self.team).clients.discard(self.client)
                self.rooms.tell(self.room)
        self.trainer, self.team = False, None

    async def _as_trainer(self, message: Any) -> None:
        rooms, room, kind = self.rooms, self.room, message.type
        if kind in ("advance", "step", "play", "event") and room.phase != "flying":
            raise AppError("conflict", f"the room is in its {room.phase}; let it fly first")
        if kind in ("advance", "step"):
            if room.playing:
                raise AppError("conflict", "the clock is running; pause it first")
            await clock.advance(rooms, room, message.weeks)
        elif kind == "play":
            clock.play(rooms, room, message.speed)
        elif kind == "pause":
            room.playing = False
            rooms.tell(room)
        elif kind == "event":
            await weather.event(rooms, room, message.name)
        elif kind == "phase":
            await phases.move(rooms, room, message.phase)
        elif kind == "weights":
            if not checked_weights(message.weights):
                raise AppError("invalid", "a room needs at least one KPI that counts")
            room.weights = message.weights
            if room.phase != "lobby":
                await measure(rooms, room)
            rooms.save(room)
            rooms.tell(room)
        elif kind == "show_scores":
            room.show_scores = message.show
            rooms.save(room)
            rooms.tell(room)
        elif kind == "remove":
            rooms.remove(room, message.team)
        elif kind == "watch":
            found = next((team for team in room.teams if team.id == message.team), None)
            if found is None:
                raise AppError("not_found", "there is no such team")
            self.client.send(await rooms.state(room, found) | {"re": message.id})
        else:
            raise AppError("forbidden", f"{kind} is not the trainer's to say")

    async def _as_team(self, team: Team, message: Any) -> None:
        kind = message.type
        if kind in ("set", "change", "option"):
            await decide(self.rooms, self.room, team, messages.order_of(message), message.id)
        elif kind == "undo":
            await undo(self.rooms, self.room, team, message.id)
        elif kind == "ready":
            team.ready = message.ready
            self.rooms.save(self.room)
            self.rooms.tell(self.room)
        elif kind == "state":
            self.client.send(await self.rooms.state(self.room, team) | {"re": message.id})
        elif kind in ("kpis", "look"):
            await inspect(self.rooms.flights, self.rooms.flight(team), self.client, message)
        else:
            raise AppError("forbidden", f"{kind} is the trainer's to say")
