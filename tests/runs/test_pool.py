"""Results depend on scenarios and seeds alone; work that fails or is given up says so and leaves no process behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import failing
import numpy as np
import pytest

from pes_sim.analysis.winners import person_changes
from pes_sim.runs.errors import CallError, RunError
from pes_sim.runs.pool import Runs, refuse_too_much, run_seeds, seed_list, worker_count
from pes_sim.runs.progress import Silence
from pes_sim.runs.simulate import weeks_in
from pes_sim.scenario.scenario import Scenario


class Noted(Silence):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []

    def weeks(self, done: int, total: int) -> None:
        self.seen.append((done, total))


@pytest.fixture(scope="module")
def pair(small: Scenario) -> list[Scenario]:
    base = small.sized(years=1)
    return [base, base.change("staffing.caseworkers", "+50%", at="+10 weeks", name="more")]


Watched = tuple[Runs, list[tuple[int, int]]]


def watched(pair: list[Scenario], workers: int) -> Watched:
    """The runs of the pair with three seeds, and the progress that was told meanwhile."""
    noted = Noted()
    return run_seeds(pair, [1, 2, 3], noted, workers, person_changes, [1]), noted.seen


@pytest.fixture(scope="module")
def one_worker(pair: list[Scenario]) -> Watched:
    return watched(pair, 1)


@pytest.fixture(scope="module")
def two_workers(pair: list[Scenario]) -> Watched:
    return watched(pair, 2)


def test_the_number_of_workers_changes_no_bit(one_worker: Watched, two_workers: Watched) -> None:
    alone, spread = one_worker[0], two_workers[0]
    for one, other in zip(alone.counters, spread.counters, strict=True):
        assert np.array_equal(one, other, equal_nan=True)
    for one, other in zip(alone.people[1], spread.people[1], strict=True):
        assert np.array_equal(one.change, other.change) and np.array_equal(one.people, other.people)
    assert alone.people[0] == spread.people[0] == []


def test_the_order_of_seeds_and_of_options_changes_no_bit(pair: list[Scenario], one_worker: Watched) -> None:
    forth, back = one_worker[0], run_seeds(pair[::-1], [3, 2, 1], Silence(), 1)
    for one, other in zip(forth.counters, back.counters[::-1], strict=True):
        assert np.array_equal(one, other[::-1], equal_nan=True)


def test_progress_counts_every_week_of_every_run(
    pair: list[Scenario], one_worker: Watched, two_workers: Watched
) -> None:
    total = 3 * weeks_in(pair)
    for _, seen in (one_worker, two_workers):
        assert seen[-1] == (total, total)
        assert [done for done, _ in seen] == sorted(done for done, _ in seen)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_breaks_off_is_named_whatever_process_it_was_in(pair: list[Scenario], workers: int) -> None:
    values = {path: value for path, value in pair[0].values.items() if path != "staffing.caseworkers"}
    broken = replace(pair[0], name="broken", values=values)
    with pytest.raises(RunError, match=r"broken with seed [45]") as caught:
        run_seeds([pair[0], broken], [4, 5], Silence(), workers)
    assert "Traceback" in caught.value.details


def test_a_worker_that_is_killed_is_reported_not_waited_for(pair: list[Scenario]) -> None:
    with pytest.raises(RunError, match="killed"):
        run_seeds(pair, [1, 2], Silence(), 2, failing.dies, [1])


def test_seeds_are_a_number_or_a_list() -> None:
    assert seed_list(3) == (1, 2, 3)
    assert seed_list([7, 0, 5]) == seed_list((7, 0, 5)) == (7, 0, 5)
    assert seed_list(range(4, 6)) == (4, 5) and seed_list(np.arange(2)) == (0, 1)


@pytest.mark.parametrize("wrong", [0, -1, 10_001, True, "3", 2.0, [], [1, 1], [-1], [1.5], [True], [2**60], None])
def test_seeds_that_cannot_be_meant_are_refused(wrong: object) -> None:
    with pytest.raises(CallError):
        seed_list(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [0, -2, 1.5, True, 100_000])
def test_a_number_of_workers_that_cannot_be_meant_is_refused(wrong: object) -> None:
    with pytest.raises(CallError, match="workers"):
        worker_count(wrong, 5)  # type: ignore[arg-type]


def test_there_are_never_more_workers_than_seeds_or_than_worlds_that_fit_into_memory() -> None:
    assert worker_count(None, 1) == worker_count(8, 1) == 1
    assert worker_count(None, 100, people=1e15) == 1
    assert worker_count(8, 100, people=1e15) == 8


def test_no_worker_is_started_for_less_work_than_starting_it() -> None:
    assert worker_count(None, 100, seconds=0.2) == 1
    assert worker_count(2, 100, seconds=0.2) == 2, "unless it is asked for"
    assert worker_count(None, 100) == worker_count(None, 100, seconds=1e6)


def test_results_that_no_memory_could_hold_are_refused(small: Scenario) -> None:
    with pytest.raises(CallError, match="GB"):
        refuse_too_much([small.sized(years=40)] * 50, range(10_000))


SCRIPT = """
import pes_sim as pes
base = pes.load("austria").sized(scale={scale}, years={years})
result = pes.run(base, seeds={seeds}, workers=2, progress=False)
print("rows", result.counters.shape[0])
"""


def script(scale: int, years: int, seeds: int) -> list[str]:
    return [sys.executable, "-c", SCRIPT.format(scale=scale, years=years, seeds=seeds)]


def test_a_script_without_a_guard_may_use_several_workers(tmp_path: Path) -> None:
    file = tmp_path / "plain.py"
    file.write_text(SCRIPT.format(scale=5000, years=1, seeds=2), encoding="utf-8")
    done = subprocess.run([sys.executable, file], capture_output=True, text=True, timeout=300)
    assert (done.stdout, done.returncode) == ("rows 2\n", 0), done.stderr


def processes_of(session: int) -> list[int]:
    """Processes that belong to a session, by Linux's account."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(place.parent.name))
    return found


def until(condition: Callable[[], bool], seconds: float = 120) -> bool:
    """Whether ``condition`` comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes where Linux lists them")
def test_workers_end_when_their_parent_is_killed() -> None:
    parent = subprocess.Popen(script(50, 20, 20), start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        assert until(lambda: len(processes_of(parent.pid)) >= 3), "no workers came up"
        parent.kill()
        parent.wait()
        assert until(lambda: not processes_of(parent.pid), 60), "a worker goes on without its parent"
    finally:
        for process in processes_of(parent.pid):
            os.kill(process, signal.SIGKILL)
