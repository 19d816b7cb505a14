"""End points of all jobs."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from pes_sim.app.document import Document
from pes_sim.app.jobs.manager import Jobs

router = APIRouter(prefix="/api/jobs")


def jobs_of(request: Request) -> Jobs:
    """The jobs of the server that is asked."""
    found: Jobs = request.app.state.jobs
    return found


@router.get("/{name}")
async def job(name: str, request: Request) -> dict[str, Any]:
    """How far it is."""
    return jobs_of(request).find(name).document()


@router.delete("/{name}")
async def cancel(name: str, request: Request) -> dict[str, Any]:
    """Stop it."""
    jobs = jobs_of(request)
    found = jobs.find(name)
    jobs.cancel(found)
    return {"state": found.state}


@router.get("/{name}/result")
async def result(name: str, request: Request) -> Document:
    """What it gives."""
    jobs = jobs_of(request)
    return Document(jobs.result(jobs.find(name)))
