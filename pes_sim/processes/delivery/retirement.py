"""What a project adds to the landscape and what it takes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.world.portfolio import Project

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def build(model: PESModel, project: Project, touched: list[str]) -> None:
    """A system that replaces none joins the pile with the first release; it works on the systems ``touched``."""
    plan = project.plan
    if plan.builds and plan.kind != "replacement":
        model.landscape.build(plan.builds, plan.budget_meur, touched or None)


def retire(model: PESModel, project: Project) -> None:
    """The end of a replacement: what becomes of the old systems depends on the method."""
    plan = project.plan
    if plan.kind != "replacement" or plan.method == "leave":
        return
    if plan.method == "encapsulate":
        model.landscape.encapsulate(plan.replaces)
        return
    model.landscape.replace(plan.replaces, plan.builds, plan.method)
