"""Looking into the store: DuckDB in memory over the files; there is no catalogue on disk that could be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.segments import SEGMENTS
from pes_sim.runs.store.index import WORTH_IT, index_files
from pes_sim.runs.store.store import Store, StoreError

if TYPE_CHECKING:
    import pandas as pd

HEAD = (
    "key", "status", "scenario", "seed", "future", "study", "start", "years", "scale", "seconds", "finished",
    "machine", "model", "reason",
)  # fmt: skip
"""Columns of a run that are quick to read."""
INDEXED = (*HEAD, "paths", "values", "kpi_names", "kpis")
"""What an index holds of a run."""


class Catalogue:
    """The runs in ``files``, as they are now; each is named after its key. Opening reads nothing.

    What an index among ``indices`` holds of them is read there.
    """

    def __init__(self, files: Sequence[Path], indices: Sequence[Path] = ()) -> None:
        self.files = {path.stem: str(path) for path in files}
        self.indices = [str(path) for path in indices]

    @classmethod
    def of(cls, store: Store, files: Sequence[Path]) -> Catalogue:
        """Runs of ``store``, read through its indices where that is quicker."""
        return cls(files, index_files(store.folder) if len(files) >= WORTH_IT else ())

    def heads(self) -> pd.DataFrame:
        """A row a run: `HEAD` and the future as two lists, ``paths`` and ``values``."""
        return self._frame(f"{', '.join(HEAD)}, paths, values")

    def kpi_values(self, keys: Sequence[str], kpis: Sequence[str]) -> NDArray[np.float64]:
        """[key, KPI] over the whole horizon, for everybody; NaN where there is no such run or KPI."""
        return self._values(keys, kpis, "kpis", 0)

    def detail_values(self, keys: Sequence[str], kpis: Sequence[str], window: int, segment: str) -> NDArray[np.float64]:
        """[key, KPI] in one window (0 the whole horizon, then the years from 1) and segment, to six digits."""
        return self._values(keys, kpis, "detail", window * len(SEGMENTS) + SEGMENTS.index(segment))

    def tracebacks(self) -> dict[str, str]:
        """Traceback of each failure, by key."""
        rows = self._frame("key, traceback", indexed=False)
        return dict(zip(rows["key"], rows["traceback"], strict=True)) if len(rows) else {}

    def _values(self, keys: Sequence[str], kpis: Sequence[str], column: str, block: int) -> NDArray[np.float64]:
        """Where values stand is worked out once a list of names: all runs of one model share theirs."""
        found = np.full((len(keys), len(kpis)), np.nan)
        if not self.files or not keys:
            return found
        place = f"list_position(kpi_names, ?) + {block} * len(kpi_names)"
        wanted = ", ".join(f"{column}[{place}] AS v{i}" for i in range(len(kpis)))
        rows = self._frame(f"key, {wanted}", list(kpis), indexed=column == "kpis")
        row_of = {key: row for row, key in enumerate(rows["key"])}
        rows_wanted = np.array([row_of.get(key, -1) for key in keys])
        values = rows.iloc[:, 1:].to_numpy(dtype=np.float64, na_value=np.nan)
        found[rows_wanted >= 0] = values[rows_wanted[rows_wanted >= 0]]
        return found

    def _frame(self, select: str, arguments: Sequence[Any] = (), indexed: bool = True) -> pd.DataFrame:
        """``select`` of every run: what an index holds from there, the others from their files."""
        import pandas as pd

        if not self.files:
            return pd.DataFrame(columns=[*HEAD, "paths", "values", "traceback"])
        parts = []
        if indexed and self.indices:
            with suppress(StoreError):  # one that cannot be read holds nothing that the files do not hold
                parts.append(self._read(select, arguments, self.indices))
        if parts:
            parts[0] = parts[0][parts[0]["key"].isin(self.files.keys())].drop_duplicates("key")
        known = set(parts[0]["key"]) if parts else set()
        rest = [path for key, path in self.files.items() if key not in known]
        if rest or not parts:
            parts.append(self._read(select, arguments, rest))
        return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0].reset_index(drop=True)

    def _read(self, select: str, arguments: Sequence[Any], files: Sequence[str]) -> pd.DataFrame:
        import duckdb

        with duckdb.connect() as connection:
            try:
                query = f"SELECT {select} FROM read_parquet(?)"
                frame: pd.DataFrame = connection.execute(query, [*arguments, list(files)]).df()
            except (duckdb.IOException, duckdb.InvalidInputException, duckdb.BinderException) as error:
                raise self._unreadable(error, files) from None
        return frame

    def _unreadable(self, error: Exception, files: Sequence[str]) -> StoreError:
        """Which file it was: one copied badly, or no run at all."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        for path in files:
            try:
                pq.read_schema(path)
            except (pa.ArrowInvalid, OSError):
                return StoreError(f"{path} is no whole file of a run; delete it, and the study will run it again")
        return StoreError(f"the store cannot be read: {str(error).splitlines()[0]}")
