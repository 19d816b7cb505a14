"""What pairing saves: the seeds it takes to see an option with the same luck in both arms, and with its own in each.

A difference of independent runs has the variances of both arms, var(base) + var(option); a paired one has var(option -
base). The first over the second is the factor. Its interval comes from drawing the seeds anew (bootstrap).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

import numpy as np
from numpy.typing import NDArray

from pes_sim.analysis.paired import half_width, seeds_needed
from pes_sim.kpis.definitions import HEADLINE
from pes_sim.scenario.loading import load

if TYPE_CHECKING:
    from pes_sim.analysis.comparison import Comparison

Floats = NDArray[np.float64]
CAPACITY, MORE = "staffing.caseworkers", "+10%"
"""The option: a tenth more caseworkers."""
PRECISION = 0.25
"""A 95 % interval of a quarter of the effect to either side.

Wanted less exactly, so few pairs are enough that Student's t decides and not the variance.
"""
_DRAWS = 2000


class Saving(TypedDict):
    """What pairing saves for one KPI.

    ``low`` and ``high`` hold the factor in 95 of 100; ``pairs``, and ``seeds`` for each arm, are None where these seeds
    do not tell the effect from nothing.
    """

    kpi: str
    effect: float
    sd_paired: float
    sd_independent: float
    factor: float
    low: float
    high: float
    pairs: int | None
    seeds: int | None


def savings(pairs: int = 100, scale: int = 200, years: int = 4, workers: int | None = None) -> list[Saving]:
    """What pairing saves for CAPACITY on each headline KPI, from so many ``pairs`` of runs of Austria."""
    import pes_sim.api as api

    base = load("austria").sized(scale=scale, years=years)
    option = base.change(CAPACITY, MORE, name="more caseworkers")
    return of_comparison(api.compare(base, option, seeds=pairs, workers=workers, progress=False), HEADLINE)


def of_comparison(found: Comparison, kpis: Sequence[str]) -> list[Saving]:
    """What pairing saves for the first option of ``found``; a KPI that it does not touch at all is left out."""
    before = [found.baseline.overall(kpi) for kpi in kpis]
    after = [found.options[0].overall(kpi) for kpi in kpis]
    return [
        saving(kpi, one, other) for kpi, one, other in zip(kpis, before, after, strict=True) if (one != other).any()
    ]


def saving(kpi: str, base: Floats, option: Floats) -> Saving:
    """What pairing saves for one KPI, from ``base`` and ``option`` by seed."""
    change = option - base
    effect, together = float(change.mean()), float(change.std(ddof=1))
    apart = float(np.sqrt(base.var(ddof=1) + option.var(ddof=1)))
    clear = abs(effect) > half_width(together, len(change))
    low, high = _interval(base, option)
    return Saving(
        kpi=kpi, effect=effect, sd_paired=together, sd_independent=apart, factor=(apart / together) ** 2,
        low=low, high=high,
        pairs=seeds_needed(together, PRECISION * abs(effect)) if clear else None,
        seeds=seeds_needed(apart, PRECISION * abs(effect)) if clear else None,
    )  # fmt: skip


def _interval(base: Floats, option: Floats) -> tuple[float, float]:
    n = len(base)
    drawn = np.random.default_rng(1).integers(n, size=(_DRAWS, n))
    one, other = base[drawn], option[drawn]
    apart, together = one.var(axis=1) + other.var(axis=1), (other - one).var(axis=1)
    factors = np.divide(apart, together, out=np.full(_DRAWS, np.inf), where=together > 0)
    low, high = np.quantile(factors, [0.025, 0.975], method="nearest")
    return float(low), float(high)
