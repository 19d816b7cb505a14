"""People: habit, trust, digital skill, effort."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

PEOPLE = (
    P("people.skill_spread", 1.1, "logit", 0.8, 1.5, "constant", "assumption: spread of digital skill within education and age", "D", "Spread of digital skill around its group's", least=0.1),
    P("people.basic_skill", 0.4, "0-1", 0.3, 0.5, "constant", "assumption: the scale's point for 'at least basic' digital skills (Eurostat DSI)", "D", "Digital skill from which a person counts as having basic skills", most=1),
    P("people.advanced_skill", 0.7, "0-1", 0.6, 0.8, "constant", "assumption", "D", "Digital skill from which a person counts as above basic", most=1),
    P("people.skill_age", -0.025, "logit/year", -0.04, -0.01, "uncertainty", "Eurostat 2023: 25-34 about 70 %, 65-74 about 30 % with basic skills", "B", "Fall of digital skill with age", least=-1, most=0),
    P("people.initial_trust", 0.6, "0-1", 0.4, 0.8, "uncertainty", "assumption", "D", "Trust in digital channels at first registration", most=1),
    P("people.initial_satisfaction", 0.65, "0-1", 0.5, 0.8, "uncertainty", "Pôle emploi 2010: 66 % of jobseekers satisfied", "B", "Satisfaction at first registration", most=1),
    P("people.habit_rate", 0.25, "1/use", 0.1, 0.5, "uncertainty", "assumption", "D", "How fast use becomes habit", most=1),
    P("people.trust_gain", 0.06, "1/use", 0.02, 0.12, "uncertainty", "assumption", "D", "Trust gained by a success", most=1),
    P("people.trust_loss", 0.15, "1/use", 0.05, 0.3, "uncertainty", "whether one outage lowers adoption for good is unknown: assumption", "D", "Trust lost by a failure", most=1),
    P("people.skill_learning", 0.02, "1/use", 0.0, 0.06, "uncertainty", "assumption", "D", "Digital skill learnt by a digital success", most=1),
    P("people.skill_training", 0.0, "1/year", 0.0, 0.3, "lever", "assumption", "D", "Yearly gain in digital skill of the low-skilled by training the PES offers", most=2),
    P("people.training_reach", 0.5, "share", 0.0, 1.0, "lever", "assumption", "D", "Share of the low-skilled whom the PES's digital training reaches", most=1),
    P("people.training_cost", 3000.0, "EUR/point", 1000.0, 8000.0, "uncertainty", "assumption: a course for EUR 300 moves a person by 0.1", "D", "Cost of raising one person's digital skill from 0 to 1 by training"),
    P("people.account_invited", 0.36, "share", 0.2, 0.8, "uncertainty", "Austria: 36 % had an account a year after launch", "B", "Share of those registering online who open an account because they are invited to", most=1),
    P("people.awareness_external", 0.15, "1/year", 0.02, 0.3, "uncertainty", "Bass p of voluntary adoption .02-.15-.3 (evidence digital 7)", "C", "How fast people hear of a new channel without others", most=1000),
    P("people.awareness_social", 0.3, "1/year", 0.0, 0.5, "uncertainty", "Bass q of voluntary adoption .3-.3-.4; average .38 (evidence digital 3)", "C", "How fast they hear of it from others who know", most=5),
    P("people.expectation_growth", 0.01, "1/year", 0.0, 0.03, "uncertainty", "assumption: service is judged against a rising standard (mission statement); no figure is published", "D", "Loss of satisfaction with constant service for each year of technology's progress", most=1),
    P("people.skill_gap_unemployed", 0.15, "share", 0.08, 0.22, "uncertainty", "unemployed 5-10 points below employed [recalled]", "D", "Share by which digital skill in use falls while registered", most=0.9),
    P("people.effort_loss", 0.02, "1/event", 0.0, 0.05, "uncertainty", "assumption", "D", "Search effort lost when a need stays unmet", most=1),
    P("people.effort_recovery", 0.02, "1/week", 0.0, 0.05, "uncertainty", "assumption", "D", "Weekly return of search effort to normal", most=1),
)
