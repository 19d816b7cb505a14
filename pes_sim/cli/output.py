"""Where results go: a folder that is filled whole or not at all, tables and JSON on standard output."""

from __future__ import annotations

import json
import math
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

MOST_NAME = 100
"""Characters of a result folder's name; file systems take 255 bytes."""
PIPE_WIDTH = 140
"""Columns of a table that goes to a file or another program."""


def default_folder(base: str, options: Sequence[str] = ()) -> Path:
    """results/<base>-<options...>."""
    name = "-".join([base, *options])
    if len(name) > MOST_NAME:
        name = f"{base[:MOST_NAME]}-{len(options)}-options" if options else name[:MOST_NAME]
    return Path("results") / name


def check_folder(folder: Path) -> None:
    """Raise CallError unless files can be made in ``folder``; leaves nothing behind."""
    from pes_sim.runs.errors import CallError

    expected = "expected a folder that can be written, or one that can be made"
    try:
        with suppress(FileNotFoundError):
            folder.lstat()  # a name that is too long, a path below a file: what makes a folder impossible shows here
        there = next(place for place in (folder.absolute(), *folder.absolute().parents) if os.path.lexists(place))
        if not there.is_dir():
            raise CallError(f"--out {folder}: {there} is a file; {expected}")
        with tempfile.TemporaryDirectory(dir=there, prefix=".pes-sim-"):
            pass
    except OSError as error:
        raise CallError(f"--out {folder}: {error.strerror or error}; {expected}") from None


def fill_folder(folder: Path, write: Callable[[Path], object], at_times: Iterable[str] = ()) -> list[Path]:
    """Let ``write`` fill a folder of its own, then move its files into ``folder``; returns where they are.

    Files it writes ``at_times``, and not this time, are taken away: they would tell of another run. When ``write``
    fails or is interrupted, ``folder`` is as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        write(staging)
        folder.mkdir(exist_ok=True)
        names = sorted(str(path.relative_to(staging)) for path in staging.rglob("*") if path.is_file())
        for name in names:
            (folder / name).parent.mkdir(exist_ok=True)
            os.replace(staging / name, folder / name)
        for name in set(at_times) - set(names):
            (folder / name).unlink(missing_ok=True)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return [folder / name for name in names]


def print_json(document: object) -> None:
    """One JSON document on standard output; what is not a number is null."""
    typer.echo(json.dumps(plain(document), indent=2, allow_nan=False, ensure_ascii=False, default=str))


def plain(value: object) -> object:
    """``value`` as JSON has it: what is not a number is None."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value


def console() -> Console:
    """Standard output for tables; wide enough to be read where it is no terminal."""
    from rich.console import Console

    found = Console()
    return found if found.is_terminal else Console(width=PIPE_WIDTH)
