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
    P("staffing.ramp_weeks", 16.0, "weeks", 8.0, 30.0, "uncertainty", "20 working days of consolidation after the taught ones (UK 2020) and judgement", "B", "Weeks from the end of training to full proficiency", least=1),
    P("staffing.novice", 0.4, "share", 0.2, 0.7, "uncertainty", "assumption", "D", "Proficiency of a new member of staff", most=1),
    P("staffing.strain_rate", 0.08, "1/week", 0.03, 0.2, "uncertainty", "assumption", "D", "How fast strain follows workload", most=1),
    P("staffing.strain_threshold", 0.85, "share", 0.75, 0.95, "uncertainty", "assumption; nine in ten barely finish (AF survey)", "D", "Utilisation above which strain builds", most=1),
    P("staffing.strain_full", 1.5, "ratio", 1.2, 2.0, "uncertainty", "assumption", "D", "Load over capacity at which strain is full", least=1.01),
    P("staffing.acceptance_benefit", 0.64, "0-1", 0.4, 0.8, "uncertainty", "64 % of civil servants say digital benefits their job (UK 2017, n=4,500)", "B", "Usefulness of tools that work but save no time", most=1),
    P("staffing.saving_seen", 0.3, "share", 0.1, 0.6, "uncertainty", "assumption", "D", "Share of casework saved at which tools seem as useful as can be", least=0.01, most=1),
    P("staffing.acceptance_untrained", 0.4, "0-1", 0.2, 0.6, "uncertainty", "43 % find digital training inadequate, 29 % had none (UK 2017); the ease without any is an assumption", "C", "Ease of the tools without training", most=1),
    P("staffing.ease_usefulness", 0.48, "0-1", 0.3, 0.6, "uncertainty", "TAM meta-analysis: ease to usefulness .48 (King & He 2006 [recalled]); .385 in e-government (MDPI 2026)", "D", "Weight of ease in how useful tools seem", most=1),
    P("staffing.weight_usefulness", 0.51, "coefficient", 0.29, 0.6, "uncertainty", "usefulness to intention .51 (King & He 2006 [recalled]); .289 in e-government (MDPI 2026); the strongest path in every meta-analysis", "D", "Weight of usefulness in acceptance"),
    P("staffing.weight_ease", 0.19, "coefficient", 0.0, 0.3, "uncertainty", "ease to intention .19 (King & He 2006 [recalled]); often not significant (Tamilmani et al. 2020)", "D", "Weight of ease in acceptance"),
    P("staffing.weight_colleagues", 0.1, "coefficient", 0.0, 0.3, "uncertainty", "social influence weak (Taiwo & Downe 2013, 37 studies); the size is an assumption", "D", "Weight of colleagues' acceptance"),
    P("staffing.acceptance_tenure", 0.2, "share", 0.0, 0.5, "uncertainty", "assumption: the long-serving give up a routine", "D", "How much lower the longest-serving begin with new tools", most=1),
    P("staffing.senior_weeks", 520.0, "weeks", 260.0, 1040.0, "constant", "assumption: ten years", "D", "Weeks in post after which a member of staff counts as long-serving (63 % of the way)", least=1),
    P("staffing.acceptance_outage", 0.5, "factor", 0.0, 2.0, "uncertainty", "assumption; whether one bad outage lowers adoption for good is unknown", "D", "Share of acceptance lost by a whole week's outage that stops work", most=10),
    P("staffing.acceptance_golive", 0.5, "0-1", 0.2, 0.8, "uncertainty", "assumption", "D", "Loss of acceptance in the weeks after a full go-live", most=1),
    P("staffing.acceptance_rate", 0.03, "1/week", 0.01, 0.08, "uncertainty", "assumption", "D", "How fast acceptance of new tools follows what is seen of them", most=1),
    P("staffing.tool_training", 0.3, "0-1", 0.0, 1.0, "lever", "43 % find digital training inadequate (UK 2017)", "B", "How far staff are trained for their tools", most=1),
    P("staffing.tool_training_hours", 40.0, "hours", 16.0, 160.0, "uncertainty", "assumption: a week of courses from none to fully trained", "D", "Hours a person for training from 0 to 1", least=1),
    P("staffing.tool_training_pace", 0.1, "share", 0.05, 0.3, "uncertainty", "assumption: half a day a week", "D", "Most of staff time that courses take in a week", least=0.001, most=1),
    P("staffing.training_weeks", 6.4, "weeks", 1.8, 10.4, "uncertainty", "UK 2020: 32 of 52 working days taught, 20 consolidating; 9 days in 2017", "A", "Weeks a newcomer is taught and serves nobody", most=104),
    P("staffing.overtime", 0.0, "share", 0.0, 0.2, "lever", "assumption: none in the profile; the law allows 48 hours a week (EU)", "D", "Most overtime while work is left undone, as a share of hours", most=1),
    P("staffing.overtime_rate", 1.5, "factor", 1.25, 2.0, "constant", "statutory supplement of half, Austria [recalled]", "D", "Pay of an hour of overtime against a normal hour"),
    P("staffing.redeploy", 0.2, "share", 0.0, 1.0, "lever", "France Travail: gains redeployed, no net cut; silos hinder it", "B", "Share of idle front and back-office time that is lent to counselling", most=1),
    P("staffing.redeploy_worth", 0.7, "share", 0.4, 0.9, "uncertainty", "assumption", "D", "Worth of a lent hour against a caseworker's own", most=1),
    P("staffing.idle_noticed", 0.1, "share", 0.05, 0.2, "uncertainty", "assumption", "D", "Share of a pool's time idle above which leavers may not be replaced", most=1),
    P("staffing.cut_idle", 0.0, "share", 0.0, 1.0, "lever", "policy: posts freed are not filled again", "D", "Share of leavers' posts closed while their pool has idle time", most=1),
)
