"""Systems, delivery, money and steering."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

ORGANISATION = (
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
    P("delivery.cost_median", 1.03, "ratio", 1.0, 1.15, "uncertainty", "Budzier & Flyvbjerg 2013: typical project has no cost overrun", "A", "Median realised over planned cost, without the tail", least=0.1),
    P("delivery.cost_spread", 0.12, "log", 0.05, 0.2, "uncertainty", "body of the same distribution: assumption", "D", "Spread of the cost ratio's body"),
    P("delivery.tail_share", 0.12, "share", 0.06, 0.25, "uncertainty", "18 % beyond +25 % (1,355 public projects); this is the share at one year's length", "A", "Chance of a tail outcome for a one-year project", most=1),
    P("delivery.tail_share_year", 0.042, "1/year", 0.02, 0.15, "uncertainty", "+4.2 points of cost risk for each extra year", "A", "More tail risk for each year of planned length", most=1),
    P("delivery.tail_increment", 0.5, "factor", 0.25, 1.0, "uncertainty", "increments of a year or less cut failure by 2-4 (judgement on Standish)", "C", "Tail risk when increments are twelve weeks or less, against one big release", most=1),
    P("delivery.short_weeks", 12.0, "weeks", 4.0, 26.0, "constant", "a quarter's release", "D", "Increment at or below which the tail risk is least", least=1),
    P("delivery.tail_from", 1.25, "ratio", 1.25, 1.5, "constant", "outliers begin at +25 % (Budzier & Flyvbjerg 2013)", "A", "Cost ratio at which the tail begins", least=1),
    P("delivery.tail_alpha", 1.4, "exponent", 1.0, 2.0, "uncertainty", "Pareto from threshold 1.5 and tail mean 5.47 (Flyvbjerg et al. 2022)", "A", "Exponent of the cost tail", least=0.5),
    P("delivery.tail_cap", 10.0, "ratio", 5.0, 20.0, "constant", "truncation: larger ones are cancelled", "D", "Largest cost ratio drawn", least=1.5),
    P("delivery.coupling_risk", 0.02, "share", 0.0, 0.05, "uncertainty", "assumption", "D", "More tail risk for each coupling of a system that is replaced", most=1),
    P("delivery.schedule_median", 1.24, "ratio", 1.1, 1.5, "uncertainty", "+24 % time (1,355 public projects)", "A", "Median realised over planned time", least=0.1),
    P("delivery.schedule_spread", 0.2, "log", 0.1, 0.4, "uncertainty", "assumption", "D", "Spread of the time ratio"),
    P("delivery.cancel_ratio", 2.5, "ratio", 1.5, 4.0, "lever", "NAV stopped 2013, ROBASO 2017, WIA 2008; the rule is an assumption", "D", "Spend over plan at which a project is stopped", least=1),
    P("delivery.dip_weeks", 12.0, "weeks", 4.0, 26.0, "uncertainty", "productivity dip after go-live is not measured: assumption", "D", "Weeks of lower productivity after go-live"),
    P("delivery.dip_size", 0.06, "share", 0.02, 0.15, "uncertainty", "AMANDA (DK): large productivity drop [recalled]", "D", "Staff time lost at go-live, with untrained staff", most=1),
    P("delivery.parallel_share", 1.0, "ratio", 0.5, 1.0, "uncertainty", "A2LL and ALLEGRO ran side by side for years", "B", "Run cost of the old system while the new one runs in", most=2),
    P("systems.new_run_share", 0.45, "ratio", 0.3, 0.8, "uncertainty", "keeping legacy costs 3-4 times the modern alternative (some organisations, UK 2025)", "C", "Run cost of a new system relative to the one it replaces", most=2),
    P("money.it_change_base", 18.0, "million EUR/year", 10.0, 30.0, "lever", "UWV about EUR 50 m budgeted for projects and law of about 250 m IT; 75 % run (GAO-16-468)", "C", "Standing spend on small and legal changes, besides projects", most=10_000),
    P("money.staff_cost", 78_000.0, "EUR/FTE/year", 65_000.0, 90_000.0, "constant", "BA: EUR 5.58 bn over about 101,000 FTE 2024 is 55,000; Austria higher: assumption", "D", "Cost of a full-time post with overhead"),
    P("money.benefit_day", 25.1, "EUR/day", 22.0, 45.0, "constant", "Austrian trial: EUR 11,390 over 453 benefit days", "A", "Benefit paid a day of registered unemployment"),
    P("money.measure_week", 150.0, "EUR/week", 80.0, 250.0, "constant", "ALMP spend 0.68 % of GDP (JAF 2023); the unit cost is an assumption", "D", "Cost of a week in a measure"),
    P("money.work_return", 420.0, "EUR/week", 300.0, 550.0, "constant", "assumption: taxes and contributions on a median wage", "D", "Public revenue forgone for each week a person is registered instead of in work"),
    P("steering.reporting_weeks", 4.0, "weeks", 1.0, 13.0, "lever", "monthly statistics", "C", "Delay before the organisation sees a KPI", most=104),
    P("steering.noise", 0.02, "share", 0.0, 0.1, "uncertainty", "42 % of client records lacked education level (UWV 2018); size assumed", "D", "Standard deviation of the measured KPI around the true one", most=1),
)
