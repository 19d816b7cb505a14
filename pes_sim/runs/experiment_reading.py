"""From an experiment file to an experiment: every mistake at once, each with its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pes_sim.parameters.setting import describes_setting
from pes_sim.runs.experiment import Experiment, Portfolio
from pes_sim.runs.experiment_grammar import CONTROL, ArmSpec, ExperimentFile, PortfolioPart, SetUp
from pes_sim.runs.experiment_terms import outcomes
from pes_sim.runs.trial_grammar import treatment_of, trial_of
from pes_sim.scenario.changes import Change, Origin, SetValue, StartProject
from pes_sim.scenario.feasibility import troubles
from pes_sim.scenario.items import Reader, plan_of
from pes_sim.scenario.laying import lay
from pes_sim.scenario.loading import load
from pes_sim.scenario.problems import Fault, Problem, ScenarioError
from pes_sim.scenario.rules import Rules, Vocabulary, project_names, system_names, vocabulary
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.yaml_source import Source, read

BY_ITEM = ("parameters", "changes")
"""Sections that `Reader` reads item by item, as in a scenario file."""


def read_experiment(path: Path, words: Vocabulary | None = None) -> Experiment:
    """The experiment in the file at ``path``. Raises ScenarioError with every problem found."""
    words = words or vocabulary()
    source = read(path)
    problems = list(source.problems)
    head = Reader(source, path.stem, Rules(words, "experiment"), problems).model(ExperimentFile, _head(source), ())
    base = _set_up(source, head, words, problems)
    arms = {} if base is None else _arms(source, base, head, words, problems)
    if head is None or base is None:
        raise ScenarioError(problems)
    portfolios = {} if head.projects is None else _portfolios(head.projects.portfolios)
    for name in sorted({*arms} & {*portfolios} | ({CONTROL} & {*head.arms})):
        problems.append(source.problem(("arms", name), f"the arm name {name} is taken", "another name"))
    found = outcomes(head.outcomes, source, arms, {*head.arms}, portfolios, base, words, problems)
    if problems:
        raise ScenarioError(problems)
    return Experiment(
        path.stem, head.title, head.fact, head.found, head.source, head.grade, head.strength, head.mechanism,
        base, head.set_up.seeds, tuple(found), arms, portfolios,
        head.projects.draws if head.projects else 0, source.file, head.country, head.minimum,
    )  # fmt: skip


def _head(source: Source) -> dict[str, object]:
    """The file without what is read item by item."""
    head = dict(source.data)
    if isinstance(set_up := head.get("set_up"), dict):
        head["set_up"] = {key: value for key, value in set_up.items() if key not in BY_ITEM}
    if isinstance(arms := head.get("arms"), dict):
        head["arms"] = {
            name: {k: v for k, v in arm.items() if k not in BY_ITEM} if isinstance(arm, dict) else arm
            for name, arm in arms.items()
        }
    return head


def _set_up(source: Source, head: ExperimentFile | None, words: Vocabulary, problems: list[Problem]) -> Scenario | None:
    """The world of the experiment; None where it cannot be made."""
    part = source.part("set_up")
    given = head.set_up if head else Reader(part, "set_up", Rules(words, "experiment"), []).model(
        SetUp, {k: v for k, v in part.data.items() if k not in BY_ITEM}, ()
    )  # fmt: skip
    if given is None:
        return None
    try:
        base = load(given.extends, words=words).sized(given.scale, given.years, given.start)
    except ScenarioError as error:
        problems += [source.problem(("set_up", "extends"), str(problem)) for problem in error.problems]
        return None
    made = _with_sections(part, base, source.path.stem, words, problems)
    if given.trial is None:
        return made
    try:
        trial = trial_of(given.trial, made.profile, made.values["profiling.use"] > 0)
        if trial.weeks > made.weeks:
            raise Fault(
                f"the last to join is followed to week {trial.weeks}", f"a horizon of more than {made.weeks} weeks"
            )
    except Fault as fault:
        problems.append(fault.at(source.file, source.line(("set_up", "trial"))))
        return made
    return replace(made, trial=trial)


def _arms(
    source: Source, base: Scenario, head: ExperimentFile | None, words: Vocabulary, problems: list[Problem]
) -> dict[str, Scenario]:
    """The control arm and every other that is written as one, whatever else is wrong with the file."""
    arms = {CONTROL: replace(base, name=CONTROL, title="as it is")}
    for name in source.part("arms").data:
        part = source.part("arms", name)
        arm = _laid(part, base, words, problems)
        title = str(part.data.get("title", name))
        arm = replace(_with_sections(part, arm, name, words, problems), name=name, title=title)
        arms[name] = _treated(part, arm, head.arms[name] if head else None, problems)
    return arms


def _treated(part: Source, arm: Scenario, spec: ArmSpec | None, problems: list[Problem]) -> Scenario:
    """``arm`` with what is done to groups of its trial."""
    treatments = []
    for i, item in enumerate(spec.treatments if spec else []):
        place = ("treatments", i)
        try:
            if arm.trial is None:
                raise Fault("a treatment without a trial", "`trial:` in the set-up")
            treatments.append(treatment_of(item, arm.trial, Origin(arm.name, part.file, part.line(place))))
        except Fault as fault:
            problems.append(fault.at(part.file, part.line(place)))
    return arm if arm.trial is None else replace(arm, trial=replace(arm.trial, treatments=tuple(treatments)))


def _laid(part: Source, base: Scenario, words: Vocabulary, problems: list[Problem]) -> Scenario:
    """``base`` with the options and shocks laid over it that can be; what they do after the horizon does not happen."""
    whole = arm = base.sized(years=max(base.years, base.profile.years))
    layers = part.data.get("lay", [])
    for layer in layers if isinstance(layers, list) else []:
        try:
            arm = replace(lay(layer, arm, words=words), name=f"{arm.name}, {layer}")
        except ScenarioError as error:
            problems += [part.problem(("lay",), str(problem)) for problem in error.problems]
    for path in _behaviour(arm.changes[len(whole.changes) :], words):
        problems.append(
            part.problem(("lay",), f"{path} is behaviour: an experiment may not change it", "levers and setting")
        )
    return arm.sized(years=base.years)


def _with_sections(part: Source, base: Scenario, name: str, words: Vocabulary, problems: list[Problem]) -> Scenario:
    """``base`` with the ``parameters`` and ``changes`` of ``part``."""
    systems = system_names(base.profile, base.changes)
    rules = Rules(words, "experiment", base.start, base.weeks, systems, projects=project_names(base.changes))
    reader = Reader(part, name, rules, problems)
    values, setters = dict(base.values), dict(base.setters)
    for path, (value, origin) in reader.settings().items():
        values[path] = value
        setters[path] = (*setters.get(path, ()), origin)
    changes = (*base.changes, *reader.changes())
    problems += troubles(values, changes, words.registry)
    return replace(base, values=values, setters=setters, changes=changes)


def _behaviour(changes: Sequence[Change], words: Vocabulary) -> list[str]:
    """Paths that ``changes`` move and that are neither lever nor setting."""
    moved = [item.path for change in changes for item in _moves(change)]
    return sorted({p for p in moved if words.registry[p].kind != "lever" and not describes_setting(p)})


def _moves(change: Change) -> tuple[SetValue, ...]:
    return change.plan.delivers if isinstance(change, StartProject) else (change,)


def behaviour_changed(experiment: Experiment, words: Vocabulary | None = None) -> list[str]:
    """Behavioural parameters that any arm has otherwise than the profile: none, in an honest experiment."""
    words = words or vocabulary()
    profile = experiment.base.profile
    usual = words.registry.defaults() | {path: given.value for path, given in profile.parameters.items()}
    found = set()
    for arm in experiment.arms.values():
        found |= {p for p, v in arm.values.items() if v != usual[p]} | {
            item.path for change in arm.changes for item in _moves(change)
        }
        if arm.trial is not None:
            found |= {item.path for treatment in arm.trial.treatments for item in treatment.sets}
    return sorted(p for p in found if words.registry[p].kind != "lever" and not describes_setting(p))


def _portfolios(given: Mapping[str, Sequence[PortfolioPart]]) -> dict[str, Portfolio]:
    origin: Any = Origin("experiment")
    return {name: tuple((part.share, plan_of(part.plan, origin)) for part in parts) for name, parts in given.items()}
