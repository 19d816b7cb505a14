"""A scenario at another size: scale, horizon, start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pes_sim.scenario.changes import Change
from pes_sim.scenario.expressions import day
from pes_sim.scenario.problems import Fault, Problem, ScenarioError
from pes_sim.scenario.scenario import Scenario, size_faults


def sized(scenario: Scenario, scale: int | None, years: int | None, start: date | str | None) -> Scenario:
    """See `Scenario.sized`."""
    problems: list[Problem] = []
    first = scenario.start
    try:
        first = scenario.start if start is None else day(start)
    except Fault as fault:
        problems.append(fault.at(None, None))
    problems += [fault.at(None, None) for _, fault in size_faults(scenario.profile, first, scale, years)]
    moved = replace(
        scenario,
        start=first,
        scale=scale or scenario.scale,
        years=years or scenario.years,
        changes=tuple(_moved(change, scenario.start, first) for change in scenario.changes),
    )
    for change in moved.changes:
        if change.week is not None and change.week < 0:
            was = scenario.start + timedelta(weeks=change.week) + (first - scenario.start)
            late = Fault(f"a change about {was} would fall before the start, {first}", f"a start before {was}")
            problems.append(late.at(change.origin.file, change.origin.line))
    for target in scenario.targets:
        if target.by < first:
            late = Fault(f"the target for {target.kpi} by {target.by} would fall before the start, {first}")
            problems.append(late.at(None, None))
    if problems:
        raise ScenarioError(problems)
    return moved


def _moved(change: Change, old: date, new: date) -> Change:
    """``change`` on its old date, counted from the new start; what holds from the start still does."""
    if not change.week or old == new:
        return change
    return replace(change, week=(old + timedelta(weeks=change.week) - new).days // 7)
