"""A tidy table of runs, read: which columns are sampled parameters, which are KPIs, what an option did in a future."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.definition import Direction
from pes_sim.runs.errors import CallError
from pes_sim.scenario.problems import nearest

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

KEYS = ("option", "future", "seed")
"""Columns that say which run a row is of; ``year`` beside them where KPIs are by year."""
_SIGNS: Mapping[Direction, float] = {"higher": 1.0, "lower": -1.0, "neutral": 0.0}


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Runs as a table: a row a run (or a run and year), the sampled parameters and the KPIs as columns.

    ``parameters`` are the columns that differ between futures; ``directions`` says of each KPI column what is
    better; ``baseline`` names the option that the others are held against, where there is one.
    """

    frame: pd.DataFrame
    parameters: tuple[str, ...]
    directions: Mapping[str, Direction]
    baseline: str | None = None

    def __post_init__(self) -> None:
        wanted = (*KEYS, *self.parameters, *self.directions)
        if missing := [name for name in wanted if name not in self.frame.columns]:
            raise CallError(f"the table of runs has no column {', '.join(missing)}")
        if self.frame.empty:
            raise CallError("the table holds no finished run")
        keys = [*KEYS, *(["year"] if "year" in self.frame.columns else [])]
        if self.frame.duplicated(keys).any():
            raise CallError(f"two rows of the table are of the same {', '.join(keys)}")
        if self.baseline is not None:
            self._known(self.baseline, self.options, "option")

    @classmethod
    def of(cls, frame: pd.DataFrame, baseline: str | None = None) -> Outcomes:
        """Read ``frame`` by the model's registries: a column named like a parameter is one, likewise a KPI.

        Parameters that are the same in every row are left out. Raises CallError for a table without runs or futures.
        """
        from pes_sim.kpis.definitions import KPIS
        from pes_sim.parameters import REGISTRY

        sampled = tuple(name for name in frame.columns if name in REGISTRY and frame[name].nunique() > 1)
        return cls(frame, sampled, {n: KPIS[n].direction for n in frame.columns if n in KPIS}, baseline)

    @property
    def options(self) -> tuple[str, ...]:
        """Every option, in order of first appearance."""
        return tuple(str(name) for name in self.frame["option"].unique())

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The options less the baseline."""
        return tuple(name for name in self.options if name != self.baseline)

    def sign(self, kpi: str) -> float:
        """1 where more is better, -1 where less is. Raises CallError for a KPI that has no better direction."""
        sign = _SIGNS[self.directions[self._known(kpi, tuple(self.directions), "KPI")]]
        if not sign:
            raise CallError(f"{kpi} has no better direction, so nothing can be judged by it")
        return sign

    def futures(self) -> pd.DataFrame:
        """The sampled parameters, a row a future. Raises CallError where options of a future had different ones."""
        names = list(self.parameters)
        if not names:
            raise CallError("no parameter differs between the futures, so nothing can be traced back to one")
        found = self.frame[["future", *names]].drop_duplicates().set_index("future").sort_index()
        if found.index.has_duplicates:
            twice = sorted(found.index[found.index.duplicated()].unique())[:3]
            raise CallError(f"the runs of future {', '.join(map(str, twice))} do not have the same parameters")
        return found

    def values(self, kpi: str) -> pd.DataFrame:
        """Mean of ``kpi`` over the seeds: a row a future, a column an option; NaN where no seed has it."""
        self._known(kpi, tuple(self.directions), "KPI")
        table = self.frame.groupby(["future", "option"], sort=True)[kpi].mean().unstack("option")
        return table.reindex(columns=list(self.options))

    def changes(self, kpi: str) -> pd.DataFrame:
        """``kpi`` less the baseline's in the same future and seed: rows (future, seed), a column an alternative."""
        if self.baseline is None:
            raise CallError("no baseline was named, so there is nothing to hold the options against")
        self._known(kpi, tuple(self.directions), "KPI")
        wide = self.frame.pivot(index=["future", "seed"], columns="option", values=kpi)
        return wide.sub(wide[self.baseline], axis=0)[list(self.alternatives)]

    def output(self, kpi: str, option: str) -> pd.Series[float]:
        """What analyses of one number look at: the option's paired change where there is a baseline, else its level.

        Mean over seeds, a row a future. Raises CallError.
        """
        self._known(option, self.options, "option")
        if self.baseline is None or option == self.baseline:
            found = self.values(kpi)[option]
        else:
            found = self.changes(kpi)[option].groupby(level="future").mean()
        if not np.isfinite(found).any():
            raise CallError(f"{kpi} is not defined in any run of {option}")
        return found.sort_index()

    def seed_share(self, kpi: str, option: str) -> float:
        """Share of the variance of `output` over futures that is luck: what more seeds would take away.

        NaN with one seed a future.
        """
        if self.baseline is None or option == self.baseline:
            runs = self.frame[self.frame["option"] == option].set_index(["future", "seed"])[kpi]
        else:
            runs = self.changes(kpi)[option]
        by_future = runs.groupby(level="future")
        luck = float((by_future.var(ddof=1) / by_future.count()).mean())
        total = float(by_future.mean().var(ddof=1))
        # One seed a future has no spread: NaN stays NaN, which min() would not keep.
        return float(np.minimum(1.0, luck / total)) if total > 0 else float("nan")

    def at_year(self, year: int) -> Outcomes:
        """The same with the rows of one ``year`` only."""
        rows = self.frame[self.frame["year"] == year].drop(columns="year")
        return Outcomes(rows, self.parameters, self.directions, self.baseline)

    @staticmethod
    def _known(name: str, names: Sequence[str], what: str) -> str:
        if name not in names:
            near = nearest(name, names)
            hint = f"; nearest: {', '.join(near)}" if near else ""
            raise CallError(f"the runs hold no {what} {name!r} (expected one of {', '.join(names)}{hint})")
        return name
