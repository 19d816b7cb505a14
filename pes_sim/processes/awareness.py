"""Awareness: a channel that is newly opened is not known to everybody at once.

known += (p (1 + nudge) + q known)(1 - known) / weeks a year                                          (Bass 1969)

What was open at the start is known to all. A channel is there for the share of people for whom it is open and who
know of it. A mandate is announced to everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters import CHANNELS
from pes_sim.processes.weather import WEEKS
from pes_sim.world.catalogue import CHANNEL_KIND, SELF

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def awareness(model: PESModel) -> None:
    """A week of hearing of channels."""
    values = model.values
    p, q = values["people.awareness_external"], values["people.awareness_social"]
    told = values["channels.portal.mandate"] > 0
    for channel in model.channels:
        if values[f"channels.{channel.name}.open"] <= 0 or channel.known >= 1:
            continue
        if told and CHANNEL_KIND[channel.index] == SELF:
            channel.known = 1.0
            continue
        heard = p * max(0.0, 1 + values[f"channels.{channel.name}.nudge"]) + q * channel.known
        channel.known = min(1.0, channel.known + heard * (1 - channel.known) / WEEKS)


def reach(model: PESModel) -> NDArray[np.float64]:
    """By channel, the share of people for whom it is open and who know of it."""
    return np.array([model.values[f"channels.{name}.open"] for name in CHANNELS]) * known(model)


def known(model: PESModel) -> NDArray[np.float64]:
    """By channel, the share of people who know of it."""
    return np.array([channel.known for channel in model.channels])
