"""Automation and processing of cases: assistance, errors, faults, decay; what is automated stands with the tasks."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

_LATE = "found after more than three years (Sweden AF 2015-18); Robodebt and MiDAS likewise after years"

AUTOMATION = (
    P("automation.case_admin.assistance", 0.0, "share", 0.0, 0.5, "lever", "19 min a day saved net, 4.3 % of the day (DWP trial with controls); potential up to half of administration", "B", "Share of caseworkers' administration that tools would save if all they produce were usable", most=0.95),
    P("automation.quality", 0.9, "share", 0.7, 0.98, "uncertainty", "chatbot 'accuracy' of 90 % (Illinois, reported); the share usable in casework is an assumption", "C", "Share of what assistance produces that is usable as it comes", most=1),
    P("automation.checking", 1.0, "ratio", 0.5, 2.0, "uncertainty", "assumption", "D", "Minutes lost on a result that is not usable, over those a usable one saves", most=10),
    P("automation.decay", 0.06, "1/year", 0.03, 0.12, "uncertainty", "[derived] 38 of 58 automations still in use after about seven years (DWP 2017-25)", "B", "Yearly loss of what was newly automated, under normal maintenance", most=5),
    P("automation.selectivity", 0.8, "share", 0.4, 1.0, "uncertainty", "automation resolves the simple and leaves the hard; how strictly is an assumption", "D", "How far straight-through processing takes the simple cases: 0 any, 1 the simplest", most=1),
    P("automation.error", 0.02, "share", 0.005, 0.1, "uncertainty", "human official error 2-5 % (DWP); automated about 10 % wrong for three years (Sweden AF)", "A", "Share of straight-through cases that come back wrong, each by itself", most=1),
    P("automation.fault_rate", 0.05, "1/year", 0.01, 0.2, "uncertainty", "assumption: one rule goes wrong in about seven years over three automated tasks", "D", "Faults in the rules of an automated task a year, from changes of law and data", most=50),
    P("automation.fault_release", 0.3, "faults", 0.05, 1.0, "uncertainty", "assumption: new rules are where faults come in", "D", "Faults brought in by automating the whole of a task anew", most=50),
    P("automation.fault_share", 0.1, "share", 0.03, 0.3, "uncertainty", "about 10 % of automated decisions wrong (Sweden AF)", "B", "Share of straight-through cases that a fault hits: its median", most=1),
    P("automation.fault_tail", 1.5, "exponent", 1.1, 3.0, "uncertainty", "assumption between AF's 10 % and the 93 % of MiDAS", "D", "Exponent of the tail of that share: smaller means more very large faults", least=0.5),
    P("automation.fault_weeks_to_find", 156.0, "weeks", 52.0, 208.0, "uncertainty", _LATE, "C", "Mean weeks until a fault is found without sampling", least=1),
    P("automation.monitoring", 0.0, "share", 0.0, 0.1, "lever", "policy: sampling audits of automated decisions", "D", "Share of straight-through cases that staff decide again as a sample", most=1),
    P("automation.insight", 0.005, "1/case", 0.001, 0.05, "uncertainty", "assumption: a wrong case looks like a single error until somebody sees the rule", "D", "Chance that a wrong case met in a sample leads to the fault behind it", most=1),
    P("automation.noticed_at_once", 0.1, "share", 0.02, 0.3, "uncertainty", "assumption", "D", "Share of people who see at once that a faulty decision is wrong, and complain", most=1),
    P("automation.notice_rate", 0.002, "1/week", 0.0, 0.01, "uncertainty", "assumption: most of 470,000 wrong debts stood for years (Robodebt)", "D", "Chance a week that somebody registered sees later that a decision was wrong", most=1),
    P("automation.repaid", 1000.0, "EUR/case", 200.0, 2000.0, "uncertainty", "[derived] A$721 m repaid on 470,000 debts (Robodebt), about EUR 1,000 each", "C", "Money repaid for a decision that a fault made wrong"),
    P("automation.correction_share", 0.2, "share", 0.05, 0.5, "lever", "policy", "D", "Largest share of back-office time that corrections of past cases and samples may take", most=1),
    P("processing.error", 0.03, "share", 0.02, 0.05, "uncertainty", "DWP official error 2.2-4.1 % of cases; processing quality 88.6-94.8 % (Pôle emploi)", "A", "Share of cases processed by staff that come back wrong", most=1),
)
