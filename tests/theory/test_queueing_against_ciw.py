"""The closed forms against an independent discrete-event simulator (ciw): M/M/c, and M/M/c+M by reneging."""

from __future__ import annotations

import math
from statistics import fmean, stdev

import ciw
import pytest

from pes_sim.processes.queueing import erlang_a

REPLICATIONS = 12
CALLERS = 4000  # callers counted in one replication
# Fourteen figures are tested; a Student t with 11 degrees of freedom exceeds 4.44 in one case of a thousand.
STANDARD_ERRORS = 4.44
TARGET = 0.3


def simulated(arrivals: float, servers: int, patience: float, seed: int) -> dict[str, float]:
    """Shares and waits of the callers who came after the warm-up, in services of mean 1."""
    impatient = {} if math.isinf(patience) else {"reneging_time_distributions": [ciw.dists.Exponential(1 / patience)]}
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(arrivals)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[servers],
        **impatient,
    )
    ciw.seed(seed)
    warm, span = 30.0, CALLERS / arrivals
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(warm + span + 60.0)  # the last counted caller has left by then
    records = [r for r in simulation.get_all_records() if warm <= r.arrival_date < warm + span]
    answered = [r.waiting_time for r in records if r.record_type == "service"]
    lost = [r.waiting_time for r in records if r.record_type == "renege"]
    everybody = len(answered) + len(lost)
    return {
        "probability_of_waiting": (sum(w > 1e-12 for w in answered) + len(lost)) / everybody,
        "abandonment": len(lost) / everybody,
        "answered_within": sum(w <= TARGET for w in answered) / everybody,
        "mean_wait": (sum(answered) + sum(lost)) / everybody,
        "mean_wait_answered": fmean(answered),
    }


@pytest.mark.parametrize(
    ("arrivals", "servers", "patience"),
    [(3.2, 4, math.inf), (3.2, 4, 1.0), (9.0, 6, 0.7)],
    ids=["M/M/c", "M/M/c+M", "M/M/c+M overloaded"],
)
def test_wait_matches_erlang_a(arrivals: float, servers: int, patience: float) -> None:
    expected = erlang_a(arrivals, 1.0, servers, patience, TARGET)._asdict()
    runs = [simulated(arrivals, servers, patience, seed) for seed in range(REPLICATIONS)]
    for name in runs[0]:
        values = [run[name] for run in runs]
        if name == "abandonment" and math.isinf(patience):
            assert values == [0.0] * REPLICATIONS
            continue
        got, error = fmean(values), stdev(values) / math.sqrt(REPLICATIONS)
        assert abs(got - expected[name]) < STANDARD_ERRORS * error, (name, got, expected[name], error)
