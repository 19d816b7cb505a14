"""Designs cover the space of futures as their papers say, and the same file always gives the same futures."""

import numpy as np
import pytest
from scipy import stats

from pes_sim.runs.futures import designs
from pes_sim.runs.futures.dimension import Dimension

SHARES = np.linspace(0.001, 0.999, 999)


def test_a_latin_hypercube_has_one_point_in_every_slice_of_every_parameter():
    points = designs.latin_hypercube(5, 40, seed=1)
    assert points.shape == (40, 5)
    for column in points.T:
        assert sorted((column * 40).astype(int)) == list(range(40))


def test_sampled_designs_have_the_size_they_announce_and_repeat_themselves():
    for made, size in (
        (lambda: designs.sobol(3, 8, 1, False), designs.size("sobol", 3, 8)),
        (lambda: designs.sobol(3, 8, 1, True), designs.size("sobol", 3, 8, True)),
        (lambda: designs.morris(3, 5, 1, 4), designs.size("morris", 3, 5)),
        (lambda: designs.latin_hypercube(3, 7, 1), designs.size("latin_hypercube", 3, 7)),
    ):
        assert made().shape == (size, 3) and np.array_equal(made(), made())
        assert made().min() >= 0 and made().max() <= 1
    assert not np.array_equal(designs.latin_hypercube(3, 7, 1), designs.latin_hypercube(3, 7, 2))


def test_morris_moves_one_parameter_at_a_time():
    points = designs.morris(4, 6, 1, 4).reshape(6, 5, 4)
    assert ((np.diff(points, axis=1) != 0).sum(axis=2) == 1).all()


def test_sobol_gives_the_known_indices_of_ishigamis_function():
    from SALib.analyze import sobol
    from SALib.test_functions import Ishigami

    points = 2 * np.pi * designs.sobol(3, 1024, 1, False) - np.pi
    problem = designs.unit_problem(3)
    found = sobol.analyze(problem, Ishigami.evaluate(points), calc_second_order=False, seed=1)
    assert found["S1"] == pytest.approx([0.314, 0.442, 0.0], abs=0.05)


def test_a_factorial_design_has_every_combination_once():
    dimensions = [Dimension("a", 0, 1), Dimension("b", 0, 4, values=(0.0, 4.0)), Dimension("c", 10, 30)]
    table = designs.factorial(dimensions, 3)
    assert len(table) == 3 * 2 * 3 == len(np.unique(table, axis=0))
    assert set(table[:, 0]) == {0, 0.5, 1} and set(table[:, 1]) == {0, 4} and set(table[:, 2]) == {10, 20, 30}


@pytest.mark.parametrize(
    ("dimension", "peer"),
    [
        (Dimension("x", 2, 6), stats.uniform(2, 4)),
        (Dimension("x", 2, 6, "log_uniform"), stats.loguniform(2, 6)),
        (Dimension("x", 2, 6, "triangular", mode=3), stats.triang(0.25, 2, 4)),
        (Dimension("x", 2, 6, "triangular", mode=2), stats.triang(0, 2, 4)),
        (Dimension("x", 2, 6, "normal", mean=3, sd=2), stats.truncnorm(-0.5, 1.5, 3, 2)),
    ],
)
def test_quantiles_are_those_of_the_distribution_named(dimension, peer):
    assert dimension.quantile(SHARES) == pytest.approx(peer.ppf(SHARES), rel=1e-9)
    ends = dimension.quantile(np.array([0.0, 1.0]))
    assert ends == pytest.approx([2, 6])


def test_given_values_are_each_as_likely_and_nothing_lies_between():
    found = Dimension("x", 1, 9, values=(1.0, 5.0, 9.0)).quantile(SHARES)
    assert set(found) == {1, 5, 9} and [(found == v).mean() for v in (1, 5, 9)] == pytest.approx([1 / 3] * 3, abs=0.01)
