"""A tidy table of runs: every option in every future with every seed, KPIs as columns.

What was run before is taken from a folder where one is given: a file a future and seed, keyed by everything the
runs depend on, so the same call goes on where it stopped and never runs anything twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.runs.kernels import make_ready
from pes_sim.runs.pool import worker_count
from pes_sim.runs.progress import Progress
from pes_sim.runs.provenance import model_version
from pes_sim.runs.result import WEEKS_A_YEAR
from pes_sim.runs.simulate import simulate_together
from pes_sim.runs.tasks import each
from pes_sim.scenario.scenario import Scenario
from pes_sim.whole_file import whole_file

if TYPE_CHECKING:
    import pandas as pd

Values = dict[str, dict[str, list[float | None]]]
"""By option and KPI: the value over the horizon, then one a year; None where nothing was counted."""


@dataclass(frozen=True)
class Task:
    """All ``scenarios`` of one future (they differ in levers only, so they may share a warm-up), with one seed."""

    scenarios: tuple[Scenario, ...]
    seed: int
    folder: Path | None = None

    def run(self) -> Values:
        """Run it, or take it from the folder."""
        path = None if self.folder is None else self.folder / f"{self._key()[:24]}.json"
        if path is not None:
            with suppress(OSError, ValueError):
                return dict(json.loads(path.read_text(encoding="utf-8")))
        found: Values = {}
        for place, run in simulate_together(self.scenarios, self.seed):
            found[self.scenarios[place].name] = _kpis(run.counters)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as temporary:
                temporary.write_text(json.dumps(found), encoding="utf-8")
        return found

    def _key(self) -> str:
        parts = [model_version(), str(self.seed), *(f"{s.name} {s.key()}" for s in self.scenarios)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def run_groups(
    groups: Sequence[Sequence[Scenario]], heads: Sequence[Mapping[str, object]], seeds: Sequence[int],
    progress: Progress, workers: int | None = None, folder: Path | None = None, by_year: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Run every scenario of every group, a group a future, with every seed; ``heads`` are columns that say which.

    Columns: option, future, seed, (year,) then those of ``heads``, then one a KPI, over the horizon or by year.
    Results depend on neither workers nor folder. Raises RunError.
    """
    tasks = [Task(tuple(group), seed, folder) for group in groups for seed in seeds]
    labels = [(future, seed) for future in range(len(groups)) for seed in seeds]
    done: list[Values | None] = [None] * len(tasks)
    weeks = sum(s.weeks for s in groups[0])
    with progress:
        make_ready(groups[0][0], progress)
        for n, (place, values) in enumerate(each(Task.run, tasks, worker_count(workers, len(tasks))), 1):
            done[place] = values
            progress.weeks(n * weeks, len(tasks) * weeks)
    rows = [
        row
        for (future, seed), values in zip(labels, done, strict=True)
        for row in _rows(values or {}, future, seed, heads[future], by_year)
    ]
    return _tidy(rows)


def _tidy(rows: list[dict[str, object]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows)


def _rows(
    values: Values, future: int, seed: int, parameters: Mapping[str, object], by_year: bool
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for option, kpis in values.items():
        periods = range(1, len(next(iter(kpis.values())))) if by_year else range(1)
        for period in periods:
            head: dict[str, object] = {"option": option, "future": future, "seed": seed}
            head |= {"year": period} if by_year else {}
            each_kpi = {name: nan if (v := series[period]) is None else v for name, series in kpis.items()}
            rows.append(head | dict(parameters) | each_kpi)
    return rows


def _kpis(counters: np.ndarray) -> dict[str, list[float | None]]:
    """Every KPI of the whole service over the horizon and in each year of ``counters`` [week, counter, segment]."""
    from pes_sim.kpis.definitions import KPIS

    weeks = len(counters)
    years = max(1, round(weeks / WEEKS_A_YEAR))
    ends = [round(year * WEEKS_A_YEAR) for year in range(years)] + [weeks]
    spans = [(0, weeks), *pairwise(ends)]
    sums = np.stack([counters[first:end].sum(axis=0, dtype=np.float64) for first, end in spans])
    found = {}
    for name, kpi in KPIS.items():
        values = ratio_of_sums(kpi, sums, COUNTERS, SEGMENTS)[:, 0]
        found[name] = [float(v) if np.isfinite(v) else None for v in values]
    return found
