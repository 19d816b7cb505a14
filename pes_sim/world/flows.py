"""The flows behind a profile in its steady state, and the dials of its age table that give wanted ones.

A profile states stocks; what a service knows besides is how many come, how many leave and how many stay beyond a
year. Three dials of the age table decide these: the pace of all, the share of hard-to-place entrants, and the intake
into measures. They describe who comes and how fast the market is; how people behave is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from pes_sim.scenario.profile import Figures
from pes_sim.world.steady_state import SteadyState, solve
from pes_sim.world.synthesis import population_table

Array = NDArray[np.float64]
MONTH = 365.25 / 12 / 7
"""Weeks."""
YEAR = 365 / 7
"""Weeks after which a registration is long-term."""
OLDER = 55
"""First age of those whose long-term share stands for the gradient by age."""
_LONGEST, _STEP = 1040, 2.0
"""Weeks followed, and the step of the integral over the age of a spell."""
_BOUNDS = ((-3.0, 2.0), (-2.5, 2.5), (-4.0, 2.5), (0.0, 2.0))
"""Bounds of the dials: factors on a log scale, the share of hard-to-place entrants on a logit scale, the gradient."""
_FREE, _HELD = 0.02, 10.0
"""How strongly a dial is held where it was: one that the figures wanted decide, one that they leave free."""


@dataclass(frozen=True)
class Flows:
    """A register's year. ``exits`` and ``inflow`` are a month's over the stock, ``ltu_share`` is beyond 365 days.

    ``inflow`` counts new registrations; who returns from a measure to an unbroken case is not new, so that exits
    exceed inflow in a steady state. ``ltu_older`` is the long-term share of those from 55. None: not known.
    """

    exits: float | None = None
    inflow: float | None = None
    ltu_share: float | None = None
    ltu_older: float | None = None


@dataclass(frozen=True)
class Dials:
    """Moves of the age table: factors on ``pace`` and ``intake`` into measures, a shift of ``slow`` entrants (logit),
    and a power on the pace of each age, so that ages differ less or more (``gradient``, 1 = as they were).
    """

    pace: float = 1.0
    slow: float = 0.0
    intake: float = 1.0
    gradient: float = 1.0

    def on(self, figures: Figures) -> Figures:
        """``figures`` with the age table moved."""
        rows = [
            row.model_copy(
                update={
                    "pace": row.pace**self.gradient * self.pace,
                    "slow_entrants": _shifted(row.slow_entrants, self.slow),
                    "measure_intake": row.measure_intake * self.intake,
                }
            )
            for row in figures.ages.rows
        ]
        return figures.model_copy(update={"ages": figures.ages.model_copy(update={"rows": rows})})


def _shifted(share: float, by: float) -> float:
    odds = share / max(1 - share, 1e-9) * np.exp(by)
    return float(odds / (1 + odds))


def flows(figures: Figures, values: Mapping[str, float]) -> Flows:
    """The flows of the steady state of ``figures`` under parameter ``values``; exact but for season and contact."""
    people = population_table(figures).sum(axis=-1) * figures.labour_force
    state = solve(figures, people, values, rounds=200)
    by_type = people[..., None] * np.stack([1 - state.slow, state.slow], axis=-1)[None, :, None, None, :]
    registered = np.asarray((state.registered * by_type).sum(axis=2))  # region, age, occupation, type
    into = _intake(figures, values) * np.ones_like(state.exit_hazard)
    returned = float((registered * into).sum()) * values["measures.to_register"]
    leaving = float((registered * state.exit_hazard).sum())
    stock = float(registered.sum())
    long_term = (registered * _beyond_a_year(state, figures, values, into)).sum(axis=(0, 2, 3))
    older = np.array([row.first >= OLDER for row in figures.ages.rows])
    of_older = registered.sum(axis=(0, 2, 3))[older].sum()
    return Flows(
        leaving / stock * MONTH,
        (leaving - returned) / stock * MONTH,
        float(long_term.sum()) / stock,
        float(long_term[older].sum() / of_older) if of_older > 0 else None,
    )


def _intake(figures: Figures, values: Mapping[str, float]) -> Array:
    """(1, age, 1, type) weekly hazard into measures."""
    rate = np.array([row.measure_intake for row in figures.ages.rows])[None, :, None, None]
    return np.asarray(rate * values["measures.capacity"] * np.array([1.0, values["measures.slow_factor"]]))


def _beyond_a_year(state: SteadyState, figures: Figures, values: Mapping[str, float], into: Array) -> Array:
    """(region, age, occupation, type) share of the stock registered for more than a year.

    The stock's density over the age t of a spell is survival S(t); contact success falls with t down to a floor.
    """
    pace = np.array([row.pace for row in figures.ages.rows])[None, :, None, None]
    leaving = np.array([values["labour.leaving_hazard_fast"], values["labour.leaving_hazard_slow"]])
    rest = leaving * pace + into
    fall = values["labour.duration_dependence"] / MONTH
    work = (state.exit_hazard - rest) * (state.exit_hazard + fall) / state.exit_hazard
    ages = np.arange(0.0, _LONGEST, _STEP)
    months = np.minimum(ages / MONTH, values["labour.duration_dependence_months"])
    success = np.exp(-values["labour.duration_dependence"] * months)
    run = np.concatenate([[0.0], np.cumsum((success[1:] + success[:-1]) / 2 * _STEP)])
    survival = np.exp(-(work[..., None] * run + rest[..., None] * ages))
    return np.asarray(survival[..., ages >= YEAR].sum(axis=-1) / survival.sum(axis=-1))


def fit(figures: Figures, values: Mapping[str, float], wanted: Flows) -> tuple[Dials, Flows]:
    """The dials whose steady state is nearest to ``wanted``, by least squares, and the flows they give.

    Exits and inflow are compared in relative terms, long-term shares in points; a dial that nothing wanted decides
    stays where it was.
    """

    def dials(at: Array) -> Dials:
        return Dials(float(np.exp(at[0])), float(at[1]), float(np.exp(at[2])), float(at[3]))

    def missed(at: Array) -> Array:
        found = flows(dials(at).on(figures), values)
        held = [_HELD if wanted.inflow is None else _FREE, _HELD if wanted.ltu_older is None else _FREE]
        rest = [_FREE * at[0], _FREE * at[1], held[0] * at[2], held[1] * (at[3] - 1)]
        return np.array([*_misses(found, wanted), *rest])

    low, high = np.array(_BOUNDS).T
    start = np.array([0.0, 0.0, 0.0, 1.0])
    best = least_squares(missed, start, bounds=(low, high), diff_step=[0.01] * 4, xtol=1e-4, ftol=1e-4, max_nfev=30)
    found = dials(best.x)
    return found, flows(found.on(figures), values)


def _misses(found: Flows, wanted: Flows) -> list[float]:
    """How far ``found`` is from what is wanted, each in its own unit of importance."""
    misses = []
    for name in ("exits", "inflow"):
        want, got = getattr(wanted, name), getattr(found, name)
        if want is not None:
            misses.append(10 * float(np.log(got / want)))
    for name, weight in (("ltu_share", 20.0), ("ltu_older", 4.0)):
        want, got = getattr(wanted, name), getattr(found, name)
        if want is not None and got is not None:
            misses.append(weight * (got - want))
    return misses
