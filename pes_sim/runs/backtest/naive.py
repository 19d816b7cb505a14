"""What anybody could have said: forecasts that a model has to beat."""

from __future__ import annotations

import numpy as np

from pes_sim.runs.backtest.data import Array, Months
from pes_sim.scenario.scenario import Scenario


def error(forecast: Array, truth: Array) -> float:
    """Mean absolute percentage error."""
    return float(100 * np.mean(np.abs(forecast / truth - 1)))


def seasonal_naive(months: Months, origin: int, last: int) -> Array:
    """The stock of the same month in the year up to the origin."""
    year = months.span("stock", origin - 11, origin)
    return np.array([year[(month - origin - 1) % 12] for month in range(origin + 1, last + 1)])


def constant_exit_rate(base: Scenario, months: Months, origin: int, last: int, free_from: int) -> Array:
    """Stock of the month before, less a constant share, plus the same inflow as the model has.

    The share is the profile's inflow over its stock; where inflow is not observed it is the profile's by season. What
    is imposed before ``free_from`` is imposed here too.
    """
    figures = base.profile.figures
    intake = np.array([row.measure_intake * row.registered for row in figures.ages.rows]).sum()
    returned = intake / sum(row.registered for row in figures.ages.rows) * base.values["measures.to_register"]
    share = figures.unemployed.monthly_exits - returned * 365.25 / 84
    level = float(np.mean(months.span("stock", origin - 11, origin)))
    stock, found = months.of("stock", origin), []
    for month in range(origin + 1, last + 1):
        inflow = months.of("inflow", month)
        if np.isnan(inflow):
            inflow = share * level * figures.season.separations[month % 12]
        stock = months.of("stock", month) if month < free_from else stock * (1 - share) + inflow
        found.append(stock)
    return np.array(found)
