"""Orders: what is decided in flight, checked by the grammar of scenario files, as changes dated from now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pes_sim.scenario.catalogue import kind_in
from pes_sim.scenario.changes import Change
from pes_sim.scenario.feasibility import troubles
from pes_sim.scenario.laying import MODELS, read_layer
from pes_sim.scenario.problems import Problem, ScenarioError
from pes_sim.scenario.rules import Rules, project_names, system_names, vocabulary
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.yaml_source import Source, read, source_of

Kind = Literal["decision", "option", "event"]


@dataclass(frozen=True)
class Order:
    """What was decided in ``week``: ``kind`` says who by (a shock is an event); ``what`` is enough to decide it again.

    ``changes`` are dated from the start of the scenario, none before ``week``.
    """

    week: int
    kind: Kind
    title: str
    what: Mapping[str, Any]
    changes: tuple[Change, ...]


def decision(scenario: Scenario, week: int, item: Mapping[str, Any]) -> Order:
    """One item of an option file, now unless it says a later day. Raises ScenarioError."""
    dated = dict(item)
    now = scenario.date_of(week).isoformat()
    if "when" in dated:
        dated.setdefault("since", now)
    else:
        dated.setdefault("at", now)
    source = source_of({"kind": "option", "title": "decision", "changes": [dated]}, "decision")
    changes = _read(source, "option", scenario)
    early = [change for change in changes if (change.since if change.week is None else change.week) < week]
    if early:
        raise ScenarioError([Problem(None, None, "the past cannot be changed", f"a day from {now} on")])
    return Order(week, "decision", _title(item), {"item": dict(item)}, _possible(scenario, changes))


def layer(scenario: Scenario, week: int, path: Path, name: str) -> Order:
    """An option or a shock, laid so that the first of its changes happens now. Raises ScenarioError."""
    source = read(path)
    kind = kind_in(source)
    if kind not in MODELS:
        raise ScenarioError([Problem(None, None, f"{name} is a {kind}: only an option or a shock can be laid now")])
    changes = _read(source, kind, scenario, whole=True)
    dated = [change.week for change in changes if change.week is not None]
    shift = week - min(dated, default=0)
    moved = [
        replace(change, week=change.week + shift) if change.week is not None else replace(change, since=week)
        for change in changes
    ]
    ahead = [change for change in moved if change.week is None or change.week < scenario.weeks]
    what: Kind = "event" if kind == "shock" else "option"
    return Order(week, what, str(source.data.get("title") or name), {what: name}, _possible(scenario, ahead))


def again(scenario: Scenario, order: Order) -> tuple[Change, ...]:
    """The changes of ``order`` for another scenario that flies beside. Raises ScenarioError where one is impossible."""
    return _possible(scenario, order.changes)


def _read(source: Source, kind: str, scenario: Scenario, whole: bool = False) -> list[Change]:
    """The changes of ``source``; of a ``whole`` file those beyond the horizon are no mistake."""
    rules = Rules(
        vocabulary(), kind, scenario.start, None if whole else scenario.weeks,
        system_names(scenario.profile, scenario.changes), projects=project_names(scenario.changes),
    )  # fmt: skip
    _, changes, problems = read_layer(source, kind, rules)  # type: ignore[arg-type]
    if problems:
        # A decision lies in no file: line numbers would point nowhere.
        raise ScenarioError(problems if whole else [replace(p, file=None, line=None) for p in problems])
    return changes


def _possible(scenario: Scenario, changes: Sequence[Change]) -> tuple[Change, ...]:
    """``changes``, if they can be made after those of ``scenario``. Raises ScenarioError."""
    found = troubles(scenario.values, (*scenario.changes, *changes), vocabulary().registry)
    if found:
        raise ScenarioError([replace(problem, file=None, line=None) for problem in found])
    return tuple(changes)


def _title(item: Mapping[str, Any]) -> str:
    """``item``, which the grammar has found right, in a few words."""
    if "set" in item:
        ramp = f" over {item['ramp']}" if item.get("ramp") else ""
        return f"{item['set']} {item['to']}{ramp}"
    return f"project {item['with']['name']}"[:200]
