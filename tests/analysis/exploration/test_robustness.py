"""Criteria are those worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.exploration.robustness import regret, robustness
from pes_sim.runs.errors import CallError

X = np.arange(3.0)[:, None]
COSTS = {"a": [4, 5, 9], "b": [6, 6, 6], "c": [7, 8, 7]}


def row(found, criterion, option):
    table = found.frame()
    return table[(table["criterion"] == criterion) & (table["option"] == option)].iloc[0]


def test_regret_is_what_the_best_of_the_same_future_would_have_saved(table):
    found = regret(table(X, COSTS, direction="lower"), "y")
    assert found["a"].tolist() == [0, 0, 3]
    assert found["b"].tolist() == [2, 1, 0]
    assert found["c"].tolist() == [3, 3, 1]


def test_every_criterion_is_the_one_worked_out_by_hand(table):
    found = robustness(table(X, COSTS, direction="lower"), ["y"], {"y": 6})
    assert [row(found, "maximin", o)["value"] for o in "abc"] == [9, 6, 8]
    assert [row(found, "maximin", o)["rank"] for o in "abc"] == [3, 1, 2]
    assert [row(found, "worst_regret", o)["value"] for o in "abc"] == [3, 2, 3]
    assert [row(found, "worst_regret", o)["rank"] for o in "abc"] == [2, 1, 2]
    assert [row(found, "mean", o)["value"] for o in "abc"] == pytest.approx([6, 6, 22 / 3])
    assert [row(found, "satisficing", o)["value"] for o in "abc"] == pytest.approx([2 / 3, 1, 0])


def test_the_domain_criterion_asks_for_everything_at_once():
    frame = pd.DataFrame({"option": ["a"] * 4, "future": range(4), "seed": 1, "x": range(4)})
    frame = frame.assign(up=[1, 1, 0, 0], down=[0, 1, 0, 1])
    found = robustness(Outcomes(frame, ("x",), {"up": "higher", "down": "lower"}), ["up"], {"up": 1, "down": 0})
    assert row(found, "domain", "a")["value"] == 0.25
    assert row(found, "domain", "a")["kpi"] == "all"


def test_the_ranking_counts_how_often_an_option_is_first(table):
    ranking = robustness(table(X, COSTS, direction="lower"), ["y"], {"y": 6}).ranking().set_index("option")
    assert ranking.index[0] == "b"
    assert ranking.loc["b", "firsts"] == 5  # first, alone or shared, on all five criteria
    assert ranking.loc["c", "firsts"] == 0


def test_chances_of_being_first_sum_to_one_and_are_sure_where_one_always_wins(table):
    found = robustness(table(X, {"a": [1, 2, 3], "b": [2, 3, 4]}), ["y"]).frame()
    assert found.groupby("criterion")["chance_first"].sum().to_numpy() == pytest.approx(1)
    assert (found[found["option"] == "b"]["chance_first"] == 1).all()


def test_a_future_in_which_an_option_has_no_value_counts_for_none(table):
    found = robustness(table(X, {"a": [1, np.nan, 3], "b": [2, 99, 1]}), ["y"])
    assert found.futures == 2
    assert row(found, "mean", "b")["value"] == 1.5


def test_a_kpi_without_a_better_direction_cannot_judge(table):
    with pytest.raises(CallError, match="no better direction"):
        robustness(table(X, COSTS, direction="neutral"), ["y"])
