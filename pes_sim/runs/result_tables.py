"""A result as tables others read: a tidy pandas frame, an xarray dataset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from pes_sim.runs.result import Result


def tidy(result: Result, kpis: Sequence[str] | None, segments: Sequence[str] | None) -> pd.DataFrame:
    """What `Result.frame` gives."""
    import pandas as pd

    chosen = dict.fromkeys(result.segments if segments is None else segments)
    columns = [result.segment_place(segment) for segment in chosen]
    names = tuple(dict.fromkeys(result.kpis if kpis is None else kpis))
    values, kpi_codes, segment_codes = [], [], []
    for code, name in enumerate(names):
        kpi = result.definition(name)
        kept = columns if kpi.by_segment and kpi.gap is None else [c for c in columns if c == 0]
        if kept:
            values.append(np.moveaxis(result.weekly(name)[:, :, kept], 2, 0))
            kpi_codes += [code] * len(kept)
            segment_codes += kept
    pairs, block = len(kpi_codes), len(result.seeds) * result.weeks
    start = np.datetime64(result.scenario.start, "D")
    days = (start + 7 * np.arange(result.weeks)).astype("datetime64[s]")

    def each(codes: Sequence[int], categories: Sequence[str]) -> pd.Categorical:
        repeated = np.repeat(np.asarray(codes, dtype=np.int16), block)
        return pd.Categorical.from_codes(repeated, categories=pd.Index(list(categories), dtype=object))

    return pd.DataFrame(
        {
            "scenario": each([0] * pairs, [result.scenario.name]),
            "seed": np.tile(np.repeat(np.asarray(result.seeds, dtype=np.int64), result.weeks), pairs),
            "week": np.tile(np.arange(result.weeks, dtype=np.int32), pairs * len(result.seeds)),
            "date": np.tile(days, pairs * len(result.seeds)),
            "kpi": each(kpi_codes, names),
            "segment": each(segment_codes, result.segments),
            "value": np.concatenate([v.ravel() for v in values]) if values else np.zeros(0),
        }
    )


def dataset(result: Result) -> xr.Dataset:
    """What `Result.to_xarray` gives."""
    import xarray as xr

    start = np.datetime64(result.scenario.start, "D")
    dates = (start + 7 * np.arange(result.weeks)).astype("datetime64[ns]")
    return xr.Dataset(
        {
            name: (
                ("seed", "week", "segment"),
                result.weekly(name),
                {"unit": kpi.unit, "title": kpi.title, "formula": kpi.formula, "direction": kpi.direction},
            )
            for name, kpi in result.kpis.items()
        },
        coords={
            "seed": list(result.seeds),
            "week": np.arange(result.weeks),
            "segment": list(result.segments),
            "date": ("week", dates),
        },
        attrs={"scenario": result.scenario.name, "title": result.scenario.title},
    )
