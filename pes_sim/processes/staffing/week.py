"""Staff at the start of a week and at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.processes.staffing.acceptance import acceptance
from pes_sim.processes.staffing.capacity import minutes, proficiency, standing
from pes_sim.processes.staffing.silos import lend
from pes_sim.processes.staffing.strain import absence, strain
from pes_sim.processes.staffing.training import tool_training
from pes_sim.processes.staffing.turnover import leave_and_hire
from pes_sim.world.staff import CASEWORKERS

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def staffing(model: PESModel) -> None:
    """At the start of a week: who is there, how able, and how many minutes every pool has."""
    staff, values = model.staff, model.values
    changed = staff.adjust(values, model.steering.moved) if model.week >= 0 else False
    changed |= leave_and_hire(model)
    changed |= staff.finish_training(values["staffing.training_weeks"])
    if changed:
        staff.update_cover()
    absence(model)
    model.staff_proficiency = proficiency(staff.experience - values["staffing.training_weeks"], values)
    minutes(model, tool_training(model))
    standing(model)


def staff_week(model: PESModel) -> None:
    """At the end of a week: strain follows the load, experience and acceptance grow, idle time is lent."""
    staff, booked = model.staff, model.ledger.service
    held = staff.open & staff.filled
    strain(model)
    staff.experience += held
    acceptance(model)
    posts = staff.fte * held
    booked["staff"] = float(posts.sum())
    booked["caseworkers"] = float(posts[staff.group == CASEWORKERS].sum())
    booked["staff_absent"] = float((staff.fte * staff.absent).sum())
    booked["staff_vacant"] = float((staff.fte * (staff.open & ~staff.filled)).sum())
    booked["staff_strain"] = float((posts * staff.strain).sum())
    booked["staff_acceptance"] = float((posts * staff.acceptance).sum())
    booked["staff_in_training"] = float(np.sum(posts * ~staff.trained))
    lend(model)
