"""A process that works long is waited for as long as it gets on, and given up where it does not."""

from __future__ import annotations

import itertools
import time
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the app is an extra: pip install 'pes-sim[app]'")

from pes_sim.app.workers import Worker

PATIENCE = 0.1


class Pipe:
    """Answers after ``looks`` looks, which together take far longer than anybody is patient."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def poll(self, seconds: float) -> bool:
        time.sleep(0.02)
        self.looks -= 1
        return self.looks < 0


def worker(sign: Any) -> Worker:
    return Worker(lambda: None, patience=PATIENCE, sign=sign)  # type: ignore[arg-type, return-value]


def test_long_work_that_gets_on_is_waited_for() -> None:
    weeks = itertools.count()
    assert worker(lambda: next(weeks))._answers(Pipe(30))  # type: ignore[arg-type]


def test_a_process_that_hangs_is_given_up() -> None:
    assert not worker(lambda: 7)._answers(Pipe(30))  # type: ignore[arg-type]
