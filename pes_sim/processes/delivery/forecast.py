"""What the organisation knows: the forecast at completion, which comes close to the truth with real users only.

In the laboratory little is learned; once real users work with it, a short stretch shows most of what is wrong. ROBASO
met the field after five years, and its 60 million were gone when the truth was out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.world.portfolio import Project

Floats = NDArray[np.float64]
Values = Mapping[str, float]


def known(progress: Any, exposure: Any, values: Values) -> Floats:
    """Share of the coming overrun that is known at ``progress`` (0-1), if users first see it at ``exposure``.

    before  lab_insight x progress
    after   1 - (1 - lab_insight x progress) x exp(-(progress - exposure) / field_stretch)
    """
    lab = values["delivery.lab_insight"] * np.asarray(progress, dtype=float)
    since = np.maximum(np.asarray(progress) - exposure, 0.0)
    return np.asarray(1 - (1 - lab) * np.exp(-since / max(values["delivery.field_stretch"], 1e-9)))


def forecast(
    spent: Any, progress: Any, scope: Any, cost_ratio: Any, exposure: Any, values: Values
) -> tuple[Floats, Floats]:
    """(cost at completion, cost of what is left at full scope) as they are seen; all costs over the planned one.

    seen = 1 + (cost_ratio - 1) x known;   left = max(seen - cost_ratio x progress, 0);   spent + scope x left
    """
    ratio = np.asarray(cost_ratio, dtype=float)
    seen = 1 + (ratio - 1) * known(progress, exposure, values)
    left = np.maximum(seen - ratio * progress, 0.0)
    return np.asarray(spent + scope * left), left


def forecast_of(project: Project, values: Values) -> tuple[float, float]:
    """The same of one project."""
    total, left = forecast(
        project.spent_meur / project.plan.budget_meur, project.progress, project.scope, project.cost_ratio,
        project.plan.exposure, values,
    )  # fmt: skip
    return float(total), float(left)


def true_cost(project: Project) -> float:
    """Cost at completion over the planned one if it goes on like this: what the forecast should say."""
    left = project.scope * project.cost_ratio * (1 - project.progress)
    return project.spent_meur / project.plan.budget_meur + left
