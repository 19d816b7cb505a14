"""Delivery: projects spend, overrun, release, go live or are stopped.

Realised over planned cost: a lognormal body, and with a chance that grows with planned length and couplings
and falls with small increments, a Pareto tail (Budzier & Flyvbjerg 2013; Flyvbjerg et al. 2022). Time ratio:
lognormal. What a project delivers arrives release by release; every release unsettles the systems it touches.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from scipy.special import ndtri

from pes_sim.processes.money import open_week
from pes_sim.random import Stream, draw
from pes_sim.scenario.changes import ProjectPlan
from pes_sim.world.system import Project

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_YEAR = 52.0
_MOST_RISK = 0.9
"""No project is certain to fail."""


def tail_chance(plan: ProjectPlan, couplings: int, values: Mapping[str, float]) -> float:
    """Chance that the project ends in the cost tail."""
    years = plan.planned_weeks / _YEAR
    chance = values["delivery.tail_share"] + values["delivery.tail_share_year"] * (years - 1)
    chance += values["delivery.coupling_risk"] * couplings
    # one release at the end carries the full risk; twelve weeks or less carry tail_increment of it
    short = values["delivery.short_weeks"]
    release = min(max(plan.increment_weeks - short, 0.0) / max(plan.planned_weeks - short, 1.0), 1.0)
    least = values["delivery.tail_increment"]
    return min(max(chance * (least + (1 - least) * release), 0.0), _MOST_RISK)


def cost_ratio(plan: ProjectPlan, couplings: int, values: Mapping[str, float], u_tail: float, u_size: float) -> float:
    """Realised over planned cost from two uniform draws: lognormal body or truncated Pareto tail from 1.25."""
    if u_tail < tail_chance(plan, couplings, values):
        return min(
            values["delivery.tail_from"] * (1 - u_size) ** (-1 / values["delivery.tail_alpha"]),
            values["delivery.tail_cap"],
        )
    normal = float(ndtri(min(max(u_size, 1e-9), 1 - 1e-9)))
    return float(values["delivery.cost_median"] * math.exp(values["delivery.cost_spread"] * normal))


def time_ratio(values: Mapping[str, float], u: float) -> float:
    """Realised over planned length from one uniform draw: lognormal."""
    normal = float(ndtri(min(max(u, 1e-9), 1 - 1e-9)))
    return float(values["delivery.schedule_median"] * math.exp(values["delivery.schedule_spread"] * normal))


def start_project(model: PESModel, plan: ProjectPlan) -> None:
    """Begin ``plan``: its realised cost and time are drawn by its name, so that it meets the same luck anywhere."""
    index = zlib.crc32(plan.name.encode())
    couplings = model.landscape.couplings(plan.replaces)
    seed = model.seed
    ratio = cost_ratio(
        plan, couplings, model.values,
        draw(seed, Stream.PROJECT_TAIL, 0, index), draw(seed, Stream.PROJECT_COST, 0, index),
    )  # fmt: skip
    stretch = time_ratio(model.values, draw(seed, Stream.PROJECT_SCHEDULE, 0, index))
    model.budget.approve(plan.name, plan.budget_meur * 1e6, model.values["money.programme_grant"])
    model.projects.append(Project(model, plan, model.week, ratio, stretch))


def delivery(model: PESModel) -> None:
    """A week of every running project."""
    booked, values = model.ledger.service, model.values
    open_week(model)
    for project in model.projects:
        if project.state != "running":
            continue
        week_cost = project.plan.budget_meur * project.cost_ratio / project.weeks * 1e6
        paid = model.budget.draw(project.plan.name, week_cost, values["money.soft_budget"])
        project.spent_meur += paid / 1e6
        project.lost_weeks += 1 - paid / week_cost
        booked["cost_it_change"] += paid
        booked["projects_running"] += 1
        if project.spent_meur > values["delivery.cancel_ratio"] * project.plan.budget_meur:
            project.state = "cancelled"
            booked["projects_cancelled"] += 1
            booked["cost_written_off"] += project.spent_meur * 1e6
            model.budget.settle(project.plan.name)
            continue
        done = math.floor((model.week - project.start + 1 - project.lost_weeks) * project.increments / project.weeks)
        while project.increments_done < min(done, project.increments):
            project.increments_done += 1
            _release(model, project)
        if project.increments_done >= project.increments:
            project.state = "delivered"
            model.budget.settle(project.plan.name)
            booked["projects_delivered"] += 1
            booked["delivered_cost"] += project.spent_meur
            booked["delivered_plan"] += project.plan.budget_meur
            booked["delivered_weeks"] += project.weeks
            booked["delivered_planned_weeks"] += project.plan.planned_weeks
    model.dip = max(0.0, model.dip - 1.0 / max(values["delivery.dip_weeks"], 1.0))


def _release(model: PESModel, project: Project) -> None:
    """One increment goes live: its part of what is delivered, a productivity dip, unsettled systems."""
    part = 1.0 / (project.increments - project.increments_done + 1)
    for change in project.plan.delivers:
        goal = change.target(model.values[change.path])
        if change.operation == "to":
            # each release closes its share of the distance that is left, so the last one arrives
            goal = model.values[change.path] + (change.value - model.values[change.path]) * part
        elif project.increments_done > 1:
            continue
        model.agenda.plan(
            replace(change, operation="to", value=goal, week=None, condition=None),
            model.week + 1 + (change.week or 0),
        )
    size = 1.0 / project.increments
    risk = model.values["systems.cutover_risk"] if project.plan.method == "big_bang" else 1.0
    model.dip = min(1.0, model.dip + size)
    model.landscape.unsettle(project.plan.replaces or ("portal",), size, risk)
    if project.increments_done == project.increments:
        if project.plan.kind == "replacement":
            _replace(model, project)
        elif project.plan.builds:
            model.landscape.build(project.plan.builds, project.plan.budget_meur)


def _replace(model: PESModel, project: Project) -> None:
    """The last release of a replacement: what becomes of the old systems depends on the method."""
    plan = project.plan
    if plan.method == "encapsulate":
        model.landscape.encapsulate(plan.replaces)
    elif plan.method != "leave":
        model.landscape.replace(plan.replaces, plan.builds, plan.method)
