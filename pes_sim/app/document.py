"""Answers as JSON has them: what is not a number is null."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from starlette.responses import JSONResponse

from pes_sim.app.speech.fields import spoken
from pes_sim.app.speech.language import current

_DIGITS = 6
"""Significant digits sent of a measured value: more are noise, and take room in every frame."""


def plain(value: Any) -> Any:
    """``value`` in the types JSON knows."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    return value


def rounded(values: np.ndarray[Any, Any]) -> list[float | None]:
    """Measured values with as many digits as are worth sending."""
    return [float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None for value in values.tolist()]


def dumps(document: Any) -> str:
    """``document`` as one line of JSON."""
    return json.dumps(plain(document), allow_nan=False, ensure_ascii=False, separators=(",", ":"))


class Document(JSONResponse):
    """A response of plain JSON, in the language of who asked."""

    def render(self, content: Any) -> bytes:
        """The body."""
        return dumps(spoken(content, current.get())).encode()
