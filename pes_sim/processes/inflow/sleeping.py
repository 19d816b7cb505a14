"""Falling asleep: in work until the next of one's own points on the group's clock, elsewhere for a drawn time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from pes_sim.kernel import kernel
from pes_sim.processes.inflow.waking import Slots
from pes_sim.random import Stream
from pes_sim.random.keyed import exponential, next_point, person_key, salt_of
from pes_sim.world.episodes import episode_key
from pes_sim.world.jobseekers import GENERATIONS

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_POINTS, _TIME_AWAY = int(Stream.JOB_POINT), int(Stream.TIME_AWAY)


@njit(nogil=True, inline="always")
def asleep_in_work(s, c, key, factor, reading, horizon, clock, threshold, soon):  # type: ignore[no-untyped-def]
    """Slot ``s`` listens to clock ``c`` of their group, up to the next of their own points on it."""
    clock[s] = c
    threshold[s] = next_point(key, salt_of(_POINTS, c), reading[c], 1.0 / factor)
    soon[s] = threshold[s] <= horizon[c]


@njit(nogil=True, inline="always")
def asleep_for(  # type: ignore[no-untyped-def]
    s, which, episode, shortest, mean, reading, horizon, clock, threshold, soon,
):  # fmt: skip
    """Slot ``s`` listens to clock ``which`` for a ``shortest`` time and an exponential one of ``mean`` weeks."""
    clock[s] = which
    threshold[s] = reading[which] + shortest + exponential(episode, salt_of(_TIME_AWAY, which)) * mean
    soon[s] = threshold[s] <= horizon[which]


@kernel
def sleep_in_work(  # type: ignore[no-untyped-def]
    lo, hi, slots, seed, generation, region, band, occupation, education, factor, bands, occupations,
    reading, horizon, clock, threshold, soon,
):  # fmt: skip
    """Put ``slots[lo:hi]`` to sleep in work."""
    for e in range(lo, hi):
        s = slots[e]
        key = person_key(seed, s * GENERATIONS + np.int64(generation[s]))
        c = (np.int64(region[s]) * bands + band[s]) * occupations + occupation[s]
        asleep_in_work(s, c, key, factor[education[s]], reading, horizon, clock, threshold, soon)


@kernel
def sleep_for(  # type: ignore[no-untyped-def]
    lo, hi, slots, seed, generation, exit_point, which, mean, reading, horizon, clock, threshold, soon,
):  # fmt: skip
    """Put ``slots[lo:hi]`` on the clock ``which`` for an exponential time of ``mean`` weeks."""
    for e in range(lo, hi):
        s = slots[e]
        key = person_key(seed, s * GENERATIONS + np.int64(generation[s]))
        asleep_for(s, which, episode_key(key, exit_point[s]), 0.0, mean, reading, horizon, clock, threshold, soon)


def start_work(model: PESModel, slots: Slots) -> None:
    """Put ``slots`` to sleep in work, with a new threshold on the clock of their group."""
    force, clocks = model.jobseekers.labour_force, model.jobseekers.clocks
    _, bands, occupations = clocks.shape
    model.jobseekers.each_share(
        lambda lo, hi: sleep_in_work(
            lo, hi, slots, model.seed, force.generation, force.region, force.band, force.occupation,
            force.education, model.steady.education_factor, bands, occupations, clocks.reading, clocks.horizon,
            force.clock, force.threshold, force.soon,
        ),
        len(slots),
    )  # fmt: skip


def stay_away(model: PESModel, slots: Slots) -> None:
    """Put ``slots`` out of the labour force for an exponential time."""
    force, clocks = model.jobseekers.labour_force, model.jobseekers.clocks
    model.jobseekers.inactive += len(slots)
    mean = model.values["inactivity.mean_weeks"]
    model.jobseekers.each_share(
        lambda lo, hi: sleep_for(
            lo, hi, slots, model.seed, force.generation, force.exit_point, clocks.inactive, mean, clocks.reading,
            clocks.horizon, force.clock, force.threshold, force.soon,
        ),
        len(slots),
    )  # fmt: skip
