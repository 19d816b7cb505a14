"""Whatever breaks, nothing stored is lost or half-written, nothing finished is repeated, and the next call completes the
study, to the bit as if nothing had happened."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
import standin

from pes_sim.runs.engine.lane import COMMAND
from pes_sim.runs.engine.local import EngineError
from pes_sim.runs.store.store import STALE_SECONDS, StoreError
from pes_sim.studies.study import Study

_kept: list[pd.DataFrame] = []


@pytest.fixture
def undisturbed(quick) -> pd.DataFrame:
    """The table of a study that nothing happened to; worked out once, for it does not depend on the folder."""
    if not _kept:
        study = quick(store="undisturbed")
        study.run(workers=0, progress=False)
        Path("faults/begun.txt").unlink()
        _kept.append(study.frame())
    return _kept[0]


def whole(study: Study) -> int:
    """How many runs the store holds; every file in it is whole."""
    for path in study.store.runs():
        assert pq.read_table(path).num_rows == 1
    return len(study.store.runs())


def begun(folder: Path = Path("faults")) -> Counter[str]:
    file = folder / "begun.txt"
    return Counter(file.read_text().split()) if file.exists() else Counter()


def ask(fault: str) -> None:
    Path("faults", fault).touch()


def test_processes_give_what_one_process_gives(quick, undisturbed):
    study = quick()
    assert study.run(workers=2, progress=False).complete
    assert study.frame().equals(undisturbed)
    assert not any(path.name.endswith(".part") for path in study.store.folder.rglob("*"))


def test_a_run_that_raises_is_a_row_with_its_traceback_and_stops_no_other(quick, undisturbed):
    ask("raise-1-more")
    study = quick()
    tally = study.run(workers=1, progress=False)
    assert (tally.done, tally.failed, tally.complete) == (14, 2, False)
    failures = study.failures()
    assert set(failures["option"]) == {"more"} and set(failures["seed"]) == {1} and len(failures) == 2
    assert failures["reason"].str.contains("asked to raise").all()
    assert failures["traceback"].str.contains("Traceback").all()
    Path("faults/raise-1-more").unlink()
    before = begun()
    again = study.run(workers=1, progress=False)
    assert (again.done, again.failed, again.complete) == (2, 0, True)
    assert sum((begun() - before).values()) == 2, "only what had failed"
    assert study.failures().empty and study.frame().equals(undisturbed)


def test_a_worker_that_dies_costs_the_run_it_was_at_and_that_is_done_by_another(quick, undisturbed):
    ask("die-2-more.once")
    ask("die-1-warmup.once")
    study = quick()
    assert study.run(workers=2, progress=False).complete
    assert study.frame().equals(undisturbed)
    assert sum(begun().values()) == 16 + 1, "nothing finished was repeated"


def test_a_run_that_kills_every_worker_is_given_up(quick, undisturbed):
    ask("die-2-more+crash")
    study = quick(("count: 2", "count: 1"))
    tally = study.run(workers=1, progress=False)
    assert (tally.done, tally.failed) == (7, 1)
    assert "3 workers died" in study.failures()["reason"].iloc[0] and "9" in study.failures()["reason"].iloc[0]


def test_a_run_that_hangs_is_ended_at_its_time_limit(quick, undisturbed):
    ask("hang-1-more.once")
    study = replace(quick(), limit=4.0)
    tally = study.run(workers=2, progress=False)
    assert (tally.done, tally.failed) == (15, 1)
    assert "time limit" in study.failures()["reason"].iloc[0]
    assert study.run(workers=1, progress=False).complete
    assert study.frame().equals(undisturbed)


def test_a_warm_up_that_hangs_fails_the_runs_that_need_it_and_no_other(quick):
    ask("hang-1-warmup.once")
    study = replace(quick(("count: 2", "count: 1")), limit=4.0)
    tally = study.run(workers=1, progress=False)
    assert (tally.done, tally.failed) == (4, 4)
    assert study.failures()["reason"].str.contains("warm-up").all()


def test_workers_killed_at_random_moments_change_nothing(quick, undisturbed):
    for seed in (1, 2):
        for name in ("austria", "more", "austria+crash", "more+crash"):
            ask(f"slow-{seed}-{name}")
    study = quick()
    rng, over = random.Random(7), threading.Event()

    def kill() -> None:
        for _ in range(3):
            if over.wait(rng.uniform(0.3, 1.2)):
                return
            if workers := workers_of(os.getpid()):
                os.kill(rng.choice(workers), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        tally = study.run(workers=2, progress=False)
    finally:
        over.set()
        killer.join()
    if not tally.complete:
        study.run(workers=2, progress=False)
    assert whole(study) == 16 and study.frame().equals(undisturbed)


def workers_of(parent: int) -> list[int]:
    """Worker processes of ours that ``parent`` started, by Linux's account."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            status = (place / "stat").read_text().rpartition(")")[2].split()
            ours = COMMAND[-1].encode() in (place / "cmdline").read_bytes()
        except OSError:
            continue
        if int(status[1]) == parent and status[0] != "Z" and ours:
            found.append(int(place.name))
    return found


SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
from dataclasses import replace
import standin
from pes_sim.studies.study import Study
study = replace(Study.open("small.yaml", "store"), simulate=standin.simulate)
print("begin", flush=True)
study.run(workers=2, progress=False)
print("end", flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes where Linux lists them")
def test_the_main_process_may_be_killed_at_any_moment(quick, undisturbed, folder):
    for seed in (1, 2):
        ask(f"slow-{seed}-more")
    study = quick()
    script = SCRIPT.format(tests=str(Path(__file__).parent))
    rng = random.Random(3)
    stored = 0
    for _ in range(2):
        child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=package_path(), text=True)
        assert child.stdout is not None and child.stdout.readline() == "begin\n"
        time.sleep(rng.uniform(0.4, 1.2))
        workers = workers_of(child.pid)
        child.kill()
        child.wait()
        child.stdout.close()
        assert until(partial(all_ended, workers)), "a worker lives on"
        assert whole(study) >= stored, "a stored run was lost"
        stored = whole(study)
    assert study.run(workers=0, progress=False).complete
    assert study.frame().equals(undisturbed)
    # In flight when the parent was killed: at most one run a worker, twice.
    assert sum(begun().values()) <= 16 + 2 * 2


def all_ended(processes: list[int]) -> bool:
    return not any(alive(process) for process in processes)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(condition, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def package_path() -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}


def test_stopped_by_ctrl_c_nothing_is_lost_and_no_worker_stays(quick, undisturbed):
    study = quick()
    seen = []

    class Impatient:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def say(self, words):
            pass

        def told(self, tally):
            seen.append(tally.done)
            if tally.done == 3:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        study.run(workers=2, progress=Impatient())
    assert not workers_of(os.getpid())
    assert 3 <= whole(study) < 16
    assert study.run(workers=0, progress=False).complete and study.frame().equals(undisturbed)


def limit_file_size(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


@pytest.mark.parametrize("workers", [0, 1])
def test_a_full_disk_is_said_and_leaves_no_half_file(workers, quick, undisturbed):
    study = quick()
    study.run(workers=0, progress=False)
    kept = whole(study)
    more = quick(("seeds: 2", "seeds: 3"))
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    try:
        limit_file_size(8192)  # no file may grow beyond this: what a full disk does to every write
        with pytest.raises(StoreError, match="full"):
            more.run(workers=workers, progress=False)
    finally:
        limit_file_size(usual)
    assert whole(more) == kept and not list(more.store.folder.rglob("*.part"))
    assert more.run(workers=workers, progress=False).complete
    table = more.frame()
    assert table[table["seed"] <= 2].reset_index(drop=True).equals(undisturbed)


def test_a_store_that_cannot_be_written_is_said_before_anything_runs(quick, faults):
    Path("blocked").write_text("a file where the store should be")
    study = quick(store="blocked")
    with pytest.raises(StoreError, match="blocked"):
        study.run(workers=0, progress=False)
    assert not begun()


def test_what_killed_processes_left_behind_is_swept_out_once_it_is_old(quick):
    study = quick()
    study.run(workers=0, progress=False)
    place = study.store.runs()[0].parent
    old, young = place / ".x.parquet.abc.part", place / ".y.parquet.def.part"
    for path in (old, young):
        path.touch()
    os.utime(old, (time.time() - 2 * STALE_SECONDS,) * 2)
    study.run(workers=0, progress=False)
    assert not old.exists() and young.exists(), "somebody may be at it"


def test_a_file_that_is_no_whole_run_is_named(quick):
    study = quick()
    study.run(workers=0, progress=False)
    path = study.store.runs()[0]
    path.write_bytes(path.read_bytes()[:1000])  # as no process of ours leaves it: copied badly
    with pytest.raises(StoreError, match=f"{path.name}.*delete it"):
        study.frame()
    path.unlink()
    assert study.run(workers=0, progress=False).done == 1


def test_workers_that_cannot_come_up_are_said_with_their_last_words(quick, monkeypatch):
    monkeypatch.setattr(
        "pes_sim.runs.engine.lane.COMMAND", (sys.executable, "-c", "import sys; sys.exit('no such library')")
    )
    with pytest.raises(EngineError, match="do not come up") as caught:
        quick().run(workers=1, progress=False)
    assert "no such library" in caught.value.details


def test_workers_are_of_the_package_that_started_them_whatever_lies_in_the_folder(quick, folder):
    (folder / "pes_sim").mkdir()
    (folder / "pes_sim" / "__init__.py").write_text("raise ImportError('another pes_sim')")
    assert quick(("count: 2", "count: 1")).run(workers=1, progress=False).complete


def test_a_worker_with_another_model_refuses(quick, monkeypatch):
    monkeypatch.setattr("pes_sim.studies.study.model_version", lambda: "another")
    with pytest.raises(StoreError, match="another version"):
        quick().run(workers=1, progress=False)


def test_the_parent_does_not_hold_what_the_runs_give(quick):
    """Groups are made as workers ask for them; events are small."""
    study = quick(("seeds: 2", "seeds: 500"))
    groups = study.design.groups(study.store, False)
    assert next(groups).seed == 1
    assert standin.counters(study.base, 1).nbytes > 100_000
