"""From a study file to what it means: every mistake at once, each with its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pes_sim.runs.futures.futures import Futures
from pes_sim.runs.store.keys import Keyed
from pes_sim.scenario.catalogue import catalogue, kind_of
from pes_sim.scenario.changes import Change, SetValue
from pes_sim.scenario.feasibility import troubles
from pes_sim.scenario.items import Reader
from pes_sim.scenario.laying import lay
from pes_sim.scenario.loading import check, load
from pes_sim.scenario.overrides import with_settings
from pes_sim.scenario.problems import Problem, ScenarioError, nearest, quoted
from pes_sim.scenario.rules import Rules, Vocabulary, vocabulary
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.yaml_source import SUFFIXES, Place, Source, read
from pes_sim.studies.design import Arm, Design
from pes_sim.studies.grammar import StudyFile, shock_name
from pes_sim.studies.space import futures_in


@dataclass(frozen=True, eq=False)
class Read:
    """A study file, read and checked."""

    name: str
    head: StudyFile
    base: Scenario
    design: Design


@dataclass(frozen=True)
class Call:
    """What a call asks for, over the file: size, and values of the base ("PATH=VALUE")."""

    scale: int | None = None
    years: int | None = None
    seeds: tuple[int, ...] | None = None
    settings: tuple[str, ...] = ()


def read_study(path: Path, call: Call | None = None, words: Vocabulary | None = None) -> Read:
    """The study in the file at ``path``. Raises ScenarioError with every problem found."""
    call, words = call or Call(), words or vocabulary()
    source = read(path)
    problems = list(source.problems)
    reader = Reader(source, path.stem, Rules(words, "scenario"), problems)
    head = reader.model(StudyFile, {k: v for k, v in source.data.items() if k not in ("futures", "parameters")}, ())
    base = _base(source, call, words, problems)
    futures = futures_in(source, reader, base.values if base else words.registry.defaults(), words.registry)
    if base is None or head is None or futures is None:
        problems += _alone(source, head)
        raise ScenarioError(problems)
    arms = _arms(source, head, base, call, problems)
    problems += _beyond(source, arms, futures, words) + _unknown_options(source, head, arms)
    if problems:
        raise ScenarioError(problems)
    seeds = call.seeds or head.seeds
    return Read(path.stem, head, arms[0].scenario, Design(tuple(arms), futures, seeds))


def _base(source: Source, call: Call, words: Vocabulary, problems: list[Problem]) -> Scenario | None:
    """The base at its whole horizon; None where there is none."""
    name = source.data.get("base")
    if not isinstance(name, str) or not name:
        return None  # a problem of the head
    try:
        base = load(_beside(name, source), words=words)
        without = source.data.get("without", [])
        if isinstance(without, list):
            base = base.without(*(mechanism for mechanism in without if isinstance(mechanism, str)))
    except ScenarioError as error:
        problems += [source.problem(("base",), str(problem)) for problem in error.problems]
        return None
    reader = Reader(source, source.path.stem, Rules(words, "scenario", base.start, base.weeks), problems)
    values, setters = dict(base.values), dict(base.setters)
    for path, (value, origin) in reader.settings().items():
        values[path] = value
        setters[path] = (*setters.get(path, ()), origin)
    problems += troubles(values, base.changes, words.registry)
    base = replace(base, values=values, setters=setters)
    try:
        base = replace(with_settings(base, call.settings), title=base.title)
    except ScenarioError as error:
        problems += error.problems
    return _sized(source, base, call, problems)


def _sized(source: Source, base: Scenario, call: Call, problems: list[Problem]) -> Scenario:
    """The base at the scale and start of the file (or the call), and at the longest horizon there is."""
    head = source.data
    start = head.get("start") if isinstance(head.get("start"), (str, type(base.start))) else None
    given = {"scale": call.scale or _whole(head.get("scale")), "start": start}
    for key, value in given.items():
        try:
            base = base.sized(**{key: value})  # type: ignore[arg-type]
        except ScenarioError as error:
            problems += [source.problem((key,), str(problem)) for problem in error.problems]
    return base.sized(years=max(base.years, call.years or _whole(head.get("years")) or 1))


def _alone(source: Source, head: StudyFile | None) -> list[Problem]:
    """What is wrong with options and shocks as files, where there is no base to lay them over."""
    named = [] if head is None else _options(source, head)
    shocks = [] if head is None else [(name, i) for i, shock in enumerate(head.shocks) for name in shock]
    named += [(_beside(name, source), ("shocks", i)) for name, i in shocks]
    return [source.problem(place, str(problem)) for name, place in named for problem in check(name)]


def _whole(raw: object) -> int | None:
    """A number the head may hold; what else stands there is a problem of the head."""
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= 40_000_000 else None


def _arms(source: Source, head: StudyFile, base: Scenario, call: Call, problems: list[Problem]) -> list[Arm]:
    """The base and every option in each world of shocks; the base without a shock, or with the first, comes first."""
    options = _options(source, head)
    years = call.years or head.years or base.years
    found: list[Arm] = []
    for i, shock in enumerate(head.shocks):
        hit = _hit(source, base, shock, ("shocks", i), problems)
        if hit is None:
            continue
        arms = [(base.name, hit)]
        for name, place in options:
            scenario = _laid(source, name, place, hit, base, shock, problems)
            if scenario is not None:
                arms.append((scenario.name, scenario))
        names = [name for name, _ in arms]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            problems.append(
                source.problem(("options",), f"two options are called {', '.join(twice)}", "each name once")
            )
        for name, scenario in arms:
            called = name if not shock else f"{name}+{shock_name(shock)}"
            sized = replace(scenario.sized(years=years), name=called)
            found.append(Arm(name, shock, Keyed.of(sized)))
    return found


def _options(source: Source, head: StudyFile) -> list[tuple[str, Place]]:
    if head.options == "all":
        return [(entry.name, ("options",)) for entry in catalogue() if entry.kind == "option"]
    return [(_beside(name, source), ("options", i)) for i, name in enumerate(head.options)]


def _hit(
    source: Source, base: Scenario, shock: Sequence[str], place: Place, problems: list[Problem]
) -> Scenario | None:
    """``base`` with shocks laid over it, under its own name; None where that cannot be."""
    hit = base
    for name in shock:
        try:
            beside = _beside(name, source)
            if (kind := kind_of(beside)) != "shock":
                problems.append(source.problem(place, f"{name} is a file of kind {kind}", "a shock"))
                return None
            hit = replace(lay(beside, hit), name=base.name)
        except ScenarioError as error:
            problems += [source.problem(place, str(problem)) for problem in error.problems]
            return None
    return hit


def _laid(
    source: Source,
    name: str,
    place: Place,
    hit: Scenario,
    base: Scenario,
    shock: Sequence[str],
    problems: list[Problem],
) -> Scenario | None:
    """The option ``name`` over a base that was hit; a scenario or case stands on its own and is hit itself."""
    try:
        if kind_of(name) == "option":
            return lay(name, hit)
        if kind_of(name) == "shock":
            problems.append(source.problem(place, f"{name} is a shock: the strategist does not choose it", "`shocks:`"))
            return None
        alone = load(name).without(*base.off).sized(base.scale, base.years, base.start)
        return _hit(source, alone, shock, place, problems)
    except ScenarioError as error:
        problems += [source.problem(place, str(problem)) for problem in error.problems]
        return None


def _beside(name: str, source: Source) -> str:
    """A path counts from the study file's own folder; a name stays one."""
    is_path = "/" in name or name.endswith(SUFFIXES)
    return str(source.path.parent / name) if is_path else name


def _beyond(source: Source, arms: Sequence[Arm], futures: Futures, words: Vocabulary) -> list[Problem]:
    """Changes of a scenario or shock that lead a sampled parameter to an impossible value in the furthest futures."""
    found: list[Problem] = []
    for column, path in enumerate(futures.paths):
        ends = {float(futures.values[:, column].min()), float(futures.values[:, column].max())}
        for arm in arms:
            moves = tuple(change for change in arm.scenario.changes if _moves(change, path))
            for end in sorted(ends) if moves else ():
                for problem in troubles({**arm.scenario.values, path: end}, moves, words.registry):
                    message = f"in a future with {path} at {end:g}: {problem}"
                    found.append(source.problem(("futures",), message, "a narrower range"))
    return found


def _unknown_options(source: Source, head: StudyFile, arms: Sequence[Arm]) -> list[Problem]:
    """Failures asked for of options that the study does not run."""
    names = list(dict.fromkeys(arm.option for arm in arms))
    return [
        source.problem(
            ("analysis", "fails", i, "option"), f"the study runs no option {quoted(spec.option)}",
            f"one of {', '.join(names)}", nearest(spec.option, names),
        )
        for i, spec in enumerate(head.analysis.fails)
        if spec.option not in names
    ]  # fmt: skip


def _moves(change: Change, path: str) -> bool:
    return isinstance(change, SetValue) and change.path == path
