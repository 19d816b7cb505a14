"""The observed months: stock, inflow and vacancies of Austria's register."""

from __future__ import annotations

import csv
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FILE = Path(__file__).parent / "austria.csv"
SOURCE = "AMS Österreich, open data (CC BY 4.0) and press releases"


def ordinal(month: str) -> int:
    """Months since year 0, of "2020-03"."""
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def named(month: int) -> str:
    """The name of a month by its ordinal."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def last_day(month: int) -> date:
    """The last day of a month by its ordinal."""
    year, number = month // 12, month % 12 + 1
    return date(year, number, monthrange(year, number)[1])


@dataclass(frozen=True)
class Months:
    """Columns by month from ``first`` (ordinal) on; NaN where nothing was published."""

    first: int
    stock: Array
    """Registered at the end of the month, persons."""
    inflow: Array
    """New registrations in the month, persons; returns from measures are not in it."""
    vacancies: Array
    """Vacancies at the service at the end of the month."""

    def of(self, column: str, month: int) -> float:
        """The value of ``column`` in ``month``; NaN where there is none."""
        values: Array = getattr(self, column)
        at = month - self.first
        return float(values[at]) if 0 <= at < len(values) else float("nan")

    def span(self, column: str, first: int, last: int) -> Array:
        """Values from ``first`` to ``last``, both included."""
        return np.array([self.of(column, month) for month in range(first, last + 1)])


def observed(path: Path = FILE) -> Months:
    """The months in the file at ``path``."""
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))

    def column(name: str) -> Array:
        return np.array([float(row[name]) if row[name] else np.nan for row in rows])

    return Months(ordinal(rows[0]["month"]), column("stock"), column("inflow"), column("vacancies"))
