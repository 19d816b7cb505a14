"""Claims about published against simulated: estimates worked out by hand, verdicts, intervals."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from types import SimpleNamespace

import numpy as np
import pytest

from pes_sim.analysis.paired import half_width
from pes_sim.analysis.validation import Finding, estimate, findings
from pes_sim.kpis.definitions import KPIS
from pes_sim.runs.experiment import Outcome, Published, Reading
from pes_sim.runs.experiment_run import Measured

KPI = KPIS["exit_rate"]
OF, BEFORE = Reading("more", KPI, 104, 156), Reading("more", KPI, 0, 52)
OUTCOME = Outcome("x", "X", "level", OF, None, Published(0.1, 0.3), "share")
A, B = np.array([0.2, 0.3, 0.25]), np.array([0.1, 0.1, 0.1])


def test_a_level_is_the_mean_with_its_student_interval():
    value, low, high, seeds = estimate(OUTCOME, A, None)
    assert value == pytest.approx(0.25) and seeds == 3
    assert high - value == pytest.approx(half_width(0.05, 3)) == pytest.approx(value - low)


def test_a_difference_is_paired():
    value, _, high, _ = estimate(replace(OUTCOME, measure="difference"), A, A + 0.1)
    assert value == pytest.approx(-0.1) and high == pytest.approx(value)


def test_ratio_relative_and_growth_are_of_means():
    ratio = estimate(replace(OUTCOME, measure="ratio", against=BEFORE), A, B)
    relative = estimate(replace(OUTCOME, measure="relative", against=BEFORE), A, B)
    growth = estimate(replace(OUTCOME, measure="yearly_growth", against=BEFORE), A, B)
    assert ratio[0] == pytest.approx(2.5) and relative[0] == pytest.approx(1.5)
    assert growth[0] == pytest.approx(2.5 ** (365.25 / 7 / 104) - 1)
    # b does not vary, so the jackknife is the interval of a mean over b
    assert ratio[2] - ratio[0] == pytest.approx(10 * half_width(0.05, 3))


def test_a_factor_turns_the_measure_into_the_published_unit():
    value, low, high, _ = estimate(replace(OUTCOME, factor=-4.0), A, None)
    assert value == pytest.approx(-1.0) and low < value < high


def test_a_share_of_seeds_has_an_interval_that_is_never_empty():
    value, low, high, _ = estimate(replace(OUTCOME, measure="share_of_seeds", above=0.2), A, None)
    assert value == pytest.approx(2 / 3) and 0 < low < value < high < 1


def test_seeds_without_a_value_are_left_out():
    value, _, _, seeds = estimate(OUTCOME, np.array([0.2, np.nan, 0.4]), None)
    assert (value, seeds) == (pytest.approx(0.3), 2)
    assert isnan(estimate(OUTCOME, np.array([np.nan]), None)[0])


@pytest.mark.parametrize(
    ("x", "published", "inside"),
    [
        (0.31, Published(0.1, 0.3), False),
        (0.31, Published(0.1, 0.3, tolerance=0.02), True),
        (5.0, Published(low=2.0), True),
        (-5.0, Published(high=2.0), True),
    ],
)
def test_the_tolerance_widens_the_range_and_an_open_end_is_open(x, published, inside):
    assert published.holds(x) is inside


@pytest.mark.parametrize(
    ("low", "high", "verdict", "settled"),
    [(0.15, 0.25, "pass", True), (0.05, 0.25, "pass", False), (0.35, 0.4, "miss", True), (0.25, 0.4, "miss", False)],
)
def test_a_verdict_is_settled_when_luck_cannot_turn_it(low, high, verdict, settled):
    finding = Finding(None, OUTCOME, (low + high) / 2, low, high, 5, verdict)  # type: ignore[arg-type]
    assert finding.settled is settled


def test_a_ratio_of_differences_takes_the_control_arm_off_both(tmp_path):
    control = replace(OF, arm="control"), replace(BEFORE, arm="control")
    outcome = replace(
        OUTCOME, measure="ratio_of_differences", against=BEFORE, of_control=control[0], against_control=control[1]
    )
    rows = {
        OF.label(): [4.0, 6.0],
        control[0].label(): [1.0, 1.0],
        BEFORE.label(): [3.0, 3.0],
        control[1].label(): [1.0, 1.0],
    }
    measured = Measured(SimpleNamespace(outcomes=(outcome,)), (1, 2), rows)  # type: ignore[arg-type]
    assert findings(measured)[0].estimate == pytest.approx(4.0 / 2.0)
