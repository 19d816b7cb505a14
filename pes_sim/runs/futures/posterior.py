"""Futures from a file of draws: what a calibration wrote, or any table with a column a parameter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters.registry import Registry
from pes_sim.scenario.problems import Fault, between

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".parquet", ".csv")
WEIGHT = "weight"
BESIDE = (WEIGHT, "draw", "chain", "sample", "distance", "score", "log_posterior", "implausibility")
"""Columns that are no parameters: how likely a draw is, and where it came from."""


def read_draws(path: Path, registry: Registry) -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.float64]]:
    """Paths, values [draw, parameter] and weights [draw] that sum to one. Raises Fault."""
    table = _table(path)
    paths = [str(name) for name in table.columns if name not in BESIDE]
    if not paths or not len(table):
        raise Fault(f"{path} holds no draws", "a column for each parameter and a row for each draw")
    for name in paths:
        if name not in registry:
            raise Fault(f"{path}: the column {name!r} is no parameter", "parameter paths", registry.nearest(name))
    try:
        values = table[paths].to_numpy(dtype=np.float64)
        weights = table[WEIGHT].to_numpy(dtype=np.float64) if WEIGHT in table else np.ones(len(table))
    except (ValueError, TypeError):
        raise Fault(f"{path}: not every value is a number", "numbers") from None
    for place, name in enumerate(paths):
        parameter = registry[name]
        for value in (values[:, place].min(), values[:, place].max()):
            if why := parameter.problem(float(value)):
                raise Fault(f"{path}: {name}: {why}", between(parameter.least, parameter.most))
    if not np.isfinite(weights).all() or weights.min() < 0 or not weights.sum() > 0:
        raise Fault(f"{path}: the weights cannot be meant", "numbers from 0, one of them more")
    return tuple(paths), values, weights / weights.sum()


def drawn(
    values: NDArray[np.float64], weights: NDArray[np.float64], count: int | None, seed: int
) -> NDArray[np.float64]:
    """``count`` of the draws by their weight, each as often as chance has it; without a count all, in their order."""
    if count is None:
        return values
    return values[np.random.default_rng(seed).choice(len(values), count, p=weights)]


def _table(path: Path) -> pd.DataFrame:
    import pandas as pd

    if path.suffix not in SUFFIXES:
        raise Fault(f"{path} is no table of draws", f"a file ending in {' or '.join(SUFFIXES)}")
    if not path.is_file():
        raise Fault(f"{path}: there is no such file", "what `pes-sim calibrate` wrote, a .parquet or .csv file")
    try:
        return pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
    except Exception as error:  # two libraries, each with errors of its own
        raise Fault(f"{path} cannot be read: {str(error).splitlines()[0] if str(error) else error}") from None
