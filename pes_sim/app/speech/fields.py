"""Which parts of an answer are speech, and the whole answer in another language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pes_sim.app.speech import deeds
from pes_sim.app.speech.language import ENGLISH
from pes_sim.app.speech.sentences import Catalogue, catalogue

SENTENCES = frozenset({"message", "expected", "answer", "told", "why", "pays", "losers", "what", "when", "parts"})
"""Keys under which sentences stand, or lists of them."""
TEXTS = frozenset(
    {"title", "description", "assumes", "notes", "question", "label", "summary", "teams", "aims", "briefing",
     "debrief_questions", "questions", "lesson"}
)  # fmt: skip
"""Keys under which fixed texts stand; what a reader has named himself is not among those that are known."""


def spoken(document: Any, language: str) -> Any:
    """``document``, plain JSON, with what it says in ``language``; itself where that is English."""
    return document if language == ENGLISH else _spoken(document, catalogue(language))


def _spoken(value: Any, words: Catalogue) -> Any:
    if isinstance(value, Mapping):
        found = {key: _field(key, inner, words) for key, inner in value.items()}
        if isinstance(value.get("deed"), Mapping):
            found["when"] = deeds.when(value["deed"], words.language)
            found["what"] = deeds.what(value["deed"], words.language)
            found["until"] = deeds.until(value["deed"], words.language)
        return found
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], (Mapping, list, tuple)):
        return [_spoken(inner, words) for inner in value]
    return value


def _field(key: str, value: Any, words: Catalogue) -> Any:
    say = words.sentence if key in SENTENCES else words.text if key in TEXTS else None
    if say is not None and isinstance(value, str):
        return say(value)
    if say is not None and isinstance(value, (list, tuple)) and value and isinstance(value[0], str):
        return [say(each) for each in value]
    return _spoken(value, words)
