"""Columns: one array an attribute, declared with owner, type, unit and meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

_LINE = 64
"""Bytes of a cache line: columns begin on one."""


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute of a population. ``width`` > 1 makes a row of values a person."""

    name: str
    dtype: str
    unit: str
    owner: str
    meaning: str
    width: int | tuple[int, ...] = 1


class Table:
    """Columns of equal length with spare capacity; ``n`` rows are in use.

    Every column is an attribute holding the whole array (capacity rows); use ``table.n`` to bound loops. The
    columns of a pack in ``PACKS`` are kept side by side, a record a row: what is looked up together then costs
    one or two cache lines instead of one a column. Their attributes are views and are used like any other column.
    """

    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    PACKS: ClassVar[tuple[tuple[str, ...], ...]] = ()

    def __init__(self, capacity: int) -> None:
        self.n = 0
        self.capacity = capacity
        columns = {column.name: column for column in self.COLUMNS}
        packed = {name for pack in self.PACKS for name in pack}
        dtypes = [_record([columns[name] for name in pack]) for pack in self.PACKS]
        loose = [column for column in self.COLUMNS if column.name not in packed]
        arrays = _side_by_side([*dtypes, *(_dtype(column) for column in loose)], capacity)
        self._packs = arrays[: len(dtypes)]
        self._loose = {column.name: array for column, array in zip(loose, arrays[len(dtypes) :], strict=True)}
        self._unfold()

    def _unfold(self) -> None:
        self.__dict__.update(self._loose)
        for records in self._packs:
            self.__dict__.update({name: records[name] for name in records.dtype.names or ()})

    def __getattr__(self, name: str) -> Any:  # for type checkers: columns are set by name
        raise AttributeError(f"{type(self).__name__} has no column {name!r}")

    def __getstate__(self) -> dict[str, Any]:
        columns = {column.name for column in self.COLUMNS}
        return {name: value for name, value in self.__dict__.items() if name not in columns}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._unfold()

    def reserve(self, rows: int) -> None:
        """Make room for ``rows`` rows, keeping what is there."""
        if rows <= self.capacity:
            return
        self.capacity = max(rows, self.capacity + self.capacity // 2)
        old = list(self.arrays())
        new = _side_by_side([np.dtype((array.dtype, array.shape[1:])) for array in old], self.capacity)
        for source, target in zip(old, new, strict=True):
            target[: self.n] = source[: self.n]
        self._packs = new[: len(self._packs)]
        self._loose = dict(zip(self._loose, new[len(self._packs) :], strict=True))
        self._unfold()

    def arrays(self) -> Iterator[NDArray[Any]]:
        """Every array that is held once: the packs and the loose columns."""
        yield from self._packs
        yield from self._loose.values()

    def nbytes(self) -> int:
        """Bytes held by all columns."""
        return sum(array.nbytes for array in self.arrays())


def _shape(column: Column) -> tuple[int, ...]:
    inner = column.width if isinstance(column.width, tuple) else (column.width,)
    return () if inner == (1,) else inner


def _dtype(column: Column) -> np.dtype[Any]:
    return np.dtype((column.dtype, _shape(column)))


def _record(columns: list[Column]) -> np.dtype[Any]:
    return np.dtype([(column.name, column.dtype, _shape(column)) for column in columns])


def _side_by_side(dtypes: list[np.dtype[Any]], rows: int) -> list[NDArray[Any]]:
    """Zeroed arrays of ``rows`` items, one a dtype, in one stretch of memory: large enough for large pages."""
    sizes = [-(-rows * dtype.itemsize // _LINE) * _LINE for dtype in dtypes]
    memory = np.zeros(sum(sizes), dtype=np.uint8)
    starts = np.cumsum([0, *sizes])
    return [
        memory[start : start + rows * dtype.itemsize].view(dtype.base).reshape(rows, *dtype.shape)
        for start, dtype in zip(starts, dtypes, strict=False)
    ]
