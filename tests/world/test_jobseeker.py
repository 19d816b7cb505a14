"""A jobseeker can be looked at like an agent, though there is no object behind."""

from __future__ import annotations

import pytest

from pes_sim.model import PESModel
from pes_sim.scenario.loading import load


@pytest.fixture(scope="module")
def jobseekers():
    model = PESModel(load("austria").sized(scale=2000, years=1), seed=1)
    model.step()
    return model.jobseekers


def test_there_is_one_for_every_slot(jobseekers):
    assert len(list(jobseekers)) == len(jobseekers) == jobseekers.labour_force.n


def test_the_registered_answer_with_their_row_of_the_register(jobseekers):
    register = jobseekers.register
    person = jobseekers[int(register.slot[7])]
    assert person.status == "registered"
    assert person.spell == register.spell[7]
    assert person.skill == register.skill[7]


def test_statuses_add_up_to_the_stocks(jobseekers):
    statuses = [person.status for person in jobseekers]
    assert statuses.count("registered") == jobseekers.register.n
    assert statuses.count("in measure") == jobseekers.in_measures
    assert statuses.count("inactive") == jobseekers.inactive


def test_selection_by_a_rule(jobseekers):
    chosen = jobseekers.select(lambda person: person.status == "registered" and person.region == 0)
    register = jobseekers.register
    assert len(chosen) == int((register.region[: register.n] == 0).sum())


def test_what_an_employed_person_does_not_have_is_an_attribute_error(jobseekers):
    employed = next(person for person in jobseekers if person.status == "employed")
    with pytest.raises(AttributeError, match="has no 'spell'"):
        _ = employed.spell


def test_nobody_stands_beyond_the_labour_force(jobseekers):
    with pytest.raises(IndexError):
        jobseekers[len(jobseekers)]
