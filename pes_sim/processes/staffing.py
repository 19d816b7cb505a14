"""Staffing: posts follow the plan, strain follows the load, people are absent, leave, are hired and learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.random import Stream
from pes_sim.world.catalogue import PHONE
from pes_sim.world.staff import BACK_STAFF, CASEWORKERS, FRONT_STAFF, GROUPS, PHONE_STAFF

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_RAMPS = 2.0
"""Learning is exponential; after the ramp 1 - exp(-2) = 86 % of the way is done."""


def staffing(model: PESModel) -> None:
    """At the start of a week: who is there, how able, and how many minutes every pool has."""
    staff, values = model.staff, model.values
    changed = staff.adjust(values, model.week) if model.week >= 0 else False
    changed |= _leave_and_hire(model)
    if changed:
        staff.update_cover()
    chance = values["staffing.absence"] * (1 + values["staffing.absence_strain"] * staff.strain)
    staff.absent = staff.open & staff.filled & (staff.draw(Stream.STAFF_ABSENCE, model.week) < chance)
    novice = values["staffing.novice"]
    learnt = 1 - np.exp(-_RAMPS * staff.experience / values["staffing.ramp_weeks"])
    model.staff_proficiency = novice + (1 - novice) * learnt
    _minutes(model)


def _minutes(model: PESModel) -> None:
    staff, values = model.staff, model.values
    there = staff.working()
    dip = 1 - values["delivery.dip_size"] * model.dip * (1 - values["staffing.tool_training"])
    minutes = 60 * values["staffing.week_hours"] * (1 - values["staffing.leave_share"]) * model.tool_factor * dip
    up = minutes * (1 - model.outage_loss)
    regions = len(model.offices)
    able: NDArray[np.float64] = np.where(there, staff.fte * model.staff_proficiency, 0.0)
    held: NDArray[np.float64] = np.where(staff.open & staff.filled, staff.fte, 0.0)
    occupancy = values["staffing.occupancy"]
    for pool, group in (("front", FRONT_STAFF), ("back", BACK_STAFF)):
        mine: NDArray[np.bool_] = staff.group == group
        time = np.bincount(staff.region[mine], able[mine], regions) * up * occupancy
        for office in model.offices:
            office.available[pool] = float(time[office.region])
    line = model.channels[PHONE].availability
    model.phone_minutes = float(able[staff.group == PHONE_STAFF].sum()) * up * occupancy * line
    mine = staff.group == CASEWORKERS
    # diaries are booked before anyone falls ill or a system fails: such meetings are lost, not made up for
    own: NDArray[np.float64] = np.bincount(staff.region[mine], held[mine], regions).astype(np.float64) * minutes
    model.caseworker_minutes = own * (1 - values["counselling.overhead_share"])
    for pool, group in zip(("caseworkers", "front", "phone", "back"), range(len(GROUPS)), strict=True):
        mine = (staff.group == group) & there
        weight = float(staff.fte[mine].sum())
        model.proficiency[pool] = float((staff.fte * model.staff_proficiency)[mine].sum()) / weight if weight else 1.0
        model.acceptance[pool] = float((staff.fte * staff.acceptance)[mine].sum()) / weight if weight else 0.0


def lend(model: PESModel) -> None:
    """Idle minutes of counter and back office that are lent to counselling next week."""
    share = model.values["staffing.redeploy"]
    for office in model.offices:
        office.lent = share * (office.idle("front") + office.idle("back"))


def _leave_and_hire(model: PESModel) -> bool:
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
    staff.holder[posts] += 1
    staff.filled[posts] = True
    staff.experience[posts] = 0.0
    staff.strain[posts] = 0.0
    staff.acceptance[posts] = values["staffing.tool_training"]
    if len(posts):
        staff.draw_quality(posts, values["counselling.quality_floor"])
    _close_idle(model, leaves)
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


def staff_week(model: PESModel) -> None:
    """At the end of a week: strain follows the load, experience and acceptance grow."""
    staff, values = model.staff, model.values
    load = np.zeros((len(GROUPS), len(model.offices)))
    for office in model.offices:
        r = office.region
        load[CASEWORKERS, r] = office.pressure
        for pool, group in (("front", FRONT_STAFF), ("back", BACK_STAFF)):
            wanted = office.used[pool] + office.backlog[pool]
            load[group, r] = wanted / max(office.available[pool], 1.0)
    load[PHONE_STAFF] = model.utilisation["phone"]
    threshold = values["staffing.strain_threshold"]
    pressed = np.clip((load - threshold) / (values["staffing.strain_full"] - threshold), 0.0, 1.0)
    pressed = np.minimum(1.0, pressed + model.outage_loss)
    held = staff.open & staff.filled
    target = pressed[staff.group, staff.region]
    staff.strain += np.where(held, values["staffing.strain_rate"] * (target - staff.strain), 0.0)
    staff.experience += held
    # what is seen of the tools: training helps, outages and the weeks after a go-live put people off
    untrained = values["staffing.acceptance_untrained"]
    seen = untrained + (1 - untrained) * values["staffing.tool_training"]
    seen = np.clip(seen - model.outage_loss - values["staffing.acceptance_golive"] * model.dip, 0.0, 1.0)
    staff.acceptance += np.where(held, values["staffing.acceptance_rate"] * (seen - staff.acceptance), 0.0)
    booked = model.ledger.service
    posts = staff.fte * held
    booked["staff"] = float(posts.sum())
    booked["caseworkers"] = float(posts[staff.group == CASEWORKERS].sum())
    booked["staff_absent"] = float((staff.fte * staff.absent).sum())
    booked["staff_vacant"] = float((staff.fte * (staff.open & ~staff.filled)).sum())
    booked["staff_strain"] = float((posts * staff.strain).sum())
    booked["staff_acceptance"] = float((posts * staff.acceptance).sum())
    lend(model)
