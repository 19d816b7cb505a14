"""The synthetic labour force has the profile's margins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pes_sim.world.settlement import settle
from pes_sim.world.synthesis import SynthesisError, fit_margins, population_table, whole_people

SCALES = (20, 200)
ROWS = {"region": "regions", "band": "ages", "education": "education", "occupation": "occupations"}


@pytest.fixture(scope="module", params=SCALES, ids=lambda scale: f"scale {scale}")
def settled(request, austria):
    """(figures, values, jobseekers, steady state, tables) of Austria's first day."""
    figures = austria.profile.figures
    jobseekers, steady, tables, _ = settle(figures, request.param, 1, austria.values, 1)
    return figures, austria.values, jobseekers, steady, tables


def shares(rows, what: str = "labour_force") -> np.ndarray:
    found = np.array([getattr(row, what) for row in rows])
    return found / found.sum()


@pytest.mark.parametrize("column", [*ROWS, "sex"])
def test_margins_are_the_profiles_within_rounding(settled, column):
    figures, _, jobseekers, _, _ = settled
    force = jobseekers.labour_force
    margin = (
        np.array([figures.women, 1 - figures.women]) if column == "sex" else shares(getattr(figures, ROWS[column]).rows)
    )
    found = np.bincount(getattr(force, column), minlength=len(margin))
    # every cell is rounded by less than one person either way; the errors of a margin's cells add up like a walk
    cells = population_table(figures).size / len(margin)
    assert np.abs(found - margin * force.n).max() < 4 * np.sqrt(cells / 6)
    assert np.abs(found / force.n - margin).max() < 0.002


def test_everybody_is_there_once(settled):
    figures, _, jobseekers, _, _ = settled
    people = figures.labour_force / {235_000: 20, 23_500: 200}[len(jobseekers)]
    assert len(jobseekers) == people
    keys = jobseekers.keys(np.arange(len(jobseekers)))
    assert len(np.unique(keys)) == len(jobseekers)


def test_areas_are_their_regions(settled):
    figures, _, jobseekers, _, _ = settled
    force = jobseekers.labour_force
    for r, row in enumerate(figures.regions.rows):
        mine = force.area[force.region == r]
        expected = np.array([row.city, row.town, row.rural])
        error = np.sqrt(expected * (1 - expected) / len(mine))
        assert (np.abs(np.bincount(mine, minlength=3) / len(mine) - expected) <= 4 * error + 1e-12).all(), row.name


def test_access_to_the_internet_follows_education(settled):
    figures, _, jobseekers, _, _ = settled
    force = jobseekers.labour_force
    for e, row in enumerate(figures.education.rows):
        mine = force.offline[force.education == e]
        error = np.sqrt(row.no_internet * (1 - row.no_internet) / len(mine))
        assert abs(mine.mean() - row.no_internet) < 4 * error, row.name


def basic_skill_share(settled, e: int) -> tuple[float, int]:
    _, values, jobseekers, _, _ = settled
    mine = jobseekers.labour_force.skill[jobseekers.labour_force.education == e]
    return float((mine >= values["people.basic_skill"]).mean()), len(mine)


def test_digital_skills_by_education_are_near_the_profiles(settled):
    for e, row in enumerate(settled[0].education.rows):
        assert abs(basic_skill_share(settled, e)[0] - row.basic_digital_skills) < 0.025, row.name


@pytest.mark.parametrize("settled", [20], indirect=True)
def test_digital_skills_by_education_are_the_profiles(settled):
    deviations = []
    for e, row in enumerate(settled[0].education.rows):
        found, n = basic_skill_share(settled, e)
        deviations.append(abs(found - row.basic_digital_skills) / np.sqrt(found * (1 - found) / n))
    assert max(deviations) < 4


def test_the_old_are_less_skilled_digitally(settled):
    force = settled[2].labour_force
    for e in range(3):
        means = [force.skill[(force.band == band) & (force.education == e)].mean() for band in (2, 5, 8)]
        assert means == sorted(means, reverse=True)


def test_first_day_has_the_profiles_register(settled):
    figures, _, jobseekers, steady, _ = settled
    force = jobseekers.labour_force
    registered = force.clock == jobseekers.clocks.never
    scale = figures.labour_force / force.n
    expected = figures.unemployed.stock / scale
    assert abs(registered.sum() - expected) < 4 * np.sqrt(expected)
    for column, rows in (("region", figures.regions.rows), ("band", figures.ages.rows)):
        found = np.bincount(getattr(force, column)[registered], minlength=len(rows))
        mine = shares(rows, "registered") * expected
        assert (np.abs(found - mine) < 4.5 * np.sqrt(mine)).all(), column


def test_birthdays_list_everybody_once_in_five_years(settled):
    force = settled[2].labour_force
    listed = np.concatenate([force.born_in(week) for week in range(260)])
    assert sorted(listed.tolist()) == list(range(force.n))


def test_the_same_seed_makes_the_same_people_and_another_seed_others(little):
    def people(seed: int):
        return settle(little.profile.figures, 10, seed, little.values, 1)[0].labour_force

    one, again, other = people(1), people(1), people(2)
    assert (one.skill == again.skill).all() and (one.threshold == again.threshold).all()
    assert (one.skill != other.skill).mean() > 0.99
    assert (one.occupation == other.occupation).all()  # the table is the profile's, not luck


@given(arrays(float, (3, 4), elements=st.floats(0.0, 1.0)), st.integers(0, 10_000))
def test_whole_people_sum_exactly_and_no_cell_is_off_by_more_than_one(table, people):
    if table.sum() == 0:
        table = table + 1.0
    counts = whole_people(table, people)
    assert counts.sum() == people and counts.min() >= 0
    assert np.abs(counts - table / table.sum() * people).max() < 1 + 1e-9


MARGIN_SEED = arrays(float, (2, 3, 4), elements=st.floats(0.1, 5.0))


@given(MARGIN_SEED, MARGIN_SEED)
def test_fitting_meets_every_margin_of_some_population(seed, population):
    population = population / population.sum()
    margins = [population.sum(axis=tuple(k for k in range(3) if k != axis)) for axis in range(3)]
    table = fit_margins(seed, margins)
    for axis, margin in enumerate(margins):
        np.testing.assert_allclose(table.sum(axis=tuple(k for k in range(3) if k != axis)), margin, atol=1e-9)


@given(arrays(float, (2, 2), elements=st.floats(0.1, 5.0)), st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_fitting_keeps_the_odds_ratio_of_what_is_known(seed, rows, columns):
    table = fit_margins(seed, [np.array([rows, 1 - rows]), np.array([columns, 1 - columns])])
    odds = [t[0, 0] * t[1, 1] / (t[0, 1] * t[1, 0]) for t in (seed, table)]
    assert odds[1] == pytest.approx(odds[0], rel=1e-6)


def test_margins_that_contradict_what_cannot_be_are_an_error():
    seed = np.array([[1.0, 0.0], [0.0, 1.0]])  # nobody young is in trade two, nobody old in trade one
    with pytest.raises(SynthesisError, match="margins"):
        fit_margins(seed, [np.array([0.9, 0.1]), np.array([0.5, 0.5])])


def test_education_fits_occupation_as_far_as_the_margins_allow(austria):
    table = population_table(austria.profile.figures).sum(axis=(0, 1, 4))  # education x occupation
    professionals, elementary = table[:, 2] / table[:, 2].sum(), table[:, 9] / table[:, 9].sum()
    assert professionals[2] > 0.8 and elementary[0] > 0.45
