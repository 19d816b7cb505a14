"""What a flight begins with, checked before anything is simulated."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pes_sim.app.errors import AppError
from pes_sim.app.lookup.library import base, entry
from pes_sim.app.lookup.numbers import kpi_name
from pes_sim.app.settings import TEACHING_SCALE, Limits
from pes_sim.parameters import REGISTRY
from pes_sim.scenario.changes import Origin
from pes_sim.scenario.feasibility import troubles
from pes_sim.scenario.laying import lay
from pes_sim.scenario.problems import Problem, ScenarioError
from pes_sim.scenario.scenario import Scenario

Name = Annotated[str, Field(min_length=1, max_length=100)]
Settings = Annotated[dict[Name, Annotated[float, Field(allow_inf_nan=False)]], Field(max_length=100)]


class Strict(BaseModel):
    """Refuses what it does not know."""

    model_config = ConfigDict(extra="forbid")


class FlightSpec(Strict):
    """``base`` with ``options`` and ``shocks`` by name, as dated in their files, at a size."""

    base: Name
    options: list[Name] = Field([], max_length=8)
    shocks: list[Name] = Field([], max_length=4)
    settings: Settings = Field({})
    years: int = Field(5, ge=1, le=40)
    scale: int = Field(TEACHING_SCALE, ge=1, le=1_000_000)
    seed: int = Field(1, ge=0, lt=2**53)
    kpis: list[Name] = Field([], max_length=40)
    title: str | None = Field(None, max_length=200)
    alone: bool = False


def within(spec: FlightSpec, limits: Limits) -> Scenario:
    """The base of ``spec`` at its size. Raises AppError for a size beyond the limits, ScenarioError."""
    if spec.years > limits.years:
        raise AppError("invalid", f"years is {spec.years}; at most {limits.years} here")
    root = base(spec.base)
    least = ceil(root.profile.figures.labour_force / limits.people)
    if spec.scale < least:
        raise AppError("invalid", f"scale is {spec.scale}; at least {least} here, or a week takes longer than a frame")
    return root.sized(scale=spec.scale, years=spec.years)


def scenarios(spec: FlightSpec, limits: Limits) -> tuple[Scenario, Scenario | None]:
    """What is flown, and the same without its options where it has any. Raises AppError, ScenarioError."""
    for name in spec.kpis:
        kpi_name(name)
    ground = settled(within(spec, limits), spec.settings)
    for name in spec.shocks:
        ground = over(ground, name, "shock")
    flown = ground
    for name in spec.options:
        flown = over(flown, name, "option")
    if spec.title:
        flown = replace(flown, title=spec.title)
    return flown, ground if spec.options else None


def over(scenario: Scenario, name: str, kind: str) -> Scenario:
    """``scenario`` with a library option or shock laid over it; what it dates beyond the horizon does not happen."""
    path = entry(name, kind).path
    return lay(path, scenario.sized(years=max(scenario.years, 20))).sized(years=scenario.years)


def settled(scenario: Scenario, settings: dict[str, float]) -> Scenario:
    """``scenario`` with other values from before the start. Raises ScenarioError with all that is wrong."""
    values, setters, problems = dict(scenario.values), dict(scenario.setters), list[Problem]()
    for path, value in settings.items():
        if path not in REGISTRY:
            problems.append(Problem(None, None, f"no parameter {path!r}", nearest=tuple(REGISTRY.nearest(path, 3))))
        elif why := REGISTRY[path].problem(value):
            problems.append(Problem(None, None, f"{path} cannot be set: {why}"))
        else:
            values[path] = value
            setters[path] = (*setters.get(path, ()), Origin("your answers"))
    problems = problems or troubles(values, scenario.changes, REGISTRY)
    if problems:
        raise ScenarioError(problems)
    return replace(scenario, values=values, setters=setters)
