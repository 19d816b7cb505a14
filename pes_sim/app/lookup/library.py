"""The library of scenario files, as the pages list it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pes_sim.app.errors import AppError
from pes_sim.app.speech import deeds
from pes_sim.app.speech.language import ENGLISH
from pes_sim.scenario.catalogue import Entry, catalogue
from pes_sim.scenario.changes import Change, SetValue
from pes_sim.scenario.laying import lay
from pes_sim.scenario.loading import load
from pes_sim.scenario.problems import ScenarioError, nearest
from pes_sim.scenario.scenario import Scenario

STANDING = ("profile", "scenario", "case")


@lru_cache(maxsize=1)
def entries() -> dict[str, Entry]:
    """Every library file by name, as they were when the server first looked."""
    return {entry.name: entry for entry in catalogue()}


def entry(name: str, *kinds: str) -> Entry:
    """The entry called ``name``, of one of ``kinds``. Raises AppError: no other name, and no path, is ever opened."""
    found = entries().get(name)
    if found is None or found.kind not in kinds:
        near = nearest(name, [n for n, e in entries().items() if e.kind in kinds])
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise AppError("invalid", f"there is no {' or '.join(kinds)} {name[:60]!r}{hint}")
    return found


@lru_cache(maxsize=32)
def base(name: str) -> Scenario:
    """The profile, case or scenario called ``name``. Raises AppError, ScenarioError."""
    return load(entry(name, *STANDING).path)


@lru_cache(maxsize=1)
def bases() -> list[dict[str, Any]]:
    """What can be stood on, profiles first."""
    chosen = sorted((e for e in entries().values() if e.kind in STANDING), key=lambda e: STANDING.index(e.kind))
    return [row for each in chosen if (row := _base_row(each)) is not None]


def _base_row(each: Entry) -> dict[str, Any] | None:
    try:
        scenario = base(each.name)
    except ScenarioError:
        return None
    figures = scenario.profile.figures
    return {
        "name": each.name, "title": scenario.title, "kind": each.kind, "start": str(scenario.start),
        "years": scenario.years, "scale": scenario.scale, "notes": scenario.description,
        "labour_force": figures.labour_force, "registered": sum(row.registered for row in figures.regions.rows),
    }  # fmt: skip


@lru_cache(maxsize=4)
def layers(kind: str) -> list[dict[str, Any]]:
    """Options or shocks, each with what it assumes and does, told over the first profile it fits."""
    return [_layer_row(each) for each in entries().values() if each.kind == kind]


def _layer_row(each: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {"name": each.name, "title": each.title, "description": "", "assumes": [], "changes": []}
    for candidate in bases():
        under = base(candidate["name"])
        try:
            laid = lay(each.path, under.sized(years=max(under.years, 10)))
        except ScenarioError:
            continue
        own = laid.changes[len(under.changes) :]
        return row | {
            "description": laid.description, "assumes": list(laid.assumes[len(under.assumes) :]),
            "changes": told(own, laid),
        }  # fmt: skip
    return row


def told(changes: Iterable[Change], scenario: Scenario) -> list[dict[str, Any]]:
    """``changes`` as data and in words, one a line."""
    return [_told(change, scenario) for change in changes]


def _told(change: Change, scenario: Scenario) -> dict[str, Any]:
    path = change.path if isinstance(change, SetValue) else None
    deed = deeds.deed(change, scenario)
    return {
        "when": deeds.when(deed, ENGLISH), "what": deeds.what(deed, ENGLISH),
        "until": deeds.until(deed, ENGLISH), "path": path, "week": change.week, "deed": deed,
    }  # fmt: skip
