"""The JSON Schema of experiment files, for editors."""

from __future__ import annotations

from dataclasses import replace

from pes_sim.parameters.registry import Registry
from pes_sim.parameters.setting import describes_setting
from pes_sim.runs.experiment_grammar import ExperimentFile
from pes_sim.scenario.rules import SETTABLE, Vocabulary, vocabulary
from pes_sim.scenario.schema import DIALECT, Schema, described, values_of


def experiment_schema(words: Vocabulary | None = None) -> Schema:
    """One JSON Schema (draft 2020-12) that every right experiment file satisfies."""
    words = words or vocabulary()
    may = [p for path, p in words.registry.items() if p.kind in SETTABLE["experiment"] or describes_setting(path)]
    words = replace(words, registry=Registry(may))
    schema = described("experiment", ExperimentFile, words, [p.path for p in may])
    for part in ("SetUp", "ArmSpec"):
        schema["$defs"][f"experiment.{part}"]["properties"]["parameters"] = values_of(words, "experiment")
    return {"$schema": DIALECT, **schema, "title": "pes-sim experiment file"}
