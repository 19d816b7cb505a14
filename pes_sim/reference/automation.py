"""Decisions without staff: right, wrong by themselves, or wrong by a fault that nobody knows of yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.kpis.counters import Count
from pes_sim.processes.automation.week import close, found_off_the_register, repay
from pes_sim.random import Stream
from pes_sim.reference.jobseeker import Jobseeker
from pes_sim.reference.luck import FULL, bits, lane, salt
from pes_sim.reference.need import Need
from pes_sim.reference.rounding import single
from pes_sim.world.automation import DECIDED
from pes_sim.world.catalogue import COMPLAINT

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel


def decided(model: ReferenceModel, person: Jobseeker, need: Need, word: int) -> None:
    """Without staff, a decision may be wrong by itself, or by the fault alive in the task's rules."""
    values, fault = model.values, model.tools.faults[need.task]
    person.note(Count(Count.decided_registration + need.task))
    if lane(word, 3) < values["automation.error"] * FULL:
        person.note(Count.decided_wrong)
        person.open_need(COMPLAINT)
    elif fault is not None:
        luck = bits(person.key, salt(Stream.FAULT_HITS, fault.week))
        if lane(luck, 0) < fault.share * FULL:
            person.note(Count.decided_wrong)
            if lane(luck, 1) < values["automation.noticed_at_once"] * FULL:
                person.open_need(COMPLAINT)
            elif need.task not in person.wrong:
                person.wrong.add(need.task)
                person.note(Count.wrong_marked)


def corrections(model: ReferenceModel) -> None:
    """Wrong decisions come to light when the fault is found or the person notices; the others are counted."""
    values, tools = model.values, model.tools
    found = {task for task in range(len(DECIDED)) if tools.found >> task & 1}
    noticed = 0
    for person in model.register.values():
        if not person.wrong:
            continue
        notices = (
            lane(bits(person.key, salt(Stream.WRONG_NOTICED, model.week)), 0) < values["automation.notice_rate"] * FULL
        )
        seen = set(person.wrong) if notices else person.wrong & found
        if seen:
            person.open_need(COMPLAINT)
            person.trust = single(person.trust - values["people.trust_loss"] * person.trust)
            person.note(Count.wrong_noticed, len(seen))
            person.wrong -= seen
            noticed += len(seen)
        person.note(Count.wrong_latent, len(person.wrong))
    repay(model, noticed)
    away = [person for person in model.people if person.slot not in model.register]
    tools.asleep = sum(len(person.wrong) for person in away)
    if found:
        found_off_the_register(model, sum(len(person.wrong & found) for person in away))
        for person in away:
            person.wrong -= found
    close(model, [sum(model.tally[Count.decided_registration + t]) * float(model.scale) for t in range(len(DECIDED))])
