"""What workers tell while they work. A run is in the store before it is reported."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ready:
    """A worker is up."""


@dataclass(frozen=True)
class Begun:
    """What follows is for the runs with ``keys``: a warm-up for several, or one run."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Weeks:
    """``weeks`` more weeks are simulated."""

    weeks: int


@dataclass(frozen=True)
class Done:
    """A run is finished and stored; ``seconds`` is how long it took, its warm-up left out."""

    key: str
    seconds: float


@dataclass(frozen=True)
class Failed:
    """A run gave no result; the failure is stored."""

    key: str
    reason: str


@dataclass(frozen=True)
class GroupEnded:
    """The worker waits for more."""


@dataclass(frozen=True)
class Broken:
    """The worker cannot go on, and no other could: the disk is full, or the model is another one."""

    reason: str
    details: str = ""


Event = Ready | Begun | Weeks | Done | Failed | GroupEnded | Broken
