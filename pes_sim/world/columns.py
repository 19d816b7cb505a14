"""Columns: one array an attribute, declared with owner, type, unit and meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray


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
        self._packs = [_records([columns[name] for name in pack], capacity) for pack in self.PACKS]
        self._loose = {name: _empty(column, capacity) for name, column in columns.items() if name not in packed}
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
        self._packs = [self._grown(records) for records in self._packs]
        self._loose = {name: self._grown(values) for name, values in self._loose.items()}
        self._unfold()

    def _grown(self, old: NDArray[Any]) -> NDArray[Any]:
        new = np.zeros((self.capacity, *old.shape[1:]), dtype=old.dtype)
        new[: self.n] = old[: self.n]
        return new

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


def _empty(column: Column, rows: int) -> NDArray[Any]:
    return np.zeros((rows, *_shape(column)), dtype=column.dtype)


def _records(columns: list[Column], rows: int) -> NDArray[Any]:
    return np.zeros(rows, dtype=[(column.name, column.dtype, _shape(column)) for column in columns])
