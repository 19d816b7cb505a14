"""The shape of a calibration file: which parameters are estimated, from which outcomes of which experiments."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pes_sim.scenario.grammar import Number, Text
from pes_sim.scenario.strict import Strict


class PriorSpec(Strict):
    """The range looked at; what is not said is the declared plausible range."""

    low: Number | None = None
    high: Number | None = None


class TrainingSpec(Strict):
    """Outcomes of an experiment that are in the training set."""

    experiment: Text = Field(description="a name in experiments/validation, or a path from this file's folder")
    outcomes: list[Text] = Field([], description="names of its outcomes; all of them, unless said")


class CalibrationFile(Strict):
    """One calibration."""

    kind: Literal["calibration"] = "calibration"
    title: Text
    description: Text | None = None
    parameters: dict[str, PriorSpec] = Field(description="paths of uncertain parameters, each with its range")
    targets: Annotated[list[TrainingSpec], Field(min_length=1)]
    waves: Annotated[int, Field(ge=1, le=20)] = 3
    runs_a_wave: Annotated[int, Field(ge=4, le=2000)] = 60
    seeds: Annotated[int, Field(ge=2, le=100)] = Field(2, description="worlds a run; all runs share them")
    seed: Annotated[int, Field(ge=1)] = Field(1, description="of the design and of the posterior's draws")
