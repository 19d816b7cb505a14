"""Silos or one budget: whether money for posts can pay for IT and money for IT can pay for people.

money.pooling = 0: silos. Pay of empty posts lapses, unspent IT money lapses, a saving target not met is overdrawn.
money.pooling = 1: pay of empty posts is IT money in the same week, what IT has left at the end of a year pays
temporary staff in the next, and IT pays for a saving not yet made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.processes.money.saving import saving_missing
from pes_sim.processes.weather import WEEKS
from pes_sim.world.staff import BACK_STAFF, FRONT_STAFF

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def pool(model: PESModel) -> None:
    """Pay of empty posts less the saving not yet made: the pooled share goes to or comes from IT this week (euro)."""
    values, staff, budget, booked = model.values, model.staff, model.budget, model.ledger.service
    post = values["money.staff_cost"] / WEEKS
    vacant = float((staff.fte * (staff.open & ~staff.filled)).sum()) * post
    missing = saving_missing(model) * post
    booked["saving_missing"] = missing
    moved = values["money.pooling"] * (vacant - missing)
    moved = budget.lend_or_take(moved)
    booked["pooled_to_it"], booked["pooled_from_it"] = max(0.0, moved), max(0.0, -moved)
    booked["staff_overdrawn"] = max(0.0, missing - vacant - booked["pooled_from_it"])
    booked["temporary_staff"] = temporary_staff(model)


def temporary_staff(model: PESModel) -> float:
    """Full-time temporary staff that last year's unspent IT money pays this week."""
    return model.budget.temporary_year / model.budget.YEAR / (model.values["money.staff_cost"] / WEEKS)


def temporary_share(model: PESModel) -> float:
    """Temporary staff as a share of the posts of counters and back offices; they work as novices do."""
    staff = model.staff
    posts = float(staff.fte[staff.open & ((staff.group == FRONT_STAFF) | (staff.group == BACK_STAFF))].sum())
    return model.values["staffing.novice"] * temporary_staff(model) / posts if posts > 0 else 0.0
