"""Does the built wheel work in an empty environment? Run by ``make fresh-install``, which ``make test`` includes.

Builds the wheel, then for each Python found (the running one and 3.13) makes an empty environment, installs
``requirements/run.lock`` with its hashes and the wheel without dependencies, and uses the command in an empty
directory. Any failure ends with exit status 1 and the output of the command that failed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALSO = (3, 13)
COMPARE = ("compare", "austria", "automation", "--scale", "2000", "--years", "1", "--seeds", "2", "--out", "out")
WRITTEN = ("brief.html", "comparison.csv", "kpis.parquet")


class CheckFailed(Exception):
    """What was expected, and what happened instead."""


def run(command: Sequence[str | Path], cwd: Path, expect: int = 0, seconds: int = 600) -> str:
    """Standard output of a command that must end with exit status ``expect``, run without this environment's paths."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    # A parent's coverage or warnings settings must not reach the installed command; matplotlib needs no screen.
    env |= {"MPLBACKEND": "Agg", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    if done.returncode != expect:
        shown = " ".join(str(part) for part in command)
        raise CheckFailed(
            f"exit status {done.returncode}, expected {expect}: {shown}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        )
    return done.stdout


def must(holds: bool, what: str) -> None:
    """Raise with ``what`` unless it holds."""
    if not holds:
        raise CheckFailed(what)


def version(python: str | Path) -> tuple[int, int] | None:
    """Major and minor version if this interpreter really runs (a shim on the PATH may not)."""
    try:
        done = subprocess.run(
            [str(python), "-c", "import sys; print(sys.version_info[0], sys.version_info[1])"],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
            stdin=subprocess.DEVNULL,
        )
        major, minor = done.stdout.split()
        return int(major), int(minor)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def candidates(wanted: tuple[int, int]) -> Iterator[Path]:
    """Where an interpreter of that version may be: on the PATH, then under pyenv."""
    name = f"python{wanted[0]}.{wanted[1]}"
    if found := shutil.which(name):
        yield Path(found)
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from sorted(versions.glob(f"{wanted[0]}.{wanted[1]}*/bin/{name}"), reverse=True)


def interpreters() -> dict[tuple[int, int], Path | None]:
    """The running Python, and 3.13 or ``None`` where there is none that runs."""
    found: dict[tuple[int, int], Path | None] = {(sys.version_info[0], sys.version_info[1]): Path(sys.executable)}
    if ALSO not in found:
        found[ALSO] = next((python for python in candidates(ALSO) if version(python) == ALSO), None)
    return found


def build_wheel(into: Path) -> Path:
    """The wheel of the working tree, built with the locked build backend of this environment: no download."""
    pip = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index")
    run([*pip, "-w", into, ROOT], cwd=into)
    (wheel,) = into.glob("pes_sim-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    must("pes_sim/_scenarios/profiles/austria.yaml" in names, "the wheel carries no scenario files")
    must("pes_sim/_experiments/validation/project_outcomes.yaml" in names, "the wheel carries no experiments")
    stray = [name for name in names if not name.startswith(("pes_sim/", "pes_sim-"))]
    must(not stray, f"files that do not belong in the wheel: {stray[:5]}")
    return wheel


def empty_environment(python: Path, at: Path) -> Path:
    """An environment with nothing but pip; returns its Python. Debian's Python without ensurepip borrows our pip."""
    inside = at / "bin" / "python"
    try:
        run([python, "-m", "venv", at], cwd=at.parent)
    except CheckFailed:
        run([python, "-m", "venv", "--clear", "--without-pip", at], cwd=at.parent)
        lock = ROOT / "requirements" / "build.lock"
        borrowed = (sys.executable, "-m", "pip", "--python", inside, "install", "-qq", "--require-hashes", "-r", lock)
        run(borrowed, cwd=at.parent)
    return inside


def check_command(pes_sim: Path, empty: Path) -> None:
    """What a new user types first, in a directory with nothing in it."""
    must("compare" in run([pes_sim, "--help"], empty), "--help does not name compare")

    listed = json.loads(run([pes_sim, "scenarios", "--json"], empty))
    rows = listed if isinstance(listed, list) else listed["scenarios"]
    paths = {row["name"]: Path(row["path"]) for row in rows}
    must({"austria", "automation"} <= paths.keys(), f"scenarios --json lists {sorted(paths)}")
    must(ROOT not in paths["austria"].parents, f"scenario found in the source tree: {paths['austria']}")

    own = empty / "own.yaml"
    own.write_text("extends: austria\ntitle: A first own scenario\nyears: 2\n", encoding="utf-8")
    run([pes_sim, "check", own], empty)
    own.write_text("extends: austira\n", encoding="utf-8")
    run([pes_sim, "check", own], empty, expect=2)

    run([pes_sim, *COMPARE], empty)
    for name in WRITTEN:
        file = empty / "out" / name
        must(file.is_file() and file.stat().st_size > 0, f"compare wrote no {name}")


def check(python: Path, wheel: Path, work: Path) -> None:
    """Install into an empty environment and use the command."""
    inside = empty_environment(python, work / "env")
    pip = (inside, "-m", "pip", "install", "-qq")
    run([*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.lock"], work)
    run([*pip, "--no-deps", "--no-index", wheel], work)
    run([inside, "-m", "pip", "check"], work)
    empty = work / "empty"
    empty.mkdir()
    check_command(inside.parent / "pes-sim", empty)


def checked(which: tuple[int, int], python: Path | None, wheel: Path, folder: Path) -> str:
    """A line that says how the check of one Python went."""
    name = f"Python {which[0]}.{which[1]}"
    if python is None:
        return f"  {name}: skipped, none found"
    began = time.monotonic()
    work = folder / name.replace(" ", "-")
    work.mkdir()
    check(python, wheel, work)
    return f"  {name}: works ({time.monotonic() - began:.0f} s)"


def main() -> int:
    """Check every Python found; say which were checked and which were not."""
    with tempfile.TemporaryDirectory(prefix="pes-sim-fresh-") as folder:
        try:
            wheel = build_wheel(Path(folder))
            print(f"fresh install of {wheel.name}", flush=True)
            # Mostly one thread compiling or unpacking, each in its own environment: side by side takes half the time.
            with ThreadPoolExecutor() as pool:
                checks = [
                    pool.submit(checked, which, python, wheel, Path(folder)) for which, python in interpreters().items()
                ]
                for done in as_completed(checks):
                    print(done.result(), flush=True)
        except (CheckFailed, subprocess.TimeoutExpired) as failure:
            print(f"fresh install FAILED: {failure}", file=sys.stderr, flush=True)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
