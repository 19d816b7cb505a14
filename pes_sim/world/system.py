"""IT systems and projects: what the service runs on, and what changes it."""

from __future__ import annotations

from typing import Any

import mesa

from pes_sim.scenario.changes import ProjectPlan

LEGACY = ("mainframe", "client_server")


class ITSystem(mesa.Agent):
    """One IT system. ``debt`` is a share of its replacement cost; ``run_meur`` its run cost a year."""

    def __init__(
        self, model: Any, index: int, name: str, generation: str, debt: float, run_meur: float,
        channels: tuple[str, ...], tasks: tuple[str, ...], coupled: tuple[str, ...], staff_tool: bool,
    ) -> None:  # fmt: skip
        super().__init__(model)
        self.index = index
        self.name = name
        self.generation = generation
        self.debt = debt
        self.run_meur = run_meur
        self.channels = channels
        self.tasks = tasks
        self.coupled = coupled
        self.staff_tool = staff_tool
        self.unsettled = 0.0
        self.availability = 1.0
        self.live = True
        self.off_week: int | None = None

    @property
    def legacy(self) -> bool:
        """Whether the system is of a generation that new work no longer builds on."""
        return self.generation in LEGACY


class Project(mesa.Agent):
    """One programme under way: plan, realised cost and length (drawn at its start), progress."""

    def __init__(self, model: Any, plan: ProjectPlan, start: int, cost_ratio: float, time_ratio: float) -> None:
        super().__init__(model)
        self.plan = plan
        self.start = start
        self.cost_ratio = cost_ratio
        self.weeks = max(1, round(plan.planned_weeks * time_ratio))
        self.spent_meur = 0.0
        self.increments_done = 0
        self.state = "running"

    @property
    def increments(self) -> int:
        """In how many releases the benefits arrive."""
        return max(1, round(self.plan.planned_weeks / max(self.plan.increment_weeks, 1)))
