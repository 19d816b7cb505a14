"""From a file and everything it extends to one checked scenario; all problems of all files come at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pes_sim.scenario.catalogue import FileKind, find, kind_in
from pes_sim.scenario.changes import Change, Origin
from pes_sim.scenario.expressions import day
from pes_sim.scenario.feasibility import troubles
from pes_sim.scenario.grammar import ScenarioFile
from pes_sim.scenario.inheriting import inheriting
from pes_sim.scenario.items import Reader
from pes_sim.scenario.problems import Fault, Problem, ScenarioError
from pes_sim.scenario.profile import ParameterValue, Profile
from pes_sim.scenario.rules import Rules, Vocabulary, project_names, system_names
from pes_sim.scenario.scenario import Scenario, Target, horizon_weeks, size_faults
from pes_sim.scenario.yaml_source import Source, read

SECTIONS = ("changes", "targets", "parameters")
"""What `Reader` reads item by item; the rest of a file is its head."""


@dataclass(frozen=True)
class Layer:
    """One file of the chain, with its head if that is right."""

    source: Source
    kind: FileKind
    head: ScenarioFile | Profile | None

    @property
    def name(self) -> str:
        """What the file is called: a profile's own name, else the file's."""
        return self.head.name if isinstance(self.head, Profile) else self.source.path.stem


def resolve(
    path: Path, words: Vocabulary, search: Sequence[Path] | None = None, first: Source | None = None
) -> Scenario:
    """The scenario, case or profile in the file at ``path``, or in ``first`` where that is read already.

    Raises ScenarioError.
    """
    problems: list[Problem] = []
    layers = _chain(path, words, search, problems, first)
    scenario = _assemble(layers, words, problems)
    if scenario is None or problems:
        raise ScenarioError(problems)
    return scenario


def _chain(
    path: Path, words: Vocabulary, search: Sequence[Path] | None, problems: list[Problem], first: Source | None = None
) -> list[Layer]:
    """The files from the profile to ``path``, as far as they can be read."""
    layers: list[Layer] = []
    for source, kind in _files(path, search, problems, first):
        if kind == "profile" and layers:
            source = inheriting(source, layers[-1].source.data)
            if layers[-1].head is None:  # what is wrong there would be told here again, with a wrong line
                layers.append(Layer(source, kind, None))
                continue
        layers.append(Layer(source, kind, _head(source, kind, words, problems)))
    return layers


def _files(
    path: Path, search: Sequence[Path] | None, problems: list[Problem], first: Source | None = None
) -> list[tuple[Source, FileKind]]:
    """The chain of `extends` that ends with ``path``, its root first."""
    found: list[tuple[Source, FileKind]] = []
    seen: list[Path] = []
    while True:
        seen.append(_real(path))
        try:
            source = first if first is not None and not found else read(path)
            problems += source.problems
            kind = kind_in(source)
        except ScenarioError as error:
            problems += error.problems
            return found
        child = found[0] if found else None
        if kind in ("option", "shock"):
            problems.append(_not_extendable(child[0] if child else source, source, kind))
            return found
        if child and child[1] == "profile" and kind != "profile":
            told = f"{source.path.stem} is a {kind}, and a profile is a country as it is"
            problems.append(child[0].problem(("extends",), told, "another profile, or none"))
            return found
        found.insert(0, (source, kind))
        parent = source.data.get("extends")
        if not isinstance(parent, str) or not parent:
            return found  # a missing or mistyped `extends` is a problem of the head
        try:
            path = find(parent, search, beside=source.path.parent)
            if _real(path) in seen:
                chain = " -> ".join(step.stem for step in [*seen[seen.index(_real(path)) :], path])
                raise Fault(f"extends goes round in a circle: {chain}", "a chain that ends in a profile")
        except Fault as fault:
            message = fault if "circle" in str(fault) else Fault(f"extends {fault}", fault.expected, fault.nearest)
            problems.append(message.at(source.file, source.line(("extends",))))
            return found


def _real(path: Path) -> Path:
    """``path`` without links; a circle of links, which `Path.resolve` refuses, is left for `read` to report."""
    return Path(os.path.realpath(path))


def _not_extendable(child: Source, source: Source, kind: FileKind) -> Problem:
    """An option or a shock where something that carries a profile is wanted."""
    article = "an" if kind == "option" else "a"
    message = f"{source.path.stem} is {article} {kind}: it carries no profile of its own"
    if child is not source:
        return child.problem(("extends",), message, "a profile, case or scenario")
    return Problem(source.file, 1, message, f'a base to lay it over: load("{source.path.stem}", base="austria")')


def _head(source: Source, kind: FileKind, words: Vocabulary, problems: list[Problem]) -> ScenarioFile | Profile | None:
    head = {key: value for key, value in source.data.items() if key not in SECTIONS}
    reader = Reader(source, source.path.stem, Rules(words), problems)
    if kind != "profile":
        return reader.model(ScenarioFile, {**head, "kind": kind}, ())
    head.pop("kind", None)
    head.setdefault("name", source.path.stem)
    for section in ("changes", "targets"):
        if section in source.data:
            hint = "a file of kind scenario that extends it"
            problems.append(source.problem((section,), f"a profile is a country as it is: it has no {section}", hint))
    if "start" in head:
        head["start"] = _day_or_none(head["start"]) or head["start"]  # a date in quotes is a date too
    return reader.model(Profile, head, ())


@dataclass(frozen=True)
class Frame:
    """Country and horizon; None or 0 for what no file says rightly."""

    profile: Profile | None
    start: date | None
    years: int
    scale: int

    @property
    def weeks(self) -> int | None:
        """Length of the horizon, if it is known."""
        return horizon_weeks(self.start, self.years) if self.start and self.years else None


@dataclass
class Contents:
    """What the sections of all files add up to."""

    values: dict[str, float]
    setters: dict[str, tuple[Origin, ...]]
    changes: list[Change]
    targets: list[Target]
    profile_values: dict[str, ParameterValue]


def _frame(layers: Sequence[Layer], problems: list[Problem]) -> Frame:
    """The size every file leads to, a later one deciding over an earlier one."""
    frame = Frame(None, None, 0, 0)
    for layer in layers:
        head = layer.head
        if head is None:  # its problems are noted; what it says of the start still helps to check dates
            given = layer.source.data
            frame = replace(frame, start=_day_or_none(given["start"]) if "start" in given else frame.start, years=0)
            continue
        frame = Frame(
            head if isinstance(head, Profile) else frame.profile,
            head.start or frame.start,
            head.years or frame.years,
            head.scale or frame.scale,
        )
        for key, fault in size_faults(frame.profile, head.start, head.scale):
            problems.append(fault.at(layer.source.file, layer.source.line((key,))))
            if key == "start":
                frame = replace(frame, start=None)
    return frame


def _day_or_none(raw: object) -> date | None:
    try:
        start = day(raw)
    except Fault:
        return None
    return None if size_faults(None, start) else start


def _contents(layers: Sequence[Layer], frame: Frame, words: Vocabulary, problems: list[Problem]) -> Contents:
    """Every section of every file, the profile's first."""
    found = Contents(words.registry.defaults(), {}, [], [], {})
    for layer in layers:
        rules = Rules(
            words,
            file_kind=layer.kind,
            start=frame.start,
            # A file that shortens the horizon of one it extends may cut that one's changes off; its own must happen.
            weeks=frame.weeks if layer is layers[-1] else None,
            systems=system_names(frame.profile, found.changes),
            projects=project_names(found.changes),
        )
        reader = Reader(layer.source, layer.name, rules, problems)
        settings = reader.profile_values() if layer.kind == "profile" else reader.settings()
        for path, (value, origin) in settings.items():
            found.values[path] = value
            found.setters[path] = (*found.setters.get(path, ()), origin)
            if layer.kind == "profile" and origin.source and origin.grade:
                found.profile_values[path] = ParameterValue(value=value, source=origin.source, grade=origin.grade)
        if layer.kind != "profile":
            found.changes += reader.changes()
            found.targets += reader.targets()
    return found


def _assemble(layers: Sequence[Layer], words: Vocabulary, problems: list[Problem]) -> Scenario | None:
    """The scenario the files add up to; None where they do not."""
    frame = _frame(layers, problems)
    found = _contents(layers, frame, words, problems)
    problems += troubles(found.values, found.changes, words.registry)
    if problems or frame.profile is None or frame.start is None:
        return None
    leaf = layers[-1]
    own = leaf.head if isinstance(leaf.head, ScenarioFile) else None
    return Scenario(
        name=leaf.name,
        title=own.title or leaf.name if own else frame.profile.title,
        profile=frame.profile.model_copy(update={"parameters": found.profile_values}),
        start=frame.start,
        years=frame.years,
        scale=frame.scale,
        values=found.values,
        changes=tuple(found.changes),
        targets=tuple(found.targets),
        setters=found.setters,
        based_on=layers[-2].name if own and len(layers) > 1 else None,
        description=own.description if own else frame.profile.notes,
        assumes=tuple(line for layer in layers if isinstance(layer.head, ScenarioFile) for line in layer.head.assumes),
    )
