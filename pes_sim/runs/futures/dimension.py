"""One uncertain parameter with the distribution its values are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters.declaration import Parameter

Shape = Literal["uniform", "log_uniform", "triangular", "normal"]


@dataclass(frozen=True)
class Dimension:
    """Values of the parameter at ``path`` from ``low`` to ``high``.

    ``mode`` is the peak of a triangle; ``mean`` and ``sd`` are those of a normal distribution before it is cut off
    at both ends. Where ``values`` are given, each is as likely as the others and nothing lies between.
    """

    path: str
    low: float
    high: float
    shape: Shape = "uniform"
    mode: float = 0.0
    mean: float = 0.0
    sd: float = 1.0
    values: tuple[float, ...] = ()

    @classmethod
    def of(cls, parameter: Parameter) -> Dimension:
        """The range the parameter is declared with, every value as likely."""
        return cls(parameter.path, parameter.low, parameter.high)

    def quantile(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """The value below which a ``share`` (0 to 1) of all values lie."""
        if self.values:
            place = np.minimum((share * len(self.values)).astype(int), len(self.values) - 1)
            return np.asarray(self.values)[place]
        return np.clip(self._quantile(share), self.low, self.high)

    def _quantile(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        width = self.high - self.low
        if self.shape == "uniform":
            return self.low + share * width
        if self.shape == "log_uniform":
            return np.exp(log(self.low) + share * (log(self.high) - log(self.low)))
        if self.shape == "triangular":
            peak = (self.mode - self.low) / width
            up = self.low + np.sqrt(share * width * (self.mode - self.low))
            down = self.high - np.sqrt((1 - share) * width * (self.high - self.mode))
            return np.where(share < peak, up, down)
        from scipy.special import ndtr, ndtri  # scipy.stats would take two seconds to import

        below, above = (ndtr((end - self.mean) / self.sd) for end in (self.low, self.high))
        return np.asarray(self.mean + self.sd * ndtri(below + share * (above - below)))

    def levels(self, count: int) -> tuple[float, ...]:
        """``count`` values spread evenly over the distribution, both ends among them; all there are where few are."""
        if self.values:
            return self.values
        if count == 1:
            return (float(self.quantile(np.array([0.5]))[0]),)
        return tuple(float(value) for value in self.quantile(np.linspace(0, 1, count)))

    @property
    def told(self) -> str:
        """The distribution in words."""
        if self.values:
            return "one of " + ", ".join(f"{value:g}" for value in self.values)
        return f"{self.shape.replace('_', '-')} from {self.low:g} to {self.high:g}"
