"""Caseworkers drawn by themselves: what a meeting with each is worth, from the same draws and curve as in a world."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pes_sim.processes.matching import response
from pes_sim.world.staff import CASEWORKERS, Staff

CASEWORKERS_ARM = "caseworkers"
STATISTICS = ("meeting_worst_third", "meeting_best_third")
"""Effect of a meeting with the weakest and with the best third of caseworkers, over the effect of the mean one."""


def effects(values: Mapping[str, float], seed: int) -> NDArray[np.float64]:
    """What one meeting adds to the search of a client without other contact, by caseworker in post, weakest first."""
    staff = Staff(seed, np.ones(1), values)
    quality = np.sort(staff.quality[(staff.group == CASEWORKERS) & staff.open])
    floor = values["counselling.no_contact_effect"]
    span, saturation = values["counselling.max_effect"] - floor, values["counselling.saturation"]
    return np.array([response(1.0, float(q), floor, span, saturation) - floor for q in quality])


def caseworker_statistic(name: str, effect: NDArray[np.float64]) -> float:
    """The effect of one third over the mean effect."""
    third = np.array_split(effect, 3)[0 if name == "meeting_worst_third" else 2]
    return float(third.mean() / effect.mean())
