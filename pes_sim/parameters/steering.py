"""Steering: what the organisation sees of itself, how late and how well."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

STEERING = (
    P("steering.reporting_weeks", 4.0, "weeks", 1.0, 13.0, "lever", "monthly statistics", "C", "Delay before the organisation sees a KPI", most=104),
    P("data.quality", 0.6, "share", 0.3, 0.95, "lever", "42 % of client records lacked the education level (UWV candidate database 2018); what it means for counting is an assumption", "C", "Share of what staff must write down that is on record", least=0.01, most=1),
    P("steering.strength", 0.0, "share", 0.0, 1.0, "lever", "policy: 0 = targets are reported and nothing follows", "D", "How far staff and money for small change are moved towards missed targets at a review", most=1),
    P("steering.cadence_weeks", 52.0, "weeks", 4.0, 52.0, "lever", "yearly planning; agile services review by the quarter or month", "D", "Weeks between reviews", least=1, most=520),
    P("steering.stakes", 0.0, "share", 0.0, 1.0, "lever", "policy: what rewards and blame hang on the targets", "D", "How much hangs on meeting the targets", most=1),
    P("steering.norm_calls", 0.85, "share", 0.75, 0.95, "lever", "HMRC target: 85 % of call attempts answered (evidence digital 1.2)", "A", "Target for calls answered", least=0.01, most=1),
    P("steering.norm_claims", 0.9, "share", 0.8, 0.99, "lever", "UWV norm: 90 % of first payments within 10 days", "A", "Target for claims settled in time", least=0.01, most=1),
    P("steering.norm_counter_weeks", 1.0, "weeks", 0.25, 2.0, "lever", "assumption; 15 days' wait for an appointment in France 2010", "D", "Target for the wait at the counter", least=0.01),
    P("steering.norm_exits", 0.14, "share", 0.1, 0.2, "lever", "assumption: a tenth above today's monthly exits to work over stock", "D", "Target for monthly exits to work over stock", least=0.001, most=1),
    P("steering.norm_ltu", 0.16, "share", 0.1, 0.2, "lever", "assumption: a tenth below today's share", "D", "Target for the share registered over a year", least=0.001, most=1),
    P("steering.most_moved", 0.1, "share", 0.02, 0.2, "uncertainty", "assumption", "D", "Largest share of a group's posts that one review moves", most=1),
    P("steering.load_gap", 0.05, "ratio", 0.0, 0.2, "uncertainty", "assumption", "D", "How much busier (work over minutes) a group must be than the one that gives, to get posts"),
    P("steering.most_money", 0.5, "share", 0.1, 1.0, "uncertainty", "assumption", "D", "Largest share of the money for small change that a review gives to the systems behind a missed target", most=1),
    P("steering.smoothing_weeks", 8.0, "weeks", 4.0, 26.0, "uncertainty", "assumption", "D", "Weeks over which a KPI as seen is smoothed before it is held against its target", least=1),
    P("steering.creaming", 12.0, "weeks", 0.0, 30.0, "uncertainty", "creaming under performance standards is found in US job training [recalled]; the size is an assumption", "D", "Weeks by which people at risk go later into the diary, at full pressure", most=60),
    P("steering.parking", 0.1, "1/week", 0.0, 0.3, "uncertainty", "assumption", "D", "Chance of being sent into a measure before passing a year, at full pressure", most=1),
    P("steering.parking_from", 44.0, "weeks", 40.0, 48.0, "constant", "assumption", "D", "Weeks registered from which people are parked", least=1),
    P("steering.parking_to", 51.0, "weeks", 50.0, 52.0, "constant", "the year's end", "D", "Weeks registered up to which people are parked", least=1),
    P("steering.deflecting", 0.4, "share", 0.0, 0.8, "uncertainty", "assumption", "D", "Share of a call's minutes cut at full pressure", most=1),
    P("steering.most_cut", 0.5, "share", 0.3, 0.7, "uncertainty", "assumption", "D", "Largest share of a call's minutes that is cut, whatever the pressure", most=1),
    P("steering.deflected", 1.0, "share", 0.5, 1.0, "uncertainty", "assumption: what is not talked through is not settled", "D", "Loss of what calls settle for each share of their minutes that is cut", most=1),
    P("steering.noise", 0.01, "share", 0.0, 0.05, "uncertainty", "assumption", "D", "Standard deviation of a KPI as seen around the true one, relative, with complete records", most=1),
    P("steering.noise_incomplete", 0.025, "share", 0.0, 0.1, "uncertainty", "assumption", "D", "More of it for each share of the records that is missing", most=1),
)
