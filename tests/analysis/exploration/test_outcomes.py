"""A table of runs is read for what it says, and refused with words where it says nothing."""

import numpy as np
import pandas as pd
import pytest

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.runs.errors import CallError

X = np.array([[0.0], [1.0], [2.0]])


def test_a_change_is_the_option_less_the_baseline_of_the_same_future_and_seed(table):
    found = table(X, {"base": [1, 2, 3], "more": [2, 4, 6]}, baseline="base", seeds=2)
    assert found.changes("y")["more"].tolist() == [1, 1, 2, 2, 3, 3]
    assert found.output("y", "more").tolist() == [1, 2, 3]
    assert found.output("y", "base").tolist() == [1, 2, 3]


def test_luck_that_options_share_is_no_luck_of_their_difference(table):
    alike = table(X, {"base": [1, 2, 3], "more": [2, 4, 6]}, baseline="base", seeds=2)
    assert alike.seed_share("y", "more") == 0
    assert np.isnan(table(X, {"o": [1, 2, 3]}).seed_share("y", "o"))
    noisy = table(np.zeros((200, 1)) + np.arange(200)[:, None], {"o": np.zeros(200)}, seeds=4, noise=1.0)
    assert noisy.seed_share("y", "o") == pytest.approx(1, abs=0.25)


def test_columns_are_told_apart_by_the_models_own_registers():
    frame = pd.DataFrame(
        {"key": ["a", "b"], "option": "base", "future": [0, 1], "seed": 1, "labour.demand_level": [0.9, 1.1]}
        | {"choice.habit": 1.0, "ltu_share": [0.2, 0.3], "something": 1}
    )
    found = Outcomes.of(frame)
    assert found.parameters == ("labour.demand_level",)
    assert dict(found.directions) == {"ltu_share": "lower"}


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda f: f.drop(columns="seed"), "no column seed"),
        (lambda f: f.iloc[:0], "no finished run"),
        (lambda f: pd.concat([f, f]), "same option, future, seed"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(table, break_it, words):
    whole = table(X, {"o": [1, 2, 3]})
    with pytest.raises(CallError, match=words):
        Outcomes(break_it(whole.frame), whole.parameters, whole.directions)


def test_a_misspelt_option_or_kpi_brings_the_nearest(table):
    found = table(X, {"option": [1, 2, 3]})
    with pytest.raises(CallError, match="nearest: option"):
        found.output("y", "optoin")
    with pytest.raises(CallError, match="no KPI 'z'"):
        found.values("z")
    with pytest.raises(CallError, match="no option 'base'"):
        table(X, {"o": [1, 2, 3]}, baseline="base")


def test_options_of_one_future_that_lived_in_different_worlds_are_refused(table):
    found = table(X, {"a": [1, 2, 3], "b": [1, 2, 3]})
    found.frame.loc[0, "x1"] = 9.0
    with pytest.raises(CallError, match="future 0 do not have the same parameters"):
        found.futures()
