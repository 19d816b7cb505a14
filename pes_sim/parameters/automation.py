"""Automation and processing of cases: assistance, errors. What is automated of each task stands with the tasks."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

AUTOMATION = (
    P("automation.case_admin.assistance", 0.0, "share", 0.0, 0.5, "lever", "19 min a day saved, 4.3 % of the day (DWP trial with controls); potential up to half of administration", "B", "Share of caseworkers' administration done by tools", most=0.95),
    P("automation.error", 0.02, "share", 0.005, 0.1, "uncertainty", "human official error 2-5 % (DWP); automated about 10 % wrong for three years (Sweden AF)", "A", "Share of straight-through cases that come back wrong", most=1),
    P("processing.error", 0.03, "share", 0.02, 0.05, "uncertainty", "DWP official error 2.2-4.1 % of cases; processing quality 88.6-94.8 % (Pôle emploi)", "A", "Share of cases processed by staff that come back wrong", most=1),
)
