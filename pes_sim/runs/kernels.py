"""The compiled kernels: where the machine keeps them, whether they are there, and making them once.

Compiled code is kept beside the package or, where that cannot be written, in the user's cache folder, or else
in a temporary one. A note there says for what it was compiled: the kernels' files, numba, Python, processor.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from pes_sim.runs.progress import Progress
from pes_sim.scenario.scenario import Scenario

FOLDER = "NUMBA_CACHE_DIR"
"""numba's own environment variable for where compiled code is kept."""
PACKAGE = Path(__file__).parents[1]
_PEOPLE, _WEEKS = 2000, 8


def make_ready(scenario: Scenario, progress: Progress) -> None:
    """Compile everything a run of ``scenario`` needs, unless that was done before; says so aloud.

    Done before any worker starts, so that no two workers compile the same code.
    """
    note = settle() / f"pes_sim.{sys.implementation.cache_tag}.compiled"
    wanted = fingerprint()
    with suppress(OSError):
        if note.read_text() == wanted:
            return
    progress.say("compiling the model for this machine, once: about half a minute")
    forget()
    compile_all(scenario)
    with suppress(OSError):  # unmarked, the next run says it is compiling and finds there is nothing to do
        note.write_text(wanted)


def forget() -> None:
    """Remove what this Python compiled beside the package: numba misses that a kernel calls one that has changed."""
    tag = f".py{sys.version_info.major}{sys.version_info.minor}."
    for path in PACKAGE.rglob("__pycache__/*.nb[ic]"):
        if tag in path.name:
            with suppress(OSError):  # another process may have been quicker
                path.unlink()


def settle() -> Path:
    """The folder compiled code is kept in; sets NUMBA_CACHE_DIR where numba's own choice would not do."""
    if named := os.environ.get(FOLDER):
        if _writable(Path(named)):
            return Path(named)
    elif _writable(PACKAGE / "__pycache__") and _writable(PACKAGE / "processes" / "__pycache__"):
        return PACKAGE / "__pycache__"
    folder = next((place for place in _elsewhere() if _writable(place)), None) or Path(tempfile.mkdtemp("pes_sim"))
    os.environ[FOLDER] = str(folder)
    if "numba" in sys.modules:
        from numba import config

        config.reload_config()  # type: ignore[no-untyped-call]
    return folder


def fingerprint() -> str:
    """What compiled code depends on, as 16 hex digits: the files with kernels, numba, Python and the processor."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        if re.search(rb"^@(kernel|njit)", path.read_bytes(), re.M):
            status = path.stat()
            digest.update(f"{path}|{status.st_mtime_ns}|{status.st_size}\n".encode())
    digest.update(f"{version('numba')}|{sys.version}|{platform.machine()}|{platform.processor()}".encode())
    return digest.hexdigest()[:16]


def compile_all(scenario: Scenario) -> None:
    """Run a tiny world of ``scenario``'s shape for a few weeks, so that every kernel is called once."""
    from pes_sim.model import PESModel

    model = PESModel(scenario.sized(scale=max(1, int(scenario.profile.figures.labour_force) // _PEOPLE)))
    for _ in range(_WEEKS):
        model.step()


def _elsewhere() -> list[Path]:
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return [Path(home) / "pes_sim"]


def _writable(folder: Path) -> bool:
    """Whether files can be made in ``folder``; it is made if need be. Trying is the only sure way to know."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
