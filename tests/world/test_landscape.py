"""The landscape: what is coupled, what a change crosses, what becomes of systems that are replaced."""

from __future__ import annotations

import pytest

from pes_sim.model import PESModel

PARALLEL = "systems.parallel_weeks"


@pytest.fixture
def model(worlds) -> PESModel:
    return worlds.of(worlds.small_austria(scale=20_000, warmup=0), phases=())


def test_couplings_work_both_ways_but_are_counted_once(model):
    landscape = model.landscape
    assert landscape.graph.feeds("portal") == ["case management"]
    assert set(landscape.graph.near("benefit mainframe")) == {"case management", "data warehouse", "document handling"}
    # with the data warehouse, with document handling and with the portal; what lies between the two is inside
    assert landscape.couplings(["benefit mainframe", "case management"]) == 4
    assert landscape.couplings(["telephony"]) == landscape.couplings([]) == landscape.couplings(["no such"]) == 0


def test_change_is_slower_the_more_is_coupled_indebted_and_forgotten(model):
    landscape = model.landscape
    assert landscape.slowdown(["no such system"]) == 1.0
    core = landscape.slowdown(["benefit mainframe"])
    assert core > landscape.slowdown(["telephony"]) > 1.0
    landscape.experts.fte["mainframe"] = 0.0
    forgotten = landscape.slowdown(["benefit mainframe"])
    assert forgotten > core
    assert forgotten <= 1 + 3 * 0.03 + 0.8 * 0.3 + 1.0 + 1e-9
    landscape.encapsulate(["benefit mainframe"])
    assert landscape.slowdown(["benefit mainframe"]) < forgotten


def test_a_new_system_takes_over_work_and_couplings_and_the_old_one_runs_on(model):
    landscape = model.landscape
    old = landscape.find(["benefit mainframe"])[0]
    tasks, near, run = old.tasks, set(old.coupled), old.run_meur
    new = landscape.replace(["benefit mainframe"], "platform", "strangler")
    assert (new.tasks, set(new.coupled) - {old.name}, new.staff_tool) == (tasks, near, True)
    assert new.run_meur == pytest.approx(run * model.values["systems.new_run_share"])
    assert (old.tasks, old.coupled, old.staff_tool, old.live) == ((), ("platform",), False, True)
    assert old.off_week == round(model.values[PARALLEL])
    landscape.switch_off(old)
    assert set(new.coupled) == near
    assert old not in landscape.live


def test_big_bang_ends_the_old_at_once_and_lift_and_shift_carries_the_program_over(model):
    landscape = model.landscape
    old = landscape.find(["case management"])[0]
    behind, debt = old.distance, old.debt
    lifted = landscape.replace(["case management"], None, "lift_and_shift")
    assert lifted.name == "new case management"
    assert lifted.debt == pytest.approx(0.8 * debt)
    assert lifted.distance == pytest.approx(0.8 * behind)
    assert lifted.legacy and lifted.generation == "client_server", "the old skills are still needed"
    assert landscape.experts_needed()["client_server"] > 0
    fresh = landscape.replace(["telephony"], "new line", "big_bang")
    assert landscape.find(["telephony"])[0].off_week == model.week
    assert not fresh.legacy and fresh.distance == 0


def test_what_is_built_without_replacing_joins_the_pile(model):
    landscape = model.landscape
    run, count = sum(s.run_meur for s in landscape.live), len(landscape.live)
    new = landscape.build("hub", budget_meur=20.0)
    assert len(landscape.live) == count + 1
    assert sum(s.run_meur for s in landscape.live) == pytest.approx(run + 0.15 * 20.0)
    assert landscape.graph.fed_by("hub") == ["benefit mainframe", "case management"], "the most coupled ones"
    assert landscape.build("hub", 1.0).name == "hub 2"
    assert new.debt == model.values["systems.new_debt"]


def test_nothing_happens_to_systems_that_are_not_there(model):
    landscape = model.landscape
    assert landscape.replace(["no such system"], "new", "big_bang") is None
    landscape.encapsulate(["no such system"])
    landscape.unsettle(["no such system"], 1.0)
    assert len(landscape.systems) == 6
    assert all(system.unsettled == 0 for system in landscape.live)


def test_a_release_unsettles_who_works_on_it_and_leaves_debt_by_couplings(model):
    landscape = model.landscape
    before = {system.name: system.debt for system in landscape.live}
    landscape.unsettle(["portal"], 0.5, risk=2.0, haste=3.0)
    found = {system.name: system for system in landscape.live}
    assert found["portal"].unsettled == 1.0
    assert found["case management"].unsettled == pytest.approx(model.values["systems.unsettle_spread"])
    assert found["telephony"].unsettled == 0
    added = found["portal"].debt - before["portal"]
    assert added == pytest.approx(model.values["systems.change_debt"] * 0.5 * 3.0 * 1)


def test_a_system_grown_old_becomes_legacy(model):
    portal = model.landscape.find(["portal"])[0]
    assert not portal.legacy
    model.frontier += model.values["systems.legacy_years"] - portal.distance - 0.01
    assert not portal.legacy
    model.frontier += 0.02
    assert portal.legacy


def test_the_worst_month_is_the_worst_four_weeks_in_a_row(model):
    landscape = model.landscape
    weeks = [1.0, 0.9, 1.0, 0.7, 0.6, 0.9, 1.0]
    assert [landscape.worst_month(week) for week in weeks][-1] == pytest.approx((1.0 + 0.7 + 0.6 + 0.9) / 4)
    for _ in range(52):
        last = landscape.worst_month(1.0)
    assert last == 1.0
