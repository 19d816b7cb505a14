"""History matching: rule out where the simulator cannot meet the targets, look closer at the rest, then draw from it.

Craig et al. (1997), Vernon, Goldstein and Bower (2010). A point is implausible where a target is missed by more than
three standard deviations of all that is not known: the published figure, the emulator, the seeds. Each wave runs the
simulator where the last could not rule it out, so that the emulator is good where it matters. The posterior is drawn
from the last emulator: flat prior, normal errors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from pes_sim.analysis.calibration.emulator import Emulator, fitted, one_thread
from pes_sim.analysis.calibration.sampling import draws
from pes_sim.analysis.calibration.task import Seen, Simulate, Task
from pes_sim.runs.errors import CallError

Floats = NDArray[np.float64]

IMPLAUSIBLE = 3.0
"""Standard deviations beyond which a point is ruled out (Pukelsheim 1994: 95 % of any unimodal law lie within)."""
POOL = 8192
"""Points of the prior that a wave asks the emulator about."""
_GENTLE = 0.25
"""Power of the likelihood a wave draws its points by where hardly anything is left of the prior."""


@dataclass(frozen=True)
class Wave:
    """``runs`` in this wave; ``left``: share of the prior that the emulator fitted after it could not rule out."""

    runs: int
    left: float


@dataclass(frozen=True, eq=False)
class Matched:
    """All runs (``x`` in the unit cube [run, parameter], ``seen``), the last emulator, and how the waves went."""

    task: Task
    x: Floats
    seen: tuple[Seen, ...]
    emulator: Emulator
    waves: tuple[Wave, ...]
    luck: Floats

    def log_likelihood(self, x: Floats) -> Floats:
        """Log likelihood [point] at ``x`` [point, parameter] in the unit cube, up to a constant."""
        mean, sd = self.emulator.predict(x)
        variance = sd**2 + self.luck**2 + _sds(self.task) ** 2
        return np.asarray(-0.5 * ((_values(self.task) - mean) ** 2 / variance + np.log(variance)).sum(axis=1))

    def implausibility(self, x: Floats) -> Floats:
        """The largest miss of a target [point], in standard deviations."""
        mean, sd = self.emulator.predict(x)
        variance = sd**2 + self.luck**2 + _sds(self.task) ** 2
        return np.asarray((np.abs(_values(self.task) - mean) / np.sqrt(variance)).max(axis=1))


Tell = Callable[[int, Wave], None]


def match(task: Task, simulate: Simulate, waves: int, runs_a_wave: int, tell: Tell | None = None) -> Matched:
    """Run ``waves`` waves of ``runs_a_wave`` points each; ``tell`` hears after each.

    The points of a wave depend on nothing but the task and what earlier waves gave: a call that is repeated asks the
    same points again, so a simulator that remembers its runs goes on where it stopped. Raises CallError where too
    few runs gave a value.
    """
    dimensions = len(task.names)
    if runs_a_wave < dimensions + 3:
        raise CallError(f"{runs_a_wave} runs a wave for {dimensions} parameters; expected {dimensions + 3} or more")
    pool = qmc.Sobol(dimensions, seed=task.seed).random(POOL)
    x = np.empty((0, dimensions))
    seen: tuple[Seen, ...] = ()
    told: list[Wave] = []
    found: Matched | None = None
    for wave in range(waves):
        with one_thread():
            new = _design(found, dimensions, pool, runs_a_wave, task.seed + wave)
        x, seen = np.vstack([x, new]), (*seen, *simulate(task.points(new)))
        with one_thread():
            found = _fit(task, x, seen, tuple(told))
            told.append(Wave(len(new), float((found.implausibility(pool) <= IMPLAUSIBLE).mean())))
        if tell is not None:
            tell(wave + 1, told[-1])
    assert found is not None
    return Matched(task, x, seen, found.emulator, tuple(told), found.luck)


def _fit(task: Task, x: Floats, seen: tuple[Seen, ...], waves: tuple[Wave, ...]) -> Matched:
    values, errors = np.array([s.values for s in seen]), np.array([s.errors for s in seen])
    for goal, column in zip(task.goals, values.T, strict=True):
        if np.isfinite(column).sum() < len(task.names) + 3:
            raise CallError(f"{goal.name} is undefined in nearly all runs; nothing can be estimated from it")
    luck = np.sqrt(np.nan_to_num(np.nanmean(errors**2, axis=0)))
    return Matched(task, x, seen, fitted(x, values, errors, task.seed), waves, luck)


def _design(found: Matched | None, dimensions: int, pool: Floats, number: int, seed: int) -> Floats:
    """Points of the next wave: a Latin hypercube first, then far-apart points out of what is not ruled out."""
    if found is None:
        return np.asarray(qmc.LatinHypercube(dimensions, seed=seed, optimization="random-cd").random(number))
    left = pool[found.implausibility(pool) <= IMPLAUSIBLE]
    if len(left) < 4 * number:
        left = np.vstack([left, draws(found.log_likelihood, dimensions, 8 * number, seed, _GENTLE)])
    return far_apart(left, found.x, number)


def far_apart(candidates: Floats, taken: Floats, number: int) -> Floats:
    """``number`` of ``candidates``, each the farthest from those ``taken`` and chosen before it."""
    distance = np.min(((candidates[:, None, :] - taken[None, :, :]) ** 2).sum(axis=2), axis=1)
    chosen = []
    for _ in range(min(number, len(candidates))):
        at = int(np.argmax(distance))
        chosen.append(candidates[at])
        distance = np.minimum(distance, ((candidates - candidates[at]) ** 2).sum(axis=1))
    return np.array(chosen)


def _values(task: Task) -> Floats:
    return np.array([goal.value for goal in task.goals])


def _sds(task: Task) -> Floats:
    return np.array([goal.sd for goal in task.goals])
