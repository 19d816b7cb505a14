"""A comparison pairs by seed, keeps its columns, and writes its files whole or not at all."""

import os

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pes_sim.analysis.comparison import Comparison
from pes_sim.kpis.unknown import UnknownKPI

CONTRACT = ["kpi", "option", "baseline", "difference", "ci_low", "ci_high", "share_of_seeds_better"]


def test_the_frame_starts_with_the_columns_of_the_contract(synthetic, comparison):
    frame = comparison.frame()
    assert list(frame.columns)[:7] == CONTRACT
    assert len(frame) == len(synthetic.KPIS) * 3


def test_a_null_option_differs_by_exactly_nothing(comparison):
    null = comparison.frame().query("option == 'nothing'")
    assert (null[["difference", "ci_low", "ci_high"]] == 0).all(axis=None)
    assert (null.verdict == "same").all()
    people = comparison.winners_and_losers().query("option == 'nothing'")
    assert (people[["share_better", "share_worse", "mean_change"]] == 0).all(axis=None)


def test_the_known_effect_is_found_with_the_interval_of_scipy(comparison):
    row = comparison.frame().query("option == 'shorter_spells' and kpi == 'duration'").iloc[0]
    base, option = comparison.baseline.overall("duration"), comparison.options[1].overall("duration")
    truth = stats.ttest_rel(option, base).confidence_interval(0.95)
    assert (row.ci_low, row.ci_high) == pytest.approx((truth.low, truth.high))
    assert row.ci_low < -2 < row.ci_high and row.verdict == "better"


def test_differences_between_two_options_are_paired_too(comparison):
    found = comparison.between("met_share", "fewer_needs_met", "shorter_spells")
    assert found.verdict == "worse" and found.difference == pytest.approx(-0.1, abs=0.02)


def test_results_with_other_seeds_or_one_name_twice_are_refused(synthetic):
    base = synthetic.result("base", 3, 1)
    with pytest.raises(ValueError, match="seeds"):
        Comparison(base, [synthetic.result("other", 2, 1)], headline=synthetic.HEADLINE)
    with pytest.raises(ValueError, match="share a name"):
        Comparison(base, [base], headline=synthetic.HEADLINE)
    with pytest.raises(UnknownKPI):
        Comparison(base, [], headline=("durration",))


def test_targets_count_the_seeds_that_meet_them_in_the_year_before(comparison):
    targets = comparison.targets().set_index(["kpi", "option"])
    assert targets.loc[("met_share", "base"), "share_of_seeds"] == 1
    assert targets.loc[("met_share", "fewer_needs_met"), "share_of_seeds"] == 0
    assert targets.loc[("duration", "base"), "share_of_seeds"] == 0
    first, end = (516 // 7) - 52, 516 // 7  # 516 days from 1 January 2026 to 1 June 2027
    assert targets.loc[("met_share", "base"), "reached"] == pytest.approx(
        comparison.baseline.over("met_share", first, end).mean()
    )


def test_four_of_four_seeds_are_no_certainty(comparison):
    # Wilson's lower end for n of n is n / (n + z^2).
    row = comparison.targets().iloc[0]
    assert row.ci_low == pytest.approx(4 / (4 + stats.norm.ppf(0.975) ** 2)) and row.ci_high == pytest.approx(1)


def test_a_target_beyond_the_horizon_is_not_judged(synthetic):
    from datetime import date

    from pes_sim.scenario.scenario import Target

    base = synthetic.result("base", 2, 1, targets=[Target("met_share", 0.5, date(2040, 1, 1))])
    row = Comparison(base, [], headline=synthetic.HEADLINE).targets().iloc[0]
    assert np.isnan(row.share_of_seeds) and row.seeds == 0


def test_the_half_width_reached_tells_whether_the_sign_is_clear(comparison):
    table = comparison.precision().set_index(["kpi", "option"])
    clear = table.loc[("duration", "shorter_spells")]
    assert clear.relative < 1 and clear.seeds_needed <= 4
    wanted = clear.half_width / 2
    stricter = comparison.precision({"duration": wanted}).set_index(["kpi", "option"])
    assert stricter.loc[("duration", "shorter_spells")].seeds_needed > 4


def test_curves_start_at_no_difference_for_a_null_option(comparison):
    curves = comparison.trajectories("duration")
    assert list(curves.levels) == ["base", "nothing", "shorter_spells", "fewer_needs_met"]
    assert not curves.differences["nothing"].middle.any()
    band = curves.differences["shorter_spells"]
    assert np.all(band.low <= band.middle) and np.all(band.middle <= band.high)
    assert len(curves.dates) == len(band.middle) and np.isfinite(band.middle).all()


def test_save_writes_three_files_that_say_the_same(synthetic, comparison, tmp_path):
    folder = comparison.save(tmp_path / "out")
    assert sorted(os.listdir(folder)) == ["brief.html", "comparison.csv", "kpis.parquet"]
    written = pd.read_csv(folder / "comparison.csv")
    pd.testing.assert_frame_equal(written, comparison.frame(), check_dtype=False)
    kpis = pd.read_parquet(folder / "kpis.parquet")
    assert list(kpis.columns) == ["scenario", "seed", "week", "date", "kpi", "segment", "value"]
    assert set(kpis.scenario) == {"base", "nothing", "shorter_spells", "fewer_needs_met"}
    one = kpis[(kpis.scenario == "shorter_spells") & (kpis.kpi == "duration") & (kpis.segment == "all")]
    assert np.allclose(one.value, comparison.options[1].weekly("duration")[:, :, 0].ravel(), rtol=1e-6)


def test_an_interrupted_save_leaves_no_half_written_file(comparison, tmp_path, monkeypatch):
    def torn(self, path):
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(Comparison, "_write_kpis", torn)
    with pytest.raises(KeyboardInterrupt):
        comparison.save(tmp_path)
    assert os.listdir(tmp_path) == ["comparison.csv"]
