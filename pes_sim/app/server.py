"""The server: every part of the interface put together."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from pydantic import BaseModel, ConfigDict, Field

import pes_sim
from pes_sim.app import errors, lookup, pages
from pes_sim.app.compare import routes as compare_routes
from pes_sim.app.disk import Shelf
from pes_sim.app.document import Document
from pes_sim.app.errors import AppError
from pes_sim.app.flights import routes as flight_routes
from pes_sim.app.flights.manager import Flights
from pes_sim.app.guide import routes as guide_routes
from pes_sim.app.jobs import routes as job_routes
from pes_sim.app.jobs.manager import Jobs
from pes_sim.app.rooms import routes as room_routes
from pes_sim.app.rooms.manager import Rooms
from pes_sim.app.security import Gate, is_trainer, same
from pes_sim.app.settings import COOKIE, TEACHING_SCALE, Settings
from pes_sim.app.sockets import Client
from pes_sim.app.stories import routes as story_routes


class Login(BaseModel):
    """The trainer's token."""

    model_config = ConfigDict(extra="forbid")
    token: str = Field(max_length=200)


def create_app(settings: Settings) -> FastAPI:
    """The application; nothing is started before its first request."""
    app = FastAPI(
        title="pes_sim",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        default_response_class=Document,
        lifespan=_life,
    )
    app.state.settings = settings
    app.state.flights = Flights(settings)
    app.state.jobs = Jobs(settings)
    app.state.rooms = Rooms(settings, app.state.flights, app.state.jobs)
    app.state.shares = Shelf(settings.data / "shares")
    app.state.sockets = Hall(settings.limits.sockets)
    app.add_middleware(Gate, settings=settings)
    errors.install(app)

    @app.get("/api/about")
    def about(request: Request) -> dict[str, Any]:
        return _about(settings) | {"trainer": is_trainer(request, settings)}

    @app.post("/api/login")
    def login(given: Login, response: Response) -> dict[str, bool]:
        if settings.token is not None:
            if not same(given.token, settings.token):
                raise AppError("forbidden", "this is not the trainer's token")
            response.set_cookie(COOKIE, settings.token, httponly=True, samesite="strict", max_age=86_400)
        return {"trainer": True}

    @app.post("/api/logout")
    def logout(response: Response) -> dict[str, bool]:
        response.delete_cookie(COOKIE)
        return {"trainer": settings.token is None}

    app.include_router(lookup.router)
    app.include_router(flight_routes.router)
    app.include_router(compare_routes.router)
    app.include_router(room_routes.router)
    app.include_router(guide_routes.router)
    app.include_router(story_routes.router)
    app.include_router(job_routes.router)
    app.include_router(pages.router)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """Start the processes; sweep now and then; keep what is in the air when the server ends."""
    flights: Flights = app.state.flights
    flights.warm()
    sweeper = asyncio.create_task(_sweep(app))
    yield
    sweeper.cancel()
    await flights.close()
    await app.state.jobs.close()


async def _sweep(app: FastAPI) -> None:
    while True:
        await asyncio.sleep(60)
        app.state.flights.sweep()
        app.state.rooms.sweep(app.state.settings.limits.kept_days)
        app.state.shares.sweep(app.state.settings.limits.kept_days)


class Hall:
    """Everybody who is connected, as many as there is room for."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.clients: set[Client] = set()

    def enter(self, client: Client) -> None:
        """Let ``client`` in. Raises AppError."""
        if len(self.clients) >= self.most:
            raise AppError("busy", "too many screens are connected", after=30)
        self.clients.add(client)

    def leave(self, client: Client) -> None:
        """``client`` is gone."""
        self.clients.discard(client)


def _about(settings: Settings) -> dict[str, Any]:
    limits = settings.limits
    return {
        "name": "pes_sim", "version": pes_sim.__version__, "hosted": settings.hosted,
        "pdf": importlib.util.find_spec("weasyprint") is not None,
        "teaching": {"scale": TEACHING_SCALE, "years": 5},
        "limits": {
            "people": limits.people, "max_years": limits.years, "max_seeds": limits.seeds,
            "max_options": limits.options,
            "max_shocks": limits.shocks, "upload_bytes": limits.upload_bytes, "flights": limits.flights,
            "jobs": limits.jobs_waiting, "rooms": limits.rooms, "teams": limits.teams,
            "messages_per_second": limits.messages_per_second,
        },
    }  # fmt: skip
