"""The posterior: weighted draws, what they say of each parameter, and how well each is identified."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from pes_sim.analysis.calibration.emulator import one_thread
from pes_sim.analysis.calibration.history import Matched
from pes_sim.analysis.calibration.sampling import draws

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Verdict = Literal["identified", "weakly identified", "not identified"]

DRAWS, KEPT = 2048, 1000
GRID = 15
"""Values of a parameter at which its profile is told."""
IDENTIFIED, WEAK = 0.5, 0.85
"""Posterior over prior spread below which a parameter counts as identified, and as weakly identified."""
_DROP = 1.92
"""Fall of the profile's log likelihood at the ends of a 95 % interval (half of the chi-square quantile)."""


@dataclass(frozen=True, eq=False)
class Posterior:
    """``unit`` [draw, parameter] in the unit cube of the prior, all of one weight; ``matched`` what it rests on."""

    matched: Matched
    unit: Floats

    @cached_property
    def draws(self) -> pd.DataFrame:
        """A row a draw: one column a parameter in its own unit, and weight (they sum to 1)."""
        import pandas as pd

        task = self.matched.task
        frame = pd.DataFrame(task.lows + task.widths * self.unit, columns=list(task.names))
        return frame.assign(weight=1.0 / len(frame))

    @cached_property
    def profiles(self) -> dict[str, tuple[Floats, Floats]]:
        """By parameter: values, and the best log likelihood there over all others, less the best of all."""
        with one_thread():
            return {name: self._profile(i) for i, name in enumerate(self.matched.task.names)}

    def correlations(self) -> pd.DataFrame:
        """Pairwise correlation of the parameters over the draws: near 1 or -1, only a combination is known."""
        return self.draws.drop(columns="weight").corr()

    def identifiability(self) -> pd.DataFrame:
        """A row a parameter.

        Columns: parameter, prior_low, prior_high, mean, sd, low, high (central 95 % of the draws), width (the
        posterior's standard deviation over the prior's), profile_low, profile_high (95 % of the profile, the prior's
        end where it does not close), most_correlated, correlation, verdict.
        """
        import pandas as pd

        task, rows, related = self.matched.task, [], self.correlations()
        for name, (low, high) in task.parameters.items():
            values = self.draws[name].to_numpy(float)
            below, above = np.quantile(values, [0.025, 0.975])
            width = float(values.std(ddof=1) / ((high - low) / sqrt(12)))  # a flat prior's deviation
            others = related[name].drop(name)
            partner = str(others.abs().idxmax()) if others.abs().notna().any() else ""
            grid, fall = self.profiles[name]
            within = grid[fall >= -_DROP]
            rows.append(
                {
                    "parameter": name, "prior_low": low, "prior_high": high,
                    "mean": values.mean(), "sd": values.std(ddof=1), "low": below, "high": above, "width": width,
                    "profile_low": within.min(), "profile_high": within.max(), "most_correlated": partner,
                    "correlation": float(others[partner]) if partner else np.nan, "verdict": verdict(width),
                }
            )  # fmt: skip
        return pd.DataFrame(rows)

    def predictions(self) -> pd.DataFrame:
        """A row a target: goal, title, unit, published, sd, mean, low, high (95 % over the draws), skill."""
        import pandas as pd

        task = self.matched.task
        with one_thread():
            mean, sd = self.matched.emulator.predict(self.unit)
        spread = np.sqrt(mean.var(axis=0) + (sd**2).mean(axis=0))
        rows = [
            {
                "goal": goal.name, "title": goal.title, "unit": goal.unit, "published": goal.value, "sd": goal.sd,
                "mean": mean[:, i].mean(), "low": mean[:, i].mean() - 1.96 * spread[i],
                "high": mean[:, i].mean() + 1.96 * spread[i], "skill": self.matched.emulator.skill[i],
            }
            for i, goal in enumerate(task.goals)
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def _profile(self, place: int) -> tuple[Floats, Floats]:
        """The profile of the parameter at ``place``: from the likeliest draws on, the others are moved to do best."""
        likelihood = self.matched.log_likelihood(self.unit)
        start = self.unit[np.argsort(-likelihood)[:64]]
        grid = np.linspace(0, 1, GRID)
        best = np.array([self._best_with(place, value, start) for value in grid])
        top = max(float(best.max()), float(likelihood.max()))
        task = self.matched.task
        return task.lows[place] + task.widths[place] * grid, best - top

    def _best_with(self, place: int, value: float, start: Floats) -> float:
        """The best log likelihood with the parameter at ``place`` held at ``value``."""
        held = start.copy()
        held[:, place] = value
        values = self.matched.log_likelihood(held)
        at = held[int(np.argmax(values))]
        free = [i for i in range(len(at)) if i != place]
        if not free:
            return float(values.max())

        def less(others: Floats) -> tuple[float, Floats]:
            # All one-sided steps at once: the emulator is quick for many points, slow for many calls.
            points = np.tile(at, (len(free) + 1, 1))
            points[:, free] = others
            steps = np.where(others < 0.5, 1e-4, -1e-4)
            points[np.arange(1, len(free) + 1), free] += steps
            found = -self.matched.log_likelihood(points)
            return float(found[0]), (found[1:] - found[0]) / steps

        bounds = [(0.0, 1.0)] * len(free)
        result = minimize(less, at[free], jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 25})
        return max(float(-result.fun), float(values.max()))


def verdict(width: float) -> Verdict:
    """What a posterior of ``width`` times the prior's says of a parameter."""
    return "identified" if width < IDENTIFIED else "weakly identified" if width < WEAK else "not identified"


def posterior(matched: Matched, kept: int = KEPT) -> Posterior:
    """``kept`` draws from the posterior that the last emulator gives."""
    task = matched.task
    with one_thread():
        found = draws(matched.log_likelihood, len(task.names), DRAWS, task.seed + 1000)
    order = np.random.Generator(np.random.PCG64(task.seed + 2000)).permutation(len(found))
    return Posterior(matched, found[order[:kept]])
