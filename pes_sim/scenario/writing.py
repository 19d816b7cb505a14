"""A scenario as the text of a file that, once read, simulates the same to the bit.

What is written stands on a profile that can be found by name or path: values that differ from it, every change in
order, targets, and the words. Numbers are written with all their digits.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from pes_sim.scenario.changes import Change, ProjectPlan, SetValue
from pes_sim.scenario.conditions import EVERYBODY, Condition, Single, Trigger, parts_of
from pes_sim.scenario.loading import load
from pes_sim.scenario.problems import Problem, ScenarioError

if TYPE_CHECKING:
    from pes_sim.scenario.scenario import Scenario

WIDTH = 120


def scenario_text(scenario: Scenario, extends: str | Path | None = None) -> str:
    """``scenario`` as the text of a scenario file.

    ``extends`` is what the file stands on: a name or path; the scenario's profile by its name, unless said. Raises
    ScenarioError where that has other people, offices or systems than ``scenario``.
    """
    root = load(extends or scenario.profile.name)
    if root.profile.figures != scenario.profile.figures:
        message = f"{scenario.name} stands on other figures than {extends or scenario.profile.name}"
        raise ScenarioError([Problem(None, None, message, "the profile it was made from, as `extends`")])
    data: dict[str, Any] = {
        "kind": "scenario", "extends": str(extends or scenario.profile.name), "title": scenario.title,
        "description": scenario.description, "assumes": list(scenario.assumes),
        "start": scenario.start, "years": scenario.years, "scale": scenario.scale,
        "parameters": {p: number(v) for p, v in scenario.values.items() if v != root.values.get(p)},
        "changes": items(scenario.changes, scenario),
        "targets": [{"kpi": t.kpi, "value": number(t.value), "by": t.by} for t in scenario.targets],
    }  # fmt: skip
    optional = ("description", "assumes", "parameters", "targets")
    return dumped({key: value for key, value in data.items() if value or key not in optional})


def items(changes: Iterable[Change], scenario: Scenario) -> list[dict[str, Any]]:
    """``changes`` as items of a file; those beyond the horizon never happen and are left out."""
    return [item(change, scenario) for change in changes if change.week is None or change.week < scenario.weeks]


def item(change: Change, scenario: Scenario) -> dict[str, Any]:
    """``change`` as an item of a file."""
    found: dict[str, Any] = {}
    if change.condition is None:
        found["at"] = scenario.date_of(change.week or 0)
    else:
        found["when"] = trigger_text(change.condition)
        if change.since:
            found["since"] = scenario.date_of(change.since)
    if not isinstance(change, SetValue):
        return found | {"start": "project", "with": _plan(change.plan)}
    found |= _setting(change)
    if change.until is not None:
        found["until"] = trigger_text(change.until)
    return found


def _setting(change: SetValue) -> dict[str, Any]:
    found: dict[str, Any] = {"set": change.path, "to": number(change.value)}
    if change.operation == "add":
        found["to"] = f"{change.value:+}"
    elif change.operation == "multiply":
        found["to"] = f"x{change.value!r}"
    if change.ramp_weeks:
        found["ramp"] = f"{change.ramp_weeks} weeks"
    return found


def _plan(plan: ProjectPlan) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": plan.name, "kind": plan.kind, "method": plan.method, "budget_meur": number(plan.budget_meur),
        "planned_weeks": plan.planned_weeks, "increment_weeks": plan.increment_weeks,
        "field_exposure": plan.field_exposure, "touches": list(plan.touches), "replaces": list(plan.replaces),
        "builds": plan.builds,
        "delivers": [
            _setting(each) | ({"after": f"{each.week} weeks"} if each.week else {}) for each in plan.delivers
        ],
    }  # fmt: skip
    return {key: value for key, value in found.items() if value not in (None, [])}


def trigger_text(trigger: Trigger) -> str:
    """``trigger`` as `when:` has it, with all digits."""
    return " and ".join(_part(part) for part in parts_of(trigger))


def _part(part: Single) -> str:
    if not isinstance(part, Condition):
        return str(part)
    group = "" if part.segment == EVERYBODY else f"[{part.segment}]"
    over = f" over {part.over} weeks" if part.over > 1 else ""
    return f"kpi.{part.kpi}{group} {part.comparison} {part.threshold!r}{over} for {part.weeks} weeks"


def number(value: float) -> float | int:
    """``value`` as one writes it: 3 rather than 3.0."""
    return int(value) if float(value).is_integer() and abs(value) < 2**53 else float(value)


def dumped(data: dict[str, Any]) -> str:
    """``data`` as YAML in the order given."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # its stub knows None only
    yaml.width = WIDTH
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()
