"""Profiling: each registration is judged once, by a score, by the caseworker, or by both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.kpis.counters import ONE, Count
from pes_sim.processes.profiling import followed, wanted
from pes_sim.processes.profiling.training import YEAR, due, follow_the_market, train
from pes_sim.random import Stream, normal_table
from pes_sim.reference.jobseeker import Jobseeker
from pes_sim.reference.luck import FULL, bits, lane, salt
from pes_sim.world.profiling import AT_RISK, FLAGGED, FOLLOWED_UP, FOREIGN, GRID, SCORED, SEEN, Score

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel

NORMAL: list[float] = normal_table().tolist()


def profiling(model: ReferenceModel) -> None:
    """Watch the market, train when due, judge whoever was not judged yet."""
    follow_the_market(model)
    if not wanted(model):
        return
    if due(model):
        people = np.zeros(model.profiler.signal.shape, dtype=np.int64)
        by_education = np.zeros(model.profiler.foreign.shape, dtype=np.int64)
        for person in model.register.values():
            people[person.region, person.band, person.occupation, int(person.slow)] += 1
            by_education[person.region, person.education] += 1
        train(model, people, by_education)
    for person in model.register.values():
        if person.profile & FOLLOWED_UP and person.spell >= YEAR:
            settle(person, "long")
        if person.profile == 0:
            judge(person)


def judge(person: Jobseeker) -> None:
    """By the caseworker, and where there is a score by it, if it is followed."""
    model, seen, values = person.model, person.model.profiler, person.model.values
    word = bits(person.key, salt(Stream.PROFILING, model.week - person.spell))
    share = float(seen.foreign[person.region, person.education])
    foreign = lane(bits(person.key, salt(Stream.PERSON_ORIGIN, 0)), 0) < share * FULL
    x = float(seen.signal[person.region, person.band, person.occupation, int(person.slow)])
    own = seen.judgement
    at_risk = high(model, rank(own.weight * x + NORMAL[lane(word, 1)], own))
    person.profile = SEEN + (FOREIGN if foreign else 0)
    if lane(word, 2) < values["profiling.use"] * FULL:
        weight = seen.signal_left(values["profiling.drift"])
        place = rank(weight * x + NORMAL[lane(word, 0)] + (seen.tool.shift if foreign else 0.0), seen.tool)
        person.risk_rank = int(place * 255)
        flag = high(model, place)
        person.profile += SCORED + (FLAGGED if flag else 0) + (FOLLOWED_UP if person.spell == 0 else 0)
        person.note(Count.profiled)
        if lane(word, 3) < followed(model) * FULL:
            at_risk = flag
        elif at_risk != flag:
            person.note(Count.profiled_overruled)
    person.profile += AT_RISK if at_risk else 0


def rank(score: float, of: Score) -> float:
    """Share of those who register with a lower score."""
    return float(of.law[min(max(int((score - of.lowest) / of.step), 0), GRID - 1)])


def high(model: ReferenceModel, place: float) -> bool:
    """At risk: the share of highest rank, without the very highest that are passed over."""
    skipped = model.values["profiling.skip_share"]
    return 1.0 - skipped - model.values["profiling.flagged_share"] <= place < 1.0 - skipped


def leaves(person: Jobseeker) -> None:
    """About to leave the register: within the year of the score, or that is settled already."""
    if person.profile & FOLLOWED_UP and wanted(person.model):
        settle(person, "short")


def settle(person: Jobseeker, outcome: str) -> None:
    """Book what became of the person ("long" or "short") against what the score had said."""
    said = "high" if person.profile & FLAGGED else "low"
    origin = "foreign" if person.profile & FOREIGN else "native"
    person.note(Count[f"profiled_{outcome}_{said}_{origin}"])
    person.note(Count[f"profiled_rank_{outcome}"], person.risk_rank * ONE // 255)
    person.profile &= ~FOLLOWED_UP
