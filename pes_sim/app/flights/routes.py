"""End points and the socket of flights."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.websockets import WebSocket

from pes_sim.app.document import Document
from pes_sim.app.errors import AppError
from pes_sim.app.flights import messages
from pes_sim.app.flights.flight import Flight
from pes_sim.app.flights.manager import Flights
from pes_sim.app.flights.spec import FlightSpec, scenarios
from pes_sim.app.security import need_trainer
from pes_sim.app.sockets import Client
from pes_sim.app.workers import URGENT

router = APIRouter()


def _flights(connection: Request | WebSocket) -> Flights:
    found: Flights = connection.app.state.flights
    return found


def _own(request: Request, name: str) -> Flight:
    """The flight called ``name``; those of a room are reached through the room only."""
    flight = _flights(request).find(name)
    if flight.room is not None:
        raise AppError("not_found", "there is no such flight; it may have ended")
    return flight


@router.post("/api/flights", status_code=201)
async def create(spec: FlightSpec, request: Request) -> dict[str, Any]:
    """Open a flight."""
    need_trainer(request, request.app.state.settings)
    flights = _flights(request)
    await run_in_threadpool(scenarios, spec, flights.limits)  # reads files: not on the loop
    return {"flight": flights.create(spec).id}


@router.get("/api/flights/{name}")
async def state(name: str, request: Request) -> Document:
    """The whole state."""
    return Document(await _flights(request).state(_own(request, name)))


@router.get("/api/flights/{name}/look")
async def look(name: str, request: Request) -> Document:
    """The service as a picture."""
    return Document(await _flights(request).ask(_own(request, name), "look", urgency=URGENT))


@router.get("/api/flights/{name}/scenario")
async def scenario(name: str, request: Request) -> Response:
    """The log as a scenario file."""
    found = await _flights(request).ask(_own(request, name), "scenario")
    return download(found["text"], "flight.yaml", "application/yaml")


@router.get("/api/flights/{name}/data.csv")
async def data(name: str, request: Request) -> Response:
    """Every KPI by week and line."""
    found = await _flights(request).ask(_own(request, name), "data")
    return download(found["text"], "flight.csv", "text/csv; charset=utf-8")


@router.delete("/api/flights/{name}")
async def end(name: str, request: Request) -> dict[str, bool]:
    """End it."""
    _flights(request).end(_own(request, name))
    return {"ended": True}


def download(content: str | bytes, name: str, kind: str) -> Response:
    """A file for the browser to keep."""
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


@router.websocket("/ws/flights/{name}")
async def socket(websocket: WebSocket, name: str) -> None:
    """Fly."""
    flights = _flights(websocket)
    await websocket.accept()
    client = Client(websocket, flights.limits)
    try:
        flight = flights.find(name)
        if flight.room is not None:
            raise AppError("not_found", "there is no such flight; it may have ended")
        websocket.app.state.sockets.enter(client)
    except AppError as error:
        await client.turn_away(error)
        return
    flight.clients.add(client)
    try:
        client.send(await flights.state(flight))
        await client.talk(lambda text: obey(flights, flight, client, messages.read(text)))
    except AppError as error:
        client.refuse(error)
    finally:
        flight.clients.discard(client)
        websocket.app.state.sockets.leave(client)


async def obey(flights: Flights, flight: Flight, client: Client, message: Any) -> None:
    """Do what a message says. Raises AppError, ScenarioError."""
    kind = message.type
    if kind in ("step", "advance"):
        flights.step_on(flight, message.weeks)
    elif kind == "play":
        flights.play(flight, message.speed)
    elif kind == "pause":
        flights.pause(flight)
    elif kind in ("set", "change", "option", "event"):
        await flights.decide(flight, messages.order_of(message), message.id)
    elif kind == "undo":
        await flights.undo(flight, message.id)
    else:
        await inspect(flights, flight, client, message)


async def inspect(flights: Flights, flight: Flight, client: Client, message: Any) -> None:
    """Answer what only looks."""
    if message.type == "kpis":
        found = await flights.ask(flight, "follow", message.names, message.segment, urgency=URGENT)
        flight.tell({"type": "series", "re": message.id, **found})
    elif message.type == "look":
        found = await flights.ask(flight, "look", urgency=URGENT)
        client.send({"type": "look", "re": message.id, **found})
    else:
        client.send(await flights.state(flight) | {"re": message.id})
