"""One run, and the runs of one seed: the scenarios compared share the seed's world up to the start."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.runs.errors import RunError
from pes_sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pes_sim.model import PESModel

MOST_PEOPLE_COPIED = 1_000_000
"""Larger worlds are warmed up once a scenario: a copy beside the original would double the memory."""

AUDIT = "PES_SIM_AUDIT"
"""Environment variable: when set, every week of every run checks that people, minutes and money are conserved."""

Tick = Callable[[], None]
"""Called after every simulated week; whatever it raises ends the run."""

Stage = Callable[[Sequence[int]], None]
"""Told the places in a list of scenarios for which something begins."""


@dataclass(frozen=True, eq=False)
class Run:
    """One scenario with one seed.

    ``counters`` is [week, counter, segment] from the start on; ``outcomes`` holds one array a person
    (see `PESModel.outcomes`), ``participants`` the books of a trial, if there is one
    (see `pes_sim.world.trial.Participants`).
    """

    scenario: Scenario
    seed: int
    counters: NDArray[np.float32]
    outcomes: dict[str, NDArray[Any]]
    participants: dict[str, NDArray[Any]] | None = None


def simulate(scenario: Scenario, seed: int, threads: int = 1, tick: Tick | None = None) -> Run:
    """Run ``scenario`` with ``seed`` from its warm-up to its end; ``threads`` changes speed, never a result."""
    return _finish(_warm(scenario, seed, threads, tick), scenario, seed, tick)


def simulate_together(
    scenarios: Sequence[Scenario], seed: int, threads: int = 1, tick: Tick | None = None
) -> Iterator[tuple[int, Run]]:
    """Run ``scenarios`` with one ``seed``; yields each with its place in ``scenarios``, in no promised order.

    Those that begin in the same world share its warm-up. Raises RunError.
    """
    for place, run in attempts(scenarios, seed, threads, tick):
        if isinstance(run, RunError):
            raise run
        yield place, run


def attempts(
    scenarios: Sequence[Scenario],
    seed: int,
    threads: int = 1,
    tick: Tick | None = None,
    stage: Stage = lambda places: None,
) -> Iterator[tuple[int, Run | RunError]]:
    """As `simulate_together`, but a run that breaks off is yielded as its error and the others go on.

    ``stage`` is told what begins: the places that share a warm-up before it, the place of a run before that.
    """
    for places in worlds(scenarios):
        try:
            stage(places)
            warm = _warm(scenarios[places[0]], seed, threads, tick)
        except Exception as error:
            yield from ((place, _broken(error, scenarios[place], seed)) for place in places)
            continue
        for place in places:
            stage([place])
            yield place, _attempt(warm, scenarios[place], seed, tick, alone=len(places) == 1)
        _release(warm)


def _attempt(warm: PESModel, scenario: Scenario, seed: int, tick: Tick | None, alone: bool) -> Run | RunError:
    """``scenario`` from a warmed-up world on; one that is ``alone`` needs no copy of it."""
    try:
        return _finish(warm if alone else warm.fork(scenario), scenario, seed, tick)
    except Exception as error:
        return _broken(error, scenario, seed)


def worlds(scenarios: Sequence[Scenario]) -> list[list[int]]:
    """Places in ``scenarios`` grouped by those that may share a warm-up: nothing differs before the start."""
    groups: list[list[int]] = []
    for place, scenario in enumerate(scenarios):
        people = scenario.profile.figures.labour_force / scenario.scale
        mine = [g for g in groups if same_world(scenarios[g[0]], scenario)] if people <= MOST_PEOPLE_COPIED else []
        if mine:
            mine[0].append(place)
        else:
            groups.append([place])
    return groups


def same_world(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios differ in nothing that matters before the start."""
    return same_people(one, other) and one.values == other.values


def same_people(one: Scenario, other: Scenario) -> bool:
    """Whether a seed makes the same people for both, so that they can be compared one by one."""
    return (one.start, one.scale) == (other.start, other.scale) and one.profile.figures == other.profile.figures


def weeks_in(scenarios: Sequence[Scenario]) -> int:
    """Weeks that one seed simulates, warm-ups included."""
    warm_ups = sum(_warm_up_weeks(scenarios[places[0]]) for places in worlds(scenarios))
    return warm_ups + sum(scenario.weeks for scenario in scenarios)


def _warm_up_weeks(scenario: Scenario) -> int:
    return round(scenario.values["world.warmup_weeks"])


def _warm(scenario: Scenario, seed: int, threads: int, tick: Tick | None) -> PESModel:
    from pes_sim.model import PESModel

    model = PESModel(scenario, seed, threads, audited=bool(os.environ.get(AUDIT)))
    _steps(model, 0, tick)
    return model


def _finish(model: PESModel, scenario: Scenario, seed: int, tick: Tick | None) -> Run:
    _steps(model, scenario.weeks, tick)
    part = model.participants
    record = None if part is None else part.record()
    run = Run(scenario, seed, model.history.astype(np.float32), model.outcomes(), record)
    _release(model)
    return run


def _steps(model: PESModel, until: int, tick: Tick | None) -> None:
    while model.week < until:
        model.step()
        if tick is not None:
            tick()


def _release(model: PESModel) -> None:
    """Let go of the world's columns: Mesa before 3.5 keeps every model ever made, for its agents' numbers."""
    model.__dict__.clear()


def _broken(error: Exception, scenario: Scenario, seed: int) -> RunError:
    reason = f"{type(error).__name__}: {error}".strip(": ")
    return RunError(scenario.name, seed, reason, "".join(traceback.format_exception(error)))
