"""Claims about scenarios in Python: frozen, comparable, explainable, cheap to send to a worker."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from pes_sim.scenario.changes import Origin, SetValue
from pes_sim.scenario.laying import lay
from pes_sim.scenario.loading import load
from pes_sim.scenario.problems import Problem, ScenarioError
from pes_sim.scenario.rules import Vocabulary
from pes_sim.scenario.scenario import Scenario

from .conftest import PROFILE, Write


def test_change_returns_a_new_scenario_and_leaves_the_base(base: Scenario, words: Vocabulary) -> None:
    before = base.key()
    plus = base.change("staffing.caseworkers", "+20%", at="2028-01-01", ramp="26 weeks", words=words)
    assert plus.changes == (SetValue("staffing.caseworkers", "multiply", 1.2, 104, 26),)
    assert base.changes == () and base.key() == before
    assert plus.name != base.name and plus.based_on == base.name and plus.key() != before


@pytest.mark.parametrize("at", [None, "2026-01-01", date(2026, 1, 1), "+0 weeks"])
def test_a_change_at_the_start_is_in_week_zero(at: date | str | None, base: Scenario, words: Vocabulary) -> None:
    assert base.change("staffing.caseworkers", 90, at=at, words=words).changes[0].week == 0


def test_change_reports_all_that_is_wrong(base: Scenario, words: Vocabulary) -> None:
    with pytest.raises(ScenarioError) as error:
        base.change("staffing.caseworker", "lots", at="1999-01-01", ramp="soon", words=words)
    assert len(error.value.problems) == 4
    assert "nearest: staffing.caseworkers" in str(error.value)
    for path, value in (
        ("channels.portal.mandate", 2),
        ("channels.portal.mandate", "+150%"),
        ("staffing.caseworkers", None),
    ):
        with pytest.raises(ScenarioError):
            base.change(path, value, words=words)  # type: ignore[arg-type]


def test_changes_add_up_in_the_order_they_were_made(base: Scenario, words: Vocabulary) -> None:
    twice = base.change("channels.portal.mandate", 0.9, words=words)
    with pytest.raises(ScenarioError, match="1.08 is above 1"):
        twice.change("channels.portal.mandate", "+20%", at="+5 weeks", words=words)


def test_sized_touches_nothing_but_the_size(base: Scenario, words: Vocabulary) -> None:
    plus = base.change("staffing.caseworkers", 90, at="2032-01-01", words=words)
    small = plus.sized(scale=200, years=2)
    assert (small.scale, small.years, small.weeks) == (200, 2, 104)
    assert replace(small, scale=plus.scale, years=plus.years) == plus


def test_another_start_keeps_the_dates_of_changes(base: Scenario, words: Vocabulary) -> None:
    dated = base.change("staffing.caseworkers", 90, at="2028-06-01", words=words)
    both = dated.change("channels.counter.hours", 20, words=words).sized(start="2027-01-01")
    assert abs((both.date_of(both.changes[0].week or 0) - date(2028, 6, 1)).days) < 7
    assert both.changes[1].week == 0  # what held from the start still does
    with pytest.raises(ScenarioError, match="before the start"):
        dated.sized(start="2029-01-01")


@pytest.mark.parametrize(
    "size",
    [{"scale": 0}, {"scale": -1}, {"scale": 1.5}, {"scale": True}, {"scale": 10**9}, {"years": 0}, {"years": 41},
     {"start": "soon"}, {"start": "9990-01-01"}],
)  # fmt: skip
def test_an_impossible_size_is_refused(size: dict[str, object], base: Scenario) -> None:
    with pytest.raises(ScenarioError):
        base.sized(**size)  # type: ignore[arg-type]


def test_the_key_depends_on_what_a_run_depends_on(base: Scenario, words: Vocabulary) -> None:
    keys = {
        base.key(),
        base.sized(scale=10).key(),
        base.sized(years=3).key(),
        base.sized(start="2027-01-01").key(),
        base.change("staffing.caseworkers", 90, words=words).key(),
        base.change("staffing.caseworkers", 90, at="+1 week", words=words).key(),
        base.change("staffing.caseworkers", 90, ramp=4, words=words).key(),
        base.change("staffing.caseworkers", "-90", words=words).key(),
    }
    assert len(keys) == 8


def test_the_key_ignores_titles_sources_and_origins(write: Write, words: Vocabulary, base: Scenario) -> None:
    text = (
        PROFILE.replace("Freedonia", "Sylvania")
        .replace("invented for tests", "seen elsewhere")
        .replace("grade: D", "grade: A")
    )
    renamed = load(write("other.yaml", "# a line more\n" + text), words=words)
    assert renamed.name == "other" and renamed.key() == base.key()
    moved = base.change("staffing.caseworkers", 90, words=words)
    [change] = moved.changes
    assert replace(moved, changes=(replace(change, origin=Origin("else", "file", 3)),)).key() == moved.key()


def test_the_key_and_equality_survive_pickling(base: Scenario) -> None:
    assert len(base.key()) == 64
    copy = pickle.loads(pickle.dumps(base))
    assert copy == base and copy.key() == base.key() and hash(copy) == hash(base)


def test_a_scenario_is_small_on_the_wire(base: Scenario) -> None:
    assert len(pickle.dumps(base)) < 20_000


def test_a_scenario_cannot_be_changed_in_place(base: Scenario) -> None:
    with pytest.raises(FrozenInstanceError):
        base.years = 3  # type: ignore[misc]
    values = base.values
    assert isinstance(values, dict)
    for verb, arguments in (
        ("__setitem__", ("staffing.caseworkers", 1.0)),
        ("update", ({"staffing.caseworkers": 1.0},)),
        ("pop", ("staffing.caseworkers",)),
        ("clear", ()),
    ):
        with pytest.raises(TypeError, match="frozen"):
            getattr(values, verb)(*arguments)
    assert pickle.loads(pickle.dumps(base)).values == base.values


def test_errors_cross_process_borders_whole() -> None:
    error = ScenarioError([Problem("a.yaml", 3, "wrong", "right", ("near",))])
    copy = pickle.loads(pickle.dumps(error))
    assert copy.problems == error.problems
    assert str(copy) == "a.yaml:3: wrong (expected right; nearest: near)"


def test_explain_says_who_set_a_value_where_and_why(base: Scenario, write: Write, words: Vocabulary) -> None:
    told = base.explain("staffing.caseworkers", words)
    line = PROFILE.splitlines().index("  staffing.caseworkers: {value: 120, source: annual report 2025, grade: C}") + 1
    assert (told.value, told.declared, told.unit, told.kind) == (120, 100, "units", "lever")
    assert (told.source, told.grade) == ("annual report 2025", "C")
    assert [(o.file, o.line) for o in told.setters] == [("scenarios/profiles/freedonia.yaml", line)]
    assert f"freedonia.yaml:{line}" in str(told)


def test_explain_of_an_untouched_parameter_gives_the_declaration(base: Scenario, words: Vocabulary) -> None:
    told = base.explain("channels.portal.mandate", words)
    assert (told.value, told.source, told.setters, told.changes) == (0.5, "invented", (), ())


def test_explain_lists_every_setter_and_what_will_move_the_value(write: Write, words: Vocabulary) -> None:
    path = write("x.yaml", "extends: freedonia\nparameters:\n  staffing.caseworkers: 130\n")
    option = """\
kind: option
changes:
  - {set: staffing.caseworkers, to: +10}
  - {set: staffing.caseworkers, to: +10%, at: +5 weeks}
  - {set: channels.counter.hours, to: 3}
  - {start: project, with: {name: p, kind: training, budget_meur: 1, planned_weeks: 9,
       delivers: [{set: staffing.caseworkers, to: -4%, after: 8 weeks}]}}
"""
    told = lay(write("more.yaml", option), load(path, words=words), words=words).explain("staffing.caseworkers", words)
    assert told.value == 140  # week 0 is part of the start
    assert [origin.name for origin in told.setters] == ["freedonia", "x", "more"]
    assert len(told.changes) == 3
    assert "more.yaml:4" in str(told) and "8 weeks after p goes live" in str(told)


def test_explain_does_not_credit_the_old_source_with_a_new_value(write: Write, words: Vocabulary) -> None:
    bare = load(write("x.yaml", "extends: freedonia\nparameters: {staffing.caseworkers: 130}\n"), words=words)
    assert bare.explain("staffing.caseworkers", words).grade == "D"
    assert "annual report" not in bare.explain("staffing.caseworkers", words).source
    sourced = "extends: freedonia\nparameters:\n  staffing.caseworkers: {value: 130, source: a census, grade: A}\n"
    told = load(write("x.yaml", sourced), words=words).explain("staffing.caseworkers", words)
    assert (told.source, told.grade) == ("a census", "A")


def test_explain_of_an_unknown_path_names_the_nearest(base: Scenario, words: Vocabulary) -> None:
    with pytest.raises(ScenarioError, match="nearest: staffing.caseworkers"):
        base.explain("staffing.caseworker", words)


def test_a_scenario_is_shown_in_one_line():
    assert repr(load("austria").sized(scale=100, years=2)).count("\n") == 0
    assert len(repr(load("austria"))) < 150 and "austria" in repr(load("austria"))
