"""The command that looks into the store: results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pes_sim.cli.look import Json
from pes_sim.cli.output import check_folder, console, print_json
from pes_sim.cli.study import StoreFolder

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 40
"""Runs a table on a screen lists."""
COLUMNS = ("scenario", "future", "seed", "years", "scale", "study", "seconds", "finished")
FAILED_COLUMNS = ("scenario", "future", "seed", "reason")


def results(
    where: Annotated[
        list[str],
        typer.Option(
            metavar="CONDITION",
            help='Only runs for which this holds: "scenario=austria", "seed<=3", "unmet_need_share > 0.05", '
            '"choice.habit > 2". May be repeated.',
        ),
    ] = [],  # noqa: B006  typer reads the default and makes a new list
    kpi: Annotated[
        list[str], typer.Option("--kpi", metavar="NAME", help="Show this KPI too. May be repeated; all for every one.")
    ] = [],  # noqa: B006
    failed: Annotated[bool, typer.Option("--failed", help="List failed runs, with the reason.")] = False,
    old: Annotated[bool, typer.Option("--old", help="Runs of other versions of the model too.")] = False,
    store: StoreFolder = None,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write all of it to FILE.csv, .parquet, .nc (netCDF) or .xlsx.")
    ] = None,
    json: Json = False,
) -> None:
    """List, filter and export stored runs."""
    from pes_sim.kpis.definitions import KPIS
    from pes_sim.runs.errors import CallError
    from pes_sim.runs.store.query import stored_runs
    from pes_sim.runs.store.store import Store, default_store

    place = Store(store or default_store())
    if not place.folder.is_dir():
        raise CallError(
            f"there is no store at {place.folder}; expected a folder that `pes-sim study` filled (--store DIR)"
        )
    if export is not None:
        check_folder(export.parent)
    frame = stored_runs(place, where, list(KPIS) if kpi == ["all"] else kpi, failed, old)
    if export is not None:
        _export(frame, export)
    if json:
        print_json([{**row, "start": str(row["start"])[:10]} for row in frame.to_dict("records")])
    elif export is None:
        _print(frame, failed)


def _export(frame: pd.DataFrame, path: Path) -> None:
    from pes_sim.runs.store.export import export

    export(frame, path)
    typer.echo(f"wrote {path}: {len(frame):,} runs", err=True)


def _print(frame: pd.DataFrame, failed: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    from pes_sim.kpis.definitions import KPIS

    columns = [*(FAILED_COLUMNS if failed else COLUMNS), *(name for name in frame.columns if name in KPIS)]
    table = Table(caption=f"{len(frame):,} runs" + (f"; the first {SHOWN}" if len(frame) > SHOWN else ""))
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in frame.head(SHOWN).to_dict("records"):
        table.add_row(*(Text(f"{v:.4g}" if isinstance(v, float) else str(v)) for v in (row[c] for c in columns)))
    console().print(table)
