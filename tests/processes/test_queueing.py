"""Erlang-B, Erlang-C and Erlang-A against textbook values, their limits, and the chain solved state by state."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from pes_sim.processes.queueing import ErlangA, erlang_a, erlang_b, erlang_c, mmc_wait, service_level

loads = st.floats(0.01, 400)
agents = st.floats(0.05, 400)
patiences = st.floats(1e-3, 1e3)
waits = st.floats(0, 50)
few = settings(max_examples=150, deadline=None)
ROUNDING = 1e-9
TINY = 1e-15  # shares below the last digit of a double beside 1


def birth_death(arrivals: float, service: float, servers: int, patience: float) -> tuple[float, float, float]:
    """Probability of waiting, share hanging up and mean queue of M/M/c+M from its stationary distribution."""
    size = servers + int(arrivals * patience) + 60 + int(12 * math.sqrt(arrivals * patience + servers))
    state = np.arange(1, size)
    out = np.minimum(state, servers) / service + np.maximum(state - servers, 0) / patience
    log_weight = np.concatenate([[0.0], np.cumsum(np.log(arrivals / out))])
    chance = np.exp(log_weight - log_weight.max())
    chance /= chance.sum()
    queue = float(chance @ np.maximum(np.arange(size) - servers, 0))
    return float(chance[servers:].sum()), queue / patience / arrivals, queue


@pytest.mark.parametrize(
    ("load", "servers", "lost"), [(2, 3, 4 / 19), (10, 10, 0.21458234310734736), (1, 1, 0.5), (5, 0, 1.0), (0, 2, 0.0)]
)
def test_blocking_matches_tabulated_erlang_b(load: float, servers: int, lost: float) -> None:
    assert erlang_b(load, servers) == pytest.approx(lost, rel=1e-12)


@pytest.mark.parametrize("servers", [0.1, 0.5, 0.9, 3.3, 17.25])
@pytest.mark.parametrize("load", [1e-6, 0.5, 2.0, 2.45, 3.0, 20.0, 200.0])
def test_blocking_for_part_of_an_agent_is_the_continued_erlang_b(load: float, servers: float) -> None:
    inverse, _ = quad(lambda u: math.exp(-u) * (1 + u / load) ** servers, 0, math.inf, epsabs=0, epsrel=1e-11)
    assert erlang_b(load, servers) == pytest.approx(1 / inverse, rel=1e-8)


def test_wait_of_two_servers_half_busy_is_a_third_of_a_service() -> None:
    assert erlang_c(1.0, 2) == pytest.approx(1 / 3)
    assert mmc_wait(1.0, 1.0, 2) == pytest.approx(1 / 3)


def test_wait_of_one_server_matches_mm1() -> None:
    assert erlang_c(0.8, 1) == pytest.approx(0.8)
    assert mmc_wait(0.8, 1.0, 1) == pytest.approx(0.8 / 0.2)


def test_wait_matches_the_call_centre_textbook_example_of_erlang_c() -> None:
    """360 calls in half an hour of 4 minutes each, 55 agents: 23.9 % wait, 8.2 seconds on average."""
    assert erlang_c(48, 55) == pytest.approx(0.239, abs=5e-4)
    assert mmc_wait(0.2, 1 / 240, 55) == pytest.approx(8.2, abs=0.05)
    assert service_level(0.2, 240, 55, math.inf, 15) == pytest.approx(1 - 0.2387 * math.exp(-7 * 15 / 240), abs=1e-4)


def test_wait_matches_the_erlang_a_example_of_mandelbaum_and_zeltyn() -> None:
    """48 calls a minute of 1 minute, 50 agents, patience 2 minutes: 3.1 % hang up, 3.7 s, queue of 3, 93 % busy.

    Without hanging up the same centre keeps callers waiting 20.8 s at 96 % (Service engineering in action, 2007).
    """
    patient = erlang_a(48, 1, 50, 2)
    assert patient.abandonment == pytest.approx(0.031, abs=5e-4)
    assert patient.mean_wait * 60 == pytest.approx(3.7, abs=0.05)
    assert patient.mean_queue == pytest.approx(3.0, abs=0.05)
    assert patient.utilisation == pytest.approx(0.93, abs=5e-3)
    assert mmc_wait(48, 1, 50) * 60 == pytest.approx(20.8, abs=0.05)


@pytest.mark.parametrize("servers", [1, 2, 7, 50, 300])
@pytest.mark.parametrize("busy", [0.01, 0.5, 0.9, 1.0, 1.02, 1.3, 3.0])
@pytest.mark.parametrize("patience", [1e-4, 0.01, 0.3, 1.0, 5.0, 30.0])
def test_erlang_a_matches_the_chain_solved_state_by_state(servers: int, busy: float, patience: float) -> None:
    got = erlang_a(busy * servers, 1.0, servers, patience)
    wait, hang_up, queue = birth_death(busy * servers, 1.0, servers, patience)
    # Where hardly anybody waits, the chain's own sum loses its digits; the floor is a caller in 10^12.
    assert got.probability_of_waiting == pytest.approx(wait, rel=1e-9, abs=1e-12)
    assert got.abandonment == pytest.approx(hang_up, rel=1e-9, abs=1e-12)
    assert got.mean_queue == pytest.approx(queue, rel=1e-9, abs=1e-12 * servers)


@pytest.mark.parametrize("servers", [2, 20.5, 200])
@pytest.mark.parametrize("busy", [0.7, 1.0, 1.6])
@pytest.mark.parametrize("target", [0.05, 0.4, 3.0])
def test_service_level_matches_the_density_of_the_offered_wait(servers: float, busy: float, target: float) -> None:
    patience, arrivals = 1.5, busy * servers
    x, y = servers * patience, arrivals * patience
    top = math.log(y / x) if y > x else 0.0
    peak = y * (1 - math.exp(-top)) - x * top

    def density(s: float) -> float:
        return math.exp(y * (1 - math.exp(-s)) - x * s - peak)

    at = [p for p in (top / 2, top, top + 0.1, top + 1) if p > 0]
    whole, _ = quad(density, 0, top + 40, points=at, limit=400, epsrel=1e-12)
    end = target / patience
    soon, _ = quad(
        lambda s: density(s) * math.exp(-s), 0, end, points=[p for p in at if p < end] or None, limit=400, epsrel=1e-12
    )
    got = erlang_a(arrivals, 1.0, servers, patience, target)
    expected = 1 - got.probability_of_waiting * (1 - soon / whole)
    assert got.answered_within == pytest.approx(expected, rel=1e-8)


@few
@given(loads, agents)
def test_unlimited_patience_is_erlang_c(load: float, servers: float) -> None:
    if load < 0.98 * servers:
        got, limit = erlang_a(load, 1.0, servers, 1e9, 0.5), erlang_a(load, 1.0, servers, math.inf, 0.5)
        assert got == pytest.approx(limit, rel=1e-4, abs=1e-7)
        assert limit.probability_of_waiting == pytest.approx(erlang_c(load, servers))
        assert limit.mean_wait == pytest.approx(mmc_wait(load, 1.0, servers))


@few
@given(loads, agents)
def test_no_patience_is_erlang_b(load: float, servers: float) -> None:
    lost = erlang_b(load, servers)
    assert erlang_a(load, 1.0, servers, 0.0).abandonment == lost
    assert erlang_a(load, 1.0, servers, 1e-7).abandonment == pytest.approx(lost, rel=1e-3, abs=1e-12)


@few
@given(loads, st.floats(0.1, 20), agents, patiences, waits)
def test_calls_and_minutes_are_conserved(
    arrivals: float, service: float, servers: float, patience: float, target: float
) -> None:
    got = erlang_a(arrivals, service, servers, patience, target)
    assert arrivals * (1 - got.abandonment) * service == pytest.approx(got.utilisation * servers, rel=1e-6)
    assert got.mean_queue == pytest.approx(arrivals * got.mean_wait)
    assert got.abandonment * patience == pytest.approx(got.mean_wait)
    for share in (got.probability_of_waiting, got.abandonment, got.answered_within, got.utilisation):
        assert 0 <= share <= 1
    assert got.abandonment <= got.probability_of_waiting + ROUNDING
    assert got.answered_within <= 1 - got.abandonment + ROUNDING


@few
@given(loads, agents, st.floats(0, 50), patiences, waits)
def test_more_agents_never_lengthen_the_wait(
    load: float, servers: float, more: float, patience: float, target: float
) -> None:
    fewer, plus = (erlang_a(load, 1.0, n, patience, target) for n in (servers, servers + more))
    assert plus.mean_wait <= fewer.mean_wait * (1 + ROUNDING) + TINY
    assert plus.abandonment <= fewer.abandonment * (1 + ROUNDING) + TINY
    assert plus.probability_of_waiting <= fewer.probability_of_waiting * (1 + ROUNDING) + TINY
    assert plus.answered_within >= fewer.answered_within * (1 - ROUNDING) - TINY


@few
@given(loads, st.floats(0, 50), agents, patiences, waits)
def test_more_callers_never_shorten_the_wait(
    load: float, more: float, servers: float, patience: float, target: float
) -> None:
    fewer, plus = (erlang_a(n, 1.0, servers, patience, target) for n in (load, load + more))
    assert plus.mean_wait >= fewer.mean_wait * (1 - ROUNDING) - TINY
    assert plus.abandonment >= fewer.abandonment * (1 - ROUNDING) - TINY
    assert plus.answered_within <= fewer.answered_within * (1 + ROUNDING) + TINY


@few
@given(loads, agents, patiences, st.floats(1, 20))
def test_more_patience_means_fewer_lost_and_longer_waits(
    load: float, servers: float, patience: float, times: float
) -> None:
    short, long = (erlang_a(load, 1.0, servers, p) for p in (patience, patience * times))
    assert long.abandonment <= short.abandonment * (1 + ROUNDING) + TINY
    assert long.mean_wait >= short.mean_wait * (1 - ROUNDING) - TINY


@few
@given(loads, agents, patiences, waits, st.floats(0, 10))
def test_service_level_grows_with_the_target_up_to_the_answered_share(
    load: float, servers: float, patience: float, target: float, more: float
) -> None:
    soon = service_level(load, 1.0, servers, patience, target)
    assert service_level(load, 1.0, servers, patience, target + more) >= soon - ROUNDING
    at_once = erlang_a(load, 1.0, servers, patience)
    assert at_once.answered_within == pytest.approx(1 - at_once.probability_of_waiting)
    ever = service_level(load, 1.0, servers, patience, math.inf)
    assert ever == pytest.approx(1 - at_once.abandonment, rel=1e-9, abs=1e-12)


@few
@given(loads, st.floats(0.1, 20), agents, patiences, st.floats(1e-3, 1e3))
def test_the_unit_of_time_does_not_matter(
    arrivals: float, service: float, servers: float, patience: float, unit: float
) -> None:
    one = erlang_a(arrivals, service, servers, patience, 1.0)
    other = erlang_a(arrivals / unit, service * unit, servers, patience * unit, unit)
    assert other.abandonment == pytest.approx(one.abandonment, rel=1e-8, abs=TINY)
    assert other.answered_within == pytest.approx(one.answered_within, rel=1e-8, abs=TINY)
    assert other.mean_wait == pytest.approx(one.mean_wait * unit, rel=1e-8, abs=TINY)


@few
@given(loads, st.integers(1, 300), patiences)
def test_nothing_jumps_where_an_agent_becomes_whole(load: float, servers: int, patience: float) -> None:
    whole = erlang_a(load, 1.0, servers, patience)
    for nearly in (servers - 1e-9, servers + 1e-9):
        assert erlang_a(load, 1.0, nearly, patience) == pytest.approx(whole, rel=1e-6, abs=1e-12)


def test_without_agents_everybody_hangs_up() -> None:
    got = erlang_a(10, 1, 0, 2, 5)
    assert (got.probability_of_waiting, got.abandonment, got.answered_within) == (1, 1, 0)
    assert (got.mean_wait, got.utilisation, got.mean_queue) == (2, 0, 20)
    assert math.isnan(got.mean_wait_answered)
    nearly_none = erlang_a(10, 1, 1e-9, 2, 5)
    assert nearly_none.abandonment == pytest.approx(1)
    assert nearly_none.mean_wait == pytest.approx(2)


def test_without_calls_nobody_waits() -> None:
    assert erlang_a(0, 1, 3, 2) == ErlangA(0, 0, 1, 0, 0, 0, 0)
    assert mmc_wait(0, 1, 3) == 0
    assert erlang_a(0, 1, 0, 2).abandonment == 1


def test_overload_without_hanging_up_has_no_end() -> None:
    got = erlang_a(20, 1, 10, math.inf, 1)
    assert got.abandonment == 0.5
    assert got.mean_wait == math.inf
    assert (got.utilisation, got.answered_within) == (1, 0)
    assert erlang_c(20, 10) == 1
    assert mmc_wait(1, 1, 0) == math.inf


def test_deep_overload_approaches_the_fluid_limit() -> None:
    got = erlang_a(30_000, 1, 10_000, 5)
    assert got.abandonment == pytest.approx(2 / 3, rel=1e-6)
    assert got.mean_wait_answered == pytest.approx(5 * math.log(3), rel=1e-3)


def test_thousands_of_agents_keep_their_digits() -> None:
    got = erlang_a(5_000, 1, 5_000, 1)
    # Garnett, Mandelbaum & Reiman: with rho = 1 and theta = mu half the callers wait; here the exact value is P(N >= c)
    # of a Poisson law, as M/M/c+M with theta = mu is M/M/infinity.
    wait, hang_up, _ = birth_death(5_000, 1, 5_000, 1)
    assert got.probability_of_waiting == pytest.approx(wait, rel=1e-9)
    assert got.abandonment == pytest.approx(hang_up, rel=1e-9)
    assert got.probability_of_waiting == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    "arguments", [(-1, 1, 1, 1), (1, 0, 1, 1), (1, 1, -1, 1), (1, 1, 1, -1), (1, 1, 1, 1, -1), (math.nan, 1, 1, 1)]
)
def test_impossible_arguments_are_refused(arguments: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"(is|are) -?(\d|nan)"):
        erlang_a(*arguments)
