"""Claims about the library's effect: every option, shock and case makes a difference that the KPIs show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pes_sim.api import laid_over
from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.model import PESModel
from pes_sim.scenario.changes import Change, SetValue, StartProject

pytestmark = pytest.mark.untraced

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = [path for kind in ("options", "shocks", "cases") for path in sorted((FOLDER / kind).glob("*.yaml"))]
YEARS = 2
HURRY = 6
"""All dates come this many times sooner, so that two years hold what a file does in twelve."""


def sooner(change: Change) -> Change:
    """``change`` and what a project plans, hurried."""
    early = replace(change, week=change.week and max(1, change.week // HURRY))
    if isinstance(early, StartProject):
        plan = early.plan
        weeks, increment = max(1, plan.planned_weeks // HURRY), max(1, plan.increment_weeks // HURRY)
        delivers = tuple(replace(item, ramp_weeks=item.ramp_weeks // HURRY) for item in plan.delivers)
        return replace(early, plan=replace(plan, planned_weeks=weeks, increment_weeks=increment, delivers=delivers))
    return replace(early, ramp_weeks=early.ramp_weeks // HURRY)


def values(model: PESModel) -> dict[str, float]:
    model.run()
    sums = model.history.sum(axis=0)
    return {name: float(ratio_of_sums(kpi, sums, COUNTERS, SEGMENTS)[0]) for name, kpi in KPIS.items()}


@pytest.fixture(scope="module")
def before(worlds):
    base = worlds.small_austria(years=YEARS, scale=2000)
    warm = worlds.of(base)
    warm.warm_up()
    return warm, values(warm.fork(base))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_makes_a_difference(path, before):
    warm, usual = before
    laid = laid_over(path, warm.base)
    if laid.values != warm.base.values:  # a case with values of its own: they hold from the start here
        warm = warm.fork(warm.base)
        warm.values.update({p: v for p, v in laid.values.items() if not p.startswith("world.")})
    hurried = replace(laid, values=warm.base.values, changes=tuple(map(sooner, laid.changes)))
    found = values(warm.fork(hurried))
    moved = [name for name, value in found.items() if not np.isclose(value, usual[name], rtol=1e-6, equal_nan=True)]
    families = {KPIS[name].family for name in moved}
    assert len(moved) >= 10 and len(families) >= 3, moved


def in_force(model: PESModel) -> list[int]:
    """Weeks in which a change that waits for a condition was in force."""
    weeks = []
    while model.week < model.base.weeks:
        model.step()
        weeks += [model.week] * any(watch.fired for watch in model.agenda.watches)
    return weeks


@pytest.mark.parametrize(
    ("name", "answer"),
    [("adaptive_counters", "channels.counter.hours"), ("digital_with_a_way_back", "channels.assisted_mandate")],
)
def test_an_adaptive_strategy_answers_to_what_is_seen(worlds, name, answer):
    """Where counters are cut or a mandate comes its condition holds in time, and far more so than where nothing is."""
    base = worlds.small_austria(years=3, scale=200)
    option = laid_over(FOLDER / "options" / f"{name}.yaml", base)
    warm = worlds.of(base)
    warm.warm_up()
    conditional = [change for change in option.changes if change.condition is not None]
    watches = tuple(change for change in conditional if isinstance(change, SetValue) and change.path == answer)
    planned = tuple(change for change in option.changes if change.condition is None)
    answered = in_force(warm.fork(replace(base, changes=(*planned, *watches))))
    idle = in_force(warm.fork(replace(base, changes=watches)))
    assert len(answered) > 26 and len(answered) > 2 * len(idle)
