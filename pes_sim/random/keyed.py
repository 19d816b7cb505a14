"""Counter-based draws keyed by (seed, stream, week, id): no state, no order, the same luck in every scenario.

The generator is splitmix64 (Steele, Lea & Flood 2014) used as a hash: the pair (seed, id) and the pair
(stream, week) are each mixed to 64 bits, added, and mixed again. A draw costs well under a nanosecond in a
vectorised loop. Jitted functions are inlined into the kernels that call them.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.special import ndtri

from pes_sim.kernel import kernel

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11, _S16 = (np.uint64(n) for n in (30, 27, 31, 11, 16))
_LOW16 = np.uint64(0xFFFF)
_WEEK_ZERO = np.uint64(1 << 20)
_UNIT = 1.0 / 9007199254740992.0


@njit(nogil=True, inline="always")
def mix(z):  # type: ignore[no-untyped-def]
    """splitmix64's finaliser: a bijection of 64-bit words with full avalanche."""
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return z ^ (z >> _S31)


@kernel
def person_key(seed, person):  # type: ignore[no-untyped-def]
    """The 64-bit key of thing ``person`` in world ``seed``; hash once, draw often."""
    return mix(mix(np.uint64(seed) + _GOLDEN) + (np.uint64(person) + np.uint64(1)) * _GOLDEN)


@kernel
def person_keys(seed, persons, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (uint64) with the keys of ``persons`` (any integers)."""
    for i in range(persons.size):
        out[i] = person_key(seed, persons[i])


def salt(stream: int, week: int) -> np.uint64:
    """The 64-bit salt of ``stream`` in ``week`` (weeks before the start are negative)."""
    return np.uint64(salt_of(int(stream), week))


@kernel
def salt_of(stream, week):  # type: ignore[no-untyped-def]
    """`salt`, for kernels that meet more than one week."""
    return mix(mix(np.uint64(stream) * _GOLDEN) + (np.uint64(np.int64(week) + np.int64(_WEEK_ZERO))) * _MIX_2)


@kernel
def salts_back(stream, week, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` with the salts of ``stream`` in ``week`` and the weeks before it, latest first."""
    for back in range(out.size):
        out[back] = salt_of(stream, week - back)


@njit(nogil=True, inline="always")
def bits(key, salted):  # type: ignore[no-untyped-def]
    """64 random bits for a key under a salt."""
    return mix(key + salted)


@njit(nogil=True, inline="always")
def more_bits(word, n):  # type: ignore[no-untyped-def]
    """The ``n``-th further word (n >= 1) of the same draw."""
    return mix(word + np.uint64(n) * _GOLDEN)


@njit(nogil=True, inline="always")
def part_key(key, number):  # type: ignore[no-untyped-def]
    """Key of part ``number`` of something that has ``key``: to mix, like any key, with a salt."""
    return key + np.uint64(number) * _MIX_1


@njit(nogil=True, inline="always")
def uniform(key, salted):  # type: ignore[no-untyped-def]
    """Uniform on [0, 1) with 53 bits."""
    return np.float64(mix(key + salted) >> _S11) * _UNIT


@njit(nogil=True, inline="always")
def lane(word, k):  # type: ignore[no-untyped-def]
    """The ``k``-th (0..3) group of 16 bits of a word, as an index."""
    return np.int64((word >> (np.uint64(k) * _S16)) & _LOW16)


@njit(nogil=True, inline="always")
def exponential(key, salted):  # type: ignore[no-untyped-def]
    """Exponential with mean 1, never zero nor infinite."""
    return -np.log((np.float64(mix(key + salted) >> _S11) + 0.5) * _UNIT)


@kernel
def next_point(key, salted, start, mean):  # type: ignore[no-untyped-def]
    """First point after ``start`` of a Poisson process that belongs to a key under a salt, ``mean`` between points.

    The time to it is exponential wherever one starts, and who starts earlier meets the same point, if none lies
    between. The line is laid out in stretches of one to two means; each has points of its own.
    """
    if not mean > 0.0:
        return start
    _, exponent = math.frexp(mean)
    width = math.ldexp(1.0, exponent)
    line = bits(key, salted) + np.uint64(np.int64(exponent)) * _MIX_1
    stretch = np.int64(math.floor(start / width))
    while True:
        luck = mix(line + np.uint64(stretch) * _GOLDEN)
        end, at, n = (stretch + 1) * width, stretch * width, 0
        while at < end:
            n += 1
            at -= np.log((np.float64(more_bits(luck, n) >> _S11) + 0.5) * _UNIT) * mean
            if start < at < end:
                return at
        stretch += 1


@njit(nogil=True, inline="always")
def next_place(word, place):  # type: ignore[no-untyped-def]
    """The word after ``word``, and the place taken instead of ``place`` where there are enough (see `place_among`)."""
    word = mix(word + _GOLDEN)
    return word, np.int64((place + 1) / ((np.float64(word >> _S11) + 0.5) * _UNIT))


@kernel
def place_among(key, salted, n):  # type: ignore[no-untyped-def]
    """One of ``n`` places, each as likely; of those who had one among fewer, only 1 - fewer / n get another.

    Jump consistent hash (Lamping & Veach 2014). Returns -1 where there is none.
    """
    word = bits(key, salted)
    place, jump = np.int64(-1), np.int64(0)
    while jump < n:
        place = jump
        word, jump = next_place(word, place)
    return place


def gumbel_table() -> NDArray[np.float32]:
    """Quantiles of the standard Gumbel law at 65,536 mid-points, for draws from 16 bits.

    Choice shares from it differ from the exact logit's by less than 1e-4.
    """
    return (-np.log(-np.log((np.arange(65536) + 0.5) / 65536))).astype(np.float32)


def normal_table() -> NDArray[np.float64]:
    """Quantiles of the standard normal law at 65,536 mid-points, for draws from 16 bits."""
    return np.asarray(ndtri((np.arange(65536) + 0.5) / 65536))


def draw(seed: int, stream: int, week: int, thing: int) -> float:
    """One uniform draw on [0, 1) from plain Python, for the few things that are agents."""
    return float(_draw(seed, int(stream), week, thing))


@kernel
def _draw(seed, stream, week, thing):  # type: ignore[no-untyped-def]
    return uniform(person_key(seed, thing), salt_of(stream, week))


@kernel
def draws(keys, salted, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (float64) with one uniform draw a key."""
    for i in range(keys.size):
        out[i] = uniform(keys[i], salted)
