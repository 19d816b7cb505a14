"""The file of a drafted profile: commented, so that whoever opens it knows what to replace next."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from pes_sim.runs.own_profile.draft import Draft
from pes_sim.scenario.profile import ParameterValue

WIDTH = 116
_WORDS = {
    "exits": "leaving a month, over the stock",
    "inflow": "registering anew a month, over the stock",
    "ltu_share": "share beyond a year",
    "ltu_older": "share beyond a year from 55 on",
}


def written(draft: Draft, name: str) -> str:
    """The text of the profile file."""
    return "\n".join(_lines(draft, name)) + "\n"


def _lines(draft: Draft, name: str) -> Iterator[str]:
    yield from _comment(
        f"A profile of one's own, begun with `pes-sim profile {name} --from {draft.base.name}`. What is not in this "
        f"file is that of {draft.base.name}. What is marked as assumed is a guess: replace it by what you know, drop "
        f"the mark, and name the source. `pes-sim check`, `pes-sim explain PATH --base {name}` and docs/scenarios.md "
        "help."
    )
    if draft.guessed:
        yield from _comment(f"Left open, and therefore guessed: {', '.join(draft.guessed)}.")
    yield from fit_lines(draft)
    yield "kind: profile"
    yield f"extends: {draft.base.name}"
    yield f"title: {_text(str(draft.answers.get('title', name.replace('_', ' '))))}"
    yield f"scale: {draft.scale}"
    yield "figures:"
    figures = draft.figures
    yield "  # people in the labour force, 15-64"
    yield f"  labour_force: {_plain(figures.labour_force)}"
    yield f"  labour_force_source: {_text(figures.labour_force_source)}"
    for table in draft.tables:
        if table != "labour_force":
            yield from _table(table, getattr(figures, table))
    yield "parameters:"
    for path, value in draft.parameters.items():
        yield f"  {path}: {_flow(_told(value))}"


def fit_lines(draft: Draft) -> Iterator[str]:
    """What the fit reached and what it could not, as comments."""
    if draft.fit is None:
        yield from _comment("No flows were given, so those of the profile it starts from stand.")
        return
    yield "# The ages' pace, hard-to-place entrants and intake into measures were fitted; small simulations give:"
    missed = draft.fit.missed()
    for key, words in _WORDS.items():
        want, got = getattr(draft.fit.wanted, key), getattr(draft.fit.simulated, key)
        if got is not None:
            asked = f"{want:.3f} wanted" if want is not None else "not asked for"
            verdict = ", NOT REACHED" if key in missed else ""
            yield f"#   {words}: {got:.3f} ({asked}{verdict})"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _table(name: str, table: BaseModel) -> Iterator[str]:
    yield f"  {name}:"
    for key in type(table).model_fields:
        value = getattr(table, key)
        if key == "rows":
            yield "    rows:"
            for row in value:
                shown = {k: v for k, v in row.model_dump().items() if v is not False}
                yield f"      - {_flow(shown)}"
        elif key == "assumed":
            if value:
                yield f"    assumed: {_flow(value)}"
        else:
            yield f"    {key}: {_value(value)}"


def _told(value: ParameterValue) -> dict[str, object]:
    return {key: item for key, item in value.model_dump().items() if item not in (None, False)}


def _flow(items: dict[str, object]) -> str:
    return "{" + ", ".join(f"{key}: {_value(item)}" for key, item in items.items()) + "}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return _plain(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return _text(str(value))


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else f"{number:.10g}"


def _text(text: str) -> str:
    """Text that YAML reads back as it is."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
