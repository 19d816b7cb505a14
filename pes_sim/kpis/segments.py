"""Segments: the groups every KPI is split by, and the cells they are added up from.

A person belongs to one cell (sex x age x education x digital skill x area); processes count by cell, and a
segment is a sum of cells. So one addition serves every split.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "sex": ("women", "men"),
    "age": ("under_25", "25_44", "45_54", "55_plus"),
    "education": ("low", "middle", "high"),
    "digital_skill": ("low", "basic", "above_basic"),
    "area": ("city", "town", "rural"),
}
SHAPE = tuple(len(levels) for levels in DIMENSIONS.values())
CELLS = int(np.prod(SHAPE))
SEGMENTS: tuple[str, ...] = (
    "all",
    *(f"{dimension}:{level}" for dimension, levels in DIMENSIONS.items() for level in levels),
)
AGE_STARTS = (25, 45, 55)
"""First completed year of age of every age segment after the first."""


def membership() -> NDArray[np.float64]:
    """(segments, cells) matrix of zeros and ones: which cells make up a segment."""
    matrix = np.zeros((len(SEGMENTS), CELLS))
    matrix[0] = 1.0
    for cell, levels in enumerate(product(*(range(n) for n in SHAPE))):
        offset = 1
        for level, size in zip(levels, SHAPE, strict=True):
            matrix[offset + level, cell] = 1.0
            offset += size
    return matrix
