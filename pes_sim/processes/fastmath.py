"""An exponential made of multiplications: the same bits on every platform, and several times faster than libm's."""

from __future__ import annotations

from numba import njit


@njit(nogil=True, inline="always")
def exp_minus(x):  # type: ignore[no-untyped-def]
    """exp(-x) for x >= 0: 1 / Taylor of exp(x / 64), to the 64th power. Relative error below 1e-9 up to x = 10."""
    t = x * 0.015625
    y = 1.0 / (1.0 + t * (1.0 + t * (1 / 2 + t * (1 / 6 + t * (1 / 24 + t * (1 / 120 + t * (1 / 720 + t / 5040)))))))
    y *= y
    y *= y
    y *= y
    y *= y
    y *= y
    y *= y
    return y


@njit(nogil=True, inline="always")
def logistic(x):  # type: ignore[no-untyped-def]
    """1 / (1 + exp(-x)) ."""
    e = exp_minus(abs(x))
    return (1.0 if x >= 0.0 else e) / (1.0 + e)
