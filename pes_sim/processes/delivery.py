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

from pes_sim.processes.weather import WEEKS
from pes_sim.random import Stream, draw
from pes_sim.scenario.changes import ProjectPlan
from pes_sim.world.system import ITSystem, Project

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
    couplings = sum(len(system.coupled) for system in model.systems if system.name in plan.replaces)
    seed = model.seed
    ratio = cost_ratio(
        plan, couplings, model.values,
        draw(seed, Stream.PROJECT_TAIL, 0, index), draw(seed, Stream.PROJECT_COST, 0, index),
    )  # fmt: skip
    stretch = time_ratio(model.values, draw(seed, Stream.PROJECT_SCHEDULE, 0, index))
    model.projects.append(Project(model, plan, model.week, ratio, stretch))


def delivery(model: PESModel) -> None:
    """A week of every running project."""
    booked, values = model.ledger.service, model.values
    booked["cost_it_change"] = values["money.it_change_base"] * 1e6 / WEEKS
    for project in model.projects:
        if project.state != "running":
            continue
        week_cost = project.plan.budget_meur * project.cost_ratio / project.weeks
        project.spent_meur += week_cost
        booked["cost_it_change"] += week_cost * 1e6
        booked["projects_running"] += 1
        if project.spent_meur > values["delivery.cancel_ratio"] * project.plan.budget_meur:
            project.state = "cancelled"
            booked["projects_cancelled"] += 1
            booked["cost_written_off"] += project.spent_meur * 1e6
            continue
        done = (model.week - project.start + 1) * project.increments // project.weeks
        while project.increments_done < min(done, project.increments):
            project.increments_done += 1
            _release(model, project)
        if project.increments_done >= project.increments:
            project.state = "delivered"
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
    touched = set(project.plan.replaces)
    for system in model.systems:
        if system.live and (system.name in touched or (not touched and system.name == "portal")):
            system.unsettled += size * risk
            for name in system.coupled:
                other = next((s for s in model.systems if s.live and s.name == name), None)
                if other:
                    other.unsettled += model.values["systems.unsettle_spread"] * size * risk
    if project.increments_done == project.increments and project.plan.kind == "replacement":
        _replace(model, project)


def _replace(model: PESModel, project: Project) -> None:
    """The last release of a replacement: what becomes of the old systems depends on the method."""
    values, plan = model.values, project.plan
    old = [system for system in model.systems if system.live and system.name in plan.replaces]
    if not old or plan.method == "leave":
        return
    if plan.method == "encapsulate":
        for system in old:
            system.debt *= values["systems.capsule_debt"]
            system.coupled = system.coupled[:1]
        return
    debt = sum(system.debt for system in old) / len(old)
    run = sum(system.run_meur for system in old)
    lifted = plan.method == "lift_and_shift"
    names = {system.name for system in old}
    coupled = dict.fromkeys(name for system in old for name in system.coupled if name not in names)
    new = ITSystem(
        model, len(model.systems), plan.builds or f"new {old[0].name}", "cloud",
        debt * values["systems.lift_debt"] if lifted else values["systems.new_debt"],
        run * (1 - (1 - values["systems.new_run_share"]) * (values["systems.lift_saving"] if lifted else 1.0)),
        tuple(dict.fromkeys(c for s in old for c in s.channels)), tuple(dict.fromkeys(t for s in old for t in s.tasks)),
        tuple(coupled), any(s.staff_tool for s in old),
    )  # fmt: skip
    wait = 0 if plan.method == "big_bang" else round(values["systems.parallel_weeks"])
    for system in old:
        # the old system's work moves at once; its run cost goes on until it is switched off
        system.off_week = model.week + wait
        system.run_meur *= values["delivery.parallel_share"]
        system.channels = system.tasks = ()
        system.staff_tool = False
    for other in model.systems:
        other.coupled = tuple(dict.fromkeys(new.name if name in names else name for name in other.coupled))
    model.systems.append(new)
