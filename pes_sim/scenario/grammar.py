"""The shape of the files: what keys a profile, scenario, option, shock or case has, and what each may hold.

The models are the JSON Schema editors use, and the checks in one: names and dates are checked against the
`Rules` handed in as pydantic's validation context, so that one pass finds everything that is wrong.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from pes_sim.scenario import expressions
from pes_sim.scenario.conditions import Trigger
from pes_sim.scenario.expressions import Moment, NewValue
from pes_sim.scenario.problems import Fault, between, nearest
from pes_sim.scenario.rules import Rules, bounds
from pes_sim.scenario.strict import Strict

ProjectKind = Literal["digital_service", "automation", "replacement", "integration", "training", "data_quality"]
RETIREMENT = ("big_bang", "strangler", "lift_and_shift", "encapsulate", "leave")
"""Methods of a replacement."""
DELIVERY = ("waterfall", "agile")
"""Methods of every other project."""

_ROUNDING = 1e-3
"""What a share written with three digits may be off by."""

PARAMETER = "parameter-path"
"""``format`` of the strings that the schema lists parameter paths for."""
KPI_NAME = "kpi-name"
DATE_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def _rules(info: ValidationInfo) -> Rules:
    assert isinstance(info.context, Rules), "models of the grammar are validated with context=Rules(...)"
    return info.context


def _path(path: str, info: ValidationInfo) -> str:
    return _rules(info).parameter(path).path


def _moment(raw: object, info: ValidationInfo) -> Moment:
    return _rules(info).moment(expressions.moment(raw))


def _trigger(raw: object, info: ValidationInfo) -> Trigger:
    return _rules(info).trigger(expressions.trigger(raw))


def _kpi(name: str, info: ValidationInfo) -> str:
    return _rules(info).kpi(name.removeprefix("kpi.")).name


def _system(name: str, info: ValidationInfo) -> str:
    return _rules(info).system(name)


def _text_schema(pattern: str, *examples: str) -> dict[str, Any]:
    return {"type": "string", "pattern": pattern, "examples": list(examples)}


Text = Annotated[str, Field(min_length=1)]
ParameterPath = Annotated[str, AfterValidator(_path), WithJsonSchema({"type": "string", "format": PARAMETER})]
KPIName = Annotated[str, AfterValidator(_kpi), WithJsonSchema({"type": "string", "format": KPI_NAME})]
SystemName = Annotated[str, AfterValidator(_system)]
Number = Annotated[float, PlainValidator(expressions.number), WithJsonSchema({"type": ["number", "boolean"]})]
Day = Annotated[date, BeforeValidator(expressions.day), WithJsonSchema({"type": "string", "pattern": DATE_PATTERN})]
To = Annotated[
    NewValue,
    PlainValidator(expressions.value),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["number", "boolean"]},
                _text_schema(r"^([+-][0-9.eE+-]+\s*%?|[x×*]\s*[0-9.eE+-]+)$", "+20%", "-20%", "+3", "-3", "x0.5"),
            ]
        }
    ),
]
Weeks = Annotated[
    int, PlainValidator(expressions.weeks), WithJsonSchema(_text_schema(r"^[0-9]+\s+weeks?$", "26 weeks"))
]
At = Annotated[
    Moment,
    PlainValidator(_moment),
    WithJsonSchema(_text_schema(rf"{DATE_PATTERN}|^\+\s*[0-9]+\s+(week|month|year)s?$", "2027-01-01", "+78 weeks")),
]
_PART = r"(kpi\.[^\s\[<>=]+(\[[^\]]*\])?\s*(>=|<=|>|<)\s*[0-9.eE+-]+(\s+over\s+[0-9]+\s+weeks?)?"
_PART += r"(\s+for\s+[0-9]+\s+weeks?)?"
_PART += r"|project\s+(\"[^\"]+\"|'[^']+')\s+is\s+(delivered|cancelled))"
When = Annotated[
    Trigger,
    PlainValidator(_trigger),
    WithJsonSchema(
        _text_schema(
            rf"^\s*{_PART}(\s+and\s+{_PART})*\s*$",
            "kpi.unmet_need_share > 0.05 for 8 weeks",
            "kpi.unmet_need_share[digital_skill:low] > 0.05 for 8 weeks",
            "kpi.phone_answered_share < 0.8 over 13 weeks",
            'project "new portal" is delivered and kpi.completion_rate > 0.7 for 13 weeks',
        )
    ),
]


def _possible(new: NewValue, info: ValidationInfo) -> NewValue:
    """Refuses an absolute value that the parameter of the same item cannot take."""
    path = info.data.get("set")
    if path is not None and new.operation == "to":
        parameter = _rules(info).parameter(path)
        if problem := parameter.problem(new.value):
            hint = f'; to take {-new.value:g} away, write "{new.value:g}" in quotes' if new.value < 0 else ""
            raise Fault(f"{path} cannot be set: {problem}{hint}", between(parameter.least, parameter.most))
    return new


class Timed(Strict):
    """A change happens at a date, or when a condition holds; with neither, at the start."""

    at: At | None = Field(None, description="a date, or a distance from the start")
    when: When | None = Field(
        None, description="a KPI beyond a threshold for some weeks in a row, or a project that has ended"
    )

    since: At | None = Field(
        None, description="with `when`: from when on the condition is looked at; the start, unless said"
    )

    @property
    def moment(self) -> Moment | None:
        """When it happens or, where it waits for a condition, from when on."""
        return self.since if self.when is not None else self.at

    @field_validator("since")
    @classmethod
    def _beside_when(cls, since: Moment | None, info: ValidationInfo) -> Moment | None:
        if since is not None and "when" in info.data and info.data["when"] is None:
            raise Fault(
                "`since` says from when on a condition is looked at, and there is none", "`when:` beside `since:`"
            )
        return since

    @field_validator("when")
    @classmethod
    def _not_both(cls, when: Trigger | None, info: ValidationInfo) -> Trigger | None:
        if when is not None and info.data.get("at") is not None:
            raise Fault("a change has a date (at) or a condition (when), not both", "one of the two")
        return when


class SetItem(Timed):
    """Move a parameter."""

    set: ParameterPath = Field(description="the parameter's path")
    to: To = Field(description='a number; or a step from the value then: "+20%", "-3", "x0.5"')
    ramp: Weeks = Field(0, description="how long the move takes; at once if not said")
    until: When | None = Field(None, description="when it goes back to where it was; from then on it may happen again")

    _check = field_validator("to")(_possible)

    @field_validator("until")
    @classmethod
    def _only_with_when(cls, until: Trigger | None, info: ValidationInfo) -> Trigger | None:
        if until is not None and "when" in info.data and info.data["when"] is None:
            raise Fault("only a change that waits for a condition can be taken back by one", "`when:` beside `until:`")
        return until


class Delivery(Strict):
    """What a project changes once it is live."""

    set: ParameterPath = Field(description="the parameter's path")
    to: To = Field(description='a number; or a step from the value then: "+20%", "-3", "x0.5"')
    after: Weeks = Field(0, description="time from go-live")
    ramp: Weeks = Field(0, description="how long the move takes; at once if not said")

    _check = field_validator("to")(_possible)


class ProjectSpec(Strict):
    """A programme as planned."""

    name: Text
    kind: ProjectKind
    budget_meur: Annotated[float, Field(gt=0, le=1e6)] = Field(description="planned cost, million euro")
    planned_weeks: Annotated[int, Field(ge=1, le=expressions.MOST_WEEKS)]
    increment_weeks: Annotated[int, Field(ge=1)] | None = Field(
        None, description="time between deliveries; the whole plan if not said"
    )
    method: Literal["big_bang", "strangler", "lift_and_shift", "encapsulate", "leave", "waterfall", "agile"] | None = (
        Field(None, description="strangler for a replacement if not said, else agile")
    )
    field_exposure: Annotated[float, Field(gt=0, le=1)] | None = Field(
        None, description="share of the work done when real users first see it; at the first release if not said"
    )
    touches: list[SystemName] = Field(
        [], description="systems a release changes; those behind what it replaces or delivers if none is named"
    )
    replaces: list[SystemName] = Field([], description="systems switched off at the end")
    builds: Text | None = Field(None, description="the system that is added")
    delivers: list[Delivery] = Field([], description="what changes once it is live")

    @field_validator("increment_weeks")
    @classmethod
    def _fits(cls, weeks: int | None, info: ValidationInfo) -> int | None:
        planned = info.data.get("planned_weeks")
        if weeks is not None and planned is not None and weeks > planned:
            raise Fault(f"increments of {weeks} weeks do not fit a plan of {planned}", f"at most {planned}")
        return weeks

    @field_validator("field_exposure")
    @classmethod
    def _before_release(cls, share: float | None, info: ValidationInfo) -> float | None:
        planned, weeks = info.data.get("planned_weeks"), info.data.get("increment_weeks")
        if share is not None and planned is not None and weeks is not None:
            first = 1 / max(1, round(planned / weeks))
            if share > first + _ROUNDING:
                raise Fault(
                    f"real users see a release: the first comes after {first:.3g} of the work, not {share:g}",
                    f"at most {first:.3g}, for a pilot before it",
                )
        return share

    @field_validator("method")
    @classmethod
    def _suits(cls, method: str | None, info: ValidationInfo) -> str | None:
        kind = info.data.get("kind")
        allowed = RETIREMENT if kind == "replacement" else DELIVERY
        if method is not None and kind is not None and method not in allowed:
            raise Fault(f"{method} is no method for {kind}", f"one of {', '.join(allowed)}", nearest(method, allowed))
        return method

    @field_validator("builds")
    @classmethod
    def _new(cls, name: str | None, info: ValidationInfo) -> str | None:
        if name is not None and name in (_rules(info).systems or ()):
            raise Fault(f"there is a system {name!r} already", "a new name")
        return name

    @model_validator(mode="after")
    def _something_to_replace(self) -> Self:
        if self.kind == "replacement" and not self.replaces:
            raise Fault("a replacement names no system it replaces", "`replaces: [NAME, ...]`")
        return self

    @model_validator(mode="after")
    def _touches_something(self) -> Self:
        if self.kind == "training" and (self.touches or self.replaces or self.builds):
            raise Fault("training releases nothing into a system", "no `touches`, `replaces` or `builds`")
        return self


class ProjectItem(Timed):
    """Start a programme with its own plan, risk and go-live."""

    start: Literal["project"]
    plan: ProjectSpec = Field(alias="with", description="the plan")


class Setting(Strict):
    """A parameter's value from the start on, if wanted with where it comes from."""

    value: Number
    source: str | None = Field(None, min_length=3, description="where the figure was read")
    grade: Literal["A", "B", "C", "D"] | None = Field(
        None, description="A audited, B observational, C reported, D assumption"
    )


class TargetItem(Strict):
    """A goal: a KPI at least (at most, where lower is better) at a value by a day."""

    kpi: KPIName
    value: Number
    by: Day

    @field_validator("value")
    @classmethod
    def _reachable(cls, value: float, info: ValidationInfo) -> float:
        if "kpi" in info.data:
            kpi = _rules(info).kpi(info.data["kpi"])
            low, high = bounds(kpi)
            if not low <= value <= high:
                raise Fault(f"{kpi.name} ({kpi.unit}) can never be {value:g}", between(low, high))
        return value

    @field_validator("by")
    @classmethod
    def _within(cls, by: date, info: ValidationInfo) -> date:
        return _rules(info).within(by)


class File(Strict):
    """What every kind of file but a profile may say of itself."""

    title: Text | None = None
    description: str = ""
    assumes: list[Text] = Field([], description="what must be true for this to make sense")
    based_on: list[Text] = Field([], description="programmes or papers this follows")
    changes: list[SetItem | ProjectItem] = Field([], description="what happens, and when")


class ScenarioFile(File):
    """A profile (or another scenario) plus changes."""

    kind: Literal["scenario", "case"] = "scenario"
    extends: Text = Field(description="a profile, case or scenario: its name, or a path ending in .yaml")
    start: Day | None = Field(None, description="first day; the profile's if not said")
    years: Annotated[int, Field(ge=1, le=40)] | None = Field(None, description="length of the horizon")
    scale: Annotated[int, Field(ge=1)] | None = Field(None, description="real people one simulated person stands for")
    parameters: dict[str, Number | Setting] = Field({}, description="values from the start on, by parameter path")
    targets: list[TargetItem] = Field([], description="goals by date")


class OptionFile(File):
    """What the strategist chooses: changes that touch levers only, laid over a base."""

    kind: Literal["option"] = "option"


class ShockFile(File):
    """What the strategist does not choose, laid over a base."""

    kind: Literal["shock"] = "shock"
