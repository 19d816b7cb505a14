"""How tests call the command: as a user does, in a process of its own, or small enough to be quick."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

COMMAND = [sys.executable, "-c", "from pes_sim.cli import main; main()"]
SMALL = ("--scale", "2000", "--years", "1", "--seeds", "2", "--workers", "1")


def environment() -> dict[str, str]:
    """The present one, in which this checkout is imported from any folder."""
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}


def still_running(group: int) -> list[str]:
    """Processes of a process group that have not ended, by Linux's account."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = place.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(place.parent.name)
    return found


def as_a_user(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Call the command in a process of its own."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, env=environment())
