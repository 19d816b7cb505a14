"""Weather: what the strategist does not choose. Seasons here; shocks arrive as dated changes (see strategy)."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from pes_sim.processes.robotisation import robotisation

if TYPE_CHECKING:
    from pes_sim.model import PESModel

WEEKS = 365.25 / 7
"""Weeks of the mean year."""
MEAN_MONTH = 365.25 / 12
"""Days of the mean month."""


def weather(model: PESModel) -> None:
    """Set the month the week falls in; the season's factors follow. Technology and robotisation move on."""
    model.month = model.base.date_of(model.week).month
    if model.week >= 0:
        model.frontier += model.values["technology.pace"] / WEEKS
    robotisation(model)


def season(model: PESModel, what: str) -> float:
    """The month's factor (1 = the year's mean) on ``what``: separations, hires or leaving, a week.

    The profile's factors are of a month's total; a short month has the more a week.
    """
    _, days = monthrange(model.base.date_of(model.week).year, model.month)
    return float(getattr(model.figures.season, what)[model.month - 1]) * MEAN_MONTH / days
