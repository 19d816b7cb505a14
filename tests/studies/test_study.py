"""A study gives what single runs give, runs nothing twice, and is one table in the order of its design."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import standin

import pes_sim as pes
from pes_sim.kpis.unknown import UnknownKPI, UnknownSegment
from pes_sim.runs.errors import CallError
from pes_sim.runs.simulate import simulate
from pes_sim.runs.store.catalogue import Catalogue
from pes_sim.runs.store.keys import under
from pes_sim.studies.study import Study


def begun(faults: Path) -> list[str]:
    file = faults / "begun.txt"
    return file.read_text().split() if file.exists() else []


@pytest.mark.untraced
def test_runs_that_share_a_warm_up_equal_runs_from_the_start_to_the_bit(write):
    study = Study.open(write(("count: 2", "count: 1"), ("seeds: 2", "seeds: [3]")), "store")
    assert study.run(workers=0, progress=False).complete
    frame = study.frame(list(pes.KPIS))
    assert len(frame) == 4
    for arm in study.design.arms:
        alone = pes.Result(
            arm.scenario, (3,), simulate(under(arm.scenario, study.design.futures[0]), 3).counters[np.newaxis]
        )
        row = frame[(frame["option"] == arm.option) & (frame["shock"] == arm.shock_name)].iloc[0]
        for name in pes.KPIS:
            assert np.array_equal(row[name], alone.overall(name)[0], equal_nan=True), name
    assert frame["ltu_share"].nunique() == 4, "every arm is another run"


def test_a_row_says_option_shock_future_seed_and_the_sampled_values(quick):
    study = quick()
    study.run(workers=0, progress=False)
    frame = study.frame()
    assert list(frame.columns) == [
        "key", "option", "shock", "future", "seed", "labour.work_hazard_fast", "counselling.max_effect",
        "ltu_share", "unmet_need_share",
    ]  # fmt: skip
    assert len(frame) == len(study.design) == 2 * 2 * 2 * 2
    assert not frame.duplicated(["option", "shock", "future", "seed"]).any() and frame["key"].is_unique
    assert set(frame["option"]) == {"austria", "more"} == set(study.options) and study.baseline == "austria"
    assert set(frame["shock"]) == {"none", "crash"}
    for future, rows in frame.groupby("future"):
        assert (rows["counselling.max_effect"] == study.design.futures[future]["counselling.max_effect"]).all()
    assert frame["counselling.max_effect"].between(1.1, 1.5).all()


def test_what_is_stored_is_not_run_again_by_this_study_or_another(quick, faults):
    assert quick().run(workers=0, progress=False).complete
    assert len(begun(faults)) == 16
    again = quick().run(workers=0, progress=False)
    assert (again.done, again.there_before, again.complete) == (0, 16, True)
    more = quick(("seeds: 2", "seeds: 3"), ("title: A small study", "title: One seed more"))
    tally = more.run(workers=0, progress=False)
    assert (tally.done, tally.there_before) == (8, 16)
    assert len(begun(faults)) == len(set(begun(faults))) * 2, "each name and seed once a future"


def test_a_value_that_a_future_leaves_as_it_is_makes_the_same_run(quick):
    plain = quick(("  design: latin_hypercube\n  count: 2\n", "  design: explicit\n  values: [{}]\n"),
                  ("  parameters:\n    - labour.work_hazard_fast\n    - {path: counselling.max_effect, low: 1.1, high: 1.5}\n", ""))  # fmt: skip
    usual = pes.load("austria").values["counselling.max_effect"]
    same = quick(("  design: latin_hypercube\n  count: 2\n", f"  design: explicit\n  values: [{{counselling.max_effect: {usual}}}]\n"),
                 ("  parameters:\n    - labour.work_hazard_fast\n    - {path: counselling.max_effect, low: 1.1, high: 1.5}\n", ""))  # fmt: skip
    assert [run.key for run in plain.design] == [run.key for run in same.design]


def test_every_part_of_a_run_makes_another_key(quick):
    keys = [run.key for run in quick().design]
    assert len(set(keys)) == len(keys)
    for change in (("scale: 5000", "scale: 4000"), ("years: 1", "years: 2"), ("'+50%'", "'+60%'")):
        if change[0] == "'+50%'":
            Path("scenarios/options/more.yaml").write_text(
                Path("scenarios/options/more.yaml").read_text().replace("+50%", "+60%")
            )
            others = [run for run in quick().design if run.arm.option == "more"]
            assert not {run.key for run in others} & set(keys)
        else:
            assert not {run.key for run in quick(change).design} & set(keys)


def test_kpis_come_by_year_and_by_segment(quick):
    study = quick(("years: 1", "years: 2"), ("count: 2", "count: 1"), ("seeds: 2", "seeds: 1"))
    study.run(workers=0, progress=False)
    run = next(iter(study.design))
    result = pes.Result(
        run.arm.scenario,
        (1,),
        standin.counters(under(run.arm.scenario, study.design.futures[0]), 1)[np.newaxis],
    )
    for year in (1, 2):
        found = study.frame(["ltu_share"], year=year, segment="age:55_plus").iloc[0]
        want = result.overall("ltu_share", "age:55_plus", (year - 1, year))[0]
        assert found["ltu_share"] == pytest.approx(want, rel=1e-6)
        assert found["year"] == 2025 + year
    by_year = study.by_year()
    assert len(by_year) == 2 * len(study.frame()) and set(by_year["year"]) == {2026, 2027}
    with pytest.raises(CallError, match="1 to 2"):
        study.frame(year=3)
    with pytest.raises(UnknownKPI, match="ltu_share"):
        study.frame(["ltu_shar"])
    with pytest.raises(UnknownSegment):
        study.frame(segment="age:old")


def test_weekly_counters_are_kept_where_they_are_asked_for(quick):
    quick().run(workers=0, progress=False)
    weekly = quick(("seeds: 2", "seeds: 2\nkeep: weeks"))
    assert weekly.missing() == 16, "what was kept by year is not enough"
    assert weekly.run(workers=0, progress=False).complete
    run = next(iter(weekly.design))
    result = weekly.result(run.arm.option, run.future)
    assert np.array_equal(
        result.counters[0], standin.counters(under(run.arm.scenario, weekly.design.futures[0]), 1), equal_nan=True
    )
    assert result.kpi("ltu_share").values.shape[:2] == (2, 52)
    with pytest.raises(CallError, match="keep: weeks"):
        quick().result("more", 0)


def test_every_file_says_what_it_was_made_with(quick):
    study = quick()
    study.run(workers=0, progress=False)
    run = next(iter(study.design))
    said = study.provenance(run.key)
    assert said["seed"] == run.seed and said["future"] == study.design.futures[run.future]
    assert {"pes-sim", "python", "numba", "numpy"} <= set(said["versions"])
    assert said["machine"] and said["finished"].endswith("+00:00") and said["model"]
    resolved = said["resolved"]
    assert resolved["values"]["counselling.max_effect"] == study.design.futures[run.future]["counselling.max_effect"]
    assert resolved["figures"]["labour_force"] == study.base.profile.figures.labour_force


def test_an_empty_store_is_an_empty_table(quick):
    study = quick()
    assert study.missing() == 16
    assert study.frame().empty and list(study.frame().columns)[:2] == ["key", "option"]
    assert study.failures().empty
    assert Catalogue([]).heads().empty


def test_the_file_is_written_as_the_table(quick, folder):
    study = quick()
    study.run(workers=0, progress=False)
    study.write(folder)
    pd.testing.assert_frame_equal(pd.read_parquet(folder / "runs.parquet"), study.frame(), check_dtype=False)
    assert not (folder / "failures.csv").exists()


def test_parts_make_a_whole_and_overlap_in_nothing(quick):
    whole = [run.key for run in quick().design]
    parts = [quick(part=f"{k}/3").design for k in (1, 2, 3)]
    assert sorted(run.key for part in parts for run in part) == sorted(whole)
    assert [len(list(part)) for part in parts] == [len(part) for part in parts] == [8, 4, 4]
    nothing = quick(part="9/9")  # four cells, nine jobs: some have nothing to do
    assert nothing.run(workers=1, progress=False).complete and nothing.frame().empty
    for wrong in ("0/3", "4/3", "1", "a/b", "1/0"):
        with pytest.raises(CallError, match="2/40"):
            quick(part=wrong)


@pytest.mark.untraced
def test_the_study_of_digital_strategies_is_as_large_as_it_says_and_its_small_form_runs(folder):
    large = Study.open("digital_strategies")
    assert len(large.design.futures) == 200 and len(large.design.seeds) == 10
    assert len(large.options) > 25 and len(large.design) == len(large.options) * 2000
    small = Study.open("digital_strategies_small", "store", scale=5000, years=1, seeds=1)
    small = replace(small, design=replace(small.design, part=(1, 6)))
    assert small.run(workers=0, progress=False).complete
    assert set(small.frame()["option"]) == set(small.options) and small.frame()["future"].nunique() == 2
    assert small.answers()["none"].robustness is not None
    with pytest.raises(pes.ScenarioError, match="nearest: digital_strategies"):
        Study.open("digital_strategy")
