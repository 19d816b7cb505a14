"""The reference: the same week with an object a person, in ordinary Mesa and plain Python.

It is written to be read against the equations, and to check and to time the engine: every rule about people is
written again here. Keyed draws, parameters, the first day's population and the organisation (staff, offices,
channels, systems, projects, market, money) are shared. It rounds to single precision where the engine's columns
do, so that both agree person by person, week by week.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.counters import PEOPLE_COUNTERS
from pes_sim.kpis.segments import CELLS
from pes_sim.model import PESModel
from pes_sim.parameters import CHANNELS
from pes_sim.processes.delivery import delivery
from pes_sim.processes.staffing import staffing
from pes_sim.processes.strategy import strategy
from pes_sim.processes.systems import systems
from pes_sim.processes.weather import weather
from pes_sim.reference.choice import channel_choice
from pes_sim.reference.counselling import counselling
from pes_sim.reference.inflow import inflow
from pes_sim.reference.jobseeker import AWAY, MEASURE, WORK, Jobseeker
from pes_sim.reference.matching import matching
from pes_sim.reference.need import Need
from pes_sim.reference.needs import needs
from pes_sim.reference.people import people
from pes_sim.reference.record import record
from pes_sim.reference.service import service
from pes_sim.reference.trial import trial
from pes_sim.scenario.scenario import Scenario
from pes_sim.world.labour_force import BIRTHDAYS
from pes_sim.world.staff import CASEWORKERS

Entry = tuple[Jobseeker, Need]


class ReferenceModel(PESModel):
    """One world with an object a person: ``people`` are Mesa agents, by slot; ``register`` holds those on it."""

    PHASES: ClassVar[tuple[tuple[str, Callable[[Any], None]], ...]] = (  # type: ignore[misc]
        ("weather", weather),
        ("strategy", strategy),
        ("delivery", delivery),
        ("systems", systems),
        ("staffing", staffing),
        ("inflow", inflow),
        ("trial", trial),
        ("needs", needs),
        ("channel choice", channel_choice),
        ("service", service),
        ("counselling", counselling),
        ("matching", matching),
        ("people", people),
        ("record", record),
    )

    def __init__(self, base: Scenario, seed: int = 1) -> None:
        super().__init__(base, seed)
        del self.jobseekers  # the columns of the first day; from here on there are only persons

    def _enroll_the_first(self) -> None:
        """Make a person of every slot of the settled labour force."""
        force, clocks = self.jobseekers.labour_force, self.jobseekers.clocks
        self.clocks = clocks
        self.hazard = {job: float(self.separation[job]) for job in product(*map(range, clocks.shape))}
        self.hazard_so_far = dict.fromkeys(self.hazard, 0.0)
        self.weeks_so_far = 0.0
        self.dependence: list[float] = self.duration_dependence.tolist()
        self.register: dict[int, Jobseeker] = {}
        self.taken_up: list[Entry] = []
        self.front: list[Entry] = []
        self.back: list[Entry] = []
        self.chosen: list[int | None] = []
        self.recommender = [1.0]
        self.felt: list[float] = []
        self.lasting: list[float] = []
        self.shortfall = [0.0] * len(CHANNELS)
        self.convenience = [1.0] * len(self.offices)
        self.born_in: list[list[int]] = [[] for _ in range(BIRTHDAYS)]
        self.begin_week()
        self.people = [Jobseeker(self, slot, 0) for slot in range(force.n)]
        for person in self.people:
            slot = person.slot
            for name in ("region", "band", "education", "occupation", "sex", "area", "birthday"):
                setattr(person, name, int(getattr(force, name)[slot]))
            person.offline = bool(force.offline[slot])
            person.skill_at_work = float(force.skill[slot])
            person.skill_class = int(force.skill_class[slot])
            person.threshold, clock = float(force.threshold[slot]), int(force.clock[slot])
            if clock == clocks.never:
                person.register(spell=int(force.out_weeks[slot]))
            else:
                person.status = {clocks.measures: MEASURE, clocks.inactive: AWAY}.get(clock, WORK)
            self.born_in[person.birthday].append(slot)

    @property
    def registered(self) -> int:
        """How many persons are on the register."""
        return len(self.register)

    def begin_week(self) -> None:
        """Start counting anew."""
        self.tally = [[0] * CELLS for _ in PEOPLE_COUNTERS]
        self._posts: dict[int, list[int]] = {}

    def open_posts(self, region: int) -> list[int]:
        """The caseworkers' posts that are open in ``region`` this week."""
        if region not in self._posts:
            staff = self.staff
            mine = (staff.group == CASEWORKERS) & (staff.region == region) & staff.open
            self._posts[region] = np.flatnonzero(mine).tolist()
        return self._posts[region]

    def step(self) -> None:
        """One week: the phases in order."""
        self.begin_week()
        super().step()

    def _open_books(self) -> None:
        """At the start of the horizon: note who everybody is, and count people's outcomes from here."""
        self.start_cells = np.array([person.segment_cell() for person in self.people], dtype=np.uint8)
        self.ledger.labour_force = np.bincount(self.start_cells, minlength=CELLS).astype(np.float64) * self.scale
        for person in self.people:
            person.weeks_unemployed = person.unmet_before = person.unmet_needs = 0
            person.minutes_before = person.client_minutes = 0.0

    def outcomes(self) -> dict[str, NDArray[Any]]:
        """What happened to each slot since the start; as the engine's."""
        weeks = np.array([person.weeks_unemployed for person in self.people], dtype=np.int32)
        unmet = np.array([person.unmet_before + person.unmet_needs for person in self.people], dtype=np.int32)
        minutes = np.array([person.minutes_before + person.client_minutes for person in self.people])
        return {
            "weeks_unemployed": weeks,
            "unmet_needs": unmet,
            "client_hours": minutes / 60.0,
            "cell": self.start_cells.copy(),
            "touched": (weeks > 0) | (minutes > 0),
        }
