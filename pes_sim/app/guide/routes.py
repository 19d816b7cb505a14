"""End points of the guided start."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool

from pes_sim.app.guide.questions import rows
from pes_sim.app.guide.work import StartRequest, described
from pes_sim.app.jobs.routes import jobs_of
from pes_sim.app.lookup.library import base as base_called
from pes_sim.app.security import need_trainer

router = APIRouter(prefix="/api")


@router.get("/start/questions")
def questions(base: Annotated[str | None, Query(max_length=100)] = None) -> list[dict[str, Any]]:
    """A dozen questions."""
    if base is not None:
        base_called(base)
    return rows()


@router.post("/start", status_code=202)
async def start(asked: StartRequest, request: Request) -> dict[str, str]:
    """Begin."""
    settings = request.app.state.settings
    need_trainer(request, settings)
    await run_in_threadpool(described, asked, settings.limits)
    return {"job": jobs_of(request).post("start", asked.model_dump()).id}
