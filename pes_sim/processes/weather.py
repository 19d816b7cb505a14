"""Weather: what the strategist does not choose. Seasons here; shocks arrive as dated changes (see strategy)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def weather(model: PESModel) -> None:
    """Set the month the week falls in; the season's factors follow from it."""
    model.month = model.base.date_of(model.week).month


def season(model: PESModel, what: str) -> float:
    """The month's factor (1 = the year's mean) on ``what``: separations, hires or leaving."""
    return float(getattr(model.figures.season, what)[model.month - 1])
