"""Two back-tests of Austria: fed with observed inflow since it is published, and the recovery from the blow of 2020."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from pes_sim.runs.backtest.data import Array, Months, last_day, named, ordinal
from pes_sim.runs.backtest.feeding import Fed, Feed
from pes_sim.runs.backtest.naive import constant_exit_rate, error, seasonal_naive
from pes_sim.scenario.scenario import Scenario

TARGET = 5.0
"""Mean absolute percentage error that the model is held to."""


@dataclass(frozen=True)
class Test:
    """A back-test: from the end of month ``origin`` to the end of month ``last``."""

    name: str
    title: str
    origin: str
    last: str
    first_told: str
    """First month that counts: what is imposed before it is no forecast."""
    imposed: tuple[tuple[date, float], ...] = ()
    """Stocks that are imposed: the blow."""
    promised: float = 0.0
    """Share of those laid off in the blow with the promise to be taken back."""
    says: str = ""


TESTS = (
    Test(
        "observed_inflow", "Fed with observed inflow and vacancies, August 2024 to July 2026", "2024-07", "2026-07",
        "2024-08",
        says="New registrations by month are published from August 2024 on; before that nothing could be fed. The "
        "season's factors of exits were set on these very years, so the season is no forecast; level and trend are.",
    ),
    Test(
        "blow_2020", "The recovery after the blow of spring 2020, May to October 2020", "2020-02", "2020-10", "2020-05",
        (
            (date(2020, 3, 15), 310_516.0), (date(2020, 3, 31), 504_345.0), (date(2020, 4, 13), 533_621.0),
            (date(2020, 4, 30), 522_253.0),
        ),
        promised=0.4,
        says="Inflow of 2020 by month could not be read, so this is no test under observed inflow. The stock is "
        "imposed to the end of April (AMS, May 2020); from May on the model is free, with the inflow of its season and "
        "the vacancies observed. About 40 % of those laid off had the promise of being taken back (Ministry of Labour, "
        "April 2020): that share is given, when they are taken back is the model's. Short-time work is in the imposed "
        "stock only.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class BackTest:
    """What came of a test: stocks by month, observed and forecast, and mean absolute errors in per cent."""

    test: Test
    months: tuple[str, ...]
    observed: Array
    runs: Array
    """(seeds, months) of the model."""
    naive: dict[str, Array]

    @property
    def model(self) -> Array:
        """Mean of the seeds by month."""
        return np.asarray(self.runs.mean(axis=0))

    @property
    def told(self) -> slice:
        """The months that count."""
        return slice(self.months.index(self.test.first_told), None)

    def errors(self) -> dict[str, float]:
        """Mean absolute percentage error, of the model first."""
        at = self.told
        found = {"model": error(self.model[at], self.observed[at])}
        return found | {name: error(values[at], self.observed[at]) for name, values in self.naive.items()}

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "name": self.test.name, "title": self.test.title, "says": self.test.says, "months": list(self.months),
            "first_told": self.test.first_told, "observed": self.observed.tolist(), "model": self.model.tolist(),
            "runs": self.runs.tolist(), "naive": {name: values.tolist() for name, values in self.naive.items()},
            "mean_absolute_percentage_error": self.errors(), "target": TARGET,
        }  # fmt: skip


def back_test(
    base: Scenario, months: Months, test: Test, seeds: Sequence[int], told: Callable[[str], None] = lambda _: None
) -> BackTest:
    """Run ``test`` from the profile ``base`` at its scale with ``seeds``.

    The world starts as the profile with stock and vacancies of the year before the origin; nothing is fitted to the
    stocks that follow.
    """
    origin, last = ordinal(test.origin), ordinal(test.last)
    scenario = _as_it_was(base, months, origin, last)
    runs = []
    for seed in seeds:
        told(f"{test.name}: seed {seed}")
        model = Fed(scenario, seed, _feed(months, test, origin))
        runs.append(_by_month(model, origin, last))
    span = range(origin + 1, last + 1)
    return BackTest(
        test,
        tuple(named(month) for month in span),
        months.span("stock", origin + 1, last),
        np.array(runs),
        {
            "same month of the year before": seasonal_naive(months, origin, last),
            "constant exit rate": constant_exit_rate(base, months, origin, last, ordinal(test.first_told)),
        },
    )


def _as_it_was(base: Scenario, months: Months, origin: int, last: int) -> Scenario:
    """The profile with the level of the year up to ``origin``, starting on the day after."""
    figures = base.profile.figures
    stock = float(np.mean(months.span("stock", origin - 11, origin)))
    seen = months.span("vacancies", origin - 11, origin)
    grow = stock / figures.unemployed.stock
    fewer = float(np.nanmean(seen)) / sum(row.vacancies for row in figures.regions.rows)
    regions = [
        row.model_copy(update={"registered": row.registered * grow, "vacancies": row.vacancies * fewer})
        for row in figures.regions.rows
    ]
    moved = figures.model_copy(
        update={
            "unemployed": figures.unemployed.model_copy(update={"stock": stock}),
            "regions": figures.regions.model_copy(update={"rows": regions}),
        }
    )
    start = last_day(origin) + timedelta(days=1)
    years = -(-(last - origin) // 12) + 1
    scenario = replace(base, profile=base.profile.model_copy(update={"figures": moved}), changes=(), targets=())
    return scenario.sized(years=years, start=start)


def _feed(months: Months, test: Test, origin: int) -> Feed:
    def inflow(day: date) -> float | None:
        """Seven days' share of the months they lie in."""
        total = 0.0
        for ahead in range(7):
            at = day + timedelta(days=ahead)
            month = at.year * 12 + at.month - 1
            found = months.of("inflow", month)
            if np.isnan(found):
                return None
            total += found / last_day(month).day
        return total

    def stock(day: date) -> float | None:
        end = day + timedelta(days=7)
        if not test.imposed or end > test.imposed[-1][0] + timedelta(days=3):
            return None
        points = [(last_day(origin), months.of("stock", origin)), *test.imposed]
        at = [point.toordinal() for point, _ in points]
        return float(np.interp(end.toordinal(), at, [value for _, value in points]))

    known = [(last_day(months.first + i), value) for i, value in enumerate(months.vacancies) if not np.isnan(value)]

    def vacancies(day: date) -> float | None:
        at = [point.toordinal() for point, _ in known]
        return float(np.interp(day.toordinal(), at, [value for _, value in known]))

    def promised(day: date) -> float | None:
        return None if stock(day) is None else test.promised

    return Feed(inflow, stock, vacancies, promised)


def _by_month(model: Fed, origin: int, last: int) -> Array:
    """Stock at the end of every month after ``origin``, between the two ends of weeks around it."""
    ends, stocks = [model.base.start.toordinal()], []
    model.warm_up()
    stocks.append(model.registered * model.scale)
    while model.base.date_of(model.week) <= last_day(last):
        model.step()
        ends.append(model.base.date_of(model.week).toordinal())
        stocks.append(model.registered * model.scale)
    wanted = [last_day(month).toordinal() + 1 for month in range(origin + 1, last + 1)]
    return np.interp(wanted, ends, stocks)
