"""Running experiments: every arm with the same seeds, every term read once, what is finished is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.runs.caseworkers import CASEWORKERS_ARM, caseworker_statistic, effects
from pes_sim.runs.errors import RunError
from pes_sim.runs.experiment import Drawn, Experiment, Reading
from pes_sim.runs.experiment_store import Values, keep, kept
from pes_sim.runs.pool import run_seeds, seed_list
from pes_sim.runs.progress import Progress
from pes_sim.runs.projects import Fates, draw_fates, statistic
from pes_sim.runs.trial_reading import PersonReading, Reader

Watch = Callable[[Experiment], Progress]
Enough = Callable[[Experiment, tuple[int, ...], Values], bool]
"""Whether the seeds so far settle an experiment: its intervals are narrower than the published ones."""
MOST_TIMES = 4
"""An experiment runs at most so many times the seeds its file asks for."""


@dataclass(frozen=True)
class Measured:
    """An experiment with what its arms gave, one value a seed; or with why it broke off."""

    experiment: Experiment
    seeds: tuple[int, ...]
    values: Values
    failure: str | None = None
    details: str = ""
    from_store: bool = False


def measure(
    experiments: Sequence[Experiment], folder: Path, watch: Watch, seeds: int | None = None,
    workers: int | None = None, enough: Enough | None = None,
) -> Iterator[Measured]:  # fmt: skip
    """Run each of ``experiments``, or take it from ``folder``; one that breaks off does not stop the others.

    Where ``enough`` is given and ``seeds`` are not, an experiment whose seeds are not enough goes on with more, a
    batch at a time, up to MOST_TIMES as many as its file asks for. Each batch is kept.
    """
    for experiment in experiments:
        batch = seed_list(seeds or experiment.seeds)
        done: tuple[int, ...] = ()
        values: Values = {}
        stored = True
        try:
            for k in range(1 if seeds or enough is None else MOST_TIMES):
                new = tuple(seed + k * len(batch) for seed in batch)
                found = kept(folder, experiment, new)
                if found is None:
                    stored = False
                    found = _simulated(experiment, new, watch, workers) | _drawn(experiment, new)
                    keep(folder, experiment, new, found)
                values = {label: [*values.get(label, ()), *row] for label, row in found.items()}
                done += new
                if enough is not None and enough(experiment, done, values):
                    break
        except RunError as error:
            yield Measured(experiment, done, {}, str(error), error.details)
            continue
        yield Measured(experiment, done, values, from_store=stored)


def _simulated(experiment: Experiment, seeds: tuple[int, ...], watch: Watch, workers: int | None) -> Values:
    """What is read from worlds: the arms that are asked for, paired by seed."""
    readings = [term for term in experiment.terms() if isinstance(term, Reading)]
    persons = tuple(term for term in experiment.terms() if isinstance(term, PersonReading))
    asked = {term.arm for term in readings} | {term.arm for term in persons}
    names = [name for name in experiment.arms if name in asked]
    if not names:
        return {}
    reader = Reader(tuple(names), persons) if persons else None
    runs = run_seeds([experiment.arms[name] for name in names], seeds, watch(experiment), workers, read=reader)
    found: Values = {}
    for person in persons:
        row = [read[person.label()] for read in runs.read[names.index(person.arm)]]
        found[person.label()] = [v if np.isfinite(v) else None for v in row]
    for reading in readings:
        window = runs.counters[names.index(reading.arm)][:, reading.first : reading.end]
        sums = window.sum(axis=1, dtype=np.float64)
        values = ratio_of_sums(reading.kpi, sums, COUNTERS, SEGMENTS)[:, SEGMENTS.index(reading.segment)]
        found[reading.label()] = [float(v) if np.isfinite(v) else None for v in values]
    return found


def _drawn(experiment: Experiment, seeds: tuple[int, ...]) -> Values:
    """Statistics of drawn projects and caseworkers, a batch a seed."""
    found: Values = {}
    fates: dict[tuple[str, int], Fates] = {}
    systems = experiment.base.profile.figures.systems.rows
    for term in experiment.terms():
        if isinstance(term, Drawn):
            row: list[float | None] = []
            for seed in seeds:
                if term.arm == CASEWORKERS_ARM:
                    row.append(caseworker_statistic(term.statistic, effects(experiment.base.values, seed)))
                    continue
                if (term.arm, seed) not in fates:
                    portfolio = experiment.portfolios[term.arm]
                    fates[term.arm, seed] = draw_fates(
                        portfolio, systems, experiment.base.values, seed, experiment.draws
                    )
                value = statistic(term.statistic, fates[term.arm, seed], term.threshold)
                row.append(value if np.isfinite(value) else None)
            found[term.label()] = row
    return found
