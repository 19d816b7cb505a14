"""Steering: what the organisation sees of itself, how late and how well."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

STEERING = (
    P("steering.reporting_weeks", 4.0, "weeks", 1.0, 13.0, "lever", "monthly statistics", "C", "Delay before the organisation sees a KPI", most=104),
    P("steering.noise", 0.02, "share", 0.0, 0.1, "uncertainty", "42 % of client records lacked education level (UWV 2018); size assumed", "D", "Standard deviation of the measured KPI around the true one", most=1),
)
