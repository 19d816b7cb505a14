"""Reading YAML that may be broken or hostile: bounded, without tags or aliases, every value with its line."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import ConstructorError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from pes_sim.scenario.problems import Fault, Problem, ScenarioError, quoted

MOST_BYTES = 256 * 1024
"""Larger files are refused unread: a profile is a tenth of this, and parsing this much takes two seconds."""
KEPT_CHARACTERS, KEPT_FILES = 64 * 1024, 128
"""How long a file may be, and how many of them, that are parsed once: every call reads its profile again, which takes a
twentieth of a second."""
MOST_NESTING = 20
SUFFIXES = (".yaml", ".yml")
LARGEST_WHOLE = 2**53
"""Beyond this a number with decimals cannot hold every whole number; no figure of ours comes near."""
CORE = "tag:yaml.org,2002:"

Step = str | int
Place = tuple[Step, ...]


@dataclass(frozen=True)
class Source:
    """A file as plain Python data, with the line of every key and list item.

    ``problems`` holds what is wrong with it as YAML but does not keep the rest from being checked.
    """

    path: Path
    file: str
    data: dict[str, object]
    lines: Mapping[Place, int]
    problems: tuple[Problem, ...] = ()

    def line(self, place: Place) -> int:
        """The line of ``place``, or of its nearest parent that is in the file (a missing key has no line)."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, message: str, expected: str = "", nearest: Iterable[str] = ()) -> Problem:
        """A problem at ``place`` in this file."""
        return Problem(self.file, self.line(place), message, expected, tuple(nearest))

    def part(self, *place: Step) -> Source:
        """What lies at ``place`` as a source of its own, with its lines in this file; empty where nothing does."""
        data: object = self.data
        for step in place:
            data = data.get(step) if isinstance(data, dict) else None
        inside = {at[len(place) :]: line for at, line in self.lines.items() if at[: len(place)] == place}
        return Source(self.path, self.file, data if isinstance(data, dict) else {}, {(): self.line(place), **inside})


def read_text(text: str, name: str) -> Source:
    """The ``text`` of a file called ``name`` that lies nowhere. Raises ScenarioError as `read` does."""
    file = f"{name}.yaml"
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise ScenarioError([Problem(file, None, "the text is too large", f"at most {MOST_BYTES:,} bytes")])
    return _parse(text, Path(file), file)


def source_of(data: dict[str, object], name: str) -> Source:
    """``data``, shaped as a file called ``name`` would be once read."""
    return Source(Path(f"{name}.yaml"), name, data, {})


def shown(path: Path) -> str:
    """``path`` as messages print it: from the current folder where it lies below it."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def read(path: Path) -> Source:
    """The file at ``path``. Raises ScenarioError where there is nothing to check further."""
    file = shown(path)
    try:
        text = _text(path)
    except Fault as fault:
        raise ScenarioError([fault.at(file, None)]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"byte {error.start + 1} is not UTF-8 text"
        raise ScenarioError([Problem(file, line, message, "a text file saved as UTF-8")]) from None
    if len(text) > KEPT_CHARACTERS:
        return _parse(text, path, file)
    kept = _parsed_before(text, path, file)
    return replace(kept, data=deepcopy(kept.data))


def _text(path: Path) -> str:
    """The file's text; Fault where there is none to read."""
    if path.suffix not in SUFFIXES:
        raise Fault(f"{path.name or path} is not a scenario file", "a name ending in .yaml or .yml")
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Fault("this is a folder", "a scenario file")
        if not stat.S_ISREG(status.st_mode):
            raise Fault("this is not an ordinary file", "a scenario file")
        if status.st_size > MOST_BYTES:
            raise Fault(f"the file is too large: {status.st_size:,} bytes", f"at most {MOST_BYTES:,} bytes")
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Fault("there is no such file", "a scenario file") from None
    except OSError as error:
        raise Fault(f"cannot be read: {os.strerror(error.errno) if error.errno else error}") from None
    if len(raw) > MOST_BYTES:  # it grew while it was read
        raise Fault("the file is too large", f"at most {MOST_BYTES:,} bytes")
    return raw.decode("utf-8-sig")


class _NoAliases(Composer):
    """Refuses aliases, so that a small file cannot stand for a huge one (a "YAML bomb")."""

    def compose_node(self, parent: object, index: object) -> Node:
        if self.parser.check_event(AliasEvent):
            mark = self.parser.peek_event().start_mark
            raise MarkedYAMLError(problem="aliases (*name) are not allowed: write the value out", problem_mark=mark)
        node: Node = super().compose_node(parent, index)
        return node


@lru_cache(KEPT_FILES)
def _parsed_before(text: str, path: Path, file: str) -> Source:
    return _parse(text, path, file)


def _parse(text: str, path: Path, file: str) -> Source:
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _NoAliases
    yaml.max_depth = MOST_NESTING
    try:
        root = yaml.compose(text)
    except ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        raise ScenarioError([Problem(file, line, f"character #x{error.character:04x} is not allowed")]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise ScenarioError([_syntax(error, file)]) from None
    if root is None:
        raise ScenarioError([Problem(file, None, "the file is empty", "a scenario: `extends:` or `kind:` and more")])
    reading = _Reading(file, yaml)
    data = reading.value(root, ())
    if not isinstance(data, dict):
        raise ScenarioError(
            [Problem(file, 1, f"the file holds {quoted(data)}", "keys and values, such as `title: ...`")]
        )
    return Source(path, file, data, reading.lines, tuple(reading.problems))


def _syntax(error: Exception, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = str(getattr(error, "problem", None) or "cannot be read")
    if what.startswith("maximum depth") or isinstance(error, RecursionError):
        return Problem(file, mark and mark.line + 1, "too many levels inside one another", f"at most {MOST_NESTING}")
    return Problem(file, mark.line + 1 if mark else None, f"this is not YAML: {what}")


class _Reading:
    """From YAML nodes to plain data, noting lines and problems on the way."""

    def __init__(self, file: str, yaml: YAML) -> None:
        self.file, self.yaml = file, yaml
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: Node, place: Place) -> object:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            self._tag(node, "map")
            return self._map(node, place)
        if isinstance(node, SequenceNode):
            self._tag(node, "seq")
            return [self.value(item, (*place, i)) for i, item in enumerate(node.value)]
        return self._scalar(node)

    def _map(self, node: MappingNode, place: Place) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node) if isinstance(key_node, ScalarNode) else None
            if not isinstance(key, str):
                self._fault(key_node, f"the key {quoted(key_node.value)} is not text", "a name before the colon")
            elif key in result:
                first = self.lines[*place, key]
                self._fault(key_node, f"{quoted(key)} is given twice; first in line {first}", "each key once")
            else:
                self.lines[*place, key] = key_node.start_mark.line + 1
                result[key] = self.value(value_node, (*place, key))
        return result

    def _scalar(self, node: Node) -> object:
        tag = str(node.tag)
        if not self._tag(node, "str", "int", "float", "bool", "null", "timestamp", "merge"):
            return str(node.value)
        text: str = node.value
        if tag == f"{CORE}merge" or (tag in (f"{CORE}int", f"{CORE}float") and text.startswith("+")):
            return text  # YAML reads +3 as 3, but `to: +3` means three more
        try:
            result: object = self.yaml.constructor.construct_object(node)
        except (ValueError, OverflowError, ConstructorError):
            return text  # 2026-13-01 has the look of a date and is none: whoever wants a date will say so
        too_long = isinstance(result, int) and abs(result) > LARGEST_WHOLE
        return text if too_long else result

    def _tag(self, node: Node, *kinds: str) -> bool:
        known = str(node.tag) in {CORE + kind for kind in kinds}
        if not known:
            self._fault(node, f"the tag {quoted(str(node.tag))} is not allowed", "a plain value")
        return known

    def _fault(self, node: Node, message: str, expected: str = "") -> None:
        self.problems.append(Problem(self.file, node.start_mark.line + 1, message, expected))
