"""On a real Dask scheduler with two workers a study gives what it gives here, whoever is killed meanwhile."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from test_faults import ask, package_path, until, whole

from pes_sim.runs.engine.local import EngineError
from pes_sim.runs.errors import CallError

distributed = pytest.importorskip("distributed")

SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
from dataclasses import replace
import standin
from pes_sim.studies.study import Study
study = replace(Study.open("small.yaml", "store"), simulate=standin.simulate)
print("begin", flush=True)
study.run(scheduler={address!r}, progress=False)
"""


@pytest.fixture
def cluster(faults):
    """A scheduler and two workers, processes of their own, on loopback only."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as made:
        yield made


def test_two_workers_of_a_cluster_give_what_this_process_gives(quick, cluster):
    usual = quick(store="undisturbed")
    usual.run(workers=0, progress=False)
    ask("raise-1-more")
    ask("die-2-austria.once")
    ask("hang-2-more.once")
    study = replace(quick(), limit=5.0)
    tally = study.run(scheduler=cluster.scheduler_address, progress=False)
    assert (tally.done, tally.failed) == (13, 3), tally
    reasons = " ".join(study.failures()["reason"])
    assert "asked to raise" in reasons and "time limit" in reasons
    Path("faults/raise-1-more").unlink()
    assert study.run(scheduler=cluster.scheduler_address, progress=False).complete
    assert study.frame().equals(usual.frame())


def test_client_and_dask_workers_may_be_killed(quick, cluster):
    usual = quick(store="undisturbed")
    usual.run(workers=0, progress=False)
    Path("faults/begun.txt").unlink()
    for seed in (1, 2):
        for name in ("austria", "more", "austria+crash", "more+crash"):
            ask(f"slow-{seed}-{name}")
    study = quick()
    script = SCRIPT.format(tests=str(Path(__file__).parent), address=cluster.scheduler_address)
    client = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=package_path(), text=True)
    assert client.stdout is not None and client.stdout.readline() == "begin\n"
    assert until(lambda: len(study.store.runs()) >= 2, 60)
    client.kill()
    client.wait()
    client.stdout.close()
    assert whole(study) >= 2
    worker = next(iter(cluster.workers.values()))
    os.kill(worker.pid, signal.SIGKILL)
    time.sleep(random.Random(1).uniform(0, 0.5))
    tally = study.run(scheduler=cluster.scheduler_address, progress=False)
    if not tally.complete:
        tally = study.run(workers=0, progress=False)
    assert whole(study) == 16 and study.frame().equals(usual.frame())


def test_a_scheduler_that_is_not_there_or_goes_away_is_said(quick, cluster, monkeypatch):
    monkeypatch.setattr("pes_sim.runs.engine.cluster.CONNECT_SECONDS", 2)
    study = quick()
    with pytest.raises(CallError, match="no Dask scheduler answers"):
        study.run(scheduler="tcp://127.0.0.1:9", progress=False)
    with pytest.raises(CallError, match="address"):
        study.run(scheduler="nonsense://", progress=False)

    class Closing:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def say(self, words):
            pass

        def told(self, tally):
            cluster.close()

    with pytest.raises(EngineError, match="went away"):
        study.run(scheduler=cluster.scheduler_address, progress=Closing())
