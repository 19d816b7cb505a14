"""Exercises: what a trainer needs for an hour in a room, as data files beside this module."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from pes_sim.app.errors import AppError
from pes_sim.app.flights.spec import Name, Strict
from pes_sim.parameters import REGISTRY
from pes_sim.scenario.problems import nearest
from pes_sim.scenario.yaml_source import read

FOLDER = Path(__file__).with_name("exercises")
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Weight = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]


class Lever(Strict):
    """A lever teams may move, and how far."""

    path: Name
    low: float
    high: float

    @model_validator(mode="after")
    def _is_one(self) -> Lever:
        if self.path not in REGISTRY or REGISTRY[self.path].kind != "lever":
            raise ValueError(f"{self.path} is no lever")
        if not REGISTRY[self.path].least <= self.low <= self.high <= REGISTRY[self.path].most:
            raise ValueError(f"{self.path}: {self.low} to {self.high} is not possible")
        return self


class Weather(Strict):
    """A shock that hits every team in the same week."""

    week: int = Field(ge=0)
    shock: Name


class PlanOrder(Strict):
    """One decision of a plan: an option laid in ``week``, or an item of an option file."""

    week: int = Field(ge=0)
    option: Name | None = None
    item: dict[str, Any] | None = None

    def what(self) -> dict[str, Any]:
        """What a pilot is told."""
        return {"option": self.option} if self.option is not None else {"item": self.item}


class Plan(Strict):
    """A reference plan the debrief shows beside the teams'."""

    name: Name
    title: Text
    why: Text
    orders: list[PlanOrder]


class Part(Strict):
    """A part of the hour."""

    minutes: int = Field(gt=0)
    what: Text


class Exercise(Strict):
    """Aims, briefing and time plan; the service, its weather, what teams may do, and what they are measured by."""

    title: Text
    summary: Text
    teams: str
    aims: list[Text]
    briefing: Text
    time_plan: list[Part]
    debrief_questions: list[Text]
    lesson: Text
    base: Name
    years: int = Field(ge=1, le=10)
    scale: int = Field(ge=1)
    seed: int = Field(1, ge=0, lt=2**53)
    round_weeks: int = Field(ge=4, le=104)
    decisions_per_round: int = Field(ge=1, le=50)
    budget_meur: float = Field(gt=0, le=1e5)
    levers: list[Lever]
    options: list[Name] = Field(max_length=8)
    weather: list[Weather]
    weights: dict[Name, Weight] = Field(min_length=1, max_length=12)
    plans: list[Plan]


@lru_cache(maxsize=1)
def exercises() -> dict[str, Exercise]:
    """Every exercise that comes with the package, by name. Raises ValueError for a file that is wrong."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        source = read(path)
        try:
            found[path.stem] = Exercise.model_validate(source.data)
        except ValidationError as error:
            raise ValueError(f"{path}: {error}") from None
    return found


def exercise(name: str) -> Exercise:
    """The exercise called ``name``. Raises AppError."""
    if name not in exercises():
        near = nearest(name, exercises())
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise AppError("invalid", f"there is no exercise {name[:60]!r}{hint}")
    return exercises()[name]


def row(name: str) -> dict[str, Any]:
    """One exercise as the list shows it."""
    each = exercise(name)
    minutes = sum(part.minutes for part in each.time_plan)
    return {
        "name": name,
        "title": each.title,
        "summary": each.summary,
        "minutes": minutes,
        "years": each.years,
        "teams": each.teams,
    }
