"""Convenience: people ask more where asking costs them less of their time.

enquiries x (own minutes of a contact now / own minutes at the start) ^ -elasticity,        by region

where the minutes are those of the channels in the mix that the region uses. A cheap channel that spreads
makes volume of its own (France Travail: e-mails +8.4 % a year, 2017 to 2024).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters import CHANNELS

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def cost_of_asking(model: PESModel) -> NDArray[np.float64]:
    """By region, people's own minutes for a contact in the mix of channels that is used; 0 where nothing is known."""
    use = np.stack([channel.use for channel in model.channels])
    minutes = np.array([model.values[f"channels.{name}.client_minutes"] for name in CHANNELS])
    return np.asarray((minutes[:, None] * use).sum(axis=0) / np.maximum(use.sum(axis=0), 1e-9))


def convenience(model: PESModel) -> NDArray[np.float64]:
    """By region, the factor on enquiries; 1 before the start and where nothing is known."""
    before, now = model.asking_at_start, cost_of_asking(model)
    ratio = np.divide(now, before, out=np.ones_like(now), where=(before > 0) & (now > 0))
    return np.asarray(ratio ** -model.values["needs.convenience"])
