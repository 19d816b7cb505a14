"""Commands that look things up: explain, check, schema, scenarios, parameters, mechanisms, kpis. None runs a model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pes_sim.cli.errors import CALL_WRONG
from pes_sim.cli.output import console, print_json

if TYPE_CHECKING:
    from pes_sim.scenario.explain import Explanation
    from pes_sim.scenario.profile import TableSource
    from pes_sim.scenario.scenario import Scenario

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, nothing else there.")]


def explain(
    path: Annotated[
        str,
        typer.Argument(
            metavar="PATH", help="A parameter, such as staffing.caseworkers; or a profile's table, such as ages."
        ),
    ],
    base: Annotated[str, typer.Option(metavar="NAME", help="The scenario asked: a name or a file.")] = "austria",
    option: Annotated[str | None, typer.Option(metavar="NAME", help="An option or shock laid over it.")] = None,
    json: Json = False,
) -> None:
    """Say who set a value and where: value, unit, range, source, grade, meaning, dated changes."""
    from pes_sim.scenario.loading import load

    scenario = load(base) if option is None else load(option, base=base)
    if table := scenario.profile.figures.explained(path):
        _explain_table(path, scenario.profile.name, table, json)
        return
    found = scenario.explain(path)
    lines = _change_lines(found, scenario)
    if json:
        print_json(
            {
                name: getattr(found, name)
                for name in (
                    "path",
                    "value",
                    "declared",
                    "unit",
                    "kind",
                    "low",
                    "high",
                    "assumed",
                    "source",
                    "grade",
                    "meaning",
                )
            }
            | {"scenario": scenario.name, "set_by": [str(origin) for origin in found.setters], "changes": lines}
        )
        return
    rows = [
        ("value", f"{found.value:g} {found.unit}, in {scenario.name} at the start"),
        ("meaning", found.meaning),
        ("kind", found.kind),
        ("range", f"{found.low:g} to {found.high:g} is plausible; {found.declared:g} unless set"),
        *(
            [("assumed", "nobody published it for this country: try other values within the range")]
            if found.assumed
            else []
        ),
        ("source", f"{found.source} (grade {found.grade}, {_grade(found.grade)})"),
        *(("set by", str(origin)) for origin in found.setters),
        *(("changes", line) for line in lines),
    ]
    if not found.setters:
        rows.insert(5, ("set by", "nobody: this is the model's own value"))
    typer.echo(found.path)
    for what, words in rows:
        typer.echo(f"  {what:<9}{words}")


def _explain_table(name: str, profile: str, table: TableSource, json: bool) -> None:
    """Say where a table of a profile comes from and what of it is assumed."""
    if json:
        print_json({"table": name, "profile": profile, **table._asdict()})
        return
    typer.echo(f"{name}, a table of {profile}")
    typer.echo(f"  source   {table.source}" + (f" (grade {table.grade}, {_grade(table.grade)})" if table.grade else ""))
    for key, (low, high) in table.assumed.items():
        typer.echo(f"  assumed  {key.replace('_', ' ')}: plausibly {low:g} to {high:g} times what is given")


def _grade(grade: str) -> str:
    from pes_sim.parameters import GRADES

    return GRADES[grade]


def _change_lines(found: Explanation, scenario: Scenario) -> list[str]:
    """What will move the parameter, a line a change, with its date or condition and who says so."""
    from pes_sim.scenario.changes import SetValue
    from pes_sim.scenario.feasibility import step

    lines = []
    for change in found.changes:
        rule = change.condition
        if rule is not None:
            until = f" until {change.until}" if isinstance(change, SetValue) and change.until else ""
            when = f"when {rule}{until}"
        else:
            when = f"from {scenario.date_of(change.week or 0)}"
        if isinstance(change, SetValue):
            moves = [(change, "")]
        else:
            moves = [
                (item, f", {item.week} weeks after {change.plan.name} (begun {when}) goes live")
                for item in change.plan.delivers
                if item.path == found.path
            ]
        for move, after in moves:
            ramp = f" over {move.ramp_weeks} weeks" if move.ramp_weeks else ""
            lines.append(f"{step(move)}{ramp}{after or ' ' + when}, by {change.origin}")
    return lines


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files, or names of scenarios.")],
    base: Annotated[str | None, typer.Option(metavar="NAME", help="What options and shocks are laid over.")] = None,
    json: Json = False,
) -> None:
    """Check scenario files: ok, or every problem with its line; exit status 2 if there are any."""
    from pes_sim.scenario.loading import check as problems_of

    found = {file: problems_of(file, base) for file in files}
    if json:
        print_json({file: [str(problem) for problem in problems] for file, problems in found.items()})
    else:
        for file, problems in found.items():
            for problem in problems:
                typer.echo(f"error: {problem}", err=True)
            if not problems:
                typer.echo(f"{file}: ok")
    if any(found.values()):
        raise typer.Exit(CALL_WRONG)


def schema(
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", help="scenario (unless said), experiment or study.")
    ] = "scenario",
) -> None:
    """Print the JSON Schema of scenario files, experiment files or study files, for editors."""
    from pes_sim.runs.errors import CallError

    if kind == "scenario":
        from pes_sim.scenario.schema import json_schema as made
    elif kind == "experiment":
        from pes_sim.runs.experiment_schema import experiment_schema as made
    elif kind == "study":
        from pes_sim.studies.schema import study_schema as made
    else:
        raise CallError(f"no kind of file {kind!r}; expected scenario, experiment or study")
    print_json(made())


def scenarios(json: Json = False) -> None:
    """List the scenario files there are: profiles, options, shocks, cases."""
    from pes_sim.scenario.catalogue import catalogue
    from pes_sim.scenario.yaml_source import shown

    entries = catalogue()
    rows = [{"name": e.name, "kind": e.kind, "title": e.title, "path": shown(Path(e.path))} for e in entries]
    _listed(rows, json, fold="title")


def parameters(json: Json = False) -> None:
    """List the parameters: value, unit, plausible range, kind, source, grade."""
    from pes_sim.parameters import REGISTRY

    names = ("path", "value", "unit", "low", "high", "kind", "source", "grade")
    _listed([{name: getattr(p, name) for name in names} for p in REGISTRY.values()], json, fold="source")


def mechanisms(json: Json = False) -> None:
    """List the mechanisms that `--without` switches off, and the values at which each does nothing."""
    from pes_sim.parameters.mechanisms import MECHANISMS

    rows: list[dict[str, Any]] = [
        {"name": m.name, "title": m.title, "neutral": dict(m.neutral)} for m in MECHANISMS.values()
    ]
    if not json:
        rows = [row | {"neutral": ", ".join(f"{p} = {v:g}" for p, v in row["neutral"].items())} for row in rows]
    _listed(rows, json, fold="neutral")


def kpis(json: Json = False) -> None:
    """List the KPIs: formula, unit, direction, source."""
    from pes_sim.kpis.definitions import KPIS

    names = ("name", "formula", "unit", "direction", "source")
    _listed([{name: getattr(kpi, name) for name in names} for kpi in KPIS.values()], json, fold="formula")


def _listed(rows: list[dict[str, Any]], json: bool, fold: str) -> None:
    """``rows`` as a table, or as a JSON list; the column ``fold`` takes what room is left."""
    if json:
        print_json(rows)
        return
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for name in rows[0] if rows else ():
        number = isinstance(rows[0][name], (int, float))
        ratio = 1 if name == fold else None
        table.add_column(name, justify="right" if number else "left", overflow="fold", ratio=ratio)
    for row in rows:
        table.add_row(*(Text(f"{value:g}" if isinstance(value, float) else str(value)) for value in row.values()))
    console().print(table)
