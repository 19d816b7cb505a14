"""What a parameter is: one number the model leans on, with its unit, range, source and grade."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import Literal, get_args

Kind = Literal["lever", "uncertainty", "constant"]
Grade = Literal["A", "B", "C", "D"]

GRADES: dict[str, str] = {
    "A": "randomised or audited",
    "B": "observational",
    "C": "reported",
    "D": "assumption",
}


class ParameterError(ValueError):
    """A declaration or a value that cannot be right; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared number.

    ``low`` and ``high`` bound what is plausible (the range a sensitivity study explores); ``least`` and
    ``most`` bound what is possible at all (a share lies in 0..1, a head-count is never negative).
    """

    path: str
    value: float
    unit: str
    low: float
    high: float
    kind: Kind
    source: str
    grade: Grade
    meaning: str
    least: float = 0.0
    most: float = inf

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind) or self.grade not in get_args(Grade):
            raise ParameterError(f"{self.path}: kind {self.kind!r} or grade {self.grade!r} is not known")
        if not (self.unit and self.source and self.meaning):
            raise ParameterError(f"{self.path}: unit, source and meaning must be said")
        if not self.least <= self.low <= self.value <= self.high <= self.most:
            raise ParameterError(
                f"{self.path}: want least <= low <= value <= high <= most, "
                f"got {self.least} <= {self.low} <= {self.value} <= {self.high} <= {self.most}"
            )

    def problem(self, value: float) -> str | None:
        """Why ``value`` is impossible for this parameter, or None when it is possible."""
        if not isfinite(value):
            return f"{value} is not a finite number"
        if value < self.least:
            return f"{value:g} is below {self.least:g}, the least possible ({self.unit})"
        if value > self.most:
            return f"{value:g} is above {self.most:g}, the most possible ({self.unit})"
        return None
