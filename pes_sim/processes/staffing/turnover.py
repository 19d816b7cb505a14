"""Turnover: people leave the more the more strained they are; a post stays empty for a while; the new are novices.

P(quit)   = 1 - exp(-turnover / 52 x (1 + turnover_strain x strain))
P(filled) = 1 / hiring_weeks, a week, for an empty post
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.processes.money import take_saving
from pes_sim.processes.staffing.acceptance import at_first
from pes_sim.random import Stream
from pes_sim.world.staff import BACK_STAFF, FRONT_STAFF

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def leave_and_hire(model: PESModel) -> bool:
    """This week's leavers and newcomers; True when there were any."""
    staff, values = model.staff, model.values
    held = staff.open & staff.filled
    rate = values["staffing.turnover"] / 52.0 * (1 + values["staffing.turnover_strain"] * staff.strain)
    leaves = held & (staff.draw(Stream.STAFF_QUIT, model.week) < -np.expm1(-rate))
    hired = (
        staff.open & ~staff.filled & (staff.draw(Stream.STAFF_HIRE, model.week) < 1 / values["staffing.hiring_weeks"])
    )
    staff.filled[leaves] = False
    booked = model.ledger.service
    booked["staff_quits"] = float(staff.fte[leaves].sum())
    booked["staff_hired"] = float(staff.fte[hired].sum())
    posts = np.flatnonzero(hired)
    staff.filled[posts] = True
    staff.experience[posts] = 0.0
    staff.strain[posts] = 0.0
    staff.acceptance[posts] = at_first(model)[posts]
    if len(posts):
        staff.draw_quality(posts, values["counselling.quality_floor"], model.week)
    _close_idle(model, leaves)
    take_saving(model, leaves)
    return bool(leaves.any() or hired.any())


def _close_idle(model: PESModel, leaves: NDArray[np.bool_]) -> None:
    """Posts of leavers are not filled again, as far as the plan says so and the pool had idle time."""
    staff, share = model.staff, model.values["staffing.cut_idle"]
    if share <= 0:
        return
    for pool, group in (("front", FRONT_STAFF), ("back", BACK_STAFF)):
        for office in model.offices:
            if office.idle(pool) > model.values["staffing.idle_noticed"] * max(office.available[pool], 1.0):
                gone = leaves & (staff.group == group) & (staff.region == office.region)
                staff.closed[group, office.region] += share * float(staff.fte[gone].sum())
