"""Numbers as a language writes them."""

from __future__ import annotations

import re

from pes_sim.app.speech import names
from pes_sim.app.speech.language import ENGLISH
from pes_sim.report.values import number

NUMBER = re.compile(r"[+\-−±]?\d{1,3}(?:,\d{3})*(?:\.\d+)?|[+\-−±]?\d+(?:\.\d+)?")
_SWAPPED = str.maketrans(",.", ".,")


def local(text: str, language: str) -> str:
    """The English number ``text`` with the marks of ``language``."""
    return text if language == ENGLISH else text.translate(_SWAPPED)


def amount(value: float, unit: str, language: str) -> str:
    """A parameter's value with its unit; shares as percentages."""
    if unit in ("share", "probability"):
        return f"{local(number(100 * value), language)} %"
    return f"{local(number(value), language)} {names.unit(unit, language)}".rstrip()
