"""Robotisation moves separations and posts by exposure; retraining moves people to where posts are."""

import numpy as np
import pytest

from pes_sim.model import PESModel
from pes_sim.processes.matching import crowded
from pes_sim.processes.robotisation import openings, robotisation

ROBOTS = {"robotisation.level": 1.0}


def stepped(model: PESModel, weeks: int) -> PESModel:
    for _ in range(weeks):
        model.step()
    return model


@pytest.fixture(scope="module")
def robots(worlds) -> PESModel:
    return stepped(worlds.of(worlds.small_austria(scale=500, warmup=4), values=ROBOTS), 3)


def test_without_robots_every_factor_is_one(worlds):
    model = worlds.of(worlds.small_austria(scale=1000, warmup=4))
    robotisation(model)
    assert (model.market.structure == 1.0).all() and (model.market.displacement == 1.0).all()


def test_exposed_occupations_lose_posts_and_jobs_and_sheltered_ones_gain_posts(robots):
    market = robots.market
    clerks, professionals = 4, 2
    assert market.displacement[clerks] > market.displacement[professionals] > 1.0
    assert market.structure[clerks] < market.structure[professionals]


@pytest.mark.parametrize("made", [0.0, 0.5, 1.0])
def test_as_many_posts_come_back_as_is_said(worlds, made):
    model = worlds.of(worlds.small_austria(scale=1000), values={**ROBOTS, "robotisation.posts_made": made})
    robotisation(model)
    before = model.market.postings.sum()
    after = (model.market.postings * model.market.structure).sum()
    without = worlds.of(worlds.small_austria(scale=1000), values={**ROBOTS, "robotisation.posts_made": 0.0})
    robotisation(without)
    lost = before - (without.market.postings * without.market.structure).sum()
    assert after == pytest.approx(before - lost * (1.0 - made))


def test_robots_raise_unemployment(worlds):
    base = worlds.small_austria(scale=500, warmup=4)
    for_two_years = [stepped(worlds.of(base, values=values), 56).jobseekers.register.n for values in ({}, ROBOTS)]
    assert for_two_years[1] > for_two_years[0]


def test_nobody_is_retrained_into_a_group_with_fewer_posts_for_a_search(robots):
    law, pull = openings(robots), robots.market.pull
    worse = pull[:, None, :] <= pull[:, :, None]
    assert (law.transpose(2, 0, 1, 3)[:, worse] == 0).all()
    total = law.sum(axis=-1)
    assert np.isclose(total, 1.0).sum() + (total == 0).sum() == total.size and (total > 0).any()


def test_retraining_changes_occupations_of_those_who_were_in_measures_only(worlds):
    base = worlds.small_austria(scale=500, warmup=4)
    plain, taught = (stepped(worlds.of(base, values={"measures.retraining_share": share}), 12) for share in (0.0, 1.0))
    changed = plain.jobseekers.labour_force.occupation != taught.jobseekers.labour_force.occupation
    first = worlds.of(base).jobseekers.labour_force
    assert changed.any()
    assert (plain.jobseekers.labour_force.occupation == first.occupation).all()
    assert changed.mean() < 0.05


def test_a_recommender_gains_less_the_more_follow_it(austria):
    values = austria.values
    alone, half, all_of_them = (crowded(values, 1.02, use, 4096) - 1.0 for use in (0, 4096 * 2048, 4096 * 4096))
    assert alone == pytest.approx(0.02)
    assert half == pytest.approx(0.02 * (1 - 0.15)) and all_of_them == pytest.approx(0.02 * (1 - 0.3))
    assert crowded(values, 1.0, 4096 * 4096, 4096) == 1.0
