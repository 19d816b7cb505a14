"""Stored runs for other tools: CSV, Parquet, netCDF (through xarray) and Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pes_sim.kpis.definitions import KPIS
from pes_sim.parameters import REGISTRY
from pes_sim.runs.errors import CallError
from pes_sim.whole_file import whole_file

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

MOST_EXCEL_ROWS = 1_048_575


def export(frame: pd.DataFrame, path: Path) -> None:
    """Write ``frame`` to ``path``, whole or not at all, in the format its name ends in. Raises CallError."""
    if path.suffix not in FORMATS:
        raise CallError(f"cannot export to {path.name}; expected a name ending in {', '.join(FORMATS)}")
    if path.suffix == ".xlsx" and len(frame) > MOST_EXCEL_ROWS:
        raise CallError(f"{len(frame):,} runs are more than a sheet of Excel holds; expected .parquet or .csv")
    try:
        with whole_file(path) as temporary:
            FORMATS[path.suffix](frame, temporary)
    except ImportError as error:
        raise CallError(f"{path.suffix} needs the extra science: pip install 'pes-sim[science]' ({error})") from None


def to_dataset(frame: pd.DataFrame) -> xr.Dataset:
    """A dataset with the dimension run; KPIs and parameters carry their unit and meaning."""
    dataset = frame.reset_index(drop=True).to_xarray().rename(index="run")
    for name in frame.columns:
        if name in KPIS:
            kpi = KPIS[name]
            dataset[name].attrs = {"units": kpi.unit, "long_name": kpi.title, "direction": kpi.direction}
        elif name in REGISTRY:
            dataset[name].attrs = {"units": REGISTRY[name].unit, "long_name": REGISTRY[name].meaning}
    return dataset


def _netcdf(frame: pd.DataFrame, path: Path) -> None:
    texts = {name: str for name in frame.columns if frame[name].dtype.kind not in "iuf"}
    # A path's dots are fine in netCDF-4; a date and text are kept as text.
    to_dataset(frame.astype(texts).astype(dict.fromkeys(texts, object))).to_netcdf(path, engine="h5netcdf")


def _excel(frame: pd.DataFrame, path: Path) -> None:
    with path.open("wb") as stream:
        frame.to_excel(stream, index=False, sheet_name="runs", engine="openpyxl")


FORMATS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    ".csv": lambda frame, path: frame.to_csv(path, index=False),
    ".parquet": lambda frame, path: frame.to_parquet(path, index=False, compression="zstd"),
    ".nc": _netcdf,
    ".xlsx": _excel,
}
