"""Targets: what the organisation is held to, as it sees itself; staff are moved towards what is missed.

shortfall  = (target - level) / target, at least 0 and at most 1 (the other way round where lower is better)
level     += (seen - level) / steering.smoothing_weeks

At a review, every `steering.cadence_weeks`, the staff behind the largest shortfall get
steering.strength x steering.most_moved x posts of the group that has met its targets and is least busy.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio
from pes_sim.processes.steering.seen import seen
from pes_sim.world.staff import GROUPS
from pes_sim.world.steering import NORMS, Norm

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def steer(model: PESModel) -> None:
    """Look at every norm, and at a review move staff."""
    values = model.values
    for norm in NORMS:
        _look(model, norm)
    booked, moved = model.ledger.service, model.steering.moved.copy()
    booked["shortfall_seen"] = sum(model.steering.shortfall.values())
    booked["shortfall_true"] = sum(_shortfall(model, norm, _true(model, norm)) for norm in NORMS)
    if model.week > 0 and model.week % max(1, round(values["steering.cadence_weeks"])) == 0:
        review(model)
    booked["posts_moved"] = float(np.abs(model.steering.moved - moved).sum() / 2)


def target(model: PESModel, norm: Norm) -> float:
    """What ``norm`` asks for: the scenario's own target for the KPI, or the norm's lever."""
    own = [target.value for target in model.base.targets if target.kpi == norm.kpi]
    return own[0] if own else model.values[norm.path]


def _look(model: PESModel, norm: Norm) -> None:
    now, state = seen(model, norm.kpi), model.steering
    if not isfinite(now):
        return
    before = state.level.get(norm.kpi, now)
    state.level[norm.kpi] = before + (now - before) / model.values["steering.smoothing_weeks"]
    state.shortfall[norm.kpi] = _shortfall(model, norm, state.level[norm.kpi])


def _shortfall(model: PESModel, norm: Norm, level: float) -> float:
    goal = target(model, norm)
    short = goal - level if KPIS[norm.kpi].direction == "higher" else level - goal
    gap = short / max(goal, 1e-9)
    return min(max(gap, 0.0), 1.0) if isfinite(gap) else 0.0


def _true(model: PESModel, norm: Norm) -> float:
    history = model.history
    return ratio(KPIS[norm.kpi], history[-1][:, 0], COUNTERS) if len(history) else float("nan")


def review(model: PESModel) -> None:
    """Move posts from the group that can spare them to the one that is furthest behind; the moved begin as novices."""
    staff, values, state = model.staff, model.values, model.steering
    pressed = [state.pressed(group) for group in range(len(GROUPS))]
    receiver = int(np.argmax(pressed))
    spare = [group for group in range(len(GROUPS)) if pressed[group] == 0]
    if pressed[receiver] == 0 or not spare or values["steering.strength"] == 0:
        return
    donor = min(spare, key=lambda group: float(staff.load[group].mean()))
    posts = values[f"staffing.{GROUPS[donor]}"] + state.moved[donor]
    moved = values["steering.strength"] * values["steering.most_moved"] * max(posts, 0.0)
    state.moved[donor] -= moved
    state.moved[receiver] += moved
    staff.move_in(receiver, values, state.moved, values["staffing.training_weeks"])
