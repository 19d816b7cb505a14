"""Hires follow a Cobb-Douglas matching function with constant returns, market by market."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pes_sim.world.market import Market
from pes_sim.world.steady_state import mobility

SHAPE = (2, 3)
POSTS = arrays(float, SHAPE, elements=st.floats(1.0, 1e5))
SEARCH = arrays(float, SHAPE, elements=st.floats(10.0, 1e5))
ELASTICITY = st.floats(0.05, 0.95)


def market(vacancies: np.ndarray, efficiency: float = 0.01, stay: float = 1.0, owed: float = 0.0) -> Market:
    return Market(
        vacancies=vacancies.copy(), postings=vacancies * 0.1, efficiency=efficiency, moves=mobility(SHAPE[1], stay),
        reference_fill=0.1, fill=0.1, owed=np.full(SHAPE, owed),
    )  # fmt: skip


def hires(of: Market, search: np.ndarray, elasticity: float, season: float = 1.0) -> float:
    """Expected hires of all who search, from the hazard each faces in the own occupation."""
    _, own = of.hazards(search, elasticity, season)
    return float((search * own).sum())


@given(POSTS, SEARCH, ELASTICITY, st.sampled_from([1.0, 0.8]))
def test_hires_are_efficiency_times_search_and_vacancies_to_their_powers(vacancies, search, eta, stay):
    of = market(vacancies, stay=stay)
    spread = search @ of.moves
    closed_form = np.minimum(of.efficiency * spread ** (1 - eta) * vacancies**eta, vacancies)
    assert hires(of, search, eta) == pytest.approx(closed_form.sum(), rel=1e-9)


@given(POSTS, SEARCH, ELASTICITY)
def test_elasticities_to_vacancies_and_to_search_are_eta_and_one_less_eta(vacancies, search, eta):
    of = market(vacancies, efficiency=1e-4)
    assume((of.efficiency * (vacancies / search) ** eta < 0.9 * vacancies / search).all())
    step = 1e-5
    base = hires(of, search, eta)
    by_vacancies = hires(market(vacancies * (1 + step), 1e-4), search, eta) / base - 1
    by_search = hires(of, search * (1 + step), eta) / base - 1
    assert by_vacancies / step == pytest.approx(eta, abs=1e-3)
    assert by_search / step == pytest.approx(1 - eta, abs=1e-3)


@given(POSTS, SEARCH, ELASTICITY)
def test_twice_the_market_hires_twice_as_many(vacancies, search, eta):
    assert hires(market(2 * vacancies), 2 * search, eta) == pytest.approx(2 * hires(market(vacancies), search, eta))


@given(POSTS, SEARCH, ELASTICITY, st.floats(0.5, 50.0))
def test_no_market_hires_more_than_its_vacancies(vacancies, search, eta, efficiency):
    of = market(vacancies, efficiency, stay=0.8)
    searched, _ = of.hazards(search, eta, 1.0)
    assert (searched * (search @ of.moves) <= vacancies * (1 + 1e-9)).all()


@given(POSTS, SEARCH, ELASTICITY)
def test_more_search_by_others_lowers_everybodys_hazard(vacancies, search, eta):
    of = market(vacancies, stay=0.8)
    _, before = of.hazards(search, eta, 1.0)
    _, after = of.hazards(search * 1.1, eta, 1.0)
    assert (after < before).all()


@given(POSTS, arrays(float, SHAPE, elements=st.floats(0.0, 5e4)), st.floats(0.0, 50.0), st.floats(0.0, 2.0))
def test_vacancies_are_conserved_and_never_negative(vacancies, hired, owed, demand):
    of = market(vacancies, owed=owed)
    before = of.vacancies - of.owed
    turned = of.turn(hired, demand, 0.5, 0.05, 0.006, 0.05)
    change = (of.vacancies - of.owed).sum() - before.sum()
    assert change == pytest.approx(turned["posted"] - turned["filled"] - turned["lapsed"], abs=1e-6 * vacancies.sum())
    assert turned["lapsed"] == pytest.approx(0.006 * vacancies.sum())
    assert (of.vacancies >= 0).all() and (of.owed >= 0).all()
    assert (np.minimum(of.vacancies, of.owed) == 0).all()


def test_an_unchanged_market_stays_where_it_is(worlds):
    model = worlds.of(worlds.little)
    of, values = model.market, model.values
    lapses = values["matching.other_fill_rate"] + values["matching.lapse_rate"]
    expected_hires = of.postings - of.vacancies * lapses
    before = of.vacancies.copy()
    rates = [values[f"matching.{name}"] for name in ("posting_response", "other_fill_rate", "lapse_rate")]
    of.turn(expected_hires, 1.0, *rates, 0.05)
    np.testing.assert_allclose(of.vacancies, before, rtol=1e-9)


@given(st.integers(1, 10), st.floats(0.0, 1.0))
def test_mobility_spreads_each_occupations_search_and_loses_none(occupations, stay):
    matrix = mobility(occupations, stay)
    np.testing.assert_allclose(matrix.sum(axis=1), 1.0)
    assert (matrix >= 0).all()
