"""Fitting a profile's age table to known flows: the steady state as a guide, small simulations as the judge.

The steady state knows neither season nor what contact with the service is worth; a small simulation does. What the
two differ by is taken off what is wanted, and the fit is made again (space mapping, Bandler et al. 1994).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.runs.simulate import simulate
from pes_sim.scenario.profile import Figures
from pes_sim.scenario.scenario import Scenario
from pes_sim.world.flows import MONTH, Dials, Flows, fit, flows

PEOPLE = 3000
"""Simulated persons on the register of the small worlds, about."""
SEEDS = (1, 2)
YEARS = 2
ROUNDS = 2
"""Corrections by simulation, unless asked otherwise."""
REACHED = {"exits": 0.1, "inflow": 0.1, "ltu_share": 0.02, "ltu_older": 0.05}
"""How near counts as reached: flows in relative terms, long-term shares in points."""


@dataclass(frozen=True)
class Fitted:
    """A fit: the dials, the figures they give, and the flows wanted, of the steady state and simulated."""

    dials: Dials
    figures: Figures
    wanted: Flows
    steady: Flows
    simulated: Flows

    def missed(self) -> dict[str, tuple[float, float]]:
        """What was not reached, by name: wanted and found."""
        found = {}
        for name, near in REACHED.items():
            want, got = getattr(self.wanted, name), getattr(self.simulated, name)
            if want is None or got is None:
                continue
            away = abs(got / want - 1) if name in ("exits", "inflow") else abs(got - want)
            if away > near:
                found[name] = (want, got)
        return found


def fit_figures(
    scenario: Scenario, wanted: Flows, rounds: int = ROUNDS, told: Callable[[str], None] = lambda _: None
) -> Fitted:
    """The age table of ``scenario`` moved so that its small worlds show ``wanted``; ``told`` hears of each step.

    Takes a few seconds and, each round, some ten more.
    """
    figures = scenario.profile.figures
    aim, best = wanted, None
    for turn in range(rounds + 1):
        told(f"fit {turn + 1} of {rounds + 1}: steady state, then a small simulation")
        dials, steady = fit(figures, scenario.values, aim)
        moved = dials.on(figures)
        now = Fitted(dials, moved, wanted, steady, simulated_flows(with_figures(scenario, moved)))
        if best is None or _distance(now) < _distance(best):
            best = now
        aim = Flows(**{name: _corrected(now, name) for name in REACHED})
    assert best is not None
    return best


def with_figures(scenario: Scenario, figures: Figures) -> Scenario:
    """``scenario`` on other figures."""
    return replace(scenario, profile=scenario.profile.model_copy(update={"figures": figures}))


def simulated_flows(scenario: Scenario, seeds: Sequence[int] = SEEDS, years: int = YEARS) -> Flows:
    """The flows of small worlds of ``scenario`` after their warm-up, mean of ``seeds``."""
    small = scenario.sized(scale=small_scale(scenario), years=years)
    sums = np.sum([simulate(small, seed).counters.sum(axis=0, dtype=np.float64) for seed in seeds], axis=0)

    def of(name: str, segment: str = "all") -> float:
        return float(sums[COUNTERS.index(name), SEGMENTS.index(segment)])

    stock = of("registered")
    older = of("registered", "age:55_plus")
    return Flows(
        exits=of("exits") / stock * MONTH,
        inflow=(of("entries") - of("entries_from_measures")) / stock * MONTH,
        ltu_share=of("registered_over_year") / stock,
        ltu_older=of("registered_over_year", "age:55_plus") / older if older else None,
    )


def small_scale(scenario: Scenario) -> int:
    """The scale at which a world is small and its register still large enough to tell flows."""
    figures = scenario.profile.figures
    return max(1, round(figures.unemployed.stock / PEOPLE))


def _corrected(now: Fitted, name: str) -> float | None:
    """What to ask of the steady state so that the simulation shows what is wanted."""
    want, steady, found = (getattr(flow, name) for flow in (now.wanted, now.steady, now.simulated))
    if want is None or steady is None or found is None:
        return want
    if name in ("exits", "inflow"):
        return float(want * steady / found)
    return float(np.clip(want + steady - found, 0.001, 0.98))


def _distance(fitted: Fitted) -> float:
    """How far the simulation is from what is wanted, in tolerances."""
    total = 0.0
    for name, near in REACHED.items():
        want, got = getattr(fitted.wanted, name), getattr(fitted.simulated, name)
        if want is not None and got is not None:
            away = np.log(got / want) if name in ("exits", "inflow") else got - want
            total += float(away / near) ** 2
    return total


__all__ = ["Fitted", "fit_figures", "flows", "simulated_flows", "small_scale", "with_figures"]
