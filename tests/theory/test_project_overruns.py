"""Realised cost and time of projects: the stated median, the stated tail, more risk with length, less in small steps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pes_sim.parameters import REGISTRY
from pes_sim.processes.delivery import cost_ratio, tail_chance, time_ratio
from pes_sim.scenario.changes import ProjectPlan

VALUES = REGISTRY.defaults()
DRAWS = 100_000
WEEKS = st.integers(4, 400)


def plan(weeks: int, increment: int) -> ProjectPlan:
    return ProjectPlan("a project", "digital_service", 10.0, weeks, increment)


def ratios(weeks: int, increment: int, couplings: int = 0) -> np.ndarray:
    rng = np.random.default_rng(12)
    u = rng.random((DRAWS, 2))
    return np.array([cost_ratio(plan(weeks, increment), couplings, VALUES, a, b) for a, b in u])


@pytest.fixture(scope="module")
def drawn() -> np.ndarray:
    return ratios(104, 26)


def body_beyond(x: float) -> float:
    return float(stats.norm.sf(np.log(x / VALUES["delivery.cost_median"]) / VALUES["delivery.cost_spread"]))


def test_median_cost_is_the_mixtures(drawn):
    p = tail_chance(plan(104, 26), 0, VALUES)
    middle = stats.norm.ppf(0.5 / (1 - p)) * VALUES["delivery.cost_spread"]
    expected = VALUES["delivery.cost_median"] * np.exp(middle)
    density = (1 - p) * stats.norm.pdf(middle / VALUES["delivery.cost_spread"]) / VALUES["delivery.cost_spread"]
    assert abs(np.log(np.median(drawn) / expected)) < 4 * 0.5 / density / np.sqrt(DRAWS)
    # published: the typical project keeps to its budget
    assert 0.95 < np.median(drawn) < 1.15


def test_share_beyond_a_quarter_over_is_the_tail_and_the_bodys_edge(drawn):
    p = tail_chance(plan(104, 26), 0, VALUES)
    expected = p + (1 - p) * body_beyond(1.25)
    assert abs((drawn > 1.25).mean() - expected) < 4 * np.sqrt(expected * (1 - expected) / DRAWS)


def test_tail_is_a_pareto_cut_off_at_the_largest_ratio():
    certain = {**VALUES, "delivery.tail_share": 1.0, "delivery.tail_share_year": 0.0, "delivery.tail_increment": 1.0}
    rng = np.random.default_rng(5)
    u = rng.random(DRAWS)
    tail = np.array([cost_ratio(plan(52, 52), 0, certain, 0.0, x) for x in u])
    alpha, cap, start = VALUES["delivery.tail_alpha"], VALUES["delivery.tail_cap"], 1.25
    assert tail.min() >= start and tail.max() == cap
    expected = start + start**alpha * (start ** (1 - alpha) - cap ** (1 - alpha)) / (alpha - 1)
    assert abs(tail.mean() - expected) < 4 * tail.std() / np.sqrt(DRAWS)
    at_cap = (start / cap) ** alpha
    assert abs((tail == cap).mean() - at_cap) < 4 * np.sqrt(at_cap / DRAWS)


def test_about_one_public_project_in_five_ends_a_quarter_over_budget():
    """18 % of 1,355 public projects (Budzier & Flyvbjerg 2013), at a common length of two years in half-year steps."""
    shares = [(ratios(weeks, increment) > 1.25).mean() for weeks, increment in ((78, 26), (104, 52), (156, 156))]
    assert 0.08 < min(shares) < 0.18 < max(shares) < 0.30


def test_time_is_lognormal_about_its_median():
    u = np.random.default_rng(7).random(DRAWS)
    drawn = np.log([time_ratio(VALUES, x) for x in u])
    spread = VALUES["delivery.schedule_spread"]
    assert abs(drawn.mean() - np.log(VALUES["delivery.schedule_median"])) < 4 * spread / np.sqrt(DRAWS)
    assert abs(drawn.std() - spread) < 4 * spread / np.sqrt(2 * DRAWS)


@given(WEEKS, WEEKS, st.integers(4, 52), st.integers(0, 8))
def test_risk_never_falls_with_planned_length(a, b, increment, couplings):
    short, long = sorted((a, b))
    whole = [tail_chance(plan(weeks, weeks), couplings, VALUES) for weeks in (short, long)]
    assert whole[0] <= whole[1] + 1e-12 or short <= 12  # a dozen weeks are a small increment in themselves
    assert all(0.0 <= p <= 0.9 for p in whole)


@given(WEEKS, st.integers(1, 400), st.integers(1, 400), st.integers(0, 8))
def test_risk_never_rises_with_smaller_increments(weeks, a, b, couplings):
    small, large = sorted((a, b))
    assert tail_chance(plan(weeks, small), couplings, VALUES) <= tail_chance(plan(weeks, large), couplings, VALUES)


@given(WEEKS, WEEKS, st.integers(0, 8), st.integers(1, 4))
def test_risk_rises_with_couplings(weeks, increment, couplings, more):
    one, other = (tail_chance(plan(weeks, increment), n, VALUES) for n in (couplings, couplings + more))
    assert one <= other


def test_twelve_week_increments_carry_the_stated_part_of_the_risk():
    whole, steps = (tail_chance(plan(104, increment), 0, VALUES) for increment in (104, 12))
    assert steps == pytest.approx(VALUES["delivery.tail_increment"] * whole)
