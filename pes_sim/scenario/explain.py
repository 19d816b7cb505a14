"""Explaining a value: who set it and where, its unit, source and grade, and what will move it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pes_sim.parameters.declaration import Parameter
from pes_sim.scenario.changes import Change, Origin, SetValue, StartProject
from pes_sim.scenario.feasibility import step
from pes_sim.scenario.problems import Fault, ScenarioError
from pes_sim.scenario.rules import Rules, Vocabulary, vocabulary

if TYPE_CHECKING:
    from pes_sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Explanation:
    """One parameter in one scenario. ``value`` is that of week 0; ``declared`` what the model assumes by itself."""

    path: str
    value: float
    declared: float
    unit: str
    kind: str
    low: float
    high: float
    source: str
    grade: str
    meaning: str
    setters: tuple[Origin, ...]
    changes: tuple[Change, ...]
    assumed: bool = False
    """Whether the one who set it says that nobody published it."""

    def __str__(self) -> str:
        who = [f"  set by      {origin}" for origin in self.setters] or ["  set by      the model's own declaration"]
        guess = "; assumed" if self.assumed else ""
        lines = [
            f"{self.path} = {self.value:g} {self.unit} ({self.kind})",
            f"  meaning     {self.meaning}",
            f"  plausible   {self.low:g} to {self.high:g}; declared {self.declared:g}{guess}",
            f"  source      {self.source} (grade {self.grade})",
            *who,
            *(f"  changes     {line}" for change in self.changes for line in _told(change, self.path)),
        ]
        return "\n".join(lines)


def explain(scenario: Scenario, path: str, words: Vocabulary | None = None) -> Explanation:
    """See `Scenario.explain`."""
    words = words or vocabulary()
    try:
        parameter = Rules(words).parameter(path)
    except Fault as fault:
        raise ScenarioError([fault.at(None, None)]) from None
    changes = tuple(change for change in scenario.changes if _told(change, path))
    value, setters = scenario.values[path], scenario.setters.get(path, ())
    source, grade = parameter.source, str(parameter.grade)
    low, high, assumed = *plausible(parameter, setters), bool(setters) and setters[-1].assumed
    if setters:
        last = setters[-1]
        source, grade = last.source or f"{last.name}, which gives no source", last.grade or "D"
    for change in changes:
        if isinstance(change, SetValue) and change.week == 0 and not change.ramp_weeks:
            value, setters = change.target(value), (*setters, change.origin)
            source, grade, assumed = f"a choice made by {change.origin.name}", "D", False
    return Explanation(
        path, value, parameter.value, parameter.unit, parameter.kind, low, high,
        source, grade, parameter.meaning, setters, changes, assumed,
    )  # fmt: skip


def plausible(parameter: Parameter, setters: Sequence[Origin]) -> tuple[float, float]:
    """The plausible range: of the profile that set the value, if it says so, else the declared one."""
    last = setters[-1] if setters else None
    if last is not None and last.low is not None and last.high is not None:
        return last.low, last.high
    return parameter.low, parameter.high


def _told(change: Change, path: str) -> list[str]:
    """What ``change`` does to ``path``, one line a step; empty where it does not touch it."""
    if isinstance(change, SetValue):
        return [f"{step(change)}{_ramp(change)}, {_when(change)}, by {change.origin}"] if change.path == path else []
    return [
        f"{step(item)}{_ramp(item)}, {item.week} weeks after {change.plan.name} goes live, by {change.origin}"
        for item in change.plan.delivers
        if item.path == path
    ]


def _when(change: SetValue | StartProject) -> str:
    if change.condition is None:
        return f"in week {change.week}"
    until = f" until {change.until}" if isinstance(change, SetValue) and change.until else ""
    return f"when {change.condition}{until}"


def _ramp(change: SetValue) -> str:
    return f" over {change.ramp_weeks} weeks" if change.ramp_weeks else ""
