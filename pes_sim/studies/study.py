"""A study: open its file, run what is not there yet, read everything as one table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pes_sim.kpis.definitions import HEADLINE, KPIS
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.kpis.unknown import UnknownKPI, UnknownSegment
from pes_sim.runs.analysis_request import AnalysisRequest
from pes_sim.runs.engine.events import Event
from pes_sim.runs.engine.job import Job, Simulate
from pes_sim.runs.engine.local import here, in_processes
from pes_sim.runs.errors import CallError
from pes_sim.runs.kernels import make_ready
from pes_sim.runs.pool import seed_list, worker_count
from pes_sim.runs.progress import Silence
from pes_sim.runs.provenance import model_version
from pes_sim.runs.result import Result
from pes_sim.runs.simulate import attempts
from pes_sim.runs.store.catalogue import Catalogue
from pes_sim.runs.store.files import read_provenance, read_weeks
from pes_sim.runs.store.index import refresh
from pes_sim.runs.store.keys import under
from pes_sim.runs.store.record import years_of
from pes_sim.runs.store.store import Store, default_store
from pes_sim.scenario.scenario import Scenario
from pes_sim.studies.catalogue import find
from pes_sim.studies.design import Design, Planned
from pes_sim.studies.progress import Tally, Watcher, watcher
from pes_sim.studies.reading import Call, Read, read_study
from pes_sim.whole_file import whole_file

if TYPE_CHECKING:
    import pandas as pd

    from pes_sim.analysis.exploration.findings import Findings


@dataclass(frozen=True, eq=False)
class Study:
    """A design over runs: ``design.arms`` (the base and the options, by shock) x ``design.futures`` x ``design.seeds``.

    ``store`` keeps the runs. A run that is there, from this study or any other, is not run again.
    """

    name: str
    title: str
    base: Scenario
    design: Design
    kpis: tuple[str, ...]
    weekly: bool
    limit: float
    analysis: AnalysisRequest
    store: Store
    read: Read = field(repr=False)
    simulate: Simulate = field(default=attempts, repr=False)

    @classmethod
    def open(
        cls,
        path: str | Path,
        store: str | Path | None = None,
        *,
        scale: int | None = None,
        years: int | None = None,
        seeds: int | Collection[int] | None = None,
        settings: Sequence[str] = (),
        part: str | None = None,
    ) -> Study:
        """The study in the file at ``path``, checked; nothing is run.

        ``scale``, ``years`` and ``seeds`` stand in for the file's; ``settings`` are other values of the base
        ("PATH=VALUE"); ``part`` "2/40" leaves all but the second of forty shares of the runs to others. ``path`` may be
        a name in experiments/. Raises ScenarioError with every problem found, CallError for a wrong argument.
        """
        call = Call(scale, years, None if seeds is None else seed_list(seeds), tuple(settings))
        found = read_study(find(path), call)
        head = found.head
        design = replace(found.design, part=_part(part))
        return cls(
            found.name, head.title or found.name, found.base, design, tuple(head.kpis) or HEADLINE,
            head.keep == "weeks", 60 * head.time_limit_minutes, head.analysis, Store(store or default_store()), found,
        )  # fmt: skip

    @property
    def baseline(self) -> str:
        """The base, as the column ``option`` calls it."""
        return self.design.arms[0].option

    @property
    def options(self) -> tuple[str, ...]:
        """The base and then the options, as the column ``option`` calls them."""
        return tuple(dict.fromkeys(arm.option for arm in self.design.arms))

    @property
    def parameters(self) -> tuple[str, ...]:
        """The sampled parameters: the columns that say what a future is."""
        return self.design.futures.paths

    def run(
        self,
        workers: int | None = None,
        scheduler: str | None = None,
        progress: Watcher | bool | None = None,
    ) -> Tally:
        """Run what is not in the store, and say how it went.

        ``workers`` processes of this machine (as many as cores, unless said; 0 for this process, which nothing then
        protects from a run that hangs), or the workers of the Dask ``scheduler`` ("tcp://host:port"); results do not
        depend on it. ``progress``: True for a bar on the error
        stream, False for none, None for a bar in a terminal. A run that fails is stored as a failure and tried again
        by the next call; the others go on. Ctrl-C stops at once: what is finished is in the store. Raises CallError
        for wrong arguments, StoreError where the store cannot be written, EngineError where no worker comes up.
        """
        if scheduler is not None:
            from pes_sim.runs.engine.cluster import reach

            reach(scheduler)  # a wrong address is found before anything is written
        self.store.prepare()
        missing = self.missing()
        weeks = self.design.cells * self.design.weeks_a_cell * missing // max(1, len(self.design))
        tally = Tally(len(self.design), len(self.design) - missing, weeks)
        watch = watcher(progress, self.title)
        people = self.base.profile.figures.labour_force / self.base.scale
        processes = 0 if workers == 0 else worker_count(workers, len(self.design), people)
        with watch:
            for event in self._events(processes, scheduler, watch):
                tally.note(event)
                watch.told(tally)
        refresh(self.store)
        return tally

    def missing(self) -> int:
        """How many runs are not in the store."""
        return sum(not self.store.holds(run.key, self.weekly) for run in self.design)

    def frame(
        self, kpis: Sequence[str] | None = None, *, year: int | None = None, segment: str = "all"
    ) -> pd.DataFrame:
        """A row a finished run: key, option, shock, future, seed, the sampled parameters, the KPIs.

        The KPIs are those of the file unless named, over the whole horizon or in one ``year`` (1 is the first, then
        with a column ``year`` that says the calendar year it begins in), for everybody or a ``segment`` such as
        "age:55_plus". Rows come in the order of the design. Raises UnknownKPI, UnknownSegment, CallError.
        """
        import pandas as pd

        names = self._known(kpis, segment, year)
        runs = [run for run in self.design if self.store.holds(run.key)]
        keys = [run.key for run in runs]
        catalogue = Catalogue.of(self.store, [self.store.path(key) for key in keys])
        if year is None and segment == "all":
            values = catalogue.kpi_values(keys, names)
        else:
            values = catalogue.detail_values(keys, names, year or 0, segment)
        frame = pd.concat([self._described(runs), pd.DataFrame(values, columns=list(names))], axis=1)
        if year is not None:
            frame.insert(list(frame.columns).index("seed") + 1, "year", self.base.start.year + year - 1)
        return frame

    def by_year(self, kpis: Sequence[str] | None = None, *, segment: str = "all") -> pd.DataFrame:
        """As `frame`, a row a run and year of the horizon, with the column ``year``."""
        import pandas as pd

        years = range(1, 1 + len(years_of(self.base.weeks)))
        return pd.concat([self.frame(kpis, year=year, segment=segment) for year in years], ignore_index=True)

    def failures(self) -> pd.DataFrame:
        """A row a failed run: key, option, shock, future, seed, reason, traceback."""
        import pandas as pd

        failed = [
            run for run in self.design if self.store.failure_path(run.key).is_file() and not self.store.holds(run.key)
        ]
        catalogue = Catalogue([self.store.failure_path(run.key) for run in failed])
        heads, words = catalogue.heads(), catalogue.tracebacks()
        reasons = dict(zip(heads["key"], heads["reason"], strict=True))
        frame = self._described(failed)[["key", "option", "shock", "future", "seed"]]
        return frame.assign(
            reason=pd.Series([reasons[run.key] for run in failed], dtype=object),
            traceback=pd.Series([words[run.key] for run in failed], dtype=object),
        )

    def result(self, option: str, future: int = 0, shock: str = "none") -> Result:
        """All seeds of one option in one future, week by week; only where the study keeps weeks. Raises CallError."""
        if not self.weekly:
            raise CallError("this study keeps no weeks; expected `keep: weeks` in its file")
        arms = [arm for arm in self.design.arms if (arm.option, arm.shock_name) == (option, shock)]
        if not arms or not 0 <= future < len(self.design.futures):
            raise CallError(f"no {option!r} under shock {shock!r} in future {future}; see Study.options, Study.frame")
        values = self.design.futures[future]
        paths = {seed: self.store.weeks_path(arms[0].keyed.run_key(values, seed)) for seed in self.design.seeds}
        if missing := [seed for seed, path in paths.items() if not path.is_file()]:
            raise CallError(f"the runs with seeds {', '.join(map(str, missing))} are not finished")
        counters = np.stack([read_weeks(path) for path in paths.values()])
        return Result(under(arms[0].scenario, values), self.design.seeds, counters, {"key": arms[0].keyed.key})

    def provenance(self, key: str) -> dict[str, Any]:
        """What the run with ``key`` was made with: versions, machine, time, resolved scenario. Raises CallError."""
        if not self.store.holds(key):
            raise CallError(f"the store holds no run {key!r}")
        return read_provenance(self.store.path(key))

    def changes(self) -> pd.DataFrame:
        """Each option against the base, by shock and KPI: see `pes_sim.analysis.across_futures`."""
        from pes_sim.studies.answers import changes

        return changes(self)

    def answers(self) -> dict[str, Findings]:
        """What the file's ``analysis:`` asks, answered for each world of shocks. Raises CallError without runs."""
        from pes_sim.studies.answers import answers

        return answers(self)

    def write(self, folder: Path) -> None:
        """Write runs.parquet, changes.csv, failures.csv if there are any, and what ``analysis:`` asks into a folder."""
        from pes_sim.studies.answers import write_answers

        with whole_file(folder / "runs.parquet") as temporary:
            self.frame().to_parquet(temporary, index=False, compression="zstd")
        failures = self.failures()
        if len(failures):
            with whole_file(folder / "failures.csv") as temporary:
                failures.to_csv(temporary, index=False)
        if self.design.part == (1, 1) and len(failures) < len(self.design):
            write_answers(self, folder)

    def job(self) -> Job:
        """What a worker needs to know."""
        arms = tuple(arm.keyed for arm in self.design.arms)
        folder = str(self.store.folder.absolute())
        return Job(arms, folder, model_version(), self.name, self.weekly, self.simulate)

    def _events(self, workers: int, scheduler: str | None, watch: Watcher) -> Iterator[Event]:
        parts = 1 if self.design.cells >= workers else workers
        groups = self.design.groups(self.store, self.weekly, parts)
        if scheduler is not None:
            from pes_sim.runs.engine.cluster import on_cluster

            return on_cluster(self.job(), groups, scheduler, self.limit)
        if self.simulate is attempts:
            make_ready(self.base, _Saying(watch))
        if workers == 0:
            return here(self.job(), groups)
        return in_processes(self.job(), groups, workers, self.limit)

    def _known(self, kpis: Sequence[str] | None, segment: str, year: int | None) -> tuple[str, ...]:
        names = self.kpis if kpis is None else tuple(dict.fromkeys(kpis))
        for name in names:
            if name not in KPIS:
                raise UnknownKPI(name, tuple(KPIS))
        if segment not in SEGMENTS:
            raise UnknownSegment(segment, SEGMENTS)
        last = len(years_of(self.base.weeks))
        if year is not None and not 1 <= year <= last:
            raise CallError(f"year is {year}; expected 1 to {last}, counted from the start")
        return names

    def _described(self, runs: Sequence[Planned]) -> pd.DataFrame:
        """A row a run: what it is of."""
        import pandas as pd

        futures = self.design.futures
        head: dict[str, Any] = {
            "key": pd.Series([run.key for run in runs], dtype=object),
            "option": pd.Series([run.arm.option for run in runs], dtype=object),
            "shock": pd.Series([run.arm.shock_name for run in runs], dtype=object),
            "future": pd.Series([run.future for run in runs], dtype="int64"),
            "seed": pd.Series([run.seed for run in runs], dtype="int64"),
        }
        values = futures.values[[run.future for run in runs]]
        return pd.concat([pd.DataFrame(head), pd.DataFrame(values, columns=list(futures.paths))], axis=1)


def _part(text: str | None) -> tuple[int, int]:
    """Which of how many, from "2/40". Raises CallError."""
    if text is None:
        return 1, 1
    first, slash, parts = text.partition("/")
    if not (slash and first.isdecimal() and parts.isdecimal() and 1 <= int(first) <= int(parts) <= 100_000):
        raise CallError(f"part is {text!r}; expected which of how many, such as 2/40")
    return int(first), int(parts)


class _Saying(Silence):
    """Passes on what is said, and nothing else."""

    def __init__(self, watch: Watcher) -> None:
        self.watch = watch

    def say(self, words: str) -> None:
        self.watch.say(words)
