"""What is wrong with a file: every problem names the place, what was expected and the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from math import inf

LONGEST_QUOTE = 60
"""How many characters of a user's text a message repeats."""


class Fault(ValueError):
    """One thing that is wrong, before it is known in which line; raised inside parsers and validators."""

    def __init__(self, message: str, expected: str = "", nearest: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.message, self.expected, self.nearest = message, expected, tuple(nearest)

    def at(self, file: str | None, line: int | None) -> Problem:
        """The same, placed."""
        return Problem(file, line, self.message, self.expected, self.nearest)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. ``line`` counts from 1; both ``file`` and ``line`` are None for a mistake in a call."""

    file: str | None
    line: int | None
    message: str
    expected: str = ""
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = "" if self.file is None else f"{self.file}: " if self.line is None else f"{self.file}:{self.line}: "
        hints = [f"expected {self.expected}"] if self.expected else []
        hints += [f"nearest: {', '.join(self.nearest)}"] if self.nearest else []
        return place + self.message + (f" ({'; '.join(hints)})" if hints else "")


class ScenarioError(ValueError):
    """A scenario that cannot be used; ``problems`` holds every mistake found, ``str()`` one line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = list(dict.fromkeys(problems))
        files = list(dict.fromkeys(problem.file for problem in found))
        found.sort(key=lambda problem: (files.index(problem.file), problem.line or 0))
        self.problems = tuple(found)
        # args are what pickle hands back to __init__, so that the error crosses process borders whole.
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def nearest(name: str, names: Iterable[str], n: int = 3) -> list[str]:
    """The ``names`` spelt most like ``name``, best first."""
    return get_close_matches(name, list(names), n=n, cutoff=0.6)


def between(low: float, high: float) -> str:
    """The numbers from ``low`` to ``high``, either of which may be infinite, in words."""
    if low == -inf:
        return "any number" if high == inf else f"at most {high:g}"
    return f"{low:g} or more" if high == inf else f"{low:g} to {high:g}"


def quoted(value: object) -> str:
    """``value`` as a message shows it: on one line and never longer than a user can read."""
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "empty"
    text = repr(value) if isinstance(value, (str, bool)) else str(value)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 3] + "..."
