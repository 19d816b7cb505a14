"""End point of the story."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from pes_sim.app.jobs.routes import jobs_of
from pes_sim.app.security import need_trainer
from pes_sim.app.stories.work import StoryRequest

router = APIRouter(prefix="/api")


@router.post("/story", status_code=202)
async def begin(asked: StoryRequest, request: Request) -> dict[str, str]:
    """Begin to trace; the job gives the stories."""
    need_trainer(request, request.app.state.settings)
    asked.check()
    await run_in_threadpool(asked.told_in)
    return {"job": jobs_of(request).post("story", asked.model_dump()).id}
