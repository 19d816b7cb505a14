"""The published JSON Schema is of one mind with the reader."""

from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from pes_sim.studies.schema import study_schema

EXPERIMENTS = sorted((Path(__file__).parents[2] / "experiments").glob("*.yaml"))


@pytest.fixture(scope="module")
def validator():
    schema = study_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def data(text: str) -> object:
    return YAML(typ="safe", pure=True).load(text)


def test_right_studies_satisfy_it(validator, write):
    for text in [write().read_text(), *(path.read_text(encoding="utf-8") for path in EXPERIMENTS)]:
        assert not list(validator.iter_errors(data(text)))


@pytest.mark.parametrize(
    "wrong",
    [
        "title: x", "base: austria\nseeds: 0", "base: austria\nkpis: [nope]", "base: austria\nfutures: {design: latin}",
        "base: austria\noption: [x]", "base: austria\nparameters: {a.b: 1}", "base: austria\nkeep: all",
        "base: austria\nfutures: {design: explicit, values: [{a.b: 1}]}", "base: austria\nanalysis: {fail: []}",
    ],
)  # fmt: skip
def test_wrong_studies_do_not(wrong, validator):
    assert list(validator.iter_errors(data(wrong)))
