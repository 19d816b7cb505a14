"""Matching: search meets vacancies, market by market; people leave the register."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.counters import ONE, Count
from pes_sim.processes.matching import SEARCH_UNIT, crowded
from pes_sim.processes.monitoring import felt, lasting_exits
from pes_sim.processes.recall import chance_a_week
from pes_sim.processes.steering.gaming import parking
from pes_sim.random import Stream
from pes_sim.reference.jobseeker import Jobseeker
from pes_sim.reference.luck import FULL, bits, lane, salt, uniform
from pes_sim.reference.profiling import leaves
from pes_sim.reference.rounding import exp_minus, single
from pes_sim.world.register import STAY, TO_INACTIVITY, TO_LASTING_INACTIVITY, TO_MEASURE, TO_WORK

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel


def matching(model: ReferenceModel) -> None:
    """A week of the labour market."""
    values, market = model.values, model.market
    model.felt = felt(values).tolist()
    model.lasting = lasting_exits(values, felt(values)).tolist()
    tool = model.regimes["matching.recommender"].tolist()
    use = sum(
        round(person.trust * ONE)
        for person in model.register.values()
        if not person.offline and tool[person.regime] != 1.0
    )
    model.recommender = [crowded(values, gain, use, len(model.register)) for gain in tool]
    total: NDArray[np.int64] = np.zeros(market.vacancies.shape, dtype=np.int64)
    for person in model.register.values():
        total[person.region, person.occupation] += search(person)
    effective = np.asarray(total * (model.scale / SEARCH_UNIT), dtype=np.float64)
    searched, own = market.hazards(effective, values["matching.vacancy_elasticity"], model.season("hires"))
    hires: NDArray[np.int64] = np.zeros(market.vacancies.shape, dtype=np.int64)
    per_search: list[list[float]] = own.tolist()
    for person in list(model.register.values()):
        destination = draw_exit(person, per_search[person.region][person.occupation])
        if destination == STAY:
            continue
        leaves(person)
        person.leave(destination)
        if destination == TO_WORK:
            if not person.taken_back:
                hires[person.region, vacancy_filled(person, searched[person.region].tolist())] += 1
            person.start_work()
        elif destination == TO_MEASURE:
            person.enter_measure()
        elif destination == TO_INACTIVITY:
            person.stay_away()
        else:
            person.stay_away("inactivity.lasting_weeks")
    turned = market.turn(
        np.asarray(hires * float(model.scale), dtype=np.float64), values["labour.demand_level"],
        values["matching.posting_response"], values["matching.other_fill_rate"], values["matching.lapse_rate"],
        values["matching.fill_memory_weeks"],
    )  # fmt: skip
    booked = model.ledger.service
    booked["vacancies"] = float(market.vacancies.sum())
    booked["vacancies_notified"] = booked["vacancies"] * values["matching.notified_share"]
    booked["vacancies_posted"], booked["vacancies_filled"] = turned["posted"], turned["filled"]
    booked["vacancies_lapsed"] = turned["lapsed"]
    booked["vacancies_filled_from_register"] = float(hires.sum()) * model.scale


def response(person: Jobseeker) -> float:
    """Search efficiency: floor + worth x (most - floor) x tanh(stock of contact / saturation) + monitoring."""
    values = person.model.values
    floor = values["counselling.no_contact_effect"]
    span = values["counselling.max_effect"] - floor
    left = exp_minus(2.0 * person.contact / values["counselling.saturation"])
    by_meetings = floor + person.worth * span * (1.0 - left) / (1.0 + left)
    return single(by_meetings + values["counselling.monitoring_effect"] * person.model.felt[person.since_meeting])


def stricter(person: Jobseeker) -> float:
    """How much stricter than today the rules are that the person is under."""
    return float(person.model.regimes["enforcement.level"][person.regime])


def search(person: Jobseeker) -> int:
    """Own search = hazard x effort x duration dependence x response to contact x recommender; in whole 2^-30ths."""
    model = person.model
    person.helped = response(person)
    dependence = model.dependence[min(person.spell, len(model.dependence) - 1)]
    s = single(person.work_hazard * person.effort) * dependence * person.helped
    s *= 1.0 + model.values["enforcement.search_response"] * stricter(person)
    if not person.offline:
        s *= 1.0 + (model.recommender[person.regime] - 1.0) * person.trust
    person.search = single(s)
    person.note(Count.contact_effect, int(person.helped * ONE))
    return int(person.search * SEARCH_UNIT)


def draw_exit(person: Jobseeker, market_hazard: float) -> int:
    """Whether and where to the person leaves: once the hazards add up to a threshold; destination in proportion."""
    model, values = person.model, person.model.values
    season = model.season("leaving")
    to_work = person.search * market_hazard
    to_out = person.leaving_hazard * season * (1.0 + values["enforcement.leaving_response"] * stricter(person))
    for_a_while = to_out * (1.0 - values["inactivity.lasting_share"])
    to_out *= 1.0 - values["inactivity.lasting_share"] + model.lasting[person.since_meeting]
    to_measure = person.measure_hazard * (float(model.regimes["measures.capacity"][person.regime]) * season)
    to_measure *= 1.0 + values["counselling.assignment_response"] * (person.helped - 1.0)
    hazard = to_work + to_out + to_measure
    person.hazard_left = single(person.hazard_left - hazard)
    if person.hazard_left > 0.0:
        return TO_WORK if is_taken_back(person) else TO_MEASURE if is_parked(person) else STAY
    person.note(Count.exits)
    person.note(Count.exit_spell_weeks, person.spell + 1)
    where = lane(bits(person.episode, salt(Stream.EXIT_TO, 0)), 0) / FULL * hazard
    if where < to_work:
        goes_to_work(person)
        person.note(Count.hires_through_pes, int((1.0 - values["counselling.no_contact_effect"] / person.helped) * ONE))
        return TO_WORK
    if where < to_work + to_measure:
        person.note(Count.exits_to_measures)
        return TO_MEASURE
    person.note(Count.exits_to_inactivity)
    return TO_INACTIVITY if where < to_work + to_measure + for_a_while else TO_LASTING_INACTIVITY


def goes_to_work(person: Jobseeker) -> None:
    """Count an exit to work."""
    person.note(Count.exits_to_work)
    if person.spell < 26:
        person.note(Count.exits_to_work_within_26_weeks)
    if person.spell < 52:
        person.note(Count.exits_to_work_within_52_weeks)


def is_taken_back(person: Jobseeker) -> bool:
    """Whether the employer of somebody who stays keeps the promise to take them back this week."""
    model = person.model
    chance = chance_a_week(model.values["labour.recall_weeks"])
    person.taken_back = person.promised and uniform(person.key, salt(Stream.RECALL, model.week)) < chance
    if person.taken_back:
        person.note(Count.exits)
        person.note(Count.exit_spell_weeks, person.spell + 1)
        goes_to_work(person)
    return person.taken_back


def is_parked(person: Jobseeker) -> bool:
    """Whether somebody who stays is sent into a measure before a year is up, because a target is missed."""
    model, values = person.model, person.model.values
    if not values["steering.parking_from"] <= person.spell <= values["steering.parking_to"]:
        return False
    if uniform(person.key, salt(Stream.PARKING, model.week)) >= parking(model):
        return False
    for count in (Count.exits, Count.exits_to_measures, Count.parked):
        person.note(count)
    person.note(Count.exit_spell_weeks, person.spell + 1)
    return True


def vacancy_filled(person: Jobseeker, hazard: list[float]) -> int:
    """Occupation of the vacancy a hired person fills: share of search there x that market's hazard."""
    moves = person.model.market.moves[person.occupation].tolist()
    weights = list(accumulate(share * h for share, h in zip(moves, hazard, strict=True)))
    u = person.fate(Stream.HIRE_FOR) * weights[-1]
    return min(sum(u >= weight for weight in weights), len(weights) - 1)
