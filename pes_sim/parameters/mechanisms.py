"""Mechanisms that can be switched off by name: the values at which each does nothing.

To switch a mechanism off is to set declared parameters to their neutral values, from the warm-up on; no process
asks whether it is on. What a mechanism contributes is then a paired comparison like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mechanism:
    """``neutral`` maps parameter paths to the values at which the mechanism does nothing."""

    name: str
    title: str
    neutral: Mapping[str, float]


def _table(*mechanisms: Mechanism) -> dict[str, Mechanism]:
    found = {mechanism.name: mechanism for mechanism in mechanisms}
    assert len(found) == len(mechanisms), "two mechanisms of one name"
    return found


MECHANISMS: Mapping[str, Mechanism] = _table(
    Mechanism("habit", "Habit keeps people on the channels they know", {"choice.habit": 0.0}),
    Mechanism("social_influence", "People follow what others in the region use", {"choice.social": 0.0}),
    Mechanism("trust", "Trust in digital channels, won and lost", {"choice.trust": 0.0}),
    Mechanism("informal_help", "Family and friends help with digital services", {"completion.informal_help": 0.0}),
    Mechanism("giving_up", "People give up after repeated failure", {"giveup.share": 0.0}),
    Mechanism("duration_dependence", "Contact success falls with time unemployed", {"labour.duration_dependence": 0.0}),
    Mechanism(
        "staff_strain",
        "Strain makes staff ill and makes them leave",
        {"staffing.absence_strain": 0.0, "staffing.turnover_strain": 0.0},
    ),
    Mechanism("golive_dip", "Productivity dips when something goes live", {"delivery.dip_size": 0.0}),
    Mechanism("incidents", "Systems fail", {"systems.incident_rate": 0.0}),
    Mechanism(
        "recommender_congestion", "Recommendations crowd each other out", {"matching.recommender_congestion": 0.0}
    ),
    Mechanism("robotisation", "The outside world automates occupations", {"robotisation.level": 0.0}),
)
