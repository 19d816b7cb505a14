"""The shape of a study file: base, options, shocks, futures, seeds, and what is asked of them.

What is uncertain (`futures.parameters`) is read item by item, so that one slip hides no other.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema, field_validator, model_validator

from pes_sim.runs.analysis_request import AnalysisRequest
from pes_sim.runs.errors import CallError
from pes_sim.runs.pool import MOST_SEEDS, seed_list
from pes_sim.scenario.expressions import number
from pes_sim.scenario.grammar import Day, KPIName, Number, Setting, Text
from pes_sim.scenario.problems import Fault, quoted
from pes_sim.scenario.strict import Strict

Design = Literal["latin_hypercube", "sobol", "morris", "factorial", "explicit", "posterior"]
NEEDS: dict[str, tuple[str, ...]] = {
    "latin_hypercube": ("count",), "sobol": ("count",), "morris": ("count",), "factorial": (),
    "explicit": ("values",), "posterior": ("file",),
}  # fmt: skip
"""What a design cannot do without."""
MAY: dict[str, tuple[str, ...]] = {
    "latin_hypercube": ("count", "seed", "parameters"), "sobol": ("count", "seed", "second_order", "parameters"),
    "morris": ("count", "seed", "levels", "parameters"), "factorial": ("levels", "parameters"),
    "explicit": ("values",), "posterior": ("file", "count", "seed"),
}  # fmt: skip
"""What a design may be told beside its name."""
NO_SHOCK = "none"
MOST_FUTURES = 1_000_000


def _seeds(raw: object) -> tuple[int, ...]:
    if isinstance(raw, float) or (isinstance(raw, list) and any(isinstance(seed, bool) for seed in raw)):
        raise Fault(f"seeds is {quoted(raw)}", f"a number from 1 to {MOST_SEEDS:,}, or a list of seeds")
    try:
        return seed_list(raw)  # type: ignore[arg-type]
    except CallError as error:
        raise Fault(str(error)) from None


def _shock(raw: object) -> tuple[str, ...]:
    names = [raw] if isinstance(raw, str) else raw
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
        raise Fault(
            f"{quoted(raw)} is no shock", f"the name of a shock, {NO_SHOCK}, or a list of names for several at once"
        )
    if len(names) > 1 and NO_SHOCK in names:
        raise Fault(f"{NO_SHOCK} stands beside another shock", f"{NO_SHOCK} alone, or shocks alone")
    return () if names == [NO_SHOCK] else tuple(names)


def _minutes(raw: object) -> float:
    minutes = number(raw)
    if not 0 < minutes <= 7 * 24 * 60:
        raise Fault(f"a time limit of {minutes:g} minutes", "more than 0, at most a week")
    return minutes


Shock = Annotated[
    tuple[str, ...],
    PlainValidator(_shock),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]
Seeds = Annotated[
    tuple[int, ...],
    PlainValidator(_seeds),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": MOST_SEEDS},
                {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 1, "uniqueItems": True},
            ]
        }
    ),
]
Minutes = Annotated[
    float, PlainValidator(_minutes), WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 10080})
]


class DimensionSpec(Strict):
    """One uncertain parameter, with a distribution of its own where the declared range will not do."""

    path: Text = Field(description="a parameter's path, or a pattern such as labour.* for all uncertainties that fit")
    low: Number | None = Field(None, description="lower end; the declared one if not said")
    high: Number | None = Field(None, description="upper end; the declared one if not said")
    distribution: Literal["uniform", "log_uniform", "triangular", "normal"] = "uniform"
    mode: Number | None = Field(None, description="peak of a triangle; the base's value if not said")
    mean: Number | None = Field(None, description="of a normal distribution; the base's value if not said")
    sd: Number | None = Field(None, description="of a normal distribution; a quarter of the range if not said")
    values: Annotated[list[Number], Field(min_length=1)] | None = Field(
        None, description="these values and none between"
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.values is not None and self.model_fields_set - {"path", "values"}:
            raise Fault("values stand beside a range or a distribution", "the one or the other")
        if self.sd is not None and not self.sd > 0:
            raise Fault(f"sd is {self.sd:g}", "more than 0")
        for key, shape in (("mode", "triangular"), ("mean", "normal"), ("sd", "normal")):
            if getattr(self, key) is not None and self.distribution != shape:
                raise Fault(f"{key} says nothing about a {self.distribution} distribution", f"distribution: {shape}")
        return self


class FuturesSpec(Strict):
    """How futures are drawn."""

    design: Design = Field(description="how the space of futures is searched")
    count: Annotated[int, Field(ge=1, le=MOST_FUTURES)] | None = Field(
        None, description="futures of a hypercube, base sample of sobol (a power of two), trajectories of morris, draws"
    )
    levels: Annotated[int, Field(ge=2, le=100)] = Field(4, description="levels a parameter, for morris and factorial")
    second_order: bool = Field(False, description="sobol: enough runs for the indices of pairs")
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(1, description="of the draw of futures, not of the worlds")
    parameters: list[Text | DimensionSpec] | Literal["all"] = Field(
        "all", description="what is uncertain; every parameter of kind uncertainty over its declared range if not said"
    )
    values: Annotated[list[dict[str, Number]], Field(min_length=1)] | None = Field(
        None, description="explicit: each future as paths with values"
    )
    file: Text | None = Field(None, description="posterior: a .parquet or .csv with a column a parameter, a row a draw")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for key in NEEDS[self.design]:
            if getattr(self, key) is None:
                raise Fault(f"a {self.design} design needs {key!r}", f"`{key}:` beside `design: {self.design}`")
        for key in sorted(self.model_fields_set - {"design", *MAY[self.design]}):
            raise Fault(f"{key!r} says nothing about a {self.design} design", f"only {', '.join(MAY[self.design])}")
        if self.design == "sobol" and self.count is not None and self.count & (self.count - 1):
            below = 1 << (self.count.bit_length() - 1)
            raise Fault(f"count is {self.count}: a Sobol' sequence needs a power of two", f"{below} or {2 * below}")
        if self.design == "morris" and self.levels % 2:
            raise Fault(
                f"levels is {self.levels}: Morris needs an even number", f"{self.levels - 1} or {self.levels + 1}"
            )
        return self


class StudyFile(Strict):
    """A design over runs, and the analysis asked of it."""

    kind: Literal["study"] = "study"
    title: Text | None = None
    description: str = ""
    base: Text = Field(description="a profile, case or scenario: its name, or a path ending in .yaml")
    start: Day | None = Field(None, description="first day; the base's if not said")
    years: Annotated[int, Field(ge=1, le=40)] | None = Field(None, description="length of the horizon")
    scale: Annotated[int, Field(ge=1)] | None = Field(None, description="real people one simulated person stands for")
    parameters: dict[str, Number | Setting] = Field({}, description="values of the base from before the start on")
    without: list[Text] = Field([], description="mechanisms switched off throughout")
    options: Annotated[list[Text], Field(min_length=1)] | Literal["all"] = Field(
        [], description="what is compared with the base: names or paths, or all for every option there is"
    )
    shocks: Annotated[list[Shock], Field(min_length=1)] = Field(
        [()], description="worlds all options live through in turn: none, a shock, or a list of shocks at once"
    )
    futures: FuturesSpec | None = Field(None, description="what is uncertain; the base's own values if not said")
    seeds: Seeds = Field(tuple(range(1, 11)), description="how many worlds, each with luck of its own, or which")
    kpis: list[KPIName] = Field([], description="what the table of runs shows; the headline KPIs if not said")
    keep: Literal["years", "weeks"] = Field(
        "years",
        description="what the store keeps: KPIs by year and segment, or weekly counters too (a hundred times more)",
    )
    time_limit_minutes: Minutes = Field(60.0, description="a run (or warm-up) that takes longer is given up")

    analysis: AnalysisRequest = Field(AnalysisRequest(), description="what is worked out once the runs are there")

    @field_validator("shocks")
    @classmethod
    def _each_once(cls, shocks: list[tuple[str, ...]], info: ValidationInfo) -> list[tuple[str, ...]]:
        if twice := [shock for shock in shocks if shocks.count(shock) > 1]:
            raise Fault(f"the shock {shock_name(twice[0])} is given twice", "each once")
        return shocks


def shock_name(shock: tuple[str, ...]) -> str:
    """What a shock, or several at once, are called in tables."""
    return "+".join(shock) or NO_SHOCK
