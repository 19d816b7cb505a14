"""Numbers carry their unit and the digits they deserve, and no more."""

import math

import pytest

from pes_sim.report.values import chance, change_text, interval_text, level_text, number, percent


@pytest.mark.parametrize(
    ("x", "unit", "shown"),
    [
        (0.3412, "share", "34.1%"),
        (298_885.4, "persons", "298,885 persons"),
        (18.249, "weeks", "18.2 weeks"),
        (1902.4, "EUR/year", "1,902 EUR a year"),
        (-0.05, "share", "−5.0%"),
        (float("nan"), "share", "n/a"),
        (3.21, "cups/day", "3.2 cups a day"),
    ],
)
def test_levels(x, unit, shown):
    assert level_text(x, unit) == shown


@pytest.mark.parametrize(
    ("x", "half_width", "unit", "shown"),
    [
        (0.0122, 0.00007, "share", "+1.22 pp"),
        (-0.702, 0.04, "weeks", "−0.70 weeks"),
        (-4552.1, 426.0, "persons", "−4,552 persons"),
        (0.0, 0.0, "weeks", "0.0 weeks"),
        (-1e-12, 0.01, "weeks", "0.000 weeks"),
    ],
)
def test_changes_have_a_sign_and_the_digits_their_interval_leaves_them(x, half_width, unit, shown):
    assert change_text(x, unit, beside=half_width) == shown


def test_an_interval_has_the_digits_of_its_difference():
    assert interval_text(-0.742, -0.662, "weeks") == "−0.74 to −0.66"
    assert interval_text(math.nan, math.nan, "weeks") == "n/a"


def test_parameters_and_percentages():
    assert [number(x) for x in (78_000.0, 0.012, -3.0, math.inf, 1.4)] == ["78,000", "0.012", "−3", "none", "1.4"]
    assert [chance(p) for p in (1.0, 0.0, 0.5)] == ["over 99%", "under 1%", "50%"]
    assert percent(0.7) == "70%" and percent(math.nan) == "n/a"
