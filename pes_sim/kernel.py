"""How a kernel is compiled: a function of plain arrays and numbers that runs without the interpreter's lock.

Kernels keep no count of references to their arrays: whoever calls holds them for the length of the call. With the
count (numba's default) each contact of a person cost a hundred atomic additions on counters that the threads
share, half the time of a week. A kernel so makes no array of its own; what it needs for scratch is passed in.

A division by nought gives infinity, as in numpy: a check that raises would keep a loop from being vectorised.
So would an index that might be negative, which numba counts from the end: loops over rows run over `rows`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

EVERY_BYTE = np.uint64(0x0101010101010101)
"""1 in every byte."""
_TOPS, _ALL_BUT_TOPS = np.uint64(0x8080808080808080), np.uint64(0x7F7F7F7F7F7F7F7F)

kernel = njit(nogil=True, cache=True, _nrt=False, error_model="numpy")  # type: ignore[call-overload]  # _nrt is not in its stubs


@njit(nogil=True, inline="always")
def rows(first, end):  # type: ignore[no-untyped-def]
    """The rows from ``first`` to before ``end``, as unsigned numbers."""
    return range(np.uint64(first), np.uint64(end))


@intrinsic
def _trailing_zeros(typingctx: Any, word: Any) -> Any:
    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], context.get_constant(types.boolean, 0))

    return types.uint64(types.uint64), build


@njit(nogil=True, inline="always")
def first_byte(word):  # type: ignore[no-untyped-def]
    """Number of the lowest byte of the 64-bit ``word`` that is not nought, from 0."""
    return np.int64(_trailing_zeros(word)) >> 3  # type: ignore[call-arg]  # it has no typing context in a kernel


@njit(nogil=True, inline="always")
def byte(word, number):  # type: ignore[no-untyped-def]
    """Byte ``number`` of the 64-bit ``word``, from 0, the lowest."""
    return np.int64((word >> np.uint64(8 * number)) & np.uint64(255))


@njit(nogil=True, inline="always")
def byte_if(condition, number):  # type: ignore[no-untyped-def]
    """A 64-bit word with byte ``number`` 1 where the ``condition`` holds; all else is 0."""
    return np.uint64(condition) << np.uint64(8 * number)


@njit(nogil=True, inline="always")
def used(word):  # type: ignore[no-untyped-def]
    """1 in every byte of the 64-bit ``word`` that is from 1 to 128, else 0."""
    return ((word + _ALL_BUT_TOPS) & _TOPS) >> np.uint64(7)


@njit(nogil=True, inline="always")
def full(word):  # type: ignore[no-untyped-def]
    """1 in every byte of the 64-bit ``word`` that is 255, else 0."""
    return (((word & _ALL_BUT_TOPS) + EVERY_BYTE) & word & _TOPS) >> np.uint64(7)


@njit(nogil=True, inline="always")
def without_byte(word, number):  # type: ignore[no-untyped-def]
    """The 64-bit ``word`` with byte ``number`` set to nought."""
    return word & ~(np.uint64(255) << np.uint64(8 * number))
