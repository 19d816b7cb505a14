"""Departure: who leaves the register goes to work, to a measure or away, and keeps what lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.fetching import FAR_AHEAD, prefetch, upcoming
from pes_sim.kernel import kernel
from pes_sim.processes.automation.corrections import fall_asleep
from pes_sim.processes.inflow import LONGEST_WEEKS, asleep_for, asleep_in_work
from pes_sim.processes.profiling import leave_profiles
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import uniform
from pes_sim.world.register import TAKEN_BACK, TO_INACTIVITY, TO_LASTING_INACTIVITY, TO_MEASURE, TO_WORK

if TYPE_CHECKING:
    from pes_sim.model import PESModel


@kernel
def go(  # type: ignore[no-untyped-def]
    lo, hi, rows, key, episode, slot, region, occupation, leaving, recall, skill, habit, trust, satisfaction,
    account, wrong, bridged, spell, weeks, unmet, minutes, to_region, to_band, to_occupation, to_education, to_skill,
    to_habit, to_trust, to_satisfaction, to_account, to_wrong, left_week, out_weeks, was, to_weeks, to_unmet,
    to_minutes, birthday, clock, threshold, soon_awake, gap, week, weights, filled, salt_occupation, factor, bands,
    reading, horizon, measures, shortest, rest, inactive, away, lasting,
):  # fmt: skip
    """``rows[lo:hi]`` leave: what lasts is copied to the labour force, and they sleep until their clock rings.

    ``filled`` gets the (region, occupation) of the vacancy each of them fills: own search, spread by mobility and
    weighed by market hazards; ``weights`` (regions, own occupation, occupations) are running sums. It may be in
    another occupation; what the person is trained for does not change by it. Who is taken back fills none. ``rest``,
    ``away`` and ``lasting`` are mean weeks.
    """
    occupations = weights.shape[2]
    for e in range(lo, hi):
        later = upcoming(rows, e, hi, FAR_AHEAD)
        prefetch(slot, later)
        prefetch(habit, later)
        prefetch(key, later)
        prefetch(skill, later)
        prefetch(trust, later)
        prefetch(satisfaction, later)
        prefetch(episode, later)
        prefetch(spell, later)
        prefetch(bridged, later)
        prefetch(weeks, later)
        prefetch(wrong, later)
        prefetch(leaving, later)
        prefetch(recall, later)
        prefetch(account, later)
        prefetch(region, later)
        soon = np.uint64(slot[upcoming(rows, e, hi)])
        prefetch(to_region, soon)
        prefetch(birthday, soon)
        prefetch(clock, soon)
        prefetch(threshold, soon)
        prefetch(soon_awake, soon)
        i = rows[e]
        s = slot[i]
        to_skill[s] = min(1.0, skill[i] / (1.0 - gap))
        for c in range(habit.shape[1]):
            to_habit[s, c] = np.uint8(habit[i, c] * 255 + 0.5)
        to_trust[s] = np.uint8(trust[i] * 255 + 0.5)
        to_satisfaction[s] = np.uint8(satisfaction[i] * 255 + 0.5)
        to_account[s] = account[i]
        to_wrong[s] = wrong[i]
        left_week[s] = week
        out_weeks[s] = min(np.int64(bridged[i]) + spell[i] + 1, LONGEST_WEEKS)
        was[s] = leaving[i]
        to_weeks[s] += weeks[i]
        to_unmet[s] = min(255, np.int64(to_unmet[s]) + unmet[i])
        to_minutes[s] += minutes[i]
        if leaving[i] == TO_WORK:
            r, o = np.int64(region[i]), np.int64(occupation[i])
            u = uniform(episode[i], salt_occupation) * weights[r, o, occupations - 1]
            picked = 0
            for other in range(occupations):
                picked += u >= weights[r, o, other]
            if recall[i] != TAKEN_BACK:
                filled[e] = r * occupations + min(picked, occupations - 1)
            c = (np.int64(to_region[s]) * bands + to_band[s]) * occupations + to_occupation[s]
            asleep_in_work(s, c, key[i], factor[to_education[s]], reading, horizon, clock, threshold, soon_awake)
        elif leaving[i] == TO_MEASURE:
            asleep_for(s, measures, episode[i], shortest, rest, reading, horizon, clock, threshold, soon_awake)
        elif leaving[i] == TO_INACTIVITY:
            asleep_for(s, inactive, episode[i], 0.0, away, reading, horizon, clock, threshold, soon_awake)
        elif leaving[i] == TO_LASTING_INACTIVITY:
            asleep_for(s, inactive, episode[i], 0.0, lasting, reading, horizon, clock, threshold, soon_awake)


def depart(model: PESModel, rows: NDArray[np.int64], searched: NDArray[np.float64]) -> NDArray[np.int64]:
    """Take ``rows`` off the register to where they are leaving for; returns hires (regions, occupations)."""
    jobseekers, values = model.jobseekers, model.values
    force, register, clocks = jobseekers.labour_force, jobseekers.register, jobseekers.clocks
    leave_profiles(model, rows)
    markets = searched.size
    weights = np.cumsum(model.market.moves[None, :, :] * searched[:, None, :], axis=-1)
    filled = np.full(len(rows), markets, dtype=np.int64)
    shortest = values["measures.min_weeks"]
    rest = max(values["measures.mean_weeks"] - shortest, 0.0)
    vacancy = salt(Stream.HIRE_FOR, 0)
    jobseekers.each_share(
        lambda lo, hi: go(
            lo, hi, rows, register.key, register.episode, register.slot, register.region, register.occupation,
            register.leaving, register.recall, register.skill, register.habit, register.trust, register.satisfaction,
            register.account, register.wrong, register.bridged, register.spell, register.weeks_unemployed,
            register.unmet_needs, register.client_minutes, force.region, force.band, force.occupation, force.education,
            force.skill, force.habit, force.trust, force.satisfaction, force.account, force.wrong, force.left_week,
            force.out_weeks, force.was, force.weeks_unemployed, force.unmet_needs, force.client_minutes,
            force.birthday, force.clock, force.threshold, force.soon, values["people.skill_gap_unemployed"], model.week,
            weights, filled, vacancy, model.steady.education_factor, clocks.shape[1], clocks.reading, clocks.horizon,
            clocks.measures, shortest, rest, clocks.inactive, values["inactivity.mean_weeks"],
            values["inactivity.lasting_weeks"],
        ),
        len(rows),
    )  # fmt: skip
    fall_asleep(model, rows)
    destinations = np.bincount(register.leaving[rows], minlength=TO_LASTING_INACTIVITY + 1)
    jobseekers.in_measures += int(destinations[TO_MEASURE])
    jobseekers.inactive += int(destinations[TO_INACTIVITY] + destinations[TO_LASTING_INACTIVITY])
    jobseekers.remove(rows)
    return np.bincount(filled, minlength=markets + 1)[:markets].reshape(searched.shape)
