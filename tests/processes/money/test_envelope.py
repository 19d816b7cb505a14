"""The envelope: what comes first, who is squeezed, what silos and saving targets do."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.processes.delivery import delivery
from pes_sim.processes.record import record
from pes_sim.processes.staffing import staffing
from pes_sim.processes.strategy import strategy
from pes_sim.processes.systems import systems
from pes_sim.processes.weather import weather
from pes_sim.scenario.changes import ProjectPlan, SetValue, StartProject

pytestmark = pytest.mark.untraced

ALONE = (("weather", weather), ("strategy", strategy), ("delivery", delivery), ("systems", systems),
         ("staffing", staffing), ("record", record))  # fmt: skip
YEAR = 365.25 / 7
HARD = {"money.soft_budget": 0.0, "money.it_growth": 0.0}


@pytest.fixture
def run(worlds):
    def of(*changes, years=4, seed=1, **values):
        base = worlds.small_austria(years=years, scale=20_000, warmup=4)
        given = {**HARD, **{k.replace("__", "."): v for k, v in values.items()}}
        model = worlds.of(base, seed, values=given, phases=ALONE)
        for change in changes:
            model.agenda.plan(change, change.week)
        model.run()
        return model

    return of


def weekly(model, name: str) -> np.ndarray:
    return model.history[:, COUNTERS.index(name), 0]


def test_at_the_start_the_envelope_pays_for_everything_and_no_more(run):
    model = run(years=1)
    for done, wanted in (("maintenance_done", "maintenance_wanted"), ("standing_done", "standing_wanted")):
        assert weekly(model, done)[0] == pytest.approx(weekly(model, wanted)[0], rel=1e-3)
    assert weekly(model, "it_envelope")[0] * YEAR == pytest.approx((52 * 1.1 + 18) * 1e6)
    assert weekly(model, "it_overdrawn").sum() == 0


def test_run_comes_before_maintenance_before_change(run):
    """An envelope cut by a fifth: run is paid whole, small change goes first, maintenance last."""
    model = run(money__it_envelope=0.8, years=1)
    run_cost = weekly(model, "cost_it_run") - weekly(model, "maintenance_done")
    assert run_cost[0] * YEAR == pytest.approx(52e6, rel=1e-3)
    assert weekly(model, "maintenance_done")[0] == pytest.approx(weekly(model, "maintenance_wanted")[0])
    left = 0.8 * (52 * 1.1 + 18) - 52 * 1.1
    assert weekly(model, "standing_done")[0] * YEAR == pytest.approx(left * 1e6, rel=1e-2)
    starved = run(money__it_envelope=0.71, years=1)
    assert weekly(starved, "standing_done").sum() == 0
    assert 0 < weekly(starved, "maintenance_done")[0] < weekly(starved, "maintenance_wanted")[0]
    broke = run(money__it_envelope=0.5, years=1)
    assert weekly(broke, "maintenance_done").sum() == 0
    over = weekly(broke, "cost_it_run")[0] - weekly(broke, "it_envelope")[0]
    assert weekly(broke, "it_overdrawn")[0] == pytest.approx(over)


def test_a_soft_budget_pays_for_everything_and_is_overdrawn(run):
    model = run(money__it_envelope=0.5, money__soft_budget=1.0, years=1)
    assert weekly(model, "standing_done") == pytest.approx(weekly(model, "standing_wanted"))
    spent = weekly(model, "cost_it_run") + weekly(model, "cost_it_change")
    assert weekly(model, "it_overdrawn") == pytest.approx(spent - weekly(model, "it_envelope"))


def test_a_programme_without_a_grant_waits_for_money_and_squeezes_small_change(run):
    plan = StartProject(ProjectPlan("app", "digital_service", 40.0, 52, 13, (), (), None, "agile"), 4)
    granted, alone = run(plan), run(plan, money__programme_grant=0.0)
    spent = [model.projects[0].spent_meur for model in (granted, alone)]
    assert spent[1] < spent[0]
    assert weekly(alone, "standing_done")[10] < weekly(granted, "standing_done")[10]
    assert weekly(alone, "programme_granted").sum() == 0
    assert weekly(granted, "programme_granted").sum() == 40e6


def test_unspent_money_lapses_at_the_end_of_the_year_unless_it_may_be_kept(run):
    rich = {"money__it_envelope": 1.2}
    strict, kept = run(**rich), run(**rich, money__carry_over=1.0)
    assert weekly(strict, "it_lapsed")[[51, 103]].min() > 0
    assert np.count_nonzero(weekly(strict, "it_lapsed")) == 4, "once a year"
    assert weekly(kept, "it_lapsed").sum() == 0
    assert kept.budget.left > strict.budget.left


def test_silos_move_no_money_and_one_budget_does(run):
    silo = run(money__it_envelope=1.2, years=2)
    pooled = run(money__it_envelope=1.2, money__pooling=1.0, years=2)
    for name in ("pooled_to_it", "pooled_from_it", "pooled_to_staff", "temporary_staff"):
        assert weekly(silo, name).sum() == 0
    vacant = weekly(pooled, "staff_vacant")[:-1] * pooled.values["money.staff_cost"] / YEAR
    assert weekly(pooled, "pooled_to_it")[1:] == pytest.approx(vacant), "pay of posts left empty, a week later"
    moved = weekly(pooled, "pooled_to_staff")[51]
    assert moved > 0
    assert weekly(pooled, "temporary_staff")[60] == pytest.approx(
        moved / 52 / (pooled.values["money.staff_cost"] / YEAR)
    )
    paid = [weekly(m, "cost_staff")[60] for m in (silo, pooled)]
    assert paid[1] - paid[0] == pytest.approx(moved / 52, rel=1e-6)
    minutes = [sum(office.available["front"] for office in m.offices) for m in (silo, pooled)]
    assert minutes[1] > minutes[0]


def test_a_saving_target_empties_posts_before_anything_is_saved(run):
    target = SetValue("money.saving_target", "to", 0.1, 10)
    model, before = run(target), run()
    planned = sum(model.values[f"staffing.{group}"] for group in ("front", "phone", "back"))
    missing = weekly(model, "saving_missing")
    assert missing[:10].sum() == 0
    assert missing[10] * YEAR == pytest.approx(0.1 * planned * model.values["money.staff_cost"], rel=1e-2)
    assert (np.diff(missing[10:]) <= 1e-6).all(), "posts of leavers stay empty, week by week"
    assert model.staff.saved.sum() > 0.06 * planned
    assert weekly(model, "staff")[-1] < weekly(before, "staff")[-1]
    assert weekly(model, "staff_overdrawn")[11] > 0
    for group in range(4):
        assert (
            model.staff.saved[group].sum()
            <= 0.1 * model.values[f"staffing.{('caseworkers', 'front', 'phone', 'back')[group]}"] + 1e-9
        )


def test_posts_come_back_when_the_target_is_dropped(run):
    model = run(SetValue("money.saving_target", "to", 0.1, 0), SetValue("money.saving_target", "to", 0.0, 104))
    assert model.staff.saved.sum() == pytest.approx(0)
    assert model.staff.closed.sum() == pytest.approx(0)


def test_it_pays_for_a_saving_not_made_where_there_is_one_budget(run):
    target = SetValue("money.saving_target", "to", 0.2, 10)
    silo, pooled = run(target, years=1), run(target, money__pooling=1.0, years=1)
    assert weekly(pooled, "pooled_from_it")[12] > 0
    assert weekly(pooled, "standing_done")[12] < weekly(silo, "standing_done")[12]
    assert weekly(pooled, "staff_overdrawn")[12] < weekly(silo, "staff_overdrawn")[12]


def test_posts_for_experts_beyond_need_are_paid(run):
    more, usual = run(systems__expert_posts=1.5, years=1), run(years=1)
    extra = (weekly(more, "cost_it_run") - weekly(usual, "cost_it_run"))[0]
    posts = 0.5 * usual.landscape.experts.total()[1]
    assert extra == pytest.approx(posts * usual.values["money.staff_cost"] / YEAR * 1.1, rel=1e-3)
    assert weekly(more, "experts")[-1] > weekly(usual, "experts")[-1]
