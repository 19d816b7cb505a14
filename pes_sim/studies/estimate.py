"""What a study will take: how many runs, how long, how much disk; measured on one future and seed."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pes_sim.runs.engine.events import Done, Failed
from pes_sim.runs.engine.local import here
from pes_sim.runs.kernels import make_ready
from pes_sim.runs.pool import worker_count
from pes_sim.runs.progress import Silence
from pes_sim.runs.simulate import attempts
from pes_sim.runs.store.store import Store
from pes_sim.studies.design import Design

if TYPE_CHECKING:
    from pes_sim.studies.study import Study

PROBED_ARMS = 2
"""Arms the probe runs: the base and one option; from more nothing is learnt."""
TWICE_BELOW = 30
"""Seconds below which the probe is worth a second time."""


@dataclass(frozen=True)
class Estimate:
    """``runs`` in all, of which the store has ``stored``; what the others take on ``workers`` processes.

    ``seconds_a_run`` has its share of the warm-up in it.
    """

    runs: int
    stored: int
    workers: int
    seconds_a_run: float
    bytes_a_run: int

    @property
    def missing(self) -> int:
        """Runs to be done."""
        return self.runs - self.stored

    @property
    def seconds(self) -> float:
        """How long all that is missing takes."""
        return self.missing * self.seconds_a_run / self.workers

    @property
    def bytes(self) -> int:
        """How much disk it takes."""
        return self.missing * self.bytes_a_run

    def document(self) -> dict[str, Any]:
        """All figures, for a program."""
        return {
            "runs": self.runs, "stored": self.stored, "missing": self.missing, "workers": self.workers,
            "seconds_a_run": self.seconds_a_run, "seconds": self.seconds, "bytes_a_run": self.bytes_a_run,
            "bytes": self.bytes,
        }  # fmt: skip

    def lines(self) -> list[str]:
        """All figures, to read."""
        return [
            f"{self.runs:,} runs, of which {self.stored:,} are stored and {self.missing:,} are missing",
            f"about {in_words(self.seconds)} on {self.workers} process{'es' if self.workers > 1 else ''} "
            f"({self.seconds_a_run:.2f} s a run, with its share of the warm-up)",
            f"about {self.bytes / 1e6:,.0f} MB of disk ({self.bytes_a_run / 1000:,.0f} kB a run)",
        ]


def estimate(study: Study, workers: int | None = None) -> Estimate:
    """Run the base and one option with one future and seed, in a folder that is thrown away, and project from that."""
    design = study.design
    if study.simulate is attempts:
        make_ready(study.base, Silence())
    probe = Design(design.arms[:PROBED_ARMS], design.futures, design.seeds[:1])
    runs, seconds, size = _probed(study, probe)
    if seconds < TWICE_BELOW:  # the first time reads the compiled kernels, too
        runs, seconds, size = _probed(study, probe)
    stored = len(design) - study.missing()
    a_cell = seconds * design.weeks_a_cell / probe.weeks_a_cell
    processes = worker_count(workers, len(design))
    return Estimate(len(design), stored, processes, a_cell / len(design.arms), size // runs)


def _probed(study: Study, probe: Design) -> tuple[int, float, int]:
    """Runs done, seconds and bytes they took."""
    with tempfile.TemporaryDirectory() as folder:
        job = replace(study.job(), arms=study.job().arms[:PROBED_ARMS], store=folder)
        began = time.perf_counter()
        events = list(here(job, [next(probe.groups(Store(folder), study.weekly))]))
        seconds = time.perf_counter() - began
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return max(1, sum(isinstance(event, (Done, Failed)) for event in events)), seconds, size


def in_words(seconds: float) -> str:
    """A length of time as one says it: 40 seconds, 12 minutes, 3.5 hours, 2.1 days."""
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} seconds"
