"""Scores run from the worst to the best alternative, and noise earns no points."""

import numpy as np
import pytest

from pes_sim.analysis.ranking import probability_best, shares_of_firsts, swing_values


def test_the_worst_gets_nothing_and_the_best_a_hundred():
    values = np.array([[0.0, 0.0], [5.0, 5.0], [10.0, 10.0]])
    assert swing_values(values).mean(axis=1).tolist() == [0, 50, 100]


def test_luck_shared_by_all_alternatives_does_not_matter():
    values = np.array([[0.0, 0.1], [5.0, 5.2], [10.0, 9.9]])
    assert np.allclose(swing_values(values), swing_values(values + np.array([3.0, -40.0])))


def test_a_difference_within_the_noise_does_not_earn_a_hundred_points():
    rng = np.random.default_rng(1)
    values = np.stack([np.zeros(10), rng.normal(0, 1, 10)])
    values[1] += 0.1 - values[1].mean()  # a mean difference of 0.1 where the half-width is about 0.7
    assert np.ptp(swing_values(values).mean(axis=1)) < 25


def test_no_difference_scores_nothing():
    assert not swing_values(np.ones((3, 4))).any()


def test_shares_of_firsts_split_ties():
    assert shares_of_firsts(np.array([[1.0, 2.0], [1.0, 3.0]])).tolist() == [0.25, 0.75]


def test_the_probability_of_being_best_is_certain_where_every_seed_agrees_and_even_where_none_differs():
    assert probability_best(np.array([[1.0, 1.1, 0.9], [2.0, 2.1, 2.2]])).tolist() == [0, 1]
    assert probability_best(np.ones((2, 5))).tolist() == [0.5, 0.5]
    assert np.isnan(probability_best(np.ones((2, 1)))).all()


def test_the_bootstrap_agrees_with_the_normal_approximation():
    rng = np.random.default_rng(5)
    difference = rng.normal(0, 1, 40)
    difference += 0.15 - difference.mean()  # about one standard error above zero
    from scipy.stats import norm

    expected = norm.cdf(0.15 / (difference.std() / np.sqrt(40)))
    assert probability_best(np.stack([np.zeros(40), difference]))[1] == pytest.approx(expected, abs=0.04)


def test_the_option_that_wins_is_ranked_first_and_weights_can_turn_it_round(synthetic, comparison):
    score = comparison.rank()
    score = score[score.criterion == "score"]
    assert score.iloc[0].option == "shorter_spells" and score.iloc[-1].option == "fewer_needs_met"
    assert score.probability_best.sum() == pytest.approx(1)
    by_needs = comparison.rank({"met_share": 1.0, "duration": 0.0})
    assert by_needs[by_needs.criterion == "score"].iloc[0].option != "fewer_needs_met"


def test_kpis_without_a_better_direction_cannot_be_weighed(comparison):
    with pytest.raises(ValueError, match="no better direction"):
        comparison.rank({"calls_a_client": 1.0})
    with pytest.raises(ValueError, match="zero or more"):
        comparison.rank({"duration": -1.0})
