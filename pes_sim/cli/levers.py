"""The command that tries the levers: levers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pes_sim.cli.look import Json
from pes_sim.cli.output import check_folder, console, fill_folder, print_json
from pes_sim.cli.simulate import Workers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pes_sim.analysis.levers import Effect
    from pes_sim.scenario.scenario import Scenario


def levers(
    names: Annotated[
        list[str], typer.Argument(metavar="[LEVER...]", help="The levers to try; all, unless said.", show_default=False)
    ] = [],  # noqa: B006  typer reads the default and makes a new list
    base: Annotated[str, typer.Option(metavar="NAME", help="The scenario they are tried on.")] = "austria",
    scale: Annotated[int, typer.Option(min=1, help="Real people one simulated person stands for.")] = 400,
    years: Annotated[int, typer.Option(min=1, max=40, help="Length of the horizon.")] = 3,
    seeds: Annotated[int, typer.Option(min=2, max=10_000, help="How many worlds, each with luck of its own.")] = 6,
    workers: Workers = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder for levers.csv; none unless said.")] = None,
    json: Json = False,
) -> None:
    """Move every lever alone and see what it does: the KPI its mechanism speaks of, and whether it went that way."""
    from pes_sim.analysis.levers import trials_of, try_levers
    from pes_sim.runs.pool import seed_list
    from pes_sim.runs.progress import watcher
    from pes_sim.scenario.loading import load

    trials = trials_of(names)
    scenario = load(base).sized(scale, years)
    if out is not None:
        check_folder(out)
    effects = try_levers(scenario, seed_list(seeds), watcher(True), trials, workers)
    files = [] if out is None else fill_folder(out, lambda place: _write(effects, place / "levers.csv"))
    if json:
        print_json({"scenario": scenario.name, "levers": [row(e) for e in effects], "files": [str(f) for f in files]})
        return
    _print(scenario, effects, seeds)
    for file in files:
        typer.echo(f"wrote {file}")


def row(effect: Effect) -> dict[str, Any]:
    """One effect as a row of a table."""
    trial, found = effect.trial, effect.found
    return {
        "lever": trial.lever, "from": effect.before, "to": effect.after, "kpi": trial.kpi, "baseline": found.baseline,
        "difference": found.difference, "ci_low": found.ci_low, "ci_high": found.ci_high, "seeds": found.seeds,
        "expected": trial.expect, "moved": effect.moved, "as_said": effect.as_said, "because": trial.because,
        "alongside": "; ".join(f"{path}={value:g}" for path, value in trial.alongside.items()), "over": trial.over,
        "known": trial.known,
    }  # fmt: skip


def _write(effects: Sequence[Effect], path: Path) -> None:
    import pandas as pd

    pd.DataFrame([row(effect) for effect in effects]).to_csv(path, index=False)


def _print(scenario: Scenario, effects: Sequence[Effect], seeds: int) -> None:
    from rich.table import Table

    table = Table(
        title=f"{scenario.title}: every lever alone, {scenario.years} years, {seeds} seeds",
        caption="difference of the KPI with its 95 % interval, paired by seed",
    )
    for heading in ("Lever", "Moved", "KPI", "Expected", "Difference", "95 % interval", "As said"):
        table.add_column(heading, justify="right" if heading in ("Moved", "Difference", "95 % interval") else "left")
    for effect in effects:
        found, trial = effect.found, effect.trial
        table.add_row(
            trial.lever, f"{effect.before:g} to {effect.after:g}", trial.kpi, trial.expect, f"{found.difference:+.4g}",
            f"{found.ci_low:+.3g} to {found.ci_high:+.3g}", effect.verdict,
        )  # fmt: skip
    console().print(table)
    missed = sum(not effect.as_said for effect in effects)
    typer.echo(f"{len(effects) - missed} of {len(effects)} levers moved their KPI as their mechanism says.")
