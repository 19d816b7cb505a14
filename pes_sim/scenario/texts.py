"""Scenario files that arrive as text, from a stranger perhaps: they may name what is in the library, and no file."""

from __future__ import annotations

from dataclasses import dataclass

from pes_sim.scenario.catalogue import kind_in, paths
from pes_sim.scenario.laying import MODELS, lay_source
from pes_sim.scenario.problems import Problem, ScenarioError, nearest, quoted
from pes_sim.scenario.resolve import resolve
from pes_sim.scenario.rules import vocabulary
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.yaml_source import Source, read_text

MOST_TITLE = 200
"""Characters of a file's title that are repeated."""


def lay_text(text: str, name: str, base: Scenario) -> Scenario:
    """The option or shock in ``text`` laid over ``base``, under ``name``. Raises ScenarioError."""
    return lay_source(read_text(text, name), base)


def load_text(text: str, name: str) -> Scenario:
    """The scenario, case or profile in ``text``; it may extend library entries by name only. Raises ScenarioError."""
    source = read_text(text, name)
    refuse_paths(source)
    return resolve(source.path, vocabulary(), first=source)


def refuse_paths(source: Source) -> None:
    """Raise ScenarioError where ``source`` extends anything but a name of the library."""
    parent, known = source.data.get("extends"), paths()
    if isinstance(parent, str) and parent not in known:
        message = f"extends {quoted(parent)}: a text may extend what is in the library only"
        raise ScenarioError([source.problem(("extends",), message, "a name from the library", nearest(parent, known))])


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file is and is called, as far as that can be told, and every problem of it."""

    kind: str | None
    title: str | None
    problems: tuple[Problem, ...]


def check_text(text: str, name: str, base: Scenario | None = None) -> Checked:
    """The file in ``text``, checked; an option or shock is checked over ``base``."""
    kind = title = None
    try:
        source = read_text(text, name)
        title = _title(source)
        kind = kind_in(source)
        if kind in MODELS:
            if base is None:
                raise ScenarioError([Problem(source.file, None, f"{name} is laid over a base", "a base")])
            lay_source(source, base)
        else:
            load_text(text, name)
    except ScenarioError as error:
        return Checked(kind, title, error.problems)
    return Checked(kind, title, ())


def _title(source: Source) -> str | None:
    said = source.data.get("title")
    return said.strip()[:MOST_TITLE] or None if isinstance(said, str) else None
