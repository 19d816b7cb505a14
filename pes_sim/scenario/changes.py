"""Dated changes: the one data type a scenario, an option, a shock, a trigger and a live lever are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pes_sim.parameters.declaration import Grade
from pes_sim.scenario.conditions import Condition as Condition
from pes_sim.scenario.conditions import Trigger

Operation = Literal["to", "add", "multiply"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Who wrote a change: the scenario's name, and file and line where there is one.

    ``source`` and ``grade`` say where a figure comes from and how far to trust it, if that was said; ``low`` and
    ``high`` what is plausible in this country, ``assumed`` that nobody published it.
    """

    name: str
    file: str | None = None
    line: int | None = None
    source: str | None = None
    grade: Grade | None = None
    low: float | None = None
    high: float | None = None
    assumed: bool = False

    def __str__(self) -> str:
        return self.name if self.file is None else f"{self.name} ({self.file}:{self.line})"


@dataclass(frozen=True, slots=True)
class SetValue:
    """Move parameter ``path`` to, by (``add``) or times (``multiply``) ``value``, over ``ramp_weeks`` weeks.

    ``week`` counts from the scenario's start; None when ``condition`` decides. Where there is an ``until``, the
    parameter goes back to where it was once that holds, and the change waits for its condition again. Nobody looks
    at the condition before week ``since``.
    """

    path: str
    operation: Operation
    value: float
    week: int | None
    ramp_weeks: int = 0
    condition: Trigger | None = None
    origin: Origin = field(default=Origin("?"), compare=False)
    until: Trigger | None = None
    since: int = 0

    def target(self, current: float) -> float:
        """The value this change leads to from ``current``."""
        if self.operation == "to":
            return self.value
        return current + self.value if self.operation == "add" else current * self.value


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """A programme as planned: what it costs, how long it takes, and what it changes once it is live.

    ``delivers`` holds changes whose ``week`` counts from go-live. ``replaces`` names the systems that are
    switched off at the end, ``builds`` the system that is added, ``touches`` those a release changes (if none is
    named, those it replaces or those behind what it delivers). Real users first see it when ``field_exposure`` of
    the work is done; with the first release if that is not said.
    """

    name: str
    kind: str
    budget_meur: float
    planned_weeks: int
    increment_weeks: int
    delivers: tuple[SetValue, ...] = ()
    replaces: tuple[str, ...] = ()
    builds: str | None = None
    method: str = "strangler"
    touches: tuple[str, ...] = ()
    field_exposure: float | None = None

    @property
    def increments(self) -> int:
        """In how many releases it goes live."""
        return max(1, round(self.planned_weeks / max(self.increment_weeks, 1)))

    @property
    def exposure(self) -> float:
        """Share of the work that is done when real users first see it."""
        first = 1.0 / self.increments
        return first if self.field_exposure is None else min(self.field_exposure, first)


@dataclass(frozen=True, slots=True)
class StartProject:
    """Start ``plan`` in ``week`` (from the scenario's start), or when ``condition`` holds, from week ``since`` on."""

    plan: ProjectPlan
    week: int | None
    condition: Trigger | None = None
    origin: Origin = field(default=Origin("?"), compare=False)
    since: int = 0


Change = SetValue | StartProject
