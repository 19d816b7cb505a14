"""Debt, technology and run cost against their closed forms; experts against theirs."""

from __future__ import annotations

import math

import pytest

from pes_sim.processes.systems.ageing import age
from pes_sim.processes.systems.experts import experts

WEEKS = 365.25 / 7
STILL = {
    "technology.pace": 0.0, "systems.frontier_debt": 0.0, "systems.deferred_debt": 0.0, "systems.run_scarcity": 0.0,
    "systems.expert_cover": 1.0,
}  # fmt: skip
YEARS = 10


@pytest.fixture
def world(worlds):
    def of(**values):
        base = worlds.small_austria(scale=20_000, warmup=0)
        return worlds.of(base, values={**STILL, **{k.replace("__", "."): v for k, v in values.items()}}, phases=())

    return of


def grow(model, years: float = YEARS):
    """The portal after ``years``; debt, run cost and distance at the start."""
    portal = model.landscape.find(["portal"])[0]
    start = portal.debt, portal.run_meur, portal.distance
    for _ in range(round(years * WEEKS)):
        model.frontier += model.values["technology.pace"] / WEEKS
        age(model)
    return portal, start


def test_debt_grows_by_wear_less_repair(world):
    model = world(systems__debt_growth=0.05, systems__repair=0.03, systems__maintenance=1.0)
    portal, (debt, *_) = grow(model)
    assert portal.debt == pytest.approx(debt + (0.05 - 0.03) * YEARS, rel=1e-3)


def test_maintenance_beyond_standing_still_pays_debt_down_and_never_below_nothing(world):
    portal, (debt, *_) = grow(world(systems__debt_growth=0.03, systems__repair=0.03, systems__maintenance=1.0))
    assert portal.debt == pytest.approx(debt)
    portal, (debt, *_) = grow(world(systems__debt_growth=0.03, systems__repair=0.03, systems__maintenance=2.0))
    assert portal.debt == pytest.approx(debt - 0.03 * YEARS, abs=1e-3)
    portal, _ = grow(world(systems__debt_growth=0.03, systems__repair=0.03, systems__maintenance=6.0))
    assert portal.debt == 0.0


def test_maintenance_not_paid_or_nobody_to_do_it_does_nothing(world):
    model = world(systems__debt_growth=0.05, systems__repair=0.03)
    model.budget.maintenance_share = 0.5
    portal, (debt, *_) = grow(model)
    assert portal.debt == pytest.approx(debt + (0.05 - 0.015) * YEARS, rel=1e-3)
    model = world(systems__debt_growth=0.05, systems__repair=0.03)
    model.landscape.experts.fte["web"] = 0.0
    portal, (debt, *_) = grow(model)
    assert portal.debt == pytest.approx(debt + 0.05 * YEARS, rel=1e-3)


def test_debt_grows_with_the_square_of_time_as_the_frontier_runs_away(world):
    model = world(technology__pace=2.0, systems__frontier_debt=0.001, systems__debt_growth=0.0, systems__repair=0.0,
                  systems__renewal=0.0)  # fmt: skip
    portal, (debt, _, behind) = grow(model)
    assert portal.distance == pytest.approx(behind + 2.0 * YEARS, rel=1e-3)
    assert portal.debt == pytest.approx(debt + 0.001 * (behind * YEARS + 2.0 * YEARS**2 / 2), rel=3e-3)


def test_upgrades_keep_up_with_part_of_the_progress_at_most_with_all(world):
    portal, (_, _, behind) = grow(world(technology__pace=1.0, systems__renewal=0.5))
    assert portal.distance == pytest.approx(behind + 0.5 * YEARS, rel=2e-3)
    portal, (_, _, behind) = grow(world(technology__pace=1.0, systems__renewal=0.5, systems__maintenance=9.0))
    assert portal.distance == pytest.approx(behind)


def test_run_cost_grows_with_debt_at_compound_interest(world):
    model = world(systems__debt_growth=0.0, systems__repair=0.0, systems__run_growth=0.1)
    portal, (debt, run, _) = grow(model)
    assert portal.run_meur == pytest.approx(run * math.exp(0.1 * debt * YEARS), rel=1e-3)


def test_missing_experts_make_systems_dearer(world):
    model = world(systems__debt_growth=0.0, systems__repair=0.0, systems__run_growth=0.0, systems__run_scarcity=0.1)
    model.landscape.experts.fte["web"] *= 0.5
    portal, (_, run, _) = grow(model)
    assert portal.run_meur == pytest.approx(run * math.exp(0.1 * 0.5 * YEARS), rel=1e-3)


@pytest.mark.parametrize(("generation", "steps"), [("mainframe", 3), ("client_server", 2), ("web", 1)])
def test_experts_settle_where_retiring_and_hiring_balance(world, generation, steps):
    model = world(systems__expert_retirement=0.06, systems__expert_hiring_years=1.5)
    for _ in range(round(60 * WEEKS)):
        experts(model)
    assert 1 - model.landscape.experts.shortage(generation) == pytest.approx(1 / (1 + 0.06 * 1.5 * steps), rel=1e-3)


def test_nobody_is_hired_for_technology_that_is_gone(world):
    model = world()
    model.landscape.replace(["benefit mainframe"], "platform", "big_bang")
    model.landscape.switch_off(model.landscape.find(["benefit mainframe"])[0])
    there = model.landscape.experts.fte["mainframe"]
    for _ in range(round(10 * WEEKS)):
        experts(model)
    left = model.landscape.experts.fte["mainframe"]
    assert left == pytest.approx(there * math.exp(-10 * model.values["systems.expert_retirement"]), rel=1e-2)
