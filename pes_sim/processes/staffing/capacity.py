"""Capacity: minutes of every pool, from who is there, how practised they are and what their tools allow.

proficiency = novice + (1 - novice)(1 - exp(-2 weeks on the job / ramp_weeks))
minutes a full post = 60 x week_hours x (1 - leave_share) x tool factor x (1 - go-live dip) x (1 - training time)

Newcomers are in training first (UK 2020: 32 of 52 working days are taught) and serve nobody. Where the week before
left work undone, people stay longer: overtime = min(load - 1, the limit), at least 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.processes.money import temporary_share
from pes_sim.world.catalogue import PHONE
from pes_sim.world.staff import BACK_STAFF, CASEWORKERS, FRONT_STAFF, GROUPS, PHONE_STAFF

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_RAMPS = 2.0
"""Learning is exponential; after the ramp 1 - exp(-2) = 86 % of the way is done."""


def proficiency(on_the_job: NDArray[np.float64], values: Mapping[str, float]) -> NDArray[np.float64]:
    """By post, from weeks on the job after training."""
    novice = values["staffing.novice"]
    learnt = 1 - np.exp(-_RAMPS * np.maximum(on_the_job, 0.0) / values["staffing.ramp_weeks"])
    return np.asarray(novice + (1 - novice) * learnt)


def minutes(model: PESModel, in_courses: float) -> None:
    """This week's minutes of every pool; ``in_courses`` is the share of time that training in tools takes."""
    staff, values = model.staff, model.values
    dip = 1 - values["delivery.dip_size"] * model.dip * (1 - staff.tool_training)
    a_post = 60 * values["staffing.week_hours"] * (1 - values["staffing.leave_share"]) * model.tool_factor * dip
    a_post *= 1 - in_courses
    up = a_post * (1 - model.outage_loss)
    regions = len(model.offices)
    able: NDArray[np.float64] = np.where(staff.working(), staff.fte * model.staff_proficiency, 0.0)
    staff.overtime = np.clip(staff.load - 1.0, 0.0, values["staffing.overtime"])
    longer = 1 + staff.overtime
    occupancy = values["staffing.occupancy"]
    own_and_temporary = 1 + temporary_share(model)
    for pool, group in (("front", FRONT_STAFF), ("back", BACK_STAFF)):
        mine: NDArray[np.bool_] = staff.group == group
        time = np.bincount(staff.region[mine], able[mine], regions) * up[group] * occupancy * longer[group]
        time *= own_and_temporary
        for office in model.offices:
            office.available[pool] = float(time[office.region]) + office.borrowed[pool]
    line = model.channels[PHONE].availability
    agents = float(able[staff.group == PHONE_STAFF].sum()) * float(up[PHONE_STAFF])
    own = agents * occupancy * float(longer[PHONE_STAFF, 0])
    model.phone_minutes = own * line
    mine = staff.group == CASEWORKERS
    # diaries are booked before anyone falls ill or a system fails: such meetings are lost, not made up for
    held: NDArray[np.float64] = np.where(staff.on_duty(), staff.fte, 0.0)
    diary = np.bincount(staff.region[mine], held[mine], regions) * a_post[CASEWORKERS] * longer[CASEWORKERS]
    model.caseworker_minutes = diary * (1 - values["counselling.overhead_share"])
    posts = staff.fte * staff.working()
    model.ledger.service["overtime_hours"] = float(
        (posts * staff.overtime[staff.group, staff.region]).sum() * values["staffing.week_hours"]
    )


def standing(model: PESModel) -> None:
    """Mean proficiency and acceptance of each pool, over those at work."""
    staff = model.staff
    there = staff.working()
    for pool, group in zip(GROUPS, range(len(GROUPS)), strict=True):
        mine = (staff.group == group) & there
        weight = float(staff.fte[mine].sum())
        model.proficiency[pool] = float((staff.fte * model.staff_proficiency)[mine].sum()) / weight if weight else 1.0
        model.acceptance[pool] = float((staff.fte * staff.acceptance)[mine].sum()) / weight if weight else 0.0
