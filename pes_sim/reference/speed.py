"""How fast the reference runs: the yardstick the engine's speed is held against."""

from __future__ import annotations

from time import perf_counter

from pes_sim.reference.model import ReferenceModel
from pes_sim.scenario.scenario import Scenario


def speed(base: Scenario, weeks: int = 10, seed: int = 1, skip: int = 5) -> float:
    """Registered jobseeker-weeks a second over ``weeks`` weeks of ``base`` after ``skip`` untimed ones.

    Building the world is not counted. The smaller ``base.scale``, the larger the world; below about 20,000
    people in the labour force the organisation's share of the work shows.
    """
    model = ReferenceModel(base, seed)
    for _ in range(skip):
        model.step()
    done, start = 0, perf_counter()
    for _ in range(weeks):
        model.step()
        done += model.registered
    return done / (perf_counter() - start)
