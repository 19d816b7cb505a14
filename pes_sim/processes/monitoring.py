"""Monitoring: who has just been called in searches more, and leaves lastingly where not available for work.

It is the appointment that does it, not the talk: the client has to show applications, and who does not come is
sanctioned. So it does not depend on the caseworker, and an appointment that is lost on the day has done its part.
Registering is the first. Felt for some weeks: exp(-weeks since / monitoring_weeks).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

LONGEST = 256
"""Weeks since the last appointment are counted up to here."""


def felt(values: Mapping[str, float]) -> NDArray[np.float64]:
    """(LONGEST,) how much of an appointment is felt so many weeks after it, 0 to 1."""
    return np.exp(-np.arange(LONGEST) / values["counselling.monitoring_weeks"])


def lasting_exits(values: Mapping[str, float], felt: NDArray[np.float64]) -> NDArray[np.float64]:
    """(LONGEST,) lasting exits from the labour force, relative to all such exits at the reference."""
    rise = values["counselling.leaving_response"] * (felt - values["counselling.monitoring_reference"])
    return np.asarray(values["inactivity.lasting_share"] * np.maximum(1.0 + rise, 0.0))
