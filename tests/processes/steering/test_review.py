"""A review moves staff to where staff is short, and money where it is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.model import PESModel
from pes_sim.processes.steering.review import posts, repair, review
from pes_sim.world.staff import BACK_STAFF, CASEWORKERS, FRONT_STAFF, GROUPS, PHONE_STAFF
from pes_sim.world.steering import NORMS

CLAIMS = next(norm for norm in NORMS if norm.kpi == "claims_in_time")
STEERED = {"steering.strength": 1.0, "steering.most_moved": 0.1, "steering.most_money": 0.5, "steering.load_gap": 0.05}


@pytest.fixture
def reviewed(worlds):
    """A world in which claims are late and groups are so busy, after a review."""

    def after(loads: dict[int, float], **values: float) -> PESModel:
        base = worlds.small_austria(scale=20_000, warmup=0)
        model = worlds.of(base, phases=(), values={**STEERED, **values})
        model.steering.shortfall = {"claims_in_time": 0.2}
        model.steering.load = np.array([loads.get(group, 1.0) for group in range(len(GROUPS))])
        review(model)
        return model

    return after


def test_posts_go_to_the_busier_group_from_the_least_busy_one_that_meets_its_targets(reviewed):
    model = reviewed({BACK_STAFF: 1.5, FRONT_STAFF: 0.6, PHONE_STAFF: 0.8})
    front = model.values["staffing.front"]
    assert model.steering.moved[FRONT_STAFF] == pytest.approx(-0.1 * front)
    assert model.steering.moved[BACK_STAFF] == pytest.approx(0.1 * front)
    assert model.steering.funded is None


def test_no_more_posts_move_than_make_both_as_busy(reviewed):
    loads = {BACK_STAFF: 1.06, FRONT_STAFF: 1.0, CASEWORKERS: 1.3, PHONE_STAFF: 1.3}
    model = reviewed(loads)
    moved = model.steering.moved
    assert 0 < moved[BACK_STAFF] < 0.1 * model.values["staffing.front"]
    after = [
        loads[group] * model.values[f"staffing.{GROUPS[group]}"] / posts(model, group)
        for group in (BACK_STAFF, FRONT_STAFF)
    ]
    assert after[0] == pytest.approx(after[1])


def test_where_nobody_is_less_busy_posts_stay_and_the_system_behind_the_norm_gets_money(reviewed):
    model = reviewed({BACK_STAFF: 0.8, FRONT_STAFF: 0.8, CASEWORKERS: 1.2, PHONE_STAFF: 1.1})
    assert not model.steering.moved.any()
    assert model.steering.funded is CLAIMS
    assert repair(model, 100.0) == pytest.approx(50.0)
    assert [system.name for system in model.systems if system.repair > 0] == ["benefit mainframe"]


@pytest.mark.parametrize("off", [{"steering.strength": 0.0}, {"steering.most_money": 0.0, "steering.most_moved": 0.0}])
def test_no_strength_or_nothing_that_may_be_moved_moves_nothing(reviewed, off):
    model = reviewed({BACK_STAFF: 1.5, FRONT_STAFF: 0.6}, **off)
    assert not model.steering.moved.any() and repair(model, 100.0) == 0


def test_money_pays_debt_down_where_it_goes_and_is_missing_elsewhere_and_none_is_lost(worlds):
    """The audit looks at all money every week."""
    base = worlds.small_austria(scale=20_000, warmup=0)
    # nobody is so much less busy, and of the norms only that for claims is missed
    norms = {"norm_calls": 0.01, "norm_claims": 1.0, "norm_counter_weeks": 50.0, "norm_exits": 0.001, "norm_ltu": 1.0}
    setting = {"cadence_weeks": 4.0, "load_gap": 50.0, **norms}
    found = {}
    for share in (0.0, 1.0):
        values = {**base.values, **STEERED, **{f"steering.{name}": value for name, value in setting.items()}}
        values["steering.most_money"] = share
        model = PESModel(replace(base, values=values), audited=True)
        model.run()
        found[share] = model
    debt = {share: {system.name: system.debt for system in model.systems} for share, model in found.items()}
    assert debt[1.0]["benefit mainframe"] < debt[0.0]["benefit mainframe"]
    assert debt[1.0]["telephony"] > debt[0.0]["telephony"]

    def booked(share: float, name: str) -> float:
        return float(found[share].history[:, COUNTERS.index(name), 0].sum())

    assert booked(1.0, "it_steered") > 0 == booked(0.0, "it_steered")
    # the same money but for what a little less or more debt costs to run
    assert booked(1.0, "cost_it_change") == pytest.approx(booked(0.0, "cost_it_change"), rel=2e-3)
