"""Matching: search meets vacancies in each region and occupation; people leave the register.

Hires by Cobb-Douglas with constant returns: M = A S^(1-eta) V^eta, so the hazard per unit of search is
A (V / S)^eta (Petrongolo & Pissarides 2001). A person's hazard to work is that times own search
s = hazard x effort x duration dependence x response to contact. Helping one so displaces others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.kernel import kernel
from pes_sim.kpis.counters import ONE, Count
from pes_sim.processes.automation.corrections import fall_asleep
from pes_sim.processes.fastmath import exp_minus
from pes_sim.processes.inflow import LONGEST_WEEKS, enter_measure, start_work, stay_away
from pes_sim.processes.profiling import leave_profiles
from pes_sim.processes.steering.gaming import park
from pes_sim.random import Stream, draws, salt
from pes_sim.random.keyed import bits, lane, uniform
from pes_sim.world.jobseekers import Part
from pes_sim.world.register import STAY, TO_INACTIVITY, TO_MEASURE, TO_WORK

if TYPE_CHECKING:
    from pes_sim.model import PESModel

SEARCH_UNIT = float(1 << 30)
"""Search is added up in whole 2^-30ths, so that the sum has no order."""

_EXITS, _EXIT_WEEKS = int(Count.exits), int(Count.exit_spell_weeks)
_WORK, _MEASURES, _INACTIVE = int(Count.exits_to_work), int(Count.exits_to_measures), int(Count.exits_to_inactivity)
_WITHIN_26, _WITHIN_52 = int(Count.exits_to_work_within_26_weeks), int(Count.exits_to_work_within_52_weeks)
_THROUGH_PES, _EFFECT = int(Count.hires_through_pes), int(Count.contact_effect)


@njit(nogil=True, inline="always")
def response(contact, floor, span, saturation):  # type: ignore[no-untyped-def]
    """Search efficiency at a stock of contact: concave, from ``floor`` at none towards ``floor + span``."""
    return floor + span * (1.0 - exp_minus(contact / saturation))


@njit(nogil=True, inline="always")
def probability(hazard):  # type: ignore[no-untyped-def]
    """1 - exp(-hazard): the chance of an event in a week."""
    return -np.expm1(-hazard)


@kernel
def search_effort(  # type: ignore[no-untyped-def]
    lo, hi, market, spell, work_hazard, effort, contact, trust, offline, search, helped, dependence, floor, span,
    saturation, recommender, cell, ledger, total,
):  # fmt: skip
    """Fill ``search`` and ``helped`` of rows ``lo`` to ``hi``; add search up by market in ``total`` (2^-30ths)."""
    last = dependence.size - 1
    for i in range(lo, hi):
        helped[i] = response(np.float64(contact[i]), floor, span, saturation)
    for i in range(lo, hi):
        s = work_hazard[i] * effort[i] * dependence[min(np.int64(spell[i]), last)] * helped[i]
        if offline[i] == 0:
            s *= 1.0 + (recommender - 1.0) * trust[i]
        search[i] = s
    for i in range(lo, hi):
        total[market[i]] += np.int64(np.float64(search[i]) * SEARCH_UNIT)
        ledger[_EFFECT, cell[i]] += np.int64(helped[i] * ONE)


@kernel
def leave(  # type: ignore[no-untyped-def]
    lo, hi, key, market, cell, spell, search, helped, leaving_hazard, measure_hazard, leaving, market_hazard,
    leaving_season, measure_season, floor, leaving_response, salt_event, salt_destination, ledger,
):  # fmt: skip
    """Draw who leaves this week, and where to; ``market_hazard`` is per unit of search in the person's market."""
    for i in range(lo, hi):
        to_work = search[i] * market_hazard[market[i]]
        to_out = leaving_hazard[i] * leaving_season * (1.0 + leaving_response * (helped[i] - 1.0))
        to_measure = measure_hazard[i] * measure_season
        hazard = to_work + to_out + to_measure
        u = uniform(key[i], salt_event)
        # the chance is below the hazard, so most need no exponential
        if u >= hazard or u >= probability(hazard):
            leaving[i] = STAY
            continue
        s = cell[i]
        where = np.float64(lane(bits(key[i], salt_destination), 0)) / 65536.0 * hazard
        ledger[_EXITS, s] += 1
        ledger[_EXIT_WEEKS, s] += spell[i] + 1
        if where < to_work:
            leaving[i] = TO_WORK
            ledger[_WORK, s] += 1
            if spell[i] < 26:
                ledger[_WITHIN_26, s] += 1
            if spell[i] < 52:
                ledger[_WITHIN_52, s] += 1
            ledger[_THROUGH_PES, s] += np.int64((1.0 - floor / helped[i]) * ONE)
        elif where < to_work + to_measure:
            leaving[i] = TO_MEASURE
            ledger[_MEASURES, s] += 1
        else:
            leaving[i] = TO_INACTIVITY
            ledger[_INACTIVE, s] += 1


def crowded(values: Mapping[str, float], use: int, people: int) -> float:
    """The recommender's factor on search: 1 + gain x (1 - congestion x use), use = trust-weighted share of users.

    Recommendations that send everybody to the same posts crowd each other out: the more follow them, the less
    each gains. ``use`` is summed in 1/4096ths.
    """
    gain = values["matching.recommender"] - 1.0
    return 1.0 + gain * (1.0 - values["matching.recommender_congestion"] * use / (ONE * max(people, 1)))


def _users(model: PESModel) -> tuple[int, int]:
    """Trust of all registered who are online (1/4096ths) and how many are registered; nothing when there is no tool."""
    register = model.jobseekers.register
    if model.values["matching.recommender"] == 1.0:
        return 0, register.n
    trust = register.trust[: register.n][register.offline[: register.n] == 0]
    return int(np.rint(trust * np.float32(ONE)).astype(np.int64).sum()), register.n


def matching(model: PESModel) -> None:
    """A week of the labour market: search is added up, vacancies turn over, people leave the register."""
    register, values, market = model.jobseekers.register, model.values, model.market
    regions, occupations = market.vacancies.shape
    floor = values["counselling.no_contact_effect"]
    span, saturation = values["counselling.max_effect"] - floor, values["counselling.saturation"]
    totals = np.zeros((len(model.jobseekers.parts), regions * occupations), dtype=np.int64)
    recommender = crowded(values, *_users(model))

    def search(part: Part) -> None:
        search_effort(
            part.lo, part.hi, register.market, register.spell, register.work_hazard, register.effort,
            register.contact, register.trust, register.offline, register.search, register.helped,
            model.duration_dependence, floor, span, saturation, recommender, register.cell,
            model.ledger.people[part.index], totals[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(search)
    effective = totals.sum(axis=0).reshape(regions, occupations) * (model.scale / SEARCH_UNIT)
    searched, own = market.hazards(effective, values["matching.vacancy_elasticity"], model.season("hires"))
    leaving_season = model.season("leaving")
    capacity = values["measures.capacity"] * leaving_season

    def go(part: Part) -> None:
        leave(
            part.lo, part.hi, register.key, register.market, register.cell, register.spell, register.search,
            register.helped, register.leaving_hazard, register.measure_hazard, register.leaving, own.ravel(),
            leaving_season, capacity, floor, values["counselling.leaving_response"],
            salt(Stream.EXIT_EVENT, model.week), salt(Stream.EXIT_DESTINATION, model.week),
            model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(go)
    park(model)
    rows = np.flatnonzero(register.leaving[: register.n])
    hires = depart(model, rows, searched)
    turned = market.turn(
        hires.astype(np.float64) * model.scale, values["labour.demand_level"], values["matching.posting_response"],
        values["matching.other_fill_rate"], values["matching.lapse_rate"], values["matching.fill_memory_weeks"],
    )  # fmt: skip
    service = model.ledger.service
    service["vacancies"] = float(market.vacancies.sum())
    service["vacancies_notified"] = service["vacancies"] * values["matching.notified_share"]
    service["vacancies_posted"], service["vacancies_filled"] = turned["posted"], turned["filled"]
    service["vacancies_lapsed"] = turned["lapsed"]
    service["vacancies_filled_from_register"] = float(hires.sum()) * model.scale


@kernel
def write_back(  # type: ignore[no-untyped-def]
    lo, hi, rows, slot, leaving, skill, habit, trust, satisfaction, bridged, spell, weeks, unmet, minutes,
    to_skill, to_habit, to_trust, to_satisfaction, left_week, out_weeks, was, to_weeks, to_unmet, to_minutes, gap, week,
):  # fmt: skip
    """Copy what lasts of ``rows[lo:hi]`` from the register to the labour force."""
    for e in range(lo, hi):
        i = rows[e]
        s = slot[i]
        to_skill[s] = min(1.0, skill[i] / (1.0 - gap))
        for c in range(habit.shape[1]):
            to_habit[s, c] = np.uint8(habit[i, c] * 255 + 0.5)
        to_trust[s] = np.uint8(trust[i] * 255 + 0.5)
        to_satisfaction[s] = np.uint8(satisfaction[i] * 255 + 0.5)
        left_week[s] = week
        out_weeks[s] = min(np.int64(bridged[i]) + spell[i] + 1, LONGEST_WEEKS)
        was[s] = leaving[i]
        to_weeks[s] += weeks[i]
        to_unmet[s] = min(255, np.int64(to_unmet[s]) + unmet[i])
        to_minutes[s] += minutes[i]


def depart(model: PESModel, rows: NDArray[np.int64], searched: NDArray[np.float64]) -> NDArray[np.int64]:
    """Take ``rows`` off the register to where they are leaving for; returns hires (regions, occupations)."""
    jobseekers = model.jobseekers
    force, register = jobseekers.labour_force, jobseekers.register
    leave_profiles(model, rows)
    slots = register.slot[rows].astype(np.int64)
    force.account[slots] = register.account[rows]
    destination = register.leaving[rows]
    gap, week = model.values["people.skill_gap_unemployed"], model.week
    jobseekers.each_share(
        lambda lo, hi: write_back(
            lo, hi, rows, register.slot, register.leaving,
            register.skill, register.habit, register.trust, register.satisfaction, register.bridged, register.spell,
            register.weeks_unemployed, register.unmet_needs, register.client_minutes, force.skill, force.habit,
            force.trust, force.satisfaction, force.left_week, force.out_weeks, force.was, force.weeks_unemployed,
            force.unmet_needs, force.client_minutes, gap, week,
        ),
        len(rows),
    )  # fmt: skip
    fall_asleep(model, rows, slots)
    # the vacancy filled may be in another occupation; what the person is trained for does not change by it
    hired = rows[destination == TO_WORK]
    regions, occupations = searched.shape
    where = register.region[hired].astype(np.int64) * occupations + _vacancy_filled(model, hired, searched)
    hires = np.bincount(where, minlength=regions * occupations).reshape(regions, occupations)
    start_work(model, slots[destination == TO_WORK])
    enter_measure(model, slots[destination == TO_MEASURE])
    stay_away(model, slots[destination == TO_INACTIVITY])
    register.remove(rows)
    return hires


def _vacancy_filled(model: PESModel, rows: NDArray[np.int64], searched: NDArray[np.float64]) -> NDArray[np.int64]:
    """Occupation of the vacancy each of the hired fills: own search, spread by mobility, weighed by market hazards."""
    register, moves = model.jobseekers.register, model.market.moves
    weights = np.cumsum(moves[None, :, :] * searched[:, None, :], axis=-1)
    mine = weights[register.region[rows], register.occupation[rows]]
    u = np.empty(len(rows))
    draws(register.key[rows], salt(Stream.HIRE_OCCUPATION, model.week), u)
    picked = (u[:, None] * mine[:, -1:] >= mine).sum(axis=1)
    return np.minimum(picked, moves.shape[0] - 1)
