"""Decay: automations go out of use unless somebody keeps them; assistance is worth what its quality leaves.

    standing *= exp(-automation.decay x (2 - maintenance done) / 52)           of what came since the start
    saved     = assistance x (quality - (1 - quality) x automation.checking)

At normal maintenance (1) a portfolio loses `automation.decay` a year (DWP: 38 of 58 after seven years), at twice that
nothing. What was there at the start is the balance of what is built and what goes: it does not decay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.parameters import TASKS
from pes_sim.processes.weather import WEEKS
from pes_sim.world.automation import ADMIN, LEVERS

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def decay(model: PESModel) -> dict[str, float]:
    """A week of wear; the levers' present values take effect. Returns what was added to each this week."""
    values, tools = model.values, model.tools
    kept = values["systems.maintenance"] * model.budget.maintenance_share
    left = float(np.exp(-values["automation.decay"] * max(0.0, 2.0 - kept) / WEEKS))
    for path in LEVERS:
        tools.standing[path] *= left
    added = {path: tools.move(path, values[path]) for path in LEVERS}
    worth = values["automation.quality"] - (1.0 - values["automation.quality"]) * values["automation.checking"]
    for k, task in enumerate(TASKS):
        for what, column in (("straight_through", tools.straight_through), ("assistance", tools.assistance)):
            path = f"automation.{task}.{what}"
            column[k] = tools.level(path) if path in tools.before else 0.0
    tools.assistance *= worth
    tools.case_admin = tools.level(ADMIN) * worth
    return added
