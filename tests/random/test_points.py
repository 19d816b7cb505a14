"""Points on a line and places among many: exact laws, and the same luck where an option moves somebody a little."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit
from scipy import stats

from pes_sim.random import Stream, person_keys, salt
from pes_sim.random.keyed import next_point, place_among
from pes_sim.reference import luck

PEOPLE = 20_000
LINE = np.uint64(salt(Stream.JOB_POINT, 3))


@njit
def points(keys, start, mean):  # type: ignore[no-untyped-def]
    out = np.empty(keys.size)
    for i in range(keys.size):
        out[i] = next_point(keys[i], LINE, start[i], mean)
    return out


@njit
def places(keys, n):  # type: ignore[no-untyped-def]
    out = np.empty(keys.size, np.int64)
    for i in range(keys.size):
        out[i] = place_among(keys[i], LINE, n)
    return out


@pytest.fixture(scope="module")
def keys():
    out = np.empty(PEOPLE, np.uint64)
    person_keys(5, np.arange(PEOPLE), out)
    return out


@pytest.mark.parametrize("start", [-7.3, 0.0, 0.999, 64.0, 1234.5])
@pytest.mark.parametrize("mean", [0.04, 1.0, 16.0])
def test_the_way_to_the_next_point_is_exponential_wherever_one_starts(keys, start, mean):
    ways = points(keys, np.full(PEOPLE, start), mean) - start
    assert ways.min() > 0
    assert stats.kstest(ways / mean, "expon").pvalue > 1e-3 / 15


def test_the_next_way_has_nothing_to_do_with_the_one_before(keys):
    first = points(keys, np.zeros(PEOPLE), 1.0)
    second = points(keys, first + 1e-4, 1.0) - first
    assert stats.kstest(second, "expon").pvalue > 1e-3
    assert abs(stats.spearmanr(first, second)[0]) < 4 / np.sqrt(PEOPLE)


def test_who_starts_earlier_meets_the_same_point_unless_one_lies_between(keys):
    early, late = points(keys, np.full(PEOPLE, 5.0), 1.0), points(keys, np.full(PEOPLE, 5.2), 1.0)
    between = early <= 5.2
    np.testing.assert_array_equal(early[~between], late[~between])
    assert between.mean() == pytest.approx(1 - np.exp(-0.2), abs=0.01)


def test_a_place_is_as_likely_as_any_and_one_place_more_moves_only_its_share(keys):
    before, after = places(keys, 100), places(keys, 110)
    for found, n in ((before, 100), (after, 110)):
        assert stats.chisquare(np.bincount(found, minlength=n)).pvalue > 1e-3
    moved = before != after
    assert (after[moved] >= 100).all()
    assert moved.mean() == pytest.approx(10 / 110, abs=0.01)
    assert (places(keys, 1) == 0).all() and (places(keys, 0) == -1).all()


def test_the_reference_finds_the_same_points_and_places(keys):
    some, start = keys[:200], np.linspace(-40, 900, 200)
    for mean in (0.3, 1.0, 14.0):
        mine = [luck.next_point(int(k), int(LINE), float(x), mean) for k, x in zip(some, start, strict=True)]
        np.testing.assert_allclose(points(some, start, mean), mine, rtol=1e-14)
    assert [luck.place_among(int(k), int(LINE), 37) for k in some] == places(some, 37).tolist()
