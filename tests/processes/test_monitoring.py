"""Monitoring: being called in is felt for a while, by everybody, and makes some leave lastingly."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.processes.monitoring import felt, lasting_exits

NO_TALK = {"counselling.no_contact_effect": 0.7, "counselling.max_effect": 0.7}
"""Nothing that is said in a meeting helps: what is left is being called in."""


def at_rest(worlds, weeks=16, **values):
    model = worlds.of(worlds.small_austria(scale=1000, warmup=0), values={**NO_TALK, **values})
    for _ in range(weeks):
        model.step()
    return model


def test_an_appointment_is_felt_less_week_by_week_and_in_full_when_it_is(austria):
    seen = felt(austria.values)
    assert seen[0] == 1.0 and (np.diff(seen) <= 0).all() and seen[-1] < 1e-6
    assert seen[:8].sum() == pytest.approx(
        1 / (1 - np.exp(-1 / austria.values["counselling.monitoring_weeks"])), rel=0.02
    )


def test_lasting_exits_are_the_profiles_where_people_are_called_in_as_usual(austria):
    values = austria.values
    usual = np.array([values["counselling.monitoring_reference"]])
    assert lasting_exits(values, usual)[0] == pytest.approx(values["inactivity.lasting_share"])
    often, never = lasting_exits(values, np.array([1.0, 0.0]))
    assert often > values["inactivity.lasting_share"] > never >= 0.0


def test_who_has_just_been_called_in_searches_more_whoever_called(worlds):
    register = at_rest(worlds).jobseekers.register
    n = register.n
    since, helped = register.since_meeting[:n], register.helped[:n]
    assert helped[since == 1].min() > helped[since == 3].max() > helped[since > 8].max()
    assert helped[since > 8].mean() == pytest.approx(0.7, abs=1e-3)


def test_where_all_leave_lastingly_more_are_out_of_the_labour_force_later_on(worlds):
    brief, lasting = (at_rest(worlds, **{"inactivity.lasting_share": x}).jobseekers for x in (0.0, 1.0))
    assert lasting.inactive > 2 * brief.inactive
