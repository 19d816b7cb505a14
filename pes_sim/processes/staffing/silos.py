"""Silos: pools that cannot lend to each other, systems that do not talk, and what integration does about both.

re-keying     back minutes += rekeying_minutes x (systems crossed x (1 - integration) - systems crossed at the start),
              at most rekeying_most of the minutes either way: minutes as published contain what is re-keyed today
first contact resolution += integration x first_contact x (1 - resolution)      whoever answers sees the whole case
hand-offs     processing error x (1 - handoff_share x integration)               errors made in passing a case on
lending       integration x idle minutes go to a pool with work undone next week, worth redeploy_worth

Systems crossed by a task: those that serve it and those that work on what these deliver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters import TASKS

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_OTHER = {"front": "back", "back": "front"}


def crossings(model: PESModel) -> NDArray[np.float64]:
    """By task, how many other live systems a case has to be keyed into."""
    landscape = model.landscape
    found = np.zeros(len(TASKS))
    for t, task in enumerate(TASKS):
        serving = {system.name for system in landscape.live if task in system.tasks}
        near = {other for name in serving for other in landscape.graph.feeds(name)}
        found[t] = max(0, len(serving | near) - 1)
    return found


def rekeyed(model: PESModel, back_minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """By task, processing minutes with what re-keying adds to or takes from the published ones."""
    v = model.values
    more = crossings(model) * (1 - v["organisation.integration"]) - model.crossings_at_start
    most = v["staffing.rekeying_most"] * back_minutes
    return np.asarray(back_minutes + np.clip(v["staffing.rekeying_minutes"] * more, -most, most))


def resolved(model: PESModel, resolution: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance of settling a matter in one contact, with one view of the client."""
    v = model.values
    return np.asarray(resolution + v["organisation.integration"] * v["organisation.first_contact"] * (1 - resolution))


def processing_error(model: PESModel) -> float:
    """Share of processed cases that come back wrong."""
    v = model.values
    return v["processing.error"] * (1 - v["organisation.handoff_share"] * v["organisation.integration"])


def lend(model: PESModel) -> None:
    """Idle minutes: to counselling as the plan says; between the pools as far as they are integrated."""
    v = model.values
    share, open_borders = v["staffing.redeploy"], v["organisation.integration"] * (1 - v["staffing.redeploy"])
    lent = 0.0
    line = max(0.0, model.ledger.service["phone_minutes"] - model.ledger.service["phone_minutes_used"])
    missing = sum(office.backlog["back"] for office in model.offices)
    for office in model.offices:
        office.lent = share * (office.idle("front") + office.idle("back"))
        for pool, other in _OTHER.items():
            time = min(open_borders * office.idle(other), office.backlog[pool])
            office.borrowed[pool] = time * v["staffing.redeploy_worth"]
            lent += time
        if missing > 0:
            # the line is one for all: its idle time goes to the back offices where work is undone
            time = v["organisation.integration"] * min(line, missing) * office.backlog["back"] / missing
            office.borrowed["back"] += time * v["staffing.redeploy_worth"]
            lent += time
    model.ledger.service["pool_minutes_lent"] = lent
