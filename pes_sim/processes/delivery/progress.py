"""Progress: projects share the teams, the experts in old technology and the money; who waits still pays the team.

staff    = min(1, delivery.team_capacity / work planned a year of all running projects)
slower   = slowness of the systems touched now / the slowness the plan reckoned with
progress = staff x (paid / wanted) / (weeks x scope x slower)   a week
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.processes.delivery.touching import touched
from pes_sim.scenario.changes import ProjectPlan
from pes_sim.world.portfolio import Project

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_YEAR = 52.0


def staffed(model: PESModel) -> float:
    """Share of the people it needs that every running project gets."""
    demand = model.portfolio.demand
    return min(1.0, model.values["delivery.team_capacity"] / demand) if demand > 0 else 1.0


def engage(model: PESModel, plan: ProjectPlan) -> None:
    """Ask for experts in the old technology of the systems ``plan`` touches, in proportion to its yearly plan."""
    systems = model.landscape.find(touched(model, plan))
    wanted = model.values["delivery.experts_per_meur"] * plan.budget_meur * _YEAR / plan.planned_weeks
    for system in systems:
        model.landscape.experts.engage(system.generation, wanted / len(systems))


def foreseen(model: PESModel, plan: ProjectPlan) -> float:
    """Slowness that the plan reckons with: the landscape of today, with the experts it asks for itself."""
    experts, others = model.landscape.experts, dict(model.landscape.experts.engaged)
    experts.disengage()
    engage(model, plan)
    slowness = model.landscape.slowdown(touched(model, plan))
    experts.engaged = others
    return slowness


def work(model: PESModel, project: Project, people: float) -> None:
    """A week of ``project`` with a share ``people`` of its team.

    A part delivery.standing_share of the team is there, and paid, whether the others have come or not. Where money
    is short, the team is the smaller.
    """
    values = model.values
    pace = people / (project.weeks * project.scope * _slower(model, project))
    rest = min(1.0, (1.0 - project.progress) / pace)
    standing = values["delivery.standing_share"]
    wanted = project.week_meur * (standing + (1 - standing) * people) * rest * 1e6
    paid = model.budget.draw(project.plan.name, wanted, values["money.soft_budget"])
    project.spent_meur += paid / 1e6
    project.progress = min(1.0, project.progress + pace * rest * paid / wanted)
    booked = model.ledger.service
    booked["cost_it_change"] += paid
    booked["project_spend"] += paid
    booked["project_spend_unseen"] += 0.0 if project.seen else paid


def _slower(model: PESModel, project: Project) -> float:
    return model.landscape.slowdown(touched(model, project.plan)) / project.foreseen
