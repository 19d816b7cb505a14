"""The command that runs studies: study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pes_sim.cli.errors import INTERRUPTED, WORK_FAILED
from pes_sim.cli.look import Json
from pes_sim.cli.output import check_folder, console, fill_folder, print_json
from pes_sim.cli.simulate import Out, Scale, Settings, Workers, Years

if TYPE_CHECKING:
    from pes_sim.studies.estimate import Estimate
    from pes_sim.studies.progress import Tally
    from pes_sim.studies.study import Study

StoreFolder = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="Folder finished runs are kept in; $PES_SIM_STORE or results/store."),
]

MOST_COLUMNS = 5
"""Options a table on a screen has room for."""


def study(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A study: a file such as my_study.yaml, or a name in experiments/.")
    ],
    scale: Scale = None,
    years: Years = None,
    seeds: Annotated[
        int | None, typer.Option(min=1, max=10_000, help="How many worlds; the file's, unless said.")
    ] = None,
    workers: Workers = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Run on the workers of this Dask scheduler (tcp://host:port)."),
    ] = None,
    part: Annotated[
        str | None,
        typer.Option(metavar="K/N", help="Only the K-th of N shares of the runs: for jobs that share a store."),
    ] = None,
    store: StoreFolder = None,
    settings: Settings = [],  # noqa: B006
    out: Out = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say how many runs there are, how long they take, how much disk.")
    ] = False,
    json: Json = False,
) -> None:
    """Run a study: base and options in many futures with many seeds; writes runs.parquet and what else it asks for.

    What is in the store is not run again: after Ctrl-C, a crash or a failed run the same call goes on. The exit
    status is 1 where runs failed; all others are then stored and written.
    """
    from pes_sim.studies.study import Study

    found = Study.open(file, store, scale=scale, years=years, seeds=seeds, settings=settings, part=part)
    check_folder(found.store.folder)
    if dry_run:
        _say(_estimated(found, workers), json)
        return
    folder = out or Path("results") / found.name
    check_folder(folder)
    tally = _run(found, workers, scheduler)
    files = fill_folder(folder, found.write, at_times=("failures.csv", "analysis.html"))
    if json:
        print_json(_document(found, tally) | {"files": [str(path) for path in files]})
    else:
        for line in _told(found, tally):
            typer.echo(line)
        if len(found.options) > 1 and tally.failed < tally.runs:
            _print_changes(found)
        for path in files:
            typer.echo(f"wrote {path}")
    if tally.failed:
        raise typer.Exit(WORK_FAILED)


def _run(found: Study, workers: int | None, scheduler: str | None) -> Tally:
    try:
        return found.run(workers, scheduler, progress=True)
    except KeyboardInterrupt:
        left = found.missing()
        done = len(found.design) - left
        typer.echo(
            f"stopped: {done:,} of {len(found.design):,} runs are stored; the same call goes on from there", err=True
        )
        raise typer.Exit(INTERRUPTED) from None


def _estimated(found: Study, workers: int | None) -> Estimate:
    from pes_sim.studies.estimate import estimate

    typer.echo("... timing one future with one seed", err=True)
    return estimate(found, workers)


def _say(guess: Estimate, json: bool) -> None:
    if json:
        print_json(guess.document())
        return
    for line in guess.lines():
        typer.echo(line)


def _document(found: Study, tally: Tally) -> dict[str, Any]:
    return {
        "study": found.name,
        "title": found.title,
        "baseline": found.baseline,
        "options": list(found.options[1:]),
        "shocks": list(dict.fromkeys(arm.shock_name for arm in found.design.arms)),
        "futures": len(found.design.futures),
        "parameters": list(found.parameters),
        "seeds": list(found.design.seeds),
        "kpis": list(found.kpis),
        "runs": tally.runs,
        "stored_before": tally.there_before,
        "done": tally.done,
        "failed": tally.failed,
        "reasons": tally.reasons,
        "store": str(found.store.folder),
    }


def _print_changes(found: Study) -> None:
    """For each world of shocks: KPIs down, options across, each with its mean change and how often it is better."""
    from rich.table import Table

    from pes_sim.kpis.definitions import KPIS
    from pes_sim.report.labels import option_label
    from pes_sim.report.values import change_text, percent

    changes = found.changes()
    for shock, rows in changes.groupby("shock", sort=False):
        over = rows["over"].iloc[0]
        table = Table(
            title=f"{found.title}: change against {found.baseline}" + ("" if shock == "none" else f", {shock}"),
            caption=f"mean over {rows['units'].max()} {over}; in brackets the share of {over} in which it is better",
        )
        table.add_column("KPI")
        shown = list(rows["option"].unique())[:MOST_COLUMNS]
        for option in shown:
            table.add_column(option_label(str(option)), justify="right")
        for name in found.kpis:
            cells = []
            for option in shown:
                one = rows[(rows["kpi"] == name) & (rows["option"] == option)].iloc[0]
                share = one["share_better"]
                better = f" ({percent(share)})" if share == share else ""
                cells.append(f"{change_text(one['difference'], KPIS[name].unit)}{better}")
            table.add_row(KPIS[name].title, *cells)
        console().print(table)
    if len(found.options) - 1 > MOST_COLUMNS:
        typer.echo(f"{len(found.options) - 1 - MOST_COLUMNS} more options are in changes.csv")


def _told(found: Study, tally: Tally) -> list[str]:
    lines = [
        f"{found.title}: {tally.runs:,} runs ({len(found.design.arms)} arms x {len(found.design.futures):,} futures x "
        f"{len(found.design.seeds)} seeds); {tally.there_before:,} were stored, {tally.done:,} are new"
    ]
    if tally.failed:
        lines.append(f"{tally.failed:,} failed; the same call tries them again. `pes-sim results --failed` says why:")
        lines += [f"  {count:,} x {reason}" for reason, count in sorted(tally.reasons.items(), key=lambda r: -r[1])[:5]]
    return lines
