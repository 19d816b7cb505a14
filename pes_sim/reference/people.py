"""People at the end of the week: birthdays and successions, then a week passes for the registered."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING

from pes_sim.kpis.counters import ONE, Count
from pes_sim.random import Stream
from pes_sim.reference.jobseeker import AWAY, REGISTERED, WORK, Jobseeker
from pes_sim.reference.luck import FULL, bits, lane, salt
from pes_sim.reference.profiling import leaves
from pes_sim.reference.rounding import single
from pes_sim.world.labour_force import BIRTHDAYS
from pes_sim.world.register import ENTRANT, TO_RETIREMENT

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel

_YEAR_WEEKS, _QUARTER = 52.2, 13


def people(model: ReferenceModel) -> None:
    """Birthdays, then a week more on the register for all who are there."""
    for slot in model.born_in[model.week % BIRTHDAYS]:
        birthday(model.people[slot])
    for person in model.register.values():
        week_passes(person)
        count(person)


def birthday(person: Jobseeker) -> None:
    """Grow into the next age band, with the threshold left, or leave the labour force and be followed."""
    model = person.model
    if person.draw(Stream.PERSON_REPLACED) >= model.tables.survival[person.band]:
        if person.status == REGISTERED:
            person.note(Count.exits)
            person.note(Count.exits_to_inactivity)
            person.note(Count.exit_spell_weeks, person.spell + 1)
            leaves(person)
            person.leave(TO_RETIREMENT)
        succeed(person)
        return
    left = person.threshold - person.clock() if person.status == WORK else 0.0
    person.band += 1
    if person.status == WORK:
        person.threshold = single(person.clock() + left)
    elif person.status == REGISTERED:
        person.cell = person.segment_cell()


def succeed(gone: Jobseeker) -> None:
    """A young person takes the place of ``gone`` in region, education, occupation, with luck of their own."""
    model, values = gone.model, gone.model.values
    model.ledger.service["wrong_lost"] += len(gone.wrong) * model.scale
    new = Jobseeker(model, gone.slot, (gone.generation + 1) % 256)
    for name in ("region", "education", "occupation", "sex", "birthday"):
        setattr(new, name, getattr(gone, name))
    # the slot's outcomes since the start go on
    for name in ("weeks_unemployed", "unmet_before", "minutes_before"):
        setattr(new, name, getattr(gone, name))
    new.band = bisect_right(model.tables.entrants.tolist(), new.draw(Stream.PERSON_ENTRANT, 0))
    new.furnish()
    new.was = ENTRANT
    if new.draw(Stream.PERSON_START, 0) < values["labour.entrants_registering"]:
        new.status = AWAY
        new.threshold = single(new.clock())
    else:
        new.start_work()
    model.people[gone.slot] = new
    gone.remove()


def week_passes(person: Jobseeker) -> None:
    """Contact fades, effort recovers, training teaches the low-skilled, the spell grows."""
    model, values = person.model, person.model.values
    person.spell = min(person.spell + 1, 65535)
    person.contact = single(person.contact * math.exp(-1.0 / values["counselling.fade_weeks"]))
    person.effort = single(person.effort + values["people.effort_recovery"] * (1.0 - person.effort))
    training = values["people.skill_training"] / 52.0
    reached = lane(bits(person.key, salt(Stream.PERSON_TRAINED, 0)), 0) < values["people.training_reach"] * FULL
    if training > 0.0 and reached and person.skill < values["people.basic_skill"]:
        person.skill = single(person.skill + training * (1.0 - person.skill))
        person.note(Count.in_skill_training)
    person.since_meeting = min(person.since_meeting + 1, 255)
    person.met = min(person.met + 1, 255) if person.met else 0
    if model.week >= 0:
        person.weeks_unemployed += 1


def count(person: Jobseeker) -> None:
    """Count the person into the week's stocks."""
    note, weeks = person.note, person.spell
    note(Count.registered)
    note(Count.spell_weeks, weeks)
    upper_days = person.model.figures.durations.upper_days
    longer_than = sum(weeks > days / 7.0 for days in upper_days)
    note(Count(Count.registered_to_91_days + longer_than))
    if weeks > _YEAR_WEEKS:
        note(Count.registered_over_year)
    if weeks + person.bridged > _YEAR_WEEKS:
        note(Count.registered_bridged_year)
    note(Count.satisfaction, int(person.satisfaction * ONE))
    note(Count.trust, int(person.trust * ONE))
    note(Count.digital_skill, int(person.skill * ONE))
    note(Count.effort, int(person.effort * ONE))
    note(Count.offline, int(person.offline))
    note(Count.accounts, int(person.account))
    if 0 < person.met <= _QUARTER + 1:
        note(Count.met_in_13_weeks)
    if person.claim_ok:
        note(Count.benefit_days, 7)
