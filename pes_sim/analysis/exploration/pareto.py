"""Which compromises are worth a look: points that nothing beats on every objective at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def undominated(goodness: Floats) -> NDArray[np.bool_]:
    """Which rows of ``goodness`` [point, objective] (more is better) no other row beats.

    A row is beaten by one that is at least as good on everything and better on something. Rows with NaN are beaten.
    """
    kept: NDArray[np.bool_] = np.asarray(np.isfinite(goodness).all(axis=1))
    points = np.where(np.isfinite(goodness), goodness, -np.inf)
    for i in np.flatnonzero(kept):
        kept[i] = not ((points >= points[i]).all(axis=1) & (points > points[i]).any(axis=1)).any()
    return kept
