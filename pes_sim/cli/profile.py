"""The command that starts a profile of one's own."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pes_sim.cli.look import Json
from pes_sim.cli.output import print_json

if TYPE_CHECKING:
    from pes_sim.runs.own_profile import Draft
    from pes_sim.runs.own_profile.questions import Answers
    from pes_sim.scenario.scenario import Scenario

FOLDER = Path("scenarios") / "profiles"
"""Where a name is written to, so that it is found by it."""


def profile(
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its name, or a path ending in .yaml.")],
    base: Annotated[str, typer.Option("--from", metavar="PROFILE", help="The profile it starts from.")] = "austria",
    answer: Annotated[
        list[str],
        typer.Option("--answer", metavar="KEY=VALUE", help="An answer, such as stock=180000. May be repeated."),
    ] = [],  # noqa: B006
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A YAML file of answers, KEY: VALUE a line.")
    ] = None,
    questions: Annotated[bool, typer.Option("--questions", help="List the questions and end.")] = False,
    rounds: Annotated[int, typer.Option(min=0, max=10, help="Corrections of the fit by small simulations.")] = 2,
    json: Json = False,
) -> None:
    """Start a profile of your own from a short questionnaire, with flows fitted to what you know.

    Asks in a terminal; elsewhere answers come with --answer or --answers. Nothing is overwritten.
    """
    from pes_sim.runs.own_profile import QUESTIONS, drafted, fitted, written
    from pes_sim.scenario.loading import check, load
    from pes_sim.scenario.problems import ScenarioError

    if questions:
        rows = [{"key": q.key, "question": q.asked, "unit": q.unit, "needed": q.needed} for q in QUESTIONS]
        if json:
            print_json(rows)
        else:
            for q in QUESTIONS:
                typer.echo(f"{q.key:<15}{q.asked} ({q.unit}{', needed' if q.needed else ''})")
        return
    path = _place(new)
    under = _profile(load(base), base)
    draft = fitted(drafted(under, _answers(answer, answers)), rounds, _say)
    _write_new(path, written(draft, path.stem))
    if problems := check(path):
        path.unlink()
        raise ScenarioError(problems)
    if json:
        print_json({"path": str(path), **_report(draft)})
        return
    for line in _reached(draft):
        typer.echo(line)
    typer.echo(f"wrote {path}: read its first lines, then replace what is marked as assumed")


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _place(new: str) -> Path:
    """Where the file goes. Raises CallError where something is already."""
    import re

    from pes_sim.runs.errors import CallError
    from pes_sim.scenario.catalogue import packaged, paths

    if new.endswith((".yaml", ".yml")):
        path = Path(new)
    elif re.fullmatch(r"[A-Za-z0-9_-]+", new):
        path = FOLDER / f"{new}.yaml"
        if new in paths([packaged()]):
            raise CallError(f"there is a scenario {new!r} already; expected a name of its own")
    else:
        raise CallError(f"{new!r} is no name; expected letters, digits, - and _, or a path ending in .yaml")
    if os.path.lexists(path):
        raise CallError(f"{path} exists and is not overwritten; expected another name")
    return path


def _profile(found: Scenario, name: str) -> Scenario:
    from pes_sim.runs.errors import CallError

    if found.based_on is not None or found.changes:
        raise CallError(f"{name} is no profile; expected one of the profiles that `pes-sim scenarios` lists")
    return found


def _answers(given: list[str], file: Path | None) -> Answers:
    """Answers of the call, of the file, or asked in the terminal. Raises ScenarioError."""
    from pes_sim.runs.errors import CallError
    from pes_sim.runs.own_profile import answers_from
    from pes_sim.scenario.yaml_source import read

    raw: dict[str, object] = {}
    lines: Mapping[str, int] = {}
    shown = None
    if file is not None:
        source = read(file)
        raw, shown = dict(source.data), source.file
        lines = {str(key): source.line((key,)) for key in source.data}
    for text in given:
        key, sign, value = text.partition("=")
        if not sign or not value.strip():
            raise CallError(f"--answer {text!r} answers nothing; expected KEY=VALUE")
        if key.strip() in raw and file is None:
            raise CallError(f"--answer {key.strip()} is given twice; expected each once")
        raw[key.strip()] = value.strip()
    if not raw and sys.stdin.isatty():
        raw = _asked()
    return answers_from(raw, shown if not given else None, lines)


def _asked() -> dict[str, object]:
    """The questionnaire, in the terminal: an empty line leaves a question open."""
    from pes_sim.runs.own_profile import QUESTIONS
    from pes_sim.scenario.problems import Fault

    typer.echo("Press return to leave a question open; the profile you start from then decides, marked as assumed.")
    raw: dict[str, object] = {}
    for question in QUESTIONS:
        while True:
            text = typer.prompt(f"{question.asked} ({question.unit})", default="", show_default=False).strip()
            if not text and not question.needed:
                break
            try:
                raw[question.key] = question.parsed(text)
                break
            except Fault as fault:
                typer.echo(f"  {fault.message}; expected {fault.expected}")
    return raw


def _write_new(path: Path, text: str) -> None:
    """The whole file or none, and never over another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.link(name, path)  # fails where somebody was quicker
    finally:
        os.unlink(name)


def _report(draft: Draft) -> dict[str, object]:
    from dataclasses import asdict

    if draft.fit is None:
        return {"fitted": None, "guessed": draft.guessed}
    missed = {name: {"wanted": want, "found": got} for name, (want, got) in draft.fit.missed().items()}
    fit = {key: asdict(getattr(draft.fit, key)) for key in ("wanted", "simulated", "steady", "dials")}
    return {"fitted": {**fit, "missed": missed}, "guessed": draft.guessed}


def _reached(draft: Draft) -> list[str]:
    """What the fit reached and what it could not, a line each."""
    from pes_sim.runs.own_profile.writing import fit_lines

    return [line.removeprefix("# ").removeprefix("#") for line in fit_lines(draft)]
