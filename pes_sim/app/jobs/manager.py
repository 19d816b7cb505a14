"""All jobs: queued, watched, cancelled, kept on disk for a while."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import time
from dataclasses import dataclass, field
from typing import Any, Literal

from pes_sim.app.disk import ID, Shelf, remove_older, size_of
from pes_sim.app.errors import AppError, told
from pes_sim.app.jobs.desk import JobDesk
from pes_sim.app.jobs.watch import DONE, TOTAL, WISH, board
from pes_sim.app.settings import Settings
from pes_sim.app.workers import URGENT, Lost, Worker

PATIENCE = 600.0
"""Seconds in which a job must get on by a week: in a fresh installation the model is compiled first."""

State = Literal["queued", "running", "done", "failed", "cancelled"]


@dataclass(eq=False)
class Job:
    """One job. ``result`` is on disk once it is done."""

    id: str
    kind: str
    state: State = "queued"
    done: int = 0
    total: int = 0
    message: str = ""
    error: dict[str, Any] | None = None
    made: float = field(default_factory=time.time)

    def document(self) -> dict[str, Any]:
        """What is told and kept of it."""
        return {
            "id": self.id, "kind": self.kind, "state": self.state, "done": self.done, "total": self.total,
            "message": self.message, "error": self.error,
        }  # fmt: skip


class Jobs:
    """Jobs by id. One is worked on at a time; ``readers`` answers questions about those that are done."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.limits = settings, settings.limits
        self.folder = settings.data / "jobs"
        self.shelf = Shelf(self.folder)
        self.known: dict[str, Job] = {}
        self.shared = board()
        inside = settings.workers == 0
        desk = (self.folder, self.shared, settings.limits)
        self.worker = Worker(JobDesk, desk, inside, PATIENCE, lambda: self.shared[DONE])
        self.readers = Worker(JobDesk, desk, inside)
        self._running: Job | None = None
        self._line = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def post(self, kind: str, request: dict[str, Any]) -> Job:
        """A new job. Raises AppError where too many wait, or the disk is full of results."""
        waiting = [job for job in self.known.values() if job.state in ("queued", "running")]
        if len(waiting) >= self.limits.jobs_waiting:
            raise AppError("busy", f"{len(waiting)} jobs wait already", after=30)
        self._free_disk()
        job = Job(secrets.token_urlsafe(16), kind)
        self.known[job.id] = job
        task = asyncio.get_running_loop().create_task(self._do(job, request))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self.readers.warm()
        return job

    async def _do(self, job: Job, request: dict[str, Any]) -> None:
        async with self._line:
            if job.state == "cancelled":
                return
            job.state, self._running = "running", job
            self.shared[DONE] = self.shared[TOTAL] = self.shared[WISH] = 0
            self._keep(job)
            try:
                result = await self.worker.ask("work", job.kind, job.id, request)
                self.shelf.write(f"{job.id}-result", result)
                job.state = "done"
            except Lost:
                job.state = "failed" if job.state == "running" else job.state
                job.error = AppError(
                    "failed", "the process that worked on this died, perhaps for want of memory"
                ).document()
            except Exception as error:
                job.state = "cancelled" if self.shared[WISH] else "failed"
                job.error = None if job.state == "cancelled" else told(error).document()
            finally:
                job.done, job.total = self.shared[DONE], self.shared[TOTAL]
                self._running = None
                self._keep(job)

    def _keep(self, job: Job) -> None:
        self.shelf.write(job.id, job.document())

    def find(self, name: str) -> Job:
        """The job called ``name``. Raises AppError."""
        job = self.known.get(name)
        if job is None:
            document = self.shelf.read(name) if not name.endswith("-result") else None
            if not isinstance(document, dict) or "kind" not in document:
                raise AppError("not_found", "there is no such job; results are kept for a week")
            job = Job(**document)
            if job.state in ("queued", "running"):
                job.state, job.error = "failed", AppError("failed", "the server ended before this was done").document()
            self.known[name] = job
        if job is self._running:
            job.done, job.total = self.shared[DONE], self.shared[TOTAL]
        return job

    def cancel(self, job: Job) -> None:
        """Stop ``job``, whether it waits or runs."""
        if job.state == "queued":
            job.state = "cancelled"
            self._keep(job)
        elif job is self._running:
            self.shared[WISH] = 1

    def result(self, job: Job) -> Any:
        """What ``job`` gives. Raises AppError until it is done."""
        found = self.shelf.read(f"{job.id}-result") if job.state == "done" else None
        if found is None:
            raise AppError("conflict", f"the job is {job.state}")
        return found

    async def read(self, job: Job, what: str, *more: Any) -> Any:
        """Ask something about what ``job`` left. Raises AppError until it is done."""
        if job.state != "done":
            raise AppError("conflict", f"the job is {job.state}")
        try:
            return await self.readers.ask("read", what, job.id, more, urgency=URGENT)
        except Lost:
            raise AppError("failed", "the process that read this died, perhaps for want of memory") from None

    def _free_disk(self) -> None:
        """Remove the oldest results while there are too many. Raises AppError where that does not help."""
        remove_older(self.folder, self.limits.kept_days)
        places = sorted((p for p in self.folder.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime)
        while size_of(self.folder) > self.limits.disk_bytes and places:
            self.drop(places.pop(0).name)
        if size_of(self.folder) > self.limits.disk_bytes:
            raise AppError("busy", "the folder of results is full", after=3600)

    def drop(self, name: str) -> None:
        """Forget the job called ``name`` and what it left."""
        if ID.fullmatch(name):
            self.known.pop(name, None)
            shutil.rmtree(self.folder / name, ignore_errors=True)
            self.shelf.drop(name)
            self.shelf.drop(f"{name}-result")

    async def close(self) -> None:
        """The server ends."""
        self.shared[WISH] = 1
        for task in tuple(self._tasks):
            task.cancel()
        await self.worker.close()
        await self.readers.close()
