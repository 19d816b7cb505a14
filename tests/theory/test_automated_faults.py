"""Faults in automated rules: rare, correlated, found late. The organisation's process alone, over many seeds."""

from collections import defaultdict
from types import SimpleNamespace

import numpy as np
import pytest

from pes_sim.parameters import REGISTRY
from pes_sim.processes.automation.faults import faults
from pes_sim.world.automation import AUTOMATED, Tools

WEEKS = 520
SEEDS = 400
NOTHING_NEW = dict.fromkeys(AUTOMATED, 0.0)


def history(seed: int, weeks: int = WEEKS, **values: float):
    """(weeks, tasks) share of straight-through cases that faults make wrong, and weeks in which one was found."""
    levels = {**REGISTRY.defaults(), **values}
    tools = Tools.of(levels)
    tools.straight_through[:3] = [levels[path] for path in AUTOMATED]
    tools.decided = np.full(3, 1000.0)
    model = SimpleNamespace(
        values=levels, tools=tools, seed=seed, week=0, ledger=SimpleNamespace(service=defaultdict(float))
    )
    shares, found = [], 0
    for model.week in range(weeks):
        faults(model, NOTHING_NEW)
        shares.append(tools.fault_share[:3].copy())
        found += tools.found.bit_count()
    return np.array(shares), found


@pytest.fixture(scope="module")
def decades() -> np.ndarray:
    """(seeds, weeks, tasks) ten years each."""
    return np.array([history(seed)[0] for seed in range(SEEDS)])


def begun(shares: np.ndarray) -> np.ndarray:
    """Shares of all faults that began."""
    alive = shares > 0
    return shares[:, 1:][alive[:, 1:] & ~alive[:, :-1]]


def test_faults_arise_at_the_rate_declared(decades):
    at_risk = (decades[:, :-1] == 0).sum() / 52.18
    rate = len(begun(decades)) / at_risk
    assert rate == pytest.approx(0.05, abs=4 * np.sqrt(0.05 / at_risk))


def test_the_median_fault_hits_a_tenth_and_a_few_hit_nearly_everybody(decades):
    size = begun(decades)
    assert np.median(size) == pytest.approx(0.1, abs=0.02)
    # Pareto: P(share > s) = (m / s)^alpha / 2
    assert (size > 0.3).mean() == pytest.approx(0.5 * (1 / 3) ** 1.5, abs=4 * np.sqrt(0.1 / len(size)))
    assert size.max() <= 1.0


def test_new_rules_bring_faults_in_proportion_to_what_they_automate():
    """Half of a task automated anew, in one week: 1 - exp(-0.3 / 2) of worlds get a fault by it."""
    added = {**NOTHING_NEW, AUTOMATED[1]: 0.5}
    got = []
    for seed in range(1000):
        levels = {**REGISTRY.defaults(), "automation.fault_rate": 0.0}
        tools = Tools.of(levels)
        tools.straight_through[:3] = 0.5
        model = SimpleNamespace(values=levels, tools=tools, seed=seed, week=0, ledger=SimpleNamespace(service={}))
        faults(model, added)
        assert tools.faults[0] is None and tools.faults[2] is None
        got.append(tools.faults[1] is not None)
    assert np.mean(got) == pytest.approx(1 - np.exp(-0.15), abs=4 * np.sqrt(0.12 / 1000))


def test_they_live_for_years():
    """Exponential with the mean declared: 1 in e lives longer than that."""
    lives = [(history(seed, 400, **{"automation.fault_rate": 50.0})[0][:, 0] > 0) for seed in range(60)]
    first = np.array([np.argmin(life[np.argmax(life) :]) or len(life) for life in lives])
    assert (first > 156).mean() == pytest.approx(np.exp(-1), abs=4 * np.sqrt(0.24 / len(first)))


def test_the_mean_error_is_no_worse_than_humans_but_the_cost_has_a_fat_tail(decades):
    mean_error = 0.02 + decades.mean()
    assert 0.02 < mean_error < 0.05
    cost = np.sort(decades.sum(axis=(1, 2)))[::-1]
    assert cost[: SEEDS // 10].sum() > 0.4 * cost.sum()
    assert np.mean(((cost - cost.mean()) / cost.std()) ** 3) > 2.0
    assert np.median(cost) < 0.7 * cost.mean()


def test_samples_find_faults_sooner(decades):
    watched = np.array([history(seed, **{"automation.monitoring": 0.02})[0] for seed in range(SEEDS // 4)])
    assert watched.mean() < 0.6 * decades[: SEEDS // 4].mean()


def test_nothing_automated_has_no_faults():
    none = {path: 0.0 for path in AUTOMATED}
    assert not history(1, **none, **{"automation.fault_rate": 50.0})[0].any()


def test_a_fault_comes_and_goes_the_same_whatever_its_share_is_said_to_be():
    small, large = (history(3, **{"automation.fault_share": share})[0] > 0 for share in (0.05, 0.2))
    np.testing.assert_array_equal(small, large)
