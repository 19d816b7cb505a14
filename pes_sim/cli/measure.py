"""The command that measures: bench."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from pes_sim.cli.output import console, print_json

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, nothing else there.")]


def bench(
    scale: Annotated[int, typer.Option(min=1, help="Real people a simulated person; 1 = one to one.")] = 1,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Threads of the engine.")] = 2,
    weeks: Annotated[int, typer.Option(min=1, max=520, help="Weeks timed.")] = 26,
    studies: Annotated[
        bool, typer.Option("--studies", help="Measure what running and storing many runs costs instead.")
    ] = False,
    app: Annotated[bool, typer.Option("--app", help="Measure the web app instead: real clients on loopback.")] = False,
    json: Json = False,
) -> None:
    """Measure the engine's speed and memory on this machine, and its ratio to the plain Mesa reference."""
    if studies:
        _bench_studies(json)
        return
    if app:
        _bench_app(json)
        return
    from pes_sim.bench import bench as measure
    from pes_sim.scenario.loading import load

    figures = measure(
        load("austria").sized(scale=scale), threads, weeks, say=lambda line: typer.echo(f"... {line}", err=True)
    )
    if json:
        print_json(figures)
        return
    for line in told(figures):
        console().print(line, highlight=False)


def _bench_studies(json: bool) -> None:
    from pes_sim.studies.measuring import bench_studies

    figures = bench_studies(say=lambda line: typer.echo(f"... {line}", err=True))
    if json:
        print_json(figures)
        return
    typer.echo(figures["machine"])
    for line in (
        f"{figures['overhead_ms_a_run']:.1f} ms a run beyond simulating it (keys, files, processes)",
        f"{figures['parent_mb_growth_over_runs']:+.1f} MB of the parent's memory over the second half of the runs",
        f"{figures['seconds_to_open']:.2f} s to open {figures['stored_runs']:,} stored runs, "
        f"{figures['seconds_to_open_and_filter']:.2f} s to open and filter them, {figures['kb_a_run']:.0f} kB a run",
        f"{figures['speed_up']:.2f} times as fast on two processes as on one "
        f"({figures['seconds_with_1_process']:.1f} s, {figures['seconds_with_2_processes']:.1f} s)",
    ):
        typer.echo(line)
    _print_savings(figures)


def _print_savings(figures: dict[str, Any]) -> None:
    from rich.table import Table

    table = Table(title=f"Pairing: {figures['variance_option']}, {figures['variance_pairs']} pairs looked at")
    for heading in ("KPI", "effect", "factor", "95 % interval", "pairs", "seeds"):
        table.add_column(heading, justify="left" if heading == "KPI" else "right")
    for row in figures["variance"]:
        interval = f"{row['low']:,.0f} to {row['high']:,.0f}"
        needed = ("" if row[name] is None else f"{row[name]:,}" for name in ("pairs", "seeds"))
        table.add_row(row["kpi"], f"{row['effect']:+.3g}", f"{row['factor']:,.0f}", interval, *needed)
    console().print(table)
    typer.echo(
        "factor: variance of independent differences over that of paired ones; pairs, or seeds for each arm, give a\n"
        "95 % interval of a quarter of the effect to either side (none where these pairs do not tell an effect)"
    )


def _bench_app(json: bool) -> None:
    from pes_sim.app.bench import bench as measure

    figures = measure(say=lambda line: typer.echo(f"... {line}", err=True))
    if json:
        print_json(figures)
        return
    for name, value in figures.items():
        console().print(f"{name:<32}{value if value is None else format(value, ',.1f')}", highlight=False)


def told(figures: dict[str, Any]) -> list[str]:
    """The figures as lines to read."""
    machine, versions = figures["machine"], figures["versions"]
    week = figures["milliseconds_per_week"]
    return [
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}",
        ", ".join(f"{name} {number}" for name, number in versions.items()),
        f"{figures['people']:,} people in the labour force, {figures['threads']} threads",
        f"{figures['registered_jobseeker_weeks_per_second'] / 1e6:.2f} million registered-jobseeker-weeks a second "
        f"({week:.1f} ms a week)",
        f"{figures['ratio_to_mesa_reference']:,.0f} times the plain Mesa reference "
        f"({figures['mesa_reference_jobseeker_weeks_per_second']:,.0f} a second)",
        f"{figures['bytes_per_person']:.0f} bytes a person; {figures['peak_memory_mb']:,.0f} MB at most",
        f"{figures['seconds_to_compile_or_load']:.1f} s to compile or load the kernels, "
        f"{figures['seconds_to_build']:.1f} s to build the world",
        f"{figures['seconds_to_first_week_warm']:.1f} s from nothing to the first week of a small world, once compiled",
        *(f"  {name:<16}{spent:8.2f} ms {spent / week:6.1%}" for name, spent in figures["phases"].items()),
    ]
