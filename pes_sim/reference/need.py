"""A need: one task a jobseeker wants from the service, from the week it arises to its end."""

from __future__ import annotations

from dataclasses import dataclass

from pes_sim.world.register import NONE, OPEN


@dataclass(slots=True)
class Need:
    """The state of one task's need. Stages as in `pes_sim.world.register`; weeks stop counting at 255."""

    task: int
    stage: int = NONE
    wait: int = 0
    """weeks in the present queue"""
    age: int = 0
    """weeks since it arose"""
    tries: int = 0
    """failed attempts; kept after the end, until the task is needed again"""
    channel: int = 0
    """channel of the present attempt"""
    failed: int = 0
    """channel that failed last, plus one"""

    def arise(self) -> None:
        """Begin anew."""
        self.stage, self.wait, self.age, self.tries, self.failed = OPEN, 0, 0, 0, 0
