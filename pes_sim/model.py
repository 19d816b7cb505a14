"""PESModel: a public employment service and its labour force, week by week."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.counters import COUNTERS, Count
from pes_sim.kpis.segments import CELLS, SEGMENTS
from pes_sim.kpis.so_far import KPIsSoFar
from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.audit import Books, audit
from pes_sim.processes.awareness import known
from pes_sim.processes.channel_choice import channel_choice, first_habit
from pes_sim.processes.convenience import cost_of_asking
from pes_sim.processes.counselling import counselling
from pes_sim.processes.delivery import delivery, start_project
from pes_sim.processes.expectations import usability
from pes_sim.processes.inflow import enroll, inflow
from pes_sim.processes.matching import matching
from pes_sim.processes.needs import needs
from pes_sim.processes.people import people
from pes_sim.processes.profiling import profiler
from pes_sim.processes.record import record
from pes_sim.processes.service import service
from pes_sim.processes.staffing import staffing
from pes_sim.processes.staffing.acceptance import at_first
from pes_sim.processes.staffing.silos import crossings
from pes_sim.processes.strategy import Agenda, strategy
from pes_sim.processes.systems import systems
from pes_sim.processes.trial import regimes, trial
from pes_sim.processes.weather import season, weather
from pes_sim.scenario.changes import ProjectPlan
from pes_sim.scenario.scenario import Scenario
from pes_sim.world.automation import Tools
from pes_sim.world.budget import Budget
from pes_sim.world.catalogue import CHANNEL_KIND
from pes_sim.world.landscape import Landscape
from pes_sim.world.ledger import Ledger
from pes_sim.world.market import Market
from pes_sim.world.office import Channel, Office
from pes_sim.world.portfolio import Portfolio, Project
from pes_sim.world.settlement import settle
from pes_sim.world.staff import GROUPS, Staff
from pes_sim.world.steering import Steering
from pes_sim.world.system import ITSystem
from pes_sim.world.trial import Participants

_MONTH = 30.437 / 7


class PESModel(mesa.Model):
    """One world: scenario ``base`` with the luck of ``seed``. ``step()`` is a week.

    The two large populations are columns (``jobseekers``, ``staff``); offices, channels, systems and projects
    are Mesa agents. Weeks before ``week`` 0 are the warm-up, the same for every option. ``threads`` changes
    speed, never a result. ``audited`` checks every week that people, minutes, money and vacancies are conserved
    (ConservationError). ``counters`` (weeks, counters, segments) grows week by week from week 0; ``datacollector``
    reads the headline KPIs from them, for `mesa.batch_run`. Without a ``seed`` (None, Mesa's word for it) one is drawn.
    """

    PHASES: tuple[tuple[str, Callable[[PESModel], None]], ...] = (
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

    def __init__(self, base: Scenario, seed: int | None = 1, threads: int = 1, audited: bool = False) -> None:
        if seed is None:
            seed = int(np.random.SeedSequence().generate_state(1)[0])
        super().__init__(rng=seed)
        self.audited = audited
        self.base = base
        self.seed = seed
        self.figures = base.profile.figures
        self.scale = base.scale
        self.values: dict[str, float] = dict(base.values)
        self.week = -round(self.values["world.warmup_weeks"])
        self.month = 1
        self.frontier = 0.0
        self.agenda = Agenda.of(base.changes)
        self.jobseekers, self.steady, self.tables, moves = settle(self.figures, self.scale, seed, self.values, threads)
        self.separation = self.steady.separation
        self.market = Market.of(self.steady, moves, self.values["matching.other_fill_rate"])
        self._organisation()
        self.ledger = Ledger(threads, self.scale)
        self.counters: NDArray[np.float64] = np.zeros((base.weeks, len(COUNTERS), len(SEGMENTS)))
        self.recorded = 0
        self.datacollector = KPIsSoFar(self)
        self._enroll_the_first()

    def _organisation(self) -> None:
        figures, values = self.figures, self.values
        registered = np.array([row.registered for row in figures.regions.rows])
        self.staff = Staff(self.seed, registered / registered.sum(), values)
        self.offices = [Office(self, r, row.name) for r, row in enumerate(figures.regions.rows)]
        self.channels = [
            Channel(self, c, name, int(CHANNEL_KIND[c]), len(self.offices), float(values[f"channels.{name}.open"] > 0))
            for c, name in enumerate(CHANNELS)
        ]
        self.landscape = Landscape(self, figures.systems.rows)
        self.budget = Budget(run_year=sum(row.run_meur for row in figures.systems.rows) * 1e6)
        self.portfolio = Portfolio()
        self.profiler = profiler(figures, self.steady)
        self.tools = Tools.of(values)
        self.steering = Steering()
        self.participants = None if self.base.trial is None else Participants(self.base.trial)
        self.regimes = regimes(self)
        self.availability = np.ones((len(TASKS), len(CHANNELS)))
        self.task_availability = np.ones(len(TASKS))
        self.outage_loss = 0.0
        self.dip: NDArray[np.float64] = np.zeros(len(GROUPS))
        self.tool_factor = 1.0
        self.proficiency = dict.fromkeys(("caseworkers", "front", "phone", "back"), 1.0)
        self.acceptance = dict.fromkeys(("caseworkers", "front", "phone", "back"), 0.0)
        self.utilisation = {"phone": 1.0}
        self.phone_minutes = 0.0
        self.caseworker_minutes: NDArray[np.float64] = np.zeros(len(self.offices))
        self.team_minutes: NDArray[np.float64] = np.zeros((0, len(self.offices)))
        self.team_carried: NDArray[np.float64] = np.zeros(0)
        self.staff_proficiency = np.ones(len(self.staff))
        self.usability_at_start = usability(values)
        self.asking_at_start = np.zeros(len(self.offices))
        self.crossings_at_start = crossings(self)
        self.staff.acceptance = at_first(self, alone=True)
        months = np.minimum(np.arange(1 + round(_MONTH * 48)) / _MONTH, values["labour.duration_dependence_months"])
        self.duration_dependence = np.exp(-values["labour.duration_dependence"] * months)

    def _enroll_the_first(self) -> None:
        force = self.jobseekers.labour_force
        slots = np.flatnonzero(force.clock == self.jobseekers.clocks.never)
        spell = force.out_weeks[slots].astype(np.int64)
        force.out_weeks[slots] = 0
        enroll(self, slots, spell, None)

    def _open_books(self) -> None:
        """At the start of the horizon: note who everybody is, and count people's outcomes from here."""
        n = self.jobseekers.labour_force.n
        self.start_cells: NDArray[np.uint8] = np.empty(n, dtype=np.uint8)
        for lo in range(0, n, 1 << 18):
            slots = np.arange(lo, min(n, lo + (1 << 18)))
            self.start_cells[slots] = self.jobseekers.cells(slots, self.tables.band_age)
        self.ledger.labour_force = np.bincount(self.start_cells, minlength=CELLS).astype(np.float64) * self.scale
        for table in (self.jobseekers.labour_force, self.jobseekers.register):
            table.weeks_unemployed[:] = 0
            table.unmet_needs[:] = 0
            table.client_minutes[:] = 0.0

    def step(self) -> None:
        """One week: the phases in order."""
        if self.week == 0:
            self._open_books()
            self.asking_at_start = cost_of_asking(self)
        self.ledger.clear()
        before = Books.of(self) if self.audited else None
        for _, phase in self.PHASES:
            phase(self)
        if before is not None:
            audit(self, before)
        self.week += 1
        self.running = self.week < self.base.weeks

    @classmethod
    def plan(cls) -> list[str]:
        """The names of the week's phases, in order."""
        return [name for name, _ in cls.PHASES]

    def warm_up(self) -> None:
        """Run up to the start of the horizon."""
        while self.week < 0:
            self.step()

    def fork(self, base: Scenario) -> PESModel:
        """A copy of this world, warmed up and not begun, that goes on under ``base``.

        The copy runs as if it had been built from ``base``. Raises ValueError when the horizon has begun, or when
        ``base`` differs in what came before it: figures, values at the start, start or scale.
        """
        before, now = (
            (scenario.profile.figures, scenario.values, scenario.start, scenario.scale)
            for scenario in (self.base, base)
        )
        if self.week != 0 or before != now:
            raise ValueError(f"{base.name} cannot go on from week {self.week} of {self.base.name}")
        twin = self._copy(base, np.zeros((base.weeks, *self.counters.shape[1:])))
        twin.agenda = Agenda.of(base.changes)
        twin.participants = None if base.trial is None else Participants(base.trial)
        return twin

    def snapshot(self) -> PESModel:
        """A copy of this world as it stands, to go on from later.

        ``counters`` is shared: rows up to ``recorded`` are the past of both, and whoever steps writes the next ones.
        So of a world and its snapshots only the one that stepped last has a ``history`` beyond the common past.
        """
        return self._copy(self.base, self.counters)

    def _copy(self, base: Scenario, counters: NDArray[np.float64]) -> PESModel:
        # What is frozen is shared, and what is replaced is not copied first: deepcopy takes these for done.
        done = {id(self.base): base, id(self.figures): base.profile.figures, id(self.counters): counters}
        twin = copy.deepcopy(self, done)
        counters_by_model = getattr(mesa.Agent, "_ids", None)
        if counters_by_model is not None:  # Mesa before 3.5 numbers the agents of a copied model from one again
            counters_by_model[twin] = itertools.count(1 + max(agent.unique_id for agent in twin.agents))
        return twin

    def run(self) -> None:
        """Run to the end of the horizon."""
        while self.week < self.base.weeks:
            self.step()

    @property
    def registered(self) -> int:
        """How many simulated persons are on the register."""
        return int(self.jobseekers.register.n)

    @property
    def history(self) -> NDArray[np.float64]:
        """(weeks so far, counters, segments) recorded since the start."""
        return self.counters[: self.recorded]

    def season(self, what: str) -> float:
        """This month's factor on separations, hires or leaving."""
        return season(self, what)

    def first_habit(self, skill: NDArray[np.float32]) -> NDArray[np.float64]:
        """(n, channels) habit of people who register for the first time."""
        return first_habit(self.values, skill, known(self))

    @property
    def projects(self) -> list[Project]:
        """Every project there ever was."""
        return self.portfolio.projects

    @property
    def systems(self) -> list[ITSystem]:
        """Every system there ever was, in the order of its arrival."""
        return self.landscape.systems

    def start_project(self, plan: ProjectPlan) -> None:
        """Begin a project this week."""
        start_project(self, plan)

    def count(self, counter: Count, cells: NDArray[Any], weights: NDArray[Any] | None = None) -> None:
        """Add people (or ``weights``) of ``cells`` to ``counter``."""
        found = np.bincount(cells, weights=weights, minlength=CELLS)
        self.ledger.people[0, counter] += found.astype(np.int64)

    def outcomes(self) -> dict[str, NDArray[Any]]:
        """What happened to each slot of the labour force since the start; comparable person by person.

        ``weeks_unemployed`` (weeks), ``unmet_needs`` (count), ``client_hours`` (hours), ``cell`` (segment cell)
        and ``touched`` (was registered at all).
        """
        force, register = self.jobseekers.labour_force, self.jobseekers.register
        rows = register.slot[: register.n]
        weeks = force.weeks_unemployed.astype(np.int32)
        unmet = force.unmet_needs.astype(np.int32)
        minutes = force.client_minutes.astype(np.float64)
        weeks[rows] += register.weeks_unemployed[: register.n]
        unmet[rows] += register.unmet_needs[: register.n]
        minutes[rows] += register.client_minutes[: register.n]
        return {
            "weeks_unemployed": weeks,
            "unmet_needs": unmet,
            "client_hours": minutes / 60.0,
            "cell": self.start_cells.copy(),
            "touched": (weeks > 0) | (minutes > 0),
        }
