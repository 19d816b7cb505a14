"""Numbers as a reader wants them: with unit, no more digits than they carry, and a true minus sign."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

MINUS = "\N{MINUS SIGN}"
NONE = "n/a"


@dataclass(frozen=True, slots=True)
class Unit:
    """How values in a KPI's unit are shown: times ``factor``, with ``decimals``, then ``level`` or ``change``."""

    level: str
    change: str
    factor: float = 1.0
    decimals: int = 1


_UNITS = {
    "share": Unit("%", "pp", 100),
    "EUR": Unit("EUR", "EUR", decimals=0),
    "EUR/year": Unit("EUR a year", "EUR a year", decimals=0),
    "persons": Unit("persons", "persons", decimals=0),
    "cases": Unit("cases", "cases", decimals=0),
    "posts": Unit("posts", "posts", decimals=0),
    "FTE": Unit("full-time posts", "full-time posts", decimals=0),
    "persons/FTE": Unit("persons a full-time post", "persons a full-time post", decimals=0),
    "1/year": Unit("a year", "a year", decimals=2),
    "ratio": Unit("times", "times", decimals=2),
    "share of value": Unit("% of value", "pp", 100),
}


def unit_of(unit: str) -> Unit:
    """How ``unit`` is shown; an unlisted one is shown as written, with one decimal."""
    words = unit.replace("/", " a ")
    return _UNITS.get(unit, Unit(words, words))


def digits(unit: Unit, x: float, half_width: float = 0.0) -> int:
    """Decimals that ``x`` deserves: as many as its half-width (without one, two digits), at most three digits of x.

    Never fewer than the unit's usual ones, nor more than two beyond them.
    """
    size, half = abs(x * unit.factor), abs(half_width * unit.factor)
    needed = unit.decimals
    if isfinite(half) and half > 0:
        needed = ceil(-log10(half / 2))
        if isfinite(size) and size > half:
            needed = min(needed, 2 - floor(log10(size)))
    elif isfinite(size) and size > 0:
        needed = 1 - floor(log10(size))
    return min(max(unit.decimals, needed), unit.decimals + 2)


def _number(x: float, unit: Unit, decimals: int, sign: bool = False) -> str:
    if not isfinite(x):
        return NONE
    shown = round(x * unit.factor, decimals) + 0.0  # + 0.0: no negative zero
    return f"{shown:{'+' if sign and shown else ''},.{decimals}f}".replace("-", MINUS)


def _with(number: str, unit: str) -> str:
    return number if number == NONE else f"{number}{'' if unit.startswith('%') else ' '}{unit}"


def level_text(x: float, unit: str, with_unit: bool = True) -> str:
    """A value, as in "18.2 weeks" or "34.0%"."""
    how = unit_of(unit)
    number = _number(x, how, digits(how, x) if abs(x * how.factor) < 1 else how.decimals)
    return _with(number, how.level) if with_unit else number


def change_text(x: float, unit: str, with_unit: bool = True, beside: float = 0.0) -> str:
    """A signed difference, as in "+1.2 pp"; with the digits that ``beside`` (a half-width) needs too."""
    how = unit_of(unit)
    number = _number(x, how, digits(how, x, beside), sign=True)
    return _with(number, how.change) if with_unit else number


def interval_text(low: float, high: float, unit: str) -> str:
    """The ends of an interval of a difference, without unit: "−1.4 to −1.0"."""
    how = unit_of(unit)
    if not (isfinite(low) and isfinite(high)):
        return NONE
    decimals = digits(how, (low + high) / 2, (high - low) / 2)
    return f"{_number(low, how, decimals, True)} to {_number(high, how, decimals, True)}"


def percent(share: float, decimals: int = 0) -> str:
    """A share as a percentage."""
    return _with(_number(share, Unit("%", "pp", 100), decimals), "%")


def chance(probability: float) -> str:
    """A probability found by resampling: never told as certain."""
    if probability > 0.99:
        return "over 99%"
    return "under 1%" if probability < 0.01 else percent(probability)


def number(x: float) -> str:
    """A parameter's value: up to four digits, no trailing zeros, thousands marked."""
    if not isfinite(x):
        return "none" if x > 0 else f"{MINUS}none"
    text = f"{x:,.0f}" if abs(x) >= 1000 else f"{x:.4g}"
    return text.replace("-", MINUS)
