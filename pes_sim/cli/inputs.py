"""From a command's arguments to the scenarios it means, checked before anything runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pes_sim.scenario.catalogue import kind_of
from pes_sim.scenario.laying import lay
from pes_sim.scenario.loading import load
from pes_sim.scenario.overrides import with_settings as with_settings
from pes_sim.scenario.problems import Problem, ScenarioError
from pes_sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Frame:
    """What a command says of all its scenarios: size, other values, shocks, and mechanisms switched off."""

    scale: int | None = None
    years: int | None = None
    settings: Sequence[str] = ()
    shocks: Sequence[str] = ()
    without: Sequence[str] = ()


def prepared(base: str, options: Sequence[str], frame: Frame) -> list[Scenario]:
    """The base and then the options, within ``frame``. Raises ScenarioError with everything that is wrong."""
    root = _standing(base, frame)
    found, problems = [root], list[Problem]()
    for name in options:
        try:
            laid = kind_of(name) in ("option", "shock")
            found.append(lay(name, root) if laid else _standing(name, frame))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    # Shortened only now: a change dated beyond a shorter horizon is no mistake, it does not happen.
    return [scenario.sized(years=frame.years or root.years, start=root.start) for scenario in found]


def _standing(name: str, frame: Frame) -> Scenario:
    """A scenario that stands on its own: without what is switched off, set, sized, and hit by the shocks."""
    found = with_settings(load(name).without(*frame.without), frame.settings)
    found = found.sized(frame.scale, max(frame.years or 1, found.years))
    for shock in frame.shocks:
        found = hit(found, shock)
    return found


def hit(scenario: Scenario, shock: str) -> Scenario:
    """``scenario`` with a shock laid over it, named after both. Raises ScenarioError."""
    if (kind := kind_of(shock)) != "shock":
        message = f"--shock {shock}: this is a file of kind {kind}"
        raise ScenarioError([Problem(None, None, message, "a shock that `pes-sim scenarios` lists")])
    laid = lay(shock, scenario)
    return replace(laid, name=f"{scenario.name}+{laid.name}", title=f"{scenario.title}; {laid.title}")


def idle_changes(scenarios: Sequence[Scenario]) -> list[str]:
    """A line for each scenario some of whose own changes are dated beyond the horizon."""
    lines = []
    for scenario in scenarios[1:]:
        own = [change for change in scenario.changes if change not in scenarios[0].changes]
        late = [change.week for change in own if change.week is not None and change.week >= scenario.weeks]
        if late:
            first = scenario.date_of(min(late))
            lines.append(
                f"{len(late)} of {len(own)} changes of {scenario.name} fall beyond the horizon of {scenario.years} "
                f"years and do not happen (the first on {first})"
            )
    return lines
