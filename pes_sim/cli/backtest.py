"""The command ``backtest``: the past again, against what was observed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pes_sim.cli.look import Json
from pes_sim.cli.output import check_folder, console, fill_folder, plain, print_json
from pes_sim.cli.simulate import Out

if TYPE_CHECKING:
    from pes_sim.runs.backtest import BackTest

FOLDER = Path("results") / "backtest"


def backtest(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEST...]", help="observed_inflow, blow_2020; both, unless said."),
    ] = None,
    scale: Annotated[int, typer.Option(min=1, max=20_000, help="Real people one simulated person stands for.")] = 50,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="How many worlds.")] = 4,
    out: Out = None,
    json: Json = False,
) -> None:
    """Live through Austria's past months again and hold the stock against the register; two naive forecasts beside it.

    Fed with observed inflow and vacancies; nothing is fitted to the stock. Writes backtest.html and backtest.json. A
    miss is a finding and no failure.
    """
    from pes_sim.runs.backtest import TESTS, back_test, observed
    from pes_sim.runs.errors import CallError
    from pes_sim.scenario.loading import load

    known = {test.name: test for test in TESTS}
    for name in names or ():
        if name not in known:
            raise CallError(f"no back-test {name!r}; expected one of {', '.join(known)}")
    folder = out or FOLDER
    check_folder(folder)
    base, months = load("austria").sized(scale=scale), observed()
    chosen = [known[name] for name in dict.fromkeys(names or known)]
    found = [back_test(base, months, test, range(1, seeds + 1), _say) for test in chosen]
    made = {"scale": scale, "seeds": seeds, "profile": "austria"}
    document = {"made_with": made, "tests": [test.to_dict() for test in found]}
    fill_folder(folder, lambda staging: _write(staging, found, made, document))
    if json:
        print_json(document)
        return
    _print_table(found)
    for name in ("backtest.html", "backtest.json"):
        typer.echo(f"wrote {folder / name}")


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _write(folder: Path, found: list[BackTest], made: Mapping[str, object], document: Mapping[str, object]) -> None:
    import json

    from pes_sim.report.backtest import render_backtest

    (folder / "backtest.html").write_text(render_backtest(found, made), encoding="utf-8", newline="\n")
    text = json.dumps(plain(document), indent=2, allow_nan=False, ensure_ascii=False)
    (folder / "backtest.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _print_table(found: list[BackTest]) -> None:
    from rich.table import Table

    table = Table(title="Back-test: mean absolute error of the stock, per cent", caption="the model is held to 5 %")
    for heading in ("Test", "Model", *found[0].naive):
        table.add_column(heading, justify="left" if heading == "Test" else "right")
    for test in found:
        errors = test.errors()
        table.add_row(f"{test.test.name}\n{test.test.title}", *(f"{value:.1f}" for value in errors.values()))
    console().print(table)
