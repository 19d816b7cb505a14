"""Dated changes: what they are, as data (codes and values), and in the words of a language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pes_sim.app.speech import names
from pes_sim.app.speech.numbers import amount, local
from pes_sim.kpis.definitions import KPIS
from pes_sim.parameters import REGISTRY
from pes_sim.report.values import number
from pes_sim.scenario.changes import Change, Condition, SetValue, StartProject
from pes_sim.scenario.conditions import Single, Trigger, parts_of
from pes_sim.scenario.scenario import Scenario


@lru_cache(maxsize=4)
def phrases(language: str) -> Mapping[str, str]:
    """What deeds are told with."""
    path = Path(__file__).with_name(f"deeds.{language}.json")
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def deed(change: Change, scenario: Scenario) -> dict[str, Any]:
    """``change`` as plain data, dated by ``scenario``."""
    found: dict[str, Any] = {"date": str(scenario.date_of(change.week or 0))}
    if change.condition is not None:
        found = {"condition": _trigger(change.condition)}
    if isinstance(change, StartProject):
        plan = change.plan
        return found | {
            "kind": "project", "name": plan.name, "project": plan.kind, "method": plan.method,
            "budget_meur": plan.budget_meur, "weeks": plan.planned_weeks, "every": plan.increment_weeks,
            "builds": plan.builds, "replaces": list(plan.replaces),
            "delivers": [_setting(delivered, scenario) for delivered in plan.delivers],
        }  # fmt: skip
    return found | _setting(change, scenario)


def _setting(change: SetValue, scenario: Scenario) -> dict[str, Any]:
    return {
        "kind": "set", "path": change.path, "operation": change.operation, "value": change.value,
        "ramp_weeks": change.ramp_weeks, "start": scenario.values.get(change.path),
        "until": None if change.until is None else _trigger(change.until),
    }  # fmt: skip


def _trigger(trigger: Trigger) -> list[dict[str, Any]]:
    return [_part(part) for part in parts_of(trigger)]


def _part(part: Single) -> dict[str, Any]:
    if not isinstance(part, Condition):
        return {"project": part.project, "end": part.end}
    return {
        "kpi": part.kpi, "segment": part.segment, "comparison": part.comparison, "threshold": part.threshold,
        "over": part.over, "weeks": part.weeks,
    }  # fmt: skip


def when(told: Mapping[str, Any], language: str) -> str:
    """When a deed happens: a day, or a condition."""
    if "condition" in told:
        return phrases(language)["when"].format(condition=_all(told["condition"], language))
    return _day(date.fromisoformat(told["date"]), language)


def until(told: Mapping[str, Any], language: str) -> str | None:
    """When a deed that waits for a condition is taken back; None where it is not."""
    return phrases(language)["back"].format(condition=_all(told["until"], language)) if told.get("until") else None


def what(told: Mapping[str, Any], language: str) -> str:
    """What a deed does."""
    say = phrases(language)
    if told["kind"] == "set":
        back = say["until"].format(condition=_all(told["until"], language)) if told.get("until") else ""
        return _set(told, language) + back
    text = say["project"].format(
        name=told["name"], kind=say[f"kind.{told['project']}"], method=say[f"method.{told['method']}"],
        budget=local(number(told["budget_meur"]), language), weeks=told["weeks"], every=told["every"],
    )  # fmt: skip
    if told["builds"]:
        text += say["builds"].format(system=told["builds"])
    if told["replaces"]:
        text += say["replaces"].format(systems=", ".join(told["replaces"]))
    if told["delivers"]:
        text += say["delivers"].format(settings="; ".join(_set(each, language) for each in told["delivers"]))
    return text


def _set(told: Mapping[str, Any], language: str) -> str:
    say, path, value, start = phrases(language), told["path"], told["value"], told["start"]
    unit = REGISTRY[path].unit if path in REGISTRY else ""
    if told["operation"] == "to":
        how = say["set.to"].format(value=amount(value, unit, language))
    elif told["operation"] == "add":
        by = local(number(100 * abs(value)), language) if unit == "share" else amount(abs(value), unit, language)
        how = say["set.up" if value >= 0 else "set.down"].format(value=by + (say["points"] if unit == "share" else ""))
    else:
        by = local(number(100 * abs(value - 1)), language)
        how = say["set.up" if value >= 1 else "set.down"].format(value=f"{by} %")
    before = "" if start is None else say["set.start"].format(value=amount(start, unit, language))
    ramp = say["set.ramp"].format(weeks=told["ramp_weeks"]) if told["ramp_weeks"] else ""
    title = say.get(f"parameter.{path}") or names.lever(path, language)
    return say["set"].format(title=title, how=how) + before + ramp


def _all(parts: list[dict[str, Any]], language: str) -> str:
    return phrases(language)["and"].join(_holds(part, language) for part in parts)


def _holds(part: Mapping[str, Any], language: str) -> str:
    say = phrases(language)
    if "project" in part:
        return say[f"project.{part['end']}"].format(name=part["project"])
    unit = KPIS[part["kpi"]].unit if part["kpi"] in KPIS else ""
    group = names.page_words(language).get(f"segment.{part['segment']}", part["segment"])
    text = say[f"holds.{part['comparison']}"].format(
        kpi=names.kpi(part["kpi"], language), group="" if part["segment"] == "all" else f" ({group})",
        value=amount(part["threshold"], unit, language),
    )  # fmt: skip
    text += say["over"].format(weeks=part["over"]) if part["over"] > 1 else ""
    return text + (say["for"].format(weeks=part["weeks"]) if part["weeks"] > 1 else "")


def _day(day: date, language: str) -> str:
    say = phrases(language)
    return say["day"].format(day=day.day, month=say[f"month.{day.month}"], year=day.year)
