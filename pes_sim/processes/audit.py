"""The audit: people, minutes, money, vacancies and needs are conserved. Run on request, after every week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.kpis.counters import Count
from pes_sim.world.register import STAGE

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_CENT = 1e-6
"""Relative rounding allowed in sums of floating-point numbers."""


class ConservationError(AssertionError):
    """Something appeared from nothing or vanished; the message says what, where and how much."""


@dataclass
class Books:
    """What the audit remembers from the week before."""

    registered: int
    vacancies: float
    owed: float
    it_left: float
    granted: float

    @classmethod
    def of(cls, model: PESModel) -> Books:
        """The stocks as they stand."""
        market = model.market
        return cls(
            model.jobseekers.register.n, float(market.vacancies.sum()), float(market.owed.sum()),
            model.budget.left, sum(model.budget.grants.values()),
        )  # fmt: skip


def audit(model: PESModel, before: Books) -> None:
    """Check the week just run against the stocks ``before`` it. Raises ConservationError."""
    _people(model, before)
    _minutes(model)
    _vacancies(model, before)
    _money(model)
    _it_money(model, before)


def _same(model: PESModel, what: str, found: float, expected: float) -> None:
    if abs(found - expected) > _CENT * max(1.0, abs(expected)):
        raise ConservationError(f"week {model.week}: {what} is {found:,.6g}, the books say {expected:,.6g}")


def _people(model: PESModel, before: Books) -> None:
    jobseekers = model.jobseekers
    force, register, clocks = jobseekers.labour_force, jobseekers.register, jobseekers.clocks
    slots = register.slot[: register.n]
    on_register = np.flatnonzero(force.clock == clocks.never)
    if not np.array_equal(np.sort(slots), on_register):
        raise ConservationError(f"week {model.week}: the register and the labour force disagree on who is registered")
    _same(model, "people in measures", float((force.clock == clocks.measures).sum()), jobseekers.in_measures)
    _same(model, "people out of the labour force", float((force.clock == clocks.inactive).sum()), jobseekers.inactive)
    people = model.ledger.people.sum(axis=(0, 2))
    flow = int(people[Count.entries] - people[Count.exits])
    _same(model, "the change of the register", register.n - before.registered, flow)
    _same(model, "registered counted by cell", float(people[Count.registered]), register.n)
    exits = people[Count.exits_to_work] + people[Count.exits_to_measures] + people[Count.exits_to_inactivity]
    _same(model, "exits by destination", float(exits), float(people[Count.exits]))
    _same(model, "service's count of employed", model.ledger.service["employed"],
          float((force.clock < clocks.measures).sum()) * model.scale)  # fmt: skip
    if int(register.need[: register.n, STAGE].max(initial=0)) > 4:
        raise ConservationError(f"week {model.week}: a need is in no known stage")


def _minutes(model: PESModel) -> None:
    for office in model.offices:
        for pool in ("counselling", "front", "back"):
            spent = office.used[pool] + office.carried[pool] + office.idle(pool)
            if office.used[pool] < 0 or office.backlog[pool] < 0:
                raise ConservationError(f"week {model.week}: negative minutes of {pool} in {office.name}")
            if spent < office.available[pool] * (1 - _CENT) - 1:
                raise ConservationError(f"week {model.week}: minutes of {pool} in {office.name} are lost")
    booked = model.ledger.service
    for pool in ("phone",):
        if booked[f"{pool}_minutes_used"] > booked[f"{pool}_minutes"] * (1 + _CENT):
            raise ConservationError(f"week {model.week}: more {pool} minutes used than there are")


def _vacancies(model: PESModel, before: Books) -> None:
    market, booked = model.market, model.ledger.service
    if float(market.vacancies.min()) < 0 or float(market.owed.min()) < 0:
        raise ConservationError(f"week {model.week}: a negative stock of vacancies")
    change = booked["vacancies_posted"] - booked["vacancies_filled"] - booked["vacancies_lapsed"]
    stock = float(market.vacancies.sum()) - float(market.owed.sum())
    _same(model, "the stock of vacancies", stock, before.vacancies - before.owed + change)


def _money(model: PESModel) -> None:
    booked = model.ledger.service
    for name, value in booked.items():
        if name.startswith("cost_") and value < 0:
            raise ConservationError(f"week {model.week}: {name} is negative ({value:,.2f})")
    days = model.ledger.total(Count.benefit_days)
    _same(model, "benefits paid", booked["cost_benefits"], days * model.values["money.benefit_day"])


def _it_money(model: PESModel, before: Books) -> None:
    """What IT cost came from the envelope, from grants, from posts, or was overdrawn; what was left is somewhere."""
    booked, budget = model.ledger.service, model.budget
    given = booked["it_envelope"] + booked["pooled_to_it"] + booked["it_overdrawn"]
    gone = booked["pooled_from_it"] + booked["pooled_to_staff"] + booked["it_lapsed"]
    held = sum(budget.grants.values())
    from_grants = before.granted + booked["programme_granted"] - booked["programme_returned"] - held
    spent = booked["cost_it_run"] + booked["cost_it_change"]
    _same(model, "IT spend", spent, given + from_grants + before.it_left - budget.left - gone)
    if min(budget.left, held, booked["it_overdrawn"]) < -_CENT:
        raise ConservationError(f"week {model.week}: a negative amount of IT money")
