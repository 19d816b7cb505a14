"""Steering: what the organisation sees of itself, how late and how well."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

STEERING = (
    P("steering.reporting_weeks", 4.0, "weeks", 1.0, 13.0, "lever", "monthly statistics", "C", "Delay before the organisation sees a KPI", most=104),
    P("data.quality", 0.6, "share", 0.3, 0.95, "lever", "42 % of client records lacked the education level (UWV candidate database 2018); what it means for counting is an assumption", "C", "Share of what staff must write down that is on record", least=0.01, most=1),
    P("steering.noise", 0.01, "share", 0.0, 0.05, "uncertainty", "assumption", "D", "Standard deviation of a KPI as seen around the true one, relative, with complete records", most=1),
    P("steering.noise_incomplete", 0.025, "share", 0.0, 0.1, "uncertainty", "assumption", "D", "More of it for each share of the records that is missing", most=1),
)
