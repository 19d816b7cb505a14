"""Worlds kept warm: the years before the start are simulated once, and every flight begins with a copy."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import mesa

from pes_sim.model import PESModel
from pes_sim.scenario.scenario import Scenario

MOST_KEPT = 6
"""Worlds kept at once; at the teaching scale each takes a few megabytes."""


class WarmWorlds:
    """The worlds used last, by what decides them: figures, start, scale, values at the start and seed."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.most = most
        self._kept: OrderedDict[object, PESModel] = OrderedDict()

    def begin(self, scenario: Scenario, seed: int, tick: Callable[[], None] | None = None) -> PESModel:
        """A world of ``scenario`` at its start; ``tick`` is called every week of a warm-up that has to be run."""
        key = (repr(scenario.profile.figures), scenario.start, scenario.scale, tuple(scenario.values.items()), seed)
        model = self._kept.get(key)
        if model is None:
            model = PESModel(scenario, seed)
            while model.week < 0:
                model.step()
                if tick is not None:
                    tick()
            self._kept[key] = model
        self._kept.move_to_end(key)
        while len(self._kept) > self.most:
            release(self._kept.popitem(last=False)[1])
        return model.fork(scenario)


def release(model: PESModel) -> None:
    """Let go of ``model``: Mesa before 3.5 keeps every model ever made, for its agents' numbers."""
    numbers = getattr(mesa.Agent, "_ids", None)
    if numbers is not None:
        numbers.pop(model, None)
    model.__dict__.clear()
