"""Switching mechanisms off: what it sets, what it keeps from being set again, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

import pes_sim as pes
from pes_sim.scenario.changes import ProjectPlan, SetValue, StartProject

AGAIN = """\
kind: option
title: Overhead down, and staff shorter to train
changes:
  - {at: +10 weeks, set: counselling.meeting_minutes, to: "+10%"}
  - {at: +10 weeks, set: staffing.tool_training, to: 0.9}
"""


def test_values_are_neutral_from_the_outset_and_say_who_set_them(austria):
    off = austria.without("habit", "incidents")
    assert off.values["choice.habit"] == off.values["systems.incident_rate"] == 0
    assert {path: value for path, value in off.values.items() if value != austria.values[path]}.keys() == {
        "choice.habit", "systems.incident_rate",
    }  # fmt: skip
    assert "mechanism habit switched off" in str(off.explain("choice.habit"))
    assert off.name == "austria_without_habit_without_incidents"
    assert off.off == ("habit", "incidents")
    assert off.key() != austria.key()


def test_without_nothing_is_the_same_and_twice_is_once(austria):
    assert austria.without() is austria
    once = austria.without("habit")
    again = once.without("habit")
    assert (again.off, again.title, again.key()) == (once.off, once.title, once.key())


def test_changes_of_what_is_off_are_dropped_from_projects_too(austria):
    def on(path: str) -> SetValue:
        return SetValue(path, "to", 0.5, 4)

    plan = ProjectPlan("new portal", "digital_service", 4.0, 52, 13, (on("choice.habit"), on("channels.portal.open")))
    busy = replace(austria, changes=(on("choice.habit"), on("channels.app.open"), StartProject(plan, 3)))
    app, project = busy.without("habit").changes
    assert isinstance(app, SetValue)
    assert app.path == "channels.app.open"
    assert isinstance(project, StartProject)
    assert [item.path for item in project.plan.delivers] == ["channels.portal.open"]


def test_an_option_laid_over_it_does_not_switch_it_on_again(austria, tmp_path, monkeypatch):
    from pes_sim.parameters.mechanisms import MECHANISMS, Mechanism

    with_training = {
        **MECHANISMS,
        "training": Mechanism("training", "Staff are trained", {"staffing.tool_training": 0.0}),
    }
    monkeypatch.setattr("pes_sim.scenario.ablation.MECHANISMS", with_training)
    from pes_sim.scenario.ablation import without

    off = without(austria, ["training"], with_training)
    file = tmp_path / "again.yaml"
    file.write_text(AGAIN, encoding="utf-8")
    laid = pes.load(file, base=off)
    assert [change.path for change in laid.changes] == ["counselling.meeting_minutes"]
    assert laid.off == ("training",)


def test_setting_what_is_off_is_a_contradiction(austria):
    with pytest.raises(pes.ScenarioError, match="mechanism habit is switched off"):
        austria.without("habit").change("choice.habit", 1)


def test_unknown_names_come_all_at_once_with_the_nearest(austria):
    with pytest.raises(pes.ScenarioError) as caught:
        austria.without("habbit", "trust", "incident")
    lines = str(caught.value).splitlines()
    assert len(lines) == 2
    assert "no mechanism 'habbit'" in lines[0]
    assert "nearest: habit" in lines[0]
    assert "nearest: incidents" in lines[1]
