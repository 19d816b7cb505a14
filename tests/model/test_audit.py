"""The audit finds what is not conserved, and passes what is."""

from __future__ import annotations

import pytest

from pes_sim.model import PESModel
from pes_sim.processes.audit import Books, ConservationError, audit
from pes_sim.scenario.loading import load


@pytest.fixture
def model() -> PESModel:
    base = load("legacy_retirement", base="austria").sized(scale=2000, years=1)
    model = PESModel(base, seed=3, audited=True)
    for _ in range(5):
        model.step()
    return model


def test_a_year_of_a_strategy_passes_the_audit_every_week(model):
    while model.week < model.base.weeks:
        model.step()


def test_a_person_who_is_on_the_register_twice_is_found(model):
    register = model.jobseekers.register
    register.slot[0] = register.slot[1]
    with pytest.raises(ConservationError, match="disagree on who is registered"):
        audit(model, Books.of(model))


def test_a_vanished_vacancy_is_found(model):
    before = Books.of(model)
    with pytest.raises(ConservationError, match="stock of vacancies"):
        audit_of_changed_market(model, before)


def audit_of_changed_market(model, before):
    model.audited = False
    model.step()
    model.market.vacancies[0, 0] += 1000.0
    audit(model, before)


def test_money_that_was_not_paid_to_anyone_is_found(model):
    before = Books.of(model)
    model.audited = False
    model.step()
    model.ledger.service["cost_benefits"] += 1000.0
    with pytest.raises(ConservationError, match="benefits paid"):
        audit(model, before)


def test_more_minutes_on_the_phone_than_there_are_is_found(model):
    before = Books.of(model)
    model.audited = False
    model.step()
    model.ledger.service["phone_minutes_used"] = 2 * model.ledger.service["phone_minutes"] + 1
    with pytest.raises(ConservationError, match="phone minutes"):
        audit(model, before)
