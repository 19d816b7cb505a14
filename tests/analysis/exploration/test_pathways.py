"""Tipping points are those read off by hand."""

from math import inf

import pandas as pd
import pytest

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.exploration.pathways import Aim, pathways
from pes_sim.runs.errors import CallError

YEARS = range(2026, 2032)
# Share of needs given up by year: at most 5 % is good enough.
SHARES = {
    ("today", 0): [4, 4, 6, 6, 7, 8],
    ("today", 1): [4, 4, 4, 4, 4, 6],
    ("plan", 0): [7, 4, 4, 4, 4, 4],  # a bad first year is no end
    ("plan", 1): [4, 4, 4, 4, 6, 6],
}


@pytest.fixture(scope="module")
def outcomes():
    rows = [
        {"option": option, "future": future, "seed": seed, "x": float(future), "year": year, "y": value + luck}
        for (option, future), values in SHARES.items()
        for year, value in zip(YEARS, values, strict=True)
        for seed, luck in ((1, 0.5), (2, -0.5))
    ]
    return Outcomes(pd.DataFrame(rows), ("x",), {"y": "lower"}, "today")


@pytest.fixture(scope="module")
def found(outcomes):
    return pathways(outcomes, [Aim("y", 5.0)])


def test_a_plan_tips_where_two_bad_years_begin_or_the_bad_end(found):
    assert found.tips["today"].tolist() == [2028, 2031]
    assert found.tips["plan"].tolist() == [inf, 2030]


def test_a_year_that_counts_alone_tips_at_once(outcomes):
    assert pathways(outcomes, [Aim("y", 5.0)], lasting=1).tips["plan"].tolist() == [2026, 2030]


def test_the_share_of_futures_that_hold_falls_as_plans_tip(found):
    assert found.holding["today"].tolist() == [1, 1, 0.5, 0.5, 0.5, 0]
    assert found.holding["plan"].tolist() == [1, 1, 1, 1, 0.5, 0.5]


def test_the_longest_lasting_plan_comes_first(found):
    rows = found.frame().set_index("option")
    assert list(rows.index) == ["plan", "today"]
    assert rows.loc["plan", "holds_to_end"] == 0.5
    assert (rows.loc["today", "early"], rows.loc["today", "middle"], rows.loc["today", "late"]) == (2028, 2028, 2031)


def test_where_a_plan_could_go_is_what_still_works_in_the_futures_it_tips_in(found):
    rows = found.transfers().set_index(["option", "to"])
    assert rows.loc[("today", "plan"), "futures"] == 2
    assert rows.loc[("today", "plan"), "longer"] == 0.5
    assert rows.loc[("today", "plan"), "to_end"] == 0.5
    assert rows.loc[("plan", "today"), "longer"] == 1


def test_a_year_without_a_value_misses_the_aim(outcomes):
    frame = outcomes.frame.copy()
    frame.loc[(frame["option"] == "plan") & (frame["year"] >= 2030), "y"] = float("nan")
    holed = Outcomes(frame, ("x",), {"y": "lower"})
    assert pathways(holed, [Aim("y", 5.0)]).tips["plan"].tolist() == [2030, 2030]


def test_without_years_there_is_no_tipping_point(outcomes):
    with pytest.raises(CallError, match="no column year"):
        pathways(outcomes.at_year(2026), [Aim("y", 5.0)])
