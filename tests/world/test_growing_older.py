"""People grow older, leave and are followed by the young; the labour force keeps the profile's age structure."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.processes.people import birthdays
from pes_sim.scenario.profile import Ages

FIVE_YEARS = 260


def ages(model) -> np.ndarray:
    force = model.jobseekers.labour_force
    return np.bincount(force.band, minlength=len(model.figures.ages.rows)) / force.n


def grown_older(worlds, scenario, weeks: int):
    """The age structure before and after some weeks in which people do nothing but grow older."""
    model = worlds.of(scenario, phases=[("birthdays", birthdays)])
    before = ages(model)
    for _ in range(weeks):
        model.step()
    return before, ages(model), model


@pytest.mark.parametrize("years", [1, 5, 10])
def test_the_age_structure_is_stationary(worlds, years):
    before, after, model = grown_older(worlds, worlds.small_austria(scale=200, warmup=0), 52 * years)
    people = model.jobseekers.labour_force.n
    assert np.abs(after - before).max() < 4 * np.sqrt(0.25 * before.max() / people) + 0.002


def test_everybody_has_one_five_year_birthday_in_five_years(worlds):
    _, _, model = grown_older(worlds, worlds.small_austria(scale=400, warmup=0), FIVE_YEARS)
    start = worlds.of(worlds.small_austria(scale=400, warmup=0)).jobseekers.labour_force
    now = model.jobseekers.labour_force
    older = now.generation == start.generation
    assert (now.band[older] == start.band[older] + 1).all()
    assert not older[start.band == 9].any()


def test_who_follows_is_someone_else(worlds):
    _, _, model = grown_older(worlds, worlds.small_austria(scale=400, warmup=0), FIVE_YEARS)
    start = worlds.of(worlds.small_austria(scale=400, warmup=0)).jobseekers
    new = np.flatnonzero(model.jobseekers.labour_force.generation > 0)
    assert len(new) > 100
    assert not (model.jobseekers.keys(new) == start.keys(new)).any()
    for name in ("region", "education", "occupation", "sex"):
        now, before = getattr(model.jobseekers.labour_force, name), getattr(start.labour_force, name)
        np.testing.assert_array_equal(now, before, err_msg="the place in the economy stays")


def test_bands_that_are_not_five_years_wide_are_refused(little):
    """People move up a band with every five-year birthday; another width would age them too fast."""
    ages = little.profile.figures.ages.model_dump()
    ages["rows"][-1]["last"] += 5
    with pytest.raises(ValueError, match="is not five years wide"):
        Ages.model_validate(ages)
