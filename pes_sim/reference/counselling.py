"""Counselling: the time that is left becomes meetings, for the longest unmet first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.kpis.counters import ONE, Count
from pes_sim.processes.counselling import LONG_AGO
from pes_sim.processes.fifo import CLASSES, SIXTEENTHS
from pes_sim.processes.steering.gaming import creaming
from pes_sim.processes.teams import diaries, serve_teams
from pes_sim.random import Stream
from pes_sim.reference.jobseeker import Jobseeker
from pes_sim.reference.luck import FULL, bits, lane, part_key, salt
from pes_sim.reference.profiling import profiling
from pes_sim.reference.queues import queue_class
from pes_sim.reference.rounding import single
from pes_sim.world.profiling import AT_RISK
from pes_sim.world.trial import OWN_RULES

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel


def counselling(model: ReferenceModel) -> None:
    """A week of meetings, team by team and office by office."""
    profiling(model)
    values, regimes = model.values, model.regimes
    needed = 1 - model.acceptance["caseworkers"] * model.tools.case_admin
    helped = 1 - (1 - needed) * values["counselling.protected_share"]
    extra = values["counselling.meeting_admin_minutes"] * helped
    worth: list[float] = (model.staff.quality * model.staff_proficiency)[model.staff.cover].tolist()
    absent: list[bool] = model.staff.absent[model.staff.cover].tolist()
    team: list[int] = regimes.team.tolist()
    clients: list[list[list[Jobseeker]]] = [[[] for _ in model.offices] for _ in range(regimes.teams)]
    for person in model.register.values():
        clients[team[person.regime]][person.region].append(person)
    counted = np.array([[len(people) * model.scale for people in offices] for offices in clients])
    usual = float(regimes["counselling.meeting_minutes"][OWN_RULES]) + extra
    gross, administration = diaries(model, counted, needed, helped, usual)
    lines = [waiting(model, people, extra) for offices in clients for people in offices]
    wanted = np.zeros((len(lines), CLASSES), dtype=np.int64)
    for diary, line in enumerate(lines):
        for rank, minutes, _ in line:
            wanted[diary, rank] += minutes
    limit: list[int] = serve_teams(model, wanted).tolist()
    for diary, line in enumerate(lines):
        for rank, _, person in line:
            if rank < limit[diary]:
                meet(person, worth[person.caseworker], absent[person.caseworker])
    booked = model.ledger.service
    booked["caseworker_minutes"] = gross
    booked["caseworker_contact_minutes"] = sum(model.tally[Count.meeting_minutes]) / ONE * model.scale
    booked["caseworker_admin_minutes"] = administration + sum(model.tally[Count.meetings]) * model.scale * extra
    booked["lent_minutes"] = sum(office.lent for office in model.offices)


def rule(person: Jobseeker, path: str) -> float:
    """The value of a lever that acts on persons, under the rules this person is under."""
    return float(person.model.regimes[path][person.regime])


def _interval(person: Jobseeker) -> int:
    return max(1, round(rule(person, "counselling.min_interval_weeks")))


def waiting(model: ReferenceModel, clients: list[Jobseeker], extra: float) -> list[tuple[int, int, Jobseeker]]:
    """Who may be met: rank (longest unmet first, the new and those at risk have head starts), minutes, person."""
    ties, offer = salt(Stream.MEETING_TURN, 0), salt(Stream.MEETING_OFFERED, 0)
    line = []
    for person in clients:
        offered = rule(person, "counselling.offered_share")
        due = person.registered_ok and (not person.met or person.since_meeting >= _interval(person))
        if due and (offered >= 1.0 or lane(bits(person.key, offer), 0) < offered * FULL):
            first = 0 if person.met else round(rule(person, "counselling.first_meeting_priority"))
            risk = round(rule(person, "counselling.risk_priority")) - creaming(model)
            patience = person.since_meeting + first + (risk if person.profile & AT_RISK else 0)
            minutes = int((rule(person, "counselling.meeting_minutes") + extra) * SIXTEENTHS)
            line.append((queue_class(max(patience, 0), part_key(person.episode, person.booked), ties), minutes, person))
    return line


def meet(person: Jobseeker, worth: float, absent: bool) -> None:
    """A meeting is lost (caseworker absent, system down), missed by the client, or held: contact grows by its worth."""
    model, values = person.model, person.model.values
    word = bits(part_key(person.episode, person.booked), salt(Stream.MEETING_LUCK, 0))
    person.booked = min(person.booked + 1, 255)
    if absent or model.regimes.loses[person.regime] or lane(word, 1) < model.outage_loss * FULL:
        person.note(Count.meetings_lost)
        person.since_meeting, person.met = 0, person.met or LONG_AGO
        return
    if lane(word, 0) < values["counselling.no_show"] * FULL:
        person.note(Count.meetings_missed)
        person.since_meeting = min(person.since_meeting, _interval(person) // 2)
        return
    length = rule(person, "counselling.meeting_minutes")
    share = rule(person, "counselling.video_share") * values["channels.video.open"]
    video = not person.offline and lane(word, 2) < share * FULL
    travel = values["channels.counter.client_minutes"] - values["channels.video.client_minutes"]
    own = length if video else length + travel
    effect = values["counselling.video_effect"] if video else 1.0
    person.contact = single(person.contact + (length / values["counselling.reference_minutes"]) * effect)
    person.worth = single(worth)
    person.client_minutes = single(person.client_minutes + own)
    person.since_meeting, person.met = 0, 1
    person.note(Count.meetings)
    person.note(Count.meetings_hard, int(person.slow))
    person.note(Count.meeting_minutes, int(length * ONE))
    person.note(Count.client_minutes, int(own * ONE))
