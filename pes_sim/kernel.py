"""How a kernel is compiled: a function of plain arrays and numbers that runs without the interpreter's lock.

Kernels keep no count of references to their arrays: whoever calls holds them for the length of the call. With the
count (numba's default) each contact of a person cost a hundred atomic additions on counters that the threads
share, half the time of a week. A kernel so makes no array of its own; what it needs for scratch is passed in.

A division by nought gives infinity, as in numpy: a check that raises would keep a loop from being vectorised.
"""

from __future__ import annotations

from numba import njit

kernel = njit(nogil=True, cache=True, _nrt=False, error_model="numpy")  # type: ignore[call-overload]  # _nrt is not in its stubs
