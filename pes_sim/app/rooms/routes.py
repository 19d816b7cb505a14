"""End points and the socket of rooms."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.websockets import WebSocket

from pes_sim.app.compare.request import Weights, checked_weights
from pes_sim.app.document import Document
from pes_sim.app.errors import AppError
from pes_sim.app.flights.spec import Name, Strict
from pes_sim.app.rooms import phases
from pes_sim.app.rooms.debrief import debrief
from pes_sim.app.rooms.exercise import exercise, exercises, row
from pes_sim.app.rooms.manager import Rooms
from pes_sim.app.rooms.room import public
from pes_sim.app.rooms.visitor import Visitor
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
    await phases.move(rooms, room, "closed")
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
