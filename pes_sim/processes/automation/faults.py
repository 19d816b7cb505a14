"""Faults: an error in a rule hits many cases at once and is found late.

A fault arises in the rules of an automated task with the chance

    1 - exp(-automation.fault_rate / 52 - automation.fault_release x share of the task newly automated this week)

and hits a share of straight-through cases, the same people each time, with median m = `automation.fault_share`:

    share = min(1, m (2 (1 - u)) ^ (-1 / automation.fault_tail))

It is found when the hazard 1 / `automation.fault_weeks_to_find` + wrong cases met in samples x `automation.insight`
has added up to an Exp(1) threshold of its own. While one lives, another in the same task passes for the same.
"""

from __future__ import annotations

from math import exp, log1p
from typing import TYPE_CHECKING

from pes_sim.processes.weather import WEEKS
from pes_sim.random import Stream, draw
from pes_sim.world.automation import AUTOMATED, Fault

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def faults(model: PESModel, added: dict[str, float]) -> None:
    """A week of faults: those alive may be found, others may arise."""
    tools = model.tools
    tools.found = 0
    for task in range(len(AUTOMATED)):
        fault = tools.faults[task]
        if fault is None:
            tools.faults[task] = arises(model, task, added[AUTOMATED[task]])
            tools.ever |= tools.faults[task] is not None
        else:
            fault.patience -= hazard(model, task, fault)
            if fault.patience <= 0:
                tools.found |= 1 << task
                tools.faults[task] = None
    for task, fault in enumerate(tools.faults):
        tools.fault_share[task] = fault.share if fault else 0.0
    booked = model.ledger.service
    booked["faults_alive"] = float(sum(fault is not None for fault in tools.faults))
    booked["faults_found"] = float(tools.found.bit_count())


def arises(model: PESModel, task: int, added: float) -> Fault | None:
    """The fault that comes into the rules of ``task`` this week, if one does."""
    values = model.values
    if model.tools.straight_through[task] <= 0:
        return None
    expected = values["automation.fault_rate"] / WEEKS + values["automation.fault_release"] * added
    if draw(model.seed, Stream.FAULT_ARISES, model.week, task) >= 1 - exp(-expected):
        return None
    u = draw(model.seed, Stream.FAULT_SIZE, model.week, task)
    share = values["automation.fault_share"] * (2 * (1 - u)) ** (-1 / values["automation.fault_tail"])
    patience = -log1p(-draw(model.seed, Stream.FAULT_FOUND, model.week, task))
    return Fault(model.week, min(1.0, share), patience)


def hazard(model: PESModel, task: int, fault: Fault) -> float:
    """A week's hazard of being found."""
    values = model.values
    met = values["automation.monitoring"] * float(model.tools.decided[task]) * fault.share
    return 1.0 / values["automation.fault_weeks_to_find"] + met * values["automation.insight"]
