"""The KPI table: once as rows for the brief, once for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from pes_sim.analysis.comparison import Comparison
from pes_sim.analysis.paired import Paired
from pes_sim.kpis.definition import KPI
from pes_sim.report.labels import SYMBOLS, option_label
from pes_sim.report.values import change_text, interval_text, level_text, percent, unit_of

if TYPE_CHECKING:
    from rich.table import Table

_STYLES = {"better": "bold blue", "worse": "bold dark_orange3"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One option's difference on one KPI, as text."""

    difference: str
    interval: str
    seeds: str
    verdict: str
    symbol: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One KPI: the baseline's value and a cell for each option."""

    kpi: KPI
    unit: str
    direction: str
    baseline: str
    cells: tuple[Cell, ...]

    @property
    def defined(self) -> bool:
        """Whether there was anything to measure it on."""
        return any(cell.verdict != "undefined" for cell in self.cells)

    @property
    def clear(self) -> bool:
        """Whether any option differs clearly."""
        return any(cell.verdict in ("better", "worse", "higher", "lower") for cell in self.cells)


def rows(comparison: Comparison, names: Sequence[str]) -> list[Row]:
    """The rows of the KPIs called ``names``, in order."""
    return [
        Row(
            kpi := comparison.kpis[name],
            unit_of(kpi.unit).level,
            {"higher": "higher is better", "lower": "lower is better", "neutral": "neither is better"}[kpi.direction],
            level_text(comparison.differences[name, comparison.names[0]].baseline, kpi.unit, with_unit=False),
            tuple(_cell(kpi, comparison.differences[name, option]) for option in comparison.names),
        )
        for name in names
    ]


def by_family(comparison: Comparison) -> dict[str, list[Row]]:
    """All KPIs, grouped by family in the order of their definition."""
    families: dict[str, list[Row]] = {}
    for row in rows(comparison, list(comparison.kpis)):
        families.setdefault(row.kpi.family, []).append(row)
    return families


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """One KPI: for each option what the mechanism contributes, and the effects with it and without it."""

    kpi: KPI
    unit: str
    direction: str
    cells: tuple[tuple[Cell, str, str], ...]


def contribution_rows(comparison: Comparison, mechanism: str) -> list[ContributionRow]:
    """The rows of the headline KPIs for one of the mechanisms of ``comparison.without``."""
    table = comparison.contributed[mechanism]
    found = []
    for row in rows(comparison, comparison.headline):
        unit, with_unit = row.kpi.unit, row.kpi.unit == "share"
        cells = []
        for option in comparison.names:
            c = table[row.kpi.name, option]
            with_it, without = (
                change_text(effect, unit, with_unit=with_unit, beside=c.paired.half_width)
                for effect in (c.effect_with, c.effect_without)
            )
            cells.append((_cell(row.kpi, c.paired), with_it, without))
        found.append(ContributionRow(row.kpi, row.unit, row.direction, tuple(cells)))
    return found


def contribution_tables(comparison: Comparison) -> list[Table]:
    """What each mechanism asked for contributes, for the terminal."""
    count = len(comparison.names)
    return [
        contribution_table(comparison, mechanism, slice(at, at + ABREAST))
        for mechanism in comparison.without
        for at in range(0, count, ABREAST)
    ]


def contribution_table(comparison: Comparison, mechanism: str, columns: slice = slice(None)) -> Table:
    """For the terminal: what ``mechanism`` contributes to each option's effect on the headline KPIs."""
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=f"What {mechanism} contributes: each option's effect with it less the effect without it",
        caption="below: 95 % interval over seeds; share of seeds in which it makes the effect better; both effects",
    )
    table.add_column("KPI", overflow="fold")
    table.add_column("Unit", overflow="fold")
    for option in comparison.names[columns]:
        table.add_column(option_label(option), justify="right", overflow="fold")
    for row in contribution_rows(comparison, mechanism):
        cells = [
            Text(
                "\n".join(
                    filter(None, (f"{c.symbol} {c.difference}", _below(c), f"{with_it} with, {without} without"))
                ),
                style=_STYLES.get(c.verdict, "default"),
            )
            for c, with_it, without in row.cells[columns]
        ]
        table.add_row(row.kpi.title, row.unit, *cells)
    return table


ABREAST = 4
"""Options that stand beside one another in a table of the terminal."""


def kpi_tables(comparison: Comparison) -> list[Table]:
    """The headline KPIs for the terminal, as many tables as keep the options readable."""
    count = len(comparison.names)
    return [kpi_table(comparison, columns=slice(at, at + ABREAST)) for at in range(0, count, ABREAST)]


def kpi_table(comparison: Comparison, headline_only: bool = True, columns: slice = slice(None)) -> Table:
    """For the terminal: KPI, unit, baseline, and for each option the difference, its 95 % interval and the seeds."""
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=f"{option_label(comparison.baseline.scenario.name)} against its options, "
        f"{len(comparison.baseline.seeds)} paired seeds",
        caption=" ".join(f"{sign} {words} " for key, (sign, words) in SYMBOLS.items() if key in _SHOWN)
        + " 95 % intervals over seeds; share of seeds better",
    )
    table.add_column("KPI", overflow="fold")
    table.add_column("Unit", overflow="fold")
    table.add_column("Baseline", justify="right", no_wrap=True)
    for option in comparison.names[columns]:
        table.add_column(option_label(option), justify="right", overflow="fold")
    for row in rows(comparison, comparison.headline if headline_only else list(comparison.kpis)):
        cells = [
            Text(f"{c.symbol} {c.difference}\n{_below(c)}", style=_STYLES.get(c.verdict, "default"))
            for c in row.cells[columns]
        ]
        table.add_row(row.kpi.title, row.unit, row.baseline, *cells)
    return table


def _below(cell: Cell) -> str:
    return f"[{cell.interval}] {cell.seeds}" if cell.interval else ""


_SHOWN = ("better", "worse", "unclear")


def _cell(kpi: KPI, d: Paired) -> Cell:
    symbol, words = SYMBOLS[d.verdict]
    if d.verdict == "same":
        return Cell("0", "", "", d.verdict, symbol, "the same in every seed")
    return Cell(
        change_text(d.difference, kpi.unit, with_unit=kpi.unit == "share", beside=d.half_width),
        interval_text(d.ci_low, d.ci_high, kpi.unit),
        percent(d.share_better) if isfinite(d.share_better) else "",
        d.verdict,
        symbol,
        words,
    )
