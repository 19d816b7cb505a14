"""A saving target: posts are taken from the plan before the saving is real.

From the day it is set the budget lacks money.saving_target of the pay of counters, phones and back offices. It is
made up by not filling the posts of those who leave, until as many are saved; whether there is less to do by then is
another matter. Posts come back when the target is lowered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.world.staff import CASEWORKERS, GROUPS

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_SERVICE = tuple(g for g in range(len(GROUPS)) if g != CASEWORKERS)


def take_saving(model: PESModel, leaves: NDArray[np.bool_]) -> None:
    """Posts of this week's leavers stay closed as far as the target is not yet reached, by pool and region."""
    staff, share = model.staff, model.values["money.saving_target"]
    if share <= 0 and not staff.saved.any():
        return
    for group in _SERVICE:
        wanted = share * model.values[f"staffing.{GROUPS[group]}"] * staff.shares
        mine = leaves & (staff.group == group)
        gone = np.bincount(staff.region[mine], staff.fte[mine], len(staff.shares))
        change = np.minimum(wanted - staff.saved[group], gone)
        staff.saved[group] += change
        staff.closed[group] += change


def saving_missing(model: PESModel) -> float:
    """Full-time posts by which the plan was cut and which are still paid."""
    planned = sum(model.values[f"staffing.{GROUPS[group]}"] for group in _SERVICE)
    return float(max(0.0, model.values["money.saving_target"] * planned - model.staff.saved.sum()))
