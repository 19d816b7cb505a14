"""Counselling: the time that is left becomes meetings, for the longest unmet first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.kpis.counters import ONE, Count
from pes_sim.processes.fifo import SIXTEENTHS
from pes_sim.processes.steering.gaming import creaming
from pes_sim.random import Stream
from pes_sim.reference.jobseeker import Jobseeker
from pes_sim.reference.luck import FULL, bits, lane, salt
from pes_sim.reference.profiling import profiling
from pes_sim.reference.queues import queue_class, served
from pes_sim.reference.rounding import single
from pes_sim.world.office import Office
from pes_sim.world.profiling import AT_RISK

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel


def counselling(model: ReferenceModel) -> None:
    """A week of meetings, office by office."""
    profiling(model)
    values = model.values
    length = values["counselling.meeting_minutes"]
    needed = 1 - model.acceptance["caseworkers"] * model.tools.case_admin
    helped = 1 - (1 - needed) * values["counselling.protected_share"]
    per_meeting = length + values["counselling.meeting_admin_minutes"] * helped
    worth: list[float] = (model.staff.quality * model.staff_proficiency)[model.staff.cover].tolist()
    absent: list[bool] = model.staff.absent[model.staff.cover].tolist()
    clients: list[list[Jobseeker]] = [[] for _ in model.offices]
    for person in model.register.values():
        clients[person.region].append(person)
    gross = administration = 0.0
    for office in model.offices:
        time = float(model.caseworker_minutes[office.region])
        office.clients = len(clients[office.region]) * model.scale
        admin = min(time, values["counselling.case_admin_minutes"] * helped * office.clients)
        gross += time
        administration += admin
        office.available["counselling"] = time - admin + office.lent * values["staffing.redeploy_worth"]
        wished = office.clients * per_meeting / values["counselling.norm_weeks"]
        slack = values["counselling.case_admin_minutes"] * (helped - needed) * office.clients
        office.pressure = (admin - min(admin, slack) + wished) / max(time, 1.0)
        for person in invited(model, office, clients[office.region], per_meeting):
            meet(person, worth[person.caseworker], absent[person.caseworker])
    held = sum(model.tally[Count.meeting_minutes]) / ONE * model.scale
    booked = model.ledger.service
    booked["caseworker_minutes"] = gross
    booked["caseworker_contact_minutes"] = held
    booked["caseworker_admin_minutes"] = administration + held * (per_meeting / length - 1.0)
    booked["lent_minutes"] = sum(office.lent for office in model.offices)


def _interval(model: ReferenceModel) -> int:
    return max(1, round(model.values["counselling.min_interval_weeks"]))


def invited(
    model: ReferenceModel, office: Office, clients: list[Jobseeker], per_meeting: float
) -> list[Jobseeker]:  # fmt: skip
    """Those the office has time for: longest unmet first, with head starts for the new and for those at risk."""
    values, ties = model.values, salt(Stream.MEETING_TIE, model.week)
    first = round(values["counselling.first_meeting_priority"])
    risk = round(values["counselling.risk_priority"]) - creaming(model)
    sixteenths = int(per_meeting * SIXTEENTHS)
    line = []
    for person in clients:
        if person.registered_ok and (not person.met or person.since_meeting >= _interval(model)):
            patience = person.since_meeting + (0 if person.met else first) + (risk if person.profile & AT_RISK else 0)
            line.append((queue_class(max(patience, 0), person.key, ties), sixteenths, person))
    unit = model.scale / SIXTEENTHS
    chosen, _, used = served(line, int(office.capacity("counselling") / unit))
    office.spend("counselling", float(used) * unit, float(sum(minutes for _, minutes, _ in line)) * unit)
    return chosen


def meet(person: Jobseeker, worth: float, absent: bool) -> None:
    """A meeting is lost (caseworker absent, system down), missed by the client, or held: contact grows by its worth."""
    model, values = person.model, person.model.values
    word = bits(person.key, salt(Stream.MEETING_NO_SHOW, model.week))
    if absent or lane(word, 1) < model.outage_loss * FULL:
        person.note(Count.meetings_lost)
        return
    if lane(word, 0) < values["counselling.no_show"] * FULL:
        person.note(Count.meetings_missed)
        person.since_meeting = min(person.since_meeting, _interval(model) // 2)
        return
    length = values["counselling.meeting_minutes"]
    share = values["counselling.video_share"] * values["channels.video.open"]
    video = not person.offline and lane(word, 2) < share * FULL
    travel = values["channels.counter.client_minutes"] - values["channels.video.client_minutes"]
    own = length if video else length + travel
    effect = values["counselling.video_effect"] if video else 1.0
    person.contact = single(person.contact + worth * (length / values["counselling.reference_minutes"]) * effect)
    person.client_minutes = single(person.client_minutes + own)
    person.since_meeting, person.met = 0, 1
    person.note(Count.meetings)
    person.note(Count.meetings_hard, int(person.slow))
    person.note(Count.meeting_minutes, int(length * ONE))
    person.note(Count.client_minutes, int(own * ONE))
