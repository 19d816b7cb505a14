"""A quick stand-in for the simulator: for each target a straight line, and a Gaussian process for the rest.

Kennedy and O'Hagan (2001); Gaussian processes by scikit-learn. The line keeps few runs honest in many dimensions.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FOLDS = 5
"""Parts the runs are cut into to see how well left-out runs are told."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Matrix algebra on one thread: for matrices this small that is quicker, and the same on every machine."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


@dataclass(frozen=True)
class Emulator:
    """``parts`` holds for each target its (line, process); ``skill`` the share of variance told of left-out runs."""

    parts: tuple[tuple[Any, Any], ...]
    skill: tuple[float, ...]

    def predict(self, x: Floats) -> tuple[Floats, Floats]:
        """Mean and standard deviation [point, target] at ``x`` [point, parameter] in the unit cube.

        The deviation is that of the simulator's mean over seeds of luck: what its own seeds add is not in it.
        """
        means, sds = [], []
        for line, process in self.parts:
            rest, sd = process.predict(x, return_std=True)
            means.append(line.predict(x) + rest)
            sds.append(sd)
        return np.column_stack(means), np.column_stack(sds)


def fitted(x: Floats, y: Floats, errors: Floats, seed: int) -> Emulator:
    """Fit to runs at ``x`` [run, parameter] with results ``y`` and ``errors`` [run, target]; NaN is left out."""
    parts, skill = [], []
    for column in range(y.shape[1]):
        good = np.isfinite(y[:, column])
        # Two or three seeds tell a run's own spread badly; the mean over runs tells it well.
        noise = float(np.nanmean(errors[good, column] ** 2)) if np.isfinite(errors[good, column]).any() else 0.0
        parts.append(_part(x[good], y[good, column], noise, seed))
        skill.append(_skill(x[good], y[good, column], noise, parts[-1][1].process.kernel_, seed))
    return Emulator(tuple(parts), tuple(skill))


def _part(x: Floats, y: Floats, noise: float, seed: int, known: Any = None) -> tuple[Any, Any]:
    """The line and the process; with a ``known`` kernel its lengths are not looked for again."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel
    from sklearn.linear_model import RidgeCV

    line = RidgeCV(alphas=np.logspace(-4, 1, 6)).fit(x, y)
    rest = y - line.predict(x)
    spread = float(rest.std()) or 1.0
    kernel = ConstantKernel(1.0, (1e-3, 1e3)) * Matern(np.full(x.shape[1], 1.0), (0.1, 20.0), nu=2.5)
    kernel = known or kernel + WhiteKernel(0.1, (1e-6, 1e1))
    # The noise of seeds is known and belongs to the runs, not to the mean that is wanted.
    process = GaussianProcessRegressor(
        kernel, alpha=max(noise / spread**2, 1e-8), optimizer=None if known else "fmin_l_bfgs_b", random_state=seed
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a bound that is reached is an answer
        process.fit(x, rest / spread)
    return line, _Scaled(process, spread)


@dataclass(frozen=True)
class _Scaled:
    """A process over standardised rests, back in their unit."""

    process: Any
    spread: float

    def predict(self, x: Floats, return_std: bool = True) -> tuple[Floats, Floats]:
        mean, sd = self.process.predict(x, return_std=return_std)
        return mean * self.spread, sd * self.spread


def _skill(x: Floats, y: Floats, noise: float, kernel: Any, seed: int) -> float:
    """Share of variance told of runs that were left out; 1 is perfect, 0 no better than the mean."""
    from sklearn.model_selection import KFold

    if len(y) < 2 * FOLDS or float(y.var()) == 0:
        return float("nan")
    told = np.empty_like(y)
    for train, test in KFold(FOLDS, shuffle=True, random_state=seed).split(x):
        line, process = _part(x[train], y[train], noise, seed, kernel)
        told[test] = line.predict(x[test]) + process.predict(x[test])[0]
    return 1 - float(((y - told) ** 2).mean() / y.var())
