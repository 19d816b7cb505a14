"""Evaluating a KPI on counters: a ratio of sums over any window, never a mean of weekly ratios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.definition import KPI

Floats = NDArray[np.float64]
CLOCK = "weeks"
"""The counter that says how many weeks a window holds."""


def ratio_of_sums(
    kpi: KPI, sums: NDArray[np.floating[Any]], counters: Sequence[str], segments: Sequence[str]
) -> Floats:
    """``kpi`` from counters summed over some window.

    ``sums`` is [..., counter, segment]; returns [..., segment], NaN where nothing was counted and in every
    segment but "all" when the KPI is kept for the whole service only.
    """
    place = _place(tuple(counters))

    def weighted(terms: Mapping[str, float]) -> Floats:
        total: Floats = np.zeros(sums.shape[:-2] + sums.shape[-1:])
        for name, weight in terms.items():
            # Weeks pass for every segment alike, though the counter is kept with the service's.
            amount = sums[..., place[name], :1] if name == CLOCK else sums[..., place[name], :]
            total += weight * amount.astype(np.float64)
        return total

    top, bottom = weighted(kpi.top), weighted(kpi.bottom)
    value = np.full_like(top, np.nan)
    np.divide(kpi.factor * top, bottom, out=value, where=bottom != 0)
    if kpi.less is not None:
        off, by = weighted(kpi.less[0]), weighted(kpi.less[1])
        value -= np.divide(kpi.factor * off, by, out=np.full_like(off, np.nan), where=by != 0)
    value += kpi.plus
    if kpi.gap is not None:
        first, second = (list(segments).index(name) for name in kpi.gap)
        value[..., 0] = value[..., first] - value[..., second]
    if kpi.gap is not None or not kpi.by_segment:
        value[..., 1:] = np.nan
    return value


def ratio(kpi: KPI, sums: Floats, counters: tuple[str, ...]) -> float:
    """``kpi`` from one column of counters, for the whole service: quick, for KPIs that are a plain ratio.

    NaN where nothing was counted. Raises ValueError for a gap between groups, or a difference of ratios.
    """
    if kpi.gap is not None or kpi.less is not None:
        raise ValueError(f"{kpi.name} is no plain ratio")
    above, below = (
        sum(weight * sums[place] for place, weight in _places(kpi, counters, side)) for side in (True, False)
    )
    return float(kpi.factor * above / below + kpi.plus) if below != 0 else nan


@cache
def _place(counters: tuple[str, ...]) -> dict[str, int]:
    return {name: i for i, name in enumerate(counters)}


@cache
def _terms(terms: tuple[tuple[str, float], ...], counters: tuple[str, ...]) -> tuple[tuple[int, float], ...]:
    return tuple((counters.index(counter), weight) for counter, weight in terms)


def _places(kpi: KPI, counters: tuple[str, ...], above: bool) -> tuple[tuple[int, float], ...]:
    terms = kpi.top if above else kpi.bottom
    return _terms(tuple(terms.items()), counters)
