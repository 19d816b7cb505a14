"""A week of the IT landscape: small change is released, incidents strike and spread, systems age, experts retire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.processes.money import close_week
from pes_sim.processes.systems.ageing import age
from pes_sim.processes.systems.availability import availability
from pes_sim.processes.systems.experts import experts
from pes_sim.processes.systems.incidents import incidents
from pes_sim.processes.systems.releases import releases

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def systems(model: PESModel) -> None:
    """A week of the IT landscape: releases, incidents, availability of every channel and task, debt, experts."""
    close_week(model)
    releases(model)
    incidents(model)
    availability(model)
    _count(model)
    if model.week >= 0:  # the profile says how old things are at the start
        age(model)
        experts(model)
    model.landscape.experts.disengage()
    for system in model.landscape.live:
        if system.off_week is not None and model.week >= system.off_week:
            model.landscape.switch_off(system)


def _count(model: PESModel) -> None:
    """Book the state of the landscape; means are sums over systems, to be divided by their number."""
    landscape, booked = model.landscape, model.ledger.service
    live = landscape.live
    booked["systems"] = len(live)
    booked["systems_legacy"] = sum(system.legacy for system in live)
    booked["systems_parallel"] = sum(system.off_week is not None for system in live)
    booked["system_debt"] = sum(system.debt for system in live)
    booked["system_age"] = sum(system.age for system in live)
    booked["system_couplings"] = sum(landscape.couplings([system.name]) for system in live)
    booked["system_slowdown"] = sum(landscape.slowdown([system.name]) for system in live)
    booked["system_availability"] = sum(system.availability for system in live)
    booked["experts"], booked["experts_wanted"] = landscape.experts.total()
