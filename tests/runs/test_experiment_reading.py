"""Claims about reading experiments: every mistake at once, and nothing about behaviour may be changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pes_sim.runs.experiment import Drawn, Experiment, Reading
from pes_sim.runs.experiment_reading import read_experiment
from pes_sim.scenario.problems import ScenarioError

HEAD = """\
title: More caseworkers, shorter spells
fact: test 1
found: shorter spells
source: invented for tests
grade: A
strength: ●●
mechanism: more meetings
"""
RIGHT = (
    HEAD
    + """\
set_up:
  extends: austria
  years: 2
  scale: 2000
  seeds: 2
  parameters:
    labour.demand_level: 0.9
    staffing.phone: {value: 250, source: invented, grade: D}
  changes:
    - {at: +4 weeks, set: labour.separation_level, to: +10%}
arms:
  more:
    title: a fifth more caseworkers, and automation
    lay: [automation]
    parameters: {tasks.enquiry.ambiguity: 0.2}
    changes:
      - {at: +8 weeks, set: staffing.caseworkers, to: +20%}
projects:
  draws: 200
  portfolios:
    small:
      - {share: 1, plan: {name: one, kind: automation, budget_meur: 1, planned_weeks: 26}}
outcomes:
  - name: spells
    title: Spells
    measure: difference
    kpi: unemployment_duration_weeks
    arm: more
    weeks: 52 to 104
    segment: age:55_plus
    published: {low: -2, high: 0, tolerance: 0.1}
  - name: growth
    title: Growth of calls
    measure: yearly_growth
    count: calls
    per: registered
    weeks: 52 to 104
    against: {weeks: 0 to 52}
    published: {high: 0}
  - name: overruns
    title: Overruns
    measure: level
    statistic: share_over
    threshold: 0.25
    arm: small
    published: {low: 0, high: 1}
"""
)


def reading(text: str, folder: Path) -> Experiment:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return read_experiment(path)


def problems(text: str, folder: Path) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        reading(text, folder)
    return [str(problem).partition("mine.yaml:")[2] for problem in caught.value.problems]


def test_a_file_becomes_arms_and_terms(tmp_path):
    found = reading(RIGHT, tmp_path)
    control, more = found.arms["control"], found.arms["more"]
    assert (found.id, found.seeds, control.scale, control.years) == ("mine", 2, 2000, 2)
    assert control.values["labour.demand_level"] == more.values["labour.demand_level"] == 0.9
    assert (control.values["tasks.enquiry.ambiguity"], more.values["tasks.enquiry.ambiguity"]) == (0.55, 0.2)
    assert len(more.changes) > len(control.changes) + 1 and more.changes[-1].path == "staffing.caseworkers"
    spells, growth, overruns = found.outcomes
    assert isinstance(spells.of, Reading) and (spells.of.arm, spells.of.first, spells.of.end) == ("more", 52, 104)
    assert spells.against is not None and spells.against.arm == "control"
    assert isinstance(growth.against, Reading) and (growth.against.first, growth.against.kpi) == (0, growth.of.kpi)
    assert overruns.of == Drawn("small", "share_over", 0.25)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("labour.demand_level: 0.9", "choice.habit: 1", "choice.habit is an uncertainty; an experiment may touch levers"),
        ("set: staffing.caseworkers", "set: counselling.max_effect", "never behaviour"),
        ("set: labour.separation_level", "set: labour.separation_levle", "labour.separation_level"),
        ("extends: austria", "extends: austira", "austria"),
        ("lay: [automation]", "lay: [automatoin]", "automation"),
        ("kpi: unemployment_duration_weeks", "kpi: unemployment_durations", "unemployment_duration_weeks"),
        ("count: calls", "count: call", "no counter 'call'"),
        ("segment: age:55_plus", "segment: age:56_plus", "no segment"),
        ("arm: more", "arm: mroe", "no arm 'mroe'"),
        ("arm: small", "arm: more", "no portfolio 'more'"),
        ("weeks: 52 to 104\n    segment", "weeks: 52 to 105\n    segment", "reach beyond the horizon"),
        ("weeks: 52 to 104\n    segment", "weeks: 52\n    segment", "no stretch of weeks"),
        ("against: {weeks: 0 to 52}", "against: {weeks: 53 to 104}", "earlier stretch"),
        ("{low: -2, high: 0, tolerance: 0.1}", "{low: 2, high: 0}", "begins at 2 and ends at 0"),
        ("{high: 0}", "{value: 0}", "without a range"),
        ("share: 1,", "share: 0.5,", "sum to 0.5"),
        ("statistic: share_over", "statistic: shares_over", "statistic"),
        ("measure: difference", "measure: differenec", "difference"),
        ("name: growth", "name: spells", "is there already"),
        ("strength: ●●", "strength: 2", "●●●"),
        ("mechanism: more meetings\n", "", "'mechanism' is missing"),
        ("budget_meur: 1,", "budget_meur: -1,", "budget_meur"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(old, new, said, tmp_path):
    assert RIGHT.count(old) == 1
    text = RIGHT.replace(old, new)
    found = problems(text, tmp_path)
    assert len(found) == 1 and said in found[0]
    changed = {i for i, (a, b) in enumerate(zip(RIGHT.splitlines(), text.splitlines(), strict=False), 1) if a != b}
    line = int(found[0].partition(":")[0])
    assert not changed or min(abs(line - i) for i in changed) <= 8


def test_every_mistake_comes_at_once(tmp_path):
    text = RIGHT.replace("labour.demand_level: 0.9", "choice.habit: 1").replace("arm: mroe", "arm: more")
    text = text.replace("count: calls", "count: call").replace("set: staffing.caseworkers", "set: staffing.cseworkers")
    text = text.replace("lay: [automation]", "lay: [recessoin]")
    found = problems(text, tmp_path)
    assert len(found) == 4 and found == sorted(found, key=lambda line: int(line.partition(":")[0]))


def test_a_shock_whose_changes_are_behaviour_is_refused(tmp_path):
    (tmp_path / "odd.yaml").write_text(
        "kind: shock\ntitle: odd\nchanges:\n  - {set: choice.habit, to: 0}\n", encoding="utf-8"
    )
    found = problems(RIGHT.replace("[automation]", f"[{tmp_path / 'odd.yaml'}]"), tmp_path)
    assert len(found) == 1 and "choice.habit is behaviour" in found[0]


TRIAL = (
    HEAD
    + """\
set_up:
  extends: austria
  years: 2
  scale: 2000
  seeds: 2
  trial:
    eligible: {regions: [Wien], entries: 0 to 20}
    groups: {treated: 0.5, control: 0.5}
    follow: 52
arms:
  pilot:
    title: fewer clients
    treatments: [{group: treated, caseload: 100, parameters: {counselling.min_interval_weeks: 1}}]
outcomes:
  - {name: d, title: duration, measure: difference, person: duration, group: treated, arm: pilot, published: {high: 0}}
"""
)


def test_a_trial_is_read_and_compared_with_its_control_group_and_the_world_without(tmp_path):
    experiment = reading(TRIAL, tmp_path)
    trial, outcome = experiment.arms["pilot"].trial, experiment.outcomes[0]
    assert trial is not None and trial.treatments[0].caseload == 100 and not experiment.arms["control"].trial.treatments
    assert [(term.arm, term.group) for term in outcome.four()] == [
        ("pilot", "treated"), ("pilot", "control"), ("control", "treated"), ("control", "control"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("counselling.min_interval_weeks: 1", "counselling.max_effect: 2", "may touch levers"),
        ("counselling.min_interval_weeks: 1", "staffing.front: 2", "acts on everybody"),
        ("[Wien]", "[Wein]", "no region"),
        ("{group: treated, c", "{group: treatd, c", "no group"),
        ("person: duration", "person: wages", "person"),
        ("follow: 52", "follow: 102", "a horizon of more"),
        ("entries: 0 to 20", "ages: 20 to 30", "nobody joins"),
        ("treated: 0.5, control: 0.5", "treated: 0.5, control: 0.3", "sum to"),
        ("caseload: 100, parameters: {counselling.min_interval_weeks: 1}", "weeks: 0 to 4", "nothing is done"),
        ("entries: 0 to 20", "entries: 0 to 20, score: [0.5, 1]", "a score that nobody keeps"),
    ],
)
def test_what_is_wrong_with_a_trial_is_said_with_its_line(tmp_path, old, new, said):
    with pytest.raises(ScenarioError) as caught:
        reading(TRIAL.replace(old, new), tmp_path)
    assert said in str(caught.value) and ".yaml:" in str(caught.value)
