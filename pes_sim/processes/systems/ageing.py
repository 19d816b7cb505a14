"""Systems age: debt and run cost grow, maintenance pays debt down and keeps technology in step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pes_sim.processes.weather import WEEKS
from pes_sim.world.system import ITSystem

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def age(model: PESModel) -> None:
    """A week's growth of debt and run cost of every live system.

    effort = (systems.maintenance x share of it that was paid + what a review gave to repair) x (1 - share of experts
    missing)
    """
    values, budget = model.values, model.budget
    deferred = 1 - budget.standing_share
    for system in model.landscape.live:
        shortage = model.landscape.experts.shortage(system.generation)
        effort = (values["systems.maintenance"] * budget.maintenance_share + system.repair) * (1 - shortage)
        # upgrades follow part of the progress, at most all of it
        system.frontier += values["technology.pace"] / WEEKS * min(1.0, values["systems.renewal"] * effort)
        system.debt = max(0.0, system.debt + debt_growth(values, system, effort, deferred) / WEEKS)
        rate = values["systems.run_growth"] * system.debt + values["systems.run_scarcity"] * shortage
        system.run_meur *= 1 + rate / WEEKS


def debt_growth(values: Mapping[str, float], system: ITSystem, effort: float, deferred: float) -> float:
    """Debt a year, as a share of replacement cost, besides what changes leave (see `Landscape.unsettle`).

    systems.debt_growth + systems.frontier_debt x years behind the frontier + systems.deferred_debt x share of small
    and legal change that was not paid - systems.repair x effort
    """
    return (
        values["systems.debt_growth"]
        + values["systems.frontier_debt"] * system.distance
        + values["systems.deferred_debt"] * deferred
        - values["systems.repair"] * effort
    )
