"""A table of runs holds what the runs give, from a store or without one, on one process or two."""

from __future__ import annotations

import pandas as pd
import pytest

import pes_sim as pes
from pes_sim.runs.errors import RunError
from pes_sim.runs.progress import Silence
from pes_sim.runs.run_table import run_groups
from pes_sim.runs.store.store import Store


@pytest.fixture(scope="module")
def groups(worlds):
    base = worlds.small_austria(scale=5000, warmup=4)
    more = base.change("staffing.caseworkers", "+10%", name="more")
    same = base.change("staffing.caseworkers", "+10%", name="same")
    return [[base, more, same]]


@pytest.fixture(scope="module")
def table(groups):
    return run_groups(groups, [{"choice.habit": 2.0}], (1, 2), Silence(), workers=1)


def test_a_row_an_option_and_seed_with_what_the_run_gives(groups, table):
    assert list(table.columns[:4]) == ["option", "future", "seed", "choice.habit"]
    assert table[["option", "seed"]].values.tolist() == [
        [o, s] for s in (1, 2) for o in (groups[0][0].name, "more", "same")
    ]
    result = pes.run(groups[0][1], seeds=2, workers=1, progress=False)
    for kpi in ("ltu_share", "net_public_cost"):
        assert table.loc[table["option"] == "more", kpi].tolist() == result.overall(kpi).tolist()


def test_it_depends_neither_on_the_store_nor_on_the_processes_and_nothing_is_run_twice(groups, table, tmp_path):
    store = Store(tmp_path)
    pd.testing.assert_frame_equal(run_groups(groups, [{"choice.habit": 2.0}], (1, 2), Silence(), 2, store), table)
    times = {path: path.stat().st_mtime_ns for path in store.runs()}
    again = run_groups(groups, [{"choice.habit": 2.0}], (2, 1), Silence(), 1, store)
    assert again["seed"].tolist() == [2, 2, 2, 1, 1, 1]
    assert {path: path.stat().st_mtime_ns for path in store.runs()} == times
    assert 4 <= len(times) <= 6


def test_a_run_that_breaks_off_says_which_and_why(groups, monkeypatch):
    def burst(model):
        raise ValueError("a pipe burst")

    monkeypatch.setattr("pes_sim.model.PESModel.step", burst)
    with pytest.raises(RunError, match="seed 7.*a pipe burst") as found:
        run_groups(groups, [{}], (7,), Silence(), workers=1)
    assert "in burst" in found.value.details
