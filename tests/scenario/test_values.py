"""Claims about the phrases: what "+20%", "26 weeks" or a condition means, and that nothing else is let through."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pes_sim.scenario import expressions
from pes_sim.scenario.changes import SetValue
from pes_sim.scenario.expressions import Moment
from pes_sim.scenario.problems import Fault


def applied(raw: object, current: float) -> float:
    new = expressions.value(raw)
    return SetValue("any", new.operation, new.value, 0).target(current)


@pytest.mark.parametrize(
    ("raw", "from_ten"),
    [
        (3, 3), (0.8, 0.8), (True, 1), (False, 0), ("0.8", 0.8), ("true", 1),
        ("+20%", 12), ("-20%", 8), ("+3", 13), ("-3", 7), ("x0.5", 5), ("×2", 20), (" +20 % ", 12), ("-100%", 0),
    ],
)  # fmt: skip
def test_a_value_leads_from_ten_to(raw: object, from_ten: float) -> None:
    assert applied(raw, 10.0) == pytest.approx(from_ten)


@pytest.mark.parametrize(
    "raw",
    [
        "20%",
        "-120%",
        "lots",
        "",
        None,
        [],
        {},
        float("nan"),
        float("inf"),
        "1e999",
        "+1e999",
        "x1e999",
        "٣",
        "x-2",
        "1 2",
    ],
)
def test_what_is_no_value_is_refused_with_what_was_expected(raw: object) -> None:
    with pytest.raises(Fault) as caught:
        expressions.value(raw)
    assert caught.value.expected


@given(st.floats(-1e6, 1e6), st.floats(0, 1e4))
def test_a_percentage_and_its_factor_are_the_same(current: float, percent: float) -> None:
    text = f"{percent:.3f}"
    assert applied(f"+{text}%", current) == pytest.approx(applied(f"x{1 + float(text) / 100:.12f}", current))


@given(st.text())
def test_any_text_is_read_or_refused_but_never_crashes(text: str) -> None:
    for parse in (expressions.value, expressions.moment, expressions.weeks, expressions.trigger, expressions.day):
        try:
            parse(text)
        except Fault as fault:
            assert fault.expected and len(fault.message) < 400


@pytest.mark.parametrize(
    ("raw", "week"),
    [
        (date(2026, 1, 1), 0), (date(2026, 1, 7), 0), (date(2026, 1, 8), 1), (date(2025, 12, 31), -1),
        ("2027-01-01", 52), ("+78 weeks", 78), ("+1 week", 1), ("+2 years", 104), ("+6 months", 25),
    ],
)  # fmt: skip
def test_a_moment_falls_in_the_week_counted_from_the_start(raw: object, week: int) -> None:
    assert expressions.moment(raw).week(date(2026, 1, 1)) == week


def test_years_follow_the_calendar_even_from_a_leap_day() -> None:
    assert Moment(months=12).on(date(2028, 2, 29)) == date(2029, 2, 28)
    assert Moment(months=11).on(date(2026, 3, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "raw", ["78 weeks", "-3 weeks", "+78", 78, True, "tomorrow", datetime(2027, 1, 1, 10), "2027-02-30"]
)
def test_what_is_no_moment_is_refused(raw: object) -> None:
    with pytest.raises(Fault, match="date|time of day"):
        expressions.moment(raw)


def test_a_bare_number_as_a_length_is_answered_with_its_unit() -> None:
    with pytest.raises(Fault) as caught:
        expressions.weeks(26)
    assert caught.value.expected == '"26 weeks"'


def test_a_condition_is_read_whole() -> None:
    found = expressions.trigger("kpi.unmet_need_share > 0.05 for 8 weeks")
    assert (found.kpi, found.comparison, found.threshold, found.weeks) == ("unmet_need_share", ">", 0.05, 8)
    assert expressions.trigger("kpi.wait_days<=3").weeks == 1


@pytest.mark.parametrize(
    "raw", ["unmet > 1", "kpi.a = 1", "kpi.a > 1 for 0 weeks", "kpi.a > 1 for 3 days", "kpi.a > x"]
)
def test_what_is_no_condition_is_refused(raw: str) -> None:
    with pytest.raises(Fault):
        expressions.trigger(raw)
