"""Labour market: separations, search, matching, measures, leaving the labour force."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

_FIT = "two-type mixture fitted to the AMS register by length and age, July 2026 (evidence labour 2.2), then moved by hand by a few per cent so that the simulated stock meets 2025"

LABOUR = (
    P("labour.separation_level", 1.0, "factor", 0.7, 1.4, "uncertainty", "scenario weather: 1 = the profile's inflow", "D", "Job-loss hazard relative to the profile's", most=20),
    P("labour.demand_level", 1.0, "factor", 0.6, 1.3, "uncertainty", "scenario weather: 1 = the profile's vacancies", "D", "Vacancy posting relative to the profile's", most=20),
    P("labour.work_hazard_fast", 0.058, "1/week", 0.045, 0.075, "uncertainty", _FIT, "B", "Hazard to work of a quickly placed jobseeker at the reference market", most=2),
    P("labour.work_hazard_slow", 0.0073, "1/week", 0.004, 0.012, "uncertainty", _FIT, "B", "Hazard to work of a slowly placed jobseeker at the reference market", most=2),
    P("labour.leaving_hazard_fast", 0.031, "1/week", 0.02, 0.045, "uncertainty", _FIT, "B", "Hazard out of the labour force (illness, care, pension, unknown), quickly placed", most=2),
    P("labour.leaving_hazard_slow", 0.0091, "1/week", 0.005, 0.015, "uncertainty", _FIT, "B", "Hazard out of the labour force, slowly placed", most=2),
    P("labour.duration_dependence", 0.0157, "1/month", 0.009, 0.023, "uncertainty", "D'hert, Baert & Lippens meta-regression of callbacks: log ratio -0.0157 (SE .0034) a month", "A", "Fall of contact success with each month unemployed"),
    P("labour.duration_dependence_months", 36.0, "months", 24.0, 48.0, "constant", "callback studies reach 36 months", "B", "Months after which contact success falls no further"),
    P("labour.recall_share", 0.0, "share", 0.0, 0.5, "uncertainty", "scenario weather: 0 = no more recalls than in the profile's flows; about 0.4 of those laid off in Austria in March 2020 had the promise (Ministry of Labour, April 2020)", "C", "Share of those who lose their job with the promise to be taken back", most=1),
    P("labour.recall_weeks", 12.0, "weeks", 6.0, 26.0, "uncertainty", "assumption: inns reopened after 9 weeks in 2020, seasonal lay-offs last about a quarter", "D", "Mean time until the employer keeps the promise", least=1),
    P("labour.entrants_registering", 0.3, "share", 0.1, 0.5, "uncertainty", "assumption", "D", "Share of young entrants to the labour force who start on the register", most=1),
    P("world.warmup_weeks", 104.0, "weeks", 52.0, 208.0, "constant", "slow spells last about a year; two years settle the stock", "D", "Weeks simulated before the start, the same for every option", most=1040),
    P("matching.vacancy_elasticity", 0.4, "elasticity", 0.3, 0.5, "uncertainty", "Petrongolo & Pissarides 2001: elasticity to unemployment 0.5-0.7 [recalled, firm], constant returns", "B", "Elasticity of hires to vacancies (1 less it is that to search)", most=1),
    P("matching.posting_response", 0.5, "elasticity", 0.0, 1.0, "uncertainty", "assumption; Gautier et al. 2018 find displacement, less than full", "D", "How far vacancy posting follows the rate at which vacancies are filled", most=2),
    P("matching.fill_memory_weeks", 20.0, "weeks", 8.0, 52.0, "uncertainty", "assumption", "D", "Weeks over which employers learn how fast vacancies are filled", least=1),
    P("matching.other_fill_rate", 0.055, "1/week", 0.03, 0.09, "uncertainty", "recruitment takes about 93 days in Germany 2022 (IAB); half the hires from outside the register", "C", "Rate at which a vacancy is filled from outside the register", most=1),
    P("matching.lapse_rate", 0.006, "1/week", 0.0, 0.02, "uncertainty", "assumption", "D", "Rate at which a vacancy is withdrawn", most=1),
    P("matching.notified_share", 0.5, "share", 0.4, 0.6, "uncertainty", "40 % Germany Q1 2023 (IAB); Austria: AMS stock over a 4.06 % vacancy rate (JAF)", "B", "Share of vacancies notified to the PES", least=0.01, most=1),
    P("matching.occupation_stay", 0.82, "share", 0.6, 0.95, "uncertainty", "assumption", "D", "Share of search that stays in the own occupation group", most=1),
    P("matching.recommender", 1.0, "factor", 1.0, 1.03, "lever", "Le Barbanchon, Hensvik & Rathelot 2023: +0.6 % employment in 6 months", "A", "Offer arrival of digital users with a job recommender, before congestion", least=0.9, most=1.2),
    P("matching.recommender_congestion", 0.3, "share", 0.0, 1.0, "uncertainty", "Le Barbanchon, Hensvik & Rathelot 2023 find limited congestion; the size is an assumption", "D", "Share of a recommender's effect lost to crowding when everybody uses it", most=1),
    P("measures.capacity", 1.0, "factor", 0.5, 1.5, "lever", "the profile's places = 1", "D", "Places in training and other measures relative to the profile's", most=10),
    P("measures.slow_factor", 1.0, "factor", 0.5, 1.5, "uncertainty", "assumption", "D", "Intake into measures of slowly against quickly placed jobseekers", most=10),
    P("measures.mean_weeks", 18.0, "weeks", 10.0, 26.0, "uncertainty", "341,319 with training less 270,772 registered (AMS 2023) over the intake", "B", "Mean length of a measure", least=1),
    P("measures.min_weeks", 4.0, "weeks", 2.0, 8.0, "uncertainty", "lock-in: assumption", "D", "Shortest time in a measure"),
    P("measures.to_register", 0.62, "share", 0.5, 0.8, "uncertainty", "AMS 2025: exits exceed new registrations by the returns from training, about 140,000 a year", "B", "Share who return to the register after a measure", most=1),
    P("measures.to_work", 0.28, "share", 0.15, 0.4, "uncertainty", "assumption", "D", "Share who start work straight after a measure", most=1),
    P("measures.boost", 3.0, "meetings", 0.0, 8.0, "uncertainty", "Card, Kluve & Weber 2018: training helps later, about zero at first", "B", "Search efficiency after a measure, in meetings' worth"),
    P("inactivity.mean_weeks", 12.0, "weeks", 6.0, 26.0, "uncertainty", "assumption", "D", "Mean time out of the labour force of those who leave it for a while (illness, family)", least=1),
    P("inactivity.lasting_share", 0.2, "share", 0.1, 0.3, "uncertainty", "Austrian trial: 137 of 730 days out of the labour force where 22 % left for it within a year (Böheim, Eppel & Mahringer 2023)", "B", "Share of exits out of the labour force that last (care, disability, pension, education, no claim any more), where people are called in as usual", most=1),
    P("inactivity.lasting_weeks", 104.0, "weeks", 60.0, 170.0, "uncertainty", "EU labour force survey: 7 to 8.5 % of the inactive are in work or unemployed a quarter later, hence 160 weeks with those who will not come back (evidence labour 2.4)", "C", "Mean time out of the labour force of those who leave it lastingly", least=1),
    P("inactivity.to_register", 0.6, "share", 0.4, 0.8, "uncertainty", "assumption; 37 % of Flemish inflow was formerly inactive (VDAB, October 2023)", "D", "Share of returners who register (the others start work)", most=1),
)
