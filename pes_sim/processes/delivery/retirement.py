"""What a project adds to the landscape and what it takes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.world.portfolio import Project

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def build(model: PESModel, project: Project, touched: list[str]) -> None:
    """A system that replaces none joins the pile with the first release; it works on the systems ``touched``.

    What integration builds stands between the systems touched: their couplings go through it, so that a change of
    one crosses one coupling and not many.
    """
    plan = project.plan
    if not plan.builds or plan.kind == "replacement":
        return
    new = model.landscape.build(plan.builds, plan.budget_meur, touched or None)
    if plan.kind == "integration":
        model.landscape.graph.through(new.name, touched)


def retire(model: PESModel, project: Project) -> None:
    """The end of a replacement: what becomes of the old systems depends on the method."""
    plan = project.plan
    if plan.kind != "replacement" or plan.method == "leave":
        return
    if plan.method == "encapsulate":
        model.landscape.encapsulate(plan.replaces)
        return
    model.landscape.replace(plan.replaces, plan.builds, plan.method)


def wind_down(model: PESModel) -> None:
    """What ran in parallel is read-only for delivery.read_only_weeks more, at a part of its run cost, and then off.

    A2LL was used for old cases two years after ALLEGRO was rolled out, and could be read after that.
    """
    weeks = round(model.values["delivery.read_only_weeks"])
    for system in model.landscape.live:
        if system.off_week is not None and model.week >= system.off_week and not system.read_only and weeks:
            system.read_only = True
            system.run_meur *= model.values["delivery.read_only_share"]
            system.off_week = model.week + weeks


def leave_behind(model: PESModel, project: Project) -> None:
    """Half a successor stays beside what it was to replace, when a stepwise replacement is stopped after a release."""
    plan = project.plan
    if plan.kind == "replacement" and plan.method == "strangler" and project.delivered > 0:
        name = plan.builds or f"new {plan.replaces[0]}"
        model.landscape.build(name, plan.budget_meur * project.delivered, fed_by=plan.replaces)
