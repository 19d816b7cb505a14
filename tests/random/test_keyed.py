"""Keyed draws: the same key gives the same luck, and different keys give luck that has nothing in common.

Each statistical claim is made on fixed seeds with the significance level of the whole battery stated (Bonferroni): a
sound generator fails one of these tests for one choice of seed in a thousand.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numba import njit
from numpy.typing import NDArray
from scipy import stats

from pes_sim.random import Stream, draw, draws, gumbel_table, person_key, person_keys, salt
from pes_sim.random.keyed import bits, exponential, lane, more_bits

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]
PEOPLE = 20_000
BATTERY = 1e-3  # chance that a battery of tests fails a sound generator
STREAMS = tuple(Stream)


def keys_of(seed: int, people: int = PEOPLE, first: int = 0) -> Words:
    out = np.empty(people, np.uint64)
    person_keys(seed, np.arange(first, first + people), out)
    return out


def uniforms(keys: Words, stream: int, week: int) -> Floats:
    out = np.empty(keys.size)
    draws(keys, np.uint64(salt(stream, week)), out)
    return out


@njit
def words_and_exponentials(keys, salted, words, more, exponentials):  # type: ignore[no-untyped-def]
    for i in range(keys.size):
        words[i] = bits(keys[i], salted)
        more[i] = more_bits(words[i], 1)
        exponentials[i] = exponential(keys[i], salted)


@njit
def lanes_of(words, out):  # type: ignore[no-untyped-def]
    for i in range(words.size):
        for k in range(4):
            out[k, i] = lane(words[i], k)


def several(stream: int, week: int, people: int = PEOPLE) -> tuple[Words, Words, Floats]:
    words, more, exponentials = np.empty(people, np.uint64), np.empty(people, np.uint64), np.empty(people)
    words_and_exponentials(keys_of(1, people), np.uint64(salt(stream, week)), words, more, exponentials)
    return words, more, exponentials


def largest_correlation(rows: Floats) -> tuple[float, int]:
    """Largest absolute correlation between two rows, and how many pairs there are."""
    matrix = np.asarray(np.corrcoef(rows))
    pairs = np.triu_indices(len(rows), 1)
    return float(np.abs(matrix[pairs]).max()), len(pairs[0])


def bound(tests: int, draws_each: int) -> float:
    """What the largest of so many correlations of independent draws exceeds with chance ``BATTERY``."""
    return float(stats.norm.isf(BATTERY / tests / 2) / np.sqrt(draws_each))


def test_same_key_same_draw() -> None:
    for stream in (Stream.EXIT_POINT, Stream.CHANNEL_CHOICE):
        first = uniforms(keys_of(7), stream, 12)
        assert np.array_equal(first, uniforms(keys_of(7), stream, 12))
        assert draw(7, stream, 12, 345) == first[345]


def test_draws_are_the_same_on_every_machine_and_version() -> None:
    """Splitmix64 written once more, in Python's whole numbers."""
    mask, golden = 2**64 - 1, 0x9E3779B97F4A7C15

    def mix(z: int) -> int:
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & mask
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & mask
        return z ^ (z >> 31)

    for seed, stream, week, person in [(0, 101, 0, 0), (1, 501, 5, 17), (2**40, 721, -300, 10**9), (3, 311, 519, 4)]:
        key = mix(mix((seed + golden) & mask) + (person + 1) * golden & mask)
        salted = mix(mix(stream * golden & mask) + (week + 2**20) * 0x94D049BB133111EB & mask)
        assert int(person_key(seed, person)) == key
        assert int(salt(stream, week)) == salted
        assert draw(seed, stream, week, person) == (mix((key + salted) & mask) >> 11) / 2**53


def test_a_salt_handed_over_by_python_draws_what_it_draws_in_a_kernel() -> None:
    """Half of all salts fit a signed 64-bit integer; their sign must not change the arithmetic."""
    keys, out = keys_of(1, 50), np.empty(50)
    for week in range(20):
        draws(keys, salt(Stream.EXIT_POINT, week), out)
        assert out[17] == draw(1, Stream.EXIT_POINT, week, 17), week


def test_one_person_more_changes_nobody_elses_draws() -> None:
    few, more = keys_of(3, 1000), keys_of(3, 1001)
    assert np.array_equal(uniforms(few, Stream.EXIT_POINT, 9), uniforms(more, Stream.EXIT_POINT, 9)[:1000])


def test_the_order_of_people_changes_nobodys_draws() -> None:
    order = np.random.default_rng(0).permutation(PEOPLE)
    keys = keys_of(3)
    assert np.array_equal(uniforms(keys[order], 501, 9), uniforms(keys, 501, 9)[order])


def test_no_two_people_share_a_key_within_or_across_seeds() -> None:
    keys = np.concatenate([keys_of(seed, 200_000) for seed in range(5)])
    assert np.unique(keys).size == keys.size


def test_draws_lie_in_the_unit_interval_and_exponentials_are_finite() -> None:
    values = uniforms(keys_of(1, 200_000), Stream.EXIT_POINT, 0)
    assert values.min() >= 0 and values.max() < 1
    _, _, exponentials = several(Stream.TIME_AWAY, 0, 200_000)
    assert np.isfinite(exponentials).all() and exponentials.min() > 0


def test_draws_of_every_stream_are_uniform() -> None:
    weeks = (-52, 0, 1, 2, 519)
    level = BATTERY / (2 * len(STREAMS) * len(weeks))
    keys = keys_of(1)
    for stream in STREAMS:
        for week in weeks:
            values = uniforms(keys, stream, week)
            counts = np.bincount((values * 256).astype(int), minlength=256)
            assert stats.chisquare(counts).pvalue > level, (stream, week)
            assert stats.kstest(values, "uniform").pvalue > level, (stream, week)


def test_one_persons_draws_over_the_weeks_are_uniform() -> None:
    """Down the weeks and across the seeds, not only across people."""
    people, weeks = 40, 1040
    table = np.array([uniforms(keys_of(2, people), Stream.EXIT_POINT, week) for week in range(weeks)])
    for person in range(people):
        assert stats.kstest(table[:, person], "uniform").pvalue > BATTERY / people
    seeds = [draw(seed, Stream.EXIT_POINT, 0, 0) for seed in range(2000)]
    assert stats.kstest(seeds, "uniform").pvalue > BATTERY


@pytest.mark.parametrize("week", [0, 100])
def test_no_two_streams_are_correlated(week: int) -> None:
    """Every pair of streams, in the draws and in whether an event of 2 % happens (shared luck in the tail)."""
    keys = keys_of(1, 4 * PEOPLE)
    rows = np.array([uniforms(keys, stream, week) for stream in STREAMS])
    for values in (rows, (rows < 0.02).astype(float), np.abs(rows - 0.5)):
        largest, pairs = largest_correlation(values)
        # Rare events are not normal: their correlations have a longer tail, hence the wider bound.
        assert largest < bound(pairs, keys.size) * (1.3 if values.max() == 1 else 1.0)


def test_a_stream_this_week_says_nothing_of_any_stream_next_week() -> None:
    keys = keys_of(1)
    now = np.array([uniforms(keys, stream, 10) for stream in STREAMS])
    after = np.array([uniforms(keys, stream, 11) for stream in STREAMS])
    cross = np.corrcoef(now, after)[: len(STREAMS), len(STREAMS) :]
    assert np.abs(cross).max() < bound(cross.size, keys.size)


def test_no_two_weeks_are_correlated() -> None:
    keys = keys_of(1)
    for stream in (Stream.EXIT_POINT, Stream.NEEDS, Stream.CHANNEL_CHOICE):
        largest, pairs = largest_correlation(np.array([uniforms(keys, stream, week) for week in range(104)]))
        assert largest < bound(3 * pairs, keys.size)


def test_no_two_seeds_are_correlated() -> None:
    rows = np.array([uniforms(keys_of(seed), Stream.EXIT_POINT, 3) for seed in range(60)])
    largest, pairs = largest_correlation(rows)
    assert largest < bound(pairs, PEOPLE)


@pytest.mark.parametrize("distance", [1, 2, 3, 7, 64, 1000, 4096])
def test_neighbours_are_not_correlated(distance: int) -> None:
    keys = keys_of(1, 8 * PEOPLE)
    for stream in STREAMS:
        values = uniforms(keys, stream, 5)
        got = abs(float(np.corrcoef(values[:-distance], values[distance:])[0, 1]))
        assert got < bound(7 * len(STREAMS), keys.size - distance), stream


def test_pairs_of_streams_fill_the_square_evenly() -> None:
    """Dependence that correlation does not see: counts in 16 x 16 cells, every pair of streams."""
    keys = keys_of(4)
    cells = {stream: (uniforms(keys, stream, 20) * 16).astype(int) for stream in STREAMS}
    pairs = list(combinations(STREAMS, 2))
    limit = stats.chi2.isf(BATTERY / len(pairs), 255)
    for one, other in pairs:
        counts = np.bincount(cells[one] * 16 + cells[other], minlength=256)
        assert ((counts - PEOPLE / 256) ** 2).sum() / (PEOPLE / 256) < limit, (one, other)


def test_changing_one_bit_of_the_key_changes_half_the_bits() -> None:
    words, _, _ = several(Stream.EXIT_POINT, 0)
    flipped, zero = np.empty(PEOPLE, np.uint64), np.uint64(salt(Stream.EXIT_POINT, 0))
    for bit in range(64):
        words_and_exponentials(keys_of(1) ^ np.uint64(1 << bit), zero, flipped, flipped.copy(), np.empty(PEOPLE))
        changed = np.unpackbits((words ^ flipped).view(np.uint8)).reshape(PEOPLE, 64).mean(axis=0)
        # 64 x 64 shares of 20,000 coin tosses; splitmix64's finaliser is known to be within 1 % of even
        assert np.abs(changed - 0.5).max() < 0.02


def test_lanes_are_uniform_and_independent() -> None:
    people = 16 * PEOPLE
    words, more, _ = several(Stream.CHANNEL_CHOICE, 8, people)
    lanes = np.empty((8, people), np.int64)
    lanes_of(words, lanes[:4])
    lanes_of(more, lanes[4:])
    assert lanes.min() >= 0 and lanes.max() < 65536
    for values in lanes:
        assert stats.chisquare(np.bincount(values >> 6, minlength=1024)).pvalue > BATTERY / 16
        assert stats.chisquare(np.bincount(values & 1023, minlength=1024)).pvalue > BATTERY / 16
    largest, pairs = largest_correlation(lanes.astype(float))
    assert largest < bound(pairs, people)
    joined = np.bincount((lanes[0] >> 11) * 32 + (lanes[1] >> 11), minlength=1024)
    assert stats.chisquare(joined).pvalue > BATTERY


def test_lanes_put_together_are_the_word() -> None:
    words, _, _ = several(Stream.CHANNEL_CHOICE, 8)
    lanes = np.empty((4, PEOPLE), np.int64)
    lanes_of(words, lanes)
    assert np.array_equal(sum(lanes[k].astype(np.uint64) << np.uint64(16 * k) for k in range(4)), words)


def test_further_words_are_new() -> None:
    words, more, _ = several(Stream.CHANNEL_CHOICE, 8)
    assert not np.intersect1d(words, more).size
    assert abs(float(np.corrcoef(words.astype(float), more.astype(float))[0, 1])) < bound(1, PEOPLE)


def test_exponential_draws_follow_the_exponential_law() -> None:
    for week in range(10):
        _, _, values = several(Stream.TIME_AWAY, week, 5 * PEOPLE)
        assert stats.kstest(values, "expon").pvalue > BATTERY / 20
        assert abs(values.mean() - 1) * np.sqrt(values.size) < stats.norm.isf(BATTERY / 40)


def test_gumbel_table_holds_the_quantiles_of_the_gumbel_law() -> None:
    table = gumbel_table()
    assert table.shape == (65536,) and table.dtype == np.float32
    middle = (np.arange(65536) + 0.5) / 65536
    np.testing.assert_allclose(table, stats.gumbel_r.ppf(middle), rtol=1e-6, atol=1e-6)
    assert (np.diff(table) >= 0).all()
    assert table.mean() == pytest.approx(np.euler_gamma, abs=1e-4)
    assert table.var() == pytest.approx(np.pi**2 / 6, abs=2e-3)


def test_choices_by_gumbel_draws_have_logit_shares() -> None:
    people = 16 * PEOPLE
    words, _, _ = several(Stream.CHANNEL_CHOICE, 3, people)
    lanes = np.empty((4, people), np.int64)
    lanes_of(words, lanes)
    utility = np.array([0.0, 0.5, -1.0, 1.2])
    chosen = np.argmax(utility[:, None] + gumbel_table()[lanes], axis=0)
    expected = np.exp(utility) / np.exp(utility).sum()
    assert stats.chisquare(np.bincount(chosen, minlength=4), people * expected).pvalue > BATTERY
