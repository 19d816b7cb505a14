"""Telephone queues in closed form: Erlang-B, Erlang-C and Erlang-A, for any (also fractional) number of agents.

Units: any one unit of time, the same throughout (rates per minute with minutes, say). Servers may be fractional
(agents who share their week with other work): Erlang-B is continued by its gamma-function form, the rest follows.

Erlang-A is computed from the density of the offered wait V, the wait of a caller who never hangs up (Baccelli &
Hebuterne 1981; Zeltyn & Mandelbaum 2005). With λ arrivals, c servers of rate μ, hang-ups at rate θ,
and s = θV, x = cμ/θ, y = λ/θ,

    f(s) = π_c x g(s),   g(s) = exp(y(1 - e^-s) - x s),   A = x ∫ g ds,   P(V > 0) = A B / (1 + (A - 1) B)

where B is Erlang-B and π_c the chance that all servers are busy and nobody waits. g is log-concave, so a few
Gauss-Legendre panels around its peak give all integrals to about ten digits, for one agent or ten thousand.

Sources: Erlang 1917; Palm 1957 (Research on telephone traffic carried by full availability groups); Garnett, Mandelbaum
& Reiman 2002 (Designing a call center with impatient customers, MSOM 4(3)); Gans, Koole & Mandelbaum 2003 (Telephone
call centers, MSOM 5(2)); Jagerman 1974 for the continuation of Erlang-B.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from pes_sim.kernel import kernel

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
_NEGLIGIBLE = 45.0  # e^-45 of the peak is below the last digit of a double
_REDIAL_STEPS, _CLOSE = 200, 1e-10
_ERLANG_STEPS = 500  # the series and the continued fraction below need fewer than a hundred


class ErlangA(NamedTuple):
    """What callers and agents of an M/M/c+M queue meet in steady state; times in the unit of the arguments."""

    probability_of_waiting: float
    """share of callers who find every agent busy"""
    abandonment: float
    """share of callers who hang up before an agent answers"""
    answered_within: float
    """share of all callers answered within the target wait (service level)"""
    mean_wait: float
    """mean wait of all callers, answered or not"""
    mean_wait_answered: float
    """mean wait of those answered (average speed of answer); not a number where nobody is"""
    utilisation: float
    """share of the agents' time spent with callers"""
    mean_queue: float
    """mean number of callers waiting"""


@kernel
def erlang_b_kernel(offered_load: float, servers: float) -> float:
    """Erlang-B without argument checks, for use within kernels; see :func:`erlang_b`."""
    a = offered_load
    if servers <= 0.0:
        return 1.0
    if a <= 0.0:
        return 0.0
    whole = math.floor(servers)
    f = servers - whole
    # 1 / B(f, a) = e^a a^-f Γ(f + 1, a) for the fractional part, then the recursion B(n) = a B(n-1) / (n + a B(n-1)).
    if f == 0.0:
        blocked = 1.0
    elif a < f + 2.0:
        term = 1.0 / (f + 1.0)
        lower = term
        for n in range(1, _ERLANG_STEPS):
            term *= a / (f + 1.0 + n)
            lower += term
            if term < 1e-17 * lower:
                break
        blocked = 1.0 / (math.exp(a) * a**-f * math.gamma(f + 1.0) - a * lower)
    else:  # Legendre's continued fraction for the upper incomplete gamma function, by Lentz
        b = a - f
        c = 1e300
        d = 1.0 / b
        h = d
        for n in range(1, _ERLANG_STEPS):
            step = n * (f + 1.0 - n)
            b += 2.0
            d = 1.0 / (step * d + b)
            c = b + step / c
            h *= c * d
            if abs(c * d - 1.0) < 1e-16:
                break
        blocked = 1.0 / (a * h)
    for n in range(1, int(whole) + 1):
        blocked = a * blocked / (f + n + a * blocked)
    return blocked


@kernel
def _panel(x: float, y: float, peak: float, low: float, high: float) -> tuple[float, float, float]:
    """Integrals over [low, high] of g, of g (1 - e^-s) and of g s e^-s, each divided by e^peak."""
    middle, half = 0.5 * (low + high), 0.5 * (high - low)
    mass, left, waited = 0.0, 0.0, 0.0
    for node, weight in zip(_NODES, _WEIGHTS):  # noqa: B905
        s = middle + half * node
        gone = -math.expm1(-s)
        g = weight * half * math.exp(y * gone - x * s - peak)
        mass += g
        left += g * gone
        waited += g * s * (1.0 - gone)
    return mass, left, waited


@kernel
def _offered_wait(x: float, y: float, limit: float) -> tuple[float, float, float, float]:
    """Log of the peak of g, and the three integrals of :func:`_panel` from 0 to ``limit`` divided by the peak."""
    top = math.log(y / x) if y > x else 0.0
    peak = y * -math.expm1(-top) - x * top
    width = min(1.0, 1.0 / max(x - y, math.sqrt(min(x, y))) if y > 0.0 else 1.0 / x)
    mass, left, waited = 0.0, 0.0, 0.0
    for direction in (-1.0, 1.0):
        at, step = top, width
        while True:
            to = max(at + direction * step, 0.0)
            low, high = min(at, to), min(max(at, to), limit)
            if high > low:
                m, a, w = _panel(x, y, peak, low, high)
                mass, left, waited = mass + m, left + a, waited + w
            if (direction < 0 and to <= 0.0) or (direction > 0 and to >= limit):
                break
            at, step = to, 2.0 * step
            if y * -math.expm1(-at) - x * at - peak < -_NEGLIGIBLE:
                break
    return peak, mass, left, waited


@kernel
def erlang_a_kernel(
    arrival_rate: float, mean_service: float, servers: float, mean_patience: float, target_wait: float
) -> tuple[float, float, float, float, float, float, float]:
    """The fields of :class:`ErlangA` in order, without argument checks, for kernels; see :func:`erlang_a`."""
    if servers <= 0.0:
        return 1.0, 1.0, 0.0, mean_patience, math.nan, 0.0, arrival_rate * mean_patience if arrival_rate > 0.0 else 0.0
    load = arrival_rate * mean_service
    if load <= 0.0:
        return 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0
    rho = load / servers
    blocked = erlang_b_kernel(load, servers)

    if math.isinf(mean_patience):  # Erlang-C, and beyond it the fluid limit: what is too much is never answered
        if rho >= 1.0:
            return 1.0, 1.0 - 1.0 / rho, 0.0, math.inf, math.inf, 1.0, math.inf
        waits = blocked / (1.0 - rho * (1.0 - blocked))
        drain = (servers - load) / mean_service
        within = 1.0 - waits * math.exp(-drain * target_wait)
        return waits, 0.0, within, waits / drain, waits / drain, rho, arrival_rate * waits / drain

    if mean_patience <= 0.0:  # Erlang-B
        return blocked, blocked, 1.0 - blocked, 0.0, 0.0, rho * (1.0 - blocked), 0.0

    x, y = servers * mean_patience / mean_service, arrival_rate * mean_patience
    peak, mass, left, waited = _offered_wait(x, y, math.inf)
    waits = blocked / (blocked + (1.0 - blocked) * math.exp(-peak) / (x * mass))
    abandons = min(waits * left / mass, 1.0)
    answered = 1.0 - abandons
    _, mass_soon, left_soon, _ = _offered_wait(x, y, target_wait / mean_patience)
    within = min(1.0 - waits + waits * (mass_soon - left_soon) / mass, answered)
    wait = abandons * mean_patience
    wait_answered = waits * waited / mass * mean_patience / answered if answered > 0.0 else math.nan
    return waits, abandons, within, wait, wait_answered, min(rho * answered, 1.0), arrival_rate * wait


def erlang_b(offered_load: float, servers: float) -> float:
    """Share of callers lost when nobody can wait: M/M/c/c.

    B(c, a) = (a^c / c!) / sum of a^k / k! for k up to c, continued to fractional c by 1 / B = a ∫ e^(-at) (1 + t)^c dt.

    :param offered_load: arrivals times mean service, in erlang (mean number of busy servers if there were plenty)
    :param servers: number of servers, 0 or more; may be fractional
    :raises ValueError: for a negative or non-finite argument
    :source: Erlang 1917; Jagerman 1974 (Some properties of the Erlang loss function, BSTJ 53)
    """
    _check(offered_load=offered_load, servers=servers)
    return float(erlang_b_kernel(offered_load, servers))


def erlang_c(offered_load: float, servers: float) -> float:
    """Probability of waiting when nobody hangs up: M/M/c.

    C = B / (1 - ρ (1 - B)) with ρ = a / c; 1 at or beyond capacity.

    :param offered_load: arrivals times mean service, in erlang
    :param servers: number of servers, 0 or more; may be fractional
    :raises ValueError: for a negative or non-finite argument
    :source: Erlang 1917; Gans, Koole & Mandelbaum 2003, section 3
    """
    return erlang_a(offered_load, 1.0, servers, math.inf).probability_of_waiting


def mmc_wait(arrival_rate: float, service_rate: float, servers: float) -> float:
    """Mean wait of all callers when nobody hangs up: M/M/c.

    W = C / (c μ - λ); infinite at or beyond capacity, 0 without arrivals.

    :param arrival_rate: λ, callers per unit of time
    :param service_rate: μ, callers one server serves per unit of time
    :param servers: c, 0 or more; may be fractional
    :raises ValueError: for a negative or non-finite argument, or a service rate of 0
    :source: Erlang 1917; Gans, Koole & Mandelbaum 2003, section 3
    """
    if not service_rate > 0:
        raise ValueError(f"service_rate must be above 0, is {service_rate!r}")
    return erlang_a(arrival_rate, 1.0 / service_rate, servers, math.inf).mean_wait


def erlang_a(
    arrival_rate: float, mean_service: float, servers: float, mean_patience: float, target_wait: float = 0.0
) -> ErlangA:
    """Waiting, hanging up and service level where callers are impatient: M/M/c+M, in steady state.

    With infinite patience this is Erlang-C (and, beyond capacity, its fluid limit with an infinite wait); with patience
    0 Erlang-B. Without servers everybody hangs up; without arrivals the figures are those of a caller who came all the
    same.
    Holds always: arrival_rate (1 - abandonment) mean_service = utilisation servers, and by Little's law
    mean_queue = arrival_rate mean_wait, abandonment = mean_wait / mean_patience.

    :param arrival_rate: λ, callers per unit of time
    :param mean_service: 1 / μ, mean time a server is busy with a caller
    :param servers: c, 0 or more; may be fractional
    :param mean_patience: 1 / θ, mean time a waiting caller stays; may be infinite
    :param target_wait: the wait that ``answered_within`` counts up to
    :raises ValueError: for a negative argument, or one that is not finite where it must be, or a mean service of 0
    :source: Palm 1957; Garnett, Mandelbaum & Reiman 2002; Zeltyn & Mandelbaum 2005 for the density of the offered wait
    """
    _check(arrival_rate=arrival_rate, mean_service=mean_service, servers=servers)
    if not mean_service > 0:
        raise ValueError(f"mean_service must be above 0, is {mean_service!r}")
    if not (mean_patience >= 0 and target_wait >= 0):
        raise ValueError(f"mean_patience and target_wait must be 0 or more, are {mean_patience!r} and {target_wait!r}")
    return ErlangA(*erlang_a_kernel(arrival_rate, mean_service, servers, mean_patience, target_wait))


def with_redials(
    caller_rate: float, mean_service: float, servers: float, mean_patience: float, target_wait: float, redial: float
) -> tuple[ErlangA, float]:
    """The line where of those who hang up a share call again, as new arrivals.

    calls = callers / (1 - redial x share hanging up)

    Returns what a call meets, and redial x hung up: the chance that a call is followed by another. A caller gets
    through in the end with (1 - hung up) / (1 - redial x hung up). The calls are the fixed point, from below.

    :param caller_rate: callers per unit of time, each counted once
    :param redial: share of those who hang up who call again, 0 to below 1
    :raises ValueError: as `erlang_a`
    :source: Aguir, Karaesmen, Aksin & Chauvet 2004 (The impact of retrials on call center performance, OR Spectrum 26)
    """
    queue = erlang_a(caller_rate, mean_service, servers, mean_patience, target_wait)
    again = 0.0
    for _ in range(_REDIAL_STEPS):
        before, again = again, redial * queue.abandonment
        if again - before <= _CLOSE:
            break
        queue = erlang_a(caller_rate / (1.0 - again), mean_service, servers, mean_patience, target_wait)
    return queue, again


def service_level(
    arrival_rate: float, mean_service: float, servers: float, mean_patience: float, within: float
) -> float:
    """Share of all callers who are answered within ``within``; arguments as in :func:`erlang_a`.

    P(V = 0) + ∫ from 0 to t of f(v) e^(-θv) dv: exact, not the square-root approximation.
    """
    return erlang_a(arrival_rate, mean_service, servers, mean_patience, within).answered_within


def _check(**arguments: float) -> None:
    for name, value in arguments.items():
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"{name} must be finite and 0 or more, is {value!r}")
