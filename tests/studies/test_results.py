"""Stored runs are listed, narrowed and handed to other tools without losing a digit."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from pes_sim.kpis.definitions import KPIS
from pes_sim.runs.errors import CallError
from pes_sim.runs.store.export import FORMATS, export
from pes_sim.runs.store.index import covered, index_files, refresh
from pes_sim.runs.store.query import stored_runs


@pytest.fixture
def filled(quick):
    study = quick()
    study.run(workers=0, progress=False)
    return study


def test_every_run_is_listed_with_what_it_is_of(filled):
    frame = stored_runs(filled.store)
    assert len(frame) == 16 and frame["key"].is_unique and (frame["status"] == "done").all()
    assert set(frame["scenario"]) == {"austria", "more", "austria+crash", "more+crash"}
    assert frame["counselling.max_effect"].between(1.1, 1.5).all()


@pytest.mark.parametrize(
    ("where", "left"),
    [
        (["scenario=more"], 4), (["scenario != more"], 12), (["seed<=1"], 8), (["seed = 2", "future=0"], 4),
        (["study=small"], 16), (["counselling.max_effect > 1.5"], 0), (["choice.habit > 0"], 0), (["years=2"], 0),
    ],
)  # fmt: skip
def test_conditions_narrow(where, left, filled):
    assert len(stored_runs(filled.store, where)) == left


def test_a_kpi_narrows_and_is_shown(filled):
    table = filled.frame(["ltu_share"])
    middle = float(table["ltu_share"].median())
    found = stored_runs(filled.store, [f"ltu_share > {middle!r}"])
    assert set(found["key"]) == set(table[table["ltu_share"] > middle]["key"])
    both = found.merge(table, on="key")
    assert np.array_equal(both["ltu_share_x"], both["ltu_share_y"])


@pytest.mark.parametrize("wrong", ["scenario", "seed=two", "nope=3", "scenario>more", "ltu_shar > 0.2", ""])
def test_a_condition_that_cannot_be_meant_is_refused(wrong, filled):
    with pytest.raises(CallError, match="expected|no number"):
        stored_runs(filled.store, [wrong])


def test_runs_of_another_model_are_left_out_unless_asked_for(filled, monkeypatch):
    monkeypatch.setattr("pes_sim.runs.store.query.model_version", lambda: "a later one")
    assert stored_runs(filled.store).empty and len(stored_runs(filled.store, old=True)) == 16


@pytest.mark.parametrize("ending", FORMATS)
def test_an_export_holds_what_the_store_holds(ending, filled, tmp_path):
    frame = stored_runs(filled.store, kpis=list(KPIS))
    path = tmp_path / f"runs{ending}"
    export(frame, path)
    read = {
        ".csv": lambda: pd.read_csv(path), ".parquet": lambda: pd.read_parquet(path),
        ".xlsx": lambda: pd.read_excel(path), ".nc": lambda: xr.open_dataset(path, engine="h5netcdf").to_dataframe(),
    }[ending]()  # fmt: skip
    assert len(read) == 16 and list(read["key"].astype(str)) == list(frame["key"])
    for name in ("ltu_share", "counselling.max_effect", "seed"):
        assert read[name].to_numpy() == pytest.approx(frame[name].to_numpy(), rel=1e-15), name
    if ending == ".nc":
        found = xr.open_dataset(path, engine="h5netcdf")["ltu_share"].attrs
        assert found["units"] == KPIS["ltu_share"].unit and found["long_name"] == KPIS["ltu_share"].title
    assert [p.name for p in tmp_path.glob("*.part")] == []


def test_an_ending_nobody_knows_is_refused_and_nothing_written(filled, tmp_path):
    with pytest.raises(CallError, match=r"\.csv, \.parquet, \.nc, \.xlsx"):
        export(stored_runs(filled.store), tmp_path / "runs.txt")
    assert not (tmp_path / "runs.txt").exists()


def test_an_index_changes_nothing_but_the_time(filled, monkeypatch):
    plain, values = stored_runs(filled.store), filled.frame()
    monkeypatch.setattr("pes_sim.runs.store.catalogue.WORTH_IT", 1)
    refresh(filled.store, worth_it=1)
    assert len(index_files(filled.store.folder)) == 1 and len(covered(filled.store.folder)) == 16
    assert stored_runs(filled.store).equals(plain) and filled.frame().equals(values)
    first = filled.store.runs()[0]
    first.unlink()  # the index still tells of it, and is not believed
    assert len(stored_runs(filled.store)) == len(filled.frame()) == 15
    assert filled.run(workers=0, progress=False).done == 1
    assert filled.frame().equals(values)
    index_files(filled.store.folder)[0].write_bytes(b"")
    assert filled.frame().equals(values)
    refresh(filled.store, worth_it=1)
    assert len(covered(filled.store.folder)) == 16
