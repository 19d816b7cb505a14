"""Commands that simulate: run and compare."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pes_sim.cli.look import Json
from pes_sim.cli.output import check_folder, console, default_folder, fill_folder, print_json

if TYPE_CHECKING:
    from pes_sim.analysis.comparison import Comparison
    from pes_sim.runs.result import Result
    from pes_sim.scenario.scenario import Scenario

Base = Annotated[str, typer.Argument(metavar="SCENARIO", help="A profile, scenario or case: a name or a file.")]
Scale = Annotated[int | None, typer.Option(min=1, help="Real people one simulated person stands for.")]
Years = Annotated[int | None, typer.Option(min=1, max=40, help="Length of the horizon.")]
Seeds = Annotated[int, typer.Option(min=1, max=10_000, help="How many worlds, each with luck of its own.")]
Workers = Annotated[int | None, typer.Option(min=1, max=1024, help="Processes; as many as cores, unless said.")]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder for the files; results/... unless said.")]
Settings = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help='Another value in the base, from before the start: a number, or "+20%", "-3", "x0.5". May be repeated.',
    ),
]
Shocks = Annotated[
    list[str], typer.Option("--shock", metavar="NAME", help="A shock that hits base and options. May be repeated.")
]
Without = Annotated[
    list[str],
    typer.Option(
        "--without",
        metavar="NAME",
        help="A mechanism switched off throughout; `pes-sim mechanisms` lists them. May be repeated.",
    ),
]
Contribution = Annotated[
    list[str],
    typer.Option(
        "--contribution",
        metavar="NAME",
        help="Show what a mechanism contributes to each option's effect: all is run once more without it. "
        "May be repeated.",
    ),
]
Futures = Annotated[
    int,
    typer.Option(
        min=0,
        max=1000,
        help="Run everything in so many plausible futures too, 5 or more, and look for what would turn the ranking: "
        "20 take about ten times as long.",
    ),
]
Until = Annotated[
    list[str],
    typer.Option(
        "--until",
        metavar="KPI=HALF_WIDTH",
        help="Add seeds, up to --seeds, until this KPI's difference is known to within this (95 %, in the KPI's unit). "
        "May be repeated.",
    ),
]
DOUBT_FILES = ("futures.parquet", "uncertainty.csv", "turning.csv")
Audit = Annotated[
    bool, typer.Option("--audit", help="Check every week that people, minutes, money and vacancies are conserved.")
]


def run(
    scenario: Base,
    scale: Scale = None,
    years: Years = None,
    seeds: Seeds = 20,
    workers: Workers = None,
    out: Out = None,
    settings: Settings = [],  # noqa: B006  typer reads the default and makes a new list
    shocks: Shocks = [],  # noqa: B006
    without: Without = [],  # noqa: B006
    audit: Audit = False,
    json: Json = False,
) -> None:
    """Run one scenario and sum up its KPIs; writes kpis.parquet."""
    from pes_sim.cli.inputs import Frame, prepared

    base = prepared(scenario, (), Frame(scale, years, settings, shocks, without))[0]
    folder = out or default_folder(base.name)
    check_folder(folder)
    _ask_for(audit)
    from pes_sim import api

    result = api.run(base, seeds, workers, progress=True)
    files = fill_folder(folder, lambda place: _write_kpis(result, place / "kpis.parquet"))
    if json:
        print_json(_head(base, result) | {"kpis": _summary(result), "files": [str(file) for file in files]})
    else:
        _print_summary(result)
        _say_where(files)


def compare(
    base: Annotated[str, typer.Argument(metavar="BASE", help="A profile, scenario or case: a name or a file.")],
    options: Annotated[list[str], typer.Argument(metavar="OPTION...", help="What to compare with it: names or files.")],
    scale: Scale = None,
    years: Years = None,
    seeds: Seeds = 20,
    workers: Workers = None,
    out: Out = None,
    settings: Settings = [],  # noqa: B006
    shocks: Shocks = [],  # noqa: B006
    without: Without = [],  # noqa: B006
    contribution: Contribution = [],  # noqa: B006
    futures: Futures = 0,
    until: Until = [],  # noqa: B006
    audit: Audit = False,
    json: Json = False,
) -> None:
    """Compare options with the base, paired by seed; writes brief.html, kpis.parquet and comparison.csv.

    With --contribution also contribution.csv; with --futures also futures.parquet, uncertainty.csv and turning.csv.
    """
    from pes_sim.cli.inputs import Frame, idle_changes, prepared

    scenarios = prepared(base, options, Frame(scale, years, settings, shocks, without))
    folder = out or default_folder(scenarios[0].name, [s.name for s in scenarios[1:]])
    check_folder(folder)
    for line in idle_changes(scenarios):
        typer.echo(f"note: {line}", err=True)
    _ask_for(audit)
    from pes_sim import api

    comparison = api.compare(
        scenarios[0], scenarios[1:], seeds, workers, True, contribution, futures, half_widths_wanted(until)
    )
    for line in _still_wide(comparison, half_widths_wanted(until)):
        typer.echo(f"note: {line}", err=True)
    files = fill_folder(folder, comparison.save, at_times=["contribution.csv", *DOUBT_FILES])
    if json:
        print_json(_comparison_document(comparison, scenarios, files))
        return
    from pes_sim.report.tables import contribution_tables, kpi_tables

    for table in (*kpi_tables(comparison), *contribution_tables(comparison)):
        console().print(table)
    typer.echo(_ranking_line(comparison))
    _say_where(files)


def half_widths_wanted(texts: Sequence[str]) -> dict[str, float]:
    """ "KPI=HALF_WIDTH" as a map. Raises CallError."""
    from pes_sim.runs.errors import CallError

    found = {}
    for text in texts:
        name, _, half = (part.strip() for part in text.partition("="))
        try:
            found[name] = float(half)
        except ValueError:
            raise CallError(f"--until {text}: expected KPI=HALF_WIDTH, such as ltu_share=0.002") from None
    return found


def _still_wide(comparison: Comparison, wanted: dict[str, float]) -> list[str]:
    """What is not known as well as was asked, though all seeds allowed have run."""
    from pes_sim.report.values import change_text

    return [
        f"{len(comparison.baseline.seeds)} seeds are not enough: {kpi} of {option} is known to within "
        f"{change_text(found.half_width, comparison.kpis[kpi].unit).lstrip('+')}; allow more with --seeds"
        for (kpi, option), found in comparison.differences.items()
        if kpi in wanted and found.half_width > wanted[kpi]
    ]


def _head(base: Scenario, result: Result) -> dict[str, Any]:
    return {
        "scenario": base.name,
        "title": base.title,
        "start": str(base.start),
        "years": base.years,
        "scale": base.scale,
        "seeds": list(result.seeds),
        "made_with": dict(result.provenance),
    }


def _comparison_document(
    comparison: Comparison, scenarios: Sequence[Scenario], files: Sequence[Path]
) -> dict[str, Any]:
    ranking = comparison.rank()
    return _head(scenarios[0], comparison.baseline) | {
        "options": [{"name": s.name, "title": s.title} for s in scenarios[1:]],
        "kpis": comparison.frame().to_dict("records"),
        "contributions": comparison.contributions().to_dict("records"),
        "ranking": ranking[ranking["criterion"] == "score"].drop(columns=["criterion", "weight"]).to_dict("records"),
        "files": [str(file) for file in files],
        **_doubt_document(comparison),
    }


def _doubt_document(comparison: Comparison) -> dict[str, Any]:
    """What --futures found; nothing without it."""
    if comparison.doubt is None:
        return {}
    return {
        "futures": comparison.doubt.count,
        "uncertainty": comparison.doubt.spreads.to_dict("records"),
        "chance_of_best": comparison.doubt.best.to_dict("index"),
        "turning": comparison.doubt.turning.frame().to_dict("records"),
    }


def _ranking_line(comparison: Comparison) -> str:
    from pes_sim.report.labels import option_label

    ranking = comparison.rank()
    score = ranking[ranking["criterion"] == "score"]
    if score.empty:
        return "Ranking: no option differs from the baseline in a headline KPI."
    places = [
        f"{n}. {option_label(row['option'])} {row['value']:.0f}"
        + (f" (best with {row['probability_best']:.0%})" if row["probability_best"] == row["probability_best"] else "")
        for n, row in enumerate(score.to_dict("records"), start=1)
    ]
    return f"Ranking, every headline KPI weighing the same, 0 worst to 100 best: {', '.join(places)}"


def _summary(result: Result) -> list[dict[str, Any]]:
    """A row for each KPI over the whole horizon: mean over the seeds and its 95 % interval."""
    from pes_sim.analysis.paired import half_widths

    rows = []
    for name, kpi in result.kpis.items():
        values = result.overall(name)
        mean, half = float(values.mean()), float(half_widths(values))
        rows.append(
            {"kpi": name, "title": kpi.title, "value": mean, "ci_low": mean - half, "ci_high": mean + half}
            | {"unit": kpi.unit, "direction": kpi.direction}
        )
    return rows


def _print_summary(result: Result) -> None:
    from rich.table import Table

    from pes_sim.kpis.definitions import HEADLINE
    from pes_sim.report.values import interval_text, level_text, unit_of

    scenario = result.scenario
    table = Table(
        title=f"{scenario.title}: {scenario.years} years from {scenario.start}, {len(result.seeds)} seeds",
        caption="mean over the seeds and its 95 % interval; all KPIs are in kpis.parquet",
    )
    for heading in ("KPI", "Unit", "Value", "95 % interval"):
        table.add_column(heading, justify="right" if heading in ("Value", "95 % interval") else "left")
    for row in _summary(result):
        if row["kpi"] in HEADLINE:
            unit = row["unit"]
            value = level_text(row["value"], unit, with_unit=False)
            between = interval_text(row["ci_low"], row["ci_high"], unit) if len(result.seeds) > 1 else ""
            table.add_row(row["title"], unit_of(unit).level, value, between)
    console().print(table)


def _ask_for(audit: bool) -> None:
    """Pass the wish for an audit on to this process and the workers it starts."""
    from pes_sim.runs.simulate import AUDIT

    if audit:
        os.environ[AUDIT] = "1"


def _write_kpis(result: Result, path: Path) -> None:
    frame = result.frame().astype({"value": "float32"})  # counters carry no more digits
    frame.to_parquet(path, index=False, compression="zstd")


def _say_where(files: Sequence[Path]) -> None:
    for file in files:
        typer.echo(f"wrote {file}")
