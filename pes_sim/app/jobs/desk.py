"""The desk of a process that works on jobs, or reads what they left: by kind, from the modules that know how."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pes_sim.app.errors import AppError
from pes_sim.app.jobs.watch import DONE, TOTAL, WISH, Cancelled
from pes_sim.app.settings import Limits


class JobDesk:
    """``work`` does a job; ``read`` answers a question about one that is done."""

    def __init__(self, folder: Path, shared: Any, limits: Limits) -> None:
        self.folder, self.shared, self.limits = folder, shared, limits

    def __call__(self, name: str, arguments: tuple[Any, ...]) -> Any:
        """See `pes_sim.app.workers.Desk`."""
        if name == "read":
            from pes_sim.app.compare import reading

            what, job, more = arguments
            return reading.READERS[what](self.folder / job, *more)
        kind, job, request = arguments
        self.shared[DONE] = self.shared[TOTAL] = self.shared[WISH] = 0
        place = self.folder / job
        place.mkdir(exist_ok=True, mode=0o700)
        try:
            return self._work(kind)(request, place, self.shared, self.limits)
        except Cancelled:
            raise AppError("conflict", "cancelled") from None

    @staticmethod
    def _work(kind: str) -> Any:
        # Imported where it is needed: each brings libraries that the others do without.
        if kind == "compare":
            from pes_sim.app.compare.work import compare

            return compare
        if kind == "start":
            from pes_sim.app.guide.work import start

            return start
        if kind == "story":
            from pes_sim.app.stories.work import story

            return story
        if kind == "search":
            from pes_sim.app.rooms.search import search

            return search
        raise AppError("invalid", f"no job {kind!r}")
