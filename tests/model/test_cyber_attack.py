"""Claims about a cyber attack: everything is down while it lasts, and nothing else is changed by it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.scenario.changes import SetValue


@pytest.fixture(scope="module")
def attacked(worlds):
    base = worlds.small_austria(years=1, scale=2000)
    hit = (SetValue("systems.attack", "to", 1.0, 10), SetValue("systems.attack", "to", 0.0, 12))
    before, after = worlds.of(base), worlds.of(replace(base, name="hit", changes=hit))
    before.run()
    after.run()
    return before.history, after.history


def counter(history, name):
    return history[:, COUNTERS.index(name), 0]


def test_all_systems_are_down_while_it_lasts(attacked):
    _, after = attacked
    assert np.all(counter(after, "system_availability")[10:12] == 0)
    assert np.all(counter(after, "portal_availability")[10:12] == 0)


def test_nothing_differs_before_it(attacked):
    before, after = attacked
    assert np.array_equal(before[:10], after[:10]) and not np.array_equal(before[10], after[10])


def test_systems_are_up_again_afterwards_and_digital_attempts_failed_meanwhile(attacked):
    before, after = attacked
    assert np.array_equal(counter(before, "system_availability")[12:], counter(after, "system_availability")[12:])
    done = [counter(h, "digital_completed")[10:12].sum() / counter(h, "digital_started")[10:12].sum() for h in attacked]
    assert done[1] < 0.1 < done[0]
