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

from pes_sim.kernel import kernel, rows
from pes_sim.kpis.counters import ONE, Count
from pes_sim.processes.departure import depart
from pes_sim.processes.fastmath import exp_minus
from pes_sim.processes.inflow import listed
from pes_sim.processes.monitoring import felt, lasting_exits
from pes_sim.processes.recall import take_back
from pes_sim.processes.steering.gaming import park
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, lane
from pes_sim.world.jobseekers import STRETCH, Part
from pes_sim.world.register import STAY, TO_INACTIVITY, TO_LASTING_INACTIVITY, TO_MEASURE, TO_WORK

if TYPE_CHECKING:
    from pes_sim.model import PESModel

SEARCH_UNIT = float(1 << 30)
"""Search is added up in whole 2^-30ths, so that the sum has no order."""

_EXITS, _EXIT_WEEKS = int(Count.exits), int(Count.exit_spell_weeks)
_WORK, _MEASURES, _INACTIVE = int(Count.exits_to_work), int(Count.exits_to_measures), int(Count.exits_to_inactivity)
_WITHIN_26, _WITHIN_52 = int(Count.exits_to_work_within_26_weeks), int(Count.exits_to_work_within_52_weeks)
_THROUGH_PES, _EFFECT = int(Count.hires_through_pes), int(Count.contact_effect)


@njit(nogil=True, inline="always")
def response(contact, worth, floor, span, saturation):  # type: ignore[no-untyped-def]
    """Search efficiency at a stock of contact: from ``floor`` at none towards ``floor + worth x span``.

    tanh(contact / saturation) rises nearly in step with contact at first and saturates with contact that is kept up
    for months (caseload and contact trials).
    """
    left = exp_minus(2.0 * contact / saturation)
    return floor + worth * span * (1.0 - left) / (1.0 + left)


@kernel
def search_effort(  # type: ignore[no-untyped-def]
    lo, hi, market, regime, spell, work_hazard, effort, contact, worth, since_meeting, trust, offline, search, helped,
    dependence, floor, span, saturation, monitored, recommender, enforced, by_meetings, cell, ledger, total,
):  # fmt: skip
    """Fill ``search`` and ``helped`` of rows ``lo`` to ``hi``; add search up by market in ``total`` (2^-30ths).

    ``monitored`` is what an appointment adds to ``helped``, by weeks since. ``by_meetings`` is scratch for a stretch
    of rows: what meetings do is worked out several rows at a time, which a look into a table would not allow.
    """
    last = np.uint16(dependence.size - 1)
    for first in range(lo, hi, STRETCH):
        stretch = rows(first, min(first + STRETCH, hi))
        start = np.uint64(first)
        for i in stretch:
            by_meetings[i - start] = response(np.float64(contact[i]), worth[i], floor, span, saturation)
        for i in stretch:
            g = np.uint64(regime[i])
            helped[i] = by_meetings[i - start] + monitored[np.uint64(since_meeting[i])]
            s = work_hazard[i] * effort[i] * dependence[min(spell[i], last)] * helped[i] * enforced[g]
            search[i] = s * (1.0 + (recommender[g] - 1.0) * trust[i]) if offline[i] == 0 else s
            total[market[i]] += np.int64(np.float64(search[i]) * SEARCH_UNIT)
            ledger[_EFFECT, cell[i]] += np.int64(helped[i] * ONE)


@kernel
def leave(  # type: ignore[no-untyped-def]
    lo, hi, episode, market, regime, cell, spell, hazard_left, search, helped, since_meeting, leaving_hazard,
    measure_hazard, leaving, market_hazard, leaving_season, measure_season, pressed, floor, passing, lasting,
    assignment_response, salt_destination, hazards, row, ledger,
):  # fmt: skip
    """Who leaves this week, and where to; ``market_hazard`` is per unit of search in the person's market.

    A person leaves in the week in which the hazard of the spell has added up to their Exp(1) threshold, which is to
    leave with chance 1 - exp(-hazard) a week. ``passing`` is the share of exits out of the labour force for a while,
    ``lasting`` that of others by weeks since the last appointment. Nobody has anything but STAY in ``leaving`` before.
    ``hazards`` is scratch for a stretch of rows, ``row`` for a list of them.
    """
    for first in range(lo, hi, STRETCH):
        stretch = rows(first, min(first + STRETCH, hi))
        start = np.uint64(first)
        for i in stretch:
            g = np.uint64(regime[i])
            to_out = leaving_hazard[i] * leaving_season * pressed[g]
            to_out *= passing + lasting[np.uint64(since_meeting[i])]
            to_measure = measure_hazard[i] * measure_season[g] * (1.0 + assignment_response * (helped[i] - 1.0))
            hazards[i - start] = search[i] * market_hazard[market[i]] + to_out + to_measure
            hazard_left[i] -= hazards[i - start]
        n = 0
        for i in stretch:
            row[n] = i
            n += hazard_left[i] <= 0.0
        for e in rows(0, n):
            i = np.uint64(row[e])
            hazard = hazards[i - start]
            to_work = search[i] * market_hazard[market[i]]
            to_measure = measure_hazard[i] * measure_season[np.uint64(regime[i])]
            to_measure *= 1.0 + assignment_response * (helped[i] - 1.0)
            s = cell[i]
            where = np.float64(lane(bits(episode[i], salt_destination), 0)) / 65536.0 * hazard
            ledger[_EXITS, s] += 1
            ledger[_EXIT_WEEKS, s] += spell[i] + 1
            if where < to_work:
                leaving[i] = TO_WORK
                ledger[_WORK, s] += 1
                ledger[_WITHIN_26, s] += spell[i] < 26
                ledger[_WITHIN_52, s] += spell[i] < 52
                ledger[_THROUGH_PES, s] += np.int64((1.0 - floor / helped[i]) * ONE)
            elif where < to_work + to_measure:
                leaving[i] = TO_MEASURE
                ledger[_MEASURES, s] += 1
            else:
                g = np.uint64(regime[i])
                for_a_while = leaving_hazard[i] * leaving_season * pressed[g] * passing
                returns = where < to_work + to_measure + for_a_while
                leaving[i] = TO_INACTIVITY if returns else TO_LASTING_INACTIVITY
                ledger[_INACTIVE, s] += 1


@kernel
def leavers(lo, hi, leaving, found):  # type: ignore[no-untyped-def]
    """List in ``found`` from place ``lo`` the rows that leave; returns how many."""
    n = lo
    for i in rows(lo, hi):
        found[n] = i
        n += leaving[i] != STAY
    return n - lo


def crowded(values: Mapping[str, float], recommender: float, use: int, people: int) -> float:
    """A recommender's factor on search: 1 + gain x (1 - congestion x use), use = trust-weighted share of users.

    Recommendations that send everybody to the same posts crowd each other out: the more follow them, the less
    each gains. ``use`` is summed in 1/4096ths.
    """
    gain = recommender - 1.0
    return 1.0 + gain * (1.0 - values["matching.recommender_congestion"] * use / (ONE * max(people, 1)))


def _users(model: PESModel) -> tuple[int, int]:
    """Trust of all online who have the tool (1/4096ths) and how many are registered; nothing when there is no tool."""
    register, tool = model.jobseekers.register, model.regimes["matching.recommender"]
    if (tool == 1.0).all():
        return 0, register.n
    has = (register.offline[: register.n] == 0) & (tool != 1.0)[register.regime[: register.n]]
    trust = register.trust[: register.n][has]
    return int(np.rint(trust * np.float32(ONE)).astype(np.int64).sum()), register.n


def matching(model: PESModel) -> None:
    """A week of the labour market: search is added up, vacancies turn over, people leave the register."""
    register, values, market = model.jobseekers.register, model.values, model.market
    regions, occupations = market.vacancies.shape
    floor = values["counselling.no_contact_effect"]
    span, saturation = values["counselling.max_effect"] - floor, values["counselling.saturation"]
    totals = np.zeros((len(model.jobseekers.parts), regions * occupations), dtype=np.int64)
    use = _users(model)
    recommender = np.array([crowded(values, gain, *use) for gain in model.regimes["matching.recommender"]])
    stricter = model.regimes["enforcement.level"]
    enforced = 1.0 + values["enforcement.search_response"] * stricter
    pressed = 1.0 + values["enforcement.leaving_response"] * stricter
    seen = felt(values)
    monitored, lasting = values["counselling.monitoring_effect"] * seen, lasting_exits(values, seen)
    passing = 1.0 - values["inactivity.lasting_share"]

    def search(part: Part) -> None:
        search_effort(
            part.lo, part.hi, register.market, register.regime, register.spell, register.work_hazard, register.effort,
            register.contact, register.worth, register.since_meeting, register.trust, register.offline, register.search,
            register.helped, model.duration_dependence, floor, span, saturation, monitored, recommender, enforced,
            part["chances"], register.cell, model.ledger.people[part.index], totals[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(search)
    effective = totals.sum(axis=0).reshape(regions, occupations) * (model.scale / SEARCH_UNIT)
    searched, own = market.hazards(effective, values["matching.vacancy_elasticity"], model.season("hires"))
    leaving_season = model.season("leaving")
    capacity = model.regimes["measures.capacity"] * leaving_season

    def go(part: Part) -> None:
        leave(
            part.lo, part.hi, register.episode, register.market, register.regime, register.cell, register.spell,
            register.hazard_left, register.search, register.helped, register.since_meeting, register.leaving_hazard,
            register.measure_hazard, register.leaving, own.ravel(), leaving_season, capacity, pressed, floor, passing,
            lasting, values["counselling.assignment_response"], salt(Stream.EXIT_TO, 0), part["chances"],
            part["open_row"], model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(go)
    take_back(model)
    park(model)
    found = model.jobseekers.woken
    rows = listed(
        found, model.jobseekers.each_span(lambda lo, hi: leavers(lo, hi, register.leaving, found), register.n)
    )
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
