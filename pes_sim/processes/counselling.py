"""Counselling: the time that is left becomes meetings, and meetings become a fading stock of contact.

Who is met: the longest unmet first, with head starts for the newly registered and for those at risk. A meeting
is lost when the caseworker is absent or the system down, missed when the client stays away. A lost meeting is not made
up for: the next is due when it would have been anyway (Schiprowski 2020). What contact does is multiplied by the
caseworker's quality (nothing with the weaker part, twice the mean with the stronger) x proficiency.

Rules that act on persons are read by regime: 0 is the service's own, the others are a trial's treatments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.fetching import prefetch, upcoming
from pes_sim.kernel import kernel, rows
from pes_sim.kpis.counters import ONE, Count
from pes_sim.processes.fifo import CLASSES, SIXTEENTHS, add_up, class_of, rank_by_luck
from pes_sim.processes.profiling import profiling
from pes_sim.processes.steering.gaming import creaming
from pes_sim.processes.teams import diaries, serve_teams
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, lane, part_key
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
LONG_AGO = 255
"""Value of the register's ``met`` where the first meeting was booked and lost: no head start a second time."""


@njit(nogil=True, inline="always")
def _patience(i, since_meeting, met, profile, first_priority, risk_priority):  # type: ignore[no-untyped-def]
    weight = np.int64(since_meeting[i])
    weight += first_priority * (met[i] == 0)
    weight += risk_priority * (profile[i] & AT_RISK != 0)
    return max(weight, 0)


@njit(nogil=True, inline="always")
def _may_be_met(i, key, registered_ok, since_meeting, met, min_interval, offered, salt_offered):  # type: ignore[no-untyped-def]
    # the interval is one between meetings: who was never met need not wait for it
    due = (registered_ok[i] == 1) & ((met[i] == 0) | (since_meeting[i] >= min_interval))
    if offered < 1.0:
        due &= lane(bits(key[i], salt_offered), 0) < offered * _FULL
    return due


@njit(nogil=True, inline="always")
def _place(  # type: ignore[no-untyped-def]
    i, key, since_meeting, met, turn, profile, registered_ok, min_interval, first_priority, risk_priority, offered,
    salt_offered,
):  # fmt: skip
    weight = _patience(i, since_meeting, met, profile, first_priority, risk_priority)
    may = _may_be_met(i, key, registered_ok, since_meeting, met, min_interval, offered, salt_offered)
    return np.uint16(class_of(weight, turn[i])) if may else _NEVER


@kernel
def book(  # type: ignore[no-untyped-def]
    lo, hi, key, region, regime, first_diary, since_meeting, met, turn, profile, registered_ok, min_interval,
    first_priority, risk_priority, minutes, offered, salt_offered, place, histogram, clients,
):  # fmt: skip
    """Add the minutes a meeting takes (sixteenths) for all who may have one to (diary, class); count ``clients``.

    There is a diary for each team in each region; ``first_diary`` (the team's) and the rules are by regime.
    ``place`` gets everybody's class, row ``lo`` first.
    """
    start = np.uint64(lo)
    interval, priority, risk, share = min_interval[0], first_priority[0], risk_priority[0], offered[0]
    for first in range(lo, hi, STRETCH):
        stretch = rows(first, min(first + STRETCH, hi))
        if min_interval.size == 1:  # one rule for all, without looking it up, is worked out several at a time
            for i in stretch:
                place[i - start] = _place(i, key, since_meeting, met, turn, profile, registered_ok, interval, priority,
                                          risk, share, salt_offered)  # fmt: skip
        else:
            for i in stretch:
                g = np.uint64(regime[i])
                place[i - start] = _place(i, key, since_meeting, met, turn, profile, registered_ok, min_interval[g],
                                          first_priority[g], risk_priority[g], offered[g], salt_offered)  # fmt: skip
        for i in stretch:
            g = np.uint64(regime[i])
            diary = np.uint64(first_diary[g] + region[i])
            clients[diary] += 1
            # added up for everybody, but nothing for most: a branch would be wrong too often
            may = place[i - start] != _NEVER
            histogram[diary, np.uint64(place[i - start] * may)] += minutes[g] * may


@kernel
def meet(  # type: ignore[no-untyped-def]
    lo, hi, place, episode, cell, region, regime, first_diary, slow, since_meeting, met, booked, turn, offline,
    caseworker, contact, worth, client_minutes, min_interval, limit, able, absent, minutes, length, video_share,
    video_effect, no_show, outage_loss, loses, travel, salt_luck, salt_turn, served, ledger,
):  # fmt: skip
    """Hold, miss or lose the meetings of everyone whose class in ``place`` is before ``limit`` of their diary.

    ``able`` (by post) is what contact does with that caseworker, ``length`` a meeting's length relative
    to the reference, ``travel`` the client's minutes for a visit. ``served`` is room for a list of rows. Turn and
    luck of a meeting are those of its number in the episode, the same where it is brought forward.
    """
    n = 0
    for i in rows(lo, hi):
        # every row is written and few of them kept: a branch would be wrong too often
        served[n] = i
        n += place[i - np.uint64(lo)] < limit[np.uint64(first_diary[np.uint64(regime[i])] + region[i])]
    for e in rows(0, n):
        soon = upcoming(served, e, n)
        prefetch(episode, soon)
        prefetch(caseworker, soon)
        prefetch(contact, soon)
        i = np.uint64(served[e])
        g = np.uint64(regime[i])
        s = cell[i]
        word = bits(part_key(episode[i], booked[i]), salt_luck)
        booked[i] = min(np.int64(booked[i]) + 1, 255)
        turn[i] = rank_by_luck(part_key(episode[i], booked[i]), salt_turn)
        post = np.uint64(caseworker[i])
        if absent[post] or loses[g] or lane(word, 1) < outage_loss * _FULL:
            ledger[_LOST, s] += 1
            since_meeting[i] = 0
            met[i] = met[i] if met[i] else LONG_AGO
            continue
        if lane(word, 0) < no_show * _FULL:
            ledger[_MISSED, s] += 1
            since_meeting[i] = min(np.int64(since_meeting[i]), min_interval[g] // 2)
            continue
        video = offline[i] == 0 and lane(word, 2) < video_share[g] * _FULL
        contact[i] += length[g] * (video_effect if video else 1.0)
        worth[i] = able[post]
        own = minutes[g] if video else minutes[g] + travel
        client_minutes[i] += own
        since_meeting[i] = 0
        met[i] = 1
        ledger[_HELD, s] += 1
        ledger[_HARD, s] += slow[i]
        ledger[_MINUTES, s] += np.int64(minutes[g] * ONE)
        ledger[_OWN, s] += np.int64(own * ONE)


def rules(model: PESModel) -> dict[str, NDArray[Any]]:
    """What decides who is met, by regime: whole weeks of interval and head starts."""
    regimes = model.regimes
    return {
        "interval": np.maximum(1, np.rint(regimes["counselling.min_interval_weeks"])).astype(np.int64),
        "first": np.rint(regimes["counselling.first_meeting_priority"]).astype(np.int64),
        "risk": np.rint(regimes["counselling.risk_priority"]).astype(np.int64) - creaming(model),
        "minutes": regimes["counselling.meeting_minutes"],
        "offered": regimes["counselling.offered_share"],
        "video": regimes["counselling.video_share"] * model.values["channels.video.open"],
    }


def counselling(model: PESModel) -> None:
    """A week of meetings: administration first, then meetings from the time that is left and the time lent."""
    profiling(model)
    register, values, staff, regimes = model.jobseekers.register, model.values, model.staff, model.regimes
    by = rules(model)
    length = by["minutes"]
    # what tools save of administration becomes time for meetings as far as it is protected; the rest is absorbed
    needed = 1 - model.acceptance["caseworkers"] * model.tools.case_admin
    helped = 1 - (1 - needed) * values["counselling.protected_share"]
    per_meeting = length + values["counselling.meeting_admin_minutes"] * helped
    sixteenths = (per_meeting * SIXTEENTHS).astype(np.int64)
    turns, luck, offer = (salt(s, 0) for s in (Stream.MEETING_TURN, Stream.MEETING_LUCK, Stream.MEETING_OFFERED))
    parts, diaries_kept = len(model.jobseekers.parts), regimes.teams * len(model.offices)
    first_diary = regimes.team * len(model.offices)
    histogram = np.zeros((parts, diaries_kept, CLASSES), dtype=np.int64)
    counted = np.zeros((parts, diaries_kept), dtype=np.int64)
    model.jobseekers.each_part(
        lambda part: book(
            part.lo, part.hi, register.key, register.region, register.regime, first_diary, register.since_meeting,
            register.met, register.turn, register.profile, register.registered_ok, by["interval"], by["first"],
            by["risk"], sixteenths, by["offered"], offer, part["open_rank"], histogram[part.index],
            counted[part.index],
        )
    )  # fmt: skip
    clients = counted.sum(axis=0).reshape(regimes.teams, -1) * model.scale
    gross, administration = diaries(model, clients, needed, helped, float(per_meeting[0]))
    add_up(histogram)
    limit = serve_teams(model, histogram[0])
    able = (staff.quality * model.staff_proficiency)[staff.cover]
    absent = staff.absent[staff.cover]

    def work(part: Part) -> None:
        meet(
            part.lo, part.hi, part["open_rank"], register.episode, register.cell, register.region, register.regime,
            first_diary, register.slow, register.since_meeting, register.met, register.booked, register.turn,
            register.offline, register.caseworker, register.contact, register.worth, register.client_minutes,
            by["interval"], limit, able, absent, length, length / values["counselling.reference_minutes"], by["video"],
            values["counselling.video_effect"], values["counselling.no_show"], model.outage_loss, regimes.loses,
            values["channels.counter.client_minutes"] - values["channels.video.client_minutes"], luck, turns,
            part["open_row"], model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)
    booked = model.ledger.service
    held = model.ledger.total(_MINUTES)
    booked["caseworker_minutes"] = gross
    booked["caseworker_contact_minutes"] = held
    booked["caseworker_admin_minutes"] = administration + model.ledger.total(_HELD) * float(per_meeting[0] - length[0])
    booked["lent_minutes"] = sum(office.lent for office in model.offices)
