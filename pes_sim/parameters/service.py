"""Service: completion, queues, giving up."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

_DROP = "Universal Credit pilot: 73 % done first go; State Pension before redesign: half dropped out"

SERVICE = (
    P("completion.base", 0.9, "logit", 0.4, 1.4, "uncertainty", _DROP, "B", "Log-odds of completing a middling self-service task", least=-5, most=5),
    P("completion.skill", 3.0, "logit", 1.5, 4.5, "uncertainty", _DROP, "B", "Effect of digital skill on completing alone", most=20),
    P("completion.delegated", 0.25, "share", 0.0, 0.6, "uncertainty", "assumption: an assistant does the steps, the person has to say what and to check", "D", "Share of the effect of digital skill that is left where an assistant completes on the person's behalf", most=1),
    P("completion.usability", 3.5, "logit", 2.0, 5.0, "uncertainty", _DROP, "B", "Effect of usability on completing alone", most=20),
    P("completion.complexity", 2.5, "logit", 1.5, 4.0, "uncertainty", "van Deursen & Pieterson 2006; the size is an assumption", "D", "Effect of complexity on completing alone", most=20),
    P("completion.ambiguity", 1.2, "logit", 0.5, 2.0, "uncertainty", "Kumar & Telang 2012: ambiguous information brings calls", "C", "Effect of ambiguity on completing alone", most=20),
    P("completion.difficulty", 1.5, "logit", 0.5, 3.0, "uncertainty", "cases of a task differ as widely as tasks do: assumption", "D", "Effect of a case's own difficulty, from easiest to hardest by twice that, on completing alone", most=20),
    P("completion.informal_help", 0.22, "share", 0.1, 0.35, "uncertainty", "22 % (462,000) helped by others, self-report (Universal Credit 2018)", "B", "Share of people whose friends or family can do it with them", most=1),
    P("completion.informal_must", 0.35, "share", 0.22, 0.46, "uncertainty", "between 22 % helped by others and 46 % helped by anybody (Universal Credit 2018)", "C", "Share of the low-skilled who find family or friends to help where a mandate leaves no other way", most=1),
    P("completion.helper_skill", 0.75, "0-1", 0.6, 0.9, "uncertainty", "assumption; 'warm experts' help (Madsen)", "D", "Digital skill of the friend or relative who helps", most=1),
    P("completion.experience", 0.3, "exponent", 0.0, 0.6, "uncertainty", "assumption", "D", "Effect of staff proficiency on resolving at first contact", most=2),
    P("completion.human_complexity", 0.2, "share", 0.1, 0.4, "uncertainty", "assumption", "D", "Loss of resolution by staff on the most complex tasks", most=1),
    P("completion.outage_workaround", 0.5, "share", 0.2, 0.8, "uncertainty", "assumption", "D", "Share of staff work that goes on while their system is down", most=1),
    P("phone.patience_minutes", 12.0, "minutes", 4.0, 25.0, "uncertainty", "public-benefit callers wait far longer than commercial (means of 23 min seen)", "C", "Mean time a caller is willing to hold", least=0.1),
    P("phone.redial", 0.33, "share", 0.2, 0.7, "uncertainty", "nearly a third of 15 m callers sent off by a recorded message called back within 24 hours (NAO 2012 on HMRC); a third of who hang up is the trade's figure", "B", "Share of those who hung up who call again within the week", most=0.95),
    P("phone.week_hours", 40.0, "hours", 35.0, 60.0, "constant", "opening hours of the service line: assumption", "D", "Hours a week the line is open", least=1, most=168),
    P("phone.service_level_minutes", 1.0, "minutes", 0.33, 2.0, "constant", "common service-level convention", "C", "Answered within this time counts as quick"),
    P("queue.memory_weeks", 4.0, "weeks", 2.0, 12.0, "uncertainty", "assumption", "D", "Weeks over which people learn how long a wait to expect", least=1),
    P("queue.patience_weeks", 4.0, "weeks", 2.0, 8.0, "uncertainty", "15 days' wait for an appointment, France 2010", "D", "Weeks in a queue after which a person tries another way", least=1, most=60),
    P("giveup.let_off_tries", 2.0, "attempts", 1.0, 4.0, "lever", "assumption: support, not sanction", "D", "Failed attempts after which the mandate no longer binds those who ask"),
    P("giveup.let_off_asked", 0.25, "share", 0.1, 1.0, "uncertainty", "Universal Credit pilot 2013: 41 % met a problem, 10 % claimed by phone or in person: a quarter of those who struggled found another way", "C", "Share of those who keep failing under a mandate who ask for another way", most=1),
    P("giveup.tries", 3.0, "attempts", 2.0, 5.0, "uncertainty", "assumption; 7 % tried and gave up (UC pilot)", "D", "Failed attempts after which a person may give up", least=1, most=60),
    P("giveup.share", 0.35, "share", 0.1, 0.6, "uncertainty", "assumption; more than 1 m of 16 m callers gave up (Canada 2019)", "D", "Chance of giving up at each further failure", most=1),
    P("satisfaction.wait", 0.08, "1/week", 0.03, 0.15, "uncertainty", "assumption", "D", "Loss of satisfaction with a contact for each week waited", most=1),
    P("satisfaction.weight", 0.3, "share", 0.1, 0.6, "uncertainty", "assumption", "D", "Weight of the latest contact in a person's satisfaction", most=1),
)
