"""Systems: debt grows, incidents strike and spread, clients and staff feel them in the same week.

P(incident in a week) = rate x (1 + a x debt) x (1 + b x unsettled), where a system is unsettled in the weeks
after a change. An incident takes an exponential share of the week and spreads along couplings. Debt grows with
age less maintenance; run cost grows with debt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.weather import WEEKS
from pes_sim.random import Stream, draw
from pes_sim.world.catalogue import CHANNEL_KIND, PORTAL, SELF

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def systems(model: PESModel) -> None:
    """A week of the IT landscape: availability of every channel and task follows."""
    values, booked = model.values, model.ledger.service
    live = [system for system in model.systems if system.live]
    lost = np.zeros(len(live))
    place = {system.name: k for k, system in enumerate(live)}
    for k, system in enumerate(live):
        hazard = values["systems.incident_rate"] * (1 + values["systems.incident_debt"] * system.debt)
        from_change = hazard * values["systems.incident_change"] * system.unsettled
        u = draw(model.seed, Stream.SYSTEM_INCIDENT, model.week, system.index)
        if u < min(1.0, hazard + from_change):
            share = -np.log1p(-draw(model.seed, Stream.SYSTEM_SEVERITY, model.week, system.index))
            outage = min(1.0, values["systems.severity_mean"] * share)
            lost[k] = max(lost[k], outage)
            booked["incidents"] += 1
            booked["incidents_from_change"] += float(u >= hazard)
            for n, name in enumerate(system.coupled):
                thing = system.index * 64 + n
                if (
                    name in place
                    and draw(model.seed, Stream.SYSTEM_SPREAD, model.week, thing) < values["systems.spread"]
                ):
                    lost[place[name]] = max(lost[place[name]], outage)
    for system, outage in zip(live, lost, strict=True):
        system.availability = 1.0 - float(outage)
        growth = values["systems.debt_growth"] * max(0.0, 1 - 0.5 * values["systems.maintenance"])
        system.debt += growth / WEEKS
        system.run_meur *= 1 + values["systems.run_growth"] * system.debt / WEEKS
        system.unsettled *= float(np.exp(-1.0 / values["systems.change_weeks"]))
        if system.off_week is not None and model.week >= system.off_week:
            system.live = False
    _availability(model)
    booked["systems"] = len(live)
    booked["systems_legacy"] = sum(system.legacy for system in live)
    booked["system_debt"] = sum(system.debt for system in live)
    booked["system_availability"] = sum(system.availability for system in live)
    maintenance = 1 + values["systems.maintenance_cost"] * values["systems.maintenance"]
    booked["cost_it_run"] = sum(system.run_meur for system in live) * 1e6 / WEEKS * maintenance


def _availability(model: PESModel) -> None:
    """(tasks, channels) share of the week in which the task can be done there; and what staff lose."""
    by_channel, by_task = np.ones(len(CHANNELS)), np.ones(len(TASKS))
    tool = penalty = 1.0
    for system in model.systems:
        if not system.live:
            continue
        for name in system.channels:
            by_channel[CHANNELS.index(name)] *= system.availability
        for name in system.tasks:
            by_task[TASKS.index(name)] *= system.availability
        if system.staff_tool:
            tool *= system.availability
            penalty *= 1 - model.values["systems.staff_penalty"] * system.debt
    for channel in model.channels:
        channel.availability = float(by_channel[channel.index])
    model.availability = np.where(
        (CHANNEL_KIND == SELF)[None, :], by_task[:, None] * by_channel[None, :], by_channel[None, :]
    )
    model.outage_loss = (1 - tool) * (1 - model.values["completion.outage_workaround"])
    model.tool_factor = penalty
    model.ledger.service["portal_availability"] = float(by_channel[PORTAL] * by_task.min())
