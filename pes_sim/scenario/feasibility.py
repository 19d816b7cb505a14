"""Whether every change leads to a possible value, each applied to what the ones before it left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from pes_sim.parameters.registry import Registry
from pes_sim.scenario.changes import Change, Origin, SetValue, StartProject
from pes_sim.scenario.conditions import ProjectEnd, parts_of
from pes_sim.scenario.problems import Fault, Problem, between


def troubles(values: Mapping[str, float], changes: Sequence[Change], registry: Registry) -> list[Problem]:
    """Every change that cannot be made among ``changes``, placed where it was written."""
    found = impossible(values, changes, registry) + same_name_twice(changes) + waiting_in_a_circle(changes)
    return [fault.at(origin.file, origin.line) for origin, fault in found]


def impossible(
    values: Mapping[str, float], changes: Sequence[Change], registry: Registry
) -> list[tuple[Origin, Fault]]:
    """Who leads a parameter to an impossible value, and why it is none.

    Dated changes are applied in order of time. What waits for a condition or for a project has no place in that
    order: it is refused when it is impossible from every value the parameter takes on.
    """
    found: list[tuple[Origin, Fault]] = []
    taken: dict[str, list[float]] = {}
    dated = [change for change in changes if isinstance(change, SetValue) and change.week is not None]
    for change in sorted(dated, key=lambda change: change.week or 0):
        path = taken.setdefault(change.path, [values[change.path]])
        value = change.target(path[-1])
        if why := registry[change.path].problem(value):
            found.append((change.origin, _fault(change, path[-1], why, registry)))
        else:
            path.append(value)
    for change in _waiting(changes):
        starts = taken.get(change.path, [values[change.path]])
        reasons = [registry[change.path].problem(change.target(value)) for value in starts]
        if all(reasons):
            found.append((change.origin, _fault(change, starts[0], str(reasons[0]), registry)))
    return found


def same_name_twice(changes: Sequence[Change]) -> list[tuple[Origin, Fault]]:
    """Projects that share a name with an earlier one: a name keys a project's luck, so two would share theirs."""
    seen: dict[str, Origin] = {}
    found = []
    for change in changes:
        if isinstance(change, StartProject):
            name = change.plan.name
            if name in seen:
                found.append(
                    (change.origin, Fault(f"project {name!r} is there already, from {seen[name]}", "a new name"))
                )
            seen.setdefault(name, change.origin)
    return found


def waiting_in_a_circle(changes: Sequence[Change]) -> list[tuple[Origin, Fault]]:
    """Projects that wait for one another to end, or for themselves: none of them would ever start."""
    projects = {change.plan.name: change for change in changes if isinstance(change, StartProject)}
    waits = {
        name: [part.project for part in parts_of(change.condition) if isinstance(part, ProjectEnd)]
        for name, change in projects.items()
    }
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        circle = error.args[1]
        chain = " -> ".join(circle)
        fault = Fault(f"projects wait for one another and none starts: {chain}", "a first one with a date (at)")
        return [(projects[circle[0]].origin, fault)]
    return []


def _waiting(changes: Sequence[Change]) -> list[SetValue]:
    deliveries = [item for change in changes if isinstance(change, StartProject) for item in change.plan.delivers]
    return [change for change in changes if isinstance(change, SetValue) and change.week is None] + deliveries


def _fault(change: SetValue, current: float, why: str, registry: Registry) -> Fault:
    parameter = registry[change.path]
    message = f"{change.path} cannot be {step(change)} from {current:g}: {why}"
    if change.operation == "to":
        message = f"{change.path} cannot be set: {why}"
    return Fault(message, between(parameter.least, parameter.most))


def step(change: SetValue) -> str:
    """What a change does, as a phrase after "is": ``set to 3``, ``moved by +2``, ``multiplied by 1.2``."""
    if change.operation == "to":
        return f"set to {change.value:g}"
    return f"moved by {change.value:+g}" if change.operation == "add" else f"multiplied by {change.value:g}"
