"""Claims about the published JSON Schema: whole, and of one mind with the reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from ruamel.yaml import YAML

from pes_sim.scenario.rules import Vocabulary
from pes_sim.scenario.schema import json_schema

from .conftest import PROFILE
from .test_resolving import OPTION


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from references(item)


def test_every_reference_has_its_definition(words: Vocabulary) -> None:
    schema = json_schema(words)
    found = set(references(schema))
    assert found and all(reference.removeprefix("#/$defs/") in schema["$defs"] for reference in found)
    json.dumps(schema, allow_nan=False)


def test_an_option_may_name_levers_only_and_a_shock_no_constants(words: Vocabulary) -> None:
    definitions = json_schema(words)["$defs"]
    kinds = {path: parameter.kind for path, parameter in words.registry.items()}
    assert {kinds[path] for path in definitions["option.Path"]["enum"]} == {"lever"}
    assert {kinds[path] for path in definitions["shock.Path"]["enum"]} == {"lever", "uncertainty"}
    assert set(definitions["scenario.Path"]["enum"]) == set(kinds)
    assert "option.Path" in "".join(references(definitions["option.Delivery"]))


def test_parameters_are_listed_with_their_possible_range(words: Vocabulary) -> None:
    values = json_schema(words)["$defs"]["scenario"]["properties"]["parameters"]
    number = values["properties"]["channels.portal.mandate"]["anyOf"][0]
    assert (number["minimum"], number["maximum"]) == (0, 1)
    assert values["additionalProperties"] is False


def plain(text: str) -> Any:
    """A file as an editor sees it: JSON, in which a date is text."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(StringIO(text)), default=str))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (PROFILE, True),
        ("kind: option\n" + OPTION, True),
        (OPTION, True),
        ("extends: freedonia\nyears: 3\nparameters: {staffing.caseworkers: 3}\n", True),
        ("extends: freedonia\nparameters: {staffing.caseworkers: {value: 3, source: somewhere, grade: B}}\n", True),
        ("extends: freedonia\ntargets: [{kpi: wait_days, value: 3, by: 2027-01-01}]\n", True),
        ("kind: option\n" + OPTION.replace("0.8", "lots"), False),
        ("kind: option\n" + OPTION.replace("staffing.caseworkers", "macro.separation_factor"), False),
        ("kind: option\n" + OPTION.replace("ramp:", "rammp:"), False),
        ("extends: freedonia\nyears: 0\n", False),
        ("extends: freedonia\nparameters: {channels.portal.mandate: 3}\n", False),
        (PROFILE.replace("women: 0.47", "women: 1.47"), False),
    ],
)
def test_the_schema_accepts_right_files_and_refuses_wrong_ones(text: str, right: bool, words: Vocabulary) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json_schema(words))
    validator.check_schema(json_schema(words))
    assert validator.is_valid(plain(text)) == right
