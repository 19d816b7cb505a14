"""The shape of an experiment file: a published result, the set-up that repeats it, and where it should come out.

Parameters and changes are read as in a scenario file, by the same reader under the same rules; only levers and
what describes the setting may be touched (`pes_sim.parameters.setting`).
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from pes_sim.runs.experiment_names import Counter, Identifier, Segment, Window
from pes_sim.runs.trial_grammar import AmongSpec, TreatmentSpec, TrialSpec, Where
from pes_sim.runs.trial_grammar import Statistic as PersonStatistic
from pes_sim.scenario.grammar import Day, KPIName, Number, ProjectItem, ProjectSpec, SetItem, Setting, Text
from pes_sim.scenario.problems import Fault
from pes_sim.scenario.strict import Share, Strict

Measure = Literal[
    "level", "difference", "ratio", "relative", "yearly_growth", "share_of_seeds", "ratio_of_differences", "elasticity",
]  # fmt: skip
Statistic = Literal[
    "median_cost_overrun", "median_delay", "share_over", "tail_mean_overrun", "share_cancelled", "written_off",
    "sunk_when_cancelled", "meeting_worst_third", "meeting_best_third",
]  # fmt: skip
Strength = Literal["●●●", "●●", "●"]
STRENGTHS: dict[str, str] = {
    "●●●": "several independent controlled or audited sources",
    "●●": "one strong source or several observational ones",
    "●": "a single case or a judgement: for orientation",
}
CONTROL = "control"
"""Name of the arm in which nothing is done beyond the set-up."""


class SetUp(Strict):
    """The world the experiment takes place in; also its control arm."""

    extends: Text = Field(description="a profile, case or scenario: its name, or a path ending in .yaml")
    start: Day | None = Field(None, description="first day; the profile's if not said")
    years: Annotated[int, Field(ge=1, le=40)] = Field(description="length of the horizon")
    scale: Annotated[int, Field(ge=1)] = Field(description="real people one simulated person stands for")
    seeds: Annotated[int, Field(ge=2, le=1000)] = Field(description="how many worlds")
    parameters: dict[str, Number | Setting] = Field({}, description="levers and setting, from before the start on")
    changes: list[SetItem | ProjectItem] = Field([], description="what happens in every arm, and when")
    trial: TrialSpec | None = Field(None, description="who takes part in a trial in this world, and in which groups")


class ArmSpec(Strict):
    """What is done in one arm, over the set-up."""

    title: Text = Field(description="what is done, in words")
    lay: list[Text] = Field([], description="option or shock files laid over the set-up")
    parameters: dict[str, Number | Setting] = Field(
        {}, description="another setting of this arm, from before the start"
    )
    changes: list[SetItem | ProjectItem] = Field([], description="what is done, and when")
    treatments: list[TreatmentSpec] = Field([], description="what is done to a group of the trial")


class PortfolioPart(Strict):
    """Part of a portfolio: a kind of project and how common it is."""

    share: Share
    plan: ProjectSpec


class Projects(Strict):
    """Projects drawn by themselves, without a world around them."""

    draws: Annotated[int, Field(ge=100, le=1_000_000)] = Field(description="projects a seed draws from each portfolio")
    portfolios: dict[Identifier, Annotated[list[PortfolioPart], Field(min_length=1)]]

    @field_validator("portfolios")
    @classmethod
    def _whole(cls, portfolios: dict[str, list[PortfolioPart]]) -> dict[str, list[PortfolioPart]]:
        for name, parts in portfolios.items():
            total = sum(part.share for part in parts)
            if abs(total - 1) > 0.005:
                raise Fault(f"the shares of portfolio {name} sum to {total:.3f}", "1 (within 0.005)")
        return portfolios


class TermSpec(Strict):
    """What is read, from which arm, in which weeks; a KPI, a counter over another, or a statistic of drawn projects."""

    arm: Identifier | None = Field(None, description="an arm, `control`, or a portfolio")
    kpi: KPIName | None = None
    count: Counter | None = Field(None, description="a counter, where there is no KPI for it")
    counts: dict[Counter, Number] | None = Field(None, description="several counters, each with its weight")
    per: Counter | None = Field(None, description="the counter it is divided by; weeks, unless said")
    statistic: Statistic | None = Field(None, description="of drawn projects, or of drawn caseworkers")
    threshold: Number | None = Field(
        None, description="cost over plan beyond which share_over and tail_mean_overrun count"
    )
    segment: Segment | None = Field(None, description="a group; everybody, unless said")
    weeks: Window | None = Field(
        None, description='"52 to 104": weeks after the start (of participants: after joining), the last not included'
    )
    person: PersonStatistic | None = Field(None, description="of a trial's participants")
    group: Identifier | None = Field(None, description="the group of the trial that is read")
    where: Where | None = Field(None, description="where participants are, or go to; anywhere, unless said")
    leaving: Where | None = Field(None, description="what is left: unemployed (register or measure), unless said")
    bridge: Annotated[int, Field(ge=0, le=52)] | None = Field(
        None, description="absences of up to so many weeks do not end unemployment; 0 unless said"
    )
    among: AmongSpec | None = Field(None, description="a subgroup, by what people were when they joined")
    of_kpi: KPIName | None = Field(None, description="with elasticity: d ln of this over d ln of `kpi`")


class Published(Strict):
    """What was found: a range, open at one end where only a bound is published."""

    value: Number | None = Field(None, description="the published central value")
    low: Number | None = None
    high: Number | None = None
    tolerance: Annotated[float, Field(ge=0)] = Field(
        0.0, description="how far outside the range still counts as inside"
    )

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.low is None and self.high is None:
            raise Fault("a published result without a range", "`low:`, `high:`, or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise Fault(f"the range begins at {self.low:g} and ends at {self.high:g}", "low at most high")
        return self


class OutcomeSpec(TermSpec):
    """One thing that is held against a published range."""

    name: Identifier
    title: Text = Field(description="what is measured, in words")
    measure: Measure
    against: TermSpec | None = Field(None, description="what it is compared with; what is not said is as above")
    factor: Number = Field(1.0, description="the measure is multiplied by this, to come out in the published unit")
    unit: Text | None = Field(None, description="unit of the measure; the KPI's unless said")
    above: Number | None = Field(None, description="with share_of_seeds: seeds count in which the value is more")
    below: Number | None = Field(None, description="with share_of_seeds: seeds count in which the value is less")
    published: Published
    known_miss: Text | None = Field(None, description="why the model does not get there, if it does not")
    training: bool = Field(False, description="whether parameters were set from this very result: no test then")

    @model_validator(mode="after")
    def _complete(self, info: ValidationInfo) -> Self:
        if (self.measure == "share_of_seeds") != (self.above is not None or self.below is not None):
            raise Fault(f"{self.name}: share_of_seeds goes with `above:` or `below:`, and nothing else does")
        return self


class ExperimentFile(Strict):
    """One experiment."""

    kind: Literal["experiment"] = "experiment"
    title: Text
    fact: Text = Field(description="where the fact is listed, such as digital 7.12")
    found: Text = Field(description="what was found, where and when")
    source: Text = Field(description="where that was published")
    grade: Literal["A", "B", "C", "D"] = Field(
        description="A audited or randomised, B observational, C reported, D judgement"
    )
    strength: Strength
    country: Text = Field("", description="where it was found")
    minimum: bool = Field(False, description="whether it belongs to the minimum set, which has to hold")
    mechanism: Text = Field(description="how the model comes to its result, in words")
    set_up: SetUp
    arms: dict[Identifier, ArmSpec] = Field({}, description="what is done; `control` is the set-up itself")
    projects: Projects | None = None
    outcomes: Annotated[list[OutcomeSpec], Field(min_length=1)]
