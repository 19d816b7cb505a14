"""Claims about trials: the lot, who is treated, what a treatment does and whom else it touches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pes_sim.model import PESModel
from pes_sim.scenario.changes import SetValue
from pes_sim.scenario.trial import Eligible, Treatment, Trial
from pes_sim.world.trial import BENEFIT, MEETING, REGISTERED, STATE, UNSEEN

WEEKS = 30


def trial(*treatments, lot="person", follow=20, **eligible):
    who = Eligible(**{"stock": 2, "entries": (2, 10), **eligible})
    return Trial(who, {"treated": 0.5, "control": 0.5}, follow, lot, treatments)


def run(base, plan):
    model = PESModel(replace(base, trial=plan))
    while model.week < WEEKS:
        model.step()
    return model


def to(path, value):
    return SetValue(path, "to", value, None)


@pytest.fixture(scope="module")
def base(worlds):
    return worlds.small_austria(scale=500, warmup=10)


@pytest.fixture(scope="module")
def untreated(base):
    return run(base, trial())


@pytest.fixture(scope="module")
def treated(base):
    return run(base, trial(Treatment("treated", caseload=40.0, sets=(to("counselling.min_interval_weeks", 1),))))


def test_a_trial_without_treatment_changes_nothing(base, untreated):
    without = PESModel(base)
    while without.week < WEEKS:
        without.step()
    assert np.array_equal(without.history, untreated.history)


def test_the_lot_does_not_depend_on_what_is_done(untreated, treated):
    mine, theirs = ({(s, g): k for s, g, k in zip(p["slot"], p["generation"], p["group"], strict=True) if w}
                    for p in (untreated.participants, treated.participants)
                    for w in [True])  # fmt: skip
    both = set(mine) & set(theirs)
    assert len(both) > 0.9 * len(mine) > 100 and all(mine[who] == theirs[who] for who in both)
    assert 0.4 < np.mean([group for group in mine.values()]) < 0.6


def test_only_the_treated_are_met_more_often(untreated, treated):
    before, after = (
        [((p.history & MEETING > 0) & (p.history != UNSEEN))[p["group"] == k].sum(axis=1).mean() for k in (0, 1)]
        for p in (untreated.participants, treated.participants)
    )
    assert after[0] > 2 * before[0] and after[1] == pytest.approx(before[1], rel=0.15)


def test_nobody_is_paid_a_benefit_or_met_off_the_register(treated):
    history = treated.participants.history[treated.participants.history != UNSEEN]
    assert set(np.unique(history & STATE)) >= {0, 1, 2, 3}
    assert not (history[history & (BENEFIT | MEETING) > 0] & STATE != REGISTERED).any()


def test_conditions_on_who_joins_are_met(base):
    model = run(
        base, trial(ages=(25, 40), regions=frozenset({"Wien"}), education=frozenset({0}), registered_for=(5, 90))
    )
    part = model.participants
    ages = model.tables.band_age[part["band"]]
    assert len(part) > 5 and ages.min() >= 25 and ages.max() <= 40
    assert set(part["region"]) == {0} and part["spell"].min() >= 5 and set(part["joined"]) == {2}
    assert set(model.jobseekers.labour_force.education[part["slot"]]) == {0}


def test_each_loses_as_many_meetings_as_the_treatment_says_and_no_more(base, untreated):
    model = run(base, trial(Treatment("treated", lost_meetings=1)))
    part, usual = model.participants, untreated.participants
    assert part["lost"].max() == 1 and part["lost"][part["group"] == 1].sum() == 0
    held = [(p.history & MEETING > 0)[(p["group"] == 0)][:, :20].sum() for p in (part, usual)]
    assert held[0] < held[1]


def test_a_lot_by_region_treats_whole_regions(base):
    model = run(base, trial(Treatment("treated", sets=(to("counselling.offered_share", 0.0),)), lot="region"))
    part = model.participants
    for region in np.unique(part["region"]):
        assert len(set(part["group"][part["region"] == region])) == 1
    assert len(set(part["group"])) == 2 and len(part.rates) == WEEKS
    assert not (part.history[part["group"] == 0][:, 1:] & MEETING)[
        part.history[part["group"] == 0][:, 1:] != UNSEEN
    ].any()


def test_stricter_enforcement_ends_registrations_but_hardly_by_work(base):
    model = run(base, trial(Treatment("treated", sets=(to("enforcement.level", 2.0),))))
    with_it, without = (
        [np.mean((p.history[p["group"] == 0][:, 15] & STATE) == state) for state in (1, 3)]
        for p in (model.participants, run(base, trial()).participants)
    )
    assert with_it[0] < without[0] and with_it[1] > without[1]
