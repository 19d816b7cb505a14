"""Counselling: the time that is left becomes meetings, and meetings become a fading stock of contact.

Who is met: the longest unmet first, with head starts for the newly registered and for those at risk. A meeting
is lost when the caseworker is absent or the system down, missed when the client stays away. Its worth is the
caseworker's quality (nothing for the weaker part, twice the mean for the stronger) x proficiency x length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from pes_sim.kernel import kernel, rows
from pes_sim.kpis.counters import ONE, Count
from pes_sim.processes.fifo import CLASSES, SIXTEENTHS, queue_class
from pes_sim.processes.profiling import profiling
from pes_sim.processes.service import serve_offices
from pes_sim.processes.steering.gaming import creaming
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, lane
from pes_sim.world.jobseekers import STRETCH, Part
from pes_sim.world.profiling import AT_RISK

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_HELD, _MINUTES, _OWN = int(Count.meetings), int(Count.meeting_minutes), int(Count.client_minutes)
_HARD = int(Count.meetings_hard)
_MISSED, _LOST = int(Count.meetings_missed), int(Count.meetings_lost)
_FULL = 65536.0
_NEVER = np.uint16(65535)
"""Class of who may not be met."""


@njit(nogil=True, inline="always")
def _patience(i, since_meeting, met, profile, first_priority, risk_priority):  # type: ignore[no-untyped-def]
    weight = np.int64(since_meeting[i])
    weight += first_priority * (met[i] == 0)
    weight += risk_priority * (profile[i] & AT_RISK != 0)
    return max(weight, 0)


@njit(nogil=True, inline="always")
def _may_be_met(i, registered_ok, since_meeting, met, min_interval):  # type: ignore[no-untyped-def]
    # the interval is one between meetings: who was never met need not wait for it
    return (registered_ok[i] == 1) & ((met[i] == 0) | (since_meeting[i] >= min_interval))


@kernel
def book(  # type: ignore[no-untyped-def]
    lo, hi, key, region, since_meeting, met, profile, registered_ok, min_interval, first_priority, risk_priority,
    minutes, salted, turn, histogram, clients,
):  # fmt: skip
    """Add the minutes a meeting takes (sixteenths) for all who may have one to (region, class); count ``clients``.

    ``turn`` gets everybody's class, row ``lo`` first.
    """
    start = np.uint64(lo)
    for first in range(lo, hi, STRETCH):
        stretch = rows(first, min(first + STRETCH, hi))
        for i in stretch:
            weight = _patience(i, since_meeting, met, profile, first_priority, risk_priority)
            turn[i - start] = queue_class(weight, key[i], salted)
            if not _may_be_met(i, registered_ok, since_meeting, met, min_interval):
                turn[i - start] = _NEVER
        for i in stretch:
            clients[region[i]] += 1
            # added up for everybody, but nothing for most: a branch would be wrong too often
            may = turn[i - start] != _NEVER
            histogram[region[i], np.uint64(turn[i - start] * may)] += minutes * may


@kernel
def meet(  # type: ignore[no-untyped-def]
    lo, hi, turn, key, cell, region, slow, since_meeting, met, offline, caseworker, contact, client_minutes,
    min_interval, limit, worth, absent, minutes, length, video_share, video_effect, no_show, outage_loss, travel,
    salt_meeting, served, ledger,
):  # fmt: skip
    """Hold, miss or lose the meetings of everyone whose class in ``turn`` is before ``limit`` of their region.

    ``worth`` (by post) is what a meeting with that caseworker adds to the stock, ``length`` its length relative
    to the reference, ``travel`` the client's minutes for a visit. ``served`` is room for a list of rows.
    """
    n = 0
    for i in rows(lo, hi):
        # every row is written and few of them kept: a branch would be wrong too often
        served[n] = i
        n += turn[i - np.uint64(lo)] < limit[region[i]]
    for e in rows(0, n):
        i = np.uint64(served[e])
        s = cell[i]
        word = bits(key[i], salt_meeting)
        post = np.uint64(caseworker[i])
        if absent[post] or lane(word, 1) < outage_loss * _FULL:
            ledger[_LOST, s] += 1
            continue
        if lane(word, 0) < no_show * _FULL:
            ledger[_MISSED, s] += 1
            since_meeting[i] = min(np.int64(since_meeting[i]), min_interval // 2)
            continue
        video = offline[i] == 0 and lane(word, 2) < video_share * _FULL
        contact[i] += worth[post] * length * (video_effect if video else 1.0)
        own = minutes if video else minutes + travel
        client_minutes[i] += own
        since_meeting[i] = 0
        met[i] = 1
        ledger[_HELD, s] += 1
        ledger[_HARD, s] += slow[i]
        ledger[_MINUTES, s] += np.int64(minutes * ONE)
        ledger[_OWN, s] += np.int64(own * ONE)


def counselling(model: PESModel) -> None:
    """A week of meetings: administration first, then meetings from the time that is left and the time lent."""
    profiling(model)
    register, values, staff = model.jobseekers.register, model.values, model.staff
    length = values["counselling.meeting_minutes"]
    # what tools save of administration becomes time for meetings as far as it is protected; the rest is absorbed
    needed = 1 - model.acceptance["caseworkers"] * model.tools.case_admin
    helped = 1 - (1 - needed) * values["counselling.protected_share"]
    per_meeting = length + values["counselling.meeting_admin_minutes"] * helped
    interval = max(1, round(values["counselling.min_interval_weeks"]))
    at_risk = round(values["counselling.risk_priority"]) - creaming(model)
    head_starts = (round(values["counselling.first_meeting_priority"]), at_risk)
    ties, luck = salt(Stream.MEETING_TIE, model.week), salt(Stream.MEETING_NO_SHOW, model.week)
    histogram = np.zeros((len(model.jobseekers.parts), len(model.offices), CLASSES), dtype=np.int64)
    counted = np.zeros(histogram.shape[:2], dtype=np.int64)
    model.jobseekers.each_part(
        lambda part: book(
            part.lo, part.hi, register.key, register.region, register.since_meeting, register.met, register.profile,
            register.registered_ok, interval, *head_starts, int(per_meeting * SIXTEENTHS), ties, part["open_rank"],
            histogram[part.index], counted[part.index],
        )
    )  # fmt: skip
    clients = counted.sum(axis=0) * model.scale
    gross = administration = 0.0
    for office in model.offices:
        time = model.caseworker_minutes[office.region]
        admin = min(time, values["counselling.case_admin_minutes"] * helped * clients[office.region])
        gross += time
        administration += admin
        office.clients = int(clients[office.region])
        office.available["counselling"] = time - admin + office.lent * values["staffing.redeploy_worth"]
        wished = clients[office.region] * per_meeting / values["counselling.norm_weeks"]
        slack = values["counselling.case_admin_minutes"] * (helped - needed) * clients[office.region]
        office.pressure = (admin - min(admin, slack) + wished) / max(time, 1.0)
    limit = serve_offices(model, histogram.sum(axis=0), "counselling")
    worth = (staff.quality * model.staff_proficiency)[staff.cover]
    absent = staff.absent[staff.cover]
    video = values["counselling.video_share"] * values["channels.video.open"]

    def work(part: Part) -> None:
        meet(
            part.lo, part.hi, part["open_rank"], register.key, register.cell, register.region, register.slow,
            register.since_meeting, register.met, register.offline, register.caseworker, register.contact,
            register.client_minutes, interval, limit, worth, absent, length,
            length / values["counselling.reference_minutes"], video, values["counselling.video_effect"],
            values["counselling.no_show"], model.outage_loss,
            values["channels.counter.client_minutes"] - values["channels.video.client_minutes"], luck,
            part["open_row"], model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)
    booked = model.ledger.service
    held = model.ledger.total(_MINUTES)
    booked["caseworker_minutes"] = gross
    booked["caseworker_contact_minutes"] = held
    booked["caseworker_admin_minutes"] = administration + held * (per_meeting / length - 1.0)
    booked["lent_minutes"] = sum(office.lent for office in model.offices)
