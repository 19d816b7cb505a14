"""Tasks: what jobseekers need from the service, how hard each is, and the staff minutes it takes."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

TASKS = ("registration", "claim", "report", "enquiry", "job_search_help", "complaint", "progress_chasing")

# task: complexity, ambiguity, front minutes (human contact at the counter), back-office minutes, straight-through share
_TABLE = {
    "registration": (0.40, 0.20, 20.0, 8.0, 0.30),
    "claim": (0.65, 0.50, 25.0, 30.0, 0.10),
    "report": (0.20, 0.15, 6.0, 2.0, 0.80),
    "enquiry": (0.45, 0.55, 9.0, 0.0, 1.0),
    "job_search_help": (0.50, 0.60, 15.0, 0.0, 1.0),
    "complaint": (0.60, 0.70, 15.0, 15.0, 0.0),
    "progress_chasing": (0.25, 0.30, 7.0, 0.0, 1.0),
}
_MINUTES = "phone benefit query 4-14 min, first interview 20-60 min (evidence digital 2.2)"


def _task(name: str) -> tuple[P, ...]:
    complexity, ambiguity, front, back, through = _TABLE[name]
    levers: tuple[P, ...] = (
        P(f"automation.{name}.straight_through", through, "share", max(0.0, through - 0.1), min(1.0, through + 0.1), "lever", "State Pension after redesign: 3 in 5 claims untouched; the profile's level is an assumption", "D", "Share of digital cases that need no processing by staff", most=1),
        P(f"automation.{name}.assistance", 0.0, "share", 0.0, 0.5, "lever", "2-5 minutes a case, or 3-5 % of working time (evidence digital 5.1)", "B", "Share of processing minutes saved on the cases that staff do", most=0.95),
    )
    if not back:
        levers = ()
    elif name == "complaint":  # a person always answers
        levers = levers[1:]
    return (
        P(f"tasks.{name}.complexity", complexity, "0-1", max(0.0, complexity - 0.2), min(1.0, complexity + 0.2), "uncertainty", "van Deursen & Pieterson 2006 order tasks; the number is an assumption", "D", "How many steps and rules the task has", most=1),
        P(f"tasks.{name}.ambiguity", ambiguity, "0-1", max(0.0, ambiguity - 0.2), min(1.0, ambiguity + 0.2), "uncertainty", "Kumar & Telang 2012 separate clear from ambiguous information; the number is an assumption", "D", "How far the answer depends on the case", most=1),
        P(f"tasks.{name}.front_minutes", front, "minutes", 0.6 * front, 1.5 * front, "uncertainty", _MINUTES, "C", "Staff minutes in contact, at the counter"),
        P(f"tasks.{name}.back_minutes", back, "minutes", 0.5 * back, 2.0 * back, "uncertainty", "assumption; a claim took more than five contacts before redesign (North Tyneside 2019)", "D", "Staff minutes of processing behind the contact"),
        *levers,
    )


TASK_PARAMETERS = (
    *(p for name in TASKS for p in _task(name)),
    P("needs.report_weeks", 6.0, "weeks", 4.0, 12.0, "lever", "assumption; control dates vary by office", "D", "Weeks between periodic reports", least=1, most=52),
    P("needs.enquiry_rate", 0.07, "1/week", 0.03, 0.12, "uncertainty", "assumption; France Travail exchanges over 60 m e-mails and calls a year with 5.4 m registered", "D", "Enquiries a jobseeker makes in a week with nothing pending", most=1),
    P("needs.enquiry_pending", 0.5, "factor", 0.0, 1.5, "uncertainty", "55 % of calls at France Travail are about entitlement", "C", "More enquiries while a case is pending"),
    P("needs.convenience", 0.3, "elasticity", 0.0, 0.8, "uncertainty", "assumption; web self-service brought 14 % more calls (Kumar & Telang 2012), e-mails grew 8.4 % a year (France Travail 2017-24)", "D", "Percent more enquiries for each percent less of own time that asking takes", most=3),
    P("needs.job_search_rate", 0.03, "1/week", 0.01, 0.06, "uncertainty", "assumption", "D", "Requests for help with job search a week", most=1),
    P("needs.chasing_rate", 0.22, "1/week", 0.1, 0.4, "uncertainty", "failure demand 40-75 % of calls in a strained service (evidence digital 7.8)", "C", "Progress chasing a week while a case waits for processing", most=1),
    P("needs.complaint_rate", 0.02, "1/week", 0.005, 0.05, "uncertainty", "assumption", "D", "Complaints a week for each failed attempt on an open need", most=0.5),
    P("needs.difficulty_minutes", 0.5, "share", 0.2, 0.8, "uncertainty", "phone benefit query 4-14 minutes about a mean of 9 (evidence digital 2.2)", "C", "How much longer than the mean the hardest case of a task takes staff, and the easiest shorter", most=1),
    P("needs.looks", 2.0, "1/week", 1.0, 4.0, "uncertainty", "[derived] UWV 2021: 14 visits to the website for each call answered, and 0.14 such calls a client and week", "C", "Looks at one's own case online by somebody with an account, a week", most=20),
    P("needs.doubt", 0.04, "share", 0.02, 0.08, "uncertainty", "[derived] Kumar & Telang 2012: calls of who uses the portal +14 %, though clear matters fall by 29 %: looking brings 43 % more questions; here of 0.1 a week, with 2 looks, at an ambiguity of 0.57", "C", "Chance that a look online, or an answer by self-service, on a wholly ambiguous matter leaves a question", most=0.5),
    P("needs.asking_how", 0.5, "share", 0.2, 0.8, "uncertainty", "Madsen, Hofmann & Pieterson 2019: calls about digital services are information and action problems; the share is an assumption", "D", "Share of those who fail online with what a mandate leaves no other way for who ask how to do it", most=1),
    P("needs.claim_norm_weeks", 2.0, "weeks", 1.0, 4.0, "constant", "UWV norm: 90 % of first payments within 10 days", "A", "Weeks within which a claim should be settled, counting the one it is handed in"),
)
