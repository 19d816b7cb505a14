"""Mechanisms that can be switched off by name: the values at which each does nothing.

To switch a mechanism off is to set declared parameters to their neutral values, from the warm-up on; no process
asks whether it is on. What a mechanism contributes is then a paired comparison like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mechanism:
    """``neutral`` maps parameter paths to the values at which the mechanism does nothing."""

    name: str
    title: str
    neutral: Mapping[str, float]


def _table(*mechanisms: Mechanism) -> dict[str, Mechanism]:
    found = {mechanism.name: mechanism for mechanism in mechanisms}
    assert len(found) == len(mechanisms), "two mechanisms of one name"
    return found


MECHANISMS: Mapping[str, Mechanism] = _table(
    Mechanism("habit", "People keep to the channels they know", {"choice.habit": 0.0}),
    Mechanism("social_influence", "People follow what others in the region use", {"choice.social": 0.0}),
    Mechanism("trust", "Trust decides whether people take digital channels", {"choice.trust": 0.0}),
    Mechanism("channel_fit", "Complex matters go to channels that carry them", {"choice.complexity": 0.0}),
    Mechanism("skill_in_choice", "Digital skill decides who takes digital channels", {"choice.skill": 0.0}),
    Mechanism("avoiding_queues", "People avoid channels where the wait is long", {"choice.wait": 0.0}),
    Mechanism("switching", "Who failed on a channel tries another", {"choice.failure": 0.0}),
    Mechanism("skill_in_completion", "Digital skill decides who completes alone", {"completion.skill": 0.0}),
    Mechanism("learning_by_doing", "People learn digital skills by use", {"people.skill_learning": 0.0}),
    Mechanism("informal_help", "Family and friends help with digital services", {"completion.informal_help": 0.0}),
    Mechanism("giving_up", "People give up after repeated failure", {"giveup.share": 0.0}),
    Mechanism("discouragement", "Who gives a need up searches less", {"people.effort_loss": 0.0}),
    Mechanism(
        "failure_demand",
        "What is not settled makes people ask, chase and complain",
        {"needs.enquiry_pending": 0.0, "needs.chasing_rate": 0.0, "needs.complaint_rate": 0.0},
    ),
    Mechanism("processing_errors", "Cases that staff process come back wrong", {"processing.error": 0.0}),
    Mechanism("automation_errors", "Cases that no staff see come back wrong", {"automation.error": 0.0}),
    Mechanism(
        "contact",
        "Meetings with a caseworker help people off the register, and so does being called in",
        {"counselling.no_contact_effect": 1.0, "counselling.max_effect": 1.0, "counselling.monitoring_effect": 0.0},
    ),
    Mechanism(
        "monitoring",
        "Being called in keeps people searching, whoever calls",
        {"counselling.monitoring_effect": 0.0},
    ),
    Mechanism(
        "monitoring_and_leaving",
        "Being called in makes people leave the labour force lastingly",
        {"counselling.leaving_response": 0.0},
    ),
    Mechanism("lasting_exits", "Some leave the labour force lastingly", {"inactivity.lasting_share": 0.0}),
    Mechanism("duration_dependence", "Contact success falls with time unemployed", {"labour.duration_dependence": 0.0}),
    Mechanism(
        "competition", "Jobseekers compete for a limited number of vacancies", {"matching.vacancy_elasticity": 0.0}
    ),
    Mechanism("posting_response", "Employers post more where vacancies fill fast", {"matching.posting_response": 0.0}),
    Mechanism("measures_help", "A measure helps with the search that follows it", {"measures.boost": 0.0}),
    Mechanism("skills_fade", "Digital skill in use falls while registered", {"people.skill_gap_unemployed": 0.0}),
    Mechanism(
        "staff_strain",
        "Strain makes staff ill and makes them leave",
        {"staffing.absence_strain": 0.0, "staffing.turnover_strain": 0.0},
    ),
    Mechanism("staff_experience", "New staff are slow until they have learnt", {"staffing.novice": 1.0}),
    Mechanism("newcomer_training", "Newcomers are taught before they serve anybody", {"staffing.training_weeks": 0.0}),
    Mechanism(
        "acceptance",
        "What staff think of their tools depends on use, ease, colleagues, outages and go-lives",
        {
            "staffing.acceptance_rate": 0.0,
            "staffing.acceptance_tenure": 0.0,
            "staffing.acceptance_outage": 0.0,
            "staffing.weight_colleagues": 0.0,
        },
    ),
    Mechanism(
        "rekeying",
        "Cases are keyed again into every system they cross",
        {"staffing.rekeying_minutes": 0.0},
    ),
    Mechanism(
        "silos_of_contact",
        "Whoever answers sees only a part of the case",
        {"organisation.first_contact": 0.0, "organisation.handoff_share": 0.0},
    ),
    Mechanism(
        "awareness",
        "A newly opened channel is not known to everybody at once",
        {"people.awareness_external": 1000.0},
    ),
    Mechanism("rising_expectations", "Service is judged against a rising standard", {"people.expectation_growth": 0.0}),
    Mechanism(
        "looking",
        "Who can look at their case online looks often, and each look may leave a question",
        {"needs.looks": 0.0},
    ),
    Mechanism("redialling", "Who hangs up calls again within the week", {"phone.redial": 0.0}),
    Mechanism("asking_how", "Who must go digital and fails asks how to do it", {"needs.asking_how": 0.0}),
    Mechanism("convenience_demand", "People ask more where asking is cheap", {"needs.convenience": 0.0}),
    Mechanism("exemption", "Who cannot go digital may ask to be exempt", {"channels.exemption_granted": 0.0}),
    Mechanism(
        "asking_for_another_way",
        "Who keeps failing under a mandate has to ask for another way",
        {"giveup.let_off_asked": 1.0},
    ),
    Mechanism(
        "help_under_a_mandate",
        "Who must go digital looks for help and gets it",
        {"channels.assisted_mandate": 0.0, "completion.informal_must": 0.22},
    ),
    Mechanism("invitation_to_accounts", "People open accounts on invitation", {"people.account_invited": 0.0}),
    Mechanism("golive_dip", "Productivity dips when something goes live", {"delivery.dip_size": 0.0}),
    Mechanism(
        "cost_overrun",
        "Projects cost other than planned, some many times as much",
        {
            "delivery.cost_median": 1.0,
            "delivery.cost_spread": 0.0,
            "delivery.tail_share": 0.0,
            "delivery.tail_share_year": 0.0,
            "delivery.coupling_risk": 0.0,
        },
    ),
    Mechanism(
        "delay",
        "Projects take longer than planned",
        {"delivery.schedule_median": 1.0, "delivery.schedule_spread": 0.0, "delivery.agile_schedule": 1.0},
    ),
    Mechanism(
        "competition_for_teams",
        "Projects compete for people and for experts in old technology",
        {"delivery.team_capacity": 1_000_000.0, "delivery.experts_per_meur": 0.0},
    ),
    Mechanism("scope_cuts", "Scope is cut when a forecast passes the plan", {"delivery.scope_cut": 0.0}),
    Mechanism(
        "measurement_noise",
        "What the organisation sees of itself is noisy",
        {"steering.noise": 0.0, "steering.noise_incomplete": 0.0},
    ),
    Mechanism(
        "gaming",
        "Targets are gamed: creaming, parking, deflecting",
        {"steering.creaming": 0.0, "steering.parking": 0.0, "steering.deflecting": 0.0},
    ),
    Mechanism("targets_move_staff", "Missed targets move posts to where staff is short", {"steering.most_moved": 0.0}),
    Mechanism("targets_move_money", "Missed targets move money to the systems behind", {"steering.most_money": 0.0}),
    Mechanism("incomplete_records", "What staff must write down is on record only in part", {"data.quality": 1.0}),
    Mechanism("incidents", "Systems fail", {"systems.incident_rate": 0.0}),
    Mechanism(
        "correlated_faults",
        "A fault in an automated rule hits many at once and is found late",
        {"automation.fault_rate": 0.0, "automation.fault_release": 0.0},
    ),
    Mechanism(
        "need_difficulty",
        "Self-service and automation resolve the simple and leave the hard",
        {"completion.difficulty": 0.0, "needs.difficulty_minutes": 0.0, "automation.selectivity": 0.0},
    ),
    Mechanism("doubt", "Answers by self-service leave questions where the matter is ambiguous", {"needs.doubt": 0.0}),
    Mechanism("automation_decay", "Automations go out of use", {"automation.decay": 0.0}),
    Mechanism(
        "recommender_congestion", "Recommendations crowd each other out", {"matching.recommender_congestion": 0.0}
    ),
    Mechanism("profiling", "A risk score says who is at risk", {"profiling.use": 0.0}),
    Mechanism("robotisation", "The outside world automates occupations", {"robotisation.level": 0.0}),
    Mechanism("debt_incidents", "Technical debt makes systems fail more often", {"systems.incident_debt": 0.0}),
    Mechanism("change_incidents", "Changes make systems fail more often", {"systems.incident_change": 0.0}),
    Mechanism("incident_spread", "Incidents spread to coupled systems", {"systems.spread": 0.0}),
    Mechanism("debt_costs", "Technical debt makes systems dearer to run", {"systems.run_growth": 0.0}),
    Mechanism("slow_tools", "Technical debt in their systems slows staff", {"systems.staff_penalty": 0.0}),
    Mechanism(
        "technical_debt",
        "Technical debt grows and is paid down",
        {
            "systems.debt_growth": 0.0,
            "systems.frontier_debt": 0.0,
            "systems.change_debt": 0.0,
            "systems.deferred_debt": 0.0,
            "systems.repair": 0.0,
        },
    ),
    Mechanism("expert_retirement", "Experts in old technology retire", {"systems.expert_retirement": 0.0}),
    Mechanism("budget_binds", "The IT envelope binds", {"money.soft_budget": 1.0}),
    Mechanism("frontier", "The technology frontier moves", {"technology.pace": 0.0, "systems.frontier_debt": 0.0}),
)
