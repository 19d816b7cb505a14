"""A trial: the eligible join, the lot puts them into groups; what is done to a group holds for its members."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.processes.trial import regimes, region_groups
from pes_sim.random import Stream
from pes_sim.reference.jobseeker import AWAY, MEASURE, REGISTERED, WORK, Jobseeker
from pes_sim.reference.luck import bits, lane, salt
from pes_sim.reference.profiling import NORMAL, rank
from pes_sim.scenario.trial import Treatment, Trial
from pes_sim.world import trial as books
from pes_sim.world.register import ENTRANT, TO_INACTIVITY, TO_LASTING_INACTIVITY, TO_MEASURE

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel

STATE = {WORK: books.WORK, REGISTERED: books.REGISTERED, MEASURE: books.MEASURE, AWAY: books.AWAY}


def trial(model: ReferenceModel) -> None:
    """Enrol who is eligible this week, and say under which rules every participant is served."""
    model.regimes = regimes(model)
    part = model.participants
    if part is None or model.week < 0:
        return
    for slot in sorted(model.register):
        person = model.register[slot]
        if (slot, person.generation) not in part.known and joins(person, part.trial):
            join(person, part)
    for person in model.register.values():
        person.regime = books.OWN_RULES
    for k in part.followed(model.week).tolist():
        person = model.people[int(part["slot"][k])]
        if person.status == REGISTERED and person.generation == part["generation"][k]:
            since = model.week - int(part["joined"][k])
            person.regime = regime(part.trial, int(part["group"][k]), since, int(part["lost"][k]))


def joins(person: Jobseeker, plan: Trial) -> bool:
    """Whether this is the person's week to join, and they meet every condition."""
    model, who = person.model, plan.eligible
    entering = who.entries is not None and who.entries[0] <= model.week < who.entries[1] and person.spell == 0
    if not entering and who.stock != model.week:
        return False
    age, regions = int(model.tables.band_age[person.band]), model.figures.regions.rows
    return (
        (who.registered_for is None or who.registered_for[0] <= person.spell < who.registered_for[1])
        and (who.ages is None or who.ages[0] <= age <= who.ages[1])
        and (who.sex is None or person.sex in who.sex)
        and (who.education is None or person.education in who.education)
        and (who.area is None or person.area in who.area)
        and (who.digital_skill is None or person.skill_class in who.digital_skill)
        and (who.regions is None or regions[person.region].name in who.regions)
        and not (who.from_work and person.was in (TO_MEASURE, TO_INACTIVITY, TO_LASTING_INACTIVITY, ENTRANT))
        and (who.score is None or who.score[0] <= score(person) < who.score[1])
        and (who.sample >= 1 or person.draw(Stream.TRIAL_SAMPLE, 0) < who.sample)
    )


def score(person: Jobseeker) -> float:
    """Rank of risk among those who register, with noise of its own."""
    seen = person.model.profiler
    x = float(seen.signal[person.region, person.band, person.occupation, int(person.slow)])
    noise = NORMAL[lane(bits(person.key, salt(Stream.TRIAL_SCORE, 0)), 0)]
    return rank(seen.tool.weight * x + noise, seen.tool)


def join(person: Jobseeker, part: books.Participants) -> None:
    """Into the group that the lot says, and into the books."""
    model, plan = person.model, part.trial
    if plan.lot == "region":
        group = int(region_groups(model, plan)[person.region])
    else:
        bounds = list(accumulate(plan.groups.values()))
        group = min(bisect_right(bounds, person.draw(Stream.TRIAL_LOT, 0)), len(bounds) - 1)
    part.known.add((person.slot, person.generation))
    quality = model.staff.quality[model.staff.cover[person.caseworker]]
    facts = {
        "slot": person.slot, "generation": person.generation, "group": group, "joined": model.week,
        "region": person.region, "cell": person.cell, "band": person.band, "slow": int(person.slow),
        "spell": person.spell, "quality": float(quality),
    }  # fmt: skip
    part.join(**{name: np.array([value]) for name, value in facts.items()})


def regime(plan: Trial, group: int, since: int, lost: int) -> int:
    """The first treatment of the group that applies, from 1; 0 for none."""
    name = list(plan.groups)[group]

    def applies(treatment: Treatment) -> bool:
        in_time = treatment.first <= since and (treatment.end is None or since < treatment.end)
        return treatment.group == name and in_time and (not treatment.lost_meetings or lost < treatment.lost_meetings)

    return next((k for k, treatment in enumerate(plan.treatments, 1) if applies(treatment)), books.OWN_RULES)


def follow(model: ReferenceModel) -> None:
    """At the end of a week: note where every participant is, what was paid and who was met."""
    part = model.participants
    if part is None or model.week < 0:
        return
    for k in part.followed(model.week).tolist():
        person = model.people[int(part["slot"][k])]
        state = STATE[person.status]
        if person.generation != part["generation"][k]:
            state = books.GONE
        elif person.status == REGISTERED:
            state += books.BENEFIT * person.claim_ok + books.MEETING * (person.met == 2)
            booked = person.since_meeting == 1 and person.met > 0
            part["lost"][k] += booked and bool(model.regimes.loses[person.regime])
        part.history[k, model.week - part["joined"][k]] = state
    if part.trial.lot == "region":
        of = region_groups(model, part.trial)
        groups = len(part.trial.groups)
        registered = [int(of[person.region]) for person in model.register.values()]
        everybody = [int(of[person.region]) for person in model.people]
        part.rates.append((np.bincount(registered, minlength=groups), np.bincount(everybody, minlength=groups)))
