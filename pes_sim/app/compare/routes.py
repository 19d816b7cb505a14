"""End points of comparisons, of checking a file and of sharing a view."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from pes_sim.app.compare.editing import editable, scenario_file
from pes_sim.app.compare.request import CompareRequest, Weights, checked_weights, prepared
from pes_sim.app.disk import Shelf
from pes_sim.app.document import Document, dumps
from pes_sim.app.errors import AppError
from pes_sim.app.flights.routes import download
from pes_sim.app.flights.spec import Name, Strict
from pes_sim.app.jobs.routes import jobs_of
from pes_sim.app.lookup.library import base as base_called
from pes_sim.app.lookup.numbers import kpi_name
from pes_sim.app.security import need_trainer
from pes_sim.scenario.texts import check_text

router = APIRouter(prefix="/api")
MOST_SHARED = 64 * 1024


class Asked(Strict):
    """What is weighed."""

    weights: Weights = Field({})


class CheckRequest(Strict):
    """A file as text."""

    text: str = Field(max_length=256 * 1024)
    base: Name | None = None


class Shared(Strict):
    """A view to share; what is in it is the page's business."""

    view: Literal["start", "compare", "fly", "room", "look", "explain"]
    state: dict[str, Any]


@router.post("/compare", status_code=202)
async def compare(asked: CompareRequest, request: Request) -> dict[str, str]:
    """Begin a comparison."""
    need_trainer(request, request.app.state.settings)
    await run_in_threadpool(prepared, asked, request.app.state.settings.limits)
    return {"job": jobs_of(request).post("compare", asked.model_dump()).id}


@router.get("/jobs/{name}/curves")
async def curves(name: str, request: Request, kpi: Annotated[str, Query(max_length=100)]) -> Document:
    """One KPI over time."""
    jobs = jobs_of(request)
    return Document(await jobs.read(jobs.find(name), "curves", kpi_name(kpi)))


@router.get("/jobs/{name}/winners")
async def winners(name: str, request: Request, by: Annotated[str, Query(max_length=40)] = "all") -> Document:
    """Who gains and who loses."""
    jobs = jobs_of(request)
    return Document(await jobs.read(jobs.find(name), "winners", by))


@router.post("/jobs/{name}/rank")
async def rank(name: str, asked: Asked, request: Request) -> Document:
    """The ranking by other weights."""
    jobs = jobs_of(request)
    return Document(await jobs.read(jobs.find(name), "rank", checked_weights(asked.weights)))


@router.post("/jobs/{name}/turn")
async def turn(name: str, asked: Asked, request: Request) -> Document:
    """What would turn the ranking."""
    jobs = jobs_of(request)
    return Document(await jobs.read(jobs.find(name), "turn", checked_weights(asked.weights)))


@router.get("/jobs/{name}/files/{path:path}")
async def file(name: str, path: str, request: Request) -> Response:
    """A download."""
    jobs = jobs_of(request)
    content, kind = await jobs.read(jobs.find(name), "file", path)
    return download(content, path.rpartition("/")[2], kind)


@router.get("/options/{name}")
def option(name: str, base: Annotated[str, Query(max_length=100)]) -> dict[str, Any]:
    """One option of the library, its changes to be edited."""
    return editable(name, base)


@router.post("/scenario")
def scenario(asked: CompareRequest, request: Request) -> Response:
    """The first option as a scenario file."""
    name, text = scenario_file(asked, request.app.state.settings.limits)
    return download(text, f"{name}.yaml", "application/yaml")


@router.post("/check")
def check(asked: CheckRequest) -> dict[str, Any]:
    """Every mistake of a file."""
    under = base_called(asked.base) if asked.base else None
    found = check_text(asked.text, "file", under)
    return {
        "ok": not found.problems, "kind": found.kind, "title": found.title,
        "problems": [
            {"message": p.message, "expected": p.expected, "nearest": list(p.nearest), "file": p.file, "line": p.line}
            for p in found.problems
        ],
    }  # fmt: skip


@router.post("/share", status_code=201)
def share(given: Shared, request: Request) -> dict[str, str]:
    """Keep a view under a name that cannot be guessed."""
    need_trainer(request, request.app.state.settings)
    if len(dumps(given.state)) > MOST_SHARED:
        raise AppError("too_large", f"a view holds at most {MOST_SHARED:,} bytes")
    shelf: Shelf = request.app.state.shares
    name = secrets.token_urlsafe(16)
    shelf.write(name, given.model_dump())
    return {"id": name, "url": f"/{given.view}?share={name}"}


@router.get("/share/{name}")
def shared(name: str, request: Request) -> dict[str, Any]:
    """A view that was shared."""
    found = request.app.state.shares.read(name)
    if found is None:
        raise AppError("not_found", "nothing is shared under this link; links are kept for a week")
    return dict(found)
