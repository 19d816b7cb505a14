"""Going on until the interval is narrow enough keeps what the interval says."""

import numpy as np
import pytest

from pes_sim.analysis.paired import paired
from pes_sim.analysis.sequential import Stopping
from pes_sim.runs.errors import CallError


def stopped(rng, wanted, most=400, mean=0.0):
    """Draw pairs of seeds by the rule; returns the last difference."""
    rule, values = Stopping({"y": wanted}, most), np.zeros(0)
    wish = rule.begin
    while wish is not None:
        values = np.concatenate([values, rng.normal(mean, 1, wish - len(values))])
        found = paired(np.zeros(len(values)), values, "higher")
        wish = rule.next({("y", "o"): found}, len(values))
    return found


def test_it_stops_when_the_half_width_is_reached_and_not_much_later():
    rng = np.random.default_rng(1)
    runs = [stopped(rng, 0.3) for _ in range(200)]
    assert max(run.half_width for run in runs) <= 0.3
    assert np.mean([run.seeds for run in runs]) == pytest.approx((1.96 / 0.3) ** 2, rel=0.1)


def test_the_interval_holds_the_truth_nearly_as_often_as_it_says():
    rng = np.random.default_rng(2)
    n = 1500
    held = np.mean([abs(found.difference) <= found.half_width for found in (stopped(rng, 0.4) for _ in range(n))])
    # Stopping early where the spread is small by luck costs a little; four standard errors for the replications.
    assert held > 0.93 - 4 * np.sqrt(0.95 * 0.05 / n)


def test_it_does_not_look_at_the_difference():
    seeds = [stopped(np.random.default_rng(3), 0.4, mean=mean).seeds for mean in (0.0, 5.0)]
    assert seeds[0] == seeds[1]


def test_it_never_takes_more_than_allowed_and_says_what_is_open():
    rng = np.random.default_rng(4)
    found = stopped(rng, 0.01, most=30)
    assert found.seeds == 30
    assert Stopping({"y": 0.01}, 30).open({("y", "o"): found}) == [("y", "o")]


def test_a_kpi_nobody_asked_about_keeps_nobody_waiting():
    wide, narrow = paired(np.zeros(10), np.arange(10.0), "higher"), paired(np.zeros(10), np.ones(10), "higher")
    assert Stopping({"y": 0.1}, 100).next({("y", "o"): narrow, ("z", "o"): wide}, 10) is None


@pytest.mark.parametrize("wanted", [{}, {"y": 0.0}, {"y": float("nan")}])
def test_a_wish_that_cannot_be_met_is_refused(wanted):
    with pytest.raises(CallError):
        Stopping(wanted, 100)
