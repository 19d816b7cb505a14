"""IT systems: incidents, debt, maintenance, run cost, experts, what replaces them."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

SYSTEMS = (
    P("systems.incident_rate", 0.012, "1/week", 0.005, 0.05, "uncertainty", "set by hand for availability like legacy .90-.995, modern .99-.9995 (evidence digital 7); hazard by age unknown", "D", "Incidents a week of a system without debt and left alone", most=1),
    P("systems.incident_debt", 3.0, "factor", 1.0, 6.0, "uncertainty", "assumption; a stressed legacy portal shows 90-97 %", "D", "More incidents for each unit of debt"),
    P("systems.incident_change", 4.0, "factor", 1.0, 8.0, "uncertainty", "most long outages follow a release (UWV 2013, A2LL 2007); change failure 5-30 % (DORA)", "B", "More incidents in the weeks after a whole programme went live"),
    P("systems.release_meur", 0.25, "million EUR", 0.05, 1.0, "uncertainty", "assumption: a release a month in each of six systems out of EUR 18 m a year", "D", "Small and legal change that makes one release", least=0.001),
    P("systems.release_size", 0.1, "share", 0.05, 0.4, "uncertainty", "change failure 5-30 % (DORA): about 8 % here for a middling system", "C", "How far one small release unsettles a system, against a whole programme at once", most=1),
    P("systems.change_weeks", 8.0, "weeks", 4.0, 16.0, "uncertainty", "assumption", "D", "Weeks a change leaves a system unsettled", least=1),
    P("systems.severity_mean", 0.03, "weeks", 0.01, 0.1, "uncertainty", "restore within a day at good performers (DORA)", "C", "Mean length of an incident in a system without debt whose experts are there", most=4),
    P("systems.severity_debt", 2.0, "factor", 0.5, 4.0, "uncertainty", "restore in a day to a week at weaker performers (DORA); the tie to debt is an assumption", "D", "Longer incidents for each unit of debt"),
    P("systems.severity_experts", 1.5, "factor", 0.0, 3.0, "uncertainty", "assumption: half of digital posts unfilled (UK 2025), shortage of old skills (Computerworld 2012)", "D", "Longer incidents when all experts are missing"),
    P("systems.severity_tail", 1.6, "exponent", 1.2, 3.0, "uncertainty", "werk.nl was down about ten days twice in 2013, A2LL several days in 2007, most incidents for hours: the exponent is an assumption", "D", "Tail of the length of incidents: the smaller the more very long ones", least=1.05),
    P("systems.severity_most", 2.0, "weeks", 1.5, 6.0, "constant", "longest known about ten days (werk.nl 2013); then a way round is found", "D", "Longest incident"),
    P("systems.attack", 0.0, "share", 0.0, 1.0, "uncertainty", "weather: 0 = no attack; the longest outages known lasted about ten days (werk.nl 2013), an attack may last longer: assumption", "D", "Share of each week in which an attack keeps all systems down", most=1),
    P("systems.spread", 0.25, "share", 0.1, 0.5, "uncertainty", "assumption", "D", "Chance that an incident spreads along a coupling", most=1),
    P("systems.debt_growth", 0.02, "1/year", 0.0, 0.06, "uncertainty", "legacy share 26 to 28 % in a year (UK); assumption for a single system", "D", "Yearly growth of debt of a new system left alone", most=2),
    P("systems.frontier_debt", 0.0015, "1/year", 0.0, 0.004, "uncertainty", "assumption: a system twenty years behind the frontier gathers debt about twice as fast as a new one", "D", "More yearly growth of debt for each year behind the technology frontier", most=1),
    P("systems.change_debt", 0.004, "share of value", 0.0, 0.02, "uncertainty", "in a quarter of cases debt forces new debt (Besker et al. 2019); the size is an assumption", "D", "Debt a whole programme leaves for each coupling it crosses, at no haste", most=1),
    P("systems.deferred_debt", 0.02, "1/year", 0.0, 0.05, "uncertainty", "assumption: what the law asks for is patched outside the system", "D", "More yearly growth of debt when no small and legal change is paid", most=1),
    P("systems.repair", 0.03, "1/year", 0.015, 0.06, "uncertainty", "assumption: normal maintenance halves the growth of debt of a middling system, twice as much makes it stand still", "D", "Debt that normal maintenance pays down in a year", most=2),
    P("systems.renewal", 0.5, "share", 0.2, 0.8, "uncertainty", "assumption: upgrades of what a system runs on", "D", "Share of technical progress that normal maintenance keeps up with", most=1),
    P("systems.generation_years", 10.0, "years", 8.0, 15.0, "constant", "mainframe, client-server, web, cloud: about a decade apart", "D", "Years between generations of systems"),
    P("systems.legacy_years", 15.0, "years", 10.0, 25.0, "constant", "assumption: support for a platform ends after ten to twenty years; mainframe and client-server are legacy in any case", "D", "Years behind the frontier from which a system counts as legacy"),
    P("systems.maintenance", 1.0, "factor", 0.0, 3.0, "lever", "1 = enough to halve the growth of debt; more pays debt down", "D", "Maintenance effort", most=10),
    P("systems.maintenance_cost", 0.1, "share of run cost", 0.05, 0.2, "uncertainty", "assumption", "D", "Cost of maintenance at 1 relative to run cost", most=2),
    P("systems.new_debt", 0.05, "share of value", 0.0, 0.15, "uncertainty", "assumption", "D", "Debt of a system built new"),
    P("systems.lift_debt", 0.8, "share", 0.6, 1.0, "uncertainty", "lift-and-shift moves the machine, not the program: assumption", "D", "Debt carried over by lift-and-shift", most=1),
    P("systems.lift_saving", 0.4, "share", 0.2, 0.6, "uncertainty", "assumption", "D", "Part of a new system's saving in run cost that lift-and-shift brings", most=1),
    P("systems.unsettle_spread", 0.5, "share", 0.2, 0.8, "uncertainty", "assumption", "D", "How far a release unsettles the systems coupled to those it touches", most=1),
    P("systems.capsule_debt", 0.7, "share", 0.5, 1.0, "uncertainty", "assumption", "D", "Debt that still bites behind an encapsulation", most=1),
    P("systems.parallel_weeks", 52.0, "weeks", 26.0, 104.0, "uncertainty", "A2LL and ALLEGRO: about a year office by office, then read-only", "B", "Weeks old and new run side by side in a stepwise replacement"),
    P("systems.cutover_risk", 4.0, "factor", 2.0, 8.0, "uncertainty", "assumption: all at once against piece by piece; no independent failure rates are published", "D", "Unsettledness after a big-bang cutover relative to one increment", least=1),
    P("systems.run_growth", 0.07, "1/year", 0.03, 0.15, "uncertainty", "O&M growth of an un-renewed system .03-.15; mainframe +10-15 % (US OPM 2014)", "B", "Yearly growth of run cost for each unit of debt", most=2),
    P("systems.run_scarcity", 0.07, "1/year", 0.03, 0.3, "uncertainty", "US OPM 2014: mainframe cost +10-15 % a year as personnel with the expertise retire; reached here with debt 1 and half of them missing", "B", "Yearly growth of run cost when all experts are missing", most=2),
    P("systems.build_run_share", 0.15, "1/year", 0.1, 0.25, "uncertainty", "rule of thumb: running a system costs 15-20 % of what it cost to build, year by year", "D", "Yearly run cost of a system that replaces none, over its planned cost", most=2),
    P("systems.build_couplings", 2.0, "systems", 0.0, 4.0, "uncertainty", "assumption: registers and case data are needed by everything new", "D", "Systems that a new system works on if its plan does not say", most=20),
    P("systems.experts_per_meur", 1.0, "FTE/million EUR", 0.5, 3.0, "uncertainty", "assumption", "D", "Experts a system of an old generation needs, by the run cost it began with"),
    P("systems.expert_cover", 0.85, "share", 0.5, 1.0, "uncertainty", "46 % saw a shortage of old skills (Computerworld 2012), half of digital posts unfilled (UK 2025): the share is an assumption", "C", "Share of the experts needed that are there at the start", most=1),
    P("systems.expert_retirement", 0.05, "1/year", 0.04, 0.06, "uncertainty", "20-30 % of state IT staff expected to retire within five years (NASCIO 2011)", "B", "Share of experts in old technology who retire in a year", most=52),
    P("systems.expert_hiring_years", 2.0, "years", 0.5, 4.0, "uncertainty", "assumption: who knows old systems is rare, the rarer the older", "D", "Years to fill an expert's post, for each generation behind the present one", least=0.02),
    P("systems.expert_posts", 1.0, "ratio", 0.5, 1.5, "lever", "1 = as many as are needed; posts beyond are paid besides run cost", "D", "Posts for experts in old technology, relative to need", most=10),
    P("systems.slow_coupling", 0.03, "factor", 0.0, 0.1, "uncertainty", "assumption: every coupling is to be tested", "D", "Slower change for each coupling crossed", most=1),
    P("systems.slow_debt", 0.3, "factor", 0.2, 0.5, "uncertainty", "22-25 % of developers' time lost to debt (Besker et al. 2019), 13.5 of 41 hours (Stripe 2018)", "B", "Slower change for each unit of debt", most=5),
    P("systems.slow_experts", 1.0, "factor", 0.5, 2.0, "uncertainty", "assumption", "D", "Slower change when all experts are missing", most=10),
    P("systems.staff_penalty", 0.05, "share", 0.02, 0.13, "uncertainty", "A2LL: an hour a day lost, 13 %; prior .02-.05-.13", "B", "Staff time lost for each unit of debt in the staff's system", most=1),
    P("systems.new_run_share", 0.45, "ratio", 0.3, 0.8, "uncertainty", "keeping legacy costs 3-4 times the modern alternative (some organisations, UK 2025)", "C", "Run cost of a new system relative to the one it replaces", most=2),
)
