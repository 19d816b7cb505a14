"""Everything a decision brief says about how sure it is, from one comparison and more runs of the same scenarios."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.uncertainty.parts import spreads
from pes_sim.analysis.uncertainty.score import chances_of_best
from pes_sim.analysis.uncertainty.turning import CANDIDATES, Point, Turning, turning
from pes_sim.parameters import REGISTRY
from pes_sim.scenario.scenario import Scenario
from pes_sim.whole_file import whole_file

if TYPE_CHECKING:
    import pandas as pd

    from pes_sim.analysis.comparison import Comparison

STRUCTURE = (
    "competition", "posting_response", "duration_dependence", "habit", "need_difficulty", "convenience_demand",
)  # fmt: skip
"""Mechanisms whose very form is disputed and that options work through; each is switched off in turn."""
SEEDS = 2
"""Worlds a future: paired, so that two tell an option's effect; more futures are worth more than more seeds."""
_SEED = 20260104  # fixed: the same call draws the same futures

Run = Callable[[Sequence[Sequence[Scenario]], Sequence[dict[str, object]], Sequence[int]], "pd.DataFrame"]
"""Runs groups of scenarios with seeds: see `pes_sim.runs.run_table.run_groups`."""


@dataclass(frozen=True, eq=False)
class Doubt:
    """How sure: ``futures`` (options in many futures), ``structure`` (with mechanisms off), ``spreads`` (see `parts`),
    ``best`` (share of futures in which each is best, by KPI) and ``turning`` (what would turn the ranking)."""

    futures: Outcomes
    structure: Outcomes | None
    spreads: pd.DataFrame
    best: pd.DataFrame
    turning: Turning

    def save(self, folder: Path) -> None:
        """Write futures.parquet, uncertainty.csv and turning.csv into ``folder``, each whole or not at all."""
        with whole_file(folder / "futures.parquet") as temporary:
            self.futures.frame.to_parquet(temporary, index=False, compression="zstd")
        for name, table in (("uncertainty.csv", self.spreads), ("turning.csv", self.turning.frame())):
            with whole_file(folder / name) as temporary:
                table.to_csv(temporary, index=False)

    @property
    def count(self) -> int:
        """How many futures there are."""
        return int(self.futures.frame["future"].nunique())


def sampled_futures(base: Scenario, number: int) -> list[Point]:
    """``number`` futures: a Latin hypercube over every uncertain parameter's plausible range.

    Parameters of mechanisms that are switched off stay where they are.
    """
    from scipy.stats import qmc

    ranges = plausible(base)
    lows, highs = (np.array(ends) for ends in zip(*ranges.values(), strict=True))
    unit = qmc.LatinHypercube(len(ranges), rng=np.random.default_rng(_SEED)).random(number)
    return [dict(zip(ranges, row, strict=True)) for row in (lows + unit * (highs - lows)).tolist()]


def plausible(base: Scenario) -> dict[str, tuple[float, float]]:
    """The range of every uncertain parameter, widened to hold the base's own value."""
    from pes_sim.scenario.ablation import switched_off

    fixed = switched_off(base)
    found = {}
    for path, parameter in REGISTRY.items():
        if parameter.kind == "uncertainty" and path not in fixed and parameter.low < parameter.high:
            own = base.values[path]
            found[path] = (min(parameter.low, own), max(parameter.high, own))
    return found


def doubt(
    comparison: Comparison, scenarios: Sequence[Scenario], run: Run, number: int, candidates: int = CANDIDATES
) -> Doubt:
    """Run what it takes: ``number`` futures, each disputed mechanism off, and assumptions moved alone.

    ``scenarios`` are those compared, the base first. Raises CallError, RunError.
    """
    base = scenarios[0]
    seeds = comparison.baseline.seeds[:SEEDS]
    kpis = [name for name in comparison.headline if comparison.kpis[name].direction != "neutral"]

    def evaluate(points: Sequence[Point]) -> Outcomes:
        groups = [[moved(s, point) for s in scenarios] for point in points]
        return _outcomes(run(groups, [{} for _ in points], seeds), base.name)

    points = sampled_futures(base, number)
    groups = [[moved(s, point) for s in scenarios] for point in points]
    futures = Outcomes.of(run(groups, [dict(point) for point in points], seeds), base.name)
    names = [name for name in dict.fromkeys([*STRUCTURE, *comparison.without]) if name not in base.off]
    structure = None
    if names:
        off = [[replace(s.without(name), name=s.name) for s in scenarios] for name in names]
        structure = _outcomes(run(off, [{"without": name} for name in names], seeds), base.name)
    return Doubt(
        futures,
        structure,
        spreads(comparison, futures, structure, kpis),
        chances_of_best(futures, kpis),
        turning(futures, kpis, base.values, plausible(base), evaluate, candidates),
    )


def moved(scenario: Scenario, point: Point) -> Scenario:
    """``scenario`` with the values of ``point`` from before the start."""
    return replace(scenario, values={**scenario.values, **point})


def _outcomes(frame: pd.DataFrame, baseline: str) -> Outcomes:
    """A table whose futures differ in what is no parameter."""
    found = Outcomes.of(frame, baseline)
    return Outcomes(found.frame, (), found.directions, baseline)
