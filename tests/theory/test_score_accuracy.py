"""A score is as accurate and as biased as declared: closed form against simulated scores and outcomes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from pes_sim.processes.profiling.accuracy import Classes

PEOPLE = 400_000


@pytest.fixture(scope="module")
def classes() -> Classes:
    """Twenty kinds of people, a third of them hard to place."""
    rng = np.random.default_rng(1)
    hazard = np.concatenate([rng.uniform(0.06, 0.2, 10), rng.uniform(0.01, 0.04, 10)])
    weight = np.concatenate([np.full(10, 0.67), np.full(10, 0.33)])
    return Classes(-np.log(hazard), weight, np.exp(-52 * hazard))


def simulated(classes: Classes, weight: float, seed: int = 2):
    """(score, still there, signal's class) of many people."""
    rng = np.random.default_rng(seed)
    kind = rng.choice(len(classes.n), PEOPLE, p=classes.n)
    score = weight * classes.x[kind] + rng.standard_normal(PEOPLE)
    return score, rng.random(PEOPLE) < classes.risk[kind]


def auc(score: np.ndarray, positive: np.ndarray) -> float:
    ranks, n = rankdata(score), positive.sum()
    return (ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(score) - n))


@pytest.mark.parametrize("wanted", [0.65, 0.75, 0.85])
def test_the_score_has_the_accuracy_declared(classes, wanted):
    weight = classes.weight_of(wanted)
    assert classes.auc(weight) == pytest.approx(wanted, abs=1e-9)
    score, there = simulated(classes, weight)
    standard_error = 0.5 / np.sqrt(there.sum())
    assert auc(score, there) == pytest.approx(wanted, abs=4 * standard_error)


def test_two_kinds_of_people_give_the_textbook_formula():
    """1/2 + (a - b)(Phi(w d / sqrt 2) - 1/2), a and b the share hard to place among those there and those gone."""
    from scipy.special import ndtr

    of = Classes(np.array([0.0, 1.0]), np.array([0.7, 0.3]), np.array([0.01, 0.3]))
    a, b = of.long[1], of.short[1]
    assert of.auc(2.0) == pytest.approx(0.5 + (a - b) * (ndtr(2.0 / np.sqrt(2)) - 0.5))


@given(st.floats(0.0, 10.0), st.floats(0.0, 5.0))
def test_a_score_that_sees_more_is_never_less_accurate(classes, weight, more):
    assert classes.auc(weight + more) >= classes.auc(weight) - 1e-9


def test_no_score_is_better_than_what_there_is_to_see(classes):
    assert classes.auc(classes.weight_of(0.99)) < 0.99


@pytest.mark.parametrize("ratio", [1.5, 2.6, 3.0])
def test_false_high_risks_are_as_many_times_as_declared_at_the_even_cut_off(classes, ratio):
    weight = classes.weight_of(0.75)
    shift, cut = classes.shift_of(weight, ratio), classes.even_cut(weight)
    score, there = simulated(classes, weight)
    native, foreign = ((score[~there] + moved > cut) for moved in (0.0, shift))
    spread = np.sqrt(1 / native.sum() + 1 / foreign.sum())
    assert np.log(foreign.mean() / native.mean()) == pytest.approx(np.log(ratio), abs=4 * spread)


def test_no_bias_is_no_shift(classes):
    assert classes.shift_of(classes.weight_of(0.75), 1.0) == 0.0


def test_ranks_are_uniform_among_those_who_register(classes):
    weight = classes.weight_of(0.75)
    of = classes.score(weight, 0.0, 0.3)
    score, _ = simulated(classes, weight)
    rank = of.law[np.clip(((score - of.lowest) / of.step).astype(int), 0, len(of.law) - 1)]
    assert np.quantile(rank, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.005)
