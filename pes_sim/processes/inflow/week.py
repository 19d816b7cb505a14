"""The inflow of a week: clocks advance, people wake, the register grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.kpis.counters import Count
from pes_sim.processes.inflow.enrolment import LONGEST_WEEKS, enroll
from pes_sim.processes.inflow.sleeping import start_work, stay_away
from pes_sim.processes.inflow.waking import Slots, waking
from pes_sim.processes.inflow.ways import LOTS, TO_A_JOB, WAYS, draw_ways, sort_by_way
from pes_sim.processes.robotisation import retrain
from pes_sim.random import Stream, salt
from pes_sim.world.register import TO_INACTIVITY, TO_MEASURE, TO_WORK

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def inflow(model: PESModel) -> None:
    """A week of job loss and returns: clocks advance, people wake, the register grows."""
    jobseekers, values = model.jobseekers, model.values
    force, clocks = jobseekers.labour_force, jobseekers.clocks
    season = model.season("separations")
    hazard = model.separation * (values["labour.separation_level"] * season) * model.market.displacement
    clocks.advance(hazard)
    slots = waking(model, clocks.look_ahead(hazard))
    way = np.empty(len(slots), dtype=np.uint8)
    lots = np.array([values[path] for path in LOTS])
    salts = salt(Stream.AFTER_MEASURE, 0), salt(Stream.AFTER_INACTIVITY, 0)
    jobseekers.each_share(
        lambda lo, hi: draw_ways(
            lo, hi, slots, model.seed, *salts, lots, clocks.measures, force.clock, force.generation, force.was,
            force.exit_point, way,
        ),
        len(slots),
    )  # fmt: skip
    ordered, ends = np.empty_like(slots), np.zeros(WAYS + 1, dtype=np.int64)
    sort_by_way(slots, way, ordered, ends)
    lost, returned, back, found_job, placed, away = np.split(ordered, ends[1:-1])
    jobseekers.in_measures -= len(returned) + len(placed) + len(away)
    jobseekers.inactive -= len(back) + len(found_job)
    retrain(model, np.concatenate([returned, placed, away]))
    force.boost[returned] = np.minimum(255, np.rint(16 * values["measures.boost"]))
    leave_measure(model, placed, TO_WORK)
    leave_measure(model, away, TO_INACTIVITY)
    start_work(model, np.concatenate([found_job, placed]))
    stay_away(model, away)
    who = ordered[: ends[TO_A_JOB]]
    reasons = (Count.entries_from_work, Count.entries_from_measures, Count.entries_from_inactivity)
    came = dict(zip(reasons, (len(lost), len(returned), len(back)), strict=True))
    enroll(model, who, np.zeros(len(who), dtype=np.int64), came)


def leave_measure(model: PESModel, slots: Slots, destination: int) -> None:
    """The measure ends elsewhere than on the register: its weeks count, and the interruption begins now."""
    force = model.jobseekers.labour_force
    weeks = force.out_weeks[slots].astype(np.int64) + (model.week - force.left_week[slots].astype(np.int64))
    # who was in a measure on the first day was never seen to leave the register
    force.out_weeks[slots] = np.where(force.was[slots] == TO_MEASURE, np.minimum(weeks, LONGEST_WEEKS), 0)
    force.left_week[slots] = model.week
    force.was[slots] = destination
