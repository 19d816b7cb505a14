"""Which settings of the levers are worth a look when there is more than one aim: NSGA-II by Optuna.

Deb et al. (2002). Every generation is asked for at once and depends on nothing but the earlier ones and the seed, so a
search that is called again asks the same questions in the same order: with an evaluation that remembers its runs
(`pes_sim.runs.run_table`) it goes on where it stopped, and ends as one that was never interrupted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.analysis.exploration.pareto import undominated
from pes_sim.kpis.definition import Direction
from pes_sim.runs.errors import CallError

if TYPE_CHECKING:
    import pandas as pd

Point = dict[str, float]
Evaluate = Callable[[Sequence[Point]], Sequence[Point]]
"""From settings of the levers to the objectives' values, in the same order; NaN where one is not defined."""
Tell = Callable[[int, "Found"], None]


@dataclass(frozen=True)
class Question:
    """``levers`` with the (low, high) to search, ``objectives`` with what is better, and how long to look."""

    levers: Mapping[str, tuple[float, float]]
    objectives: Mapping[str, Direction]
    population: int = 24
    generations: int = 10
    seed: int = 1

    def __post_init__(self) -> None:
        if not self.levers or len(self.objectives) < 2:
            raise CallError("a search wants one lever or more, and two objectives or more")
        for name, (low, high) in self.levers.items():
            if not (isfinite(low) and isfinite(high) and low < high):
                raise CallError(f"{name} from {low:g} to {high:g} leaves nothing to search; expected low < high")
        for name, direction in self.objectives.items():
            if direction == "neutral":
                raise CallError(f"{name} has no better direction, so it is no objective")
        if self.population < 4 or self.generations < 1:
            raise CallError("expected a population of 4 or more and one generation or more")


@dataclass(frozen=True, eq=False)
class Found:
    """Every point looked at: ``table`` has generation, one column a lever, an objective, and best (on the front)."""

    question: Question
    table: pd.DataFrame

    def frame(self) -> pd.DataFrame:
        """``table``."""
        return self.table

    def front(self) -> pd.DataFrame:
        """The points nothing beats, each once, ordered by the first objective."""
        names = [*self.question.levers, *self.question.objectives]
        best = self.table[self.table["best"]].drop_duplicates(names)
        return best.sort_values(next(iter(self.question.objectives)), ignore_index=True)


def search(question: Question, evaluate: Evaluate, tell: Tell | None = None) -> Found:
    """Look for the compromises; ``tell`` hears after every generation. An undefined objective beats nothing."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    way = optuna.study.StudyDirection
    ways = [way.MAXIMIZE if d == "higher" else way.MINIMIZE for d in question.objectives.values()]
    sampler = optuna.samplers.NSGAIISampler(population_size=question.population, seed=question.seed)
    study = optuna.create_study(directions=ways, sampler=sampler)
    rows: list[dict[str, float]] = []
    found = _found(question, rows)
    for generation in range(question.generations):
        trials = [study.ask() for _ in range(question.population)]
        points = [{n: t.suggest_float(n, low, high) for n, (low, high) in question.levers.items()} for t in trials]
        values = evaluate(points)
        for trial, point, value in zip(trials, points, values, strict=True):
            rows.append({"generation": generation} | point | {name: value[name] for name in question.objectives})
            numbers = [value[name] for name in question.objectives]
            if all(map(isfinite, numbers)):
                study.tell(trial, numbers)
            else:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
        found = _found(question, rows)
        if tell is not None:
            tell(generation + 1, found)
    return found


def _found(question: Question, rows: Sequence[Mapping[str, float]]) -> Found:
    import pandas as pd

    columns = ["generation", *question.levers, *question.objectives]
    table = pd.DataFrame(rows, columns=columns).astype({"generation": int})
    signs = np.array([1.0 if d == "higher" else -1.0 for d in question.objectives.values()])
    table["best"] = undominated(table[list(question.objectives)].to_numpy(float) * signs)
    return Found(question, table)
