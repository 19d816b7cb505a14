"""The small phrases of an experiment file: names of arms, stretches of weeks, counters and segments of the model."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.scenario.expressions import MOST_WEEKS
from pes_sim.scenario.problems import Fault, nearest, quoted

_WINDOW = r"^([0-9]{1,4})\s+to\s+([0-9]{1,4})$"


def _window(raw: object) -> tuple[int, int]:
    match = re.match(_WINDOW, raw.strip()) if isinstance(raw, str) else None
    if match is None or not int(match[1]) < int(match[2]) <= MOST_WEEKS:
        raise Fault(
            f"{quoted(raw)} is no stretch of weeks", '"52 to 104": weeks after the start, the last not included'
        )
    return int(match[1]), int(match[2])


def _one_of(names: tuple[str, ...], what: str) -> Any:
    def check(name: object) -> str:
        if not isinstance(name, str) or name not in names:
            near = nearest(name, names) if isinstance(name, str) else []
            raise Fault(f"no {what} {quoted(name)}", f"a {what} of the model", near)
        return name

    return PlainValidator(check)


Window = Annotated[
    tuple[int, int],
    PlainValidator(_window),
    WithJsonSchema({"type": "string", "pattern": _WINDOW}),
]
Counter = Annotated[str, _one_of(COUNTERS, "counter"), WithJsonSchema({"type": "string", "enum": sorted(COUNTERS)})]
Segment = Annotated[str, _one_of(SEGMENTS, "segment"), WithJsonSchema({"type": "string", "enum": list(SEGMENTS)})]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
