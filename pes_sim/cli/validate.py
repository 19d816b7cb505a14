"""The command ``validate``: published results against simulated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pes_sim.cli.errors import INTERRUPTED, WORK_FAILED
from pes_sim.cli.look import Json
from pes_sim.cli.output import check_folder, console, print_json
from pes_sim.cli.simulate import Out, Scale, Settings, Workers, Years

if TYPE_CHECKING:
    from pes_sim.analysis.validation import Finding
    from pes_sim.runs.experiment import Experiment
    from pes_sim.runs.experiment_run import Measured

FOLDER = Path("results") / "validation"
KEPT = "runs"
"""Folder beside the report where finished experiments are kept."""


def validate(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[EXPERIMENT...]", help="Experiments by name or file; all there are, unless said."),
    ] = None,
    scale: Scale = None,
    years: Years = None,
    seeds: Annotated[
        int | None, typer.Option(min=2, max=10_000, help="How many worlds; each experiment's own number, unless said.")
    ] = None,
    workers: Workers = None,
    out: Out = None,
    short: Annotated[
        bool,
        typer.Option(
            "--short", help="With a fifth of the people and half of the seeds; of all experiments the minimum set."
        ),
    ] = False,
    settings: Settings = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Hold published results against simulated ones; writes validation.html and validation.json.

    What is finished is kept in DIR/runs and not run again while experiment and model are the same. A miss is a
    finding and no failure: the exit status is 1 only where an experiment could not be run.
    """
    from pes_sim.runs.calibration_reading import marked
    from pes_sim.runs.experiment_catalogue import experiments

    chosen = [_sized(marked(experiment), scale, years, settings) for experiment in experiments(names or ())]
    if short:
        chosen = [shortened(experiment) for experiment in chosen if names or experiment.minimum]
    folder = out or FOLDER
    check_folder(folder)
    from pes_sim.analysis.validation import findings

    done = _measure(chosen, folder / KEPT, seeds, workers)
    found = [finding for measured in done for finding in findings(measured)]
    document = _write(found, done, folder, settings, short)
    if json:
        print_json(document)
    else:
        _print_table(found)
        typer.echo(f"wrote {folder / 'validation.html'}\nwrote {folder / 'validation.json'}")
    for measured in done:
        if measured.failure:
            typer.echo(f"error: {measured.experiment.id}: {measured.failure}", err=True)
    if any(measured.failure for measured in done):
        raise typer.Exit(WORK_FAILED)


def shortened(experiment: Experiment) -> Experiment:
    """The experiment with a fifth of the people and half of the seeds."""
    base = experiment.base.sized(scale=5 * experiment.base.scale)
    arms = {
        name: replace(arm.sized(scale=5 * arm.scale), name=name, title=arm.title)
        for name, arm in experiment.arms.items()
    }
    return replace(experiment, base=base, arms=arms, seeds=max(2, experiment.seeds // 2))


def _sized(experiment: Experiment, scale: int | None, years: int | None, settings: Sequence[str]) -> Experiment:
    """The experiment at another size, and with values set otherwise in every arm. Raises ScenarioError."""
    from pes_sim.cli.inputs import with_settings
    from pes_sim.scenario.problems import Problem, ScenarioError
    from pes_sim.scenario.scenario import horizon_weeks

    needed, start = experiment.weeks_needed(), experiment.base.start
    if years is not None and horizon_weeks(start, years) < needed:
        enough = next(n for n in range(years, experiment.base.years + 1) if horizon_weeks(start, n) >= needed)
        message = f"--years {years}: what {experiment.id} looks at reaches to week {needed}"
        raise ScenarioError([Problem(None, None, message, f"{enough} or more")])

    def altered(scenario: Any) -> Any:
        return with_settings(scenario.sized(scale=scale, years=years), settings)

    arms = {name: replace(altered(arm), name=name, title=arm.title) for name, arm in experiment.arms.items()}
    return replace(experiment, base=altered(experiment.base), arms=arms)


def _measure(chosen: Sequence[Experiment], folder: Path, seeds: int | None, workers: int | None) -> list[Measured]:
    """Run what is not kept, one experiment after the other, saying how far it has come."""
    from pes_sim.analysis.validation import narrow_enough
    from pes_sim.runs.experiment_run import measure
    from pes_sim.runs.progress import Bar

    done: list[Measured] = []
    try:
        for measured in measure(chosen, folder, lambda experiment: Bar(experiment.id), seeds, workers, narrow_enough):
            done.append(measured)
            how = "failed" if measured.failure else "taken from the store" if measured.from_store else "done"
            typer.echo(f"[{len(done)}/{len(chosen)}] {measured.experiment.id}: {how}", err=True)
    except KeyboardInterrupt:
        typer.echo(f"interrupted: {len(done)} finished are kept; the same call goes on from there", err=True)
        raise typer.Exit(INTERRUPTED) from None
    return done


def _write(
    found: Sequence[Finding], done: Sequence[Measured], folder: Path, settings: Sequence[str], short: bool
) -> dict[str, Any]:
    from pes_sim.analysis.validation import document
    from pes_sim.report.validation import write_validation
    from pes_sim.runs.provenance import LIBRARIES, installed, model_version
    from pes_sim.whole_file import whole_file

    made = {
        "model": f"pes-sim {installed('pes-sim')}, source {model_version('runs')[:16]}",
        "libraries": ", ".join(f"{name} {installed(name)}" for name in LIBRARIES),
        "experiments": len(done),
        "form": "short: a fifth of the people, half of the seeds" if short else "as in the files",
    }
    content = {"made_with": made, "altered": list(settings), "outcomes": document(found)}
    folder.mkdir(parents=True, exist_ok=True)
    write_validation(found, folder / "validation.html", settings, made)
    with whole_file(folder / "validation.json") as temporary:
        temporary.write_text(_json_text(content), encoding="utf-8")
    return content


def _json_text(content: object) -> str:
    import json

    from pes_sim.cli.output import plain

    return json.dumps(plain(content), indent=2, allow_nan=False, ensure_ascii=False, default=str) + "\n"


def _print_table(found: Sequence[Finding]) -> None:
    from rich.table import Table

    from pes_sim.report.validation_words import VERDICTS, interval_text, published_text, value_text

    table = Table(title="Published results against simulated ones")
    for heading in ("Fact", "Outcome", "Published", "Simulated", "95 % interval", ""):
        table.add_column(heading)
    for finding in found:
        symbol, words = VERDICTS[finding.verdict]
        outcome = finding.outcome
        table.add_row(
            f"{finding.experiment.fact} {finding.experiment.strength}", f"{finding.name}\n{outcome.title}",
            published_text(outcome), value_text(finding.estimate, outcome.unit), interval_text(finding),
            f"{symbol} {words}" + ("" if finding.settled or finding.verdict == "failed" else "?"),
        )  # fmt: skip
    console().print(table)
