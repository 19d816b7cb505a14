"""Delivery of projects: cost, time, tails, teams, what is known when, cutting, stopping, the dip at go-live."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

DELIVERY = (
    P("delivery.cost_median", 1.03, "ratio", 1.0, 1.15, "uncertainty", "Budzier & Flyvbjerg 2013: typical project has no cost overrun", "A", "Median realised over planned cost, without the tail", least=0.1),
    P("delivery.cost_spread", 0.10, "log", 0.05, 0.2, "uncertainty", "body of the same distribution: assumption, narrow, so that what ends beyond +25 % is the tail's", "D", "Spread of the cost ratio's body"),
    P("delivery.tail_share", 0.15, "share", 0.08, 0.27, "uncertainty", "18 % of 1,355 public projects beyond +25 % (Budzier & Flyvbjerg 2013): less 2 points of the body's edge, over the 10 % that two couplings add", "A", "Chance of a tail outcome of a project of the reference length and budget, in one release, without couplings", most=1),
    P("delivery.tail_share_year", 0.042, "1/year", 0.02, 0.15, "uncertainty", "+4.2 points of cost risk for each extra year", "A", "More tail risk for each year of planned length", most=1),
    P("delivery.reference_years", 2.9, "years", 2.0, 4.0, "constant", "35 months, mean of 1,355 public projects (Budzier & Flyvbjerg 2013)", "A", "Length of the project that delivery.tail_share is about"),
    P("delivery.reference_budget", 40.0, "million EUR", 20.0, 130.0, "constant", "mean USD 130 m (Budzier & Flyvbjerg 2013); the middle of so skewed a distribution is an assumption", "D", "Budget of the project that delivery.tail_share is about", least=0.1),
    P("delivery.tail_size", 0.15, "exponent", 0.0, 0.33, "uncertainty", "the largest fail ten times as often as the smallest (Standish via MITRE 2015), of which length explains a part", "C", "How fast the tail risk grows with budget"),
    P("delivery.coupling_risk", 0.05, "factor", 0.0, 0.15, "uncertainty", "assumption", "D", "More tail risk for each coupling a project crosses", most=1),
    P("delivery.modularity", 0.8, "exponent", 0.5, 1.0, "uncertainty", "modularity is the antidote (PMJ 2025); 1 = an increment carries the risk of a project of its own", "D", "How far the risk of a programme is that of one of its increments", most=1),
    P("delivery.tail_from", 1.25, "ratio", 1.25, 1.5, "constant", "outliers begin at +25 % (Budzier & Flyvbjerg 2013)", "A", "Cost ratio at which the tail begins", least=1),
    P("delivery.tail_alpha", 1.4, "exponent", 1.0, 2.0, "uncertainty", "Pareto from threshold 1.5 and tail mean 5.47 (Flyvbjerg et al. 2022)", "A", "Exponent of the cost tail", least=0.5),
    P("delivery.tail_cap", 30.0, "ratio", 10.0, 100.0, "constant", "UWV polisadministratie: from EUR 14 m to about 400 m", "C", "Largest cost ratio drawn", least=1.5),
    P("delivery.schedule_median", 1.24, "ratio", 1.1, 1.5, "uncertainty", "+24 % time (1,355 public projects)", "A", "Median realised over planned time", least=0.1),
    P("delivery.schedule_spread", 0.3, "log", 0.1, 0.4, "uncertainty", "+70 % time where cost is in the worst sixth (HBR 2011), with the correlation below", "B", "Spread of the time ratio"),
    P("delivery.overrun_correlation", 0.7, "correlation", 0.3, 0.9, "uncertainty", "assumption; the worst sixth in cost are late by 70 % (HBR 2011)", "D", "Correlation of cost and time overruns, of normal ranks", most=0.99),
    P("delivery.agile_schedule", 0.93, "ratio", 0.88, 1.0, "uncertainty", "on time: agile 73 %, waterfall 65 % (US ITDashboard); on cost no significant difference", "C", "Time ratio under the agile label at equal size", least=0.1),
    P("delivery.team_capacity", 40.0, "million EUR/year", 20.0, 100.0, "lever", "UWV: about EUR 50 m a year for projects and law with four times the IT; half of digital posts unfilled (UK 2025)", "D", "Project work a year that the organisation's own people can lead and suppliers staff", least=0.1),
    P("delivery.experts_per_meur", 0.2, "FTE/million EUR/year", 0.0, 1.0, "uncertainty", "assumption", "D", "Experts in old technology a project asks for, by its planned spend a year"),
    P("delivery.standing_share", 0.3, "share", 0.1, 0.6, "uncertainty", "assumption: who leads, licences and suppliers' minimum are paid while others are waited for", "D", "Part of a project's weekly cost that goes on while it waits", most=1),
    P("delivery.lab_insight", 0.2, "share", 0.0, 0.5, "uncertainty", "ROBASO: more than five years in the laboratory, EUR 60 m of 60 m spent; the size is an assumption", "D", "Part of a coming overrun that would be known at the end of all work, without real users", most=1),
    P("delivery.field_stretch", 0.05, "share of work", 0.02, 0.2, "uncertainty", "assumption: ROBASO's pilot of October 2015 led to the stop of February 2017", "D", "Work after the first real users that shows two thirds of what is not yet known", least=0.001, most=1),
    P("delivery.cancel_ratio", 2.5, "ratio", 1.5, 4.0, "lever", "NAV stopped 2013, ROBASO 2017, WIA 2008; the rule is an assumption", "D", "Forecast cost over plan at which a project is stopped", least=1),
    P("delivery.scope_cut", 0.0, "share", 0.0, 1.0, "lever", "large projects bring 56 % less value (McKinsey/Oxford 2012); published overruns hold what was cut, so 0 adds no cuts", "D", "How far scope is cut to keep the forecast near the plan", most=1),
    P("delivery.scope_tolerance", 0.1, "share", 0.0, 0.25, "uncertainty", "assumption: usual contingency", "D", "Forecast overrun that is let pass before scope is cut", most=1),
    P("delivery.least_scope", 0.4, "share", 0.2, 0.8, "uncertainty", "-56 % value in large projects (McKinsey/Oxford 2012)", "C", "Scope below which nothing more can be cut", least=0.01, most=1),
    P("delivery.dip_weeks", 12.0, "weeks", 4.0, 26.0, "uncertainty", "productivity dip after go-live is not measured: assumption", "D", "Weeks of lower productivity after go-live"),
    P("delivery.dip_size", 0.06, "share", 0.02, 0.15, "uncertainty", "AMANDA (DK): large productivity drop [recalled]", "D", "Staff time lost at go-live, with untrained staff", most=1),
    P("delivery.parallel_share", 1.0, "ratio", 0.5, 1.0, "uncertainty", "A2LL and ALLEGRO ran side by side for years", "B", "Run cost of the old system while the new one runs in", most=2),
    P("delivery.read_only_weeks", 78.0, "weeks", 52.0, 104.0, "uncertainty", "a core system is read-only for one to two years before it is off (A2LL; evidence digital 7.18)", "B", "Weeks a replaced system can still be read after old and new ran side by side"),
    P("delivery.read_only_share", 0.3, "share", 0.1, 0.6, "uncertainty", "assumption", "D", "Run cost of a system that is only read, relative to running in parallel", most=1),
)
