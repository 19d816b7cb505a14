"""Claims about what files add up to: inheritance, options over a base, and what each kind may touch."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pes_sim.scenario.catalogue import kind_of
from pes_sim.scenario.changes import SetValue, StartProject
from pes_sim.scenario.laying import lay
from pes_sim.scenario.loading import check, load
from pes_sim.scenario.problems import Problem, ScenarioError
from pes_sim.scenario.rules import Vocabulary
from pes_sim.scenario.scenario import Scenario

from .conftest import PROFILE, Write

OPTION = """\
title: Digital first
assumes: [the portal is there]
changes:
  - at: 2027-01-01
    set: channels.portal.mandate
    to: 0.8
    ramp: 26 weeks
  - at: +78 weeks
    start: project
    with:
      name: new core
      kind: replacement
      budget_meur: 40
      planned_weeks: 78
      increment_weeks: 12
      replaces: [core]
      builds: new core
      delivers:
        - {set: channels.counter.hours, to: -5%, after: 8 weeks, ramp: 4 weeks}
  - when: kpi.unmet_need_share > 0.05 for 8 weeks
    set: channels.counter.hours
    to: +20%
  - set: staffing.caseworkers
    to: +3
"""


def found(error: pytest.ExceptionInfo[ScenarioError]) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.message) for problem in error.value.problems]


def changes_file(items: str, kind: str = "option") -> str:
    return f"kind: {kind}\nchanges:\n" + "".join(f"  - {{{item}}}\n" for item in items.split("\n") if item)


def problems_of(items: str, write: Write, words: Vocabulary, kind: str = "option") -> list[Problem]:
    return check(write("x.yaml", changes_file(items, kind)), base="freedonia", words=words)


def test_a_profile_is_a_scenario_with_every_declared_value(base: Scenario, words: Vocabulary) -> None:
    assert set(base.values) == set(words.registry)
    assert base.values["staffing.caseworkers"] == 120  # the profile's, not the declared 100
    assert base.values["channels.portal.mandate"] == 0.5
    assert (base.name, base.start, base.years, base.scale) == ("freedonia", date(2026, 1, 1), 8, 50)
    assert base.changes == () and base.based_on is None


def test_a_scenario_overrides_what_it_extends_and_keeps_the_rest(write: Write, words: Vocabulary) -> None:
    write("scenarios/middle.yaml", "extends: freedonia\nyears: 5\nparameters: {channels.counter.hours: 20}\n")
    path = write("x.yaml", "extends: middle\nscale: 10\nparameters:\n  channels.portal.mandate: 0.7\n")
    scenario = load(path, words=words)
    assert (scenario.years, scenario.scale, scenario.based_on) == (5, 10, "middle")
    assert scenario.values["channels.counter.hours"] == 20
    assert scenario.values["channels.portal.mandate"] == 0.7
    assert scenario.values["staffing.caseworkers"] == 120


def test_extends_may_name_a_file_beside(write: Write, words: Vocabulary) -> None:
    write("mine/country.yaml", PROFILE)
    assert load(write("mine/x.yaml", "extends: ./country.yaml\n"), words=words).profile.name == "country"


def test_changes_of_a_parent_come_first_and_keep_their_dates(write: Write, words: Vocabulary) -> None:
    item = "changes: [{{set: staffing.caseworkers, to: {}, at: {}}}]\n"
    write("scenarios/parent.yaml", "extends: freedonia\n" + item.format("+10%", "2028-01-01"))
    child = load(write("x.yaml", "extends: parent\nstart: 2027-01-01\n" + item.format("+5", "+1 week")), words=words)
    assert [(change.operation, change.week) for change in child.changes if isinstance(change, SetValue)] == [
        ("multiply", 52),
        ("add", 1),
    ]


def test_an_option_adds_its_changes_and_leaves_the_base_world(write: Write, words: Vocabulary, base: Scenario) -> None:
    write("scenarios/options/digital.yaml", OPTION)
    option = load("digital", base="freedonia", words=words)
    assert (option.name, option.title, option.based_on) == ("digital", "Digital first", "freedonia")
    assert option.values == base.values and option.profile == base.profile and option.start == base.start
    mandate, project, trigger, staff = option.changes
    assert mandate == SetValue("channels.portal.mandate", "to", 0.8, 52, 26)
    assert isinstance(project, StartProject) and project.week == 78 and project.plan.method == "strangler"
    assert project.plan.delivers[0].week == 8 and project.plan.delivers[0].target(100) == pytest.approx(95)
    assert isinstance(trigger, SetValue) and trigger.week is None and trigger.condition is not None
    assert staff == SetValue("staffing.caseworkers", "add", 3, 0)
    assert mandate.origin.file == "scenarios/options/digital.yaml" and mandate.origin.line == 4
    assert option.assumes == ("the portal is there",)


def test_an_empty_option_simulates_what_its_base_does(write: Write, words: Vocabulary, base: Scenario) -> None:
    option = lay(write("nothing.yaml", "kind: option\ntitle: Nothing\nchanges: []\n"), base, words=words)
    assert option.key() == base.key()


def test_a_shock_then_an_option_stack(write: Write, words: Vocabulary, base: Scenario) -> None:
    shock = write("slump.yaml", changes_file("set: macro.separation_factor, to: +50%, at: +10 weeks", "shock"))
    hire = write("hire.yaml", changes_file("set: staffing.caseworkers, to: +10%"))
    both = lay(hire, lay(shock, base, words=words), words=words)
    assert [change.path for change in both.changes if isinstance(change, SetValue)] == [
        "macro.separation_factor",
        "staffing.caseworkers",
    ]
    assert both.based_on == "slump"


@pytest.mark.parametrize(
    ("kind", "path", "allowed"),
    [
        ("option", "staffing.caseworkers", True),
        ("option", "macro.separation_factor", False),
        ("option", "time.weeks_a_year", False),
        ("shock", "staffing.caseworkers", True),
        ("shock", "macro.separation_factor", True),
        ("shock", "time.weeks_a_year", False),
    ],
)
@pytest.mark.parametrize("delivered", [False, True])
def test_options_touch_levers_and_shocks_no_constants(
    kind: str, path: str, allowed: bool, delivered: bool, write: Write, words: Vocabulary
) -> None:
    item = f"set: {path}, to: 1"
    if delivered:
        plan = f"name: p, kind: training, budget_meur: 1, planned_weeks: 9, delivers: [{{{item}}}]"
        item = f"start: project, with: {{{plan}}}"
    problems = problems_of(item, write, words, kind)
    assert (problems == []) == allowed
    assert all("may touch levers" in problem.message and problem.line == 3 for problem in problems)


def test_all_problems_of_a_file_come_at_once_each_with_its_line(write: Write, words: Vocabulary) -> None:
    path = write(
        "x.yaml",
        """\
titel: Typo
start: 2026-13-01
years: many
extends: freedonia
changes:
  - {at: 2025-01-01, set: staffing.caseworker, to: 3}
  - {set: staffing.caseworkers, to: -3}
  - {set: staffing.caseworkers, to: 3, ramp: 26}
  - {sett: staffing.caseworkers, to: 3}
  - {when: kpi.unmet_need > 0.05, set: staffing.caseworkers, to: 3}
  - {start: projekt, with: {name: a, kind: trainig, budget_meur: -1, planned_weeks: 1.5}}
  - nonsense
targets:
  - {kpi: wait_dys, value: 3, by: 2027-01-01}
parameters:
  channels.portal.mandate: 1.5
  channels.portal.mandat: 0.5
  staffing.caseworkers: {value: true, sauce: x}
""",
    )
    with pytest.raises(ScenarioError) as error:
        load(path, words=words)
    lines = [line for line, _ in found(error)]
    assert set(lines) == {1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 14, 16, 17, 18}
    assert lines == sorted(lines)  # type: ignore[type-var]
    text = str(error.value)
    for near in ("title", "staffing.caseworkers", "set", "unmet_need_share", "training", "wait_days", "source"):
        assert f"nearest: {near}" in text, near
    assert lines.count(11) == 4 and lines.count(9) == 2
    assert "Traceback" not in text and "pydantic" not in text


def test_problems_of_the_whole_chain_come_at_once(write: Write, words: Vocabulary) -> None:
    write(
        "scenarios/profiles/broken.yaml", PROFILE.replace("women: 0.47", "women: 1.47").replace("debt: 1.2", "debt: 9")
    )
    write("scenarios/middle.yaml", "extends: broken\nyears: 0\n")
    with pytest.raises(ScenarioError) as error:
        load(write("x.yaml", "extends: middle\nscale: 0\n"), words=words)
    places = {(problem.file, problem.line) for problem in error.value.problems}
    assert {("x.yaml", 2), ("scenarios/middle.yaml", 2), ("scenarios/profiles/broken.yaml", 9)} <= places
    assert len(places) == 4


def test_a_missing_key_points_at_its_parent(write: Write, words: Vocabulary) -> None:
    text = PROFILE.replace("    upper_days: [90, 365]\n", "")
    with pytest.raises(ScenarioError) as error:
        load(write("x.yaml", text), words=words)
    line = text.splitlines().index("  durations:") + 1
    assert (line, "'upper_days' is missing") in found(error)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("labour_force: 0.6, registered: 4000, vac", "labour_force: 0.7, registered: 4000, vac", "shares sum to 1.1"),
        ("staffing.caseworkers: {value: 120", "staffing.caseworkers: {value: -120", "-120 is below 0"),
        ("staffing.caseworkers: {value: 120", "staffing.casworkers: {value: 120", "no parameter 'staffing.casworkers'"),
        ("{value: 120, source: annual report 2025, grade: C}", "120", "is 120"),
        ("coupled: [web]", "coupled: [wob]", "coupled to 'wob'"),
        ("labour_force: 100000", "labour_force: .inf", "labour_force is inf"),
        ("scale: 50", "scale: 1000000", "leaves nobody to simulate"),
        ("start: 2026-01-01", "start: 9999-01-01", "no likely start"),
        ("title: Freedonia", "changes: []\ntitle: Freedonia", "it has no changes"),
    ],
)
def test_an_impossible_profile_is_refused(old: str, new: str, said: str, write: Write, words: Vocabulary) -> None:
    assert PROFILE.count(old) == 1
    text = PROFILE.replace(old, new)
    problems = check(write("x.yaml", text), words=words)
    assert [said in problem.message for problem in problems] == [True]
    assert problems[0].line is not None


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("at: 2025-12-31, set: staffing.caseworkers, to: 3", "2025-12-31 is before the start, 2026-01-01"),
        ("at: 2034-01-01, set: staffing.caseworkers, to: 3", "would never happen: the horizon ends on 2033-12-29"),
        ("at: +417 weeks, set: staffing.caseworkers, to: 3", "would never happen"),
        ("set: channels.portal.mandate, to: 1.01", "1.01 is above 1"),
        ("set: channels.portal.mandate, to: +120%", "multiplied by 2.2 from 0.5: 1.1 is above 1"),
        ("set: staffing.caseworkers, to: -300%", "takes away more than there is"),
        ('set: staffing.caseworkers, to: "-121"', "moved by -121 from 120: -1 is below 0"),
        ("set: staffing.caseworkers, to: yes", "'yes' is no value"),
        ("set: staffing.caseworkers, to: .nan", "not a finite number"),
        ("when: kpi.unmet_need_share > 5, set: staffing.caseworkers, to: 3", "can never hold"),
        ("when: kpi.unmet_need_share >= 0.0 for 900 weeks, set: staffing.caseworkers, to: 3", "can never hold for 900"),
        ("when: kpi.unmet_need_share < 0, set: staffing.caseworkers, to: 3", "can never hold"),
        ("when: kpi.unmet_need_share > 1, set: staffing.caseworkers, to: 3", "can never hold"),
        ("when: kpi.wait_days < 0, set: staffing.caseworkers, to: 3", "can never hold"),
        ("when: kpi.wait_days > 3, set: channels.portal.mandate, to: x3", "cannot be multiplied by 3"),
        ("when: kpi.wait_days > 3, at: +3 weeks, set: channels.portal.mandate, to: 1", "not both"),
    ],
)
def test_an_impossible_change_is_refused(item: str, said: str, write: Write, words: Vocabulary) -> None:
    problems = problems_of(
        item.replace("when: kpi", 'when: "kpi').replace(", set", '", set')
        if "kpi" in item and "at:" not in item
        else item,
        write,
        words,
    )
    assert [said in problem.message for problem in problems] == [True], problems
    assert problems[0].line == 3


@pytest.mark.parametrize(
    "condition", ["kpi.unmet_need_share >= 1", "kpi.digital_gap < -0.1", "kpi.net_saving < -5", "kpi.wait_days > 400"]
)
def test_a_condition_that_can_hold_is_accepted(condition: str, write: Write, words: Vocabulary) -> None:
    assert problems_of(f'when: "{condition}", set: staffing.caseworkers, to: 3', write, words) == []


def test_steps_are_checked_in_order_of_time_not_of_writing(write: Write, words: Vocabulary) -> None:
    up = "at: 2028-01-01, set: channels.portal.mandate, to: +60%"
    first_lower = "at: 2027-01-01, set: channels.portal.mandate, to: 0.6"
    first_higher = "at: 2027-01-01, set: channels.portal.mandate, to: 0.8"
    assert problems_of(f"{up}\n{first_lower}", write, words) == []
    [problem] = problems_of(f"{up}\n{first_higher}", write, words)
    assert problem.line == 3 and "1.28 is above 1" in problem.message


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("kind: replacement, replaces: [cor]", "no system 'cor'"),
        ("kind: replacement", "names no system it replaces"),
        ("kind: replacement, replaces: [core], method: agile", "agile is no method for replacement"),
        ("kind: training, method: strangler", "strangler is no method for training"),
        ("kind: training, increment_weeks: 30", "increments of 30 weeks do not fit"),
        ("kind: digital_service, field_exposure: 1.2", "1.2"),
        ("kind: digital_service, field_exposure: 0", "0"),
        ("kind: digital_service, increment_weeks: 5, field_exposure: 0.5", "the first comes after 0.25 of the work"),
        ("kind: digital_service, touches: [wbe]", "no system 'wbe'"),
        ("kind: training, touches: [web]", "training releases nothing into a system"),
        ("kind: digital_service, builds: web", "there is a system 'web' already"),
        ("kind: training, delivers: [{set: staffing.training_day, to: 3}]", "no parameter 'staffing.training_day'"),
        ("kind: training, delivers: [{set: staffing.training_days, to: -3}]", "-3 is below 0"),
        ("kind: training, delivers: [{set: staffing.training_days, to: 3, after: 3}]", "not a length in weeks"),
    ],
)
def test_an_impossible_project_is_refused(plan: str, said: str, write: Write, words: Vocabulary) -> None:
    item = f"start: project, with: {{name: p, budget_meur: 1, planned_weeks: 20, {plan}}}"
    problems = problems_of(item, write, words)
    assert [said in problem.message for problem in problems] == [True], problems


def test_a_system_built_by_one_project_may_be_replaced_by_a_later_one(write: Write, words: Vocabulary) -> None:
    plan = "start: project, with: {{name: {}, budget_meur: 1, planned_weeks: 20, {}}}, at: {}"
    build = plan.format("one", "kind: digital_service, builds: portal two", "+1 week")
    retire = plan.format("two", "kind: replacement, replaces: [portal two]", "+99 weeks")
    assert problems_of(f"{build}\n{retire}", write, words) == []
    assert [problem.line for problem in problems_of(f"{build}\n{build}", write, words)] == [4]


def test_targets_name_a_kpi_a_possible_value_and_a_day_in_the_horizon(write: Write, words: Vocabulary) -> None:
    text = "extends: freedonia\ntargets:\n  - {{kpi: {}, value: {}, by: {}}}\n"
    good = load(write("x.yaml", text.format("unmet_need_share", 0.02, "2029-12-31")), words=words)
    assert good.targets[0].by == date(2029, 12, 31)
    for bad in (("unmet", 0.02, "2029-12-31"), ("wait_days", -1, "2029-12-31"), ("wait_days", 1, "2025-12-31")):
        assert [problem.line for problem in check(write("x.yaml", text.format(*bad)), words=words)] == [3]


def test_the_right_call_is_named_when_a_base_is_missing_or_too_many(write: Write, words: Vocabulary) -> None:
    write("scenarios/options/digital.yaml", OPTION)
    write("scenarios/own.yaml", "extends: freedonia\n")
    with pytest.raises(ScenarioError, match=r'load\("digital", base='):
        load("digital", words=words)
    with pytest.raises(ScenarioError, match=r'load\("own"\) without a base'):
        load("own", base="freedonia", words=words)
    with pytest.raises(ScenarioError, match="extends|an option"):
        load(write("x.yaml", "extends: digital\n"), words=words)


def test_an_option_carries_neither_figures_nor_values_nor_a_base(write: Write, words: Vocabulary) -> None:
    text = (
        "kind: option\nextends: freedonia\nyears: 3\nparameters: {staffing.caseworkers: 3}\nfigures: {}\nchanges: []\n"
    )
    assert [problem.line for problem in check(write("x.yaml", text), base="freedonia", words=words)] == [2, 3, 4, 5]
    assert [problem.line for problem in check("x.yaml", words=words)] == [2, 3, 4, 5]


def test_an_option_is_checked_for_names_even_without_a_base(write: Write, words: Vocabulary) -> None:
    path = write("x.yaml", changes_file("set: staffing.caseworker, to: 3\nset: staffing.caseworkers, to: -3"))
    assert [problem.line for problem in check(path, words=words)] == [3, 4]


def test_the_kind_is_what_the_file_says_else_its_folder_else_its_keys(write: Write) -> None:
    assert kind_of(write("options/a.yaml", "title: x\n")) == "option"
    assert kind_of(write("options/b.yaml", "kind: shock\n")) == "shock"
    assert kind_of(write("cases/c.yaml", "extends: x\n")) == "case"
    assert kind_of(write("d.yaml", "extends: x\n")) == "scenario"
    assert kind_of(write("e.yaml", "figures: {}\n")) == "profile"
    assert kind_of(write("f.yaml", "changes: []\n")) == "option"


def test_the_users_folder_comes_first_then_the_named_one(
    write: Write, words: Vocabulary, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write("elsewhere/options/extra.yaml", "title: Extra\nchanges: []\n")
    write("elsewhere/profiles/freedonia.yaml", PROFILE.replace("scale: 50", "scale: 7"))
    monkeypatch.setenv("PES_SIM_SCENARIOS", str(tmp_path / "elsewhere"))
    assert load("extra", base="freedonia", words=words).scale == 50
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert load("freedonia", words=words).scale == 7


def test_an_unquoted_plus_three_adds_and_minus_three_is_absolute(write: Write, words: Vocabulary) -> None:
    items = "set: staffing.caseworkers, to: +3"
    option = load(write("x.yaml", changes_file(items)), base="freedonia", words=words)
    assert option.changes == (SetValue("staffing.caseworkers", "add", 3, 0),)
    [problem] = problems_of("set: staffing.caseworkers, to: -3", write, words)
    assert 'write "-3" in quotes' in problem.message
    assert problems_of("set: channel_choice.constant, to: -3", write, words, "shock") == []
