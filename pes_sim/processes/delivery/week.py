"""A week of delivery: money comes in, teams work, forecasts move, releases go live, projects end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.processes.delivery.cancellation import cut_scope, stop_if_hopeless
from pes_sim.processes.delivery.forecast import forecast_of, true_cost
from pes_sim.processes.delivery.progress import engage, staffed, work
from pes_sim.processes.delivery.release import land, release
from pes_sim.processes.delivery.retirement import wind_down
from pes_sim.processes.delivery.touching import adoption
from pes_sim.processes.money import open_week
from pes_sim.world.portfolio import Project

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def delivery(model: PESModel) -> None:
    """A week of every running project."""
    open_week(model)
    running = model.portfolio.running
    for project in running:
        engage(model, project.plan)
    people = staffed(model)
    for project in running:
        work(model, project, people)
        cut_scope(project, model.values)
        while project.increments_done < project.due:
            release(model, project)
        if project.increments_done >= project.increments:
            _deliver(model, project)
        else:
            stop_if_hopeless(model, project)
    land(model)
    wind_down(model)
    _book(model, running)
    model.dip = np.maximum(0.0, model.dip - 1.0 / max(model.values["delivery.dip_weeks"], 1.0))


def _deliver(model: PESModel, project: Project) -> None:
    project.state, project.end = "delivered", model.week
    model.budget.settle(project.plan.name)
    booked = model.ledger.service
    booked["projects_delivered"] += 1
    booked["delivered_cost"] += project.spent_meur
    booked["delivered_plan"] += project.plan.budget_meur
    booked["delivered_weeks"] += model.week - project.start + 1
    booked["delivered_planned_weeks"] += project.plan.planned_weeks


def _book(model: PESModel, running: list[Project]) -> None:
    """Forecasts against the truth, and benefits live against those planned, weighed by planned cost."""
    booked = model.ledger.service
    booked["projects_running"] = len(running)
    booked["projects_begun"] = len(model.portfolio.projects)
    for project in model.portfolio:
        planned = project.plan.budget_meur
        booked["projects_in_use"] += project.delivered > 0
        booked["benefits_planned"] += planned * project.planned_share(model.week)
        booked["benefits_live"] += planned * project.delivered * adoption(model, project.plan)
        if project.running:
            booked["forecast_plan"] += planned
            booked["forecast_gap"] += planned * abs(true_cost(project) - forecast_of(project, model.values)[0])
