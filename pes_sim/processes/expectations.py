"""Expectations: what people get elsewhere improves, and service is judged against it.

shortfall_c = max(0, expectation_growth x frontier - (usability_c - usability_c at the start))

comes off the score of every contact that succeeds; the frontier counts years of technology's progress since the
start. Constant service means falling satisfaction; only self-service can be made more usable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters import CHANNELS

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def usability(values: Mapping[str, float]) -> NDArray[np.float64]:
    """By channel; 0 where a member of staff does the work."""
    return np.array([values.get(f"channels.{name}.usability", 0.0) for name in CHANNELS])


def shortfall(model: PESModel) -> NDArray[np.float64]:
    """By channel, what the service lacks against what people have come to expect."""
    gained = usability(model.values) - model.usability_at_start
    return np.maximum(0.0, model.values["people.expectation_growth"] * model.frontier - gained)
