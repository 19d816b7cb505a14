"""The first day: a synthetic labour force, settled in work, on the register, in measures or out for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from pes_sim.random import Stream, draws, salt
from pes_sim.scenario.profile import Figures
from pes_sim.world.episodes import NO_POINT
from pes_sim.world.jobseekers import Jobseekers
from pes_sim.world.labour_force import BIRTHDAYS, NEVER, Clocks
from pes_sim.world.steady_state import SteadyState, mobility, solve
from pes_sim.world.synthesis import population_table, whole_people

Array = NDArray[np.float64]
Index = NDArray[np.integer]
_FAR = 30.0
"""Logits beyond any skill."""


@dataclass(frozen=True)
class Demography:
    """Tables by age band and education that say who people are and how they leave the register."""

    band_age: NDArray[np.int64]
    """(bands,) first completed year of age."""
    slow_share: Array
    """(bands,) share of people of that age who are hard to place."""
    pace: Array
    intake: Array
    survival: Array
    """(bands,) chance of staying in the labour force when growing into the next band (the last: never)."""
    entrants: Array
    """(bands,) cumulated law of the band in which a new person enters."""
    skill_mean: Array
    """(bands, education) mean digital skill, logit scale."""
    offline: Array
    """(education,) share without internet at home."""
    areas: Array
    """(regions, 3) cumulated shares of city, town, rural."""

    @classmethod
    def of(cls, figures: Figures, people: Array, slow: Array, values: Mapping[str, float]) -> Demography:
        """Tables of a profile; ``people`` is the labour force by (age, education)."""
        ages = figures.ages.rows
        share = np.array([row.labour_force / (row.last - row.first + 1) * 5 for row in ages])
        grow = np.diff(share, prepend=0.0)
        entrants = np.maximum(grow, 0.0)
        age = np.array([row.first for row in ages])
        middle = np.array([(row.first + row.last + 1) / 2 for row in ages])
        spread = values["people.skill_spread"]
        cut = np.log(values["people.basic_skill"] / (1 - values["people.basic_skill"]))
        slope = values["people.skill_age"] * (middle - middle.mean())
        mean = np.empty((len(ages), len(figures.education.rows)))
        for e, row in enumerate(figures.education.rows):
            weight = people[:, e] / people[:, e].sum()

            def missing(level: float, weight: Array = weight, wanted: float = row.basic_digital_skills) -> float:
                return float(weight @ ndtr((level + slope - cut) / spread)) - wanted

            mean[:, e] = slope + brentq(missing, -_FAR, _FAR)
        return cls(
            band_age=age,
            slow_share=slow,
            pace=np.array([row.pace for row in ages]),
            intake=np.array([row.measure_intake for row in ages]),
            survival=np.append(np.minimum(1.0, share[1:] / share[:-1]), 0.0),
            entrants=np.cumsum(entrants / entrants.sum()),
            skill_mean=mean,
            offline=np.array([row.no_internet for row in figures.education.rows]),
            areas=np.cumsum([[row.city, row.town, row.rural] for row in figures.regions.rows], axis=1),
        )


def _uniform(keys: NDArray[np.uint64], stream: Stream, week: int = 0) -> Array:
    out = np.empty(len(keys))
    draws(keys, salt(stream, week), out)
    return out


def furnish(
    jobseekers: Jobseekers, slots: Index, keys: NDArray[np.uint64], tables: Demography, values: Mapping[str, float]
) -> None:
    """Give the persons in ``slots`` their digital skill, access and area, given region, band and education."""
    force = jobseekers.labour_force
    education, band = force.education[slots], force.band[slots]
    normal = ndtri(np.clip(_uniform(keys, Stream.PERSON_SKILL), 1e-12, 1 - 1e-12))
    logit = tables.skill_mean[band, education] + values["people.skill_spread"] * normal
    force.skill[slots] = 1.0 / (1.0 + np.exp(-logit))
    # groups are compared by the skill people brought along: who learns does not change group
    classes = [values["people.basic_skill"], values["people.advanced_skill"]]
    force.skill_class[slots] = np.searchsorted(classes, force.skill[slots], side="right")
    force.offline[slots] = _uniform(keys, Stream.PERSON_ACCESS) < tables.offline[education]
    where = _uniform(keys, Stream.PERSON_AREA)
    force.area[slots] = (where[:, None] >= tables.areas[force.region[slots], :2]).sum(axis=1)


def is_slow(keys: NDArray[np.uint64], band: Index, tables: Demography) -> NDArray[np.bool_]:
    """Who is hard to place at their present age: a fixed latent draw against the age's share."""
    return np.asarray(_uniform(keys, Stream.PERSON_TYPE) < tables.slow_share[band])


def settle(
    figures: Figures, scale: int, seed: int, values: Mapping[str, float], threads: int
) -> tuple[Jobseekers, SteadyState, Demography, Array]:
    """Build the world's people and put everybody in the steady state's place.

    Returns the jobseekers, the steady state, the demographic tables and the occupations' mobility matrix. The
    register's rows are made by the caller from those whose clock is ``never`` (see processes.inflow).
    """
    table = population_table(figures)
    people = max(1, round(figures.labour_force / scale))
    steady = solve(figures, table.sum(axis=-1) * figures.labour_force, values)
    tables = Demography.of(figures, table.sum(axis=(0, 3, 4)), steady.slow, values)
    clocks = Clocks(len(figures.regions.rows), len(figures.ages.rows), len(figures.occupations.rows))
    jobseekers = Jobseekers(people, seed, clocks, threads)
    _people_of(jobseekers, whole_people(table, people), figures)
    slots = np.arange(people)
    keys = jobseekers.keys(slots)
    furnish(jobseekers, slots, keys, tables, values)
    _birthdays(jobseekers, keys)
    _places(jobseekers, keys, steady, tables, values)
    return jobseekers, steady, tables, mobility(len(figures.occupations.rows), values["matching.occupation_stay"])


def _people_of(jobseekers: Jobseekers, counts: NDArray[np.int64], figures: Figures) -> None:
    force = jobseekers.labour_force
    cells = np.repeat(np.arange(counts.size), counts.ravel())
    region, band, education, occupation, sex = np.unravel_index(cells, counts.shape)
    for name, values in (
        ("region", region), ("band", band), ("education", education), ("occupation", occupation), ("sex", sex),
    ):  # fmt: skip
        getattr(force, name)[:] = values


def _birthdays(jobseekers: Jobseekers, keys: NDArray[np.uint64]) -> None:
    force = jobseekers.labour_force
    birthday = (_uniform(keys, Stream.PERSON_AGE) * BIRTHDAYS).astype(np.int64)
    force.birthday[:] = birthday
    force.birthday_order[:] = np.argsort(birthday, kind="stable")
    force.birthday_start[:] = np.searchsorted(np.sort(birthday), np.arange(BIRTHDAYS + 1))


def _places(
    jobseekers: Jobseekers,
    keys: NDArray[np.uint64],
    steady: SteadyState,
    tables: Demography,
    values: Mapping[str, float],
) -> None:
    force, clocks = jobseekers.labour_force, jobseekers.clocks
    kind = is_slow(keys, force.band, tables).astype(np.int64)
    cell = (force.region, force.band, force.education, force.occupation, kind)
    u = _uniform(keys, Stream.PERSON_START)
    registered = steady.registered[cell]
    measures = registered + steady.measures[cell]
    out = measures + steady.inactive[cell]
    exponential = -np.log1p(-_uniform(keys, Stream.PERSON_START_SPELL))
    force.clock[:] = clocks.job(force.region, force.band, force.occupation)
    force.threshold[:] = exponential / steady.education_factor[force.education]
    on_register, in_measure, away = u < registered, (u >= registered) & (u < measures), (u >= measures) & (u < out)
    force.clock[on_register] = clocks.never
    # the age of a spell in a steady state is exponential at its own hazard; kept in out_weeks until registration
    hazard = steady.exit_hazard[force.region, force.band, force.occupation, kind]
    weeks = np.minimum(exponential / hazard, 1000.0)
    force.out_weeks[on_register] = weeks[on_register]
    force.clock[in_measure] = clocks.measures
    force.threshold[in_measure] = exponential[in_measure] * values["measures.mean_weeks"]
    force.clock[away] = clocks.inactive
    mean = np.where(u < out - steady.lasting[cell], values["inactivity.mean_weeks"], values["inactivity.lasting_weeks"])
    force.threshold[away] = exponential[away] * mean[away]
    force.left_week[:] = NEVER
    force.exit_point[:] = NO_POINT
    jobseekers.in_measures, jobseekers.inactive = int(in_measure.sum()), int(away.sum())
