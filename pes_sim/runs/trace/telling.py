"""From events to sentences: all words are in one file a language, so that another language is another file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pes_sim.runs.errors import CallError
from pes_sim.runs.trace.events import Event
from pes_sim.scenario.yaml_source import read

FOLDER = Path(__file__).parent / "languages"


@dataclass(frozen=True)
class Teller:
    """``sentences`` by kind of event; ``words`` by the key of an event's data, then by value; ``counts`` one and many.

    A sentence has gaps such as {channel}. A word may have gaps of its own. A number under a key of ``counts`` is
    written with its noun.
    """

    sentences: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    counts: Mapping[str, list[str]]

    def sentence(self, event: Event) -> str:
        """The sentence of ``event``, with a capital letter and without double spaces."""
        filled = {key: self._word(key, value) for key, value in event.data.items()}
        text = self.sentences[event.kind].format_map(filled).format_map(filled)
        text = " ".join(text.split()).replace(" ,", ",").replace(" .", ".")
        return text[:1].upper() + text[1:]

    def _word(self, key: str, value: Any) -> str:
        if key in self.counts:
            none, one, many = self.counts[key]
            return (none if value == 0 else one if value == 1 else many).format(n=f"{value:,}")
        if key in self.words:
            return self.words[key].get(str(value), str(value))
        return f"{value:,}" if isinstance(value, float) else str(value)


def languages() -> list[str]:
    """Codes of the languages there are."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def teller(language: str) -> Teller:
    """The words of ``language``. Raises CallError for one there is not."""
    if language not in languages():
        raise CallError(f"no language {language!r}; expected one of {', '.join(languages())}")
    return teller_from(FOLDER / f"{language}.yaml")


def teller_from(path: Path) -> Teller:
    """The words of the language file at ``path``."""
    data: dict[str, Any] = read(path).data
    return Teller(data["sentences"], data["words"], data["counts"])
