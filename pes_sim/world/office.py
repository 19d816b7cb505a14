"""Offices, channels: the places and ways in which jobseekers meet the service."""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np


class Office(mesa.Agent):
    """The offices of one region: its pools of staff minutes, what was used of them, and the queue's memory."""

    def __init__(self, model: Any, region: int, name: str) -> None:
        super().__init__(model)
        self.region = region
        self.name = name
        self.available = {"counselling": 0.0, "front": 0.0, "back": 0.0}
        self.used = {"counselling": 0.0, "front": 0.0, "back": 0.0}
        self.carried = {"counselling": 0.0, "front": 0.0, "back": 0.0}
        self.backlog = {"counselling": 0.0, "front": 0.0, "back": 0.0}
        self.lent = 0.0
        self.borrowed = {"front": 0.0, "back": 0.0}
        self.pressure = 1.0
        self.clients = 0

    def capacity(self, pool: str) -> float:
        """Minutes of ``pool`` to be spent this week: this week's and what could not be spent whole last week."""
        return self.available[pool] + self.carried[pool]

    def spend(self, pool: str, used: float, wanted: float) -> None:
        """Book ``used`` minutes; while people still wait, the crumb that served nobody is carried over."""
        left = self.capacity(pool) - used
        self.used[pool] = used
        self.backlog[pool] = max(0.0, wanted - used)
        self.carried[pool] = left if self.backlog[pool] > 0 else 0.0

    def idle(self, pool: str) -> float:
        """Minutes of this week that found no work."""
        return max(0.0, self.available[pool] - self.used[pool] - self.carried[pool])


class Channel(mesa.Agent):
    """One way to reach the service."""

    def __init__(self, model: Any, index: int, name: str, kind: int, regions: int, known: float) -> None:
        super().__init__(model)
        self.known = known
        self.index = index
        self.name = name
        self.kind = kind
        self.availability = 1.0
        self.expected_wait = np.zeros(regions)
        self.use = np.full(regions, 0.0)
        self.contacts = 0
