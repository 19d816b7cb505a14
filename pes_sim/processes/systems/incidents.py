"""Incidents: they arise from chance, from debt and, above all, from changes, and spread along couplings."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pes_sim.random import Stream, draw
from pes_sim.world.landscape import Landscape
from pes_sim.world.system import ITSystem

if TYPE_CHECKING:
    from pes_sim.model import PESModel

MINUTES = 7 * 24 * 60.0
"""Minutes in a week."""


def incidents(model: PESModel) -> None:
    """Who is down this week, for how long and why; what is not over goes on next week.

    P(incident) = base x (1 + systems.incident_debt x debt) x (1 + systems.incident_change x unsettled), with
    base = systems.incident_rate. An incident that would not have happened without debt is counted under debt, one
    that would not have happened without the changes of the last weeks under change. An attack takes everything
    down for a share systems.attack of the week.
    """
    values, landscape, booked = model.values, model.landscape, model.ledger.service
    decay = 1.0 - 1.0 / values["systems.change_weeks"]
    for system in landscape.live:
        base = values["systems.incident_rate"]
        with_debt = base * (1 + values["systems.incident_debt"] * system.debt)
        chance = with_debt * (1 + values["systems.incident_change"] * system.unsettled)
        system.unsettled *= decay
        u = draw(model.seed, Stream.SYSTEM_INCIDENT, model.week, system.key)
        if u >= chance:
            continue
        cause = "chance" if u < base else "debt" if u < with_debt else "change"
        shortage = landscape.experts.shortage(system.generation)
        weeks = duration(
            values, system.debt, shortage, draw(model.seed, Stream.SYSTEM_SEVERITY, model.week, system.key)
        )
        booked["incidents"] += 1
        booked["incidents_from_change"] += cause == "change"
        system.goes_down(weeks, cause)
        for other in reached(landscape, system, model.seed, model.week, values["systems.spread"]):
            other.goes_down(weeks, "spread")
    if (attack := values["systems.attack"]) > 0:
        for system in landscape.live:
            system.goes_down(attack, "chance")
    for system in landscape.live:
        booked[f"outage_minutes_{system.cause}"] += MINUTES * system.pass_week()


def duration(values: Mapping[str, float], debt: float, shortage: float, u: float) -> float:
    """Weeks an incident lasts, from one uniform draw: Lomax (a Pareto that begins at 0), cut off at the longest.

    mean = systems.severity_mean x (1 + systems.severity_debt x debt) x (1 + systems.severity_experts x shortage)
    P(longer than t) = (1 + t / (mean (a - 1)))^-a,  a = systems.severity_tail
    """
    mean = values["systems.severity_mean"] * (1 + values["systems.severity_debt"] * debt)
    mean *= 1 + values["systems.severity_experts"] * shortage
    tail = values["systems.severity_tail"]
    weeks = mean * (tail - 1) * ((1 - u) ** (-1 / tail) - 1)
    return float(min(weeks, values["systems.severity_most"]))


def reached(landscape: Landscape, origin: ITSystem, seed: int, week: int, chance: float) -> list[ITSystem]:
    """Systems an incident of ``origin`` reaches: breadth first, each coupling crossed with ``chance``.

    So a system n couplings away is reached with at most chance^n along one path. Luck is keyed by the names of the
    incident's origin and of the coupling.
    """
    found, edge = {origin.name}, deque([origin.name])
    while edge:
        here = edge.popleft()
        for name in landscape.graph.feeds(here):
            thing = zlib.crc32(f"{origin.name}|{here}>{name}".encode())
            if name not in found and draw(seed, Stream.SYSTEM_SPREAD, week, thing) < chance:
                found.add(name)
                edge.append(name)
    return landscape.find(found - {origin.name})
