"""The paired difference: option less baseline in the same seed, with its 95 % interval.

Both runs of a pair share every draw, so what luck they have in common cancels and few seeds are enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil, nan, sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pes_sim.kpis.definition import Direction

LEVEL = 0.95
Verdict = Literal["better", "worse", "higher", "lower", "unclear", "same", "undefined"]


@dataclass(frozen=True, slots=True)
class Paired:
    """What the seeds say about one difference; all but ``seeds`` and ``sd`` are in the KPI's unit.

    ``half_width``, ``ci_low`` and ``ci_high`` are NaN with one seed: one world says nothing about luck.
    """

    seeds: int
    baseline: float
    difference: float
    sd: float
    half_width: float
    share_better: float
    verdict: Verdict

    @property
    def ci_low(self) -> float:
        """Lower end of the 95 % interval."""
        return self.difference - self.half_width

    @property
    def ci_high(self) -> float:
        """Upper end of the 95 % interval."""
        return self.difference + self.half_width


def half_width(sd: float, n: int) -> float:
    """Half the width of the Student-t interval of a mean of ``n`` values with standard deviation ``sd``."""
    return _quantile(n - 1) * sd / sqrt(n) if n > 1 else nan


@cache
def _quantile(degrees: int) -> float:
    from scipy.special import stdtrit  # scipy.stats would take two seconds to import

    return float(stdtrit(degrees, 0.5 + LEVEL / 2))


def half_widths(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half-widths of the intervals of the means over axis 0 of ``values`` [seed, ...]; NaN with one seed."""
    n = values.shape[0]
    if n < 2:
        return np.full(values.shape[1:], np.nan)
    return np.asarray(values.std(axis=0, ddof=1) * half_width(1.0, n))


def seeds_needed(sd: float, wanted: float) -> int | None:
    """The fewest seeds with a half-width of ``wanted`` or less; None where no number of seeds reaches it."""
    if not sd >= 0 or not wanted >= 0 or (wanted == 0 and sd > 0):
        return None
    if sd == 0:
        return 2
    # The normal quantile gives a number that is too small by at most a few seeds; t needs the walk up.
    n = max(2, ceil((1.9 * sd / wanted) ** 2))
    while half_width(sd, n) > wanted:
        n += max(1, n // 1000)
    return n


def paired(baseline: ArrayLike, option: ArrayLike, direction: Direction) -> Paired:
    """Compare ``option`` with ``baseline``, both [seed] in the same order of seeds.

    Seeds where either is undefined (NaN) are left out and ``seeds`` says how many are left. A seed counts as
    better only if it is strictly so. The share is NaN for a KPI that has no better direction.
    """
    base, other = np.asarray(baseline, float), np.asarray(option, float)
    if base.shape != other.shape or base.ndim != 1:
        raise ValueError(f"want two rows of the same seeds, got shapes {base.shape} and {other.shape}")
    both = np.isfinite(base) & np.isfinite(other)
    base, change = base[both], (other - base)[both]
    n = len(change)
    if n == 0:
        return Paired(0, nan, nan, nan, nan, nan, "undefined")
    mean = float(change.mean())
    sd = float(change.std(ddof=1)) if n > 1 else nan
    half = half_width(sd, n)
    sign = {"higher": 1, "lower": -1, "neutral": 0}[direction]
    share = float(np.mean(sign * change > 0)) if sign else nan
    return Paired(n, float(base.mean()), mean, sd, half, share, _verdict(change, mean, half, sign))


def _verdict(change: NDArray[np.float64], mean: float, half: float, sign: int) -> Verdict:
    if not change.any():
        return "same"
    if not abs(mean) > half:  # NaN with one seed: unclear
        return "unclear"
    if sign == 0:
        return "higher" if mean > 0 else "lower"
    return "better" if sign * mean > 0 else "worse"
