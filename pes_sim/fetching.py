"""Fetching ahead: asking for the cache lines of rows that a list names, some places before their turn.

The rows lie far apart, and a loop that does much for each holds too few of them at once to have their lines under way
together: it waits for one after the other. Asked for ahead, they come side by side. On 300,000 registered the queues
took half the time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

AHEAD = np.uint64(24)
"""Places of the list that lie between asking and using."""
FAR_AHEAD = np.uint64(48)
"""The same where what is asked for says what else to ask for."""
_BYTE, _NUMBER, _ADDRESS = ir.IntType(8).as_pointer(), ir.IntType(32), ir.IntType(64)
_HOW = tuple(_NUMBER(code) for code in (0, 3, 1))
"""To be read, kept in every cache, data."""


@intrinsic
def _ask_for(typingctx: Any, column: Any, row: Any) -> Any:
    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, args[0])
        stride = cgutils.unpack_tuple(builder, array.strides)[0]  # type: ignore[no-untyped-call]
        first = builder.add(builder.ptrtoint(array.data, _ADDRESS), builder.mul(args[1], stride))
        kind = ir.FunctionType(ir.VoidType(), [_BYTE, *(how.type for how in _HOW)])
        ask = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")  # type: ignore[no-untyped-call]
        ends = [first] if column.ndim == 1 else [first, builder.sub(builder.add(first, stride), _ADDRESS(1))]
        for place in ends:
            builder.call(ask, [builder.inttoptr(place, _BYTE), *_HOW])
        return context.get_dummy_value()

    return types.none(column, types.uint64), build


@njit(nogil=True, inline="always")
def prefetch(column, row):  # type: ignore[no-untyped-def]
    """Ask for the lines that ``row`` (unsigned) of ``column`` lies on, without waiting for them."""
    _ask_for(column, row)  # type: ignore[call-arg]  # it has no typing context in a kernel


@njit(nogil=True, inline="always")
def upcoming(row, e, size, ahead=AHEAD):  # type: ignore[no-untyped-def]
    """The row whose turn comes ``ahead`` places after place ``e`` of the list of ``size`` rows, or else the last."""
    return np.uint64(row[min(np.uint64(e) + ahead, np.uint64(size) - np.uint64(1))])


@njit(nogil=True, inline="always")
def prefetch_contact(i, key, cell, need, habit, trust, skill, satisfaction, client_minutes):  # type: ignore[no-untyped-def]
    """Ask for what a contact of row ``i`` reads and writes."""
    prefetch(key, i)
    prefetch(cell, i)
    prefetch(need, i)
    prefetch(habit, i)
    prefetch(trust, i)
    prefetch(skill, i)
    prefetch(satisfaction, i)
    prefetch(client_minutes, i)
