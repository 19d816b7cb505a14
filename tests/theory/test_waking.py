"""Waking is exact under hazards that vary in time: the number awake follows 1 - exp(-H), whatever the path of H."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pes_sim.processes.inflow import inflow, start_work
from pes_sim.processes.inflow.waking import look_ahead, wake
from pes_sim.processes.weather import weather
from pes_sim.world.jobseekers import STRETCH
from pes_sim.world.labour_force import Clocks

HAZARDS = st.lists(st.floats(0.0, 0.5), min_size=1, max_size=40)


@given(HAZARDS, st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_each_person_wakes_in_the_week_in_which_the_hazard_so_far_passes_their_threshold(hazards, seed):
    thresholds = np.random.default_rng(seed).exponential(size=203).astype(np.float32)
    clocks = Clocks(1, 1, 1)
    people = len(thresholds)
    clock, woken = np.zeros(people, np.uint16), np.empty(people, np.int32)
    words, some = np.zeros(-(-people // 8), np.uint64), np.empty(STRETCH, np.int32)
    total = 0.0
    for hazard in hazards:
        clocks.advance(np.full((1, 1, 1), hazard))
        total += hazard
        if clocks.look_ahead(np.full((1, 1, 1), hazard)):
            look_ahead(0, len(words), thresholds, clock, clocks.horizon, words)
        found = wake(0, len(words), words, thresholds, clock, clocks.reading, some, woken)
        assert woken[:found].tolist() == np.flatnonzero(thresholds <= total).tolist()
        thresholds[woken[:found]] = np.inf  # who has woken waits for nothing


def test_waking_weeks_follow_the_closed_form_under_a_season_and_a_shock(worlds):
    model = worlds.of(worlds.little, phases=[("weather", weather), ("inflow", inflow)])
    force, clocks = model.jobseekers.labour_force, model.jobseekers.clocks
    model.steady.education_factor[:] = 1.0
    clocks.reading[: clocks.jobs] = np.linspace(0.0, 30.0, clocks.jobs)  # thresholds count from where a clock stands
    sleepers = np.flatnonzero(force.clock < clocks.measures)
    start_work(model, sleepers)
    model.jobseekers.in_measures = model.jobseekers.inactive = 0
    force.clock[force.clock > clocks.jobs] = clocks.never
    weeks = np.arange(60)
    hazards = 0.02 * (1 + 0.8 * np.sin(weeks / 8)) * np.where((weeks > 20) & (weeks < 30), 4.0, 1.0)
    awake = []
    for hazard in hazards:
        model.separation[:] = hazard
        before = int((force.clock[sleepers] < clocks.measures).sum())
        model.step()
        awake.append(before - int((force.clock[sleepers] < clocks.measures).sum()))
    reached = np.exp(-np.concatenate([[0.0], np.cumsum(hazards)]))
    expected = np.append(-np.diff(reached), reached[-1]) * len(sleepers)
    observed = np.append(awake, len(sleepers) - np.sum(awake))
    assert stats.chisquare(observed, expected).pvalue > 1e-3


def test_a_higher_separation_level_scales_the_hazard(worlds):
    counts = {}
    for level in (1.0, 2.0):
        model = worlds.of(
            worlds.little, values={"labour.separation_level": level}, phases=[("weather", weather), ("inflow", inflow)]
        )
        for _ in range(10):
            model.step()
        counts[level] = int(model.jobseekers.register.n)
    start = worlds.of(worlds.little).jobseekers.register.n
    more, fewer = counts[2.0] - start, counts[1.0] - start
    # some wake from measures and inactivity at either level; the difference is one more level's worth of job loss
    assert 1.4 < more / fewer < 2.0
