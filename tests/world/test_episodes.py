"""An episode has luck of its own: leaving follows the hazard exactly, and an option moves it as little as it can."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from pes_sim.world.episodes import NO_POINT


@pytest.fixture(scope="module")
def warmed(worlds):
    model = worlds.of(worlds.small_austria(scale=400, warmup=0))
    for _ in range(80):
        model.step()
    return model


def test_what_is_left_of_the_hazard_is_exponential_for_those_who_come(worlds):
    model = worlds.of(worlds.small_austria(scale=100, warmup=0))
    register = model.jobseekers.register
    assert stats.kstest(register.hazard_left[: register.n], "expon").pvalue > 1e-3


def test_nobody_stays_whose_hazard_is_used_up_and_nobody_has_two_episodes_alike(warmed):
    register, force = warmed.jobseekers.register, warmed.jobseekers.labour_force
    assert (register.hazard_left[: register.n] > 0).all()
    assert np.unique(register.episode[: register.n]).size == register.n
    assert (force.exit_point[register.slot[: register.n]] > NO_POINT).all()


def test_episodes_of_one_person_one_after_the_other_are_independent(worlds):
    model = worlds.of(worlds.small_austria(scale=200, warmup=0))
    force, register = model.jobseekers.labour_force, model.jobseekers.register
    first = np.full(force.n, np.nan)
    pairs = []
    for _ in range(104):
        slots = register.slot[: register.n].copy()
        model.step()
        new = register.slot[: register.n][register.spell[: register.n] == 1]
        new = np.setdiff1d(new, slots)
        rows = np.flatnonzero(np.isin(register.slot[: register.n], new))
        left = register.hazard_left[rows]
        who = register.slot[rows]
        pairs += [(first[s], x) for s, x in zip(who, left, strict=True) if not np.isnan(first[s])]
        first[who] = left
    before, after = np.array(pairs).T
    assert len(pairs) > 1500
    assert abs(stats.spearmanr(before, after)[0]) < 4 / np.sqrt(len(pairs))


def test_a_little_more_counselling_moves_most_spells_by_nothing_and_the_rest_by_little(worlds):
    base = worlds.small_austria(scale=400, years=2)
    more = base.change("staffing.caseworkers", "+10%", name="more")
    one = worlds.of(base)
    one.warm_up()
    other = one.fork(more)
    for model in (one, other):
        model.run()
    before, after = (model.outcomes()["weeks_unemployed"] for model in (one, other))
    touched = (before > 0) | (after > 0)
    moved = np.abs(after - before)[touched]
    assert 0 < (moved > 0).mean() < 0.35
    assert moved.sum() < 0.05 * before.sum()
