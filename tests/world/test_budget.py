"""The IT budget: first come run and maintenance, grants are a programme's own, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pes_sim.world.budget import Budget

EURO = st.floats(0, 1e6)
SHARE = st.floats(0, 1)


def test_what_is_not_there_is_not_paid_but_for_the_soft_share():
    budget = Budget(run_year=0.0)
    budget.receive(100.0)
    assert budget.pay(60.0, soft=0.0) == 60.0
    assert budget.pay(60.0, soft=0.0) == 40.0
    assert budget.pay(60.0, soft=0.5) == 30.0
    assert (budget.left, budget.overdrawn) == (0.0, 30.0)


def test_a_programme_draws_on_its_grant_before_the_envelope_and_gives_back_the_rest():
    budget = Budget(run_year=0.0)
    budget.receive(10.0)
    budget.approve("portal", 100.0, share=0.5)
    assert budget.draw("portal", 30.0) == 30.0
    assert (budget.left, budget.grants["portal"]) == (10.0, 20.0)
    assert budget.draw("portal", 40.0) == 30.0, "20 of the grant and 10 of the envelope"
    budget.approve("app", 7.0, share=1.0)
    assert budget.settle("app") == 7.0
    assert budget.settle("app") == 0.0
    assert (budget.granted, budget.returned) == (57.0, 7.0)


@given(left=EURO, carried=SHARE, pooled=SHARE)
def test_at_the_end_of_a_year_money_is_kept_lapses_or_pays_people(left, carried, pooled):
    budget = Budget(run_year=0.0, left=left)
    lapsed, to_staff = budget.end_year(carried, pooled)
    assert lapsed + to_staff + budget.left == pytest.approx(left)
    assert min(lapsed, to_staff, budget.left) >= -1e-9
    assert budget.left == pytest.approx(carried * left)


@given(left=EURO, moved=st.floats(-1e6, 1e6))
def test_it_lends_no_more_than_it_has(left, moved):
    budget = Budget(run_year=0.0, left=left)
    assert budget.lend_or_take(moved) == pytest.approx(max(moved, -left))
    assert budget.left >= 0
