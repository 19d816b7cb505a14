"""The engine's arithmetic: its columns hold single-precision numbers, so the reference rounds where they are stored.

The exponential is the engine's too (a polynomial, see `pes_sim.processes.fastmath`), as plain Python.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import c_float

from pes_sim.processes.fastmath import exp_minus as _exp_minus

exp_minus: Callable[[float], float] = _exp_minus.py_func
"""exp(-x) for x of 0 or more."""


def single(x: float) -> float:
    """``x`` as a float32 column keeps it (round to nearest, ties to even)."""
    return c_float(x).value


def as_remembered(x: float) -> float:
    """``x`` (0 to 1) after the labour force kept it as a whole number of 255ths."""
    return single(int(x * 255 + 0.5) / 255.0)


def logistic(x: float) -> float:
    """1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + exp_minus(x)) if x >= 0.0 else exp_minus(-x) / (1.0 + exp_minus(-x))
