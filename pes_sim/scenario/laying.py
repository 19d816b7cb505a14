"""Laying an option, a shock or a single change over a base: the base's world stays, changes are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from pes_sim.scenario.ablation import refuse_change, still_made, switched_off
from pes_sim.scenario.catalogue import FileKind, find, kind_in
from pes_sim.scenario.changes import Change, Origin
from pes_sim.scenario.diagnosis import problems_in
from pes_sim.scenario.feasibility import troubles
from pes_sim.scenario.grammar import OptionFile, SetItem, ShockFile
from pes_sim.scenario.items import START, Reader, set_value
from pes_sim.scenario.problems import Fault, Problem, ScenarioError
from pes_sim.scenario.rules import Rules, Vocabulary, project_names, system_names, vocabulary
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.yaml_source import Source, read

MODELS: dict[str, type[OptionFile] | type[ShockFile]] = {"option": OptionFile, "shock": ShockFile}


def lay(
    option: str | Path, base: Scenario, *, search: Sequence[Path] | None = None, words: Vocabulary | None = None
) -> Scenario:
    """``base`` with the changes of an option or shock file added after its own.

    The result is named after the file and keeps the base's profile, values, targets and size; relative dates
    count from the base's start, and mechanisms that are off stay off. Lay twice to stack a shock and an option.
    Raises ScenarioError with all that is wrong in the file, or impossible over this base.
    """
    words = words or vocabulary()
    try:
        path = find(option, search)
    except Fault as fault:
        raise ScenarioError([fault.at(None, None)]) from None
    return lay_source(read(path), base, words)


def lay_source(source: Source, base: Scenario, words: Vocabulary | None = None) -> Scenario:
    """`lay` for a file that is read already, or that never was one."""
    words = words or vocabulary()
    kind, path = kind_in(source), source.path
    if kind not in MODELS:
        message = f"{path.stem} is a {kind}: it stands on a profile of its own"
        expected = f'load("{path.stem}") without a base, or a file of kind option or shock'
        raise ScenarioError([Problem(source.file, source.line(("kind",)), message, expected)])
    rules = Rules(
        words,
        kind,
        base.start,
        base.weeks,
        system_names(base.profile, base.changes),
        projects=project_names(base.changes),
    )
    head, changes, problems = read_layer(source, kind, rules)
    name = path.stem
    if name == base.name:
        message = f"{name} is laid over itself, or over a scenario of the same name"
        problems.append(Problem(source.file, None, message, "each option once"))
    made = (*base.changes, *still_made(changes, switched_off(base)))
    problems += troubles(base.values, made, words.registry)
    if problems or head is None:
        raise ScenarioError(problems)
    return replace(
        base,
        name=name,
        title=head.title or name,
        changes=made,
        based_on=base.name,
        description=head.description,
        assumes=(*base.assumes, *head.assumes),
    )


def read_layer(
    source: Source, kind: FileKind, rules: Rules
) -> tuple[OptionFile | ShockFile | None, list[Change], list[Problem]]:
    """Head and changes of an option or shock file, and everything wrong with them."""
    problems = list(source.problems)
    reader = Reader(source, source.path.stem, rules, problems)
    head = {key: value for key, value in source.data.items() if key != "changes"}
    if "extends" in head:
        message = f"an {kind} extends nothing" if kind == "option" else f"a {kind} extends nothing"
        problems.append(source.problem(("extends",), message, "no `extends`, or `kind: scenario`"))
        head.pop("extends")
    if "parameters" in head:
        message = f"a file of kind {kind} carries no values of its own"
        problems.append(source.problem(("parameters",), message, "`changes:` with items `set: PATH` and `to: VALUE`"))
        head.pop("parameters")
    if "changes" not in source.data:
        problems.append(source.problem((), "'changes' is missing", "a list of what this changes; [] for nothing"))
    model = reader.model(MODELS[kind], {**head, "kind": kind}, ())
    return model, reader.changes(), problems


def with_change(
    base: Scenario,
    path: str,
    value: float | str,
    at: date | str | None,
    ramp: str | int | None,
    name: str | None,
    words: Vocabulary | None,
) -> Scenario:
    """See `Scenario.change`."""
    words = words or vocabulary()
    length = f"{ramp} weeks" if isinstance(ramp, int) and not isinstance(ramp, bool) else ramp
    given = {"set": path, "to": value, "at": at, "ramp": length}
    rules = Rules(words, "scenario", base.start, base.weeks)
    try:
        item = SetItem.model_validate({k: v for k, v in given.items() if v is not None}, strict=True, context=rules)
    except ValidationError as error:
        raise ScenarioError(problems_in(error, SetItem, None)) from None
    refuse_change(base, path)
    change = set_value(item, (item.at or START).week(base.start), Origin("a call of change()"))
    if problems := troubles(base.values, (*base.changes, change), words.registry):
        raise ScenarioError(problems)
    when = f" from {at}" if at is not None else ""
    return replace(
        base,
        name=name or f"{base.name}, {path} {value}{when}",
        title=name or f"{base.title}; {path} {value}{when}",
        changes=(*base.changes, change),
        based_on=base.name,
    )
