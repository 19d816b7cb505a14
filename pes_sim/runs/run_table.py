"""A tidy table of runs: every option in every future with every seed, KPIs as columns.

They are run as those of a study are (`pes_sim.runs.engine`) and lie in a store: a run that is there is not run again,
whoever asked for it, and the same call goes on where it stopped. Without a store they lie in a folder that is gone
when the table is read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pes_sim.kpis.definitions import KPIS
from pes_sim.runs.engine.events import Event, Failed, Weeks
from pes_sim.runs.engine.job import Group, Job
from pes_sim.runs.engine.local import here, in_processes
from pes_sim.runs.errors import RunError
from pes_sim.runs.kernels import make_ready
from pes_sim.runs.pool import worker_count
from pes_sim.runs.progress import Progress
from pes_sim.runs.provenance import model_version
from pes_sim.runs.simulate import weeks_in
from pes_sim.runs.store.catalogue import Catalogue
from pes_sim.runs.store.keys import Keyed
from pes_sim.runs.store.store import Store
from pes_sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

Groups = Sequence[Sequence[Scenario]]
"""A group a future: scenarios of different names that differ in levers only, so they may share a warm-up."""
Row = tuple[str, int, int, str]
"""Option, future, seed, and the key of the run."""


def run_groups(
    groups: Groups, heads: Sequence[Mapping[str, object]], seeds: Sequence[int], progress: Progress,
    workers: int | None = None, store: Store | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Run every scenario of every group with every seed; ``heads`` are columns that say which future it is.

    Columns: option, future, seed, then those of ``heads``, then one a KPI over the horizon. Results depend on neither
    workers nor store. Raises RunError, StoreError, EngineError.
    """
    if store is None:
        with tempfile.TemporaryDirectory(prefix="pes-sim-") as folder:
            return run_groups(groups, heads, seeds, progress, workers, Store(folder))
    arms = [[Keyed.of(scenario) for scenario in group] for group in groups]
    rows = [
        (arm.scenario.name, future, seed, arm.run_key({}, seed))
        for future, group in enumerate(arms)
        for seed in seeds
        for arm in group
    ]
    store.prepare()
    with progress:
        _run(arms, rows, seeds, progress, workers, store)
    return _table(rows, heads, store)


def _run(
    arms: list[list[Keyed]], rows: list[Row], seeds: Sequence[int], progress: Progress, workers: int | None,
    store: Store,
) -> None:  # fmt: skip
    """Run what of ``rows`` is not in the ``store``."""
    flat = tuple(arm for group in arms for arm in group)
    job = Job(flat, str(store.folder.absolute()), model_version())
    groups = list(_groups(arms, seeds, store))
    total = len(groups) * weeks_in([arm.scenario for arm in arms[0]])
    done = 0
    if groups:
        make_ready(flat[0].scenario, progress)
    for event in _events(job, groups, worker_count(workers, len(groups))):
        if isinstance(event, Weeks):
            done += event.weeks
            progress.weeks(min(done, total), total)
        elif isinstance(event, Failed):
            raise _broken(event, rows, store)


def _groups(arms: list[list[Keyed]], seeds: Sequence[int], store: Store) -> Iterator[Group]:
    """What is to be done, one group a future and seed; settings that come to the same are run once."""
    first = 0
    for future, group in enumerate(arms):
        for seed in seeds:
            runs = {arm.run_key({}, seed): first + place for place, arm in enumerate(group)}
            missing = tuple((place, key) for key, place in runs.items() if not store.holds(key))
            if missing:
                yield Group(future, {}, seed, missing)
        first += len(group)


def _events(job: Job, groups: list[Group], workers: int) -> Iterator[Event]:
    return here(job, groups) if workers <= 1 or len(groups) <= 1 else in_processes(job, groups, workers)


def _broken(event: Failed, rows: list[Row], store: Store) -> RunError:
    option, _, seed, _ = next(row for row in rows if row[-1] == event.key)
    words = Catalogue([store.failure_path(event.key)]).tracebacks()
    return RunError(option, seed, event.reason, words.get(event.key, ""))


def _table(rows: list[Row], heads: Sequence[Mapping[str, object]], store: Store) -> pd.DataFrame:
    import pandas as pd

    keys = [key for *_, key in rows]
    values = Catalogue.of(store, [store.path(key) for key in dict.fromkeys(keys)]).kpi_values(keys, tuple(KPIS))
    said = [{"option": option, "future": future, "seed": seed, **heads[future]} for option, future, seed, _ in rows]
    return pd.concat([pd.DataFrame(said), pd.DataFrame(values, columns=list(KPIS))], axis=1)
