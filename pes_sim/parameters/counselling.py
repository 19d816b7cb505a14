"""Counselling: how caseworker time becomes meetings, and meetings become search."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

_CURVE = "a lost meeting costs 5 % of a spell, with half of the caseworkers nothing (CH); offices closed: two to three weeks (FI); an interview or two instead of none: 2 points more in work (NL); set from the training set, so that the mean over the Austrian register is 1 (evidence labour 1.1)"

_MONITORING = "2.5 times the caseworkers raise all exits by 23 % (AT), weekly or fortnightly meetings the hazard to work by 30 % (DK), although half of the caseworkers move nothing by what they say (CH): set from the Austrian trial"

COUNSELLING = (
    P("counselling.offered_share", 1.0, "share", 0.0, 1.0, "lever", "online-only service in the Netherlands 2012-17 and in a trial 2017-18 (SEO/UWV 2021): 0; everybody is offered meetings: 1", "A", "Share of the registered who are offered meetings with a caseworker; the others are served online only", most=1),
    P("counselling.meeting_minutes", 20.0, "minutes", 10.0, 50.0, "lever", "routine 10-20 min, first 30-50 min (UK, DE)", "B", "Minutes of conversation in a meeting", least=1, most=240),
    P("counselling.reference_minutes", 20.0, "minutes", 15.0, 30.0, "constant", "the meeting behind the response curve", "D", "Minutes of a meeting that counts as one", least=1),
    P("counselling.meeting_admin_minutes", 10.0, "minutes", 5.0, 20.0, "uncertainty", "52 % of adviser time interviewing (Jobcentre Plus 2005-06)", "A", "Minutes of preparing and recording a meeting"),
    P("counselling.case_admin_minutes", 2.0, "minutes/week", 1.0, 4.0, "uncertainty", "35-60 % of caseworker time is not contact (evidence digital 7.25)", "A", "Administration a week for each client, met or not"),
    P("counselling.protected_share", 0.2, "share", 0.0, 1.0, "lever", "freeing 10 points raises contact time 15-25 % only if capacity is protected, otherwise it is absorbed (evidence digital 7.25); today's share: assumption, as `staffing.redeploy`", "D", "Share of administration time saved by tools that is kept for meetings; the rest is absorbed by other work", most=1),
    P("counselling.overhead_share", 0.2, "share", 0.1, 0.3, "uncertainty", "assumption", "D", "Share of caseworker time for team meetings and training", most=1),
    P("counselling.norm_weeks", 8.0, "weeks", 4.0, 12.0, "uncertainty", "assumption: interval staff regard as right; beyond it they feel pressed", "D", "Weeks between meetings that caseworkers aim at", least=1),
    P("counselling.min_interval_weeks", 2.0, "weeks", 1.0, 6.0, "lever", "Danish trial: fortnightly at most", "A", "No second meeting sooner than this", least=1, most=52),
    P("counselling.first_meeting_priority", 8.0, "weeks", 0.0, 20.0, "lever", "first follow-up works best within two months (UWV)", "B", "Head start of the newly registered in the queue for a meeting", most=50),
    P("counselling.risk_priority", 0.0, "weeks", 0.0, 20.0, "lever", "assumption", "D", "Head start of those judged at risk of long-term unemployment, by score or by caseworker", most=50),
    P("counselling.video_share", 0.05, "share", 0.0, 0.8, "lever", "follow-ups by phone or mail 20-25 % (France 2011); video: assumption", "D", "Share of meetings held by video where the client can", most=1),
    P("counselling.video_effect", 0.95, "factor", 0.5, 1.05, "uncertainty", "prior in evidence digital 7: full substitution untested", "D", "Worth of a video meeting relative to face to face", most=2),
    P("counselling.no_show", 0.14, "share", 0.1, 0.3, "uncertainty", "1.8 m missed against 10.8 m held (Jobcentre Plus 2005-06)", "A", "Share of booked meetings the client misses", most=1),
    P("counselling.no_contact_effect", 0.74, "factor", 0.65, 0.85, "uncertainty", _CURVE, "B", "Search efficiency long after the last appointment and meeting, 1 = the normal level", most=1),
    P("counselling.max_effect", 1.64, "factor", 1.3, 2.2, "uncertainty", _CURVE, "B", "Search efficiency with as much contact as can help for as long as it takes to build up, mean over caseworkers, without monitoring", least=1, most=3),
    P("counselling.saturation", 3.0, "meetings", 2.0, 6.0, "uncertainty", _CURVE, "B", "Stock of meetings at which the response is three quarters used up", least=0.1),
    P("counselling.fade_weeks", 12.0, "weeks", 6.0, 26.0, "uncertainty", "van den Berg, Kjærsgaard & Rosholm 2014: largest in the week, smaller after", "B", "Mean time a meeting's effect lasts", least=1),
    P("counselling.monitoring_effect", 0.32, "ratio", 0.1, 0.6, "uncertainty", _MONITORING, "B", "Search efficiency added in a week in which somebody is called in, whoever calls", most=3),
    P("counselling.monitoring_weeks", 1.0, "weeks", 0.5, 3.0, "uncertainty", "van den Berg, Kjærsgaard & Rosholm 2014: job finding rises in the week of the meeting, smaller after", "B", "Mean time for which being called in is felt", least=0.1),
    P("counselling.monitoring_reference", 0.28, "share", 0.15, 0.4, "constant", "between the mean over the Austrian register and that over those who leave it", "D", "How far being called in is felt where the profile's hazards out of the labour force hold", most=1),
    P("counselling.leaving_response", 3.0, "ratio", 1.0, 5.0, "uncertainty", "Austrian trial: with fewer clients a caseworker more sanctions, for appointments missed and offers refused, and 20 days more out of the labour force over two years beside 16 more in work", "B", "Change of lasting exits out of the labour force, relative to the reference, as being called in is felt from not at all to in full", most=20),
    P("counselling.assignment_response", 1.0, "factor", 0.0, 2.0, "uncertainty", "Austrian trial: more programme assignments with fewer clients a caseworker; the size is an assumption", "C", "Response of assignments to measures to contact, relative to exits to work", most=5),
    P("counselling.quality_floor", 0.5, "share", 0.33, 0.5, "uncertainty", "Schiprowski 2020: nothing lost with the weaker half, more than twice the mean with the stronger", "A", "Share of caseworkers whose meetings move nothing", most=0.95),
)
