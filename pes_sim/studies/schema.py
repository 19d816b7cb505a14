"""The JSON Schema of study files, for editors."""

from __future__ import annotations

from dataclasses import replace

from pes_sim.parameters.registry import Registry
from pes_sim.scenario.rules import Vocabulary, vocabulary
from pes_sim.scenario.schema import DIALECT, Schema, described, values_of
from pes_sim.studies.grammar import StudyFile


def study_schema(words: Vocabulary | None = None) -> Schema:
    """One JSON Schema (draft 2020-12) that every right study file satisfies."""
    words = words or vocabulary()
    schema = described("study", StudyFile, words, list(words.registry))
    schema["properties"]["parameters"] = values_of(words, "study")
    sampled = Registry(p for p in words.registry.values() if p.kind != "constant")
    explicit = values_of(replace(words, registry=sampled), "study")
    row = {key: explicit[key] for key in ("type", "properties", "additionalProperties")}
    row["properties"] = {path: {"type": ["number", "boolean"]} for path in sampled}
    schema["$defs"]["study.FuturesSpec"]["properties"]["values"] = {
        "type": "array", "minItems": 1, "items": row, "description": "explicit: each future as paths with values",
    }  # fmt: skip
    return {"$schema": DIALECT, **schema, "title": "pes-sim study file"}
