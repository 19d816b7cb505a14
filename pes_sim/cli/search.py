"""The command ``search``: settings of levers that nothing beats on several objectives at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pes_sim.cli.errors import INTERRUPTED
from pes_sim.cli.look import Json
from pes_sim.cli.output import check_folder, console, print_json
from pes_sim.cli.simulate import Base, Out, Scale, Settings, Shocks, Workers, Years

if TYPE_CHECKING:
    from pes_sim.analysis.exploration.search import Found, Question
    from pes_sim.scenario.scenario import Scenario


def search(
    base: Base,
    levers: Annotated[
        list[str],
        typer.Option(
            "--lever",
            metavar="PATH[=LOW..HIGH]",
            help="A lever to search over, in its plausible range unless said. May be repeated.",
        ),
    ],
    objectives: Annotated[
        list[str],
        typer.Option(
            "--objective", metavar="KPI", help="A KPI to do well on, by its own better direction. Two or more."
        ),
    ],
    population: Annotated[int, typer.Option(min=4, max=1000, help="Settings a generation.")] = 24,
    generations: Annotated[int, typer.Option(min=1, max=1000, help="Generations.")] = 10,
    seed: Annotated[int, typer.Option(min=1, help="Of the search, not of the worlds.")] = 1,
    scale: Scale = None,
    years: Years = None,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Worlds, the same for every setting.")] = 2,
    workers: Workers = None,
    settings: Settings = [],  # noqa: B006
    shocks: Shocks = [],  # noqa: B006
    out: Out = None,
    json: Json = False,
) -> None:
    """Search over levers for compromises that nothing beats; writes front.html, front.csv and search.csv.

    Levers move at the start. Finished runs are in the store of studies and not run again: the same call goes on where
    it stopped.
    """
    from pes_sim.cli.inputs import Frame, prepared

    root = prepared(base, (), Frame(scale, years, settings, shocks, ()))[0]
    question = _question(levers, objectives, population, generations, seed)
    folder = out or Path("results") / f"search-{root.name}"
    check_folder(folder)
    try:
        found, today = _searched(root, question, range(1, seeds + 1), workers)
    except KeyboardInterrupt:
        typer.echo("interrupted: finished runs are kept; the same call goes on from there", err=True)
        raise typer.Exit(INTERRUPTED) from None
    from pes_sim.report.exploration.front_page import write_front

    files = write_front(found, today, folder, root, seeds)
    if json:
        rows = found.front().drop(columns=["generation", "best"]).to_dict("records")
        print_json({"base": root.name, "today": today, "front": rows, "files": [str(file) for file in files]})
        return
    _print_table(found, today)
    for file in files:
        typer.echo(f"wrote {file}")


def _question(levers: list[str], objectives: list[str], population: int, generations: int, seed: int) -> Question:
    """What is asked. Raises CallError, UnknownKPI."""
    from pes_sim.analysis.exploration.lever_points import lever_range
    from pes_sim.analysis.exploration.search import Question
    from pes_sim.kpis.definitions import KPIS
    from pes_sim.runs.errors import CallError
    from pes_sim.scenario.problems import nearest

    for name in objectives:
        if name not in KPIS:
            near = nearest(name, KPIS)
            raise CallError(f"--objective {name}: no such KPI" + (f"; nearest: {', '.join(near)}" if near else ""))
    ranges = dict(lever_range(text) for text in levers)
    return Question(ranges, {name: KPIS[name].direction for name in objectives}, population, generations, seed)


def _searched(root: Scenario, question: Question, seeds: range, workers: int | None) -> tuple[Found, dict[str, float]]:
    """What the search found, and the objectives as the base has them."""
    from functools import partial

    from pes_sim.analysis.exploration.lever_points import evaluator
    from pes_sim.analysis.exploration.search import search as searched
    from pes_sim.runs.progress import Bar, Silence
    from pes_sim.runs.run_table import run_groups
    from pes_sim.runs.store.store import Store, default_store

    store = Store(default_store())

    def run(scenarios: Any) -> Any:
        return run_groups([scenarios], [{}], list(seeds), Silence(), workers, store)

    with Bar("searching") as bar:
        total = (question.generations * question.population + 1) * len(seeds) * root.weeks

        def tell(generation: int, found: Found) -> None:
            bar.weeks(generation * question.population * len(seeds) * root.weeks, total)
            bar.say(f"generation {generation}: {len(found.front())} settings that nothing beats")

        today = run([root])
        found = searched(question, evaluator(root, list(question.objectives), run), partial(tell))
        bar.weeks(total, total)
    return found, {name: float(today[name].mean()) for name in question.objectives}


def _print_table(found: Found, today: dict[str, float]) -> None:
    from rich.table import Table

    from pes_sim.analysis.exploration.lever_points import rounded
    from pes_sim.kpis.definitions import KPIS
    from pes_sim.report.values import level_text, number

    question = found.question
    table = Table(title="Settings that nothing beats on every objective")
    for heading in (*question.levers, *question.objectives):
        table.add_column(heading, justify="right")
    kpis = [KPIS[name] for name in question.objectives]
    table.add_row(*("today" for _ in question.levers), *(level_text(today[k.name], k.unit) for k in kpis))
    for row in found.front().to_dict("records"):
        set_to = rounded({path: row[path] for path in question.levers})
        table.add_row(*map(number, set_to.values()), *(level_text(row[k.name], k.unit) for k in kpis))
    console().print(table)
