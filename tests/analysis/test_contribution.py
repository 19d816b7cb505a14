"""What a mechanism contributes is the effect with it less the effect without it, paired by seed."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats


@pytest.fixture(scope="module")
def pair(synthetic):
    """An effect of -2 weeks of which -1.2 hangs on a mechanism; the second option does not know of it."""
    comparison = synthetic.comparison(noise=0.01)
    halved = [
        synthetic.result("nothing", spell=22.0, met_rate=0.8),
        synthetic.result("shorter_spells", noise=0.01, spell=21.2, met_rate=0.8),
        synthetic.result("fewer_needs_met", noise=0.01, spell=22.0, met_rate=0.7),
    ]
    ablated = replace(
        comparison, baseline=synthetic.result("base", spell=22.0, met_rate=0.8), options=halved, changes={}
    )
    return replace(comparison, without={"habit": ablated})


def test_the_contribution_is_the_paired_difference_of_two_effects(pair):
    row = pair.contributions().query("option == 'shorter_spells' and kpi == 'duration'").iloc[0]
    with_it, without = (
        c.options[1].overall("duration") - c.baseline.overall("duration") for c in (pair, pair.without["habit"])
    )
    truth = stats.ttest_rel(with_it, without).confidence_interval(0.95)
    assert (row.ci_low, row.ci_high) == pytest.approx((truth.low, truth.high))
    assert row.difference == pytest.approx(row.effect_with - row.effect_without) == pytest.approx(-1.2, abs=0.1)
    assert (row.mechanism, row.verdict) == ("habit", "better")
    assert row.effect_with == pytest.approx(with_it.mean())


def test_its_columns_are_those_of_the_comparison_and_more(pair):
    frame = pair.contributions()
    assert list(frame.columns) == [*pair.frame().columns, "mechanism", "effect_with", "effect_without"]
    assert (frame.baseline == pair.frame().baseline).all()


def test_a_null_option_gets_nothing_from_any_mechanism(pair):
    null = pair.contributions().query("option == 'nothing'")
    assert np.allclose(null.difference, 0, atol=1e-9)


def test_without_ablation_there_is_none_and_no_file(comparison, pair, tmp_path, monkeypatch):
    monkeypatch.setattr(type(comparison), "report", lambda self, path: path)
    monkeypatch.setattr(type(comparison), "_write_kpis", lambda self, path: None)
    assert comparison.contributions().empty
    comparison.save(tmp_path / "plain")
    assert not (tmp_path / "plain" / "contribution.csv").exists()
    pair.save(tmp_path / "pair")
    assert set(pd.read_csv(tmp_path / "pair" / "contribution.csv").mechanism) == {"habit"}


def test_an_ablation_with_other_options_is_refused(comparison, pair):
    fewer = replace(pair.without["habit"], options=pair.without["habit"].options[:2])
    with pytest.raises(ValueError, match="without habit"):
        replace(comparison, without={"habit": fewer})
