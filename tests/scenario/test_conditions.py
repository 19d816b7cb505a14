"""What a change may wait for: KPIs of everybody or of a group, projects that end, several at once, and its undoing."""

from __future__ import annotations

import pytest

import pes_sim as pes
from pes_sim.scenario import expressions
from pes_sim.scenario.conditions import AllOf, Condition, ProjectEnd
from pes_sim.scenario.problems import Fault, ScenarioError

OPTION = """\
kind: option
title: Counters that come back
changes:
"""
REOPEN = """\
  - {at: +4 weeks, set: channels.counter.hours, to: -30%}
  - when: kpi.unmet_need_share[digital_skill:low] > 0.05 for 8 weeks
    set: channels.counter.hours
    to: +20%
    until: kpi.unmet_need_share[digital_skill:low] < 0.03 for 13 weeks
"""
STAGES = """\
  - at: +4 weeks
    start: project
    with: {name: first stage, kind: digital_service, budget_meur: 2, planned_weeks: 26}
  - when: project "first stage" is delivered and kpi.completion_rate > 0.4 for 4 weeks
    start: project
    with: {name: second stage, kind: digital_service, budget_meur: 2, planned_weeks: 26}
  - when: project 'first stage' is cancelled
    set: staffing.phone
    to: +10%
"""


@pytest.fixture
def option(tmp_path):
    def write(changes: str):
        path = tmp_path / "mine.yaml"
        path.write_text(OPTION + changes, encoding="utf-8")
        return pes.load(path, base="austria")

    return write


def test_a_condition_may_ask_for_a_group():
    found = expressions.trigger("kpi.unmet_need_share[digital_skill:low] > 0.05 for 8 weeks")
    assert found == Condition("unmet_need_share", ">", 0.05, 8, "digital_skill:low")
    assert expressions.trigger(str(found)) == found


def test_a_condition_may_look_at_a_longer_time():
    found = expressions.trigger("kpi.unmet_need_share > 0.05 over 13 weeks for 2 weeks")
    assert found == Condition("unmet_need_share", ">", 0.05, 2, over=13)
    assert expressions.trigger(str(found)) == found
    with pytest.raises(Fault, match="over 0 weeks"):
        expressions.trigger("kpi.unmet_need_share > 0.05 over 0 weeks")


def test_a_condition_that_looks_further_back_than_the_horizon_is_refused(option):
    with pytest.raises(ScenarioError, match="can never hold: it looks at 2000 weeks"):
        option("  - {when: kpi.unmet_need_share > 0.05 over 2000 weeks, set: staffing.phone, to: +10%}\n")


def test_several_conditions_are_joined_by_and():
    found = expressions.trigger('project "bread and butter" is delivered and kpi.ltu_share < 0.2')
    assert found == AllOf((ProjectEnd("bread and butter", "delivered"), Condition("ltu_share", "<", 0.2)))
    assert expressions.trigger(str(found)) == found


@pytest.mark.parametrize("raw", ["project x is delivered", 'project "x" is late', "kpi.a > 1 and", 3, "kpi.a[b > 1"])
def test_what_is_no_condition_is_refused(raw):
    with pytest.raises(Fault):
        expressions.trigger(raw)


def test_the_example_of_the_counters_is_understood(option):
    reopen = option(REOPEN).changes[-1]
    assert reopen.condition == Condition("unmet_need_share", ">", 0.05, 8, "digital_skill:low")
    assert reopen.until == Condition("unmet_need_share", "<", 0.03, 13, "digital_skill:low")


def test_stages_follow_projects(option):
    second = option(STAGES).changes[-2]
    assert second.plan.name == "second stage" and second.week is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("kpi.unmet_need_share[digital_skill:lo] > 0.05", "digital_skill:low"),
        ("kpi.caseload[sex:men] > 300", "whole service only"),
        ("kpi.unmet_need_share > 1.5", "can never hold"),
        ("kpi.unmet_need_share > 0.1 for 4000 weeks", "horizon"),
        ('project "nowhere" is delivered', "no project 'nowhere' is ever started"),
    ],
)
def test_a_condition_that_can_never_hold_is_named_with_its_line(option, wrong, said):
    with pytest.raises(ScenarioError) as caught:
        option(f"  - when: {wrong}\n    set: staffing.front\n    to: +5%\n")
    (problem,) = caught.value.problems
    assert said in str(problem) and "mine.yaml:4" in str(problem)


def test_all_that_is_wrong_is_said_at_once(option):
    wrong = "".join(
        f"  - when: {when}\n    set: staffing.front\n    to: +5%\n"
        for when in ("kpi.nothing > 1", 'project "none" is cancelled', "kpi.ltu_share[age:old] > 0.2")
    )
    with pytest.raises(ScenarioError) as caught:
        option(wrong)
    assert len(caught.value.problems) == 3


def test_until_needs_a_when(option):
    with pytest.raises(ScenarioError, match="when"):
        option("  - {at: +4 weeks, set: staffing.front, to: +5%, until: kpi.ltu_share < 0.2}\n")


def test_projects_that_wait_for_one_another_are_refused(option):
    def stage(name: str, other: str) -> str:
        return (
            f'  - when: project "{other}" is delivered\n    start: project\n'
            f"    with: {{name: {name}, kind: training, budget_meur: 1, planned_weeks: 8}}\n"
        )

    with pytest.raises(ScenarioError, match="wait for one another"):
        option(stage("a", "b") + stage("b", "a"))
