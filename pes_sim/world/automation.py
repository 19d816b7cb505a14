"""What is automated: what of it still stands, faults that live in its rules, wrong decisions nobody found yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters import REGISTRY, TASKS

Array = NDArray[np.float64]

DECIDED = ("registration", "claim", "report")
"""Tasks that end in a decision, in the order of TASKS from the first on; a fault makes such decisions wrong."""

ADMIN = "automation.case_admin.assistance"
AUTOMATED = tuple(f"automation.{task}.straight_through" for task in DECIDED)
LEVERS = (*(path for path in REGISTRY if path.endswith((".straight_through", ".assistance"))),)
"""Everything that can be automated."""


@dataclass
class Fault:
    """A fault in the rules of a task: the share of straight-through cases it hits, and what is left until it is found.

    ``patience`` is an Exp(1) threshold less the hazard of being found so far.
    """

    week: int
    share: float
    patience: float


@dataclass
class Tools:
    """``values`` are the levers as the world began; what was automated then does not decay (it is renewed as it ages).

    ``standing`` is the share of what was added since that still works; ``before`` the levers of last week.
    """

    at_start: dict[str, float]
    before: dict[str, float]
    standing: dict[str, float]
    faults: list[Fault | None] = field(default_factory=lambda: [None] * len(DECIDED))
    straight_through: Array = field(default_factory=lambda: np.zeros(len(TASKS)))
    """By task, the share of digital cases that need no staff this week."""
    assistance: Array = field(default_factory=lambda: np.zeros(len(TASKS)))
    """By task, the net share of processing minutes saved where tools are accepted."""
    case_admin: float = 0.0
    """The same of caseworkers' administration."""
    fault_share: Array = field(default_factory=lambda: np.zeros(len(TASKS)))
    """By task, the share of straight-through cases that a fault makes wrong."""
    found: int = 0
    """Bits of the tasks whose fault is found this week."""
    ever: bool = False
    """Whether there has been a fault: before, nobody can have a wrong decision."""
    decided: Array = field(default_factory=lambda: np.zeros(len(DECIDED)))
    """By task, straight-through cases of last week (real cases)."""
    asleep: int = 0
    """Wrong decisions not found of people who are off the register (simulated)."""
    owed_minutes: float = 0.0
    """Back-office minutes that corrections of people off the register still take (real minutes)."""

    @classmethod
    def of(cls, values: Mapping[str, float]) -> Tools:
        """The tools of a world that begins with ``values``."""
        levels = {path: values[path] for path in LEVERS}
        tools = cls(levels, dict(levels), dict.fromkeys(levels, 1.0))
        return tools

    def level(self, path: str) -> float:
        """What a lever amounts to today: what stood at the start, and what still works of what came since."""
        now, start = self.before[path], self.at_start[path]
        return now if now <= start else start + (now - start) * self.standing[path]

    def move(self, path: str, value: float) -> float:
        """The lever stands at ``value`` this week; returns what was added."""
        start, old = self.at_start[path], self.before[path]
        added = max(0.0, value - max(old, start))
        if added > 0:
            works = max(0.0, old - start) * self.standing[path] + added
            self.standing[path] = works / (value - start)
        self.before[path] = value
        return max(0.0, value - old)
