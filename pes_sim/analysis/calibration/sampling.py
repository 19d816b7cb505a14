"""Draws from a distribution known up to a constant on the unit cube: sequential Monte Carlo.

Del Moral, Doucet and Jasra (2006): from the prior to the posterior in steps small enough for half of the draws to
count, resampled and moved by random-walk Metropolis after each.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

Floats = NDArray[np.float64]
LogDensity = Callable[[Floats], Floats]

MOVES = 6
"""Metropolis steps after each resampling."""


def draws(log_density: LogDensity, dimensions: int, number: int, seed: int, power: float = 1.0) -> Floats:
    """``number`` draws [draw, dimension] from exp(``power`` x ``log_density``) on the unit cube."""
    luck = np.random.Generator(np.random.PCG64(seed))
    x = qmc.Sobol(dimensions, seed=seed).random(1 << (number - 1).bit_length())[:number]  # balanced in powers of two
    value, heat, step = log_density(x), 0.0, 2.38 / np.sqrt(dimensions)
    while heat < power:
        further = _further(value, power - heat)
        weights = np.exp(further * (value - value.max()))
        kept = _resampled(weights / weights.sum(), luck)
        x, value, heat = x[kept], value[kept], heat + further
        spread = np.linalg.cholesky(np.atleast_2d(np.cov(x.T)) + 1e-10 * np.eye(dimensions))
        for _ in range(MOVES):
            x, value, accepted = _moved(x, value, log_density, heat, step * spread, luck)
            step *= np.exp(accepted - 0.25)  # about a quarter of the moves taken is right in many dimensions
    return x


def _further(value: Floats, most: float) -> float:
    """The step in heat after which half of the draws still count; all of the way where that is near enough."""
    if _counting(most * (value - value.max())) >= 0.5:
        return most
    low, high = 0.0, most
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _counting(middle * (value - value.max())) >= 0.5 else (low, middle)
    return max(low, most * 1e-9)


def _counting(logs: Floats) -> float:
    """Effective share of draws with weights exp(``logs``)."""
    weights = np.exp(logs)
    return float(weights.sum() ** 2 / (weights**2).sum() / len(weights))


def _resampled(weights: Floats, luck: np.random.Generator) -> NDArray[np.intp]:
    at = (luck.random() + np.arange(len(weights))) / len(weights)
    return np.minimum(np.searchsorted(np.cumsum(weights), at), len(weights) - 1)


def _moved(
    x: Floats, value: Floats, log_density: LogDensity, heat: float, spread: Floats, luck: np.random.Generator
) -> tuple[Floats, Floats, float]:
    there = x + luck.normal(size=x.shape) @ spread.T
    inside = ((there >= 0) & (there <= 1)).all(axis=1)
    new = np.where(inside, log_density(np.clip(there, 0, 1)), -np.inf)
    taken = np.log(luck.random(len(x))) < heat * (new - value)
    return np.where(taken[:, None], there, x), np.where(taken, new, value), float(taken.mean())
