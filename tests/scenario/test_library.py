"""Claims about the library of options, shocks and cases: it is whole, says what it leans on, and leaves no lever out."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from pes_sim.parameters import REGISTRY
from pes_sim.scenario.changes import StartProject
from pes_sim.scenario.loading import check, load
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.yaml_source import read

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = {kind: sorted((FOLDER / kind).glob("*.yaml")) for kind in ("options", "shocks", "cases")}
LAID = [(path, kind) for kind in ("options", "shocks") for path in FILES[kind]]

QUESTIONS = {
    "1 automate: which tasks, how far, what of freed time": (
        "automation.*.straight_through", "automation.*.assistance", "automation.case_admin.assistance",
        "staffing.redeploy", "staffing.cut_idle", "staffing.caseworkers",
    ),
    "2 channels: mandate, nudge, choice; counters; who is left behind": (
        "channels.portal.mandate", "channels.*.nudge", "channels.counter.open", "channels.counter.hours",
        "channels.post.open", "channels.chatbot.open", "channels.video.open", "channels.portal.usability",
        "channels.exemption_skill", "channels.assisted_share", "giveup.let_off_tries",
    ),
    "3 retire legacy": (
        "project.big_bang", "project.strangler", "project.lift_and_shift", "project.encapsulate",
        "systems.maintenance", "systems.expert_posts",
    ),
    "4 deliver: method, portfolio, how much at once": (
        "project.waterfall", "project.agile", "delivery.cancel_ratio", "money.carry_over", "money.programme_grant",
        "money.it_envelope", "organisation.integration", "project.kind.integration",
    ),
    "5 people: train staff, train clients, assist": (
        "staffing.tool_training", "people.skill_training", "channels.assisted_share", "project.kind.training",
    ),
    "6 data: profile, target, steer": (
        "profiling.use", "profiling.compliance", "counselling.risk_priority", "matching.recommender",
        "steering.reporting_weeks", "project.kind.data_quality",
    ),
    "7 weather": (
        "labour.separation_level", "labour.demand_level", "technology.pace", "robotisation.level", "systems.attack",
        "money.it_envelope",
    ),
}  # fmt: skip
"""The questions of the model's brief, with what a strategist (or the weather) moves to answer them."""


def moved(scenario: Scenario) -> set[str]:
    """What a scenario moves: paths, and its projects by method and kind."""
    found = set()
    for change in scenario.changes:
        if isinstance(change, StartProject):
            found |= {f"project.{change.plan.method}", f"project.kind.{change.plan.kind}"}
            found |= {item.path for item in change.plan.delivers}
        else:
            found.add(change.path)
    return found


@pytest.fixture(scope="module")
def by_kind(austria: Scenario) -> dict[str, set[str]]:
    laid = {kind: [load(path, base=austria) for path in FILES[kind]] for kind in ("options", "shocks")}
    laid["cases"] = [load(path) for path in FILES["cases"]]
    return {kind: set().union(*map(moved, scenarios)) for kind, scenarios in laid.items()}


def test_there_is_enough_to_start_from():
    assert len(FILES["options"]) >= 15 and len(FILES["shocks"]) >= 8 and len(FILES["cases"]) >= 8


@pytest.mark.parametrize("path", [path for paths in FILES.values() for path in paths], ids=lambda path: path.stem)
def test_a_file_is_right_and_says_what_it_assumes_and_what_it_follows(path):
    assert check(path, None if path.parent.name == "cases" else "austria") == []
    data = read(path).data
    assert data.get("assumes") and data.get("based_on") and len(str(data["title"])) > 10


@pytest.mark.parametrize("path", FILES["cases"], ids=lambda path: path.stem)
def test_a_case_says_that_it_is_set_on_the_austrian_profile(path):
    data = read(path).data
    assert data["extends"] == "austria" and len(data["based_on"]) >= 2
    assert "Austria" in str(data["title"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_can_be_asked_with_an_option(question, by_kind):
    there = by_kind["shocks"] if question.startswith("7") else by_kind["options"]
    assert [name for name in QUESTIONS[question] if not any(fnmatchcase(p, name) for p in there)] == []


BESIDE = {"channels.*", "staffing.other", "counselling.min_interval_weeks"}
"""Levers that need not be in the library each by itself: every channel has the same set."""


def test_every_lever_is_in_an_option_or_a_case(by_kind):
    there = by_kind["options"] | by_kind["cases"]
    levers = [path for path, parameter in REGISTRY.items() if parameter.kind == "lever"]
    assert [p for p in levers if p not in there and not any(fnmatchcase(p, beside) for beside in BESIDE)] == []


def test_the_page_lists_every_file():
    page = (FOLDER.parent / "docs" / "scenarios.md").read_text(encoding="utf-8")
    assert [path.stem for paths in FILES.values() for path in paths if f"| `{path.stem}` |" not in page] == []
