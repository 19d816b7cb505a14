"""Which scenario files there are: the user's own folder first, then the ones that come with the package."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pes_sim.scenario.problems import Fault, Problem, ScenarioError, nearest, quoted
from pes_sim.scenario.yaml_source import SUFFIXES, Source, read, shown

FileKind = Literal["profile", "scenario", "option", "shock", "case"]
KINDS: tuple[str, ...] = get_args(FileKind)
FOLDERS: dict[str, FileKind] = {"profiles": "profile", "options": "option", "shocks": "shock", "cases": "case"}
USER_FOLDER = "PES_SIM_SCENARIOS"
"""Environment variable: folders of scenario files, searched after ./scenarios."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One scenario file that can be loaded by ``name``."""

    name: str
    kind: FileKind
    title: str
    path: Path


def folders() -> list[Path]:
    """Where scenario files are looked for, first come first served; only those that exist."""
    named = [Path(part) for part in os.environ.get(USER_FOLDER, "").split(os.pathsep) if part]
    candidates = [Path("scenarios"), *named, packaged()]
    unique = {os.path.realpath(path): path for path in reversed(candidates) if path.is_dir()}
    return [path for path in candidates if unique.get(os.path.realpath(path)) is path]


def packaged() -> Path:
    """The folder of files that come with the package: inside a wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


def paths(search: Sequence[Path] | None = None) -> dict[str, Path]:
    """Every name that can be loaded, with its file; where two folders hold a name, the first wins."""
    found: dict[str, Path] = {}
    for folder in folders() if search is None else search:
        for place in (folder, *(folder / sub for sub in FOLDERS)):
            for path in sorted(_files(place)):
                found.setdefault(path.stem, path)
    return found


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.iterdir() if path.suffix in SUFFIXES and not path.name.startswith("."))
    except OSError:
        return  # no such folder, or not ours to read: it offers no names


def find(name: str | Path, search: Sequence[Path] | None = None, beside: Path | None = None) -> Path:
    """The file ``name`` means: a name in the catalogue, or a path (from the folder ``beside``). Raises Fault."""
    text = str(name)
    if "\0" in text or not text.strip():
        raise Fault(f"{quoted(text)} is no name", "the name of a scenario, or a path ending in .yaml")
    known = paths(search)
    is_path = isinstance(name, Path) or "/" in text or os.sep in text or text.endswith(SUFFIXES)
    if not is_path and text in known:
        return known[text]
    path = Path(text) if beside is None else beside / text
    try:
        exists, is_folder = path.exists(), path.is_dir()
    except OSError:
        exists = is_folder = False  # a name too long, a folder that is closed to us
    if is_folder:
        raise Fault(f"{quoted(text)} is a folder", "a scenario file, or a name in the catalogue", nearest(text, known))
    if is_path and exists:
        return path
    what = "there is no such file" if is_path else "no scenario has this name"
    near = nearest(path.stem, known) or nearest(path.stem.lower(), known)
    raise Fault(f"{quoted(text)}: {what}", "a name that `pes-sim scenarios` lists, or a path ending in .yaml", near)


def kind_in(source: Source) -> FileKind:
    """What kind of file this is: what it says, else what its folder or its keys say. Raises ScenarioError."""
    given = source.data.get("kind")
    for kind in get_args(FileKind):
        if given == kind:
            return kind
    if "kind" in source.data:
        near = nearest(given, KINDS) if isinstance(given, str) else []
        expected = f"one of {', '.join(KINDS)}"
        raise ScenarioError([source.problem(("kind",), f"kind is {quoted(given)}", expected, near)])
    if source.path.absolute().parent.name in FOLDERS:
        return FOLDERS[source.path.absolute().parent.name]
    for key, kind in (("extends", "scenario"), ("figures", "profile"), ("changes", "option")):
        if key in source.data:
            return kind  # type: ignore[return-value]
    expected = f"`extends: PROFILE`, or `kind:` with one of {', '.join(KINDS)}"
    raise ScenarioError([Problem(source.file, 1, "the file does not say what it is", expected)])


def kind_of(name: str | Path, search: Sequence[Path] | None = None) -> FileKind:
    """The kind of the file called ``name``. Raises ScenarioError."""
    try:
        path = find(name, search)
    except Fault as fault:
        raise ScenarioError([fault.at(None, None)]) from None
    return kind_in(read(path))


def catalogue(search: Sequence[Path] | None = None) -> list[Entry]:
    """Every file that can be loaded by name; one that cannot be read is listed with the reason as its title."""
    return [_entry(name, path) for name, path in paths(search).items()]


def _entry(name: str, path: Path) -> Entry:
    try:
        source = read(path)
        if source.problems:
            raise ScenarioError(source.problems)
        title = source.data.get("title")
        return Entry(name, kind_in(source), title if isinstance(title, str) and title else name, path)
    except ScenarioError as error:
        reason = str(error.problems[0]).removeprefix(f"{shown(path)}:").strip()
        return Entry(name, FOLDERS.get(path.parent.name, "scenario"), f"(cannot be read: {reason})", path)
