"""A result computes every KPI as a ratio of sums, names what is wrong, and is saved whole or not at all."""

import os
import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.kpis.unknown import UnknownKPI, UnknownSegment
from pes_sim.runs.result import Result
from pes_sim.runs.result_file import ResultFileError


@pytest.fixture(scope="module")
def synthetic():
    """The made-up results of tests/analysis; loaded by path, so that it works however tests are imported."""
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "analysis" / "synthetic.py")))


@pytest.fixture(scope="module")
def result(synthetic):
    return synthetic.result(seeds=3, years=2)


def place(result, counter):
    return result.counter_names.index(counter)


def test_a_kpi_over_a_window_is_a_ratio_of_sums_not_a_mean_of_ratios(synthetic, result):
    asked, met = (result.counters[:, :, place(result, name), 0].astype(float) for name in ("asked", "met"))
    by_hand = met.sum(axis=1) / asked.sum(axis=1)
    assert np.allclose(result.overall("met_share"), by_hand, rtol=1e-12)
    # A week with a thousand times the demand must weigh a thousand times as much.
    counters = result.counters.copy()
    counters[:, 5, place(result, "asked")] *= 1000
    counters[:, 5, place(result, "met")] = 0
    busy = replace(result, counters=counters)
    assert np.all(busy.overall("met_share") < 0.1)
    assert np.all(np.nanmean(busy.weekly("met_share")[:, :, 0], axis=1) > 0.7)


def test_a_window_in_which_nothing_happened_is_undefined(result):
    counters = result.counters.copy()
    counters[:, :10, place(result, "exits")] = 0
    quiet = replace(result, counters=counters)
    assert np.isnan(quiet.over("duration", 0, 10)).all()
    assert np.isfinite(quiet.overall("duration")).all()


def test_a_gap_is_the_first_segment_less_the_second_and_kept_for_everybody_only(result):
    low, above = (result.overall("met_share", f"digital_skill:{level}") for level in ("low", "above_basic"))
    assert np.allclose(result.overall("gap_met"), low - above)
    assert np.isnan(result.weekly("gap_met")[:, :, 1:]).all()


def test_a_stock_by_segment_adds_up_to_the_whole(result):
    by_age = sum(result.overall("stock", s) for s in SEGMENTS if s.startswith("age:"))
    assert np.allclose(by_age, result.overall("stock"), rtol=1e-5)


def test_years_count_from_the_start_and_tile_the_horizon(result):
    first, second = (result.overall("stock", years=span) for span in ((0, 1), (1, 2)))
    assert np.allclose((52 * first + 52 * second) / 104, result.overall("stock"), rtol=1e-9)
    with pytest.raises(ValueError, match="years"):
        result.overall("stock", years=(5, 6))


def test_the_moving_value_is_the_ratio_of_sums_of_its_window(result):
    moving = result.moving("duration", weeks=13)
    assert np.isnan(moving[:, :12]).all()
    for week in (12, 13, 60):
        assert np.allclose(moving[:, week], result.over("duration", week - 12, week + 1), rtol=1e-9)


def test_the_frame_holds_every_kpi_in_every_segment_it_is_kept_for(synthetic, result):
    frame = result.frame()
    assert list(frame.columns) == ["scenario", "seed", "week", "date", "kpi", "segment", "value"]
    kept = sum(1 if k.gap or not k.by_segment else len(SEGMENTS) for k in synthetic.KPIS.values())
    assert len(frame) == kept * len(result.seeds) * result.weeks
    row = frame[(frame.kpi == "duration") & (frame.segment == "age:55_plus") & (frame.seed == 2) & (frame.week == 7)]
    assert row.value.item() == result.weekly("duration")[2, 7, SEGMENTS.index("age:55_plus")]
    assert row.date.item().date() == date(2026, 2, 19)
    small = result.frame(kpis=["stock"], segments=["sex:women"])
    assert len(small) == len(result.seeds) * result.weeks and set(small.segment) == {"sex:women"}


def test_xarray_and_series_say_the_same_as_the_frame(result):
    data = result.to_xarray()
    assert data["duration"].dims == ("seed", "week", "segment")
    assert data["duration"].attrs["unit"] == "weeks"
    assert np.array_equal(data["duration"].sel(segment="all"), result.kpi("duration").values[:, :, 0])
    assert set(result.kpi("stock").frame().kpi) == {"stock"}


def test_a_plot_has_a_line_for_each_group(result):
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    assert len(result.kpi("met_share").plot(by="age", ax=axes).lines) == 4
    with pytest.raises(UnknownSegment, match="digital_skill"):
        result.kpi("met_share").plot(by="shoe_size", ax=axes)


def test_a_misspelt_kpi_is_answered_with_the_nearest_name(result):
    with pytest.raises(UnknownKPI, match="nearest: duration"):
        result.overall("durration")
    with pytest.raises(UnknownSegment, match="age:55_plus"):
        result.overall("duration", "age:old")


def test_counters_of_another_shape_are_refused(result):
    with pytest.raises(ValueError, match="want"):
        replace(result, seeds=(1, 2))


def test_what_is_saved_is_what_is_opened(synthetic, result, tmp_path):
    changed = synthetic.result("changed", 2, 1, changes=[synthetic.MANDATE, synthetic.RESCUE, synthetic.PORTAL])
    for one in (result, changed):
        opened = Result.open(one.save(tmp_path / "one.parquet"))
        assert np.array_equal(opened.counters, one.counters) and opened.counters.dtype == one.counters.dtype
        assert opened.seeds == one.seeds
        assert opened.scenario == one.info()
        assert opened.kpis == one.kpis
        assert dict(opened.provenance) == dict(one.provenance)
        assert opened.scenario.changes == one.scenario.changes


def test_an_interrupted_save_leaves_the_old_file_and_nothing_else(result, tmp_path, monkeypatch):
    path = result.save(tmp_path / "kept.parquet")
    before = path.read_bytes()

    def torn(table, where, **_):
        where.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(pq, "write_table", torn)
    with pytest.raises(KeyboardInterrupt):
        result.save(path)
    assert os.listdir(tmp_path) == ["kept.parquet"]
    assert path.read_bytes() == before


def test_a_file_that_is_no_result_is_refused(tmp_path):
    (tmp_path / "text.parquet").write_text("no parquet at all")
    pq.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    for name in ("text.parquet", "other.parquet"):
        with pytest.raises(ResultFileError, match=name):
            Result.open(tmp_path / name)


def test_weights_in_a_formula_are_honoured(synthetic):
    kpi = replace(synthetic.KPIS["duration"], top={"a": 2.0, "b": -1.0}, bottom={"c": 4.0}, factor=10.0)
    sums = np.array([[3.0, 3.0], [1.0, 0.0], [5.0, 0.0]])
    assert ratio_of_sums(kpi, sums, ("a", "b", "c"), ("all", "one"))[0] == pytest.approx(10 * (6 - 1) / 20)
    assert np.isnan(ratio_of_sums(kpi, sums, ("a", "b", "c"), ("all", "one"))[1])
