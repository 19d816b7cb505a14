"""The labour force: everybody, most of them asleep in work until their hazard clock rings.

A slot holds one person after another: who retires is followed in the same slot by a young entrant with a new
identity. Slots and successions depend on the seed and the calendar alone, so an option cannot renumber anyone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters import CHANNELS
from pes_sim.world.columns import Column, Table

BIRTHDAYS = 260
"""Weeks in five years: everybody has one five-year birthday in them."""

WEEKS_AHEAD = 8
"""Everybody is looked at once in about so many weeks; more weeks would make more people who may wake meanwhile."""

NEVER = -30_000
"""Week of leaving the register of somebody who never was on it."""


class LabourForce(Table):
    """Everybody in the labour force, one row a slot."""

    COLUMNS = (
        Column("threshold", "f4", "hazard", "inflow", "the clock's reading at which the person wakes"),
        Column("clock", "u2", "index", "inflow", "which clock the person listens to (see Clocks)"),
        Column("region", "u1", "index", "synthesis", "region of residence"),
        Column("band", "u1", "index", "people", "five-year age band"),
        Column("education", "u1", "index", "synthesis", "low, middle, high"),
        Column("occupation", "u1", "index", "matching", "occupation group"),
        Column("sex", "u1", "index", "synthesis", "0 women, 1 men"),
        Column("area", "u1", "index", "synthesis", "city, town, rural"),
        Column("offline", "u1", "flag", "synthesis", "no internet access at home"),
        Column("generation", "u1", "count", "people", "how many people held the slot before"),
        Column("skill", "f4", "0-1", "people", "digital skill"),
        Column("skill_class", "u1", "index", "synthesis", "low, basic, above basic digital skill to begin with"),
        Column(
            "habit", "u1", "1/255", "people", "pull of each channel, as last seen on the register", width=len(CHANNELS)
        ),
        Column("trust", "u1", "1/255", "people", "trust in digital channels, as last seen"),
        Column("satisfaction", "u1", "1/255", "people", "satisfaction, as last seen"),
        Column("account", "u1", "flag", "service", "has an account with the service"),
        Column("spells", "u1", "count", "inflow", "spells on the register so far (at most 255)"),
        Column("left_week", "i2", "week", "matching", "week of leaving the register last"),
        Column("out_weeks", "u2", "weeks", "matching", "length of the last spell out of work, interruptions bridged"),
        Column("exit_point", "f4", "hazard", "inflow", "where on their line of points the last registration ends"),
        Column("boost", "u1", "1/16", "matching", "search boost from a measure just finished"),
        Column("was", "u1", "index", "matching", "what the person left the register for"),
        Column("wrong", "u1", "bits", "automation", "wrong decisions of earlier spells that nobody has noticed yet"),
        Column("weeks_unemployed", "u2", "weeks", "people", "weeks on the register since the start"),
        Column("unmet_needs", "u1", "count", "service", "needs given up since the start (at most 255)"),
        Column("client_minutes", "f4", "minutes", "service", "own time spent on the service since the start"),
        Column("birthday", "u2", "week", "synthesis", "week of the five-year birthday, modulo 260"),
        Column("birthday_order", "i4", "slot", "synthesis", "slots sorted by five-year birthday"),
    )

    # the clocks scan threshold and clock for everybody, week by week; the rest is read when a person moves
    PACKS = (tuple(c.name for c in COLUMNS if c.name not in ("threshold", "clock", "birthday_order")),)

    def __init__(self, people: int) -> None:
        super().__init__(people)
        self.n = people
        self.soon: NDArray[np.uint8] = np.zeros(-(-people // 8) * 8, dtype=np.uint8)
        """1 for every slot whose threshold is not beyond its clock's horizon (see Clocks); whole words of eight."""
        self.birthday_start = np.zeros(BIRTHDAYS + 1, dtype=np.int64)

    def born_in(self, week: int) -> np.ndarray:
        """Slots whose five-year birthday falls in ``week``."""
        k = week % BIRTHDAYS
        return np.asarray(self.birthday_order[self.birthday_start[k] : self.birthday_start[k + 1]])

    def nbytes(self) -> int:
        """Bytes held by all columns."""
        return super().nbytes() + self.soon.nbytes


class Clocks:
    """Accumulated hazard of everything a sleeping person can wait for.

    Jobs: one clock a region x age band x occupation. Then one for people in measures (it runs in weeks), one
    for people out of the labour force (in weeks), and one that never rings, for the registered.

    Up to its ``horizon`` a clock is looked at week by week only for those noted as ``soon`` in the labour force; once
    a reading has passed it, everybody is looked at again, and the horizon is set some weeks ahead.
    """

    def __init__(self, regions: int, bands: int, occupations: int) -> None:
        self.shape = (regions, bands, occupations)
        self.jobs = regions * bands * occupations
        self.measures, self.inactive, self.never = self.jobs, self.jobs + 1, self.jobs + 2
        self.reading = np.zeros(self.jobs + 3, dtype=np.float64)
        self.reading[self.never] = -np.inf
        self.horizon = np.full(self.jobs + 3, -np.inf)

    def job(self, region: np.ndarray, band: np.ndarray, occupation: np.ndarray) -> np.ndarray:
        """Clock of a job, from index arrays."""
        _, bands, occupations = self.shape
        return (region.astype(np.uint16) * bands + band) * occupations + occupation

    def look_ahead(self, job_hazard: np.ndarray) -> bool:
        """Set the horizon `WEEKS_AHEAD` weeks like this one ahead, if a reading has passed it; says whether it had."""
        passed = bool((self.reading > self.horizon).any())
        if passed:
            self.horizon = self.reading + WEEKS_AHEAD
            self.horizon[: self.jobs] = self.reading[: self.jobs] + WEEKS_AHEAD * job_hazard.ravel()
        return passed

    def advance(self, job_hazard: np.ndarray) -> None:
        """One week passes: ``job_hazard`` (regions, bands, occupations) is added to the jobs' clocks."""
        self.reading[: self.jobs] += job_hazard.ravel()
        self.reading[self.measures] += 1.0
        self.reading[self.inactive] += 1.0

    def reading_below(self) -> NDArray[np.float32]:
        """The readings in four bytes, rounded down: a threshold (four bytes too) is passed by both or by neither."""
        near = self.reading.astype(np.float32)
        return np.where(near > self.reading, np.nextafter(near, np.float32(-np.inf)), near)
