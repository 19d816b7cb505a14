"""What is to be estimated from what: parameters with their plausible ranges, targets with what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pes_sim.runs.errors import CallError

Floats = NDArray[np.float64]
Point = dict[str, float]

MOST_PARAMETERS = 12
"""A recent honest model of this kind found 10 of 14 parameters weakly identified: keep few (evidence labour 7)."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A published figure: ``value``, and ``sd`` of what is not known of it (sampling, rounding, tolerance)."""

    name: str
    value: float
    sd: float
    unit: str = ""
    title: str = ""


@dataclass(frozen=True)
class Task:
    """``parameters`` by path with the (low, high) of a flat prior; ``goals`` to meet; all randomness from ``seed``."""

    parameters: Mapping[str, tuple[float, float]]
    goals: tuple[Goal, ...]
    seed: int = 1

    def __post_init__(self) -> None:
        if not 1 <= len(self.parameters) <= MOST_PARAMETERS:
            raise CallError(f"{len(self.parameters)} parameters to estimate; expected 1 to {MOST_PARAMETERS}")
        if not self.goals:
            raise CallError("no target to estimate from")
        for name, (low, high) in self.parameters.items():
            if not low < high:
                raise CallError(f"{name} from {low:g} to {high:g} leaves nothing to estimate; expected low < high")
        for goal in self.goals:
            if not goal.sd > 0:
                raise CallError(f"{goal.name} has a standard deviation of {goal.sd:g}; expected more than 0")

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters, in order."""
        return tuple(self.parameters)

    @property
    def lows(self) -> Floats:
        """Lower ends of the priors [parameter]."""
        return np.array([low for low, _ in self.parameters.values()])

    @property
    def widths(self) -> Floats:
        """Widths of the priors [parameter]."""
        return np.array([high - low for low, high in self.parameters.values()])

    def points(self, unit: Floats) -> list[Point]:
        """Rows of the unit cube as values of the parameters."""
        return [dict(zip(self.names, map(float, row), strict=True)) for row in self.lows + self.widths * unit]


@dataclass(frozen=True)
class Seen:
    """What the simulator gave at one point: ``values`` [goal], NaN where undefined, and their standard errors."""

    values: Floats
    errors: Floats


Simulate = Callable[[Sequence[Point]], Sequence[Seen]]
"""From points to what the simulator gives there, in the same order."""
