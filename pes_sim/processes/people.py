"""People at the end of the week: contact fades, effort recovers, a week more on the register; stocks are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.fetching import prefetch, upcoming
from pes_sim.kernel import kernel, rows
from pes_sim.kpis.counters import Count
from pes_sim.kpis.segments import AGE_STARTS
from pes_sim.processes.automation.corrections import forget
from pes_sim.processes.departure import depart
from pes_sim.processes.inflow import cell_of, listed, start_work
from pes_sim.processes.stocks import STRETCH_ROWS, count_stocks
from pes_sim.random import Stream, draws, salt
from pes_sim.random.keyed import bits, lane, person_key, uniform
from pes_sim.world.episodes import NO_POINT
from pes_sim.world.jobseekers import GENERATIONS, Part
from pes_sim.world.labour_force import BIRTHDAYS, NEVER
from pes_sim.world.register import ENTRANT, TO_RETIREMENT
from pes_sim.world.settlement import furnish

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_TRAINED = int(Count.in_skill_training)
_FULL = 65536.0


@kernel
def week_passes(  # type: ignore[no-untyped-def]
    lo, hi, key, cell, account, spell, bridged, contact, effort, skill, trust, satisfaction, since_meeting, met,
    offline, claim_ok, weeks_unemployed, class_of, keep, recovery, training, reach, basic_skill,
    salt_training, counting, words, ledger,
):  # fmt: skip
    """Rows ``lo`` to ``hi`` grow a week older; ``class_of`` is the duration class by weeks registered.

    ``keep`` is the share of contact that lasts the week, ``training`` the week's gain of the low-skilled it reaches,
    ``counting`` 1 once the horizon has started; ``words`` (cells, words) are nought and left so.
    """
    for first in range(lo, hi, STRETCH_ROWS):
        end = min(first + STRETCH_ROWS, hi)
        for i in rows(first, end):
            spell[i] += 1
            weeks_unemployed[i] += counting
        for i in rows(first, end):
            contact[i] *= keep
        for i in rows(first, end):
            effort[i] += recovery * (1.0 - effort[i])
        for i in rows(first, end):
            since_meeting[i] += since_meeting[i] < 255
        for i in rows(first, end):
            met[i] += (met[i] > 0) & (met[i] < 255)
        if training > 0.0:
            for i in rows(first, end):
                if skill[i] < basic_skill and lane(bits(key[i], salt_training), 0) < reach * _FULL:
                    skill[i] += training * (1.0 - skill[i])
                    ledger[_TRAINED, cell[i]] += 1
        count_stocks(first, end, cell, account, spell, bridged, effort, skill, trust, satisfaction, met, offline,
                     claim_ok, class_of, words, ledger)  # fmt: skip


def people(model: PESModel) -> None:
    """Birthdays and successions, then a week passes for all who stay on the register."""
    birthdays(model)
    register, values = model.jobseekers.register, model.values
    model.jobseekers.share_out()
    longest = model.figures.durations.upper_days[-1] // 7 + 2
    class_of = np.searchsorted(np.array(model.figures.durations.upper_days) / 7.0, np.arange(longest))

    def age(part: Part) -> None:
        week_passes(
            part.lo, part.hi, register.key, register.cell, register.account, register.spell,
            register.bridged, register.contact, register.effort, register.skill, register.trust,
            register.satisfaction, register.since_meeting, register.met,
            register.offline, register.claim_ok, register.weeks_unemployed, class_of,
            float(np.exp(-1.0 / values["counselling.fade_weeks"])), values["people.effort_recovery"],
            values["people.skill_training"] / 52.0, values["people.training_reach"], values["people.basic_skill"],
            salt(Stream.PERSON_TRAINED, 0), np.uint16(model.week >= 0),
            part["stocks"], model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(age)


@kernel
def grow_older(  # type: ignore[no-untyped-def]
    lo, hi, slots, seed, salted, survival, generation, region, occupation, band, reading, horizon, measures, bands,
    occupations, clock, threshold, soon_awake, gone,
):  # fmt: skip
    """``slots[lo:hi]`` have their birthday: they move to the clock of the next age band, or go.

    Those who go are listed in ``gone`` from place ``lo``; returns how many.
    """
    n = lo
    for e in range(lo, hi):
        soon = upcoming(slots, e, hi)
        prefetch(region, soon)
        prefetch(clock, soon)
        prefetch(threshold, soon)
        s = np.int64(slots[e])
        key = person_key(seed, s * GENERATIONS + np.int64(generation[s]))
        if uniform(key, salted) >= survival[band[s]]:
            gone[n] = s
            n += 1
            continue
        band[s] += 1
        if clock[s] < measures:
            left = threshold[s] - reading[clock[s]]
            c = (np.int64(region[s]) * bands + band[s]) * occupations + occupation[s]
            clock[s] = c
            threshold[s] = reading[c] + left
            soon_awake[s] = threshold[s] <= horizon[c]
    return n - lo


@kernel
def grow_older_registered(  # type: ignore[no-untyped-def]
    lo, hi, today, birthday, key, slot, salted, survival, sex, education, skill_class, area, age_class, band, cell,
    leaving, retired,
):  # fmt: skip
    """The same for rows ``lo`` to ``hi`` of the register; ``today`` is the week of the birthday."""
    n = lo
    for i in rows(lo, hi):
        if birthday[i] != today:
            continue
        if uniform(key[i], salted) >= survival[band[i]]:
            leaving[i] = TO_RETIREMENT
            retired[n] = i
            n += 1
            continue
        s = slot[i]
        band[i] += 1
        cell[i] = cell_of(
            np.int64(sex[s]), age_class[band[i]], np.int64(education[s]), np.int64(skill_class[s]), np.int64(area[s])
        )
    return n - lo


def birthdays(model: PESModel) -> None:
    """Five-year birthdays: people grow into the next age band, or leave and are followed by a young entrant."""
    jobseekers, tables, found = model.jobseekers, model.tables, model.jobseekers.woken
    force, register, clocks = jobseekers.labour_force, jobseekers.register, jobseekers.clocks
    slots, salted = force.born_in(model.week), salt(Stream.PERSON_REPLACED, model.week)
    _, bands, occupations = clocks.shape
    spans = jobseekers.each_span(
        lambda lo, hi: grow_older(
            lo, hi, slots, model.seed, salted, tables.survival, force.generation, force.region, force.occupation,
            force.band, clocks.reading, clocks.horizon, clocks.measures, bands, occupations, force.clock,
            force.threshold, force.soon, found,
        ),
        len(slots),
    )  # fmt: skip
    gone = listed(found, spans)
    age_class = np.searchsorted(AGE_STARTS, tables.band_age, side="right")
    spans = jobseekers.each_span(
        lambda lo, hi: grow_older_registered(
            lo, hi, model.week % BIRTHDAYS, register.birthday, register.key, register.slot, salted, tables.survival,
            force.sex, force.education, force.skill_class, force.area, age_class, register.band, register.cell,
            register.leaving, found,
        ),
        register.n,
    )  # fmt: skip
    retired = listed(found, spans)
    for count in (Count.exits, Count.exits_to_inactivity):
        model.count(count, register.cell[retired])
    model.count(Count.exit_spell_weeks, register.cell[retired], register.spell[retired].astype(np.int64) + 1)
    depart(model, retired, model.market.vacancies)
    succeed(model, gone)


def succeed(model: PESModel, slots: NDArray[np.int64]) -> None:
    """A new person takes each of ``slots``: same place in the economy, young, with luck of their own."""
    jobseekers, tables, values = model.jobseekers, model.tables, model.values
    force, clocks = jobseekers.labour_force, jobseekers.clocks
    jobseekers.in_measures -= int((force.clock[slots] == clocks.measures).sum())
    jobseekers.inactive -= int((force.clock[slots] == clocks.inactive).sum())
    forget(model, slots)
    force.generation[slots] += 1
    keys = jobseekers.keys(slots)
    u = np.empty(len(slots))
    draws(keys, salt(Stream.PERSON_ENTRANT, 0), u)

    def begin(lo: int, hi: int) -> None:
        some = slots[lo:hi]
        force.band[some] = np.searchsorted(tables.entrants, u[lo:hi], side="right")
        furnish(jobseekers, some, keys[lo:hi], tables, values)
        force.spells[some] = 0
        force.account[some] = 0
        force.left_week[some] = NEVER
        force.exit_point[some] = NO_POINT
        force.out_weeks[some] = 0
        force.boost[some] = 0
        force.was[some] = ENTRANT

    jobseekers.each_share(begin, len(slots))
    draws(keys, salt(Stream.PERSON_START, 0), u)
    to_register = u < values["labour.entrants_registering"]
    start_work(model, slots[~to_register])
    waiting = slots[to_register]
    jobseekers.inactive += len(waiting)
    force.clock[waiting] = clocks.inactive
    force.threshold[waiting] = clocks.reading[clocks.inactive]
    force.soon[waiting] = 1
