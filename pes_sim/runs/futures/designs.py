"""Designs: which points of the space of futures are tried. Each returns quantiles [future, dimension] from 0 to 1.

Latin hypercube (McKay et al. 1979) by scipy; Morris trajectories (1991; Campolongo et al. 2007) and Saltelli's
sample for Sobol' indices (Saltelli 2002, on a scrambled Sobol' sequence) by SALib.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.runs.futures.dimension import Dimension

Points = NDArray[np.float64]


def latin_hypercube(dimensions: int, count: int, seed: int) -> Points:
    """``count`` points, one in each of ``count`` slices of every dimension."""
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(d=dimensions, rng=np.random.default_rng(seed)).random(count))


def sobol(dimensions: int, count: int, seed: int, second_order: bool) -> Points:
    """count x (dimensions + 2) points, or count x (2 dimensions + 2) for second-order indices."""
    from SALib.sample import sobol as saltelli

    return np.asarray(saltelli.sample(unit_problem(dimensions), count, calc_second_order=second_order, seed=seed))


def morris(dimensions: int, count: int, seed: int, levels: int) -> Points:
    """``count`` trajectories of dimensions + 1 points on a grid of ``levels`` levels."""
    from SALib.sample import morris as trajectories

    return np.asarray(trajectories.sample(unit_problem(dimensions), count, num_levels=levels, seed=seed))


def unit_problem(dimensions: int) -> dict[str, Any]:
    """SALib's description of a unit cube."""
    names = [f"x{i}" for i in range(dimensions)]
    return {"num_vars": dimensions, "names": names, "bounds": [[0.0, 1.0]] * dimensions}


def values_of(dimensions: Sequence[Dimension], points: Points) -> Points:
    """From quantiles to the parameters' values [future, dimension]."""
    return np.column_stack([d.quantile(points[:, i]) for i, d in enumerate(dimensions)])


def factorial(dimensions: Sequence[Dimension], levels: int) -> Points:
    """Values: every combination of ``levels`` levels of every dimension, the last moving quickest."""
    return np.array(list(product(*(dimension.levels(levels) for dimension in dimensions))))


def size(design: str, dimensions: int, count: int, second_order: bool = False) -> int:
    """How many futures a sampled design makes."""
    if design == "sobol":
        return count * (dimensions * (2 if second_order else 1) + 2)
    return count * (dimensions + 1) if design == "morris" else count
