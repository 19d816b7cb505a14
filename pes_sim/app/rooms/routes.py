"""End points and the socket of rooms."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.websockets import WebSocket

from pes_sim.app.compare.request import Weights, checked_weights
from pes_sim.app.document import Document
from pes_sim.app.errors import AppError
from pes_sim.app.flights import messages
from pes_sim.app.flights.routes import inspect
from pes_sim.app.flights.spec import Name, Strict
from pes_sim.app.rooms.debrief import debrief
from pes_sim.app.rooms.exercise import exercise, exercises, row
from pes_sim.app.rooms.manager import Rooms
from pes_sim.app.rooms.room import Room, Team, public
from pes_sim.app.security import bearer, is_trainer, need_trainer
from pes_sim.app.sockets import Client

router = APIRouter()


class RoomRequest(Strict):
    """Which exercise, and what is changed of it."""

    exercise: Name
    weights: Weights | None = None
    budget_meur: float | None = Field(None, gt=0, le=1e5)
    years: int | None = Field(None, ge=1, le=10)
    scale: int | None = Field(None, ge=1, le=1_000_000)
    seed: int | None = Field(None, ge=0, lt=2**53)
    teams: int = Field(12, ge=1, le=50)


class TeamRequest(Strict):
    """What a team is called."""

    name: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f<>]*[^\x00-\x20<>][^\x00-\x1f<>]*$")]


def _rooms(connection: Request | WebSocket) -> Rooms:
    found: Rooms = connection.app.state.rooms
    return found


@router.get("/api/exercises")
def listed() -> list[dict[str, Any]]:
    """Ready-made exercises."""
    return [row(name) for name in exercises()]


@router.get("/api/exercises/{name}")
def one(name: str, request: Request) -> dict[str, Any]:
    """One exercise; what gives it away is the trainer's."""
    return public(name, exercise(name), is_trainer(request, request.app.state.settings))


@router.post("/api/rooms", status_code=201)
async def create(asked: RoomRequest, request: Request) -> dict[str, str]:
    """Open a room."""
    need_trainer(request, request.app.state.settings)
    changed = asked.model_dump(exclude={"exercise", "teams"}, exclude_none=True)
    if "weights" in changed:
        checked_weights(changed["weights"])
        if not changed["weights"]:
            raise AppError("invalid", "a room needs at least one KPI that counts")
    wanted = exercise(asked.exercise).model_copy(update=changed)
    room = _rooms(request).open(asked.exercise, wanted, asked.teams)
    return {"code": room.code, "key": room.key}


@router.get("/api/rooms/{code}")
async def known(code: str, request: Request) -> dict[str, Any]:
    """What anybody may know."""
    room = _rooms(request).find(code)
    return {
        "code": room.code, "title": room.exercise.title, "phase": room.phase,
        "teams": [team.name for team in room.teams], "open": room.phase in ("lobby", "briefing"),
    }  # fmt: skip


@router.post("/api/rooms/{code}/teams", status_code=201)
async def join(code: str, asked: TeamRequest, request: Request) -> dict[str, str]:
    """Join with a team."""
    rooms = _rooms(request)
    team = rooms.join(rooms.find(code), asked.name.strip())
    return {"team": team.id, "name": team.name, "key": team.key}


@router.get("/api/rooms/{code}/debrief")
async def talk_over(code: str, request: Request) -> Document:
    """The debrief."""
    rooms = _rooms(request)
    room = rooms.find(code)
    rooms.who(room, bearer(request))
    return Document(await debrief(rooms, room))


@router.delete("/api/rooms/{code}")
async def end(code: str, request: Request) -> dict[str, bool]:
    """The trainer ends it."""
    rooms = _rooms(request)
    room = rooms.find(code)
    if rooms.who(room, bearer(request)) is not None:
        raise AppError("forbidden", "only the trainer ends the room")
    await rooms.phase(room, "closed")
    return {"ended": True}


@router.websocket("/ws/rooms/{code}")
async def socket(websocket: WebSocket, code: str) -> None:
    """Be in the room."""
    rooms = _rooms(websocket)
    await websocket.accept()
    client = Client(websocket, rooms.limits)
    try:
        room = rooms.find(code)
        websocket.app.state.sockets.enter(client)
    except AppError as error:
        await client.turn_away(error)
        return
    visitor = Visitor(rooms, room, client)
    try:
        await client.talk(visitor.obey)
    finally:
        visitor.leave()
        websocket.app.state.sockets.leave(client)


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
            await rooms.advance(room, message.weeks)
        elif kind == "play":
            rooms.play(room, message.speed)
        elif kind == "pause":
            room.playing = False
            rooms.tell(room)
        elif kind == "event":
            await rooms.event(room, message.name)
        elif kind == "phase":
            await rooms.phase(room, message.phase)
        elif kind == "weights":
            if not checked_weights(message.weights):
                raise AppError("invalid", "a room needs at least one KPI that counts")
            room.weights = message.weights
            if room.phase != "lobby":
                await rooms._measure(room)
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
            await self.rooms.decide(self.room, team, messages.order_of(message), message.id)
        elif kind == "undo":
            await self.rooms.undo(self.room, team, message.id)
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
