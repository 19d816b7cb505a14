"""Austria as it is: the register the model gives, against AMS figures that no parameter is tuned to run by run.

Exits and entries are the service's monthly counts over the stock at the end of the month before, as AMS states them
(AMS Österreich, labour-market data, CC BY 4.0): means of August 2024 to July 2026.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.model import PESModel

pytestmark = pytest.mark.untraced

EXITS = np.array([0.266, 0.257, 0.333, 0.289, 0.281, 0.269, 0.294, 0.261, 0.345, 0.287, 0.260, 0.235])
ENTRIES = np.array([0.276, 0.169, 0.204, 0.246, 0.198, 0.205, 0.269, 0.256, 0.277, 0.296, 0.260, 0.334])
STOCK_2025 = 317_540
EXITS_2025 = 1_063_382
STOCK_MONTHS_2025 = np.array([
    365746, 347424, 316347, 311838, 296140, 288545, 289968, 301421, 299180, 310509, 320351, 363006,
])  # fmt: skip
SEEDS, SCALE, YEARS = (1, 2, 3), 50, 8
FEBRUARY, MARCH, SEPTEMBER, DECEMBER = 1, 2, 8, 11


class Register:
    """What runs with several seeds say of the register."""

    def __init__(self, base, seeds) -> None:
        self.base = base
        runs = []
        for seed in seeds:
            model = PESModel(base, seed=seed)
            model.run()
            runs.append(model.history)
        self.runs = np.array(runs)
        """(seeds, weeks, counters, segments)"""

    def of(self, name: str, segment: str = "all") -> np.ndarray:
        """(seeds, weeks) of a counter."""
        return self.runs[:, :, COUNTERS.index(name), SEGMENTS.index(segment)]

    def yearly(self, name: str) -> np.ndarray:
        """(seeds, years) means of a counter."""
        found = self.of(name)
        return np.stack([found[:, 52 * y : 52 * y + 52].mean(axis=1) for y in range(self.base.years)], axis=1)

    def by_month(self, flow: str) -> np.ndarray:
        """(seeds, years, 12) the month's flow over the stock at the end of the month before; weeks are cut by day."""
        stock, moved = self.of("registered"), self.of(flow)
        at_end, in_month = {}, {}
        for week in range(moved.shape[1]):
            for day in range(7):
                date = self.base.date_of(week) + timedelta(days=day)
                month = (date.year - self.base.start.year) * 12 + date.month - 1
                in_month[month] = in_month.get(month, 0.0) + moved[:, week] / 7
                at_end[month] = stock[:, week]
        months = range(1, 12 * self.base.years - 1)  # the first month has no month before, the last is cut short
        found = np.full((len(stock), 12 * self.base.years), np.nan)
        for month in months:
            found[:, month] = in_month[month] / at_end[month - 1]
        return found.reshape(len(stock), self.base.years, 12)


@pytest.fixture(scope="module")
def register(austria) -> Register:
    return Register(austria.sized(scale=SCALE, years=YEARS), SEEDS)


def monthly(register, flow: str) -> np.ndarray:
    return np.nanmean(register.by_month(flow), axis=(0, 1))


def kpi(register, name: str, segment: str = "all") -> float:
    sums = register.runs.sum(axis=(0, 1))
    return float(ratio_of_sums(KPIS[name], sums, COUNTERS, SEGMENTS)[SEGMENTS.index(segment)])


CLASSES = (
    "registered_to_91_days", "registered_to_183_days", "registered_to_274_days", "registered_to_365_days",
    "registered_to_731_days", "registered_beyond_731_days",
)  # fmt: skip


@pytest.mark.parametrize("name", CLASSES)
def test_duration_shares_of_the_stock_are_within_three_points(register, name):
    expected = register.base.profile.figures.durations.shares[CLASSES.index(name)]
    share = register.yearly(name) / register.yearly("registered")
    assert abs(share.mean() - expected) < 0.03
    assert (np.abs(share.mean(axis=0) - expected) < 0.03).all(), "in every year"


@pytest.mark.parametrize("month", range(12))
def test_exits_over_stock_stay_within_what_is_observed(register, month):
    found = monthly(register, "exits")[month]
    assert 0.23 < found < 0.35
    assert abs(found - EXITS[month]) < 0.03


def test_exits_have_the_seasons_shape(register):
    found = monthly(register, "exits")
    assert np.corrcoef(found, EXITS)[0, 1] > 0.8
    assert found.argmax() in (MARCH, SEPTEMBER)
    assert set(found.argsort()[:2]) <= {FEBRUARY, DECEMBER, 0, 10}


def test_fewest_leave_in_december(register):
    assert monthly(register, "exits").argmin() == DECEMBER


def test_entries_have_the_seasons_shape(register):
    found = monthly(register, "entries")
    assert np.corrcoef(found, ENTRIES)[0, 1] > 0.8
    assert found.argmax() == DECEMBER


def test_stock_has_the_seasons_shape(register):
    stock = register.of("registered").mean(axis=0)
    months = np.array([register.base.date_of(week).month for week in range(len(stock))])
    found = np.array([stock[months == month].mean() for month in range(1, 13)])
    ends = STOCK_MONTHS_2025
    middle = (ends + np.roll(ends, 1)) / 2
    assert np.corrcoef(found, middle)[0, 1] > 0.8
    assert found.argmax() in (0, 1) and found.argmin() in (4, 5, 6, 7, 8)


@pytest.mark.parametrize("year", range(4))
def test_yearly_stock_is_within_five_percent_of_2025(register, year):
    found = register.yearly("registered")[:, year]
    assert abs(found.mean() / STOCK_2025 - 1) < 0.05
    assert (np.abs(found / STOCK_2025 - 1) < 0.06).all(), "with every seed"


def test_a_years_exits_are_those_of_2025(register):
    found = register.yearly("exits")[:, :4] * 365 / 7
    assert abs(found.mean() / EXITS_2025 - 1) < 0.06


def test_the_stock_does_not_drift(register):
    years = register.yearly("registered")
    slopes = np.polyfit(np.arange(YEARS), (years / years.mean()).T, 1)[0]
    error = slopes.std(ddof=1) / np.sqrt(len(slopes))
    assert abs(slopes.mean()) < 0.005
    assert abs(slopes.mean()) < 0.0025 + 3 * error


def test_the_start_is_no_jump(register):
    """The warm-up has settled: the first year is a year like the others."""
    years = register.yearly("registered").mean(axis=0)
    assert abs(years[0] / years[1:].mean() - 1) < 0.03


def test_long_term_share_rises_with_age(register):
    ages = [f"age:{level}" for level in ("under_25", "25_44", "45_54", "55_plus")]
    shares = [kpi(register, "ltu_share", age) for age in ages]
    assert shares == sorted(shares)
    assert shares[0] < 0.03 and shares[-1] > 0.25


def test_long_term_share_by_age_is_near_the_profiles(register):
    rows = register.base.profile.figures.ages.rows
    groups = {"under_25": (15, 24), "25_44": (25, 44), "45_54": (45, 54), "55_plus": (55, 64)}
    for level, (first, last) in groups.items():
        mine = [row for row in rows if first <= row.first and row.last <= last]
        expected = sum(row.beyond_year * row.registered for row in mine) / sum(row.registered for row in mine)
        assert abs(kpi(register, "ltu_share", f"age:{level}") - expected) < 0.04, level


def test_bridging_interruptions_makes_more_people_long_term(register):
    assert kpi(register, "ltu_share") + 0.02 < kpi(register, "ltu_share_bridged") < 0.40


def test_bridged_long_term_share_is_near_what_ams_counts(register):
    """Out of work over a year, interruptions of up to 62 days bridged: 29.4 % of the stock, mean of 2025."""
    assert abs(kpi(register, "ltu_share_bridged") - 0.294) < 0.05


def test_caseload_is_about_250(register):
    assert 225 < kpi(register, "caseload") < 275


def test_vacancies_are_near_the_profiles(register):
    notified = sum(row.vacancies for row in register.base.profile.figures.regions.rows)
    assert abs(kpi(register, "vacancy_stock") / notified - 1) < 0.10


def test_measures_are_near_what_the_service_counts(register):
    """70,000 in training (AMS 2023), a fifth of all out of work."""
    assert 0.15 < kpi(register, "measure_participation") < 0.24


@pytest.mark.long
def test_more_people_and_more_seeds_say_the_same(austria):
    fine = Register(austria.sized(scale=10, years=4), range(11, 15))
    share = np.array([fine.yearly(name).mean() / fine.yearly("registered").mean() for name in CLASSES])
    assert np.abs(share - austria.profile.figures.durations.shares).max() < 0.03
    assert (np.abs(fine.yearly("registered").mean(axis=0) / STOCK_2025 - 1) < 0.05).all()
    assert np.corrcoef(monthly(fine, "exits"), EXITS)[0, 1] > 0.8
