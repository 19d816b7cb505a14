"""Inflow: clocks advance, and whoever's clock has passed their threshold wakes."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from pes_sim.kpis.counters import Count
from pes_sim.random import Stream
from pes_sim.reference.jobseeker import MEASURE, WORK, Jobseeker
from pes_sim.world.register import ENTRANT, TO_INACTIVITY, TO_WORK

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel


def inflow(model: ReferenceModel) -> None:
    """A week of job loss and returns."""
    factor = model.values["labour.separation_level"] * model.season("separations")
    displacement: list[float] = model.market.displacement.tolist()
    for job in model.hazard_so_far:
        model.hazard_so_far[job] += model.hazard[job] * factor * displacement[job[2]]
    model.weeks_so_far += 1.0
    for person in model.people:
        if person.threshold <= person.clock():
            wake(person)


def wake(person: Jobseeker) -> None:
    """Job lost: register. Measure over: register, work or away, by chance. Back from away: register or work."""
    values = person.model.values
    if person.status == WORK:
        come(person, Count.entries_from_work)
        person.promised = person.fate(Stream.RECALL_PROMISE) < values["labour.recall_share"]
    elif person.status == MEASURE:
        retrain(person)
        u = person.fate(Stream.AFTER_MEASURE)
        if u < values["measures.to_register"]:
            person.boost = min(255, round(16 * values["measures.boost"]))
            come(person, Count.entries_from_measures)
        elif u < values["measures.to_register"] + values["measures.to_work"]:
            person.leave_measure(TO_WORK)
            person.start_work()
        else:
            person.leave_measure(TO_INACTIVITY)
            person.stay_away()
    elif person.was == ENTRANT or person.fate(Stream.AFTER_INACTIVITY) < values["inactivity.to_register"]:
        come(person, Count.entries_from_inactivity)
    else:
        person.start_work()


def retrain(person: Jobseeker) -> None:
    """Perhaps come out of a measure with an occupation where search meets more posts: by open posts and education."""
    model = person.model
    if person.draw(Stream.RETRAINING) >= model.values["measures.retraining_share"]:
        return
    pull, posts = model.market.pull[person.region].tolist(), model.market.vacancies[person.region].tolist()
    fits = [(row.low, row.middle, row.high)[person.education] for row in model.figures.occupations.rows]
    weights = [
        open_posts * fit if there > pull[person.occupation] else 0.0
        for open_posts, fit, there in zip(posts, fits, pull, strict=True)
    ]
    if sum(weights) > 0:
        law = list(accumulate(weight / sum(weights) for weight in weights))
        u = person.draw(Stream.RETRAINED_FOR) * law[-1]
        person.occupation = min(sum(u >= so_far for so_far in law), len(law) - 1)


def come(person: Jobseeker, source: Count) -> None:
    """Register anew, counted by where from."""
    person.register()
    person.note(source)
    person.note(Count.entries)
