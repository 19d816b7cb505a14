"""Every declared parameter is read by the engine and changes a result; no process has a number of its own."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import pes_sim.model as model_module
from pes_sim.model import PESModel
from pes_sim.parameters import REGISTRY
from pes_sim.scenario.changes import Condition, ProjectPlan, SetValue, StartProject

PROCESSES = Path(model_module.__file__).parent / "processes"


class Recording(dict):
    """A dictionary that remembers what was asked of it."""

    asked: set[str]

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key, default=None):
        self.asked.add(key)
        return super().get(key, default)


def eventful(worlds, scale: int = 1000, years: int = 1):
    """A scenario in which every mechanism has its turn: all ways to replace a system, a trigger, tails, cuts."""
    base = worlds.busy(worlds.small_austria(years=years, scale=scale, warmup=8))
    projects = tuple(
        StartProject(ProjectPlan(f"retire {name}", "replacement", 5.0, 8, 4, (), (name,), None, method), week)
        for week, (name, method) in enumerate(
            [("document handling", "encapsulate"), ("telephony", "big_bang"), ("data warehouse", "lift_and_shift")]
        )
    )
    projects += (StartProject(ProjectPlan("something new", "integration", 5.0, 8, 4, (), (), "hub", "agile"), 3),)
    trigger = SetValue("staffing.phone", "multiply", 1.1, None, condition=Condition("register_stock", ">", 1.0, 2))
    later = (SetValue("channels.message.open", "to", 1.0, 2), SetValue("staffing.tool_training", "to", 0.9, 3))
    values = {
        **base.values, "staffing.cut_idle": 0.5, "channels.video.open": 1.0, "channels.chatbot.open": 0.5,
        "channels.assistant.open": 0.5, "organisation.integration": 0.3, "staffing.overtime": 0.1,
        "channels.message.open": 0.0,
        "delivery.tail_share": 0.7, "delivery.scope_cut": 0.5, "staffing.tool_training": 0.5, "people.skill_training": 0.1,
        "channels.portal.mandate": 0.3, "automation.claim.straight_through": 0.3, "systems.parallel_weeks": 4.0,
        "counselling.risk_priority": 4.0, "systems.incident_rate": 0.3, "steering.strength": 1.0, "steering.stakes": 1.0, "steering.cadence_weeks": 8.0,
        "steering.norm_calls": 0.95, "steering.norm_exits": 0.5, "steering.norm_ltu": 0.05, "systems.spread": 0.4, "money.saving_target": 0.1, "money.pooling": 0.5,
        "systems.expert_posts": 1.2,
        "automation.fault_rate": 5.0, "automation.fault_weeks_to_find": 10.0, "automation.monitoring": 0.02,
        "matching.recommender": 1.02, "measures.retraining_share": 0.3, "profiling.use": 1.0, "robotisation.level": 0.5, "labour.recall_share": 0.3,
    }  # fmt: skip
    return replace(base, values=values, changes=(*base.changes, *projects, trigger, *later))


def test_every_declared_parameter_is_read(worlds, monkeypatch):
    monkeypatch.setattr(Recording, "asked", set(), raising=False)
    monkeypatch.setattr(model_module, "dict", Recording, raising=False)
    model = PESModel(eventful(worlds))
    assert isinstance(model.values, Recording)
    model.run()
    assert set(REGISTRY) - Recording.asked == set()


def history(scenario) -> np.ndarray:
    model = PESModel(scenario)
    model.run()
    return model.history


IN_OTHER_WORLDS = {
    # of projects' luck and of rare or late events; their direction is asserted in the tests of theory and of systems
    "automation.correction_share", "automation.fault_release", "profiling.retrain_weeks",
    "delivery.cancel_ratio", "delivery.coupling_risk", "delivery.field_stretch", "delivery.lab_insight",
    "delivery.reference_budget", "delivery.reference_years", "delivery.standing_share", "delivery.team_capacity",
    "delivery.tail_alpha", "delivery.tail_size",
    "delivery.tail_cap", "delivery.tail_share_year", "labour.duration_dependence_months", "steering.noise",
    "systems.cutover_risk",
}  # fmt: skip


@pytest.mark.long
def test_every_parameter_changes_some_result(worlds):
    """A parameter that is read but multiplies nothing is as idle as one that is not read."""
    base = eventful(worlds)
    reference, idle = history(base), set()
    for path, parameter in REGISTRY.items():
        now = base.values[path]
        other = parameter.high if abs(parameter.high - now) > abs(parameter.low - now) else parameter.low
        if other == now:
            other = min(parameter.most, now + 0.5)
        if np.array_equal(history(replace(base, values={**base.values, path: other})), reference):
            idle.add(path)
    assert idle - IN_OTHER_WORLDS == set()


STRUCTURE = {0, 1, 2, -1, 0.5}
LANES_AND_BYTES = {3, 4, 16, 63, 64, 255, 65536}
"""Places of bits in a word, and the largest values of narrow columns."""
UNITS = {7, 26, 52, 60, 1e6}
"""Days a week, weeks a half-year and a year, minutes an hour, euro a million."""
MATHEMATICS = {"fastmath.py", "queueing.py"}
"""Series and recursions: their numbers are the method, not the world."""


def bare_numbers(source: str) -> list[tuple[int, float]]:
    """(line, value) of numeric literals inside functions that are neither structure, a unit nor a guard against zero."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for node in (n for statement in function.body for n in ast.walk(statement)):
                if isinstance(node, ast.Constant) and type(node.value) in (int, float):
                    value = node.value
                    if value not in STRUCTURE | LANES_AND_BYTES | UNITS and not 0 < abs(value) <= 1e-5:
                        found.append((node.lineno, value))
    return sorted(set(found))


def test_the_search_for_bare_numbers_finds_them():
    assert bare_numbers("RATE = 0.3\ndef f(x):\n    return x * 0.3 + max(x, 1e-9) - 1\n") == [(3, 0.3)]


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(PROCESSES.rglob("*.py")) if p.name not in MATHEMATICS],
    ids=lambda path: path.relative_to(PROCESSES).as_posix(),
)
def test_no_process_has_a_number_of_its_own(path):
    assert bare_numbers(path.read_text(encoding="utf-8")) == []
