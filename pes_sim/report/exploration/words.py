"""Parameters and bounds as a reader meets them."""

from __future__ import annotations

from math import isfinite
from textwrap import shorten

from pes_sim.parameters import REGISTRY
from pes_sim.report.values import number

LONGEST = 52
"""Characters of a parameter's name beside a figure."""
_SILENT = ("share", "factor", "0-1", "logit", "utility", "elasticity", "exponent", "ratio")
"""Units that tell a reader nothing beside the number."""


def parameter_label(path: str, longest: int = LONGEST) -> str:
    """What the parameter at ``path`` means, cut to a line; the path where nobody declared it."""
    return shorten(REGISTRY[path].meaning, longest, placeholder="\N{HORIZONTAL ELLIPSIS}") if path in REGISTRY else path


def grade(path: str) -> str:
    """The declared evidence grade; empty where nobody declared it."""
    return REGISTRY[path].grade if path in REGISTRY else ""


def bound_text(low: float, high: float, unit: str = "") -> str:
    """ "above 0.6", "below 0.4", "between 0.2 and 0.4" with the unit."""
    tail = f" {unit}" if unit and unit not in _SILENT else ""
    if isfinite(low) and isfinite(high):
        return f"between {number(low)} and {number(high)}{tail}"
    if isfinite(low):
        return f"above {number(low)}{tail}"
    return f"below {number(high)}{tail}" if isfinite(high) else "at any value"


def unit(path: str) -> str:
    """The parameter's unit; empty where nobody declared it."""
    return REGISTRY[path].unit if path in REGISTRY else ""
