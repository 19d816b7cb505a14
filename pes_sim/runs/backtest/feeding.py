"""A model that is fed: so many register anew in a week, so many vacancies are open, so many were promised to be taken
back. All else is the model's.

Whom it hits is not chosen: the level of separations is set, week by week, to the one at which just so many clocks ring.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from pes_sim.kpis.counters import Count
from pes_sim.model import PESModel
from pes_sim.random import Stream, draws, salt
from pes_sim.scenario.scenario import Scenario
from pes_sim.world.register import ENTRANT

MOST = 60.0
"""Highest level of separations: beyond it there is nobody left to lose a job."""


@dataclass(frozen=True)
class Feed:
    """What is known of a week, by its first day; None: nothing, so the model goes by itself."""

    inflow: Callable[[date], float | None]
    """New registrations in the week, real persons."""
    stock: Callable[[date], float | None]
    """Registered at the end of the week, real persons: the inflow is what it takes (a blow that is imposed)."""
    vacancies: Callable[[date], float | None]
    """Vacancies notified, posts."""
    promised: Callable[[date], float | None] = lambda day: None
    """Share of those who lose their job in the week with the promise to be taken back."""


Phase = Callable[[PESModel], None]


def _fed(phase: Phase) -> Phase:
    """``phase`` under the model's feed."""

    def feed(model: PESModel) -> None:
        assert isinstance(model, Fed)
        model.fed(phase)

    return feed


class Fed(PESModel):
    """`PESModel` under ``feed`` from the start of its horizon on."""

    PHASES = tuple((name, _fed(phase) if name == "inflow" else phase) for name, phase in PESModel.PHASES)

    def __init__(self, base: Scenario, seed: int, feed: Feed) -> None:
        super().__init__(base, seed)
        self.feed = feed
        self._owed = 0.0
        self._exits = 0.0

    def fed(self, phase: Phase) -> None:
        """The inflow phase with the level of separations that makes the fed number register."""
        usual = {path: self.values[path] for path in ("labour.separation_level", "labour.recall_share")}
        wanted = None
        if self.week >= 0:
            self._open_posts()
            wanted = self._wanted()
            promised = self.feed.promised(self.base.date_of(self.week))
            self.values["labour.recall_share"] = usual["labour.recall_share"] if promised is None else promised
        if wanted is not None:
            self.values["labour.separation_level"] = self._level(wanted)
        phase(self)
        self.values |= usual
        if wanted is not None:
            self._owed = wanted - self._registered_anew()

    def step(self) -> None:
        """One week; what left is kept, because the next week's leavers are guessed by it."""
        super().step()
        self._exits = self.ledger.total(int(Count.exits))

    def _open_posts(self) -> None:
        vacancies = self.feed.vacancies(self.base.date_of(self.week))
        if vacancies is not None:
            share = self.values["matching.notified_share"]
            self.market.vacancies *= vacancies / share / max(float(self.market.vacancies.sum()), 1.0)

    def _wanted(self) -> float | None:
        """New registrations wanted this week, real persons, with what rounding left over."""
        day = self.base.date_of(self.week)
        stock = self.feed.stock(day)
        if stock is not None:
            returning = self._waking(self.jobseekers.clocks.measures) * self.values["measures.to_register"]
            return stock - self.registered * self.scale + self._exits - returning * self.scale
        inflow = self.feed.inflow(day)
        return None if inflow is None else inflow + self._owed

    def _registered_anew(self) -> float:
        counts = (Count.entries_from_work, Count.entries_from_inactivity)
        return sum(self.ledger.total(int(count)) for count in counts)

    def _waking(self, clock: int) -> int:
        force, clocks = self.jobseekers.labour_force, self.jobseekers.clocks
        ringing = (force.clock == clock) & (force.threshold <= clocks.reading[clock] + 1.0)
        return int(ringing.sum())

    def _coming_back(self) -> int:
        """How many return from out of the labour force and register this week, whatever is fed."""
        force, clocks = self.jobseekers.labour_force, self.jobseekers.clocks
        slots = np.flatnonzero(
            (force.clock == clocks.inactive) & (force.threshold <= clocks.reading[clocks.inactive] + 1.0)
        )
        u = np.empty(len(slots))
        draws(self.jobseekers.episodes(slots), salt(Stream.AFTER_INACTIVITY, 0), u)
        registers = (u < self.values["inactivity.to_register"]) | (force.was[slots] == ENTRANT)
        return int(registers.sum())

    def _level(self, wanted: float) -> float:
        """The level of separations at which ``wanted`` real persons register, returns included."""
        losses = round(wanted / self.scale) - self._coming_back()
        if losses <= 0:
            return 0.0
        force, clocks = self.jobseekers.labour_force, self.jobseekers.clocks
        hazard = (self.separation * self.season("separations") * self.market.displacement).ravel()
        slots = np.flatnonzero(force.clock < clocks.measures)
        clock = force.clock[slots]
        level = (force.threshold[slots] - clocks.reading[clock]) / np.maximum(hazard[clock], 1e-12)
        at = min(losses, len(level)) - 1
        return float(min(max(np.partition(level, at)[at] * (1 + 1e-6), 0.0), MOST))
