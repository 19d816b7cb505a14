"""The futures of a study: a table of values, a row a future and a column a parameter, in the order of the design."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.runs.futures.dimension import Dimension
from pes_sim.runs.store.keys import Future

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Futures:
    """``values`` is [future, parameter], in the parameters' units; a future's id is its row.

    ``design`` says how they were drawn, ``settings`` with what (what SALib needs to know again: count, levels,
    second_order). Without dimensions there is one future: the base's own values.
    """

    design: str
    dimensions: tuple[Dimension, ...]
    values: NDArray[np.float64]
    settings: tuple[tuple[str, Any], ...] = ()

    def __len__(self) -> int:
        return len(self.values)

    @property
    def paths(self) -> tuple[str, ...]:
        """The parameters sampled."""
        return tuple(dimension.path for dimension in self.dimensions)

    def __getitem__(self, future: int) -> Future:
        return dict(zip(self.paths, self.values[future].tolist(), strict=True))

    def frame(self) -> pd.DataFrame:
        """A row a future: its id, and a column for each parameter."""
        import pandas as pd

        frame = pd.DataFrame(self.values, columns=list(self.paths))
        frame.insert(0, "future", np.arange(len(self)))
        return frame

    def problem(self) -> dict[str, Any]:
        """What SALib calls the problem: names and bounds of the parameters."""
        bounds = [[d.low, d.high] for d in self.dimensions]
        return {"num_vars": len(self.dimensions), "names": list(self.paths), "bounds": bounds}


def as_it_is() -> Futures:
    """One future, in which nothing is otherwise than in the base."""
    return Futures("none", (), np.zeros((1, 0)))
