"""Conditions: what a change may wait for. A KPI beyond a threshold, the end of a project, or several at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Comparison = Literal[">", "<", ">=", "<="]
End = Literal["delivered", "cancelled"]
EVERYBODY = "all"
"""The segment of a condition that names none."""


@dataclass(frozen=True, slots=True)
class Condition:
    """``kpi`` (of ``segment``) stays beyond ``threshold`` for ``weeks`` weeks in a row, as the organisation sees it.

    Each week the KPI is taken over the last ``over`` weeks that were reported.
    """

    kpi: str
    comparison: Comparison
    threshold: float
    weeks: int = 1
    segment: str = EVERYBODY
    over: int = 1

    def __str__(self) -> str:
        group = "" if self.segment == EVERYBODY else f"[{self.segment}]"
        over = f" over {self.over} weeks" if self.over > 1 else ""
        lasting = f" for {self.weeks} {'week' if self.weeks == 1 else 'weeks'}" if self.weeks > 1 or not over else ""
        return f"kpi.{self.kpi}{group} {self.comparison} {self.threshold:g}{over}{lasting}"


@dataclass(frozen=True, slots=True)
class ProjectEnd:
    """The project called ``project`` has been delivered, or was cancelled."""

    project: str
    end: End
    weeks: int = 1

    def __str__(self) -> str:
        return f'project "{self.project}" is {self.end}'


Single = Condition | ProjectEnd


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds, each for its own weeks, in the same week."""

    parts: tuple[Single, ...]

    def __str__(self) -> str:
        return " and ".join(str(part) for part in self.parts)


Trigger = Condition | ProjectEnd | AllOf


def parts_of(trigger: Trigger | None) -> tuple[Single, ...]:
    """The single conditions a trigger is made of; none for no trigger."""
    if trigger is None:
        return ()
    return trigger.parts if isinstance(trigger, AllOf) else (trigger,)
