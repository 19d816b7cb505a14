"""From pydantic's errors to problems a reader of the file understands, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pes_sim.scenario.problems import Fault, Problem, nearest, quoted
from pes_sim.scenario.yaml_source import Place, Source

TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "date_type": "a date such as 2027-01-01",
}
"""pydantic's error types, as a user says them."""


def problems_in(error: ValidationError, model: type[BaseModel], source: Source | None, at: Place = ()) -> list[Problem]:
    """Every error of validating ``model`` on what lies at ``at`` in ``source`` (None: on a call's arguments)."""
    found = []
    for detail in error.errors(include_url=False):
        steps = tuple(step for step in detail["loc"] if step != "[key]")
        fault = _fault(detail, model, steps, _named(at, steps))
        found.append(fault.at(source.file, source.line((*at, *steps))) if source else fault.at(None, None))
    return found


def _fault(detail: ErrorDetails, model: type[BaseModel], steps: Place, name: str) -> Fault:
    kind, given = detail["type"], detail["input"]
    original = detail.get("ctx", {}).get("error")
    if isinstance(original, Fault):
        return original
    if kind == "missing":
        return Fault(f"{str(steps[-1])!r} is missing", _meaning(model, steps))
    if kind == "extra_forbidden":
        keys = [key for owner in _owners(model, steps[:-1]) for key in keys_of(owner)]
        return Fault(
            f"unknown key {quoted(str(steps[-1]))}", f"one of {', '.join(keys)}", nearest(str(steps[-1]), keys)
        )
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(detail["ctx"]["expected"])) or [str(detail["ctx"]["expected"])]
        near = nearest(given, allowed) if isinstance(given, str) else []
        return Fault(f"{name} is {quoted(given)}", f"one of {', '.join(allowed)}", near)
    if kind == "value_error":
        return Fault(str(original))
    return Fault(f"{name} is {quoted(given)}", TYPES.get(kind) or _in_words(detail["msg"]))


def _in_words(message: str) -> str:
    """pydantic's "Input should be greater than or equal to 3" as what was expected: "at least 3"."""
    expected = re.sub(r"^\w+ should (be|have) ", "", message)
    for theirs, ours in (("less than or equal to", "at most"), ("greater than or equal to", "at least")):
        expected = expected.replace(theirs, ours)
    return expected


def _named(at: Place, steps: Place) -> str:
    """What lies at ``steps`` below ``at``, as a message calls it."""
    if names := [step for step in steps if isinstance(step, str)]:
        return ".".join(names)
    if at and isinstance(at[-1], int):
        return f"item {at[-1] + 1} of {at[-2]}"
    return ".".join(str(step) for step in at) or "the file"


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys a file may give for ``model``."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _meaning(model: type[BaseModel], steps: Place) -> str:
    for owner in _owners(model, steps[:-1]):
        for name, field in owner.model_fields.items():
            if (field.alias or name) == steps[-1]:
                return field.description or ""
    return ""


def _owners(model: type[BaseModel], steps: Place) -> list[type[BaseModel]]:
    """The models that may stand at ``steps`` below ``model``."""
    owners = [model]
    for step in steps:
        if isinstance(step, str):
            fields = [f for owner in owners for n, f in owner.model_fields.items() if (f.alias or n) == step]
            owners = [inner for field in fields for inner in _models(field.annotation)] or owners
    return owners


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model inside an annotation: through lists, maps, unions and Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _models(part)
