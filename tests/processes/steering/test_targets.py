"""Targets steer staff on what is seen, at a cadence; where much is at stake they are gamed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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

SEEDS = (1, 2, 3, 4)
CLEAR = {"data.quality": 1.0, "steering.noise": 0.0}
ONLY_CALLS = {
    "steering.norm_claims": 0.01, "steering.norm_counter_weeks": 50.0, "steering.norm_exits": 0.001, "steering.norm_ltu": 1.0
}  # fmt: skip
"""Norms that are always met, but for the calls."""


def ran(scenario, values, seed: int = 1) -> PESModel:
    model = PESModel(replace(scenario, values={**scenario.values, **CLEAR, **values}), seed)
    model.run()
    return model


def kpi(model: PESModel, name: str, first: int = 0) -> float:
    return float(ratio_of_sums(KPIS[name], model.history[first:].sum(axis=0), COUNTERS, SEGMENTS)[0])


@pytest.fixture(scope="module")
def small(worlds):
    return worlds.small_austria(years=2, scale=1000, warmup=26)


@pytest.fixture(scope="module")
def rush(small):
    """A fifth more people lose their jobs and the line is short of people."""
    shock = SetValue("labour.separation_level", "multiply", 1.2, 4, 4)
    return replace(small, values={**small.values, "staffing.phone": 200.0}, changes=(shock,))


def test_nothing_is_steered_at_zero_strength_and_stakes(small):
    model = ran(small, {"steering.cadence_weeks": 4.0, "steering.norm_calls": 0.99})
    assert model.steering.behind("phone_answered_share") > 0 and not model.steering.moved.any()
    assert (creaming(model), cut_short(model), settled(model), parking(model)) == (0, 0.0, 1.0, 0.0)


def test_posts_move_to_the_missed_target_and_none_are_lost(rush):
    model = ran(rush, {**ONLY_CALLS, "steering.strength": 1.0, "steering.cadence_weeks": 13.0})
    assert model.steering.moved[PHONE_STAFF] > 0
    assert model.steering.moved.sum() == pytest.approx(0.0)
    assert kpi(model, "posts_moved") > 0


def _held_to_calls(scenario, strength: float, cadence: float, seed: int) -> PESModel:
    return ran(scenario, {**ONLY_CALLS, "steering.strength": strength, "steering.cadence_weeks": cadence}, seed)


def test_steering_answers_more_calls_and_sooner_at_a_faster_cadence(rush):
    """Paired over seeds: quarterly reviews hold the target closer than yearly ones, and those than none."""
    answered = {
        cadence: np.array([kpi(_held_to_calls(rush, strength, cadence, s), "phone_answered_share") for s in SEEDS])
        for cadence, strength in ((1.0, 0.0), (52.0, 1.0), (13.0, 1.0))
    }
    for slower, faster in ((1.0, 52.0), (52.0, 13.0)):
        gain = answered[faster] - answered[slower]
        assert gain.mean() > 2 * gain.std(ddof=1) / np.sqrt(len(gain))


def test_a_scenarios_own_target_takes_the_place_of_the_norm(small):
    own = replace(small, targets=(Target("phone_answered_share", 0.93, date(2027, 1, 1)),))
    calls = next(norm for norm in NORMS if norm.kpi == "phone_answered_share")
    assert target(PESModel(own), calls) == 0.93
    assert target(PESModel(small), calls) == small.values["steering.norm_calls"]


def test_every_norm_is_a_plain_kpi_with_a_better_direction_and_a_lever_of_its_own():
    for norm in NORMS:
        kpi = KPIS[norm.kpi]
        assert kpi.direction in ("higher", "lower") and kpi.gap is None and kpi.less is None
        assert REGISTRY[norm.path].kind == "lever" and REGISTRY[norm.path].unit == kpi.unit


@pytest.mark.parametrize(
    ("demand", "looks", "truth"),
    [
        # the line answers more calls, and settles fewer of them
        ({"steering.norm_calls": 0.99, "staffing.phone": 200.0}, ("phone_answered_share", 1), ("failure_demand", 1)),
        # fewer are registered over a year, and it takes no fewer weeks for the hard to place: they sit in measures
        ({"steering.norm_ltu": 0.02}, ("ltu_share", -1), ("measure_participation", 1)),
    ],
)
def test_what_is_gamed_looks_better_and_is_not(small, demand, looks, truth):
    """Paired over seeds, with much at stake against nothing."""
    for name, sign in (looks, truth):
        change = np.array(
            [
                kpi(ran(small, {**demand, "steering.stakes": 1.0}, s), name, 26) - kpi(ran(small, demand, s), name, 26)
                for s in SEEDS
            ]
        )
        assert sign * change.mean() > 2 * change.std(ddof=1) / np.sqrt(len(change)), name


def test_creaming_takes_meetings_from_the_hard_to_place(small):
    """Paired over seeds, with much at stake against nothing."""
    demand = {"steering.norm_exits": 0.5}
    name = "meetings_with_hard_to_place"
    change = np.array(
        [
            kpi(ran(small, {**demand, "steering.stakes": 1.0}, s), name, 26) - kpi(ran(small, demand, s), name, 26)
            for s in SEEDS
        ]
    )
    assert -change.mean() > 2 * change.std(ddof=1) / np.sqrt(len(change))
