"""What describes the setting of an experiment, beside the levers: weather and the nature of a matter.

A validation experiment may set these. It may not set how people, staff, systems or projects behave: that is
one and the same in every experiment, or a hit would prove nothing. The list is kept here and nowhere else.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

SETTING: tuple[str, ...] = (
    "labour.separation_level",
    "labour.demand_level",
    "labour.recall_share",
    "robotisation.level",
    "systems.attack",
    "technology.pace",
    "tasks.*.complexity",
    "tasks.*.ambiguity",
    "world.warmup_weeks",
)
"""Paths, or patterns of paths: the business cycle, the pace of technology and of robots, how clear-cut a matter is, the warm-up."""


def describes_setting(path: str) -> bool:
    """Whether the parameter at ``path`` describes the setting rather than behaviour."""
    return any(fnmatchcase(path, pattern) for pattern in SETTING)
