"""How far a job is, shared between the process that works and the one that is asked."""

from __future__ import annotations

from multiprocessing import get_context
from typing import Any

from pes_sim.runs.progress import Deaf

DONE, TOTAL, WISH = range(3)


class Cancelled(BaseException):
    """The job was told to stop. No Exception: nothing on the way may take it for a failure."""


def board() -> Any:
    """[weeks done, weeks in all, 1 where the job is to stop], seen by both processes."""
    return get_context("spawn").Array("q", 3)


class Watch(Deaf):
    """A Progress that writes on the board, and stops the work where that is wished; ``before`` and ``share`` place a
    part of a job within the whole."""

    def __init__(self, shared: Any, before: int = 0, whole: int = 0) -> None:
        self.shared, self.before, self.whole = shared, before, whole

    def weeks(self, done: int, total: int) -> None:
        """See `pes_sim.runs.progress.Progress`."""
        if self.shared[WISH]:
            raise Cancelled
        self.shared[DONE], self.shared[TOTAL] = self.before + done, self.whole or self.before + total
