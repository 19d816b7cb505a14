"""What a contact does to a person: habit, trust, digital skill, satisfaction, effort, time spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.kpis.counters import ONE, Count
from pes_sim.parameters import CHANNELS
from pes_sim.processes.expectations import shortfall

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_SATISFACTION, _RATED, _MINUTES = int(Count.contact_satisfaction), int(Count.contacts_rated), int(Count.client_minutes)
_CHANNELS = len(CHANNELS)

(HABIT_RATE, TRUST_GAIN, TRUST_LOSS, SKILL_LEARNING, EFFORT_LOSS, WAIT_LOSS, SCORE_WEIGHT, SHORTFALL) = range(8)
"""Places of the numbers in the ``learning`` vector (see `lessons`); the shortfalls by channel come last."""
PATHS = (
    "people.habit_rate",
    "people.trust_gain",
    "people.trust_loss",
    "people.skill_learning",
    "people.effort_loss",
    "satisfaction.wait",
    "satisfaction.weight",
)


def lessons(model: PESModel) -> NDArray[np.float64]:
    """The ``learning`` vector of this week."""
    return np.concatenate([[model.values[path] for path in PATHS], shortfall(model)])


@njit(nogil=True, inline="always")
def learn(  # type: ignore[no-untyped-def]
    i, c, success, waited, is_digital, minutes, learning, habit, trust, skill, satisfaction, client_minutes, cell,
    ledger,
):  # fmt: skip
    """Row ``i`` used channel ``c`` after ``waited`` weeks: x <- x + rate x (experience - x)."""
    rate = learning[HABIT_RATE]
    for k in range(_CHANNELS):
        habit[i, k] *= 1.0 - rate
    habit[i, c] += rate
    if is_digital:
        if success:
            trust[i] += learning[TRUST_GAIN] * (1.0 - trust[i])
            skill[i] += learning[SKILL_LEARNING] * (1.0 - skill[i])
        else:
            trust[i] -= learning[TRUST_LOSS] * trust[i]
    score = max(0.0, 1.0 - learning[WAIT_LOSS] * waited - learning[SHORTFALL + c]) if success else 0.0
    satisfaction[i] += learning[SCORE_WEIGHT] * (score - satisfaction[i])
    client_minutes[i] += minutes
    ledger[_SATISFACTION, cell] += int(score * ONE + 0.5)
    ledger[_RATED, cell] += 1
    ledger[_MINUTES, cell] += int(minutes * ONE + 0.5)
