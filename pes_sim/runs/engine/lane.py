"""A worker process as its parent sees it: give it a group, hear what becomes of it, kill it."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from queue import Queue
from typing import IO, TypeAlias

from pes_sim.runs.engine.events import Begun, Event
from pes_sim.runs.engine.job import Group, Job

COMMAND = (sys.executable, "-P", "-m", "pes_sim.runs.engine.worker")
"""Without -P the current folder would come first, and with it whatever is called pes_sim there."""
LAST_WORDS = 2000
"""Characters of a dead worker's error stream that are repeated."""


@dataclass(frozen=True)
class Ended:
    """The worker's process is no more; ``status`` is what it ended with, ``words`` the last of its error stream."""

    status: int
    words: str


Inbox: TypeAlias = "Queue[tuple[Lane, Event | Ended]]"


class Lane:
    """One worker process. What it tells is put into ``inbox`` with this lane beside it.

    ``group`` is what it is at, ``current`` the runs it has begun there (several: their warm-up), ``since`` when.
    """

    def __init__(self, job: Job, inbox: Inbox) -> None:
        self.group: Group | None = None
        self.current: tuple[str, ...] = ()
        self.since = time.monotonic()
        self.overdue = False
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  as long as the process
        self.process = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, env=_environment()
        )
        self._send([path for path in sys.path])
        self._send(job)
        threading.Thread(target=self._listen, args=(inbox,), daemon=True).start()

    def give(self, group: Group) -> None:
        """Hand over the next group."""
        self.group, self.current, self.since = group, (), time.monotonic()
        self._send(group)

    def begun(self, event: Begun) -> None:
        """Note what it is at."""
        self.current, self.since = event.keys, time.monotonic()

    def kill(self) -> None:
        """End it now, whatever it is at."""
        self.process.kill()

    def close(self) -> None:
        """End it, wait for that, and let go of its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._errors.close()

    def _send(self, message: object) -> None:
        with suppress(BrokenPipeError):  # it died: the listener says so
            assert self.process.stdin is not None
            pickle.dump(message, self.process.stdin)
            self.process.stdin.flush()

    def _listen(self, inbox: Inbox) -> None:
        stream = self.process.stdout
        assert stream is not None
        with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):  # it was killed in mid-word, or closed
            while True:
                inbox.put((self, pickle.load(stream)))
        inbox.put((self, Ended(self.process.wait(), self._last_words())))

    def _last_words(self) -> str:
        with suppress(OSError, ValueError):
            self._errors.seek(0, 2)
            self._errors.seek(max(0, self._errors.tell() - LAST_WORDS))
            return self._errors.read().decode(errors="replace").strip()
        return ""


def _environment() -> dict[str, str]:
    """The parent's, in which the worker finds this package wherever the parent found it."""
    import os
    from pathlib import Path

    root = str(Path(__file__).parents[3])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
