"""Curves over time: a KPI's moving value, and the paired difference with its 95 % band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pes_sim.analysis.paired import half_widths
from pes_sim.runs.kpi_series import QUARTER
from pes_sim.runs.result import Result

Floats = NDArray[np.float64]

STEP = 4
"""Weeks between the points drawn: a 13-week moving value has nothing to say in between."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A line with a band, all [point], in the KPI's unit; the band is NaN where one seed gives none."""

    middle: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Trajectories:
    """One KPI over time. ``levels`` (with the baseline) carry the span of all seeds, ``differences`` the 95 % band."""

    dates: tuple[date, ...]
    window: int
    levels: Mapping[str, Curve]
    differences: Mapping[str, Curve]


def trajectories(baseline: Result, options: Mapping[str, Result], name: str, step: int = STEP) -> Trajectories:
    """Moving values of ``name`` for the baseline and each of ``options``, a point every ``step`` weeks."""
    window = max(1, min(QUARTER, baseline.weeks // 4))
    at = slice(window - 1, None, step)
    base = baseline.moving(name, weeks=window)[:, at]
    values = {label: result.moving(name, weeks=window)[:, at] for label, result in options.items()}
    dates = [baseline.scenario.date_of(week + 1) for week in range(baseline.weeks)]
    return Trajectories(
        tuple(dates[at]),
        window,
        {label: _span(each) for label, each in {baseline.scenario.name: base, **values}.items()},
        {label: _band(each - base) for label, each in values.items()},
    )


def _span(values: Floats) -> Curve:
    return Curve(values.mean(axis=0), values.min(axis=0), values.max(axis=0))


def _band(values: Floats) -> Curve:
    middle, half = values.mean(axis=0), half_widths(values)
    return Curve(middle, middle - half, middle + half)
