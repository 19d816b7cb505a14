"""A baseline against options, paired by seed: the object every answer is read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.analysis.contribution import Contribution, contributions
from pes_sim.analysis.paired import Paired, paired
from pes_sim.analysis.precision import precision_table
from pes_sim.analysis.ranking import rank
from pes_sim.analysis.targets import targets_table
from pes_sim.analysis.trajectory import Trajectories, trajectories
from pes_sim.analysis.winners import PersonChanges, winners_table
from pes_sim.kpis.definition import KPI
from pes_sim.runs.result import Result
from pes_sim.scenario.scenario import Target
from pes_sim.whole_file import whole_file

if TYPE_CHECKING:
    import pandas as pd

    from pes_sim.analysis.uncertainty.doubt import Doubt


def _headline() -> tuple[str, ...]:
    from pes_sim.kpis.definitions import HEADLINE

    return HEADLINE


@dataclass(frozen=True, eq=False)
class Comparison:
    """``options`` against ``baseline``, all run with the same seeds over the same weeks.

    ``changes`` holds, for each option's name, one PersonChanges a seed; it may be empty where people were not
    followed. ``headline`` names the KPIs a reader sees first. ``without`` holds, by a mechanism's name, the same
    comparison with that mechanism switched off. ``doubt`` says how sure the answer is
    beyond luck, where that was asked for.
    """

    baseline: Result
    options: Sequence[Result]
    changes: Mapping[str, Sequence[PersonChanges]] = field(default_factory=dict)
    headline: tuple[str, ...] = field(default_factory=_headline)
    without: Mapping[str, Comparison] = field(default_factory=dict)
    doubt: Doubt | None = None

    def __post_init__(self) -> None:
        names = [self.baseline.scenario.name, *(option.scenario.name for option in self.options)]
        if len(set(names)) < len(names):
            raise ValueError(f"two of the scenarios compared share a name: {', '.join(names)}")
        for option in self.options:
            if (option.seeds, option.weeks) != (self.baseline.seeds, self.baseline.weeks):
                raise ValueError(f"{option.scenario.name} was not run with the seeds and weeks of the baseline")
        for mechanism, ablated in self.without.items():
            mine, theirs = ((c.baseline.seeds, c.baseline.weeks, len(c.options)) for c in (self, ablated))
            if mine != theirs:
                raise ValueError(f"the comparison without {mechanism} has not the seeds, weeks and options of this one")
        for name in self.headline:
            self.baseline.definition(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The options' names, in order."""
        return tuple(option.scenario.name for option in self.options)

    @property
    def kpis(self) -> Mapping[str, KPI]:
        """The KPIs compared."""
        return self.baseline.kpis

    @cached_property
    def differences(self) -> Mapping[tuple[str, str], Paired]:
        """(kpi, option) to the paired difference over the whole horizon."""
        return {
            (name, option.scenario.name): paired(self.baseline.overall(name), option.overall(name), kpi.direction)
            for name, kpi in self.kpis.items()
            for option in self.options
        }

    def between(self, kpi: str, option: str, other: str) -> Paired:
        """``option`` less ``other``, either of which may be the baseline, over the whole horizon."""
        by_name = {result.scenario.name: result for result in (self.baseline, *self.options)}
        direction = self.baseline.definition(kpi).direction
        return paired(by_name[other].overall(kpi), by_name[option].overall(kpi), direction)

    def frame(self) -> pd.DataFrame:
        """A row for each KPI and option, over the whole horizon.

        Columns: kpi, option, baseline, difference, ci_low, ci_high (95 %, Student t over paired seeds),
        share_of_seeds_better, unit, direction, half_width, seeds, verdict.
        """
        import pandas as pd

        return pd.DataFrame([self._row(name, option, found) for (name, option), found in self.differences.items()])

    @cached_property
    def contributed(self) -> Mapping[str, Mapping[tuple[str, str], Contribution]]:
        """For each mechanism in ``without``: (kpi, option) to what it contributes to the option's effect."""
        return {mechanism: contributions(self, ablated) for mechanism, ablated in self.without.items()}

    def contributions(self) -> pd.DataFrame:
        """What mechanisms contribute: a row for each mechanism, KPI and option; empty where none was asked for.

        Columns: those of `frame`, where ``difference`` and what follows are of the option's effect with the
        mechanism less its effect without it; then mechanism, effect_with, effect_without.
        """
        import pandas as pd

        return pd.DataFrame(
            [
                self._row(name, option, found.paired, self.differences[name, option].baseline)
                | {"mechanism": mechanism, "effect_with": found.effect_with, "effect_without": found.effect_without}
                for mechanism, table in self.contributed.items()
                for (name, option), found in table.items()
            ]
        )

    def _row(self, kpi: str, option: str, found: Paired, baseline: float | None = None) -> dict[str, object]:
        return {
            "kpi": kpi,
            "option": option,
            "baseline": found.baseline if baseline is None else baseline,
            "difference": found.difference,
            "ci_low": found.ci_low,
            "ci_high": found.ci_high,
            "share_of_seeds_better": found.share_better,
            "unit": self.kpis[kpi].unit,
            "direction": self.kpis[kpi].direction,
            "half_width": found.half_width,
            "seeds": found.seeds,
            "verdict": found.verdict,
        }

    def rank(self, weights: Mapping[str, float] | None = None) -> pd.DataFrame:
        """Which alternative (the baseline is one) is best; see `pes_sim.analysis.ranking`.

        ``weights`` by KPI say how much the step from the worst to the best alternative is worth; without them
        every headline KPI that has a better direction weighs the same.
        """
        if weights is None:
            weights = {name: 1.0 for name in self.headline if self.kpis[name].direction != "neutral"}
        results = (self.baseline, *self.options)
        values = {name: np.stack([result.overall(name) for result in results]) for name in weights}
        return rank(values, [result.scenario.name for result in results], self.kpis, weights)

    def winners_and_losers(self, by: str = "digital_skill") -> pd.DataFrame:
        """Who gains and who loses under each option, by groups of ``by`` ("all" for everybody).

        Columns: option, then those of `pes_sim.analysis.winners.winners_table`.
        """
        import pandas as pd

        tables = []
        for option, changes in self.changes.items():
            table = winners_table(changes, by)
            table.insert(0, "option", option)
            tables.append(table)
        return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()

    def targets(self) -> pd.DataFrame:
        """The share of seeds in which the baseline and each option meet the targets any of the scenarios sets."""
        results = (self.baseline, *self.options)
        wanted: dict[Target, None] = dict.fromkeys(t for result in results for t in result.scenario.targets)
        return targets_table(results, list(wanted))

    def precision(self, half_width: Mapping[str, float] | None = None) -> pd.DataFrame:
        """The half-width reached and the seeds needed; see `pes_sim.analysis.precision.precision_table`."""
        return precision_table(self.differences, half_width)

    def trajectories(self, kpi: str) -> Trajectories:
        """``kpi`` over time: 13-week moving values and their paired differences."""
        return trajectories(self.baseline, {option.scenario.name: option for option in self.options}, kpi)

    def report(self, path: str | Path) -> Path:
        """Write the decision brief to ``path``: one self-contained HTML page."""
        from pes_sim.report.brief import write_brief

        return write_brief(self, path)

    def save(self, directory: str | Path) -> Path:
        """Write brief.html, kpis.parquet (every result's tidy frame) and comparison.csv, each whole or not at all.

        Where mechanisms were switched off to see what they contribute, contribution.csv too; where futures were run,
        futures.parquet, uncertainty.csv and turning.csv.
        """
        folder = Path(directory)
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(folder / "comparison.csv") as temporary:
            self.frame().to_csv(temporary, index=False)
        if self.without:
            with whole_file(folder / "contribution.csv") as temporary:
                self.contributions().to_csv(temporary, index=False)
        else:
            (folder / "contribution.csv").unlink(missing_ok=True)  # of another comparison
        if self.doubt is not None:
            self.doubt.save(folder)
        with whole_file(folder / "kpis.parquet") as temporary:
            self._write_kpis(temporary)
        self.report(folder / "brief.html")
        return folder

    def _write_kpis(self, path: Path) -> None:
        # One scenario at a time: together the frames of a long comparison would be gigabytes.
        import pyarrow as pa
        import pyarrow.parquet as pq

        writer: pq.ParquetWriter | None = None
        try:
            for result in (self.baseline, *self.options):
                frame = result.frame().astype({"value": "float32"})  # counters carry no more digits
                table = pa.Table.from_pandas(frame, preserve_index=False)
                if writer is None:
                    # Values hardly repeat: split by byte they compress, looked up in a dictionary they do not.
                    coded = [name for name in table.column_names if name != "value"]
                    writer = pq.ParquetWriter(
                        path, table.schema, use_dictionary=coded, compression="zstd", use_byte_stream_split=["value"]
                    )
                writer.write_table(table)
        finally:
            if writer is not None:
                writer.close()
