"""Watching for a condition: how long each of its parts has held, by what the organisation sees."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from pes_sim.processes.steering.seen import seen
from pes_sim.scenario.conditions import Condition, ProjectEnd, Single, Trigger, parts_of

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_COMPARE = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}


class Held:
    """A condition under watch: weeks in a row that each part has held."""

    def __init__(self, trigger: Trigger) -> None:
        self.parts = parts_of(trigger)
        self.weeks = [0] * len(self.parts)

    def now(self, model: PESModel) -> bool:
        """Look once more (once a week): whether every part has held for as long as it must."""
        self.weeks = [
            weeks + 1 if holds(model, part) else 0 for weeks, part in zip(self.weeks, self.parts, strict=True)
        ]
        return all(weeks >= part.weeks for weeks, part in zip(self.weeks, self.parts, strict=True))

    def again(self) -> None:
        """Begin to count anew."""
        self.weeks = [0] * len(self.parts)


def holds(model: PESModel, part: Single) -> bool:
    """Whether ``part`` holds this week; a KPI that is not known yet is beyond no threshold."""
    if isinstance(part, ProjectEnd):
        return any(p.plan.name == part.project and p.state == part.end for p in model.portfolio)
    assert isinstance(part, Condition)
    return bool(_COMPARE[part.comparison](seen(model, part.kpi, part.segment, part.over), part.threshold))
