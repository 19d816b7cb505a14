"""Cutting and stopping: scope is cut when the forecast passes the plan, a project stops when it passes a multiple.

What earlier releases brought stays live; only what was spent since the last one is written off.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.processes.delivery.forecast import forecast, forecast_of
from pes_sim.processes.delivery.retirement import leave_behind
from pes_sim.world.portfolio import Project

if TYPE_CHECKING:
    from pes_sim.model import PESModel

Floats = NDArray[np.float64]
_STEPS = 200
"""Steps of progress in which a project alone is followed."""


def cut_scope(project: Project, values: Mapping[str, float]) -> None:
    """Take out of what is left as much as keeps the forecast near the plan; what was cut does not come back.

    scope = 1 - scope_cut x (1 - wanted),  wanted = (1 + scope_tolerance - spent) / left, within least_scope..1
    """
    total, left = forecast_of(project, values)
    room = 1 + values["delivery.scope_tolerance"] - project.spent_meur / project.plan.budget_meur
    if values["delivery.scope_cut"] <= 0 or left <= 0 or total <= 1 + values["delivery.scope_tolerance"]:
        return
    wanted = min(max(room / left, values["delivery.least_scope"]), 1.0)
    project.scope = min(project.scope, 1 - values["delivery.scope_cut"] * (1 - wanted))


def stop_if_hopeless(model: PESModel, project: Project) -> bool:
    """Cancel ``project`` when its forecast passes delivery.cancel_ratio times the plan."""
    total, _ = forecast_of(project, model.values)
    if total <= model.values["delivery.cancel_ratio"]:
        return False
    project.state, project.end = "cancelled", model.week
    model.budget.settle(project.plan.name)
    leave_behind(model, project)
    booked = model.ledger.service
    booked["projects_cancelled"] += 1
    booked["cost_written_off"] += (project.spent_meur - project.live_meur) * 1e6
    return True


def alone(
    cost: Floats, exposure: Floats, increments: Floats, values: Mapping[str, float]
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """(spent over plan, written off over plan, stopped) of projects with nobody in their way and no cuts."""
    spent, lost = cost.copy(), np.zeros_like(cost)
    open_ = np.ones(len(cost), dtype=bool)
    for step in range(1, _STEPS + 1):
        progress = step / _STEPS
        total, _ = forecast(cost * progress, progress, 1.0, cost, exposure, values)
        stopped = open_ & (total > values["delivery.cancel_ratio"])
        live = np.floor(progress * increments + 1e-9) / increments
        spent[stopped] = cost[stopped] * progress
        lost[stopped] = (cost * (progress - live))[stopped]
        open_ &= ~stopped
    return spent, lost, ~open_
