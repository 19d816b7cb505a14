"""Targets: what the organisation is held to, as it sees itself.

level     += (seen - level) / steering.smoothing_weeks
shortfall  = (target - level) / target, at least 0 and at most 1 (the other way round where lower is better)

A norm holds from the first day. A scenario's own targets have dates: until then the target is on a straight way
from the first level seen to the value asked for, from milestone to milestone.
"""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio
from pes_sim.processes.steering.review import review
from pes_sim.processes.steering.seen import seen
from pes_sim.world.steering import NORMS, Norm

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def steer(model: PESModel) -> None:
    """Look at every norm and at the load of staff, and at a review act on them."""
    values, state = model.values, model.steering
    load = model.staff.load @ model.staff.shares
    state.load = np.where(
        np.isnan(state.load), load, state.load + (load - state.load) / values["steering.smoothing_weeks"]
    )
    for norm in NORMS:
        _look(model, norm)
    booked, moved = model.ledger.service, state.moved.copy()
    booked["shortfall_seen"] = sum(state.shortfall.values())
    booked["shortfall_true"] = sum(_shortfall(model, norm, _true(model, norm)) for norm in NORMS)
    if model.week > 0 and model.week % max(1, round(values["steering.cadence_weeks"])) == 0:
        review(model)
    booked["posts_moved"] = float(np.abs(state.moved - moved).sum() / 2)


def target(model: PESModel, norm: Norm) -> float:
    """What ``norm`` asks for this week: its lever's value, or where the scenario's own targets for the KPI have got to.

    Who was better at first than a target asks is held to the target.
    """
    own = sorted((target.by, target.value) for target in model.base.targets if target.kpi == norm.kpi)
    if not own:
        return model.values[norm.path]
    first = model.steering.first.get(norm.kpi, nan)
    weeks = [(by - model.base.start).days / 7 for by, _ in own]
    goals = [value for _, value in own]
    on_the_way = float(np.interp(model.week, [0.0, *weeks], [first, *goals]))
    coming = next((goal for week, goal in zip(weeks, goals, strict=True) if model.week <= week), goals[-1])
    return min(on_the_way, coming) if KPIS[norm.kpi].direction == "higher" else max(on_the_way, coming)


def _look(model: PESModel, norm: Norm) -> None:
    now, state = seen(model, norm.kpi), model.steering
    if not isfinite(now):
        return
    before = state.level.get(norm.kpi, now)
    state.first.setdefault(norm.kpi, now)
    state.level[norm.kpi] = before + (now - before) / model.values["steering.smoothing_weeks"]
    state.shortfall[norm.kpi] = _shortfall(model, norm, state.level[norm.kpi])


def _shortfall(model: PESModel, norm: Norm, level: float) -> float:
    goal = target(model, norm)
    short = goal - level if KPIS[norm.kpi].direction == "higher" else level - goal
    gap = short / max(goal, 1e-9)
    return min(max(gap, 0.0), 1.0) if isfinite(gap) else 0.0


def _true(model: PESModel, norm: Norm) -> float:
    history = model.history
    return ratio(KPIS[norm.kpi], history[-1][:, 0], COUNTERS) if len(history) else nan
