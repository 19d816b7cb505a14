"""What every lever is for: one trial a lever, with the KPI its mechanism speaks of and the direction it says.

A lever that does not move its KPI as said is a finding to explain, not a number to change.
"""

# One trial a line: this is a table.
# fmt: off
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Way = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Trial:
    """``lever`` is moved to ``to`` (a number, or a step such as "+30%") at the start; ``kpi`` should go ``expect``.

    The baseline of the trial has the parameters of ``alongside`` at those values and the option or shock ``over`` laid over
    it: what the lever acts on must be there, and often enough to be seen (faults are rare). ``because`` is the mechanism in words; ``known`` says why the KPI does
    not go as expected, where that is understood.
    """

    lever: str
    to: float | str
    kpi: str
    expect: Way
    because: str
    alongside: Mapping[str, float] = field(default_factory=dict)
    over: str | None = None
    known: str = ""


T = Trial
_MANDATE = {"channels.portal.mandate": 0.8}
_CHATBOT = {"channels.chatbot.open": 1.0}
_VIDEO = {"channels.video.open": 1.0}
_ASSISTANT = {"channels.assistant.open": 1.0}
_SCORED = {"profiling.use": 1.0, "profiling.compliance": 0.99, "counselling.risk_priority": 20.0}
_STEERED = {"steering.strength": 1.0, "steering.cadence_weeks": 4.0}
_DEARER = {"delivery.cost_median": 1.8}
_STAKES = {"steering.stakes": 1.0}

TRIALS: tuple[Trial, ...] = (
    T("matching.recommender", 1.03, "exit_rate_to_work", "higher", "users get more offers, before congestion"),
    T("measures.capacity", 1.5, "measure_participation", "higher", "more places take more people in"),
    T("measures.retraining_share", 0.6, "exit_rate_to_work", "higher", "people come out with an occupation where a unit of search meets more posts"),

    T("automation.registration.straight_through", 0.4, "decided_without_staff", "higher", "fewer cases reach the back office"),
    T("automation.registration.assistance", 0.5, "back_office_utilisation", "lower", "a case takes staff fewer minutes"),
    T("automation.claim.straight_through", 0.2, "decided_without_staff", "higher", "fewer cases reach the back office"),
    T("automation.claim.assistance", 0.5, "back_office_utilisation", "lower", "a case takes staff fewer minutes"),
    T("automation.report.straight_through", 0.9, "decided_without_staff", "higher", "fewer cases reach the back office"),
    T("automation.report.assistance", 0.5, "back_office_utilisation", "lower", "a case takes staff fewer minutes"),
    T("automation.complaint.assistance", 0.5, "back_office_utilisation", "lower", "a case takes staff fewer minutes"),
    T("automation.case_admin.assistance", 0.5, "contact_minutes_per_client", "higher", "the protected part of the time saved becomes meetings"),
    T("automation.monitoring", 0.1, "faults_alive", "lower", "samples find the fault behind a wrong case sooner", alongside={"automation.fault_rate": 2.0}),
    T("automation.correction_share", 0.05, "corrections_share", "lower", "samples and corrections may take less of the back office", alongside={"automation.monitoring": 1.0}),

    T("needs.report_weeks", 12.0, "contacts_per_client", "lower", "reports are due half as often"),

    T("channels.counter.open", 0.3, "counter_contact_share", "lower", "the counter is there for fewer people"),
    T("channels.counter.hours", 0.3, "counter_contact_share", "lower", "short hours make the counter less attractive"),
    T("channels.counter.nudge", 1.5, "counter_contact_share", "higher", "a push raises the channel's utility"),
    T("channels.phone.open", 0.3, "phone_contact_share", "lower", "the line is there for fewer people"),
    T("channels.phone.hours", 0.3, "phone_contact_share", "lower", "short hours make the line less attractive"),
    T("channels.phone.nudge", 1.5, "phone_contact_share", "higher", "a push raises the channel's utility"),
    T("channels.post.open", 0.0, "paper_share", "lower", "nobody can send paper"),
    T("channels.post.hours", 0.3, "paper_share", "lower", "slower mail rooms make paper less attractive"),
    T("channels.post.nudge", 1.5, "paper_share", "higher", "a push raises the channel's utility"),
    T("channels.message.open", 0.0, "digital_contact_share", "higher", "part of those who wrote messages serve themselves"),
    T("channels.message.hours", 0.3, "digital_contact_share", "higher", "fewer messages, more self-service"),
    T("channels.message.nudge", 1.5, "digital_contact_share", "lower", "messages draw from self-service"),
    T("channels.portal.open", 0.3, "digital_contact_share", "lower", "the portal is there for fewer people"),
    T("channels.portal.hours", 0.3, "digital_contact_share", "lower", "a portal closed at night is less attractive"),
    T("channels.portal.nudge", 1.5, "digital_contact_share", "higher", "a push raises the channel's utility"),
    T("channels.portal.usability", 0.78, "completion_rate", "higher", "an easier portal leads more people to the goal"),
    T("channels.app.open", 0.0, "digital_contact_share", "lower", "part of the app's users go elsewhere"),
    T("channels.app.hours", 0.3, "digital_contact_share", "lower", "the app is less attractive"),
    T("channels.app.nudge", 1.5, "digital_contact_share", "higher", "a push raises the channel's utility"),
    T("channels.app.usability", 0.8, "completion_rate", "higher", "an easier app leads more people to the goal"),
    T("channels.chatbot.open", 1.0, "digital_contact_share", "higher", "some ask the chatbot instead of a person"),
    T("channels.chatbot.hours", 0.3, "digital_contact_share", "lower", "the chatbot is less attractive", alongside=_CHATBOT),
    T("channels.chatbot.nudge", 1.5, "digital_contact_share", "higher", "a push raises the channel's utility", alongside=_CHATBOT),
    T("channels.chatbot.usability", 0.65, "completion_rate", "higher", "a better chatbot answers more questions", alongside={**_CHATBOT, "channels.chatbot.nudge": 1.5}),
    T("channels.video.open", 1.0, "counter_contact_share", "lower", "video takes visits off the counter"),
    T("channels.video.hours", 0.3, "counter_contact_share", "higher", "short hours send people back to the counter", alongside=_VIDEO),
    T("channels.video.nudge", 1.5, "counter_contact_share", "lower", "a push draws from the counter", alongside=_VIDEO),
    T("channels.assistant.open", 1.0, "digital_contact_share", "higher", "some let the assistant act for them"),
    T("channels.assistant.hours", 0.3, "digital_contact_share", "lower", "the assistant is less attractive", alongside=_ASSISTANT),
    T("channels.assistant.nudge", 1.5, "digital_contact_share", "higher", "a push raises utility and makes it known sooner", alongside=_ASSISTANT),
    T("channels.assistant.usability", 1.0, "completion_rate", "higher", "a better assistant leads more people to the goal", alongside={**_ASSISTANT, "channels.assistant.nudge": 1.5}),
    T("channels.portal.mandate", 0.8, "digital_take_up", "higher", "other channels are closed for transactions"),
    T("channels.exemption_skill", 0.4, "digital_take_up", "lower", "more people may be exempt from the mandate", alongside=_MANDATE),
    T("channels.exemption_granted", 0.0, "digital_take_up", "higher", "nobody who asks is let off the mandate", alongside=_MANDATE),
    T("channels.assisted_share", 0.6, "assisted_share", "higher", "staff sit down with more of those who would fail"),
    T("channels.assisted_mandate", 1.0, "assisted_share", "higher", "staff sit down with all who are bound, would fail and have nobody", alongside=_MANDATE),
    T("giveup.let_off_tries", 4.0, "digital_take_up", "higher", "the mandate binds longer", alongside=_MANDATE),

    T("counselling.offered_share", 0.5, "met_in_quarter", "lower", "half of the registered are served online only"),
    T("enforcement.level", 1.0, "exit_rate", "higher", "more leave the register without work"),
    T("counselling.meeting_minutes", 40.0, "met_in_quarter", "lower", "longer meetings are fewer meetings"),
    T("counselling.protected_share", 1.0, "contact_minutes_per_client", "higher", "all the time that tools save becomes meetings", alongside={"automation.case_admin.assistance": 0.5}),
    T("counselling.min_interval_weeks", 6.0, "contact_minutes_per_client", "lower", "who was met lately goes last anyway: the interval stops meetings only where there is time for them", alongside={"staffing.caseworkers": 2600.0}),
    T("counselling.first_meeting_priority", 20.0, "met_in_quarter", "higher", "those never met go first, so more are met at all"),
    T("counselling.risk_priority", 20.0, "meetings_with_hard_to_place", "higher", "those judged at risk go first, and many of them are hard to place"),
    T("counselling.video_share", 0.8, "client_hours", "lower", "no travel", alongside=_VIDEO),
    T("profiling.use", 1.0, "meetings_with_hard_to_place", "higher", "the score knows better than the caseworker who will stay", alongside={"counselling.risk_priority": 20.0, "profiling.compliance": 0.99}),
    T("profiling.flagged_share", 0.5, "profiling_false_low", "lower", "fewer of those who stay are left out", alongside={"profiling.use": 1.0}),
    T("profiling.skip_share", 0.4, "meetings_with_hard_to_place", "lower", "the worst prospects are passed over", alongside=_SCORED),
    T("profiling.compliance", 0.99, "profiling_overruled", "lower", "caseworkers decide against the score less often", alongside={"profiling.use": 1.0}),
    T("profiling.retrain_weeks", 13.0, "profiling_accuracy", "higher", "a score trained anew has not drifted away from the market", alongside={"profiling.use": 1.0}, over="recession"),

    T("people.skill_training", 0.3, "digital_skill", "higher", "training raises skill below the basic level"),
    T("people.training_reach", 1.0, "digital_skill", "higher", "training reaches all of the low-skilled", alongside={"people.skill_training": 0.3}),

    T("staffing.caseworkers", "+30%", "contact_minutes_per_client", "higher", "more hours for meetings"),
    T("staffing.front", "-40%", "front_utilisation", "higher", "the same visits meet fewer staff"),
    T("staffing.phone", "-40%", "phone_answered_share", "lower", "the line is longer and people hang up"),
    T("staffing.back", "-40%", "processing_wait_weeks", "higher", "cases wait"),
    T("staffing.other", "+10%", "service_cost", "higher", "posts cost money"),
    T("staffing.tool_training", 1.0, "tool_acceptance", "higher", "trained staff find tools easy and accept them"),
    T("staffing.overtime", 0.2, "processing_wait_weeks", "lower", "longer hours while work is left undone", alongside={"staffing.back": 500.0}),
    T("staffing.redeploy", 1.0, "contact_minutes_per_client", "higher", "idle time is lent to counselling"),
    T("staffing.cut_idle", 1.0, "staff_fte", "lower", "posts of leavers in idle pools are closed"),
    T("organisation.integration", 1.0, "first_contact_resolution", "higher", "who is asked first sees all and may settle it"),

    T("systems.maintenance", 2.0, "technical_debt", "lower", "maintenance holds debt down"),
    T("systems.expert_posts", 1.5, "old_experts", "higher", "those who retire are replaced"),

    T("delivery.team_capacity", 20.0, "benefits_behind", "higher", "projects share fewer teams and get on more slowly", over="legacy_strangler"),
    T("delivery.cancel_ratio", 1.5, "projects_cancelled", "higher", "a forecast of half as much again already stops a project", alongside=_DEARER, over="digital_first"),
    T("delivery.scope_cut", 1.0, "cost_overrun", "lower", "what would cost more than planned is left out", alongside=_DEARER, over="digital_first"),

    T("money.it_change_base", 30.0, "it_run_share", "lower", "more change for the same run cost"),
    T("money.it_envelope", 0.7, "standing_change_done", "lower", "small change is paid last, and money is out"),
    T("money.carry_over", 1.0, "it_lapsed", "lower", "what is left is kept for the next year", alongside={"money.it_envelope": 1.3}),
    T("money.pooling", 1.0, "temporary_staff", "higher", "what would lapse pays temporary staff", alongside={"money.it_envelope": 1.3}),
    T("money.saving_target", 0.2, "staff_fte", "lower", "posts of leavers stay empty until the saving is made"),
    T("money.programme_grant", 0.0, "project_spend", "lower", "a project that is not paid in full gets on more slowly", over="legacy_strangler"),

    T("steering.reporting_weeks", 13.0, "target_shortfall_seen", "lower", "the downturn is seen a quarter later", over="recession"),
    T("data.quality", 0.95, "staff_fte", "higher", "needs given up are on record, so counters reopen", alongside={"data.quality": 0.3, "staffing.front": 500.0}, over="adaptive_counters"),
    T("steering.strength", 1.0, "posts_moved", "higher", "a review moves posts", alongside={"steering.cadence_weeks": 13.0}),
    T("steering.cadence_weeks", 13.0, "posts_moved", "higher", "more reviews move more posts", alongside={"steering.strength": 1.0}),
    T("steering.stakes", 1.0, "parked_share", "higher", "people about to pass a year are sent into measures"),
    T("steering.norm_calls", 0.95, "calls_cut_short", "higher", "a harder target is missed by more, and calls are cut", alongside=_STAKES),
    T("steering.norm_claims", 0.99, "claims_in_time", "higher", "a harder target is missed by more, and posts and money go to processing", alongside=_STEERED),
    T("steering.norm_counter_weeks", 0.25, "counter_wait_weeks", "lower", "a harder target is missed, and posts go to counters that are short of them", alongside={**_STEERED, "staffing.front": 550.0}),
    T("steering.norm_exits", 0.2, "meetings_with_hard_to_place", "lower", "a harder target is missed by more: people at risk go later into the diary", alongside=_STAKES),
    T("steering.norm_ltu", 0.1, "parked_share", "higher", "a harder target is missed by more: more are parked", alongside=_STAKES),
)
