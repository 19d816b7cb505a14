"""Training in the tools: it takes hours, so the level that is wanted is reached by and by.

level += min(wanted - level, training_pace x hours of a week / training_hours)
A level above what is wanted falls as the trained leave: level += turnover / 52 x (wanted - level).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def tool_training(model: PESModel) -> float:
    """A week of courses; returns the share of staff time they take."""
    staff, values = model.staff, model.values
    week = values["staffing.week_hours"]
    hours = values["staffing.tool_training_hours"]
    gap = values["staffing.tool_training"] - staff.tool_training
    if gap <= 0:
        staff.tool_training += gap * values["staffing.turnover"] / 52.0
        return 0.0
    step = min(gap, values["staffing.tool_training_pace"] * week / hours)
    staff.tool_training += step
    model.ledger.service["training_hours"] = step * hours * float((staff.fte * staff.filled * staff.open).sum())
    return step * hours / week
