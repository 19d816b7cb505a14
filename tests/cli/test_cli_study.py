"""Studies from the command line: what is said, what is written, and the exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pandas as pd
import pytest
from calling import COMMAND, environment, still_running

STUDY = """\
kind: study
title: A small study
base: austria
scale: 5000
years: 1
options: [more]
futures: {design: latin_hypercube, count: 2, parameters: [counselling.max_effect]}
seeds: 1
kpis: [ltu_share, unmet_need_share]
"""


@pytest.fixture
def file(call) -> Path:
    """A study file in the working folder of `call`."""
    path = Path("small.yaml")
    path.write_text(STUDY, encoding="utf-8")
    return path


def test_a_study_runs_and_is_listed_and_a_second_call_runs_nothing(call, file):
    dry = call("study", file, "--dry-run", "--json")
    assert dry.exit_code == 0, dry.output
    guess = json.loads(dry.stdout)
    assert (guess["runs"], guess["stored"]) == (4, 0) and guess["seconds"] > 0 and guess["bytes"] > 10_000
    assert not Path("results").exists(), "a dry run writes nothing"
    done = call("study", file, "--workers", "1", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["runs"], told["done"], told["failed"]) == (4, 4, 0)
    assert {Path(name).name for name in told["files"]} == {"runs.parquet", "changes.csv"}
    assert len(pd.read_parquet("results/small/runs.parquet")) == 4
    again = call("study", file, "--workers", "1", "--out", "elsewhere")
    assert again.exit_code == 0 and "4 were stored, 0 are new" in again.stdout
    assert (
        "of futures in which it is better" in " ".join(again.stdout.split()) and Path("elsewhere/runs.parquet").exists()
    )
    listed = call("results", "--where", "scenario=more", "--kpi", "ltu_share", "--json")
    rows = json.loads(listed.stdout)
    assert len(rows) == 2 and all(0 < row["ltu_share"] < 1 for row in rows)
    assert call("results", "--export", "all.csv").exit_code == 0 and len(pd.read_csv("all.csv")) == 4
    assert json.loads(call("results", "--failed", "--json").stdout) == []


def test_a_wrong_call_or_file_ends_with_2_and_nothing_is_written(call, file):
    for arguments, said in (
        (("study", "none.yaml"), "no such file"),
        (("study", file, "--store", file), "is a file"),
        (("study", file, "--out", file), "is a file"),
        (("study", file, "--set", "a.b=1"), "no parameter"),
        (("study", file, "--scheduler", "tcp://127.0.0.1:9"), "no Dask scheduler"),
        (("results",), "there is no store"),
        (("results", "--store", ".", "--where", "nope=1"), "nothing is called 'nope'"),
        (("results", "--store", ".", "--export", "x.doc"), "cannot export"),
        (("schema", "studie"), "no kind of file"),
    ):
        found = call(*arguments)
        assert found.exit_code == 2 and said in found.output, (arguments, found.output)
        assert "Traceback" not in found.output
    assert not Path("results/small").exists()
    assert json.loads(call("schema", "study").stdout)["title"] == "pes-sim study file"


def test_ctrl_c_says_how_much_is_stored_and_leaves_no_process(call, file):
    file.write_text(STUDY.replace("seeds: 1", "seeds: 200"))
    command = [*COMMAND, "study", str(file), "--workers", "1"]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment(), start_new_session=True)
    try:
        end = time.monotonic() + 120
        while time.monotonic() < end and len(list(Path("results/store").glob("runs/*/*.parquet"))) < 2:
            time.sleep(0.1)
        os.killpg(child.pid, signal.SIGINT)
        _, words = child.communicate(timeout=60)
        assert child.returncode == 130, words
        assert "of 800 runs are stored; the same call goes on from there" in words and "Traceback" not in words
        assert not still_running(child.pid)
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
