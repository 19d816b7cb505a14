"""The small phrases of a scenario file: "+20%", "26 weeks", "+2 years", "kpi.wait_days > 10 for 8 weeks"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite
from numbers import Real

from pes_sim.scenario.changes import Operation
from pes_sim.scenario.conditions import EVERYBODY, AllOf, Comparison, Condition, End, ProjectEnd, Single, Trigger
from pes_sim.scenario.problems import Fault, quoted

NUMBER = r"[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?"
MOST_WEEKS = 5200
"""A hundred years: longer is a slip of the finger."""

A_VALUE = 'a number, true or false, "+20%" or "-20%", "+3" or "-3" (add), "x1.5" (times)'
A_TIME = 'a date such as 2027-01-01, or from the start "+78 weeks", "+18 months", "+2 years"'
A_LENGTH = 'a length such as "26 weeks"'
A_CONDITION = (
    '"kpi.NAME > NUMBER for N weeks" with one of > < >= <=, for a group "kpi.NAME[GROUP] > NUMBER", '
    'over a longer time "kpi.NAME > NUMBER over N weeks", '
    'or \'project "NAME" is delivered\' (or is cancelled); several joined by "and"'
)

VALUE_PATTERN = rf"^(?P<sign>[+-]?)(?P<number>{NUMBER})\s*(?P<percent>%?)$"
TIMES_PATTERN = rf"^[x×*]\s*(?P<number>{NUMBER})$"
LENGTH_PATTERN = r"^(?P<n>[0-9]{1,4})\s+weeks?$"
OFFSET_PATTERN = r"^\+\s*(?P<n>[0-9]{1,4})\s+(?P<unit>week|month|year)s?$"
CONDITION_PATTERN = (
    rf"^kpi\.(?P<kpi>[^\s\[<>=]+)(?:\[(?P<segment>[^\]]*)\])?\s*(?P<comparison>>=|<=|>|<)\s*(?P<threshold>[+-]?{NUMBER})"
    r"(?:\s+over\s+(?P<over>[0-9]{1,4})\s+weeks?)?(?:\s+for\s+(?P<weeks>[0-9]{1,4})\s+weeks?)?$"
)
PROJECT_PATTERN = r"^project\s+(?:\"(?P<quoted>[^\"]+)\"|'(?P<single>[^']+)')\s+is\s+(?P<end>delivered|cancelled)$"
_AND = r"""\s+and\s+(?=(?:[^"']|"[^"]*"|'[^']*')*$)"""
"""An "and" outside quotes: the name of a project may hold one."""


@dataclass(frozen=True, slots=True)
class NewValue:
    """What ``to:`` says: an absolute value, or a step from the value then."""

    operation: Operation
    value: float


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: a calendar day, or a distance from a start that is not known yet."""

    day: date | None = None
    weeks: int = 0
    months: int = 0

    def on(self, start: date) -> date:
        """The calendar day, for a scenario that begins on ``start``."""
        if self.day is not None:
            return self.day
        years, month = divmod(start.month - 1 + self.months, 12)
        year = start.year + years
        shifted = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
        return shifted + timedelta(weeks=self.weeks)

    def week(self, start: date) -> int:
        """The week it falls in, counted from ``start``; negative before it."""
        return (self.on(start) - start).days // 7


def value(raw: object) -> NewValue:
    """Read what ``to:`` says. Raises Fault."""
    if isinstance(raw, str):
        return _value_text(raw.strip())
    return NewValue("to", number(raw, A_VALUE))


def number(raw: object, expected: str = "a number") -> float:
    """A finite number; true is 1 and false is 0. Raises Fault."""
    if not isinstance(raw, Real):
        raise Fault(f"{quoted(raw)} is not a number", expected)
    try:
        result = float(raw)
    except OverflowError:
        result = float("inf")
    if not isfinite(result):
        raise Fault(f"{result} is not a finite number", expected)
    return result


def _value_text(text: str) -> NewValue:
    if text in ("true", "false"):
        return NewValue("to", float(text == "true"))
    if times := re.match(TIMES_PATTERN, text):
        return NewValue("multiply", number(float(times["number"]), A_VALUE))
    match = re.match(VALUE_PATTERN, text)
    if not match:
        raise Fault(f"{quoted(text)} is no value", A_VALUE)
    amount = number(float(match["sign"] + match["number"]), A_VALUE)
    if not match["percent"]:
        return NewValue("add" if match["sign"] else "to", amount)
    if not match["sign"]:
        raise Fault(
            f"{quoted(text)} may mean a share or a rise", f'{amount / 100:g} for a share, or "+{text}" for a rise'
        )
    if amount < -100:
        raise Fault(f"{quoted(text)} takes away more than there is", "at most -100%")
    return NewValue("multiply", 1 + amount / 100)


def moment(raw: object) -> Moment:
    """Read what ``at:`` says. Raises Fault."""
    if isinstance(raw, datetime):
        raise Fault(f"{quoted(raw)} has a time of day", A_TIME)
    if isinstance(raw, date):
        return Moment(day=raw)
    text = raw.strip() if isinstance(raw, str) else ""
    if match := re.match(OFFSET_PATTERN, text):
        n = int(match["n"])
        result = {"week": Moment(weeks=n), "month": Moment(months=n), "year": Moment(months=12 * n)}[match["unit"]]
        if n > MOST_WEEKS or result.months > 1200:
            raise Fault(f"{quoted(text)} is more than a hundred years", A_TIME)
        return result
    return Moment(day=day(text if isinstance(raw, str) else raw, A_TIME))


def day(raw: object, expected: str = "a date such as 2027-01-01") -> date:
    """A calendar day. Raises Fault."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        if isinstance(raw, str) and re.match(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", raw):
            return date.fromisoformat(raw)
    except ValueError:
        pass
    raise Fault(f"{quoted(raw)} is not a date", expected)


def weeks(raw: object) -> int:
    """A length in whole weeks. Raises Fault."""
    match = re.match(LENGTH_PATTERN, raw.strip()) if isinstance(raw, str) else None
    if match is None:
        bare = isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0
        raise Fault(f"{quoted(raw)} is not a length in weeks", f'"{raw} weeks"' if bare else A_LENGTH)
    if int(match["n"]) > MOST_WEEKS:
        raise Fault(f"{quoted(raw)} is more than a hundred years", A_LENGTH)
    return int(match["n"])


def trigger(raw: object) -> Trigger:
    """Read what ``when:`` or ``until:`` says. Raises Fault."""
    if not isinstance(raw, str):
        raise Fault(f"{quoted(raw)} is no condition", A_CONDITION)
    parts = tuple(_single(part.strip()) for part in re.split(_AND, raw.strip()))
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _single(text: str) -> Single:
    if found := re.match(PROJECT_PATTERN, text):
        end: End = found["end"]  # type: ignore[assignment]
        return ProjectEnd(found["quoted"] or found["single"], end)
    match = re.match(CONDITION_PATTERN, text)
    if match is None:
        raise Fault(f"{quoted(text)} is no condition", A_CONDITION)
    n, over = int(match["weeks"] or 1), int(match["over"] or 1)
    if not 1 <= n <= MOST_WEEKS:
        raise Fault(f"a condition cannot hold for {n} weeks", "one week or more")
    if not 1 <= over <= MOST_WEEKS:
        raise Fault(f"a KPI cannot be taken over {over} weeks", "one week or more")
    comparison: Comparison = match["comparison"]  # type: ignore[assignment]
    threshold, segment = number(float(match["threshold"])), match["segment"] or EVERYBODY
    return Condition(match["kpi"], comparison, threshold, n, segment, over)
