"""The IT envelope: run before maintenance before legal change before projects before small change.

A year's envelope is what IT cost when the world began, with maintenance and standing change at the level wanted
now; nobody adds money because run gets dearer. So run cost that grows with debt crowds out change first and
maintenance after it, which makes debt grow faster: the legacy trap. Money freed by a system retired is there for
change in the same week. What is left goes on to the next week of the year; at its end it lapses but for a part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.processes.money.pooling import pool
from pes_sim.processes.steering.review import repair
from pes_sim.processes.weather import WEEKS

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def open_week(model: PESModel) -> None:
    """This week's envelope less run, maintenance and legal change: what is left is there for projects (euro)."""
    values, budget, booked = model.values, model.budget, model.ledger.service
    maintenance = values["systems.maintenance_cost"] * values["systems.maintenance"]
    change = values["money.it_change_base"] * 1e6
    growth = (1 + values["money.it_growth"]) ** (max(model.week, 0) / WEEKS)
    envelope = values["money.it_envelope"] * growth * (budget.run_year * (1 + maintenance) + change) / WEEKS
    run = run_week(model)
    left_over = budget.left
    budget.receive(envelope)
    pool(model)
    paid = budget.pay(run, soft=1.0)
    kept = budget.pay(run * maintenance, values["money.soft_budget"])
    budget.maintenance_share = kept / (run * maintenance) if run * maintenance > 0 else 1.0
    budget.standing_paid = budget.pay(values["money.legal_share"] * change / WEEKS, values["money.soft_budget"])
    booked["it_envelope"] = envelope
    booked["maintenance_wanted"] = run * maintenance
    booked["maintenance_done"] = kept
    booked["cost_it_run"] = paid + kept
    booked["change_available"] = max(0.0, budget.change_available - left_over)
    booked["cost_it_change"] = budget.standing_paid


def run_week(model: PESModel) -> float:
    """What running the live systems costs this week, with posts for experts beyond those needed (euro)."""
    values, landscape = model.values, model.landscape
    beyond = max(0.0, values["systems.expert_posts"] - 1.0) * sum(landscape.experts.needed.values())
    systems = sum(system.run_meur for system in landscape.live) * 1e6
    return (systems + beyond * values["money.staff_cost"]) / WEEKS


def close_week(model: PESModel) -> None:
    """Small change gets what projects left, less what a review gave to repair; at the end of a year the rest lapses."""
    values, budget, booked = model.values, model.budget, model.ledger.service
    standing = values["money.it_change_base"] * 1e6 / WEEKS
    small = (1 - values["money.legal_share"]) * standing
    paid = budget.pay(small, values["money.soft_budget"])
    booked["it_steered"] = repair(model, paid)
    budget.standing_paid += paid - booked["it_steered"]
    budget.standing_share = budget.standing_paid / standing if standing > 0 else 1.0
    booked["cost_it_change"] += paid
    booked["standing_wanted"], booked["standing_done"] = standing, budget.standing_paid
    booked["it_overdrawn"] = budget.overdrawn
    booked["programme_granted"], booked["programme_returned"] = budget.granted, budget.returned
    budget.close()
    if model.week % budget.YEAR == budget.YEAR - 1:
        booked["it_lapsed"], booked["pooled_to_staff"] = budget.end_year(
            values["money.carry_over"], values["money.pooling"]
        )
