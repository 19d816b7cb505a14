"""What the processes count each week; KPIs are ratios of sums of these.

Counters of people are kept by cell (see `pes_sim.kpis.segments`) in simulated people and scaled to real ones
when the week is recorded. Those in ``FIXED_POINT`` add up fractions (weeks, minutes, scores) in units of
1/4096, so that a sum never depends on the order of its terms. Counters of the service are floats.
"""

from __future__ import annotations

from enum import IntEnum, auto

ONE = 4096
"""Fixed-point one."""


class Count(IntEnum):
    """Counters kept by cell, in people (or people times weeks, minutes, score)."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[int]) -> int:
        return count

    # the register: stocks at the end of the week
    registered = auto()
    registered_over_year = auto()
    registered_bridged_year = auto()
    registered_to_91_days = auto()
    registered_to_183_days = auto()
    registered_to_274_days = auto()
    registered_to_365_days = auto()
    registered_to_731_days = auto()
    registered_beyond_731_days = auto()
    spell_weeks = auto()
    # flows
    entries = auto()
    entries_from_work = auto()
    entries_from_measures = auto()
    entries_from_inactivity = auto()
    exits = auto()
    exits_to_work = auto()
    exits_to_measures = auto()
    exits_to_inactivity = auto()
    exits_to_work_within_26_weeks = auto()
    exits_to_work_within_52_weeks = auto()
    exit_spell_weeks = auto()
    hires_through_pes = auto()
    # needs and contacts
    needs_opened = auto()
    needs_completed = auto()
    needs_unmet = auto()
    need_weeks = auto()
    contacts_counter = auto()
    contacts_phone = auto()
    contacts_post = auto()
    contacts_message = auto()
    contacts_portal = auto()
    contacts_app = auto()
    contacts_chatbot = auto()
    contacts_video = auto()
    digital_started = auto()
    digital_completed = auto()
    transactions = auto()
    transactions_digital = auto()
    contacts_failed = auto()
    contacts_repeat = auto()
    assisted = auto()
    calls_answered = auto()
    calls_abandoned = auto()
    claims_settled = auto()
    claims_in_time = auto()
    front_served = auto()
    front_wait_weeks = auto()
    back_processed = auto()
    back_wait_weeks = auto()
    waiting_front = auto()
    waiting_back = auto()
    client_minutes = auto()
    contact_satisfaction = auto()
    contacts_rated = auto()
    # people
    satisfaction = auto()
    trust = auto()
    digital_skill = auto()
    effort = auto()
    offline = auto()
    # counselling
    meetings = auto()
    meeting_minutes = auto()
    meetings_missed = auto()
    meetings_lost = auto()
    met_in_13_weeks = auto()
    contact_effect = auto()
    # money that goes to people
    benefit_days = auto()
    # profiling: scores given, and a year after registration what became of people by what the score had said
    profiled = auto()
    profiled_overruled = auto()
    profiled_long_low_native = auto()
    profiled_long_high_native = auto()
    profiled_long_low_foreign = auto()
    profiled_long_high_foreign = auto()
    profiled_short_low_native = auto()
    profiled_short_high_native = auto()
    profiled_short_low_foreign = auto()
    profiled_short_high_foreign = auto()
    profiled_rank_long = auto()
    profiled_rank_short = auto()
    # help, accounts, training of clients, first contacts with staff
    helped_by_others = auto()
    accounts = auto()
    in_skill_training = auto()
    first_contacts = auto()
    first_contacts_settled = auto()
    # automation: cases decided without staff, wrong ones, those of faults that nobody knows of (stock, in the register)
    decided_registration = auto()
    decided_claim = auto()
    decided_report = auto()
    decided_wrong = auto()
    wrong_marked = auto()
    wrong_noticed = auto()
    wrong_latent = auto()
    contacts_assistant = auto()
    # answers of self-service, and looks at the own case online, that left a question
    doubts = auto()
    # gaming
    meetings_hard = auto()
    parked = auto()
    # what a mandate does: transactions begun by those it is meant for, and of these by the exempt; claims given up
    mandate_begun = auto()
    mandate_exempt = auto()
    claims_unmet = auto()
    # calls about what was not settled before; calls for information, and calls that ask how to go on online
    calls_repeat = auto()
    calls_information = auto()
    asked_how = auto()


FIXED_POINT = frozenset(
    {
        Count.hires_through_pes,
        Count.client_minutes,
        Count.contact_satisfaction,
        Count.satisfaction,
        Count.trust,
        Count.digital_skill,
        Count.effort,
        Count.meeting_minutes,
        Count.contact_effect,
        Count.profiled_rank_long,
        Count.profiled_rank_short,
    }
)

SERVICE_COUNTERS: tuple[str, ...] = (
    "weeks",
    "labour_force",
    "employed",
    "in_measures",
    "inactive",
    "vacancies",
    "vacancies_notified",
    "vacancies_posted",
    "vacancies_filled_from_register",
    "vacancies_filled",
    "vacancies_lapsed",
    "call_wait_minutes",
    "calls_answered_quickly",
    "calls",
    "caseworkers",
    "caseworker_minutes",
    "caseworker_admin_minutes",
    "caseworker_contact_minutes",
    "front_minutes",
    "front_minutes_used",
    "phone_minutes",
    "phone_minutes_used",
    "back_minutes",
    "back_minutes_used",
    "lent_minutes",
    "staff",
    "staff_absent",
    "staff_quits",
    "staff_hired",
    "staff_vacant",
    "staff_strain",
    "staff_acceptance",
    "cost_staff",
    "cost_service_staff",
    "cost_channels",
    "cost_it_run",
    "cost_it_change",
    "cost_written_off",
    "cost_benefits",
    "cost_measures",
    "revenue_forgone",
    "systems",
    "systems_legacy",
    "system_debt",
    "system_availability",
    "portal_availability",
    "incidents",
    "incidents_from_change",
    "projects_running",
    "projects_delivered",
    "projects_cancelled",
    "delivered_cost",
    "delivered_plan",
    "delivered_weeks",
    "delivered_planned_weeks",
    "systems_parallel",
    "system_age",
    "system_couplings",
    "system_slowdown",
    "experts",
    "experts_wanted",
    "portal_worst_month",
    "outage_minutes_chance",
    "outage_minutes_debt",
    "outage_minutes_change",
    "outage_minutes_spread",
    "it_envelope",
    "it_overdrawn",
    "it_lapsed",
    "maintenance_wanted",
    "maintenance_done",
    "standing_wanted",
    "standing_done",
    "change_available",
    "programme_granted",
    "programme_returned",
    "pooled_to_it",
    "pooled_from_it",
    "pooled_to_staff",
    "saving_missing",
    "staff_overdrawn",
    "temporary_staff",
    "staff_in_training",
    "training_hours",
    "overtime_hours",
    "pool_minutes_lent",
    "cost_training",
    "projects_begun",
    "projects_in_use",
    "project_spend",
    "project_spend_unseen",
    "benefits_planned",
    "benefits_live",
    "forecast_plan",
    "forecast_gap",
    "faults_alive",
    "faults_found",
    "wrong_corrected",
    "wrong_off_register",
    "wrong_lost",
    "correction_minutes",
    "cost_repaid",
    "shortfall_seen",
    "shortfall_true",
    "posts_moved",
    "calls_cut_short",
    "it_steered",
)

PEOPLE_COUNTERS: tuple[str, ...] = tuple(count.name for count in Count)
COUNTERS: tuple[str, ...] = PEOPLE_COUNTERS + SERVICE_COUNTERS + ("labour_force_by_segment",)
