"""The JSON Schema of scenario files, for editors: keys, meanings, parameter paths with their ranges, KPI names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

from pydantic import BaseModel

from pes_sim.parameters.declaration import Parameter
from pes_sim.scenario.grammar import KPI_NAME, PARAMETER, OptionFile, ScenarioFile, ShockFile
from pes_sim.scenario.profile import Profile
from pes_sim.scenario.rules import SETTABLE, Vocabulary, vocabulary

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(words: Vocabulary | None = None) -> Schema:
    """One JSON Schema (draft 2020-12) that every right scenario file satisfies, whatever its kind.

    It is what an editor can know: a file may satisfy it and still name a date beyond the horizon.
    """
    words = words or vocabulary()
    kinds = {
        "profile": _profile(words),
        "scenario": described("scenario", ScenarioFile, words),
        "option": described("option", OptionFile, words),
        "shock": described("shock", ShockFile, words),
    }
    kinds["scenario"]["properties"]["parameters"] = values_of(words, "scenario")
    for kind in ("option", "shock"):
        kinds[kind]["required"] = ["changes"]
    definitions: Schema = {}
    for kind, schema in kinds.items():
        definitions |= schema.pop("$defs")
        definitions[kind] = schema
    return {
        "$schema": DIALECT,
        "title": "pes-sim scenario file",
        "description": "A profile, scenario (or case), option or shock.",
        "anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds],
        "$defs": definitions,
    }


def described(kind: str, model: type[BaseModel], words: Vocabulary, paths: list[str] | None = None) -> Schema:
    """The schema of one kind of file; its definitions are prefixed, since an option may set less than a scenario.

    ``paths`` are the parameters it may set, unless its kind alone says so.
    """
    schema = model.model_json_schema(ref_template=f"#/$defs/{kind}.{{model}}")
    definitions = {f"{kind}.{name}": part for name, part in schema.pop("$defs", {}).items()}
    if paths is None:
        paths = [path for path, parameter in words.registry.items() if parameter.kind in SETTABLE[kind]]
    definitions[f"{kind}.Path"] = {"type": "string", "enum": paths}
    definitions[f"{kind}.KPI"] = {"type": "string", "enum": sorted(words.kpis)}
    replaced: Schema = _replace_formats(
        {**schema, "$defs": definitions},
        {PARAMETER: f"#/$defs/{kind}.Path", KPI_NAME: f"#/$defs/{kind}.KPI"},
    )
    return replaced


def _replace_formats(schema: Any, references: dict[str, str]) -> Any:
    """``schema`` with every string of a format in ``references`` pointing at that definition instead."""
    if isinstance(schema, dict):
        if schema.get("format") in references:
            rest = {key: value for key, value in schema.items() if key not in ("type", "format")}
            return {**rest, "$ref": references[schema["format"]]}
        return {key: _replace_formats(value, references) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_replace_formats(item, references) for item in schema]
    return schema


def _profile(words: Vocabulary) -> Schema:
    schema = described("profile", Profile, words)
    schema["properties"]["kind"] = {"const": "profile"}
    schema["properties"]["start"].pop("format", None)  # a bare YAML date is no JSON string to some editors
    schema["required"] = ["title"]
    figures = schema["$defs"]["profile.Figures"]
    whole = {"required": ["start", "figures"], "properties": {"figures": {"required": figures.pop("required")}}}
    schema["anyOf"] = [{"required": ["extends"]}, whole]
    schema["properties"]["parameters"] = _properties(
        words.registry.values(), lambda p: {"description": _told(p), **_sourced("profile.ParameterValue", p)}
    )
    return schema


def values_of(words: Vocabulary, kind: str) -> Schema:
    """The section ``parameters`` of a file of ``kind``: every path with its meaning and possible range."""
    return _properties(
        words.registry.values(),
        lambda p: {"description": _told(p), "anyOf": [_range(p), {"type": "boolean"}, _sourced(f"{kind}.Setting", p)]},
    )


def _properties(parameters: Iterable[Parameter], schema_of: Callable[[Parameter], Schema]) -> Schema:
    return {
        "type": "object",
        "description": "values from the start on, by parameter path",
        "properties": {parameter.path: schema_of(parameter) for parameter in parameters},
        "additionalProperties": False,
    }


def _sourced(model: str, parameter: Parameter) -> Schema:
    """The definition ``model`` with the possible range of ``parameter`` beside it."""
    return {"$ref": f"#/$defs/{model}", "properties": {"value": _range(parameter)}}


def _range(parameter: Parameter) -> Schema:
    schema: Schema = {"type": "number"}
    if isfinite(parameter.least):
        schema["minimum"] = parameter.least
    if isfinite(parameter.most):
        schema["maximum"] = parameter.most
    return schema


def _told(parameter: Parameter) -> str:
    return f"{parameter.meaning} ({parameter.unit}; {parameter.kind}; {parameter.low:g} to {parameter.high:g})"
