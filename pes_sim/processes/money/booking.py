"""Money: what the week cost, and what it returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.kpis.counters import Count
from pes_sim.parameters import CHANNELS
from pes_sim.processes.channel_choice import by_channel
from pes_sim.processes.weather import WEEKS
from pes_sim.world.staff import CASEWORKERS

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_CONTACTS = [int(Count[f"contacts_{name}"]) for name in CHANNELS]


def money(model: PESModel) -> None:
    """Book staff, channels, benefits and measures of the week, in euro."""
    values, booked, staff = model.values, model.ledger.service, model.staff
    post = values["money.staff_cost"] / WEEKS
    filled = staff.fte * (staff.open & staff.filled)
    overtime = booked["overtime_hours"] / values["staffing.week_hours"] * values["staffing.overtime_rate"]
    booked["cost_staff"] = post * (
        float(filled.sum()) + values["staffing.other"] + overtime + booked["temporary_staff"]
    )
    booked["cost_service_staff"] = post * float(filled[staff.group != CASEWORKERS].sum())
    contacts = np.array([model.ledger.total(count) for count in _CONTACTS])
    booked["cost_channels"] = float(contacts @ by_channel(values, "unit_cost"))
    # paid for what is taught: the full-time equivalent of the gain bought for everybody in training
    taught = model.ledger.total(Count.in_skill_training) * values["people.skill_training"] / WEEKS
    booked["cost_training"] = taught * values["people.training_cost"]
    booked["cost_benefits"] = model.ledger.total(Count.benefit_days) * values["money.benefit_day"]
    booked["cost_measures"] = booked["in_measures"] * values["money.measure_week"]
    booked["revenue_forgone"] = model.ledger.total(Count.registered) * values["money.work_return"]
