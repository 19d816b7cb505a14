"""The model as a simulator to calibrate: experiments at other values of its parameters, kept run by run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt
from pathlib import Path

import numpy as np

from pes_sim.analysis.calibration.task import Goal, Point, Seen, Task
from pes_sim.analysis.paired import half_width
from pes_sim.analysis.validation import Finding, findings
from pes_sim.runs.calibration_reading import Calibration
from pes_sim.runs.experiment import Experiment
from pes_sim.runs.experiment_run import measure
from pes_sim.runs.progress import Silence
from pes_sim.runs.tasks import each
from pes_sim.scenario.scenario import Scenario

Z = 1.959964
"""Standard deviations at the ends of a 95 % interval, as which a published range with its tolerance is read."""


def task_of(calibration: Calibration) -> Task:
    """The calibration as a task: a goal an outcome, its spread from the published range widened by the tolerance."""
    goals = []
    for experiment in calibration.experiments:
        for outcome in experiment.outcomes:
            p = outcome.published
            sd = (p.high - p.low + 2 * p.tolerance) / (2 * Z)
            value = (p.low + p.high) / 2 if p.value is None else p.value
            goals.append(Goal(f"{experiment.id}.{outcome.name}", value, sd, outcome.unit, outcome.title))
    return Task(calibration.parameters, tuple(goals), calibration.seed)


def at(experiment: Experiment, point: Point) -> Experiment:
    """``experiment`` with every arm's parameters at ``point`` from before the start."""

    def moved(scenario: Scenario) -> Scenario:
        return replace(scenario, values={**scenario.values, **point})

    arms = {name: moved(arm) for name, arm in experiment.arms.items()}
    return replace(experiment, base=moved(experiment.base), arms=arms)


@dataclass(frozen=True)
class Errand:
    """One point: all experiments there, with the same seeds as everywhere; finished ones are kept in ``folder``."""

    experiments: tuple[Experiment, ...]
    folder: Path
    seeds: int
    point: Point

    def run(self) -> Seen:
        """What came out; NaN for an experiment that broke off."""
        there = [at(experiment, self.point) for experiment in self.experiments]
        done = measure(there, self.folder, lambda _: Silence(), self.seeds, workers=1)
        found = [finding for measured in done for finding in findings(measured)]
        return Seen(np.array([f.estimate for f in found]), np.array([_error(f) for f in found]))


def simulator(
    calibration: Calibration, folder: Path, workers: int, tell: Callable[[], None]
) -> Callable[[Sequence[Point]], list[Seen]]:
    """Runs the experiments at points, over ``workers`` processes; ``tell`` hears of each finished point."""
    errand = partial(Errand, calibration.experiments, folder, calibration.seeds)

    def simulate(points: Sequence[Point]) -> list[Seen]:
        seen: list[Seen | None] = [None] * len(points)
        for place, found in each(Errand.run, [errand(point) for point in points], workers):
            seen[place] = found
            tell()
        return [found for found in seen if found is not None]

    return simulate


def _error(finding: Finding) -> float:
    """Standard error of the estimate over seeds, from its interval."""
    n = finding.seeds
    return (finding.ci_high - finding.ci_low) / 2 / (half_width(1.0, n) * sqrt(n)) if n > 1 else float("nan")
