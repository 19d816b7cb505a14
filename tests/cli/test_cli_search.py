"""`pes-sim search`: a tiny search with the real model, taken up again where it was; bad calls end with status 2."""

import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from pes_sim.cli import app

TINY = (
    "search", "austria", "--lever", "staffing.caseworkers=1000..2600", "--lever", "counselling.meeting_minutes",
    "--objective", "ltu_share", "--objective", "service_cost", "--population", "4", "--generations", "2",
    "--scale", "8000", "--years", "1", "--seeds", "1", "--workers", "1", "--set", "world.warmup_weeks=8",
)  # fmt: skip


def call(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("search") / "out"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def first(folder, store):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PES_SIM_STORE", str(store))
        yield call(*TINY, "--out", folder)


def test_it_writes_the_front_and_all_it_looked_at(first, folder):
    assert first.exit_code == 0, first.stderr
    looked_at = pd.read_csv(folder / "search.csv")
    assert len(looked_at) == 8 and looked_at["staffing.caseworkers"].between(1000, 2600).all()
    front = pd.read_csv(folder / "front.csv")
    assert 1 <= len(front) <= 8
    page = (folder / "front.html").read_text(encoding="utf-8")
    assert "<svg" in page and "are beaten by no other" in page and "http" not in page


def test_what_was_run_is_not_run_again_and_gives_the_same(first, folder, store):
    times = {path.name: path.stat().st_mtime_ns for path in store.glob("runs/*/*.parquet")}
    assert 5 <= len(times) <= 9  # eight settings and today, some of them the same
    before = (folder / "search.csv").read_bytes()
    again = call(*TINY, "--out", folder, "--json")
    assert set(json.loads(again.stdout)) == {"base", "today", "front", "files"}
    assert {path.name: path.stat().st_mtime_ns for path in store.glob("runs/*/*.parquet")} == times
    assert (folder / "search.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("staffing.caseworkers=1000..2600", "staffing.caseworker=1..2", "nearest: staffing.caseworkers"),
        ("staffing.caseworkers=1000..2600", "choice.habit", "of kind uncertainty; expected a lever"),
        ("staffing.caseworkers=1000..2600", "staffing.caseworkers=many", "expected PATH=LOW..HIGH"),
        ("staffing.caseworkers=1000..2600", "staffing.caseworkers=9..3", "leaves nothing to search"),
        ("ltu_share", "ltu_shar", "nearest: ltu_share"),
        ("ltu_share", "account_share", "no better direction"),
    ],
)
def test_a_call_that_cannot_be_meant_ends_with_status_2_and_writes_nothing(tmp_path, old, new, words):
    done = call(*(new if part == old else part for part in TINY), "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert words in done.stderr
    assert not (tmp_path / "out").exists()
