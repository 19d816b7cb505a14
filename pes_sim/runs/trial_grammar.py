"""The shape of a trial in an experiment file: who takes part, what is done to whom, and what is read of them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema, field_validator, model_validator

from pes_sim.kpis.segments import DIMENSIONS
from pes_sim.parameters.personal import PERSONAL
from pes_sim.runs.experiment_names import Identifier, Segment, Window
from pes_sim.runs.trial_reading import Among
from pes_sim.scenario.changes import Origin, SetValue
from pes_sim.scenario.expressions import NewValue, value
from pes_sim.scenario.grammar import Text
from pes_sim.scenario.problems import Fault, between, nearest, quoted
from pes_sim.scenario.profile import Profile
from pes_sim.scenario.rules import Rules
from pes_sim.scenario.strict import Share, Strict
from pes_sim.scenario.trial import Eligible, Lot, Treatment, Trial

Statistic = Literal[
    "exit_share", "exit_rate", "entered", "share_in", "weeks_in", "duration", "median_duration", "benefit_weeks",
    "meetings", "job_survival", "unemployment_rate",
]  # fmt: skip
Where = Literal["work", "registered", "measure", "unemployed", "away", "anywhere"]


class EligibleSpec(Strict):
    """Who joins, and when."""

    entries: Window | None = Field(None, description='"0 to 52": weeks in which people who register join on the day')
    stock: Annotated[int, Field(ge=0)] | None = Field(None, description="week in which those on the register join")
    registered_for: Window | None = Field(None, description="weeks they must have been registered by then")
    ages: Window | None = Field(None, description="years of age, by the first year of the five-year band")
    score: Annotated[list[Share], Field(min_length=2, max_length=2)] | None = Field(
        None, description="rank of risk among those who register, as a score in use (profiling.use above 0) sees it"
    )
    groups: list[Segment] = Field([], description='groups such as "education:low"; several of a kind mean either')
    regions: list[Text] | None = Field(None, description="regions of the profile")
    from_work: bool = Field(False, description="only who lost a job, not who comes back from elsewhere")
    sample: Share = Field(1.0, description="share of the eligible who join")

    @model_validator(mode="after")
    def _when(self) -> Self:
        if self.entries is None and self.stock is None:
            raise Fault("a trial that nobody joins", "`entries:` weeks, `stock:` a week, or both")
        return self


class TrialSpec(Strict):
    """A trial in the world of the experiment."""

    eligible: EligibleSpec
    groups: dict[Identifier, Share] = Field(description="share of each group among those who join")
    lot: Lot = Field("person", description="whether persons are drawn, or whole regions")
    follow: Annotated[int, Field(ge=1, le=520)] = Field(description="weeks each is followed from joining on")

    @field_validator("groups")
    @classmethod
    def _whole(cls, groups: dict[str, float]) -> dict[str, float]:
        if abs(sum(groups.values()) - 1) > 0.005:
            raise Fault(f"the shares of the groups sum to {sum(groups.values()):.3f}", "1 (within 0.005)")
        return groups


def _new(raw: object) -> NewValue:
    return value(raw)


class TreatmentSpec(Strict):
    """What is done to a group, from joining on."""

    group: Identifier
    weeks: Window | None = Field(None, description='"0 to 52": weeks after joining; to the end unless said')
    caseload: Annotated[float, Field(ge=1)] | None = Field(
        None, description="the group has caseworkers of its own, with so many clients each"
    )
    lost_meetings: Annotated[int, Field(ge=0, le=50)] = Field(
        0, description="so many meetings booked for each are lost"
    )
    parameters: dict[str, Annotated[NewValue, PlainValidator(_new), WithJsonSchema({})]] = Field(
        {}, description="levers that act on persons, moved for this group"
    )

    @field_validator("parameters")
    @classmethod
    def _personal(cls, given: dict[str, NewValue], info: ValidationInfo) -> dict[str, NewValue]:
        assert isinstance(info.context, Rules)
        for path, new in given.items():
            parameter = info.context.parameter(path)
            if path not in PERSONAL:
                raise Fault(
                    f"{path} acts on everybody, not on a group",
                    f"one of {', '.join(PERSONAL)}",
                    nearest(path, PERSONAL),
                )
            if new.operation == "to" and (why := parameter.problem(new.value)):
                raise Fault(f"{path} cannot be set: {why}", between(parameter.least, parameter.most))
        return given

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.caseload is None and not self.lost_meetings and not self.parameters:
            raise Fault(f"nothing is done to {self.group}", "`caseload:`, `lost_meetings:`, or `parameters:`")
        return self


class AmongSpec(Strict):
    """A subgroup, by what people were when they joined."""

    groups: list[Segment] = Field([], description='groups such as "education:low"')
    registered_for: Window | None = Field(None, description="weeks registered by then")
    ages: Window | None = Field(None, description="years of age, by the first year of the five-year band")
    caseworker: Literal["weaker", "stronger"] | None = Field(None, description="half of the caseworkers by quality")


def trial_of(spec: TrialSpec, profile: Profile, uses_score: bool) -> Trial:
    """The trial a file describes. Raises Fault."""
    given = spec.eligible
    known = [row.name for row in profile.figures.regions.rows]
    for name in given.regions or ():
        if name not in known:
            raise Fault(f"no region {quoted(name)}", f"one of {', '.join(known)}", nearest(name, known))
    if given.score is not None and not uses_score:
        raise Fault("a score that nobody keeps", "`profiling.use` above 0 among the parameters of the set-up")
    levels: dict[str, frozenset[int]] = {}
    for group in given.groups:
        dimension, _, level = group.partition(":")
        if dimension == "age" or group == "all":
            raise Fault(f"{group} cannot be asked for here", "`ages:` for ages")
        levels[dimension] = levels.get(dimension, frozenset()) | {DIMENSIONS[dimension].index(level)}
    regions = None if given.regions is None else frozenset(given.regions)
    score = None if given.score is None else (given.score[0], given.score[1])
    eligible = Eligible(
        given.entries, given.stock, given.registered_for, given.ages, score, regions=regions,
        from_work=given.from_work, sample=given.sample, **levels,
    )  # fmt: skip
    return Trial(eligible, spec.groups, spec.follow, spec.lot)


def treatment_of(spec: TreatmentSpec, trial: Trial, origin: Origin) -> Treatment:
    """What a file does to a group. Raises Fault."""
    if spec.group not in trial.groups:
        raise Fault(f"no group {spec.group!r}", f"one of {', '.join(trial.groups)}", nearest(spec.group, trial.groups))
    first, end = spec.weeks or (0, None)
    sets = tuple(SetValue(path, new.operation, new.value, None, origin=origin) for path, new in spec.parameters.items())
    return Treatment(spec.group, first, end, spec.caseload, spec.lost_meetings, sets)


def among_of(spec: AmongSpec | None, profile: Profile) -> Among:
    """The subgroup a file describes."""
    if spec is None:
        return Among()
    bands = None
    if spec.ages is not None:
        rows = profile.figures.ages.rows
        bands = tuple(k for k, row in enumerate(rows) if spec.ages[0] <= row.first <= spec.ages[1])
    return Among(tuple(spec.groups), spec.registered_for, bands, spec.caseworker)
