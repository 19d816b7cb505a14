"""Needs: what each of the registered wants this week, and who is where in line."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from pes_sim.kpis.counters import Count
from pes_sim.processes.convenience import convenience
from pes_sim.processes.needs import questions_from_looking
from pes_sim.random import Stream
from pes_sim.reference.jobseeker import Jobseeker
from pes_sim.reference.luck import FULL, bits, lane, salt
from pes_sim.world.catalogue import CHASING, CLAIM, COMPLAINT, ENQUIRY, JOB_SEARCH, PORTAL, REGISTRATION, REPORT
from pes_sim.world.register import NONE, OPEN, PROCESSING, QUEUE_BACK, QUEUE_FRONT

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel


def needs(model: ReferenceModel) -> None:
    """Needs arise, grow a week older and are listed by where they stand."""
    salted = salt(Stream.NEEDS, model.week)
    model.convenience = convenience(model).tolist()
    model.taken_up, model.front, model.back = [], [], []
    for person in model.register.values():
        arise(person, bits(person.key, salted))
        for need in person.needs:
            if need.stage == NONE:
                continue
            need.age = min(need.age + 1, 255)
            if need.stage == OPEN:
                model.taken_up.append((person, need))
            elif need.stage == QUEUE_FRONT:
                model.front.append((person, need))
            elif need.stage in (QUEUE_BACK, PROCESSING):
                model.back.append((person, need))


def arise(person: Jobseeker, word: int) -> None:
    """Registration and claim on entry, reports every so many weeks, the rest by chance (16 bits each of ``word``)."""
    values = person.model.values
    claim, registration = person.needs[CLAIM], person.needs[REGISTRATION]
    if person.spell == 0:
        person.open_need(REGISTRATION)
        person.open_need(CLAIM)
    elif (person.spell + person.key % 64) % max(1, round(values["needs.report_weeks"])) == 0:
        person.open_need(REPORT)
        if not person.claim_ok:
            person.open_need(CLAIM)
        if not person.registered_ok:
            person.open_need(REGISTRATION)
    pending = claim.stage in (QUEUE_BACK, PROCESSING) or registration.stage in (QUEUE_BACK, PROCESSING)
    asking = values["needs.enquiry_rate"] * person.model.convenience[person.region]
    looking = questions_from_looking(values) if person.account and not person.offline else 0.0
    enquiry = asking * (1.0 + values["needs.enquiry_pending"] if pending else 1.0)
    share = lane(word, 0) - ceil(enquiry * FULL)
    if share < 0:
        person.open_need(ENQUIRY)
    elif share < looking * FULL and person.needs[ENQUIRY].stage == NONE:
        # looking at the case online has left a question, and it is not asked there
        person.open_need(ENQUIRY)
        person.needs[ENQUIRY].failed = PORTAL + 1
        person.note(Count.doubts)
    if lane(word, 1) < values["needs.job_search_rate"] * FULL:
        person.open_need(JOB_SEARCH)
    if pending and lane(word, 2) < values["needs.chasing_rate"] * FULL:
        person.open_need(CHASING)
    failures = sum(need.tries for need in (claim, registration) if need.stage != NONE)
    if failures > 0 and lane(word, 3) < values["needs.complaint_rate"] * failures * FULL:
        person.open_need(COMPLAINT)
