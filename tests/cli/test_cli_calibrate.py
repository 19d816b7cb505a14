"""`pes-sim calibrate`: a tiny run of the real model, taken up again where it was; bad calls end with status 2."""

import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from pes_sim.cli import app
from pes_sim.parameters import REGISTRY
from pes_sim.runs.futures.posterior import read_draws

TINY = """\
title: Tiny
parameters: {labour.work_hazard_slow: {}, labour.leaving_hazard_slow: {}}
targets:
  - {experiment: register.yaml, outcomes: [long, exits]}
waves: 1
runs_a_wave: 6
seeds: 2
"""
REGISTER = """\
kind: experiment
title: Register
fact: test
found: invented
source: invented
grade: D
strength: ●
mechanism: people leave
set_up: {extends: austria, years: 1, scale: 4000, seeds: 2, parameters: {world.warmup_weeks: 4}}
outcomes:
  - {name: long, title: Long, measure: level, kpi: ltu_share, published: {low: 0.1, high: 0.3}}
  - {name: exits, title: Exits, measure: level, kpi: exit_rate, published: {low: 0.2, high: 0.35}}
"""


def call(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("calibration")
    (place / "tiny.yaml").write_text(TINY, encoding="utf-8")
    (place / "register.yaml").write_text(REGISTER, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def first(folder):
    return call("calibrate", str(folder / "tiny.yaml"), "--workers", "1", "--checks", "1", "--out", str(folder / "out"))


def test_it_writes_the_posterior_what_is_identified_and_a_page(first, folder):
    assert first.exit_code == 0, first.stderr
    out = folder / "out"
    for name in ("posterior.csv", "posterior.parquet"):  # a study's futures are drawn from either
        paths, values, weights = read_draws(out / name, REGISTRY)
        assert paths == ("labour.work_hazard_slow", "labour.leaving_hazard_slow")
        assert values.shape == (1000, 2) and weights.sum() == pytest.approx(1)
    document = json.loads((out / "posterior.json").read_text(encoding="utf-8"))
    assert document["training"] == ["register.long", "register.exits"]
    assert {row["verdict"] for row in document["parameters"]} <= {"identified", "weakly identified", "not identified"}
    assert document["checks"][0]["values"]["register.long"] > 0
    page = (out / "calibration.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 3 and "http" not in page
    assert len(pd.read_csv(out / "runs.csv")) == 6


def test_what_was_run_is_not_run_again_and_gives_the_same(first, folder):
    kept = folder / "out" / "runs"
    times = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert len(times) == 7
    before = (folder / "out" / "posterior.csv").read_bytes()
    again = call("calibrate", str(folder / "tiny.yaml"), "--workers", "1", "--checks", "1", "--out", str(folder / "out"), "--json")  # fmt: skip
    assert json.loads(again.stdout)["title"] == "Tiny"
    assert {path.name: path.stat().st_mtime_ns for path in kept.iterdir()} == times
    assert (folder / "out" / "posterior.csv").read_bytes() == before


def test_a_wrong_file_ends_with_status_2_and_writes_nothing(tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text(TINY.replace("work_hazard_slow", "work_hazard_slwo"), encoding="utf-8")
    done = call("calibrate", str(path), "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "wrong.yaml:2: no parameter 'labour.work_hazard_slwo'" in done.stderr and "nearest:" in done.stderr
    assert not (tmp_path / "out").exists()
    assert call("calibrate", "nowhere").exit_code == 2
