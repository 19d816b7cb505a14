"""The paired interval is Student's, covers as often as it says, and is honest about one seed and no spread."""

import numpy as np
import pytest
from scipy import stats

from pes_sim.analysis.paired import half_width, half_widths, paired, seeds_needed

BASE = [10.0, 12.0, 9.0, 11.0, 13.0]
OPTION = [9.5, 11.0, 9.1, 10.2, 12.1]


def test_the_interval_is_the_paired_t_interval():
    found = paired(BASE, OPTION, "lower")
    truth = stats.ttest_rel(OPTION, BASE).confidence_interval(0.95)
    assert (found.ci_low, found.ci_high) == pytest.approx((truth.low, truth.high))
    assert found.difference == pytest.approx(np.mean(OPTION) - np.mean(BASE))
    assert found.baseline == 11.0
    assert found.share_better == 0.8
    assert found.verdict == "better"


def test_the_direction_decides_what_is_better():
    assert paired(BASE, OPTION, "higher").verdict == "worse"
    assert paired(BASE, OPTION, "higher").share_better == 0.2
    neutral = paired(BASE, OPTION, "neutral")
    assert neutral.verdict == "lower" and np.isnan(neutral.share_better)


def test_the_interval_covers_the_truth_95_times_in_100():
    replications, n, truth = 4000, 10, 0.3
    rng = np.random.default_rng(1)
    luck = rng.normal(0, 5, (replications, n))  # shared by both runs: must not matter
    option = luck + rng.normal(truth, 1, (replications, n))
    found = [paired(b, o, "lower") for b, o in zip(luck, option, strict=True)]
    covered = np.mean([f.ci_low <= truth <= f.ci_high for f in found])
    assert abs(covered - 0.95) < 3.5 * np.sqrt(0.95 * 0.05 / replications)
    # Pairing takes the shared luck out: unpaired, the half-width would be about 5 sqrt(2) times as large.
    assert np.mean([f.half_width for f in found]) < 1


def test_a_null_option_is_exactly_zero():
    found = paired(BASE, BASE, "higher")
    assert (found.difference, found.ci_low, found.ci_high, found.share_better) == (0, 0, 0, 0)
    assert found.verdict == "same"


def test_one_seed_gives_a_difference_and_no_interval():
    found = paired([1.0], [2.0], "higher")
    assert found.difference == 1 and np.isnan(found.half_width)
    assert found.verdict == "unclear"


def test_the_same_difference_in_every_seed_has_no_width():
    found = paired([1.0, 2.0, 3.0], [2.0, 3.0, 4.0], "lower")
    assert (found.ci_low, found.ci_high, found.verdict) == (1, 1, "worse")


def test_undefined_seeds_are_left_out_and_counted():
    found = paired([1.0, np.nan, 3.0], [2.0, 2.0, 5.0], "higher")
    assert found.seeds == 2 and found.difference == 1.5
    assert paired([np.nan], [1.0], "higher").verdict == "undefined"


def test_other_seeds_are_refused():
    with pytest.raises(ValueError, match="same seeds"):
        paired([1.0, 2.0], [1.0], "higher")


@pytest.mark.parametrize(("sd", "wanted"), [(1.0, 0.5), (3.0, 0.1), (0.2, 5.0), (1.0, 0.0123)])
def test_seeds_needed_are_the_fewest_that_reach_the_half_width(sd, wanted):
    n = seeds_needed(sd, wanted)
    assert half_width(sd, n) <= wanted
    assert n == 2 or half_width(sd, n - 1) > wanted or n > 1000


def test_no_number_of_seeds_reaches_a_half_width_of_zero():
    assert seeds_needed(1.0, 0.0) is None
    assert seeds_needed(float("nan"), 1.0) is None


def test_half_widths_of_many_agree_with_those_of_one():
    values = np.random.default_rng(3).normal(size=(6, 4))
    assert half_widths(values) == pytest.approx([half_width(float(v.std(ddof=1)), 6) for v in values.T])
    assert np.isnan(half_widths(values[:1])).all()
