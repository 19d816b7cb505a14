"""The KPIs: what each is, its formula as counters, its unit, direction and source."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.kpis.definition import KPI, Direction, Family

EU = "Decision 573/2014/EU, Annex A"
GDS = "UK GDS service manual, the four mandatory indicators"
AMS = "AMS Österreich, labour-market data"
OWN = "pes_sim"

_DIGITAL = {f"contacts_{name}": 1.0 for name in ("portal", "app", "chatbot", "assistant")}
_CONTACTS = {
    **_DIGITAL,
    **{f"contacts_{name}": 1.0 for name in ("counter", "phone", "post", "message", "video")},
}
_SERVICE_COST = {"cost_staff": 1.0, "cost_channels": 1.0, "cost_it_run": 1.0, "cost_it_change": 1.0, "cost_training": 1.0}
_PUBLIC_COST = {**_SERVICE_COST, "cost_benefits": 1.0, "cost_measures": 1.0, "cost_repaid": 1.0}
_YEAR = 365.25 / 7


def _kpi(
    name: str,
    title: str,
    formula: str,
    unit: str,
    direction: Direction,
    family: Family,
    top: dict[str, float],
    bottom: dict[str, float],
    source: str = OWN,
    factor: float = 1.0,
    by_segment: bool = True,
    gap: tuple[str, str] | None = None,
    less: tuple[dict[str, float], dict[str, float]] | None = None,
    plus: float = 0.0,
) -> KPI:
    return KPI(name, title, formula, unit, direction, source, family, top, bottom, factor, by_segment, gap, less, plus)


def _profiled(outcome: str, said: str = "low high", origin: str = "native foreign") -> dict[str, float]:
    return {f"profiled_{outcome}_{s}_{o}": 1.0 for s in said.split() for o in origin.split()}


_LABOUR = (
    _kpi("register_stock", "Registered unemployed", "mean of registered jobseekers", "persons", "lower", "labour market", {"registered": 1}, {"weeks": 1}, AMS),
    _kpi("unemployment_rate", "Unemployment rate (register)", "registered / labour force", "share", "lower", "labour market", {"registered": 1}, {"labour_force_by_segment": 1}, AMS),
    _kpi("entry_rate", "Monthly entries over stock", "entries a month without returns from measures / registered", "share", "neutral", "labour market", {"entries": 1, "entries_from_measures": -1}, {"registered": 1}, AMS, _YEAR / 12),
    _kpi("exit_rate", "Monthly exits over stock", "all exits a month / registered (A1b)", "share", "higher", "labour market", {"exits": 1}, {"registered": 1}, EU + " A1b", _YEAR / 12),
    _kpi("exit_rate_to_work", "Monthly exits to work over stock", "exits to work a month / registered (A1a)", "share", "higher", "labour market", {"exits_to_work": 1}, {"registered": 1}, EU + " A1a", _YEAR / 12),
    _kpi("to_work_within_6_months", "Exits to work within six months", "exits to work after at most 26 weeks / exits to work (A2a)", "share", "higher", "labour market", {"exits_to_work_within_26_weeks": 1}, {"exits_to_work": 1}, EU + " A2a"),
    _kpi("to_work_within_12_months", "Exits to work within twelve months", "exits to work after at most 52 weeks / exits to work (A2a)", "share", "higher", "labour market", {"exits_to_work_within_52_weeks": 1}, {"exits_to_work": 1}, EU + " A2a"),
    _kpi("previously_inactive_entries", "Entries of the previously inactive", "entries from inactivity / entries (A2b)", "share", "neutral", "labour market", {"entries_from_inactivity": 1}, {"entries": 1}, EU + " A2b"),
    _kpi("vacancies_filled", "Vacancies filled from the register", "vacancies filled from the register a month (A3a)", "posts/month", "higher", "labour market", {"vacancies_filled_from_register": 1}, {"weeks": 1}, EU + " A3a", _YEAR / 12, False),
    _kpi("pes_contribution", "Hires owed to the PES", "share of the hiring hazard owed to contact with the PES (A3b)", "share", "higher", "labour market", {"hires_through_pes": 1}, {"exits_to_work": 1}, EU + " A3b"),
    _kpi("unemployment_duration_weeks", "Length of completed spells", "weeks registered at exit / exits", "weeks", "lower", "labour market", {"exit_spell_weeks": 1}, {"exits": 1}, AMS),
    _kpi("ltu_share", "Long-term share (over 365 days)", "registered for more than 365 days / registered", "share", "lower", "labour market", {"registered_over_year": 1}, {"registered": 1}, AMS + ": length of the current registration"),
    _kpi("ltu_share_bridged", "Long-term share (AMS, interruptions up to 62 days bridged)", "out of work over a year, interruptions of up to 62 days bridged / registered", "share", "lower", "labour market", {"registered_bridged_year": 1}, {"registered": 1}, AMS + ": langzeitbeschäftigungslos"),
    _kpi("measure_participation", "People in measures", "in measures / (in measures + registered)", "share", "neutral", "labour market", {"in_measures": 1}, {"in_measures": 1, "registered": 1}, "JAF PA3.C1", by_segment=False),
    _kpi("vacancy_stock", "Vacancies notified", "mean of vacancies notified to the PES", "posts", "neutral", "labour market", {"vacancies_notified": 1}, {"weeks": 1}, AMS, by_segment=False),
    _kpi("tightness", "Jobseekers a notified vacancy", "registered / vacancies notified", "persons/post", "lower", "labour market", {"registered": 1}, {"vacancies_notified": 1}, AMS, by_segment=False),
)
_SERVICE = (
    _kpi("contacts_per_client", "Contacts a client", "contacts a month / registered", "contacts/month", "neutral", "service", _CONTACTS, {"registered": 1}, factor=_YEAR / 12),
    _kpi("phone_answered_share", "Calls answered", "calls answered / calls (answered + abandoned)", "share", "higher", "service", {"calls_answered": 1}, {"calls_answered": 1, "calls_abandoned": 1}, "HMRC target 85 %"),
    _kpi("phone_wait_minutes", "Mean wait on the phone", "minutes waited / calls", "minutes", "lower", "service", {"call_wait_minutes": 1}, {"calls": 1}, "call handling, evidence digital 1.2", by_segment=False),
    _kpi("phone_quick_share", "Calls answered within a minute", "answered within the service level / calls", "share", "higher", "service", {"calls_answered_quickly": 1}, {"calls": 1}, "call handling, evidence digital 1.2", by_segment=False),
    _kpi("counter_wait_weeks", "Wait for the counter", "weeks waited / people served", "weeks", "lower", "service", {"front_wait_weeks": 1}, {"front_served": 1}),
    _kpi("processing_wait_weeks", "Wait for processing", "weeks waited / cases processed", "weeks", "lower", "service", {"back_wait_weeks": 1}, {"back_processed": 1}),
    _kpi("counter_backlog", "People waiting for the counter", "people left waiting at the end of the week", "persons", "lower", "service", {"waiting_front": 1}, {"weeks": 1}),
    _kpi("processing_backlog", "Cases waiting for processing", "cases left waiting at the end of the week", "cases", "lower", "service", {"waiting_back": 1}, {"weeks": 1}, "UWV backlog against norm"),
    _kpi("claims_in_time", "Claims settled in time", "claims settled within the norm after they were handed in / claims settled", "share", "higher", "service", {"claims_in_time": 1}, {"claims_settled": 1}, "UWV norm 90 % within 10 days"),
    _kpi("need_weeks", "Time until a need is met", "weeks from need to completion / needs met", "weeks", "lower", "service", {"need_weeks": 1}, {"needs_completed": 1}),
    _kpi("failure_demand", "Failure demand", "repeat contacts, complaints and progress chasing / contacts", "share", "lower", "service", {"contacts_repeat": 1}, _CONTACTS, "NI14 avoidable contact (UK 2008)"),
    _kpi("unmet_need_share", "Needs given up", "needs given up / needs closed", "share", "lower", "service", {"needs_unmet": 1}, {"needs_unmet": 1, "needs_completed": 1}),
    _kpi("claims_given_up", "Claims given up", "claims given up / claims closed", "share", "lower", "service", {"claims_unmet": 1}, {"claims_unmet": 1, "claims_settled": 1}, "7 % tried and gave up, Universal Credit pilot 2013"),
    _kpi("failure_demand_calls", "Failure demand on the phone", "repeat calls, complaints and progress chasing / calls", "share", "lower", "service", {"calls_repeat": 1}, {"calls_answered": 1, "calls_abandoned": 1}, "72 % audited in a strained service, evidence digital 7.8"),
    _kpi("information_calls", "Calls for information", "calls for information or help with search / calls", "share", "neutral", "service", {"calls_information": 1}, {"calls_answered": 1, "calls_abandoned": 1}, "Kumar & Telang 2012 count such calls"),
    _kpi("first_contact_resolution", "Settled at first contact", "first contacts with staff that settled the matter / first contacts", "share", "higher", "service", {"first_contacts_settled": 1}, {"first_contacts": 1}, "prior .60-.75-.85, evidence digital 7"),
    _kpi("contact_minutes_per_client", "Counselling a client", "minutes in meetings a month / registered", "minutes/month", "higher", "service", {"meeting_minutes": 1}, {"registered": 1}, "IGF: real against planned hours", _YEAR / 12),
    _kpi("met_in_quarter", "Clients met within 13 weeks", "registered who met a caseworker within 13 weeks / registered", "share", "higher", "service", {"met_in_13_weeks": 1}, {"registered": 1}, "monthly follow-up, France 2010"),
    _kpi("meetings_with_hard_to_place", "Meetings with the hard to place", "meetings with slowly placed jobseekers / meetings", "share", "neutral", "service", {"meetings_hard": 1}, {"meetings": 1}, "creaming shows here"),
    _kpi("parked_share", "Measures to stop the clock", "sent into a measure just before a year / exits to measures", "share", "lower", "service", {"parked": 1}, {"exits_to_measures": 1}, "parking shows here"),
    _kpi("calls_cut_short", "Minutes cut from calls", "share of a call's minutes cut, mean over calls", "share", "lower", "service", {"calls_cut_short": 1}, {"calls": 1}, "deflecting shows here", by_segment=False),
    _kpi("missed_meetings", "Meetings missed or lost", "missed by the client or lost by the service / booked", "share", "lower", "service", {"meetings_missed": 1, "meetings_lost": 1}, {"meetings": 1, "meetings_missed": 1, "meetings_lost": 1}, "Jobcentre Plus 14 %"),
)
_DIGITAL_KPIS = (
    _kpi("digital_take_up", "Digital take-up", "transactions done digitally / transactions (registration, claim, report)", "share", "higher", "digital", {"transactions_digital": 1}, {"transactions": 1}, GDS),
    _kpi("completion_rate", "Digital completion", "digital attempts completed / started", "share", "higher", "digital", {"digital_completed": 1}, {"digital_started": 1}, GDS),
    _kpi("assisted_share", "Assisted digital", "digital attempts with staff help / started", "share", "neutral", "digital", {"assisted": 1}, {"digital_started": 1}, "Universal Credit 22-46 %"),
    _kpi("exempt_share", "Exempt from the mandate", "transactions begun by people who were exempt on request / by people the mandate is for", "share", "neutral", "digital", {"mandate_exempt": 1}, {"mandate_begun": 1}, "6.6 % exempt, Danish digital post c.2022"),
    _kpi("assisted_any", "Helped by anybody", "digital attempts with help of staff, family or friends / started", "share", "neutral", "digital", {"assisted": 1, "helped_by_others": 1}, {"digital_started": 1}, "Universal Credit 22-46 %"),
    _kpi("asked_how_share", "Asked how to do it online", "enquiries how to do it, after failing under a mandate / digital attempts started", "share", "lower", "digital", {"asked_how": 1}, {"digital_started": 1}, "action problems, Madsen, Hofmann & Pieterson 2019"),
    _kpi("account_share", "Account holders", "registered with an account / registered", "share", "neutral", "digital", {"accounts": 1}, {"registered": 1}, "Austria: 36 % accounts against 3 % transactions"),
    _kpi("transactions_per_account", "Transactions an account", "digital transactions a month / accounts", "transactions/month", "neutral", "digital", {"transactions_digital": 1}, {"accounts": 1}, "Austria: 36 % accounts against 3 % transactions", _YEAR / 12),
    _kpi("digital_contact_share", "Contacts by self-service", "contacts by portal, app, chatbot, assistant / contacts", "share", "neutral", "digital", _DIGITAL, _CONTACTS),
    _kpi("phone_contact_share", "Contacts by phone", "contacts by phone / contacts", "share", "neutral", "digital", {"contacts_phone": 1}, _CONTACTS),
    _kpi("counter_contact_share", "Contacts at the counter", "contacts at the counter / contacts", "share", "neutral", "digital", {"contacts_counter": 1}, _CONTACTS),
    _kpi("paper_share", "Contacts by post", "contacts by post / contacts", "share", "lower", "digital", {"contacts_post": 1}, _CONTACTS),
)
_PEOPLE = (
    _kpi("client_satisfaction", "Client satisfaction", "mean satisfaction of the registered, 0 to 1 (A4a)", "share", "higher", "people", {"satisfaction": 1}, {"registered": 1}, EU + " A4a; " + GDS),
    _kpi("client_hours", "Clients' own time", "hours of clients' time a month / registered", "hours/month", "lower", "people", {"client_minutes": 1}, {"registered": 1}, factor=_YEAR / 12 / 60),
    _kpi("in_skill_training", "Clients in digital training", "low-skilled registered whom training reaches / registered", "share", "neutral", "people", {"in_skill_training": 1}, {"registered": 1}),
    _kpi("digital_trust", "Trust in digital channels", "mean trust, 0 to 1", "share", "higher", "people", {"trust": 1}, {"registered": 1}),
    _kpi("digital_skill", "Digital skill", "mean digital skill, 0 to 1", "share", "higher", "people", {"digital_skill": 1}, {"registered": 1}, "Eurostat DSI"),
    _kpi("caseload", "Clients a caseworker", "registered / caseworkers in post", "persons/FTE", "lower", "people", {"registered": 1}, {"caseworkers": 1}, "AMS about 250", by_segment=False),
    _kpi("administration_share", "Administration in counselling", "caseworker minutes on administration / all", "share", "lower", "people", {"caseworker_admin_minutes": 1}, {"caseworker_minutes": 1}, "Jobcentre Plus 48 %", by_segment=False),
    _kpi("contact_share", "Contact in counselling", "caseworker minutes in meetings / all", "share", "higher", "people", {"caseworker_contact_minutes": 1}, {"caseworker_minutes": 1}, "Jobcentre Plus 52 %", by_segment=False),
    _kpi("back_office_utilisation", "Back-office utilisation", "processing minutes used / available", "share", "neutral", "people", {"back_minutes_used": 1}, {"back_minutes": 1}, by_segment=False),
    _kpi("front_utilisation", "Counter utilisation", "counter minutes used / available", "share", "neutral", "people", {"front_minutes_used": 1}, {"front_minutes": 1}, by_segment=False),
    _kpi("staff_strain", "Staff strain", "mean strain of staff, 0 to 1", "share", "lower", "people", {"staff_strain": 1}, {"staff": 1}, by_segment=False),
    _kpi("staff_absence", "Unplanned absence", "staff absent / staff", "share", "lower", "people", {"staff_absent": 1}, {"staff": 1}, by_segment=False),
    _kpi("staff_turnover", "Staff turnover", "leavers a year / staff", "1/year", "lower", "people", {"staff_quits": 1}, {"staff": 1}, factor=_YEAR, by_segment=False),
    _kpi("tool_acceptance", "Acceptance of tools", "mean acceptance by staff, 0 to 1", "share", "higher", "people", {"staff_acceptance": 1}, {"staff": 1}, by_segment=False),
    _kpi("staff_in_training", "Staff in training", "newcomers in training and hours of courses in tools / staff", "share", "neutral", "people", {"staff_in_training": 1, "training_hours": 1 / 38.5}, {"staff": 1}, "UK: 52 working days for a newcomer", by_segment=False),
    _kpi("overtime_hours", "Overtime", "hours of overtime a week / staff", "hours/week", "lower", "people", {"overtime_hours": 1}, {"staff": 1}, by_segment=False),
    _kpi("hours_lent", "Hours lent between pools", "hours of front, phone and back office lent to each other a week / staff", "hours/week", "neutral", "people", {"pool_minutes_lent": 1}, {"staff": 1}, factor=1 / 60, by_segment=False),
    _kpi("target_shortfall_seen", "Targets missed, as seen", "sum over the norms of the relative shortfall as the organisation sees it, a week", "targets", "lower", "people", {"shortfall_seen": 1}, {"weeks": 1}, OWN, by_segment=False),
    _kpi("target_shortfall", "Targets missed, in truth", "the same from the true KPIs of the week", "targets", "lower", "people", {"shortfall_true": 1}, {"weeks": 1}, OWN, by_segment=False),
    _kpi("posts_moved", "Posts moved by steering", "posts moved between groups at reviews, a year", "FTE/year", "neutral", "people", {"posts_moved": 1}, {"weeks": 1}, OWN, _YEAR, False),
    _kpi("money_steered", "Money moved by steering", "money for small change that reviews gave to the systems behind missed targets, a year", "million EUR/year", "neutral", "money", {"it_steered": 1}, {"weeks": 1}, OWN, _YEAR / 1e6, False),
    _kpi("staff_fte", "Staff in post", "mean staff in counselling, counters, phones and processing", "FTE", "neutral", "people", {"staff": 1}, {"weeks": 1}, by_segment=False),
)
_MONEY = (
    _kpi("cost_per_client", "Service cost a client", "staff, channel and IT cost a year / registered", "EUR/year", "lower", "money", _SERVICE_COST, {"registered": 1}, factor=_YEAR, by_segment=False),
    _kpi("cost_per_transaction", "Cost per transaction", "staff (without counselling), channel and IT run cost / transactions completed", "EUR", "lower", "money", {"cost_channels": 1, "cost_it_run": 1, "cost_service_staff": 1}, {"transactions": 1}, GDS, by_segment=False),
    _kpi("cost_per_placement", "Service cost a placement", "staff, channel and IT cost / exits to work", "EUR", "lower", "money", _SERVICE_COST, {"exits_to_work": 1}, by_segment=False),
    _kpi("service_cost", "Cost of the service", "staff, channel and IT cost a year", "million EUR/year", "lower", "money", _SERVICE_COST, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("benefit_cost", "Benefits paid", "benefits a year", "million EUR/year", "lower", "money", {"cost_benefits": 1}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("net_public_cost", "Net public cost", "service, measures, benefits and revenue forgone while people are registered, a year", "million EUR/year", "lower", "money", {**_PUBLIC_COST, "revenue_forgone": 1.0}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("staff_overdrawn", "Staff money overdrawn", "pay that a saving taken in advance has removed and that is still paid, a year", "million EUR/year", "lower", "money", {"staff_overdrawn": 1}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
)
_IT = (
    _kpi("it_run_share", "Run share of IT spend", "IT run / (run + change)", "share", "lower", "IT and delivery", {"cost_it_run": 1}, {"cost_it_run": 1, "cost_it_change": 1}, "GAO-16-468: 75 %", by_segment=False),
    _kpi("it_availability", "Availability of systems", "share of time systems were up, mean over systems", "share", "higher", "IT and delivery", {"system_availability": 1}, {"systems": 1}, "Dutch municipal norm 99.9 %", by_segment=False),
    _kpi("portal_availability", "Availability of the portal", "share of time the portal worked, with all it depends on", "share", "higher", "IT and delivery", {"portal_availability": 1}, {"weeks": 1}, "werk.nl 90.8 % (May 2013)", by_segment=False),
    _kpi("incidents", "Incidents", "incidents a year", "1/year", "lower", "IT and delivery", {"incidents": 1}, {"weeks": 1}, factor=_YEAR, by_segment=False),
    _kpi("legacy_share", "Legacy systems", "mainframe and client-server systems / live systems", "share", "lower", "IT and delivery", {"systems_legacy": 1}, {"systems": 1}, "UK 2025: 28 %", by_segment=False),
    _kpi("technical_debt", "Technical debt", "mean debt as a share of replacement cost", "share of value", "lower", "IT and delivery", {"system_debt": 1}, {"systems": 1}, by_segment=False),
    _kpi("live_systems", "Systems", "mean of live systems", "systems", "neutral", "IT and delivery", {"systems": 1}, {"weeks": 1}, "NAV 2014: over 300", by_segment=False),
    _kpi("system_age", "Age of systems", "mean years since systems went live", "years", "lower", "IT and delivery", {"system_age": 1}, {"systems": 1}, by_segment=False),
    _kpi("couplings", "Couplings a system", "mean of other systems a system is coupled to", "couplings", "lower", "IT and delivery", {"system_couplings": 1}, {"systems": 1}, by_segment=False),
    _kpi("change_slowdown", "Slower change", "time a change takes over that in a system without couplings, debt and missing experts, mean over systems", "ratio", "lower", "IT and delivery", {"system_slowdown": 1}, {"systems": 1}, "Besker et al. 2019: 22-25 % of time lost", by_segment=False),
    _kpi("parallel_systems", "Systems running in parallel", "mean of systems replaced and not yet switched off", "systems", "lower", "IT and delivery", {"systems_parallel": 1}, {"weeks": 1}, "A2LL: read-only to August 2017", by_segment=False),
    _kpi("old_experts", "Experts in old technology", "experts there / experts wanted to run and to change old systems", "share", "higher", "IT and delivery", {"experts": 1}, {"experts_wanted": 1}, "Computerworld 2012: 46 % saw a shortage", by_segment=False),
    _kpi("incidents_from_change_share", "Incidents after changes", "incidents that would not have happened without recent changes / incidents", "share", "lower", "IT and delivery", {"incidents_from_change": 1}, {"incidents": 1}, "UWV 2013, A2LL 2007", by_segment=False),
    _kpi("outage_hours_change", "Outage after changes", "hours a system was down after changes, a year, sum over systems", "hours/year", "lower", "IT and delivery", {"outage_minutes_change": 1}, {"weeks": 1}, factor=_YEAR / 60, by_segment=False),
    _kpi("outage_hours_debt", "Outage from debt", "hours a system was down from debt, a year, sum over systems", "hours/year", "lower", "IT and delivery", {"outage_minutes_debt": 1}, {"weeks": 1}, factor=_YEAR / 60, by_segment=False),
    _kpi("outage_hours_spread", "Outage spread along couplings", "hours a system was down because another was, a year, sum over systems", "hours/year", "lower", "IT and delivery", {"outage_minutes_spread": 1}, {"weeks": 1}, factor=_YEAR / 60, by_segment=False),
    _kpi("outage_hours_chance", "Outage by chance", "hours a system was down for neither reason, a year, sum over systems", "hours/year", "lower", "IT and delivery", {"outage_minutes_chance": 1}, {"weeks": 1}, factor=_YEAR / 60, by_segment=False),
    _kpi("portal_worst_month", "Portal in its worst month", "availability in the worst four weeks in a row of the last 52, mean over weeks", "share", "higher", "IT and delivery", {"portal_worst_month": 1}, {"weeks": 1}, "werk.nl about 79 % in November 2012", by_segment=False),
    _kpi("maintenance_done", "Maintenance done", "maintenance paid / wanted", "share", "higher", "IT and delivery", {"maintenance_done": 1}, {"maintenance_wanted": 1}, by_segment=False),
    _kpi("standing_change_done", "Small and legal change done", "small and legal change paid / wanted", "share", "higher", "IT and delivery", {"standing_done": 1}, {"standing_wanted": 1}, "UWV: 50 of 100 million", by_segment=False),
    _kpi("change_money", "IT money left for projects", "envelope less run, maintenance and legal change, a year", "million EUR/year", "higher", "IT and delivery", {"change_available": 1}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("it_overdrawn", "IT envelope overdrawn", "IT spend beyond the envelope, a year", "million EUR/year", "lower", "IT and delivery", {"it_overdrawn": 1}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("saving_missing", "Saving taken and not made", "pay of posts that a saving target took from the plan and that are still filled, a year", "million EUR/year", "lower", "money", {"saving_missing": 1}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("temporary_staff", "Temporary staff", "temporary staff paid from unspent IT money", "FTE", "neutral", "money", {"temporary_staff": 1}, {"weeks": 1}, by_segment=False),
    _kpi("it_lapsed", "IT money lapsed", "IT money not spent by the end of the year, a year", "million EUR/year", "neutral", "IT and delivery", {"it_lapsed": 1}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("it_run_cost", "IT run cost", "IT run cost a year", "million EUR/year", "lower", "IT and delivery", {"cost_it_run": 1}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("cost_overrun", "Cost of delivered projects over plan", "spent / planned, projects delivered", "ratio", "lower", "IT and delivery", {"delivered_cost": 1}, {"delivered_plan": 1}, "Budzier & Flyvbjerg 2013", by_segment=False),
    _kpi("written_off", "Written off", "spend on cancelled projects since their last release, a year", "million EUR/year", "lower", "IT and delivery", {"cost_written_off": 1}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("schedule_overrun", "Time of delivered projects over plan", "weeks taken / planned, projects delivered", "ratio", "lower", "IT and delivery", {"delivered_weeks": 1}, {"delivered_planned_weeks": 1}, "Budzier & Flyvbjerg 2013", by_segment=False),
    _kpi("projects_running", "Projects under way", "mean of projects under way", "projects", "neutral", "IT and delivery", {"projects_running": 1}, {"weeks": 1}, by_segment=False),
    _kpi("projects_delivered", "Projects delivered", "projects delivered a year", "1/year", "higher", "IT and delivery", {"projects_delivered": 1}, {"weeks": 1}, factor=_YEAR, by_segment=False),
    _kpi("projects_cancelled", "Projects cancelled", "projects cancelled a year", "1/year", "lower", "IT and delivery", {"projects_cancelled": 1}, {"weeks": 1}, factor=_YEAR, by_segment=False),
    _kpi("projects_in_use", "Projects in use", "projects that released something / projects begun so far", "share", "higher", "IT and delivery", {"projects_in_use": 1}, {"projects_begun": 1}, "France Travail: 27 of 87 in production", by_segment=False),
    _kpi("project_spend", "Spent on projects", "spend on projects a year", "million EUR/year", "neutral", "IT and delivery", {"project_spend": 1}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("spend_before_users", "Spent before real users saw it", "project spend before the first pilot or release / project spend", "share", "lower", "IT and delivery", {"project_spend_unseen": 1}, {"project_spend": 1}, "ROBASO: five years, 60 of 60 million", by_segment=False),
    _kpi("benefits_realised", "Benefits live against plan", "released share of what projects deliver / share planned for that week, weighed by planned cost", "ratio", "higher", "IT and delivery", {"benefits_live": 1}, {"benefits_planned": 1}, "McKinsey/Oxford 2012: 56 % less value", by_segment=False),
    _kpi("forecast_error", "Forecast of project cost off by", "gap between forecast and true cost at completion / planned cost, running projects", "ratio", "lower", "IT and delivery", {"forecast_gap": 1}, {"forecast_plan": 1}, by_segment=False),
    _kpi("project_overspend", "Overspent on projects", "spent less planned, projects delivered, a year", "million EUR/year", "lower", "IT and delivery", {"delivered_cost": 1, "delivered_plan": -1}, {"weeks": 1}, "Budzier & Flyvbjerg 2013", factor=_YEAR, by_segment=False),
    _kpi("benefits_behind", "Benefits behind plan", "planned cost of what should be live and is not, mean over weeks", "million EUR", "lower", "IT and delivery", {"benefits_planned": 1, "benefits_live": -1}, {"weeks": 1}, "McKinsey/Oxford 2012: 56 % less value", by_segment=False),
    _kpi("spent_before_users", "Spent before real users saw it, a year", "project spend before the first pilot or release, a year", "million EUR/year", "lower", "IT and delivery", {"project_spend_unseen": 1}, {"weeks": 1}, "ROBASO: five years, 60 of 60 million", factor=_YEAR / 1e6, by_segment=False),
)


def _gap(name: str, title: str, of: KPI, worse: str, better: str) -> KPI:
    return KPI(
        name, title, f"{of.name} of {worse} less {of.name} of {better}", of.unit,
        "lower", OWN, "fairness", of.top, of.bottom, of.factor, False, (worse, better),
    )  # fmt: skip


_VDAB = "Desiere & Struyven 2020 (VDAB)"
_PROFILING = (
    _kpi("profiling_accuracy", "Accuracy of the risk score (AUC)", "1/2 + mean rank of those registered after 52 weeks less that of the others", "probability", "higher", "fairness", {"profiled_rank_long": 1}, _profiled("long"), _VDAB, by_segment=False, less=({"profiled_rank_short": 1}, _profiled("short")), plus=0.5),
    _kpi("profiling_overruled", "Scores overruled", "scores against which the caseworker decided / scores given", "share", "neutral", "fairness", {"profiled_overruled": 1}, {"profiled": 1}, "Behncke, Frölich & Lechner"),
    _kpi("profiling_false_high", "False high risks", "scored high / scored and gone within 52 weeks", "share", "lower", "fairness", _profiled("short", "high"), _profiled("short"), _VDAB),
    _kpi("profiling_false_low", "False low risks", "not scored high / scored and registered after 52 weeks", "share", "lower", "fairness", _profiled("long", "low"), _profiled("long"), _VDAB),
    *(
        _kpi(f"profiling_false_{said}_{origin}", f"False {said} risks, {who}", f"as profiling_false_{said}, {who} only", "share", "lower", "fairness", _profiled(outcome, said, origin), _profiled(outcome, origin=origin), _VDAB)
        for said, outcome in (("high", "short"), ("low", "long"))
        for origin, who in (("native", "people not of foreign origin"), ("foreign", "people of foreign origin"))
    ),
)
_DECIDED = {"decided_registration": 1.0, "decided_claim": 1.0, "decided_report": 1.0}
_AUTOMATION = (
    _kpi("decided_without_staff", "Cases decided without staff", "straight-through cases / (straight-through + processed by the back office)", "share", "neutral", "digital", _DECIDED, {**_DECIDED, "back_processed": 1.0}),
    _kpi("decided_wrong", "Automated decisions that are wrong", "wrong, by themselves or by a fault / straight-through cases", "share", "lower", "digital", {"decided_wrong": 1}, _DECIDED, "Sweden AF about 10 % for three years; human official error 2-5 %"),
    _kpi("wrong_undiscovered", "Wrong decisions nobody knows of", "of people on and off the register, mean over weeks", "decisions", "lower", "digital", {"wrong_latent": 1, "wrong_off_register": 1}, {"weeks": 1}, by_segment=False),
    _kpi("faults_alive", "Faults in automated rules", "faults alive, mean over weeks", "faults", "lower", "IT and delivery", {"faults_alive": 1}, {"weeks": 1}, by_segment=False),
    _kpi("faults_found", "Faults found", "faults found a year", "1/year", "neutral", "IT and delivery", {"faults_found": 1}, {"weeks": 1}, factor=_YEAR, by_segment=False),
    _kpi("repaid", "Repaid for wrong decisions", "repaid a year", "million EUR/year", "lower", "money", {"cost_repaid": 1}, {"weeks": 1}, factor=_YEAR / 1e6, by_segment=False),
    _kpi("corrections_share", "Back office on samples and corrections", "minutes on samples and corrections of people off the register / processing minutes and these", "share", "lower", "people", {"correction_minutes": 1}, {"correction_minutes": 1, "back_minutes": 1}, by_segment=False),
)
_BASE = {kpi.name: kpi for kpi in (*_LABOUR, *_SERVICE, *_DIGITAL_KPIS, *_PEOPLE, *_MONEY, *_IT, *_AUTOMATION, *_PROFILING)}
_FAIRNESS = (
    _gap(
        "gap_unmet_need_digital_skill",
        "Gap in needs given up, low against higher digital skill",
        _BASE["unmet_need_share"],
        "digital_skill:low",
        "digital_skill:above_basic",
    ),
    _gap(
        "gap_unmet_need_education",
        "Gap in needs given up, low against high education",
        _BASE["unmet_need_share"],
        "education:low",
        "education:high",
    ),
    _gap(
        "gap_unmet_need_age",
        "Gap in needs given up, 55 and over against 25 to 44",
        _BASE["unmet_need_share"],
        "age:55_plus",
        "age:25_44",
    ),
    _gap(
        "gap_duration_education",
        "Gap in spell length, low against high education",
        _BASE["unemployment_duration_weeks"],
        "education:low",
        "education:high",
    ),
    _gap(
        "gap_duration_digital_skill",
        "Gap in spell length, low against higher digital skill",
        _BASE["unemployment_duration_weeks"],
        "digital_skill:low",
        "digital_skill:above_basic",
    ),
    _gap(
        "gap_need_weeks_rural",
        "Gap in time until a need is met, rural against city",
        _BASE["need_weeks"],
        "area:rural",
        "area:city",
    ),
)

KPIS: dict[str, KPI] = {**_BASE, **{kpi.name: kpi for kpi in _FAIRNESS}}

HEADLINE: tuple[str, ...] = (
    "unemployment_duration_weeks",
    "register_stock",
    "exit_rate_to_work",
    "ltu_share",
    "unmet_need_share",
    "digital_take_up",
    "completion_rate",
    "phone_answered_share",
    "client_satisfaction",
    "contact_minutes_per_client",
    "staff_strain",
    "cost_per_client",
    "net_public_cost",
    "it_run_share",
    "it_availability",
    "gap_unmet_need_digital_skill",
)
