"""Any mechanism can be switched off: the model runs, something changes, and options stay comparable."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pes_sim.parameters.mechanisms import MECHANISMS
from pes_sim.runs.simulate import simulate
from pes_sim.scenario.changes import Condition, SetValue

pytestmark = pytest.mark.untraced

EVENTFUL = {
    "delivery.tail_share": 0.8,
    "delivery.scope_cut": 0.5,
    "systems.incident_rate": 0.3,
    "people.effort_loss": 0.3,
    "giveup.tries": 1.0,
    "automation.error": 0.2,
    "automation.fault_rate": 3.0,
    "profiling.use": 1.0,
    "steering.noise": 0.5,
    "robotisation.level": 1.0,
    "matching.recommender": 1.2,
    "organisation.integration": 0.5,
    "steering.stakes": 1.0,
    "steering.strength": 1.0,
    "steering.cadence_weeks": 13.0,
    "steering.norm_ltu": 0.05,
    "channels.message.open": 0.0,
}
"""Rare things made common, so that two years of a small world see each of them. A new mechanism may need a line."""
WATCHED = Condition("digital_take_up", "<", 0.25, 1)
RECORDED_IN_PART = Condition("contact_minutes_per_client", ">", 7.0, 3)


@pytest.fixture(scope="module")
def eventful(worlds):
    """All demonstration options at once, hurried, conditions that noise or gaps in records may trip, an opening channel."""
    busy = worlds.busy(worlds.small_austria(years=2, scale=1000, warmup=52))
    watched = SetValue("staffing.back", "multiply", 1.2, None, 0, WATCHED)
    opened = SetValue("channels.message.open", "to", 1.0, 4)
    by_records = SetValue("staffing.front", "multiply", 0.9, None, 0, RECORDED_IN_PART)
    changes = (*busy.changes, watched, by_records, opened)
    return replace(busy, changes=changes, values={**busy.values, **EVENTFUL})


@pytest.fixture(scope="module")
def counters(eventful):
    return simulate(eventful, 1).counters


@pytest.mark.parametrize("name", MECHANISMS)
def test_no_mechanism_is_idle(name, eventful, counters):
    off = simulate(eventful.without(name), 1).counters
    assert np.isfinite(off).all()
    assert not np.array_equal(off, counters)


def test_everything_can_be_off_at_once_and_books_still_close(eventful, worlds):
    model = worlds.of(eventful.without(*MECHANISMS))
    model.audited = True
    model.run()
    assert model.week == eventful.weeks


def test_a_null_option_is_identical_to_the_baseline_with_a_mechanism_off(eventful):
    off = eventful.without("habit", "incidents")
    null = off.change("staffing.back", off.values["staffing.back"], at="+5 weeks")
    assert np.array_equal(simulate(off, 1).counters, simulate(null, 1).counters)


def test_switching_off_at_neutral_values_changes_nothing(eventful):
    """Off is the values and nothing else: no process asks."""
    by_value = replace(eventful, values={**eventful.values, "choice.habit": 0.0})
    assert np.array_equal(simulate(eventful.without("habit"), 1).counters, simulate(by_value, 1).counters)
