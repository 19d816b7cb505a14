"""Profiling: a risk score of given accuracy and bias, and what caseworkers make of it."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

PROFILING = (
    P("profiling.use", 0.0, "share", 0.0, 1.0, "lever", "policy: the Austrian pilot of 2019 was stopped", "B", "Share of registrations that get a risk score", most=1),
    P("profiling.accuracy", 0.75, "AUC", 0.65, 0.85, "uncertainty", "prior .65-.75-.85 (evidence digital 7); VDAB about .76, New Zealand .63-.83 [recalled]", "C", "Chance that the score ranks somebody still registered after 52 weeks above somebody who is not, when trained", least=0.5, most=0.99),
    P("profiling.judgement", 0.65, "AUC", 0.55, 0.75, "uncertainty", "statistical tool more accurate than caseworkers on the risk of long-term unemployment (AF Analys 2021:7); the number is an assumption", "D", "The same of caseworkers' own judgement", least=0.5, most=0.99),
    P("profiling.bias", 2.6, "ratio", 1.5, 3.0, "uncertainty", "VDAB model: 2.6 at maximum accuracy, where more stay (Desiere & Struyven 2020); 1 = none", "A", "False high risks among people of foreign origin over those among others, at the cut-off that flags as many as stay", least=1, most=20),
    P("profiling.flagged_share", 0.3, "share", 0.1, 0.5, "lever", "Poland: 33 % in the third profile; the share given priority is policy", "C", "Share of those who register who count as at risk, highest scores first", most=1),
    P("profiling.skip_share", 0.0, "share", 0.0, 0.4, "lever", "Austrian pilot: less for the group of lowest prospects", "B", "Share with the worst prospects that is passed over, so that those in the middle get priority", most=1),
    P("profiling.compliance", 0.5, "share", 0.05, 0.99, "lever", "prior .05-.5-.99: full discretion 0-30 % (Swiss trial), no time or a sanction 95-99 % (Poland [recalled])", "C", "How strictly caseworkers are held to the score: 0 not at all, 1 leaves no room", most=1),
    P("profiling.drift", 0.5, "1/log point", 0.0, 2.0, "uncertainty", "assumption: accuracy falls when the labour market shifts, by how much is not published", "D", "Loss of the score's signal for each log point between today's and the trained market's tightness", most=20),
    P("profiling.retrain_weeks", 0.0, "weeks", 0.0, 104.0, "lever", "policy; 0 = trained once", "D", "Weeks after which the score is trained anew", most=520),
)
