"""Which studies there are: those in ./experiments, then those that come with the package."""

from __future__ import annotations

from pathlib import Path

from pes_sim.scenario.problems import Fault, ScenarioError, nearest
from pes_sim.scenario.yaml_source import SUFFIXES


def packaged() -> Path:
    """The folder of studies that come with the package: inside a wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_experiments"
    return inside if inside.is_dir() else package.parent / "experiments"


def paths() -> dict[str, Path]:
    """Every study by its file's name; where two folders hold a name, the first wins."""
    found: dict[str, Path] = {}
    for folder in (Path("experiments"), packaged()):
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.suffix in SUFFIXES and path.is_file() and not path.name.startswith("."):
                    found.setdefault(path.stem, path)
    return found


def find(name: str | Path) -> Path:
    """The file of the study called ``name``, or ``name`` as a path. Raises ScenarioError."""
    text = str(name)
    is_path = isinstance(name, Path) or "/" in text or text.endswith(SUFFIXES)
    if is_path:
        return Path(name)
    known = paths()
    if text not in known:
        near = nearest(text, known)
        fault = Fault(f"no study {text!r}", "a name in ./experiments, or a path ending in .yaml", near)
        raise ScenarioError([fault.at(None, None)])
    return known[text]
