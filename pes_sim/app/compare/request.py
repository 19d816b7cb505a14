"""What a comparison is asked for, checked before it waits in line."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field, model_validator

from pes_sim.app.errors import AppError
from pes_sim.app.flights.spec import FlightSpec, Name, Settings, Strict, over, settled, within
from pes_sim.app.lookup.numbers import kpi_name
from pes_sim.app.settings import TEACHING_SCALE, Limits
from pes_sim.kpis.definitions import KPIS
from pes_sim.runs.pool import refuse_too_much
from pes_sim.scenario.laying import lay_source
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.texts import lay_text
from pes_sim.scenario.yaml_source import source_of

Weights = Annotated[dict[Name, Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]], Field(max_length=40)]


MOST_CHANGES = 100
"""Changes of one option, however it is given."""


class OptionSpec(Strict):
    """One option: a library ``name``, a ``title`` with ``changes``, or the ``text`` of an option file."""

    name: Name | None = None
    title: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    changes: list[dict[str, Any]] | None = Field(None, max_length=MOST_CHANGES)
    text: Annotated[str, Field(max_length=64 * 1024)] | None = None

    @model_validator(mode="after")
    def _one(self) -> OptionSpec:
        given = [self.name is not None, self.changes is not None, self.text is not None]
        if sum(given) != 1 or (self.changes is not None and self.title is None):
            raise ValueError("expected a name, or a title with changes, or a text")
        return self


class CompareRequest(Strict):
    """A base, what happens to it, and the options."""

    base: Name
    options: list[OptionSpec] = Field(min_length=1, max_length=20)
    shocks: list[Name] = Field([], max_length=4)
    settings: Settings = Field({})
    years: int = Field(5, ge=1, le=40)
    scale: int = Field(TEACHING_SCALE, ge=1, le=1_000_000)
    seeds: int = Field(6, ge=1, le=1000)
    weights: Weights = Field({})


def prepared(request: CompareRequest, limits: Limits) -> list[Scenario]:
    """The base and the options. Raises AppError beyond the limits, ScenarioError with what is wrong."""
    if len(request.options) > limits.options:
        raise AppError("invalid", f"{len(request.options)} options; at most {limits.options} here")
    if request.seeds > limits.seeds or request.seeds * (1 + len(request.options)) > limits.runs:
        raise AppError(
            "invalid", f"at most {limits.seeds} seeds, and {limits.runs} runs (seeds times scenarios) in all"
        )
    checked_weights(request.weights)
    spec = FlightSpec(base=request.base, years=request.years, scale=request.scale)
    ground = settled(within(spec, limits), request.settings)
    for name in request.shocks:
        ground = over(ground, name, "shock")
    taken = {ground.name}
    found = [ground]
    for option in request.options:
        laid = _laid(option, ground, taken)
        taken.add(laid.name)
        found.append(laid)
    refuse_too_much(found, range(request.seeds))
    return found


def _laid(option: OptionSpec, ground: Scenario, taken: set[str]) -> Scenario:
    if option.name is not None:
        if option.name in taken:
            raise AppError("invalid", f"{option.name} is compared twice")
        return over(ground, option.name, "option")
    roomy = ground.sized(years=max(ground.years, 20))
    if option.text is not None:
        title = option.title or _said(option.text) or "option"
        laid = lay_text(option.text, _slug(title, taken), roomy)
    else:
        data: dict[str, object] = {"kind": "option", "title": option.title, "changes": option.changes}
        laid = lay_source(source_of(data, _slug(option.title or "option", taken)), roomy)
    if len(laid.changes) - len(ground.changes) > MOST_CHANGES:
        raise AppError("invalid", f"{laid.name} makes {len(laid.changes):,} changes; at most {MOST_CHANGES}")
    return laid.sized(years=ground.years)


def _said(text: str) -> str | None:
    found = re.search(r"^title:\s*[\"']?([^\"'\n]{1,80})", text, re.M)
    return found[1].strip() if found else None


def _slug(title: str, taken: set[str]) -> str:
    """A name no other scenario has, made of ``title``."""
    name = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:40] or "option"
    return next(each for n in range(1, 1000) if (each := name if n == 1 else f"{name}_{n}") not in taken)


def checked_weights(weights: dict[str, float]) -> dict[str, float]:
    """``weights``, if each is of a KPI with a better direction. Raises AppError."""
    for name in weights:
        if KPIS[kpi_name(name)].direction == "neutral":
            raise AppError("invalid", f"{name} has no better direction, so it carries no weight")
    return weights
