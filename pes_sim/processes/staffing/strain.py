"""Strain: it follows the load and the failing of tools, and makes people ill and makes them leave.

pressed = clip((load - threshold) / (full - threshold), 0, 1) + outage loss, at most 1
strain += rate x (pressed - strain)
P(absent) = absence x (1 + absence_strain x strain)

Load is work wanted over minutes of normal hours: what is worked off in overtime presses all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.random import Stream
from pes_sim.world.staff import BACK_STAFF, CASEWORKERS, FRONT_STAFF, PHONE_STAFF

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def absence(model: PESModel) -> None:
    """Who of those in post does not come this week."""
    staff, values = model.staff, model.values
    chance = values["staffing.absence"] * (1 + values["staffing.absence_strain"] * staff.strain)
    staff.absent = staff.open & staff.filled & (staff.draw(Stream.STAFF_ABSENCE, model.week) < chance)


def strain(model: PESModel) -> None:
    """The week's load becomes strain."""
    staff, values = model.staff, model.values
    load = staff.load
    for office in model.offices:
        r = office.region
        load[CASEWORKERS, r] = office.pressure
        for pool, group in (("front", FRONT_STAFF), ("back", BACK_STAFF)):
            wanted = office.used[pool] + office.backlog[pool]
            load[group, r] = wanted / max(office.available[pool], 1.0) * (1 + staff.overtime[group, r])
    load[PHONE_STAFF] = model.utilisation["phone"] * (1 + staff.overtime[PHONE_STAFF])
    threshold = values["staffing.strain_threshold"]
    pressed = np.clip((load - threshold) / (values["staffing.strain_full"] - threshold), 0.0, 1.0)
    pressed = np.minimum(1.0, pressed + model.outage_loss)
    held = staff.open & staff.filled
    target = pressed[staff.group, staff.region]
    staff.strain += np.where(held, values["staffing.strain_rate"] * (target - staff.strain), 0.0)
