"""The legacy trap: nobody renews anything, and run cost eats the budget; who pays for retirement early gets out."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.processes.delivery import delivery
from pes_sim.processes.record import record
from pes_sim.processes.strategy import strategy
from pes_sim.processes.systems import systems
from pes_sim.processes.weather import weather
from pes_sim.scenario.changes import ProjectPlan, StartProject

ALONE = (("weather", weather), ("strategy", strategy), ("delivery", delivery), ("systems", systems), ("record", record))
SEEDS, YEARS = range(1, 4), 12
PLANS = tuple(
    StartProject(ProjectPlan(f"new {old}", "replacement", budget, weeks, 26, (), (old,), f"{old} of today", "strangler"), week)
    for week, old, budget, weeks in ((13, "benefit mainframe", 50.0, 104), (60, "case management", 40.0, 104))
)  # fmt: skip
SURE = {"delivery.tail_share": 0.0, "delivery.tail_share_year": 0.0, "delivery.coupling_risk": 0.0}
"""Projects without bad luck: the trap is not to be a matter of overruns."""


@pytest.fixture(scope="module")
def paths(worlds):
    """(seeds, years) means of a counter, left alone and renewed."""

    @cache
    def histories(renewed: bool, **values: float) -> np.ndarray:
        base = worlds.small_austria(years=YEARS, scale=50_000, warmup=4)
        found = []
        for seed in SEEDS:
            model = worlds.of(base, seed, values={**SURE, **values}, phases=ALONE)
            for plan in PLANS if renewed else ():
                model.agenda.plan(plan, plan.week)
            model.run()
            found.append(model.history[: 52 * YEARS, :, 0].reshape(YEARS, 52, -1).mean(axis=1))
        return np.array(found)

    def of(name: str, renewed: bool) -> np.ndarray:
        return histories(renewed)[:, :, COUNTERS.index(name)]

    return of


def run_share(paths, renewed: bool) -> np.ndarray:
    spent = paths("cost_it_run", renewed) + paths("standing_done", renewed)
    return paths("cost_it_run", renewed) / spent


def test_left_alone_run_cost_crowds_out_change_and_then_maintenance(paths):
    share = run_share(paths, renewed=False)
    assert (share[:, 0] < 0.80).all(), "75 % as at the start (GAO-16-468)"
    assert (np.diff(share[:, :8], axis=1) > 0).all()
    assert (share[:, -1] > 0.90).all()
    assert (paths("change_available", False)[:, -1] < 0.1 * paths("change_available", False)[:, 0]).all()
    maintained = paths("maintenance_done", False) / paths("maintenance_wanted", False)
    assert (maintained[:, 0] > 0.99).all()
    assert (maintained[:, -1] < 0.9).all()


def test_left_alone_the_landscape_turns_legacy(paths):
    share = paths("systems_legacy", False) / paths("systems", False)
    assert (share[:, -1] > share[:, 0]).all()
    assert (np.diff(share, axis=1) >= -1e-9).all()


def test_paid_for_early_retirement_gets_out_of_the_trap(paths):
    """Programmes have grants, run cost falls once the old is off, and money for change grows again."""
    share = run_share(paths, renewed=True)
    left_alone = run_share(paths, renewed=False)
    assert (share[:, -1] < left_alone[:, -1] - 0.08).all()
    assert (paths("change_available", True)[:, -1] > paths("change_available", True)[:, 3]).all()
    assert (paths("systems_legacy", True)[:, -1] < paths("systems_legacy", False)[:, -1]).all()
    assert (paths("cost_it_run", True)[:, -1] < 0.75 * paths("cost_it_run", False)[:, -1]).all()


def test_on_the_way_out_old_and_new_run_side_by_side_and_cost_more(paths):
    extra = paths("cost_it_run", True) - paths("cost_it_run", False)
    assert (paths("systems_parallel", True).sum(axis=1) > 1.0).all()
    assert (extra.max(axis=1) > 0).all()
    assert (extra[:, -1] < 0).all()
