"""A week of automation as the organisation sees it, before anybody is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.processes.automation.decay import decay
from pes_sim.processes.automation.faults import faults
from pes_sim.world.automation import DECIDED

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def automation(model: PESModel) -> None:
    """What is automated wears and grows, faults arise and are found, samples and corrections take their minutes."""
    faults(model, decay(model))
    _take_minutes(model)


def found_off_the_register(model: PESModel, decisions: int) -> None:
    """Wrong ``decisions`` (simulated) of people off the register come to light: work for the back office, and money."""
    values = model.values
    model.tools.asleep -= decisions
    # a complaint without the client: the case is taken up and decided again
    model.tools.owed_minutes += decisions * model.scale * values["tasks.complaint.back_minutes"]
    repay(model, decisions)


def repay(model: PESModel, decisions: int) -> None:
    """Book what is repaid for wrong ``decisions`` (simulated) that came to light."""
    booked = model.ledger.service
    booked["wrong_corrected"] += decisions * model.scale
    booked["cost_repaid"] += decisions * model.scale * model.values["automation.repaid"]


def close(model: PESModel, decided: list[float]) -> None:
    """At the end of service: remember how many cases of each task were ``decided`` without staff (real cases)."""
    model.tools.decided = np.array(decided)
    model.ledger.service["wrong_off_register"] = float(model.tools.asleep * model.scale)


def _take_minutes(model: PESModel) -> None:
    """Samples and corrections come before this week's queue, up to their share of the back office's time."""
    values, tools, booked = model.values, model.tools, model.ledger.service
    minutes = np.array([values[f"tasks.{task}.back_minutes"] for task in DECIDED])
    sampling = values["automation.monitoring"] * float(tools.decided @ minutes)
    there = sum(office.available["back"] for office in model.offices)
    taken = min(sampling + tools.owed_minutes, values["automation.correction_share"] * there)
    if taken <= 0:
        return
    tools.owed_minutes = max(0.0, tools.owed_minutes - max(0.0, taken - sampling))
    booked["correction_minutes"] = taken
    for office in model.offices:
        office.available["back"] *= 1 - taken / there
