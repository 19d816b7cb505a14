"""A posterior on disk, and futures drawn from it: what `pes-sim calibrate` writes and a study's futures read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.runs.errors import CallError

if TYPE_CHECKING:
    import pandas as pd

WEIGHT = "weight"


def read_posterior(path: Path) -> pd.DataFrame:
    """Draws at ``path`` (.csv or .parquet): a row a draw, a column a parameter, and weight, which sums to 1.

    Raises CallError for a file that is no posterior of this model.
    """
    import pandas as pd

    from pes_sim.parameters import REGISTRY

    if path.suffix not in (".csv", ".parquet"):
        raise CallError(f"{path}: expected a posterior, a file ending in .csv or .parquet")
    try:
        frame = pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
    except FileNotFoundError:
        raise CallError(f"{path}: there is no such file; `pes-sim calibrate` writes one") from None
    except (OSError, ValueError) as error:
        raise CallError(f"{path}: not a posterior ({error})") from None
    names = [name for name in frame.columns if name != WEIGHT]
    unknown = [name for name in names if name not in REGISTRY]
    if WEIGHT not in frame.columns or not names or unknown or frame.empty:
        columns = ", ".join(map(str, frame.columns))
        what = f"no parameter {', '.join(unknown)}" if unknown else f"the columns are {columns}"
        raise CallError(f"{path}: not a posterior of this model: {what}; expected parameter paths and {WEIGHT}")
    numbers = frame.apply(pd.to_numeric, errors="coerce")
    weights = numbers[WEIGHT]
    if not np.isfinite(numbers.to_numpy(float)).all() or (weights < 0).any() or weights.sum() <= 0:
        raise CallError(f"{path}: not a posterior: every value must be a number, every weight 0 or more")
    if impossible := [f"{n}: {why}" for n in names for v in numbers[n] if (why := REGISTRY[n].problem(float(v)))]:
        raise CallError(f"{path}: not a posterior: {impossible[0]}")
    return numbers.assign(weight=weights / weights.sum())


def drawn_futures(posterior: pd.DataFrame, number: int, seed: int) -> list[Mapping[str, float]]:
    """``number`` futures drawn by weight, as evenly as they can be; together they keep the draws' correlations."""
    luck = np.random.Generator(np.random.PCG64(seed))
    ends = np.cumsum(posterior[WEIGHT].to_numpy(float))
    at = np.searchsorted(ends, (luck.random() + np.arange(number)) / number * ends[-1])
    rows = posterior.drop(columns=WEIGHT).iloc[luck.permutation(np.minimum(at, len(ends) - 1))]
    return [{str(name): float(value) for name, value in row.items()} for row in rows.to_dict("records")]
