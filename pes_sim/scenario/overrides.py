"""Other values in a scenario for one call: `--set PATH=VALUE`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pes_sim.scenario.changes import Origin
from pes_sim.scenario.feasibility import troubles
from pes_sim.scenario.problems import Problem, ScenarioError
from pes_sim.scenario.rules import vocabulary
from pes_sim.scenario.scenario import Scenario


def with_settings(scenario: Scenario, settings: Sequence[str]) -> Scenario:
    """``scenario`` with the values of ``settings`` ("PATH=VALUE") from the outset, as ``parameters:`` in a file.

    A step such as "+20%" goes from the scenario's own value. Raises ScenarioError with everything that is wrong.
    """
    values, setters, problems = dict(scenario.values), dict(scenario.setters), list[Problem]()
    registry = vocabulary().registry
    for text in settings:
        path, _, value = (part.strip() for part in text.partition("="))
        if not path or not value:
            problems.append(Problem(None, None, f"--set {text!r} sets nothing", "PATH=VALUE"))
            continue
        if Origin("--set") in setters.get(path, ()):
            problems.append(Problem(None, None, f"--set {path} is given twice", "each parameter once"))
            continue
        try:
            change = replace(scenario, changes=()).change(path, value).changes[0]
        except ScenarioError as error:
            problems += [replace(problem, message=f"--set {text}: {problem.message}") for problem in error.problems]
            continue
        values[path] = change.target(scenario.values[path])  # type: ignore[union-attr]
        setters[path] = (*setters.get(path, ()), Origin("--set"))
    problems += troubles(values, scenario.changes, registry)
    if problems:
        raise ScenarioError(problems)
    title = "; ".join([scenario.title, *settings])
    return replace(scenario, values=values, setters=setters, title=title)
