"""IT systems: incidents, debt, maintenance, run cost, what replaces them."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

SYSTEMS = (
    P("systems.incident_rate", 0.03, "1/week", 0.01, 0.1, "uncertainty", "set by hand for availability like legacy .90-.995, modern .99-.9995 (evidence digital 7); hazard by age unknown", "D", "Incidents a week of a system without debt", most=1),
    P("systems.incident_debt", 3.0, "factor", 1.0, 6.0, "uncertainty", "assumption; a stressed legacy portal shows 90-97 %", "D", "More incidents for each unit of debt"),
    P("systems.incident_change", 4.0, "factor", 1.0, 8.0, "uncertainty", "most long outages follow a release (UWV 2013, A2LL 2007); change failure 5-30 % (DORA)", "B", "More incidents in the weeks after a change"),
    P("systems.change_weeks", 8.0, "weeks", 4.0, 16.0, "uncertainty", "assumption", "D", "Weeks a change leaves a system unsettled", least=1),
    P("systems.severity_mean", 0.10, "share of week", 0.03, 0.2, "uncertainty", "restore in a day to a week at weaker performers (DORA)", "C", "Mean share of the week lost in an incident", most=1),
    P("systems.spread", 0.25, "share", 0.1, 0.5, "uncertainty", "assumption", "D", "Chance that an incident spreads along a coupling", most=1),
    P("systems.debt_growth", 0.06, "1/year", 0.03, 0.12, "uncertainty", "legacy share 26 to 28 % in a year (UK); assumption for a single system", "D", "Yearly growth of debt without maintenance", most=2),
    P("systems.maintenance", 1.0, "factor", 0.0, 2.0, "lever", "1 = enough to halve the growth of debt", "D", "Maintenance effort", most=10),
    P("systems.maintenance_cost", 0.1, "share of run cost", 0.05, 0.2, "uncertainty", "assumption", "D", "Cost of maintenance at 1 relative to run cost", most=2),
    P("systems.new_debt", 0.05, "share of value", 0.0, 0.15, "uncertainty", "assumption", "D", "Debt of a system built new"),
    P("systems.lift_debt", 0.8, "share", 0.6, 1.0, "uncertainty", "lift-and-shift moves the machine, not the program: assumption", "D", "Debt carried over by lift-and-shift", most=1),
    P("systems.lift_saving", 0.4, "share", 0.2, 0.6, "uncertainty", "assumption", "D", "Part of a new system's saving in run cost that lift-and-shift brings", most=1),
    P("systems.unsettle_spread", 0.5, "share", 0.2, 0.8, "uncertainty", "assumption", "D", "How far a release unsettles the systems coupled to those it touches", most=1),
    P("systems.capsule_debt", 0.7, "share", 0.5, 1.0, "uncertainty", "assumption", "D", "Debt that still bites behind an encapsulation", most=1),
    P("systems.parallel_weeks", 52.0, "weeks", 26.0, 104.0, "uncertainty", "A2LL and ALLEGRO: about a year office by office, then read-only", "B", "Weeks old and new run side by side in a stepwise replacement"),
    P("systems.cutover_risk", 4.0, "factor", 2.0, 8.0, "uncertainty", "assumption: all at once against piece by piece; no independent failure rates are published", "D", "Unsettledness after a big-bang cutover relative to one increment", least=1),
    P("systems.run_growth", 0.07, "1/year", 0.03, 0.15, "uncertainty", "O&M growth of an un-renewed system .03-.15; mainframe +10-15 % (US OPM 2014)", "B", "Yearly growth of run cost for each unit of debt", most=2),
    P("systems.staff_penalty", 0.05, "share", 0.02, 0.13, "uncertainty", "A2LL: an hour a day lost, 13 %; prior .02-.05-.13", "B", "Staff time lost for each unit of debt in the staff's system", most=1),
    P("systems.new_run_share", 0.45, "ratio", 0.3, 0.8, "uncertainty", "keeping legacy costs 3-4 times the modern alternative (some organisations, UK 2025)", "C", "Run cost of a new system relative to the one it replaces", most=2),
)
