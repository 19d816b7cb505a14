"""Releases: each brings its share of what is delivered, unsettles systems, and costs staff a dip."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.processes.delivery.retirement import build, retire
from pes_sim.processes.delivery.touching import pools, touched
from pes_sim.scenario.changes import SetValue
from pes_sim.world.portfolio import Landing, Project

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def release(model: PESModel, project: Project) -> None:
    """One increment goes live."""
    plan = project.plan
    size = 1.0 / project.increments
    share = min(project.scope * size, 1.0 - project.delivered)
    part = share / max(1.0 - project.delivered, 1e-9)
    project.increments_done += 1
    project.delivered += share
    project.live_meur = project.spent_meur
    for change in plan.delivers:
        model.portfolio.landings.append(Landing(change, model.week + (change.week or 0), share, part))
    names = touched(model, plan)
    risk = model.values["systems.cutover_risk"] if plan.method == "big_bang" else 1.0
    users = pools(model, names)
    model.dip[users] = np.minimum(1.0, model.dip[users] + size)
    if names:
        model.landscape.unsettle(names, size, risk)
    if project.increments_done == 1:
        build(model, project, names)
    if project.increments_done == project.increments:
        retire(model, project)


def land(model: PESModel) -> None:
    """What was released and is due sets off from where its parameter stands, to where its share leads."""
    # a share of an earlier release may still be on its way: the next comes on top of where that leads
    leads_to = {path: ramp.target for path, ramp in model.agenda.ramps.items()}
    for landing in model.portfolio.landings:
        change = landing.change
        if landing.week <= model.week:
            goal = arrives(change, leads_to.get(change.path, model.values[change.path]), landing)
            leads_to[change.path] = goal
            arrived = replace(change, operation="to", value=goal, week=None, condition=None)
            model.agenda.plan(arrived, model.week + 1)
    model.portfolio.landings = [landing for landing in model.portfolio.landings if landing.week > model.week]


def arrives(change: SetValue, leads_to: float, landing: Landing) -> float:
    """Where a share of ``change`` leads from ``leads_to``; the shares of all releases together are the change."""
    if change.operation == "to":
        return leads_to + (change.value - leads_to) * landing.part
    if change.operation == "add":
        return leads_to + change.value * landing.share
    return float(leads_to * change.value**landing.share) if change.value > 0 else leads_to * (1 - landing.part)
