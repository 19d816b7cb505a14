"""A profile: a country or region as it is, every figure with its source.

Scalars that are declared parameters (staff, channel hours, unit costs, hazards) are set under ``parameters``;
what is a table (regions, ages, occupations, systems) is a figure of its own here. Shares sum to one.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from pes_sim.scenario.problems import Fault
from pes_sim.scenario.strict import NonNegative, Positive, Share, Sourced, Span, Strict, TwelveMonths, span_fault
from pes_sim.scenario.systems import Systems


def _sums_to_one(what: str, shares: list[float]) -> None:
    total = sum(shares)
    if abs(total - 1) > 0.005:
        raise ValueError(f"{what}: shares sum to {total:.3f}, want 1 (within 0.005)")


class Region(Strict):
    """One region of the country; ``city``, ``town``, ``rural`` are shares of its labour force."""

    name: str
    labour_force: Positive = Field(description="share of the national labour force")
    registered: Positive = Field(description="registered unemployed, persons")
    vacancies: Positive = Field(description="vacancies notified to the PES, posts")
    city: Share
    town: Share
    rural: Share
    foreign_origin: Share = Field(0.0, description="share of people of foreign origin in its labour force")

    @model_validator(mode="after")
    def _areas(self) -> Self:
        _sums_to_one(f"areas of {self.name}", [self.city, self.town, self.rural])
        return self


class Regions(Sourced):
    rows: Annotated[list[Region], Field(min_length=1, max_length=16)]

    @model_validator(mode="after")
    def _shares(self) -> Self:
        _sums_to_one("regions.labour_force", [row.labour_force for row in self.rows])
        return self


class AgeBand(Strict):
    """``first`` to ``last`` completed years of age."""

    first: Annotated[int, Field(ge=15, le=74)]
    last: Annotated[int, Field(ge=15, le=74)]
    labour_force: Share
    registered: NonNegative = Field(description="registered unemployed, persons")
    beyond_year: Share = Field(description="share of them registered for more than 365 days")
    slow_entrants: Share = Field(description="share of entrants to the register who are hard to place")
    pace: Positive = Field(description="hazards of leaving the register relative to the average, 1 = average")
    measure_intake: NonNegative = Field(description="hazard into training and other measures, 1/week")


class Ages(Sourced):
    rows: Annotated[list[AgeBand], Field(min_length=3, max_length=12)]

    @model_validator(mode="after")
    def _bands(self) -> Self:
        _sums_to_one("ages.labour_force", [row.labour_force for row in self.rows])
        for a, b in zip(self.rows, self.rows[1:], strict=False):
            if b.first != a.last + 1:
                raise ValueError(f"ages: band {b.first}-{b.last} does not follow {a.first}-{a.last}")
        for row in self.rows:
            if row.last - row.first != 4:
                raise ValueError(f"ages: band {row.first}-{row.last} is not five years wide")
        return self


class EducationLevel(Strict):
    name: Literal["low", "middle", "high"]
    labour_force: Share
    registered: Share = Field(description="share of the registered unemployed")
    basic_digital_skills: Share = Field(description="share with at least basic digital skills")
    no_internet: Share = Field(description="share without internet access at home")
    foreign_origin: Share = Field(0.0, description="share of people of foreign origin with that education")


class Education(Sourced):
    rows: Annotated[list[EducationLevel], Field(min_length=3, max_length=3)]

    @model_validator(mode="after")
    def _shares(self) -> Self:
        _sums_to_one("education.labour_force", [row.labour_force for row in self.rows])
        _sums_to_one("education.registered", [row.registered for row in self.rows])
        return self


class Occupation(Strict):
    """An ISCO-08 major group; ``low``, ``middle``, ``high`` are the education mix inside it."""

    isco: Annotated[int, Field(ge=0, le=9)]
    name: str
    labour_force: Share
    vacancies: Share
    separation: Positive = Field(description="risk of job loss relative to the average, 1 = average")
    low: Share
    middle: Share
    high: Share


class Occupations(Sourced):
    rows: Annotated[list[Occupation], Field(min_length=1, max_length=10)]

    @model_validator(mode="after")
    def _shares(self) -> Self:
        _sums_to_one("occupations.labour_force", [row.labour_force for row in self.rows])
        _sums_to_one("occupations.vacancies", [row.vacancies for row in self.rows])
        return self


class Unemployed(Sourced):
    """The register of unemployed people in the profile's year, yearly means."""

    stock: Positive = Field(description="registered unemployed, persons")
    monthly_exits: Share = Field(description="exits in a month over the stock")


class Durations(Sourced):
    """The register by length of the current registration: what the model is held to, not what drives it."""

    upper_days: list[int] = Field(description="upper end of each class in days; the last class is open")
    shares: list[Share]

    @model_validator(mode="after")
    def _shares(self) -> Self:
        if len(self.shares) != len(self.upper_days) + 1:
            raise ValueError("durations: want one share more than upper_days (the last class is open)")
        _sums_to_one("durations", self.shares)
        return self


class Season(Sourced):
    """Factors of a month's total, January first, 1 = the year's mean."""

    separations: TwelveMonths
    hires: TwelveMonths
    leaving: TwelveMonths = Field(description="exits to measures and out of the labour force")


class TableSource(NamedTuple):
    """Where a table comes from, and what of it is assumed: by key, the factors between which it plausibly lies."""

    source: str
    grade: str
    assumed: dict[str, list[float]]


class Figures(Strict):
    """The tables that describe the country."""

    labour_force: Positive = Field(description="people in the labour force, 15-64, persons")
    labour_force_source: str
    labour_force_assumed: Span | None = Field(None, description="plausible factors, where the figure is assumed")
    women: Share = Field(description="share of women in the labour force")
    unemployed: Unemployed
    regions: Regions
    ages: Ages
    education: Education
    occupations: Occupations
    durations: Durations
    season: Season
    systems: Systems

    @model_validator(mode="after")
    def _labour_force(self) -> Self:
        if self.labour_force_assumed and (fault := span_fault(self.labour_force_assumed)):
            raise fault
        return self

    def explained(self, name: str) -> TableSource | None:
        """Where the table ``name`` comes from; None where there is none."""
        if name == "labour_force":
            span = self.labour_force_assumed
            return TableSource(self.labour_force_source, "", {name: span} if span else {})
        table = getattr(self, name, None) if name in type(self).model_fields else None
        return TableSource(table.source, table.grade, dict(table.assumed)) if isinstance(table, Sourced) else None

    def assumed(self) -> dict[str, list[float]]:
        """Every figure that is assumed ("table.key"), with the factors between which it plausibly lies."""
        found = {"labour_force": self.labour_force_assumed} if self.labour_force_assumed else {}
        for name in type(self).model_fields:
            table = getattr(self, name)
            if isinstance(table, Sourced):
                found |= {f"{name}.{key}": span for key, span in table.assumed.items()}
        return found


class ParameterValue(Strict):
    """A parameter as this country has it; ``low`` and ``high`` where its plausible range differs from the declared."""

    value: float
    source: str = Field(min_length=3)
    grade: Literal["A", "B", "C", "D"]
    assumed: bool = Field(False, description="nobody published it: a guess, with a range of its own")
    low: float | None = Field(None, description="least plausible value here")
    high: float | None = Field(None, description="greatest plausible value here")

    @model_validator(mode="after")
    def _range(self) -> Self:
        if (self.low is None) != (self.high is None) or (self.assumed and self.low is None):
            raise Fault(
                "a range needs both ends" if not self.assumed else "what is assumed has a range", "`low:` and `high:`"
            )
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise Fault(
                f"{self.value:g} is not within {self.low:g} to {self.high:g}", "low, value and high in this order"
            )
        return self


class Profile(Strict):
    """A country as it is. One that extends another has its figures but for the tables it gives itself."""

    extends: Annotated[str, Field(min_length=1)] | None = Field(
        None, description="a profile whose tables and parameters hold unless given here: its name, or a path"
    )
    name: str
    title: str
    start: date
    years: Annotated[int, Field(ge=1, le=40)] = 8
    scale: Annotated[int, Field(ge=1)] = Field(20, description="real people one simulated person stands for")
    notes: str = ""
    figures: Figures
    parameters: dict[str, ParameterValue] = Field({}, description="values of parameters, by path")
