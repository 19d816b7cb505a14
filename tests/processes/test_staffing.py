"""Staff: training takes time, newcomers serve nobody, acceptance follows use and ease, silos keep pools apart."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.parameters import TASKS
from pes_sim.processes.delivery import delivery
from pes_sim.processes.record import record
from pes_sim.processes.staffing import staffing
from pes_sim.processes.staffing.acceptance import at_first, intends
from pes_sim.processes.staffing.silos import crossings, lend, processing_error, rekeyed, resolved
from pes_sim.processes.strategy import strategy
from pes_sim.processes.systems import systems
from pes_sim.processes.weather import weather
from pes_sim.world.staff import BACK_STAFF, CASEWORKERS, FRONT_STAFF

STAFF_ONLY = [
    ("weather", weather), ("strategy", strategy), ("delivery", delivery), ("systems", systems),
    ("staffing", staffing), ("record", record),
]  # fmt: skip
CALM = {"systems.incident_rate": 0.0, "staffing.turnover": 0.0, "world.warmup_weeks": 0.0}


@pytest.fixture
def staff_of(worlds, little):
    """A world in which only staff and systems live, under other values."""

    def make(values=None, weeks=0, seed=1, change=None):
        base = little.sized(scale=60, years=6)
        for path, (value, at) in (change or {}).items():
            base = base.change(path, value, at=at)
        model = worlds.of(base, seed, values={**CALM, **(values or {})}, phases=STAFF_ONLY)
        for _ in range(weeks):
            model.step()
        return model

    return make


def mean_acceptance(model, group=CASEWORKERS):
    mine = model.staff.group == group
    return float(model.staff.acceptance[mine].mean())


# -- training and capacity


def test_newcomers_serve_nobody_until_they_are_taught(staff_of):
    model = staff_of({"staffing.caseworkers": 12.0, "staffing.hiring_weeks": 1.0}, weeks=1)
    before = model.caseworker_minutes.sum()
    model.values["staffing.caseworkers"] = 24.0
    minutes = []
    for _ in range(10):
        model.step()
        minutes.append(model.caseworker_minutes.sum() / before)
    assert minutes[:7] == pytest.approx([1.0] * 7, rel=1e-3)
    assert minutes[7:] == pytest.approx([2.0] * 3, rel=1e-3), "hired in the first week, taught for 6.4"


def test_cover_is_by_those_who_serve(staff_of):
    model = staff_of({"staffing.turnover": 1.0, "staffing.hiring_weeks": 4.0}, weeks=30)
    staff = model.staff
    team = (staff.group == CASEWORKERS) & staff.open
    assert not staff.trained[team].all()
    assert staff.on_duty()[staff.cover[np.flatnonzero(team)]].all()


def test_training_in_tools_takes_the_hours_it_takes_and_no_more(staff_of):
    values = {"staffing.tool_training": 0.2}
    without, model = staff_of(values), staff_of(values, change={"staffing.tool_training": (0.7, "+4 weeks")})
    lost = 0.0
    for _ in range(30):
        without.step()
        model.step()
        lost += 1 - model.caseworker_minutes.sum() / without.caseworker_minutes.sum()
        assert model.staff.tool_training <= 0.7
    v = model.values
    assert model.staff.tool_training == pytest.approx(0.7)
    assert lost == pytest.approx(0.5 * v["staffing.tool_training_hours"] / v["staffing.week_hours"])


def test_overtime_answers_work_left_undone_up_to_its_limit_and_is_paid(staff_of):
    model = staff_of({"staffing.overtime": 0.1}, weeks=1)
    model.staff.load[:] = 0.9
    staffing(model)
    plain = model.offices[0].available["back"]
    assert model.staff.overtime.max() == 0
    model.staff.load[:] = 1.5
    staffing(model)
    assert model.offices[0].available["back"] == pytest.approx(1.1 * plain, rel=0.02)
    assert model.staff.overtime.min() == pytest.approx(0.1)
    cost = model.ledger.service["cost_staff"]
    record(model)
    assert model.ledger.service["cost_staff"] > cost


# -- acceptance


@pytest.mark.parametrize(
    ("path", "value"),
    [("automation.case_admin.assistance", 0.3), ("staffing.tool_training", 0.9), ("staffing.acceptance_benefit", 0.8)],
)
def test_useful_and_easy_tools_are_accepted_more(staff_of, path, value):
    assert mean_acceptance(staff_of({path: value}, weeks=52)) > mean_acceptance(staff_of(weeks=52)) + 0.01


def test_usefulness_counts_for_more_than_ease(staff_of):
    """The same step, in what tools are worth and in how easy they are at no training."""
    plain = intends(staff_of({"staffing.tool_training": 0.0})).mean()
    useful = intends(staff_of({"staffing.tool_training": 0.0, "staffing.acceptance_benefit": 0.74})).mean()
    easy = intends(staff_of({"staffing.tool_training": 0.0, "staffing.acceptance_untrained": 0.5})).mean()
    direct = {"staffing.tool_training": 0.0, "staffing.ease_usefulness": 0.0}
    gain_useful = (
        intends(staff_of({**direct, "staffing.acceptance_benefit": 0.74})).mean() - intends(staff_of(direct)).mean()
    )
    gain_easy = (
        intends(staff_of({**direct, "staffing.acceptance_untrained": 0.5})).mean() - intends(staff_of(direct)).mean()
    )
    assert gain_useful > 2 * gain_easy > 0, "direct paths .51 and .19"
    assert easy > plain and useful > plain


def test_the_long_serving_begin_lower(staff_of):
    model = staff_of()
    order = np.argsort(model.staff.experience)
    first = at_first(model, alone=True)[order]
    assert (np.diff(first) <= 1e-12).all() and first[0] > first[-1]


def test_colleagues_pull_towards_their_mean(staff_of):
    model = staff_of({"staffing.weight_colleagues": 0.3})
    staff = model.staff
    north = (staff.group == CASEWORKERS) & (staff.region == 0)
    before = intends(model)
    staff.acceptance[north] = 1.0
    after = intends(model)
    assert (after[north] > before[north]).all()
    assert np.array_equal(after[~north], before[~north])


@pytest.mark.parametrize("what", ["outage_loss", "dip"])
def test_outages_and_go_lives_cost_acceptance_and_it_comes_back(staff_of, what):
    model = staff_of(weeks=150)
    settled = mean_acceptance(model)
    setattr(model, what, getattr(model, what) + 0.5)
    record(model)
    hurt = mean_acceptance(model)
    assert hurt < settled
    for _ in range(150):
        model.step()
    assert hurt < mean_acceptance(model) == pytest.approx(settled, abs=0.01)


def test_go_lives_cost_the_long_serving_more(staff_of):
    model = staff_of()
    model.staff.acceptance[:] = 0.6
    model.dip[:] = 1.0
    record(model)
    mine = np.flatnonzero(model.staff.group == BACK_STAFF)
    order = mine[np.argsort(model.staff.experience[mine])]
    assert model.staff.acceptance[order[0]] > model.staff.acceptance[order[-1]]


# -- silos


def test_pools_in_silos_do_not_lend(staff_of):
    model = staff_of(weeks=2)
    for office in model.offices:
        office.used["front"], office.backlog["back"] = 0.0, 1e6
    lend(model)
    assert all(office.borrowed == {"front": 0.0, "back": 0.0} for office in model.offices)


def test_integrated_pools_lend_to_where_work_is_undone_and_only_there(staff_of):
    model = staff_of({"organisation.integration": 1.0, "staffing.redeploy": 0.25}, weeks=2)
    worth = model.values["staffing.redeploy_worth"]
    model.ledger.service["phone_minutes"] = model.ledger.service["phone_minutes_used"] = 0.0
    for office in model.offices:
        office.used["front"], office.carried["front"] = 0.0, 0.0
        office.backlog = {"counselling": 0.0, "front": 0.0, "back": 1e9}
    lend(model)
    for office in model.offices:
        assert office.borrowed["back"] == pytest.approx(0.75 * office.available["front"] * worth)
        assert office.borrowed["front"] == 0.0
    assert model.ledger.service["pool_minutes_lent"] > 0


def test_published_minutes_contain_what_is_rekeyed_today(staff_of):
    model = staff_of()
    minutes = np.array([model.values[f"tasks.{task}.back_minutes"] for task in TASKS])
    assert crossings(model)[TASKS.index("claim")] == 1, "the core, and the web coupled to it"
    assert np.array_equal(rekeyed(model, minutes), minutes)


def test_a_system_more_in_the_pile_is_keyed_into_and_integration_ends_it(staff_of):
    model = staff_of()
    claim = TASKS.index("claim")
    minutes = np.array([model.values[f"tasks.{task}.back_minutes"] for task in TASKS])
    model.crossings_at_start = model.crossings_at_start - 1.0
    more = rekeyed(model, minutes)
    assert more[claim] == pytest.approx(minutes[claim] + model.values["staffing.rekeying_minutes"])
    model.values["organisation.integration"] = 1.0
    assert rekeyed(model, minutes)[claim] < more[claim]
    model.values["staffing.rekeying_minutes"] = 1e3
    assert (rekeyed(model, minutes) <= 1.5 * minutes + 1e-9).all()


def test_one_view_of_the_client_settles_more_at_once_and_loses_less_in_passing_on(staff_of):
    model = staff_of()
    chance = np.array([0.0, 0.78, 1.0])
    assert np.array_equal(resolved(model, chance), chance)
    assert processing_error(model) == model.values["processing.error"]
    model.values["organisation.integration"] = 1.0
    better = resolved(model, chance)
    assert better[1] == pytest.approx(0.846) and better[2] == 1.0
    assert processing_error(model) < model.values["processing.error"]


def test_no_pool_of_staff_is_left_out(staff_of):
    model = staff_of(weeks=3)
    assert {FRONT_STAFF, BACK_STAFF, CASEWORKERS} < set(np.unique(model.staff.group))
    assert all(0 < model.acceptance[pool] < 1 for pool in model.acceptance)
