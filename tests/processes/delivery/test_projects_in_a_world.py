"""Projects in a world: they compete, release in shares, unsettle what they touch, are cut, stopped, and retire systems."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.model import PESModel
from pes_sim.processes.delivery import delivery
from pes_sim.processes.delivery.touching import touched
from pes_sim.processes.record import record
from pes_sim.processes.strategy import strategy
from pes_sim.processes.systems import systems
from pes_sim.processes.weather import weather
from pes_sim.scenario.changes import ProjectPlan, SetValue, StartProject
from pes_sim.world.portfolio import Project
from pes_sim.world.staff import BACK_STAFF, CASEWORKERS, GROUPS

pytestmark = pytest.mark.untraced

ORGANISATION = [
    ("weather", weather), ("strategy", strategy), ("delivery", delivery), ("systems", systems), ("record", record),
]  # fmt: skip
TO_PLAN = {
    "delivery.cost_median": 1.0, "delivery.cost_spread": 0.0, "delivery.tail_share": 0.0, "delivery.tail_share_year": 0.0,
    "delivery.schedule_median": 1.0, "delivery.schedule_spread": 0.0, "delivery.agile_schedule": 1.0,
}  # fmt: skip
"""Every project costs and takes what was planned."""
TERRIBLE = {**TO_PLAN, "delivery.cost_median": 4.0}
"""Every project costs four times its plan."""


def project(name: str = "portal two", **more) -> ProjectPlan:
    plan = {
        "kind": "digital_service", "budget_meur": 20.0, "planned_weeks": 52, "increment_weeks": 13, "method": "agile",
        "delivers": (SetValue("channels.portal.usability", "to", 0.9, 0),),
    }  # fmt: skip
    return ProjectPlan(name=name, **{**plan, **more})


@pytest.fixture(scope="module")
def run(worlds):
    """A world of organisation only, with projects that start in week 0, after some weeks."""
    base = worlds.small_austria(years=8, scale=4_700, warmup=0)

    def go(*plans: ProjectPlan, weeks: int = 52 * 6, values=None, seed: int = 1, before=()) -> PESModel:
        model = worlds.of(base, seed, values={**(values or {})}, phases=ORGANISATION)
        for change in (*before, *(StartProject(plan, 0) for plan in plans)):
            model.agenda.plan(change, change.week)
        for _ in range(weeks):
            model.step()
        return model

    return go


def length(p: Project) -> int:
    assert p.end is not None
    return p.end - p.start + 1


def test_a_project_alone_takes_and_costs_what_it_drew(run):
    model = run(project())
    [p] = model.projects
    assert p.state == "delivered"
    assert length(p) == pytest.approx(p.weeks, abs=2)
    # money that is short slows it down but does not make it dearer
    assert p.spent_meur == pytest.approx(p.cost_meur, rel=0.05)
    assert model.values["channels.portal.usability"] == pytest.approx(0.9)


def test_without_overruns_everything_goes_to_plan(run):
    model = run(project(), values=TO_PLAN)
    [p] = model.projects
    assert length(p) == pytest.approx(52, abs=1) and p.spent_meur == pytest.approx(20.0, rel=0.01)


def test_two_at_once_finish_later_than_alone_and_waiting_costs(run):
    alone = run(project("one"), values={**TO_PLAN, "delivery.team_capacity": 25.0}).projects
    both = run(project("one"), project("two"), values={**TO_PLAN, "delivery.team_capacity": 25.0}).projects
    assert min(length(p) for p in both) > 1.3 * length(alone[0])
    assert min(p.spent_meur for p in both) > alone[0].spent_meur


def test_projects_in_old_systems_compete_for_the_same_experts(run):
    core = {"touches": ("benefit mainframe",), "delivers": ()}
    values = {**TO_PLAN, "delivery.team_capacity": 1000.0, "delivery.experts_per_meur": 1.0}
    alone = run(project("one", **core), values=values).projects
    both = run(project("one", **core), project("two", **core), values=values).projects
    assert min(length(p) for p in both) > length(alone[0])


def test_luck_belongs_to_the_name_whatever_else_runs(run):
    alone = run(project("one"), weeks=1).projects[0]
    among = run(project("two"), project("one"), weeks=1, before=[SetValue("staffing.front", "to", 9.0, 0)]).projects[1]
    assert (alone.cost_ratio, alone.time_ratio) == (among.cost_ratio, among.time_ratio)
    assert alone.cost_ratio != among.model.projects[0].cost_ratio


def test_the_same_luck_with_smaller_steps_is_never_dearer(run):
    for name in ("a", "b", "c", "d"):
        whole, steps = (run(project(name, increment_weeks=w), weeks=1).projects[0] for w in (52, 13))
        assert steps.cost_ratio <= whole.cost_ratio + 1e-12


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (SetValue("channels.portal.usability", "to", 0.9, 0), lambda start, share: start + (0.9 - start) * share),
        (SetValue("channels.portal.usability", "add", 0.1, 0), lambda start, share: start + 0.1 * share),
        (SetValue("channels.portal.usability", "multiply", 1.2, 0), lambda start, share: start * 1.2**share),
        # a ramp longer than the increment: every share comes on top of where the one before leads
        (SetValue("channels.portal.usability", "add", 0.1, 4, 30), None),
    ],
)
def test_what_is_delivered_arrives_in_shares(run, change, expected):
    weeks = (*range(12, 53, 10), 110)
    seen = [run(project(delivers=(change,)), weeks=n, values=TO_PLAN) for n in weeks]
    start = seen[0].base.values[change.path]
    values = [model.values[change.path] for model in seen]
    assert values == sorted(values) and values[0] == start
    if expected is None:
        assert values[-1] == pytest.approx(start + 0.1)
    else:
        assert values[-1] == pytest.approx(expected(start, 1.0))
        assert values[2] == pytest.approx(expected(start, 0.5), abs=1e-3)


def test_a_hopeless_project_is_stopped_and_loses_what_was_spent_since_its_last_release(run):
    [p] = run(project(), values=TERRIBLE).projects
    assert p.state == "cancelled" and p.increments_done > 0 and 0 < p.live_meur < p.spent_meur


def test_early_users_lower_what_is_written_off(run):
    late, early = (
        run(project(increment_weeks=52, field_exposure=x), values=TERRIBLE) for x in (1.0, 0.1)
    )  # fmt: skip
    assert late.projects[0].state == early.projects[0].state == "cancelled"
    assert early.projects[0].spent_meur < 0.6 * late.projects[0].spent_meur


def test_cutting_scope_keeps_near_the_budget_and_brings_less(run):
    dear = {**TO_PLAN, "delivery.cost_median": 2.0}
    [whole] = run(project(), values=dear).projects
    [cut] = run(project(), values={**dear, "delivery.scope_cut": 1.0}).projects
    assert whole.state == cut.state == "delivered"
    assert cut.spent_meur < 0.8 * whole.spent_meur
    assert cut.delivered < 0.9 and whole.delivered == pytest.approx(1.0)


def test_the_organisation_knows_little_before_users_see_it(run):
    gaps = [
        run(project(increment_weeks=52, field_exposure=x), values={**TO_PLAN, "delivery.cost_median": 2.0}, weeks=40)
        for x in (1.0, 0.1)
    ]  # fmt: skip
    late, early = (m.ledger.service["forecast_gap"] for m in gaps)
    assert early < 0.3 * late


def test_a_project_touches_what_it_names_else_what_is_behind_its_deliveries(run):
    model = run(weeks=1)
    claims = project(delivers=(SetValue("automation.claim.straight_through", "to", 0.5, 0),))
    assert touched(model, project()) == ["portal"]
    assert touched(model, claims) == ["benefit mainframe"]
    assert touched(model, project(touches=("telephony",))) == ["telephony"]
    assert touched(model, project(kind="training", delivers=(SetValue("staffing.tool_training", "to", 1.0, 0),))) == []


def test_only_staff_who_work_in_it_feel_a_go_live(run):
    quick = {"planned_weeks": 4, "increment_weeks": 4, "budget_meur": 2.0}
    portal = run(project(**quick), weeks=5, values=TO_PLAN).dip
    assert [GROUPS[g] for g in np.flatnonzero(portal)] == ["back"]  # messages come in through it
    core = run(project(touches=("benefit mainframe",), **quick), weeks=5, values=TO_PLAN).dip
    assert core[CASEWORKERS] > 0 and core[BACK_STAFF] > 0
    phones = run(project(touches=("telephony",), **quick), weeks=5, values=TO_PLAN).dip
    assert [GROUPS[g] for g in np.flatnonzero(phones)] == ["phone"]


def test_a_core_runs_in_parallel_is_read_only_and_then_off(run):
    plan = project("new core", kind="replacement", method="strangler", replaces=("benefit mainframe",), delivers=())
    model = run(plan, values=TO_PLAN)
    old = next(system for system in model.systems if system.name == "benefit mainframe")
    [p] = model.projects
    after = model.values["systems.parallel_weeks"] + model.values["delivery.read_only_weeks"]
    assert not old.live and old.read_only and old.off_week == p.end + after
    assert touched(model, project(touches=("benefit mainframe",))) == [old.successor]


def test_a_stopped_strangler_leaves_two_systems(run):
    plan = project("new core", kind="replacement", method="strangler", replaces=("benefit mainframe",), delivers=())
    model = run(plan, values=TERRIBLE)
    assert model.projects[0].state == "cancelled" and model.projects[0].delivered > 0
    names = [system.name for system in model.landscape.live]
    assert "benefit mainframe" in names and "new benefit mainframe" in names


def test_a_system_that_replaces_none_joins_the_pile(run):
    before, after = run(weeks=60), run(project(builds="portal two"), weeks=60, values=TO_PLAN)
    assert len(after.landscape.live) == len(before.landscape.live) + 1


def test_integration_leads_couplings_through_what_it_builds(run):
    names = ("benefit mainframe", "case management", "portal", "data warehouse", "document handling")
    plan = project("exchange", kind="integration", touches=names, builds="exchange", delivers=())
    before, after = run(weeks=60), run(plan, weeks=60, values=TO_PLAN)

    def crossed(model):
        return sum(model.landscape.couplings([name]) for name in names)

    assert crossed(after) == len(names) < crossed(before)
    assert after.landscape.slowdown(["case management"]) < before.landscape.slowdown(["case management"]) + 0.02


def test_money_spent_before_users_see_it_is_told_apart(run):
    model = run(project(), values=TO_PLAN)
    spend, unseen = (
        sum(model.history[:, COUNTERS.index(name), 0]) for name in ("project_spend", "project_spend_unseen")
    )
    assert unseen / spend == pytest.approx(0.25, abs=0.03)
