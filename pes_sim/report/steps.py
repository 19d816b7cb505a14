"""An option's dated changes in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pes_sim.parameters.declaration import Parameter
from pes_sim.report.labels import GROUPS, listed, lower_first
from pes_sim.report.values import level_text, number
from pes_sim.runs.result import Result
from pes_sim.scenario.changes import Change, Condition, SetValue, StartProject
from pes_sim.scenario.conditions import EVERYBODY, Single, Trigger, parts_of


def own_changes(baseline: Result, option: Result) -> list[Change]:
    """The changes of ``option`` that the baseline does not make too."""
    shared = list(baseline.scenario.changes)
    return [change for change in option.scenario.changes if change not in shared]


def paths(changes: list[Change]) -> set[str]:
    """Every parameter ``changes`` touch, through what projects deliver too."""
    found = {change.path for change in changes if isinstance(change, SetValue)}
    plans = [change.plan for change in changes if isinstance(change, StartProject)]
    return found | {delivered.path for plan in plans for delivered in plan.delivers}


def dates(baseline: Result, option: Result) -> list[date]:
    """When the option's dated changes begin, within the run."""
    weeks = [change.week for change in own_changes(baseline, option)]
    return [option.scenario.date_of(week) for week in weeks if week is not None and week < option.weeks]


def in_words(change: Change, option: Result, declared: Mapping[str, Parameter]) -> str:
    """``change`` as a sentence with its date or its condition."""
    when = _when(change.week, change.condition, option)
    if isinstance(change, SetValue):
        until = f", until {_all(change.until, option)}" if change.until else ""
        return f"{when}: {_setting(change, option, declared)}{until}."
    plan = change.plan
    told = (
        f"{when}: start the project \u201c{plan.name}\u201d ({plan.kind.replace('_', ' ')}, {plan.method} method), "
        f"planned for {number(plan.budget_meur)} million EUR over {plan.planned_weeks} weeks, delivered every "
        f"{plan.increment_weeks} weeks"
    )
    if plan.builds:
        told += f"; builds {plan.builds}"
    if plan.replaces:
        told += f"; replaces {listed(list(plan.replaces))}"
    if plan.delivers:
        told += "; once live: " + listed([_setting(delivered, option, declared) for delivered in plan.delivers])
    return f"{told}."


def _setting(change: SetValue, option: Result, declared: Mapping[str, Parameter]) -> str:
    parameter = declared.get(change.path)
    what = f"{parameter.meaning[:1].lower()}{parameter.meaning[1:]} ({change.path})" if parameter else change.path
    unit = parameter.unit if parameter else ""
    if change.operation == "to":
        how = f"to {_amount(change.value, unit)}"
    elif change.operation == "add":
        size = abs(change.value)
        by = f"{number(100 * size)} percentage points" if unit == "share" else _amount(size, unit)
        how = f"{'up' if change.value >= 0 else 'down'} by {by}"
    else:
        how = f"{'up' if change.value >= 1 else 'down'} by {number(abs(change.value - 1) * 100)} %"
    start = option.scenario.values.get(change.path)
    before = f" (at the start {_amount(start, unit)})" if start is not None else ""
    ramp = f", over {change.ramp_weeks} weeks" if change.ramp_weeks else ""
    return f"{what} {how}{before}{ramp}"


def _amount(value: float, unit: str) -> str:
    if unit == "share":
        return f"{number(100 * value)} %"
    return f"{number(value)}{'' if unit in ('', 'factor') else ' ' + unit}"


_BEYOND = {">": "is above", "<": "is below", ">=": "is at least", "<=": "is at most"}


def _when(week: int | None, condition: Trigger | None, option: Result) -> str:
    if condition is not None:
        return f"When {_all(condition, option)}"
    return day_text(option.scenario.date_of(week or 0))


def _all(condition: Trigger, option: Result) -> str:
    return listed([_holds(part, option) for part in parts_of(condition)])


def _holds(part: Single, option: Result) -> str:
    if not isinstance(part, Condition):
        return f"the project \u201c{part.project}\u201d is {part.end}"
    spell = f" over {part.over} weeks" if part.over > 1 else ""
    spell += f" for {part.weeks} weeks" if part.weeks > 1 else ""
    kpi = option.kpis.get(part.kpi)
    what = f"\u201c{lower_first(kpi.title)}\u201d" if kpi else part.kpi
    group = "" if part.segment == EVERYBODY else f" ({lower_first(GROUPS[part.segment])})"
    level = level_text(part.threshold, kpi.unit) if kpi else number(part.threshold)
    return f"{what}{group} {_BEYOND[part.comparison]} {level}{spell}"


def day_text(day: date) -> str:
    """ "1 January 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# Not strftime: month names there follow the machine's locale.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
