"""Settings of levers as scenarios: what a search over levers runs, and how the options it names begin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pes_sim.analysis.exploration.search import Evaluate, Point
from pes_sim.parameters import REGISTRY
from pes_sim.parameters.registry import UnknownParameter
from pes_sim.runs.errors import CallError
from pes_sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

Run = Callable[[Sequence[Scenario]], "pd.DataFrame"]
"""Runs scenarios of different names from one history, with every seed: columns option, seed, KPIs."""
WHOLE = ("FTE", "posts", "weeks", "attempts")
"""Units of which parts would be read as precision that is not there."""


def set_to(base: Scenario, point: Point, name: str) -> Scenario:
    """``base`` with its levers at ``point`` from the start on (not before: all settings share one history)."""
    found = base
    for path, value in point.items():
        found = found.change(path, value)
    return replace(found, name=name, title=", ".join(f"{path} = {value:g}" for path, value in point.items()))


def rounded(point: Mapping[str, float]) -> Point:
    """``point`` with as many digits as anybody could set a lever to: three, and whole posts and weeks."""
    return {path: _digits(path, value) for path, value in point.items()}


def evaluator(base: Scenario, objectives: Sequence[str], run: Run) -> Evaluate:
    """What a search asks: the mean of each objective over the seeds at every point, NaN where it is undefined."""

    def evaluate(points: Sequence[Point]) -> list[Point]:
        scenarios = [set_to(base, rounded(point), f"point {place}") for place, point in enumerate(points)]
        means = run(scenarios).groupby("option")[list(objectives)].mean()
        return [{name: float(means[name][scenario.name]) for name in objectives} for scenario in scenarios]

    return evaluate


def lever_range(text: str) -> tuple[str, tuple[float, float]]:
    """ "PATH" or "PATH=LOW..HIGH" as a lever with its range, the plausible one unless said. Raises CallError."""
    path, _, span = (part.strip() for part in text.partition("="))
    try:
        parameter = REGISTRY[path]
    except UnknownParameter as error:
        raise CallError(f"--lever {text}: {error}") from None
    if parameter.kind != "lever":
        raise CallError(f"--lever {text}: {path} is of kind {parameter.kind}; expected a lever, what a service chooses")
    if not span:
        return path, (parameter.low, parameter.high)
    try:
        low, high = (float(end) for end in span.split(".."))
    except ValueError:
        raise CallError(f"--lever {text}: {span!r} is no range; expected PATH=LOW..HIGH, such as {path}="
                        f"{parameter.low:g}..{parameter.high:g}") from None  # fmt: skip
    if why := parameter.problem(low) or parameter.problem(high):
        raise CallError(f"--lever {text}: {why}")
    return path, (low, high)


def _digits(path: str, value: float) -> float:
    return float(round(value)) if REGISTRY[path].unit in WHOLE else float(f"{value:.3g}")
