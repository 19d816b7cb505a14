"""Strategy: changes that are due, ramps on their way, triggers whose condition held, as the organisation saw it."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scipy.special import ndtri

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.parameters import REGISTRY
from pes_sim.random import Stream, draw
from pes_sim.scenario.changes import Change, Condition, SetValue, StartProject

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_COMPARE = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}


@dataclass
class Ramp:
    """A parameter on its way from one value to another, week by week."""

    path: str
    start: int
    weeks: int
    origin: float
    target: float

    def value(self, week: int) -> float:
        """Where the parameter stands in ``week``."""
        if self.weeks <= 0 or week >= self.start + self.weeks:
            return self.target
        return self.origin + (self.target - self.origin) * (week - self.start + 1) / (self.weeks + 1)


@dataclass
class Watch:
    """A change that waits for its condition: how long it has held by what the organisation sees."""

    change: Change
    held: int = 0
    fired: bool = False


@dataclass
class Agenda:
    """All that is planned and under way."""

    dated: dict[int, list[Change]] = field(default_factory=dict)
    watches: list[Watch] = field(default_factory=list)
    ramps: dict[str, Ramp] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: tuple[Change, ...]) -> Agenda:
        """The agenda of a scenario's changes."""
        agenda = cls()
        for change in changes:
            if change.condition is not None:
                agenda.watches.append(Watch(change))
            else:
                agenda.plan(change, change.week or 0)
        return agenda

    def plan(self, change: Change, week: int) -> None:
        """Put ``change`` on the agenda of ``week``."""
        self.dated.setdefault(week, []).append(change)


def strategy(model: PESModel) -> None:
    """Apply what is due this week; before the start nothing is."""
    if model.week < 0:
        return
    agenda = model.agenda
    for watch in agenda.watches:
        if not watch.fired and watch.change.condition is not None:
            holds = _holds(model, watch.change.condition)
            watch.held = watch.held + 1 if holds else 0
            if watch.held >= watch.change.condition.weeks:
                watch.fired = True
                agenda.plan(watch.change, model.week)
    for change in agenda.dated.pop(model.week, ()):
        if isinstance(change, StartProject):
            model.start_project(change.plan)
        else:
            start_ramp(model, change)
    for path, ramp in list(agenda.ramps.items()):
        model.values[path] = ramp.value(model.week)
        if model.week >= ramp.start + ramp.weeks:
            del agenda.ramps[path]


def start_ramp(model: PESModel, change: SetValue) -> None:
    """Set off ``change`` from the parameter's present value, within what is possible."""
    parameter = REGISTRY[change.path]
    now = model.values[change.path]
    target = min(max(change.target(now), parameter.least), parameter.most)
    model.agenda.ramps[change.path] = Ramp(change.path, model.week, change.ramp_weeks, now, target)


def _holds(model: PESModel, condition: Condition) -> bool:
    """Whether the KPI, as it was seen after the reporting delay and with measurement noise, is beyond its threshold."""
    kpi = KPIS[condition.kpi]
    delay = round(model.values["steering.reporting_weeks"])
    history = model.history
    if len(history) <= delay:
        return False
    value = float(ratio_of_sums(kpi, history[-1 - delay], COUNTERS, SEGMENTS)[0])
    seen_week = model.week - 1 - delay
    key = list(KPIS).index(condition.kpi)
    noise = float(ndtri(min(max(draw(model.seed, Stream.MEASUREMENT_NOISE, seen_week, key), 1e-9), 1 - 1e-9)))
    seen = value * (1 + model.values["steering.noise"] * noise)
    return bool(_COMPARE[condition.comparison](seen, condition.threshold))
