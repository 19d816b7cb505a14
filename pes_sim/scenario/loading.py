"""Loading a scenario by name or path, and checking a file without running anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pes_sim.scenario.catalogue import find, kind_in
from pes_sim.scenario.laying import MODELS, lay, read_layer
from pes_sim.scenario.problems import Fault, Problem, ScenarioError
from pes_sim.scenario.resolve import resolve
from pes_sim.scenario.rules import Rules, Vocabulary, vocabulary
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.yaml_source import read


def load(
    name_or_path: str | Path,
    base: str | Path | Scenario | None = None,
    *,
    search: Sequence[Path] | None = None,
    words: Vocabulary | None = None,
) -> Scenario:
    """The scenario called ``name_or_path``, checked and frozen.

    A profile, case or scenario stands alone; an option or a shock needs a ``base`` it is laid over. A name is
    looked for in ./scenarios, in $PES_SIM_SCENARIOS and among the files of the package; a path ends in .yaml.
    Raises ScenarioError with every problem found.
    """
    words = words or vocabulary()
    if base is not None:
        under = base if isinstance(base, Scenario) else load(base, search=search, words=words)
        return lay(name_or_path, under, search=search, words=words)
    try:
        path = find(name_or_path, search)
    except Fault as fault:
        raise ScenarioError([fault.at(None, None)]) from None
    return resolve(path, words, search)


def check(
    name_or_path: str | Path,
    base: str | Path | Scenario | None = None,
    *,
    search: Sequence[Path] | None = None,
    words: Vocabulary | None = None,
) -> list[Problem]:
    """Every problem of a file; an empty list when it is right.

    Without a ``base``, an option or shock is checked as far as it can be: names, shapes and absolute values, but
    not dates, systems or what relative steps lead to.
    """
    words = words or vocabulary()
    try:
        if base is None:
            path = find(name_or_path, search)
            source = read(path)
            kind = kind_in(source)
            if kind in MODELS:
                return list(ScenarioError(read_layer(source, kind, Rules(words, kind))[2]).problems)
        load(name_or_path, base, search=search, words=words)
    except Fault as fault:
        return [fault.at(None, None)]
    except ScenarioError as error:
        return list(error.problems)
    return []
