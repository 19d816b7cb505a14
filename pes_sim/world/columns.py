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

    Every column is an attribute holding the whole array (capacity rows); use ``table.n`` to bound loops. Columns
    named in ``PACKED`` are kept side by side, a record a row: whoever is looked up alone is then one or two
    cache lines instead of one a column. Their attributes are views and are used like any other column.
    """

    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    PACKED: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, capacity: int) -> None:
        self.n = 0
        self.capacity = capacity
        self._records = _records([c for c in self.COLUMNS if c.name in self.PACKED], capacity)
        for column in self.COLUMNS:
            if column.name not in self.PACKED:
                setattr(self, column.name, _empty(column, capacity))
        self._unpack()

    def _unpack(self) -> None:
        for name in self.PACKED:
            setattr(self, name, self._records[name])

    def __getattr__(self, name: str) -> Any:  # for type checkers: columns are set by name
        raise AttributeError(f"{type(self).__name__} has no column {name!r}")

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in self.PACKED}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._unpack()

    def reserve(self, rows: int) -> None:
        """Make room for ``rows`` rows, keeping what is there."""
        if rows <= self.capacity:
            return
        capacity = max(rows, self.capacity + self.capacity // 2)
        for name in ("_records", *(c.name for c in self.COLUMNS if c.name not in self.PACKED)):
            old = getattr(self, name)
            new = np.zeros((capacity, *old.shape[1:]), dtype=old.dtype)
            new[: self.n] = old[: self.n]
            setattr(self, name, new)
        self._unpack()
        self.capacity = capacity

    def arrays(self) -> Iterator[NDArray[Any]]:
        """Every array that is held once: the loose columns and the packed records."""
        yield self._records
        for column in self.COLUMNS:
            if column.name not in self.PACKED:
                yield getattr(self, column.name)

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
