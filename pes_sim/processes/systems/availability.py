"""Availability: what is down for clients and for staff this week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.world.catalogue import CHANNEL_KIND, PORTAL, SELF

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def availability(model: PESModel) -> None:
    """(tasks, channels) share of the week in which a task can be done there; what staff lose.

    Self-service needs the systems of the channel and of the task. Staff help themselves: a share
    completion.outage_workaround of what needs a system goes on without it.
    """
    by_channel, by_task = np.ones(len(CHANNELS)), np.ones(len(TASKS))
    tool = penalty = 1.0
    for system in model.landscape.live:
        by_channel[[CHANNELS.index(name) for name in system.channels]] *= system.availability
        by_task[[TASKS.index(name) for name in system.tasks]] *= system.availability
        if system.staff_tool:
            tool *= system.availability
            penalty *= max(0.0, 1 - model.values["systems.staff_penalty"] * system.debt)
    for channel in model.channels:
        channel.availability = float(by_channel[channel.index])
    model.availability = np.where(
        (CHANNEL_KIND == SELF)[None, :], by_task[:, None] * by_channel[None, :], by_channel[None, :]
    )
    stuck = 1 - model.values["completion.outage_workaround"]
    model.task_availability = 1 - stuck * (1 - by_task)
    model.outage_loss = (1 - tool) * stuck
    model.tool_factor = penalty
    portal = float(by_channel[PORTAL] * by_task.min())
    model.ledger.service["portal_availability"] = portal
    model.ledger.service["portal_worst_month"] = model.landscape.worst_month(portal)
