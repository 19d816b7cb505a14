"""The command that serves the web flight simulator: app."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Annotated

import typer

NEEDED = ("fastapi", "uvicorn", "websockets")


def app(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")] = 8765,
    host: Annotated[
        str, typer.Option(help="Address to listen on; other machines reach the server only if you name one.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(envvar="PES_SIM_TOKEN", help="The trainer's token; with --host one is made up unless given."),
    ] = None,
    name: Annotated[
        list[str], typer.Option("--name", metavar="NAME", help="A further name browsers call this server by.")
    ] = [],  # noqa: B006  typer reads the default and makes a new list
    data: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder for sessions and results.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Processes that fly; cores, unless said.")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the first page.")] = True,
) -> None:
    """Open the flight simulator in the browser: compare, fly, teach. Nothing leaves this machine."""
    from pes_sim.runs.errors import CallError

    missing = [module for module in NEEDED if importlib.util.find_spec(module) is None]
    if missing:
        raise CallError(f"the app needs {', '.join(missing)}, not installed here: pip install 'pes-sim[app]'")
    from pes_sim.app.serve import serve

    serve(host, port, token, tuple(name), data, workers, browser)
