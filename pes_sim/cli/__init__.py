"""The command ``pes-sim``."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from pes_sim.cli import backtest, levers, look, measure, profile, serve, simulate, study, trace, validate
from pes_sim.cli.calibrate import calibrate
from pes_sim.cli.errors import Commands
from pes_sim.cli.results import results
from pes_sim.cli.search import search
from pes_sim.runs.collector import collect_less_often

app = typer.Typer(
    name="pes-sim",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Simulate a public employment service and compare strategies before they are bought.",
    epilog="Exit status: 0 done, 1 the work failed, 2 the call or a file is wrong, 130 interrupted.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from pes_sim import __version__

        typer.echo(f"pes-sim {__version__}")
        raise typer.Exit


@app.callback()
def _all(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Say the version and end."),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback when something fails."),
) -> None:
    """Options that come before the command; ``debug`` is read where errors are shown."""


_COMMANDS: tuple[Callable[..., None], ...] = (
    profile.profile, backtest.backtest,
    simulate.run, simulate.compare, study.study, trace.trace, validate.validate, levers.levers, look.explain,
    look.check, look.schema, look.scenarios, look.parameters, look.mechanisms, look.kpis, measure.bench, serve.app,
    calibrate,
    results,
    search,
)  # fmt: skip
for _command in _COMMANDS:
    app.command()(_command)


def main() -> None:
    """Run the command line."""
    collect_less_often()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows ?, not a traceback
    app()
