"""Events of a person's story, and how two looks at a person become the events between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from pes_sim.kpis.counters import Count
from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.counselling import LONG_AGO
from pes_sim.processes.inflow import LONGEST_WEEKS
from pes_sim.runs.trace.looking import ABSENT, Look
from pes_sim.world.catalogue import BACK, CHANNEL_KIND, FRONT, LINE
from pes_sim.world.profiling import AT_RISK
from pes_sim.world.register import ENTRANT, NONE, OPEN, PROCESSING, QUEUE_BACK, QUEUE_FRONT, TO_MEASURE

if TYPE_CHECKING:
    from pes_sim.model import PESModel

WORKS = 0.98
"""Availability below which a failure is put down to the system."""
HABIT = 0.4
"""Pull of a channel from which its choice is called a habit."""
LONG = 52
"""Weeks on the register that are told as a year."""


@dataclass(frozen=True)
class Event:
    """Something that happened: ``kind`` is the sentence's name in the language file, ``data`` fills its gaps.

    Values of ``data`` are numbers, or words that the language file has in its lists (channels, tasks, reasons).
    """

    kind: str
    week: int
    date: date
    data: dict[str, Any] = field(default_factory=dict)


KINDS = (
    "who", "registered", "doubt", "no_way", "failed", "failed_later", "done", "done_later", "helped_by_staff",
    "appointment", "sent", "handed_in", "handed_in_later", "gave_up", "at_risk", "first_meeting", "meeting",
    "missed_meeting", "lost_meeting", "found_work", "began_measure", "went_away", "work_after_measure",
    "work_after_away", "away_after_measure", "a_year", "retired", "end",
)  # fmt: skip
"""Every kind of event there is; a language file has a sentence for each."""

Told = Iterator[tuple[str, dict[str, Any]]]


def between(phase: str, before: Look, after: Look, model: PESModel) -> Told:
    """What happened to a person in ``phase``: kinds of events with their data."""
    if after.generation != before.generation:
        yield "retired", {}
        return
    reader = {"inflow": _inflow, "service": _service, "counselling": _counselling, "matching": _matching}.get(phase)
    if reader is not None:
        yield from reader(before, after, model)
    elif phase == "people":
        yield from _people(before, after)


def _inflow(before: Look, after: Look, model: PESModel) -> Told:
    if before.status == after.status:
        return
    if after.status == "registered":
        came = {"employed": "job_loss", "in measure": "measure", "inactive": "away"}[before.status]
        came = "new" if before.was == ENTRANT and came == "away" else came
        yield "registered", {"from": came, "again": "again" if after.spells > 1 else "first"}
    elif after.status == "employed":
        yield "work_after_" + ("measure" if before.status == "in measure" else "away"), {}
    else:
        yield "away_after_measure", {}


def _service(before: Look, after: Look, model: PESModel) -> Told:
    if before.need is ABSENT or after.need is ABSENT:
        return
    for t, task in enumerate(TASKS):
        was, now = int(before.stage(t)), int(after.stage(t))
        if was == NONE:
            if now != NONE:
                yield "doubt", {"task": task}
            continue
        c = after.channel(t)
        failed = after.tries(t) > before.tries(t)
        told: dict[str, Any] = {"task": task, "channel": CHANNELS[c]}
        if was == OPEN:
            told["choice"] = _choice(before, t, c)
        else:
            told["waited"] = before.wait(t)
        if failed and after.failed(t) == 0:
            yield "no_way", {"task": task}
        elif failed:
            told["why"] = _reason(before, t, c, model)
            yield ("failed" if was == OPEN else "failed_later"), told
        elif now in (NONE, OPEN):  # open again without a failure: settled, and the same arose anew
            yield ("done" if was == OPEN else "done_later"), told | {"age": max(0, before.age(t) - 1)}
        elif was == OPEN and now == QUEUE_FRONT:
            yield ("helped_by_staff" if CHANNEL_KIND[c] not in (FRONT, LINE, BACK) else "appointment"), told
        elif was == OPEN and now == QUEUE_BACK:
            yield "sent", told
        elif now == PROCESSING and was != PROCESSING:
            yield ("handed_in" if was == OPEN else "handed_in_later"), told
        if failed and now == NONE:
            yield "gave_up", {"task": task, "tries": after.tries(t)}
        elif not failed and now == OPEN:
            yield "doubt", {"task": task}


def _choice(before: Look, t: int, c: int) -> str:
    """Why this channel, as far as the person knows."""
    last = before.failed(t) - 1
    if last >= 0:
        return "same_again" if last == c else "other_way"
    return "habit" if before.habit is not None and before.habit[c] >= HABIT else "first"


def _reason(before: Look, t: int, c: int, model: PESModel) -> str:
    """Why an attempt failed, as far as it can be seen from outside."""
    kind, task_open = CHANNEL_KIND[c], before.stage(t) == OPEN
    if model.availability[t, c] < WORKS:
        return "outage"
    if kind == LINE:
        answered = model.ledger.total(int(Count.calls_answered))
        lost = model.ledger.total(int(Count.calls_abandoned))
        return "line_busy" if lost > answered else "line"
    if kind == FRONT and not task_open and before.wait(t) + 1 >= model.values["queue.patience_weeks"]:
        return "queue"
    if kind in (FRONT, BACK):
        return "unresolved"
    return "unsure" if before.skill < model.values["people.basic_skill"] else "stuck"


def _counselling(before: Look, after: Look, model: PESModel) -> Told:
    if before.need is ABSENT or after.need is ABSENT:
        return
    if not before.at_risk(AT_RISK) and after.at_risk(AT_RISK):
        yield "at_risk", {}
    own = after.client_minutes - before.client_minutes
    booked = before.met == 0 < after.met or after.since_meeting == 0 < before.since_meeting
    if own > 0:
        first = before.met in (0, LONG_AGO)
        by_video = own <= model.values["counselling.meeting_minutes"] + 0.5
        told = {"since": before.since_meeting, "way": "video" if by_video else "office", "spell": after.spell}
        yield ("first_meeting" if first else "meeting"), told | {"use": "useful" if after.worth > 0 else "useless"}
    elif booked:
        yield "lost_meeting", {}
    elif after.since_meeting < before.since_meeting:
        yield "missed_meeting", {}


def _matching(before: Look, after: Look, model: PESModel) -> Told:
    if before.status != "registered" or after.status == "registered":
        return
    weeks = min(before.spell + 1, LONGEST_WEEKS)
    if after.was == TO_MEASURE or after.status == "in measure":
        yield "began_measure", {"weeks": weeks}
    elif after.status == "employed":
        helped = "helped" if before.contact > 0.2 else "alone"
        yield "found_work", {"weeks": weeks, "help": helped}
    else:
        yield "went_away", {"weeks": weeks}


def _people(before: Look, after: Look) -> Told:
    if before.need is ABSENT or after.need is ABSENT:
        return
    if before.spell < LONG <= after.spell:
        yield "a_year", {"unmet": after.unmet_needs}
