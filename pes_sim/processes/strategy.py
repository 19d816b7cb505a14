"""Strategy: changes that are due, ramps on their way, triggers whose condition held, as the organisation saw it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pes_sim.parameters import REGISTRY
from pes_sim.processes.steering import Held, steer
from pes_sim.scenario.changes import Change, SetValue, StartProject

if TYPE_CHECKING:
    from pes_sim.model import PESModel


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


class Watch:
    """A change that waits for its condition, and may be taken back by another.

    With an ``until`` the change is armed again once it was taken back: the parameter returns to where it stood
    before, over the same ramp.
    """

    def __init__(self, change: Change) -> None:
        assert change.condition is not None
        self.change = change
        self.when = Held(change.condition)
        until = change.until if isinstance(change, SetValue) else None
        self.until = None if until is None else Held(until)
        self.former: float | None = None
        self.fired = False

    def due(self, model: PESModel) -> Change | None:
        """What is to be done this week, if anything: the change, or what takes it back."""
        if model.week < self.change.since:
            return None
        if not self.fired:
            if not self.when.now(model):
                return None
            self.fired = True
            if isinstance(self.change, SetValue):
                self.former = model.values[self.change.path]
            return self.change
        if self.until is None or not self.until.now(model):
            return None
        assert isinstance(self.change, SetValue) and self.former is not None
        self.fired = False
        self.when.again()
        self.until.again()
        return replace(self.change, operation="to", value=self.former, condition=None, until=None)


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
            agenda.add(change)
        return agenda

    def add(self, change: Change) -> None:
        """Put ``change`` on the agenda of its own week, or watch for its condition."""
        if change.condition is not None:
            self.watches.append(Watch(change))
        else:
            self.plan(change, change.week or 0)

    def plan(self, change: Change, week: int) -> None:
        """Put ``change`` on the agenda of ``week``."""
        self.dated.setdefault(week, []).append(change)


def strategy(model: PESModel) -> None:
    """Apply what is due this week; before the start nothing is."""
    if model.week < 0:
        return
    steer(model)
    agenda = model.agenda
    for watch in agenda.watches:
        if due := watch.due(model):
            agenda.plan(due, model.week)
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
