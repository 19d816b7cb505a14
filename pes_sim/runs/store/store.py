"""The store: a folder of finished runs. A run that is there is not done again; nothing in it is ever half-written."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

from pes_sim.runs.store.files import Failure, write_run, write_weeks
from pes_sim.runs.store.record import Facts, Record

STORE = "PES_SIM_STORE"
"""Environment variable: the folder runs are stored in, unless a call says another."""

STALE_SECONDS = 3600
"""A temporary file that old was left behind by a process that was killed."""


class StoreError(RuntimeError):
    """The store cannot be written or read; the message says why and what helps."""


class Store:
    """Runs in ``folder``: runs/ab/KEY.parquet, with weekly counters in weeks/ and failures in failures/.

    Any number of processes and machines may share one: a file is whole or not there, and two that do the same run
    write the same file.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def path(self, key: str) -> Path:
        """Where the run with ``key`` is, once it is done."""
        return self.folder / "runs" / key[:2] / f"{key}.parquet"

    def weeks_path(self, key: str) -> Path:
        """Where its weekly counters are, if they were wanted."""
        return self.folder / "weeks" / key[:2] / f"{key}.parquet"

    def failure_path(self, key: str) -> Path:
        """Where its failure is, if it failed."""
        return self.folder / "failures" / f"{key}.parquet"

    def holds(self, key: str, weekly: bool = False) -> bool:
        """Whether the run is done, with its weekly counters if they are asked for."""
        return self.path(key).is_file() and (not weekly or self.weeks_path(key).is_file())

    def keep(self, facts: Facts, outcome: Record | Failure, seconds: float) -> None:
        """Write a run that is done, or why it is not. Raises StoreError; there is then no file of it."""
        done = isinstance(outcome, Record)
        path = self.path(facts.key) if done else self.failure_path(facts.key)
        try:
            if isinstance(outcome, Record) and outcome.weekly is not None:
                weeks = self.weeks_path(facts.key)
                weeks.parent.mkdir(parents=True, exist_ok=True)
                write_weeks(weeks, facts.key, outcome)  # first: the run's own file says that all of it is there
            path.parent.mkdir(parents=True, exist_ok=True)
            write_run(path, facts, outcome, seconds)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        if done:
            self.failure_path(facts.key).unlink(missing_ok=True)

    def runs(self) -> list[Path]:
        """Every finished run's file."""
        return sorted(self.folder.glob("runs/*/*.parquet"))

    def failures(self) -> list[Path]:
        """Every failure's file; one whose run was done since is left out."""
        return [path for path in sorted(self.folder.glob("failures/*.parquet")) if not self.holds(path.stem)]

    def prepare(self) -> None:
        """Make the folder and sweep out what killed processes left behind. Raises StoreError."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for path in self.folder.glob("*/**/.*.part"):
                with suppress(FileNotFoundError):
                    if time.time() - path.stat().st_mtime > STALE_SECONDS:
                        path.unlink()
        except OSError as error:
            raise _unwritable(self.folder, error) from error


def default_store() -> Path:
    """Where runs are stored unless it is said: $PES_SIM_STORE, or results/store."""
    return Path(os.environ.get(STORE) or Path("results") / "store")


def _unwritable(folder: Path, error: OSError) -> StoreError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    why = "the disk is full" if full else (error.strerror or str(error))
    help_ = "make room" if full else "make it writable, or name another with --store"
    return StoreError(f"{folder} cannot be written: {why}; {help_} and call again, what is finished is kept")
