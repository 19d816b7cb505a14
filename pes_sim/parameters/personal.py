"""Levers that may differ from person to person: what a trial can do to some and not to others.

All other levers act on the organisation or on the market, so everybody feels them. The list is kept here and nowhere else;
the processes read these levers by the person's regime (`pes_sim.world.trial.Regimes`).
"""

from __future__ import annotations

PERSONAL: tuple[str, ...] = (
    "counselling.offered_share",
    "counselling.meeting_minutes",
    "counselling.min_interval_weeks",
    "counselling.first_meeting_priority",
    "counselling.risk_priority",
    "counselling.video_share",
    "enforcement.level",
    "matching.recommender",
    "measures.capacity",
)
"""Paths: who is met, how soon, how often, how long and how; enforcement, recommendations, measures."""
