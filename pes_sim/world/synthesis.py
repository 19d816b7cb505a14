"""Population synthesis: a labour force whose margins are the profile's.

Iterative proportional fitting (Deming & Stephan 1940) of region x age x education x occupation x sex from a
seed that knows which education goes with which occupation and age; then whole people by cumulative rounding.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pes_sim.scenario.profile import Figures

Array = NDArray[np.float64]
_STUDENTS = np.array([0.02, 0.35])
"""Weight of higher education in the two youngest age bands: few have finished it (structural zero, softened)."""


class SynthesisError(ValueError):
    """Margins that no population can have together."""


def fit_margins(seed: Array, margins: Sequence[Array], tolerance: float = 1e-10, rounds: int = 500) -> Array:
    """Scale ``seed`` so that its sums over all axes but one equal each of ``margins`` (one an axis, shares).

    Raises SynthesisError when the margins cannot be met from the seed's zeros within ``rounds``.
    """
    table = seed / seed.sum()
    for _ in range(rounds):
        worst = 0.0
        for axis, margin in enumerate(margins):
            others = tuple(i for i in range(table.ndim) if i != axis)
            now = table.sum(axis=others)
            worst = max(worst, float(np.abs(now - margin).max()))
            factor = np.divide(margin, now, out=np.ones_like(now), where=now > 0)
            table = table * factor.reshape([-1 if i == axis else 1 for i in range(table.ndim)])
        if worst < tolerance:
            return np.asarray(table)
    raise SynthesisError(f"margins are still {worst:.2g} apart after {rounds} rounds: the profile's tables contradict")


def whole_people(shares: Array, people: int) -> NDArray[np.int64]:
    """Whole numbers that sum to ``people`` and follow ``shares`` (any shape), by rounding the running sum."""
    running = np.rint(np.cumsum(shares.ravel() / shares.sum()) * people).astype(np.int64)
    return np.diff(running, prepend=0).reshape(shares.shape)


def _normal(values: Sequence[float]) -> Array:
    array = np.array(values, dtype=float)
    return np.asarray(array / array.sum())


def population_table(figures: Figures) -> Array:
    """(regions, ages, education, occupations, sexes) shares of the labour force, women first."""
    occupations = figures.occupations.rows
    mix = np.array([[row.low, row.middle, row.high] for row in occupations]).T
    regions, ages = len(figures.regions.rows), len(figures.ages.rows)
    seed = np.broadcast_to(mix[None, None, :, :, None], (regions, ages, 3, len(occupations), 2)).copy()
    for band, row in enumerate(figures.ages.rows):
        if row.last < 25:
            seed[:, band, 2] *= _STUDENTS[0] if row.last < 20 else _STUDENTS[1]
    margins = (
        _normal([row.labour_force for row in figures.regions.rows]),
        _normal([row.labour_force for row in figures.ages.rows]),
        _normal([row.labour_force for row in figures.education.rows]),
        _normal([row.labour_force for row in occupations]),
        np.array([figures.women, 1 - figures.women]),
    )
    return fit_margins(seed, margins)
