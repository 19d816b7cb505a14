"""What results were made with: versions of model and libraries, machine, time."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

LIBRARIES = ("mesa", "numba", "numpy", "scipy")
PACKAGE = Path(__file__).parents[1]
MODEL = (
    "random", "parameters", "kpis", "scenario", "world", "processes", "model.py", "kernel.py", "fetching.py",
    "runs/simulate.py",
)  # fmt: skip
"""Parts of the package that a run's results depend on."""


@cache
def model_version(*further: str) -> str:
    """SHA-256 (hex) of the source files that a run's results depend on: the same version, the same results.

    ``further`` are parts of the package that what is made of the runs depends on too.
    """
    digest = hashlib.sha256()
    for part in (*MODEL, *further):
        place = PACKAGE / part
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def made_with(seconds: float) -> dict[str, Any]:
    """Versions, machine and how long it took."""
    return {"versions": dict(versions()), "machine": machine(), "duration_seconds": round(seconds, 1)}


@cache
def versions() -> Mapping[str, str]:
    """Versions of the package, Python and the libraries that results depend on."""
    return {"pes-sim": installed("pes-sim"), "python": platform.python_version()} | {
        name: installed(name) for name in LIBRARIES
    }


def machine() -> str:
    """System, processor and cores, in words."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"


def now() -> str:
    """The time, to the second, with its zone."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def installed(name: str) -> str:
    """The version of the distribution ``name``, or "unknown" where it runs from a source tree."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
