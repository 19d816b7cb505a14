"""Staff: posts, hours, strain, absence, quits, hiring, learning."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

_POSTS = "about 5,500 FTE in all (AMS 2019); the split is an assumption, two thirds at the front line (EC 2015), set by hand so that queues are neither empty nor endless"

STAFFING = (
    P("staffing.caseworkers", 1300.0, "FTE", 600.0, 2600.0, "lever", "caseload about 250 (Vienna controls 2015-16) over the register", "B", "Caseworkers in counselling", most=500_000),
    P("staffing.front", 720.0, "FTE", 300.0, 1400.0, "lever", _POSTS, "D", "Staff at counters and information zones", most=500_000),
    P("staffing.phone", 275.0, "FTE", 100.0, 500.0, "lever", _POSTS, "D", "Agents of the service line", most=500_000),
    P("staffing.back", 690.0, "FTE", 400.0, 1600.0, "lever", _POSTS, "D", "Staff who process claims, messages and mail", most=500_000),
    P("staffing.other", 2515.0, "FTE", 2000.0, 3000.0, "lever", _POSTS, "D", "Employer service, measures, IT, management", most=500_000),
    P("staffing.week_hours", 38.5, "hours", 35.0, 40.0, "constant", "collective agreement, Austria", "C", "Hours a full-time week", least=1, most=60),
    P("staffing.leave_share", 0.13, "share", 0.1, 0.16, "constant", "five weeks' leave and public holidays", "C", "Share of the year on leave and holidays", most=1),
    P("staffing.occupancy", 0.85, "share", 0.75, 0.92, "uncertainty", "assumption", "D", "Share of present time that front, phone and back staff can work on cases", most=1),
    P("staffing.absence", 0.04, "share", 0.02, 0.08, "uncertainty", "assumption", "D", "Share of staff absent unplanned in a week, at no strain", most=1),
    P("staffing.absence_strain", 1.0, "factor", 0.0, 3.0, "uncertainty", "assumption; burn-out among caseworkers was not found measured", "D", "More absence at full strain"),
    P("staffing.turnover", 0.08, "1/year", 0.05, 0.2, "uncertainty", "public PES .05-.20, mostly judgement (evidence digital 7)", "D", "Share who leave in a year, at no strain", most=5),
    P("staffing.turnover_strain", 1.5, "factor", 0.0, 4.0, "uncertainty", "assumption; 42 % a year with contracted providers in Australia", "D", "More quits at full strain"),
    P("staffing.hiring_weeks", 16.0, "weeks", 8.0, 30.0, "uncertainty", "assumption", "D", "Mean weeks to fill a post", least=1),
    P("staffing.ramp_weeks", 16.0, "weeks", 8.0, 30.0, "uncertainty", "52 working days of training (UK 2020) and judgement", "B", "Weeks to full proficiency", least=1),
    P("staffing.novice", 0.4, "share", 0.2, 0.7, "uncertainty", "assumption", "D", "Proficiency of a new member of staff", most=1),
    P("staffing.strain_rate", 0.08, "1/week", 0.03, 0.2, "uncertainty", "assumption", "D", "How fast strain follows workload", most=1),
    P("staffing.strain_threshold", 0.85, "share", 0.75, 0.95, "uncertainty", "assumption; nine in ten barely finish (AF survey)", "D", "Utilisation above which strain builds", most=1),
    P("staffing.strain_full", 1.5, "ratio", 1.2, 2.0, "uncertainty", "assumption", "D", "Load over capacity at which strain is full", least=1.01),
    P("staffing.acceptance_untrained", 0.4, "0-1", 0.2, 0.6, "uncertainty", "43 % find digital training inadequate, 64 % say digital benefits their job (UK 2017)", "B", "Acceptance of tools that work, without training", most=1),
    P("staffing.acceptance_golive", 0.5, "0-1", 0.2, 0.8, "uncertainty", "assumption", "D", "Loss of acceptance in the weeks after a full go-live", most=1),
    P("staffing.acceptance_rate", 0.03, "1/week", 0.01, 0.08, "uncertainty", "assumption", "D", "How fast acceptance of new tools follows what is seen of them", most=1),
    P("staffing.tool_training", 0.3, "0-1", 0.0, 1.0, "lever", "43 % find digital training inadequate (UK 2017)", "B", "How far staff are trained for their tools", most=1),
    P("staffing.redeploy", 0.2, "share", 0.0, 1.0, "lever", "France Travail: gains redeployed, no net cut; silos hinder it", "B", "Share of idle front and back-office time that is lent to counselling", most=1),
    P("staffing.redeploy_worth", 0.7, "share", 0.4, 0.9, "uncertainty", "assumption", "D", "Worth of a lent hour against a caseworker's own", most=1),
    P("staffing.idle_noticed", 0.1, "share", 0.05, 0.2, "uncertainty", "assumption", "D", "Share of a pool's time idle above which leavers may not be replaced", most=1),
    P("staffing.cut_idle", 0.0, "share", 0.0, 1.0, "lever", "policy: posts freed are not filled again", "D", "Share of leavers' posts closed while their pool has idle time", most=1),
)
