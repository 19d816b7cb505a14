"""Starting a project: its luck is drawn by its name, so that it meets the same luck under any option."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from pes_sim.processes.delivery.overrun import chance_of, cost_ratio, time_ratio
from pes_sim.processes.delivery.progress import foreseen
from pes_sim.processes.delivery.touching import touched
from pes_sim.random import Stream, draw
from pes_sim.scenario.changes import ProjectPlan
from pes_sim.world.portfolio import Project

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def start_project(model: PESModel, plan: ProjectPlan) -> None:
    """Begin ``plan`` this week."""
    values, index = model.values, zlib.crc32(plan.name.encode())
    systems = touched(model, plan)
    chance = chance_of(plan, model.landscape.couplings(systems), values)
    u_cost = draw(model.seed, Stream.PROJECT_COST, 0, index)
    u_time = draw(model.seed, Stream.PROJECT_SCHEDULE, 0, index)
    project = Project(
        model, plan, model.week, float(cost_ratio(chance, u_cost, values)),
        float(time_ratio(plan.method == "agile", u_cost, u_time, values)), foreseen(model, plan),
    )  # fmt: skip
    model.budget.approve(plan.name, plan.budget_meur * 1e6, values["money.programme_grant"])
    model.portfolio.projects.append(project)
