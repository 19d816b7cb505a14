"""The command ``calibrate``: one parameter set, estimated from a declared training set."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pes_sim.cli.errors import INTERRUPTED
from pes_sim.cli.look import Json
from pes_sim.cli.output import check_folder, console, print_json
from pes_sim.cli.simulate import Out, Scale, Workers

if TYPE_CHECKING:
    from pes_sim.analysis.calibration.posterior import Posterior
    from pes_sim.runs.calibration_reading import Calibration

KEPT = "runs"
"""Folder beside the posterior where finished runs are kept."""


def calibrate(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or a name in experiments/calibration.")],
    waves: Annotated[int | None, typer.Option(min=1, max=20, help="Waves; the file's, unless said.")] = None,
    runs: Annotated[int | None, typer.Option(min=4, max=2000, help="Runs a wave; the file's, unless said.")] = None,
    seeds: Annotated[int | None, typer.Option(min=2, max=100, help="Worlds a run; the file's, unless said.")] = None,
    scale: Scale = None,
    checks: Annotated[int, typer.Option(min=0, max=100, help="Draws at which the model itself is run at the end.")] = 4,
    workers: Workers = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Estimate parameters from declared targets; writes the posterior, how well each is identified, and a page.

    What was run is kept in DIR/runs and not run again: the same call goes on where it stopped.
    """
    calibration = _asked(file, waves, runs, seeds, scale)
    folder = out or Path("results") / f"calibration-{calibration.id}"
    check_folder(folder)
    from pes_sim.report.calibration import calibration_document, write_calibration

    began = time.monotonic()
    try:
        found, checked = _found(calibration, folder / KEPT, checks, workers)
    except KeyboardInterrupt:
        typer.echo("interrupted: finished runs are kept; the same call goes on from there", err=True)
        raise typer.Exit(INTERRUPTED) from None
    made = _made(calibration, file, time.monotonic() - began)
    files = write_calibration(found, checked, folder, calibration.title, made)
    if json:
        document = calibration_document(found, checked, calibration.title, made)
        print_json(document | {"files": [str(path) for path in files]})
        return
    _print_table(found)
    for path in files:
        typer.echo(f"wrote {path}")


def _asked(file: str, waves: int | None, runs: int | None, seeds: int | None, scale: int | None) -> Calibration:
    """The calibration of ``file`` at the size asked for. Raises ScenarioError."""
    from pes_sim.runs.calibration_reading import find_calibration, read_calibration

    found = read_calibration(find_calibration(file))
    if scale is not None:
        experiments = []
        for experiment in found.experiments:
            arms = {name: arm.sized(scale=scale) for name, arm in experiment.arms.items()}
            experiments.append(replace(experiment, base=experiment.base.sized(scale=scale), arms=arms))
        found = replace(found, experiments=tuple(experiments))
    return replace(found, waves=waves or found.waves, runs_a_wave=runs or found.runs_a_wave, seeds=seeds or found.seeds)


def _found(calibration: Calibration, folder: Path, checks: int, workers: int | None) -> tuple[Posterior, Any]:
    """The posterior, and what the model itself gives at some of its draws."""
    from pes_sim.analysis.calibration.experiments import simulator, task_of
    from pes_sim.analysis.calibration.history import Wave, match
    from pes_sim.analysis.calibration.posterior import posterior
    from pes_sim.runs.kernels import make_ready
    from pes_sim.runs.pool import worker_count
    from pes_sim.runs.progress import Bar

    a_run = calibration.seeds * sum(arm.weeks for e in calibration.experiments for arm in e.arms.values())
    total = calibration.waves * calibration.runs_a_wave + checks
    done = 0

    with Bar("calibrating") as bar:
        make_ready(calibration.experiments[0].base, bar)

        def tell() -> None:
            nonlocal done
            done += 1
            bar.weeks(done * a_run, total * a_run)

        def said(wave: int, what: Wave) -> None:
            bar.say(f"wave {wave}: {what.runs} runs, {what.left:.1%} of the plausible ranges not ruled out")

        simulate = simulator(calibration, folder, worker_count(workers, calibration.runs_a_wave), tell)
        found = posterior(match(task_of(calibration), simulate, calibration.waves, calibration.runs_a_wave, said))
        points = [
            {str(name): float(value) for name, value in row.items()}
            for row in found.draws.drop(columns="weight").head(checks).to_dict("records")
        ]
        return found, list(zip(points, simulate(points), strict=True))


def _made(calibration: Calibration, file: str, seconds: float) -> dict[str, Any]:
    from pes_sim.runs.provenance import installed, model_version

    return {
        "command": f"pes-sim calibrate {file}",
        "model": f"pes-sim {installed('pes-sim')}, source {model_version()[:16]}",
        "libraries": ", ".join(f"{name} {installed(name)}" for name in ("numpy", "scipy", "scikit-learn", "numba")),
        "scale": ", ".join(f"{e.id} {e.base.scale}" for e in calibration.experiments),
        "seeds": calibration.seeds,
        "runs": f"{calibration.waves} waves of {calibration.runs_a_wave}",
        "duration": f"{seconds:.0f} seconds, less where runs were kept",
    }


def _print_table(found: Posterior) -> None:
    from rich.table import Table

    from pes_sim.report.values import number, percent

    table = Table(title="Parameters")
    for heading in ("Parameter", "Plausible", "Mean", "95 % interval", "Spread", "Verdict"):
        table.add_column(heading)
    for row in found.identifiability().to_dict("records"):
        table.add_row(
            row["parameter"], f"{number(row['prior_low'])} to {number(row['prior_high'])}", number(row["mean"]),
            f"{number(row['low'])} to {number(row['high'])}", percent(row["width"]), row["verdict"],
        )  # fmt: skip
    console().print(table)
