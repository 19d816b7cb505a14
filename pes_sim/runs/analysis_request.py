"""What is asked of many runs: the `analysis:` section of a study file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pes_sim.scenario.grammar import KPIName, Number, Text
from pes_sim.scenario.strict import Strict


class FailureSpec(Strict):
    """Under which conditions does an option fail: a KPI worse than a bound."""

    option: Text
    kpi: KPIName
    worse_than: Number = Field(0.0, description="the bound, in the KPI's unit")
    of: Literal["change", "level"] = Field("change", description="change against the baseline, or level")


class RobustnessSpec(Strict):
    """Which option stands up in all futures."""

    kpis: Annotated[list[KPIName], Field(min_length=1)]
    good_enough: dict[KPIName, Number] = Field({}, description="by KPI: the value from which it is good enough")


class AimSpec(Strict):
    """What a plan has to meet every year."""

    kpi: KPIName
    at_least_as_good_as: Number


class AnalysisRequest(Strict):
    """The analyses asked for; what is not asked for is not made."""

    sensitivity: list[KPIName] = Field([], description="KPIs whose driving assumptions are wanted, for each option")
    fails: list[FailureSpec] = Field([], description="failures whose conditions are wanted")
    robustness: RobustnessSpec | None = None
    pathways: list[AimSpec] = Field([], description="aims; a plan stops working when one is missed for two years")
