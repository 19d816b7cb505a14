"""Switching mechanisms off by name: their parameters at the values at which they do nothing, from the warm-up on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pes_sim.parameters.mechanisms import MECHANISMS, Mechanism
from pes_sim.scenario.changes import Change, Origin, SetValue
from pes_sim.scenario.problems import Fault, Problem, ScenarioError, nearest

if TYPE_CHECKING:
    from pes_sim.scenario.scenario import Scenario


def without(scenario: Scenario, names: Sequence[str], table: Mapping[str, Mechanism] = MECHANISMS) -> Scenario:
    """See `Scenario.without`."""
    off = _known(names, table)
    if not off:
        return scenario
    values, setters = dict(scenario.values), dict(scenario.setters)
    for mechanism in off:
        origin = Origin(f"mechanism {mechanism.name} switched off", source=f"where it does nothing: {mechanism.title}")
        for path, value in mechanism.neutral.items():
            values[path] = value
            setters[path] = (*setters.get(path, ()), origin)
    fresh = [mechanism.name for mechanism in off if mechanism.name not in scenario.off]
    return replace(
        scenario,
        name="_".join([scenario.name, *(f"without_{name}" for name in fresh)]),
        title="; ".join([scenario.title, *(f"without {name}" for name in fresh)]),
        values=values,
        setters=setters,
        changes=still_made(scenario.changes, {path for mechanism in off for path in mechanism.neutral}),
        based_on=scenario.name,
        off=(*scenario.off, *fresh),
    )


def switched_off(scenario: Scenario) -> dict[str, str]:
    """Paths that no change may move in ``scenario``, each with the mechanism that is off."""
    return {path: name for name in scenario.off for path in MECHANISMS[name].neutral}


def still_made(changes: Iterable[Change], paths: Collection[str]) -> tuple[Change, ...]:
    """``changes`` less those of ``paths``; a project is made and delivers the rest."""
    kept: list[Change] = []
    for change in changes:
        if isinstance(change, SetValue):
            if change.path not in paths:
                kept.append(change)
        else:
            delivers = tuple(item for item in change.plan.delivers if item.path not in paths)
            same = len(delivers) == len(change.plan.delivers)
            kept.append(change if same else replace(change, plan=replace(change.plan, delivers=delivers)))
    return tuple(kept)


def refuse_change(scenario: Scenario, path: str) -> None:
    """Raise ScenarioError where ``path`` belongs to a mechanism that is off."""
    if name := switched_off(scenario).get(path):
        fault = Fault(f"{path} cannot be changed: mechanism {name} is switched off", "another parameter")
        raise ScenarioError([fault.at(None, None)])


def _known(names: Sequence[str], table: Mapping[str, Mechanism]) -> list[Mechanism]:
    unknown = [name for name in names if name not in table]
    if unknown:
        expected = "a name that `pes-sim mechanisms` lists"
        raise ScenarioError(
            [Problem(None, None, f"no mechanism {name!r}", expected, tuple(nearest(name, table))) for name in unknown]
        )
    return [table[name] for name in dict.fromkeys(names)]
