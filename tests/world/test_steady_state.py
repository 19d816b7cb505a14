"""The steady state behind a profile reproduces its stocks, and every flow into a cell equals the flow out."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.world.steady_state import SteadyState, mobility, solve
from pes_sim.world.synthesis import population_table


class Solved:
    """A profile's steady state with what it was solved from."""

    def __init__(self, scenario) -> None:
        self.figures, self.values = scenario.profile.figures, scenario.values
        people = population_table(self.figures).sum(axis=-1) * self.figures.labour_force
        self.state: SteadyState = solve(self.figures, people, self.values)
        slow = self.state.slow
        self.people = people[..., None] * np.stack([1 - slow, slow], axis=-1)[None, :, None, None, :]
        self.registered = self.state.registered * self.people
        self.measures = self.state.measures * self.people
        self.inactive = self.state.inactive * self.people
        self.lasting = self.state.lasting * self.people
        self.employed = self.people - self.registered - self.measures - self.inactive

    def ends_of_absence(self) -> np.ndarray:
        """People a week who come back from outside the labour force."""
        for_a_while = (self.inactive - self.lasting) / self.values["inactivity.mean_weeks"]
        return for_a_while + self.lasting / self.values["inactivity.lasting_weeks"]


@pytest.fixture(scope="module", params=["austria", "little"])
def solved(request) -> Solved:
    return Solved(request.getfixturevalue(request.param))


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_the_register_has_the_profiles_margins(solved, axis):
    figures = solved.figures
    rows = (figures.regions.rows, figures.ages.rows, figures.education.rows)[axis]
    target = np.array([row.registered for row in rows])
    target = target / target.sum() * figures.unemployed.stock
    found = solved.registered.sum(axis=tuple(k for k in range(5) if k != axis))
    np.testing.assert_allclose(found, target, rtol=1e-6)


def test_nobody_is_lost_and_nobody_is_negative(solved):
    for stock in (
        solved.registered,
        solved.measures,
        solved.inactive - solved.lasting,
        solved.lasting,
        solved.employed,
    ):
        assert (stock >= 0).all()
    np.testing.assert_allclose(solved.people.sum(), solved.figures.labour_force, rtol=1e-9)


def test_flows_into_every_cell_equal_flows_out(solved):
    values, state = solved.values, solved.state
    exits = solved.registered * state.exit_hazard[:, :, None]
    job_loss = solved.employed * (
        state.separation[:, :, None, :, None] * state.education_factor[None, None, :, None, None]
    )
    back_from_measures = solved.measures / values["measures.mean_weeks"] * values["measures.to_register"]
    back_from_away = solved.ends_of_absence() * values["inactivity.to_register"]
    np.testing.assert_allclose(job_loss + back_from_measures + back_from_away, exits, rtol=1e-6)


def test_measures_and_time_away_are_in_balance_with_the_register(solved):
    values = solved.values
    intake = np.array([row.measure_intake for row in solved.figures.ages.rows])[None, :, None, None, None]
    intake = intake * values["measures.capacity"] * np.array([1.0, values["measures.slow_factor"]])
    np.testing.assert_allclose(
        solved.measures / values["measures.mean_weeks"],
        np.broadcast_to(intake, solved.people.shape) * solved.registered,
    )
    away = 1 - values["measures.to_register"] - values["measures.to_work"]
    leaving = np.array([values["labour.leaving_hazard_fast"], values["labour.leaving_hazard_slow"]])
    pace = np.array([row.pace for row in solved.figures.ages.rows])[None, :, None, None, None]
    into = solved.registered * leaving * pace + solved.measures / values["measures.mean_weeks"] * away
    np.testing.assert_allclose(solved.ends_of_absence(), into, rtol=1e-6)


def test_entrants_to_the_register_are_as_often_slow_as_the_profile_says(solved):
    entries = (solved.registered * solved.state.exit_hazard[:, :, None]).sum(axis=(0, 2, 3))
    expected = [row.slow_entrants for row in solved.figures.ages.rows]
    np.testing.assert_allclose(entries[:, 1] / entries.sum(axis=1), expected, atol=1e-6)


def test_vacancies_are_the_profiles_and_postings_keep_them(solved):
    figures, values, state = solved.figures, solved.values, solved.state
    notified = state.vacancies.sum(axis=1) * values["matching.notified_share"]
    np.testing.assert_allclose(notified, [row.vacancies for row in figures.regions.rows])
    moves = mobility(len(figures.occupations.rows), values["matching.occupation_stay"])
    lapses = state.vacancies * (values["matching.other_fill_rate"] + values["matching.lapse_rate"])
    assert (state.postings > lapses).all()
    leaving = np.array([values["labour.leaving_hazard_fast"], values["labour.leaving_hazard_slow"]])
    ages = figures.ages.rows
    pace = np.array([row.pace for row in ages])[None, :, None, None]
    intake = np.array([row.measure_intake for row in ages])[None, :, None, None] * values["measures.capacity"]
    to_work = state.exit_hazard - leaving * pace - intake * np.array([1.0, values["measures.slow_factor"]])
    hires = np.einsum("raeok,raok->ro", solved.registered, to_work)
    np.testing.assert_allclose(state.postings, hires @ moves + lapses, rtol=1e-5)


def test_more_long_spells_where_more_are_slow(solved):
    assert (solved.state.slow > 0).all() and (solved.state.slow < 1).all()
    # those who leave slowly pile up: the stock's slow share exceeds the entrants'
    stock = solved.registered.sum(axis=(0, 2, 3))
    assert (stock[:, 1] / stock.sum(axis=1) > [row.slow_entrants for row in solved.figures.ages.rows]).all()


def test_a_bigger_stock_needs_more_job_loss_in_every_cell(austria):
    figures = austria.profile.figures
    people = population_table(figures).sum(axis=-1) * figures.labour_force
    more = figures.model_copy(
        update={"unemployed": figures.unemployed.model_copy(update={"stock": figures.unemployed.stock * 1.2})}
    )
    one, other = (solve(f, people, austria.values) for f in (figures, more))
    assert (other.separation > one.separation).all()
