"""The engine's keyed draws in plain Python integers: the same luck, written once more.

splitmix64 as a hash (Steele, Lea & Flood 2014) of (seed, person) and (stream, week); see `pes_sim.random.keyed`.
"""

from __future__ import annotations

import math

import numpy as np

from pes_sim.random import Stream, gumbel_table

WORD = (1 << 64) - 1
_GOLDEN, _MIX_1, _MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_WEEK_ZERO = 1 << 20
TASK_STEP = 0xD1B54A32D192ED03
GUMBEL: list[float] = gumbel_table().astype(np.float64).tolist()
"""Quantiles of the Gumbel law by 16 random bits."""
FULL = 65536.0
"""How many values a lane has: ``lane < chance * FULL`` happens with that chance."""


def mix(z: int) -> int:
    """splitmix64's finaliser."""
    z = ((z ^ (z >> 30)) * _MIX_1) & WORD
    z = ((z ^ (z >> 27)) * _MIX_2) & WORD
    return z ^ (z >> 31)


def person_key(seed: int, person: int) -> int:
    """Key of ``person`` in world ``seed``."""
    return mix((mix((seed + _GOLDEN) & WORD) + (person + 1) * _GOLDEN) & WORD)


def salt(stream: Stream, week: int, task: int = 0) -> int:
    """Salt of a stream in a week; each task shifts it, so that one stream serves all tasks."""
    return (mix((mix(stream * _GOLDEN & WORD) + (week + _WEEK_ZERO) * _MIX_2) & WORD) + task * TASK_STEP) & WORD


def bits(key: int, salted: int) -> int:
    """64 random bits."""
    return mix((key + salted) & WORD)


def more_bits(word: int, n: int) -> int:
    """The ``n``-th further word of a draw."""
    return mix((word + n * _GOLDEN) & WORD)


def lane(word: int, k: int) -> int:
    """The ``k``-th (0..3) group of 16 bits of a word."""
    return (word >> (16 * k)) & 0xFFFF


def lanes(word: int) -> list[int]:
    """Twelve groups of 16 bits: four of the word, four of each of its two successors."""
    return [lane(w, k) for w in (word, more_bits(word, 1), more_bits(word, 2)) for k in range(4)]


def part_key(key: int, number: int) -> int:
    """Key of part ``number`` of something that has ``key``."""
    return (key + number * _MIX_1) & WORD


def exponential(key: int, salted: int) -> float:
    """Exponential with mean 1."""
    return _exponential(bits(key, salted))


def _exponential(word: int) -> float:
    return -math.log(_open_unit(word))


def _open_unit(word: int) -> float:
    """Uniform on (0, 1), the ends left out."""
    return ((word >> 11) + 0.5) / 9007199254740992.0


def next_point(key: int, salted: int, start: float, mean: float) -> float:
    """First point after ``start`` of a Poisson process with ``mean`` between points, laid out in stretches."""
    if mean <= 0.0:
        return start
    exponent = math.frexp(mean)[1]
    width = 2.0**exponent
    line = (bits(key, salted) + exponent * _MIX_1) & WORD
    stretch = math.floor(start / width)
    while True:
        luck = mix((line + stretch * _GOLDEN) & WORD)
        at, n = stretch * width, 0
        while at < (stretch + 1) * width:
            n += 1
            at += _exponential(more_bits(luck, n)) * mean
            if start < at < (stretch + 1) * width:
                return at
        stretch += 1


def place_among(key: int, salted: int, n: int) -> int:
    """One of ``n`` places by jump consistent hash: one place more moves few."""
    word, place, jump = bits(key, salted), -1, 0
    while jump < n:
        place = jump
        word = mix((word + _GOLDEN) & WORD)
        jump = int((place + 1) / _open_unit(word))
    return place


def uniform(key: int, salted: int) -> float:
    """Uniform on [0, 1) with 53 bits."""
    return (bits(key, salted) >> 11) / 9007199254740992.0
