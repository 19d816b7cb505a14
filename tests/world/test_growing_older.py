"""People grow older, leave and are followed by the young; the labour force keeps the profile's age structure."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.processes.people import birthdays

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


def ten_year_bands(little):
    rows = little.profile.figures.ages.rows
    wide = [row.model_copy(update={"first": 20 + 10 * k, "last": 29 + 10 * k}) for k, row in enumerate(rows)]
    figures = little.profile.figures
    figures = figures.model_copy(update={"ages": figures.ages.model_copy(update={"rows": wide})})
    profile = little.profile.model_copy(update={"figures": figures})
    return little.__class__(**{**{f: getattr(little, f) for f in little.__dataclass_fields__}, "profile": profile})


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


@pytest.mark.xfail(strict=True, reason="a person leaves every band on the next five-year birthday, however wide it is")
def test_people_stay_in_a_band_as_many_years_as_it_is_wide(worlds, little):
    _, _, model = grown_older(worlds, ten_year_bands(little), 52)
    start = worlds.of(little).jobseekers.labour_force
    now = model.jobseekers.labour_force
    youngest = start.band == 0
    moved = ((now.band != 0) | (now.generation > 0))[youngest].mean()
    assert abs(moved - 0.1) < 0.02
