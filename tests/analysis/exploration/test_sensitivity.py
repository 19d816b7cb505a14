"""Indices are those of functions whose indices are known."""

import numpy as np
import pytest
from SALib.sample import latin
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G

from pes_sim.analysis.exploration.sensitivity import first_order, morris, sobol
from pes_sim.runs.errors import CallError

ISHIGAMI = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
FIRST = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0}  # Ishigami and Homma 1990, a = 7, b = 0.1
TOTAL = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}


def test_sobol_indices_of_ishigami_are_the_known_ones_within_their_intervals(table):
    x = sobol_sample.sample(ISHIGAMI, 1024, calc_second_order=True, seed=1)
    found = sobol(table(x, {"o": Ishigami.evaluate(x)}), "y", "o")
    rows = found.frame().set_index("parameter")
    for name in FIRST:
        assert rows.loc[name, "first"] == pytest.approx(FIRST[name], abs=rows.loc[name, "first_half"])
        assert rows.loc[name, "total"] == pytest.approx(TOTAL[name], abs=rows.loc[name, "total_half"])
    assert list(rows.index) == ["x1", "x2", "x3"]
    pair = found.pairs.iloc[0]
    assert {pair["parameter"], pair["with"]} == {"x1", "x3"}
    assert pair["second"] == pytest.approx(0.2437, abs=pair["second_half"])


def test_sobol_indices_of_the_g_function_are_the_known_ones(table):
    a = np.array([0.0, 1.0, 4.5, 9.0])
    problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0, 1]] * 4}
    x = sobol_sample.sample(problem, 1024, calc_second_order=False, seed=2)
    part = 1 / (3 * (1 + a) ** 2)
    known = part / (np.prod(1 + part) - 1)  # Saltelli and Sobol' 1995
    rows = sobol(table(x, {"o": Sobol_G.evaluate(x, a)}, list("abcd")), "y", "o").frame().set_index("parameter")
    assert rows.loc[list("abcd"), "first"].to_numpy() == pytest.approx(known, abs=0.06)


def test_morris_effects_of_a_straight_line_are_its_slopes_over_the_range_without_spread(table):
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0, 2], [0, 1], [5, 6]]}
    x = morris_sample.sample(problem, 10, num_levels=6, seed=3)
    rows = morris(table(x, {"o": x @ [2.0, -3.0, 0.0]}), "y", "o", levels=6).frame().set_index("parameter")
    assert rows.loc[["x1", "x2", "x3"], "mu_star"].to_numpy() == pytest.approx([4, 3, 0])
    assert rows["mu"]["x2"] == pytest.approx(-3)
    assert rows["sigma"].to_numpy() == pytest.approx(0, abs=1e-9)


def test_morris_sees_an_interaction_as_spread(table):
    problem = {"num_vars": 2, "names": ["x1", "x2"], "bounds": [[-1, 1]] * 2}
    x = morris_sample.sample(problem, 20, num_levels=4, seed=3)
    rows = morris(table(x, {"o": x[:, 0] * x[:, 1]}), "y", "o", levels=4).frame()
    assert (rows["sigma"] > 0.5).all()


def test_first_order_indices_come_from_any_sample(table):
    x = latin.sample(ISHIGAMI, 2000, seed=4)
    rows = first_order(table(x, {"o": Ishigami.evaluate(x)}), "y", "o").frame().set_index("parameter")
    assert rows.loc[list(FIRST), "first"].to_numpy() == pytest.approx(list(FIRST.values()), abs=0.06)


def test_analyses_of_the_change_see_what_moves_the_change_and_not_the_level(table):
    x = latin.sample(ISHIGAMI, 300, seed=5)
    level = 100 * x[:, 0]
    found = table(x, {"base": level, "more": level + x[:, 1]}, baseline="base")
    assert first_order(found, "y", "more").frame()["parameter"][0] == "x2"
    assert first_order(found, "y", "base").frame()["parameter"][0] == "x1"


def test_the_same_runs_give_the_same_intervals_and_leave_numpys_generator_alone(table):
    x = sobol_sample.sample(ISHIGAMI, 64, seed=1)
    made = table(x, {"o": Ishigami.evaluate(x)})
    np.random.seed(5)
    one = sobol(made, "y", "o").frame()
    drawn = np.random.random()
    np.random.seed(5)
    assert drawn == np.random.random()
    assert one.equals(sobol(made, "y", "o").frame())


def test_a_sample_of_the_wrong_kind_is_refused_with_what_was_expected(table):
    x = latin.sample(ISHIGAMI, 80, seed=6)
    made = table(x, {"o": x[:, 0]})
    with pytest.raises(CallError, match="no Saltelli design; expected N x 5 or N x 8"):
        sobol(made, "y", "o")
    with pytest.raises(CallError, match="no Morris trajectories"):
        morris(made, "y", "o", levels=4)
    with pytest.raises(CallError, match="too few"):
        first_order(table(x[:10], {"o": x[:10, 0]}), "y", "o")
    with pytest.raises(CallError, match="same in every future"):
        first_order(table(x, {"o": np.ones(80)}), "y", "o")
    holed = np.where(np.arange(80) == 3, np.nan, x[:, 0])
    with pytest.raises(CallError, match="1 futures of o have no value"):
        first_order(table(x, {"o": holed}), "y", "o")
