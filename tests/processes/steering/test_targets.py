"""Targets steer staff and money on what is seen, at a cadence; where much is at stake they are gamed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.model import PESModel
from pes_sim.parameters import REGISTRY
from pes_sim.processes.steering.gaming import creaming, cut_short, parking, settled
from pes_sim.processes.steering.targets import target
from pes_sim.scenario.changes import SetValue
from pes_sim.scenario.scenario import Target
from pes_sim.world.staff import PHONE_STAFF
from pes_sim.world.steering import NORMS

pytestmark = pytest.mark.untraced

SEEDS = (1, 2, 3, 4)
ONLY_CALLS = {
    "steering.norm_claims": 0.01, "steering.norm_counter_weeks": 50.0, "steering.norm_exits": 0.001, "steering.norm_ltu": 1.0
}  # fmt: skip
"""Norms that are always met, but for the calls."""
SHORT_LINE = {"staffing.phone": 200.0}
CALLS = next(norm for norm in NORMS if norm.kpi == "phone_answered_share")


@pytest.fixture(scope="module")
def small(worlds):
    base = worlds.small_austria(years=2, scale=2000, warmup=26)
    return replace(base, values={**base.values, "data.quality": 1.0, "steering.noise": 0.0})


@pytest.fixture(scope="module")
def ran(small):
    """A world after two years in which everything in ``values`` holds from the first week on; run once each."""

    @cache
    def warm(seed: int) -> PESModel:
        model = PESModel(small, seed)
        model.warm_up()
        return model

    @cache
    def after(values: tuple[tuple[str, float], ...], seed: int) -> PESModel:
        changes = tuple(SetValue(path, "to", value, 0) for path, value in values)
        # a fifth more people lose their jobs, so that there is something to steer
        shock = SetValue("labour.separation_level", "multiply", 1.2, 4, 4)
        model = warm(seed).fork(replace(small, changes=(*changes, shock)))
        model.run()
        return model

    return lambda values, seed=1: after(tuple(values.items()), seed)


def kpi(model: PESModel, name: str, first: int = 0) -> float:
    return float(ratio_of_sums(KPIS[name], model.history[first:].sum(axis=0), COUNTERS, SEGMENTS)[0])


def assert_differs(changed: np.ndarray, sign: int) -> None:
    """Paired over seeds: beyond two standard errors on the side of ``sign``."""
    assert sign * changed.mean() > 2 * changed.std(ddof=1) / np.sqrt(len(changed))


def test_nothing_is_steered_at_zero_strength_and_stakes(ran):
    model = ran(SHORT_LINE)
    assert model.steering.behind("phone_answered_share") > 0 and not model.steering.moved.any()
    assert model.steering.funded is None and kpi(model, "money_steered") == 0
    assert (creaming(model), cut_short(model), settled(model), parking(model)) == (0, 0.0, 1.0, 0.0)


def _held_to_calls(ran, strength: float, cadence: float, seed: int) -> PESModel:
    steered = {"steering.strength": strength, "steering.cadence_weeks": cadence}
    return ran({**ONLY_CALLS, **SHORT_LINE, **steered} if strength else SHORT_LINE, seed)


def test_posts_move_to_the_missed_target_and_none_are_lost(ran):
    model = _held_to_calls(ran, 1.0, 13.0, 1)
    assert model.steering.moved[PHONE_STAFF] > 0
    assert model.steering.moved.sum() == pytest.approx(0.0)
    assert kpi(model, "posts_moved") > 0


def test_steering_answers_more_calls_and_sooner_at_a_faster_cadence(ran):
    """Paired over seeds: quarterly reviews hold the target closer than yearly ones, and those than none."""
    answered = {
        cadence: np.array([kpi(_held_to_calls(ran, strength, cadence, s), "phone_answered_share") for s in SEEDS])
        for cadence, strength in ((1.0, 0.0), (52.0, 1.0), (13.0, 1.0))
    }
    assert_differs(answered[52.0] - answered[1.0], +1)
    assert_differs(answered[13.0] - answered[52.0], +1)


def _goals(small, targets: dict[date, float], first: float) -> list[float]:
    """What the calls are held to by year, where ``first`` was the level first seen."""
    own = replace(small, targets=tuple(Target("phone_answered_share", value, by) for by, value in targets.items()))
    model = PESModel(own)
    model.steering.first["phone_answered_share"] = first
    goals = []
    for model.week in (0, 52, 104, 156):
        goals.append(round(target(model, CALLS), 2))
    return goals


def test_a_scenarios_own_target_takes_the_place_of_the_norm_and_is_due_on_its_day(small):
    year = small.start.year
    assert target(PESModel(small), CALLS) == small.values["steering.norm_calls"]
    # half-way after a year, and held to it from the day on
    assert _goals(small, {date(year + 2, 1, 1): 0.9}, first=0.7) == [0.7, 0.8, 0.9, 0.9]
    # from milestone to milestone, in whatever order they were written
    assert _goals(small, {date(year + 3, 1, 1): 0.95, date(year + 1, 1, 1): 0.9}, first=0.7) == [0.7, 0.9, 0.92, 0.95]
    # who is better than was asked for is not held to their own record
    assert _goals(small, {date(year + 2, 1, 1): 0.9}, first=0.97) == [0.9] * 4


def test_every_norm_is_a_plain_kpi_with_a_better_direction_and_a_lever_of_its_own():
    for norm in NORMS:
        kpi = KPIS[norm.kpi]
        assert kpi.direction in ("higher", "lower") and kpi.gap is None and kpi.less is None
        assert REGISTRY[norm.path].kind == "lever" and REGISTRY[norm.path].unit == kpi.unit


@pytest.mark.parametrize(
    ("setting", "norm", "looks", "truth"),
    [
        # the line answers more calls, and settles fewer of them
        (SHORT_LINE, {"steering.norm_calls": 0.99}, ("phone_answered_share", 1), ("first_contact_resolution", -1)),
        # fewer are registered over a year, and it takes no fewer weeks for the hard to place: they sit in measures
        ({}, {"steering.norm_ltu": 0.02}, ("ltu_share", -1), ("measure_participation", 1)),
    ],
)
def test_what_is_gamed_looks_better_and_is_not(ran, setting, norm, looks, truth):
    """Paired over seeds, with much at stake against nothing."""
    for name, sign in (looks, truth):
        gamed = [kpi(ran({**setting, **norm, "steering.stakes": 1.0}, s), name, 26) for s in SEEDS]
        assert_differs(np.array(gamed) - [kpi(ran(setting, s), name, 26) for s in SEEDS], sign)


def test_creaming_takes_meetings_from_the_hard_to_place(ran):
    """Paired over seeds, with much at stake against nothing."""
    name, creamed = "meetings_with_hard_to_place", {"steering.norm_exits": 0.5, "steering.stakes": 1.0}
    change = np.array([kpi(ran(creamed, s), name, 26) - kpi(ran({}, s), name, 26) for s in SEEDS])
    assert_differs(change, -1)
