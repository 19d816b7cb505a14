"""Sentences of the server in another language, recognised by their English.

The key of a sentence is its English as the source has it, with {1}, {2} .. for what is filled in, as message
catalogues of gettext have it. A placeholder may say what it takes: {1#} a number, {1~} a signed number with its unit,
{1!} one word. What is filled in is looked up in its turn; what a reader wrote, quoted by the server, stays as it is.
Tests hold every sentence of the source against the catalogue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pes_sim.app.speech import names
from pes_sim.app.speech.language import ENGLISH
from pes_sim.app.speech.numbers import NUMBER, local

PLACE = re.compile(r"\{(\d)([#~!]?)\}")
_TAKES = {"": "(.+?)", "#": f"({NUMBER.pattern})", "~": r"([+\-\u2212]\d.*)", "!": r"(\S+)"}
_LONGEST, _DEEPEST, _MOST_LISTED = 2000, 8, 8
"""Texts that are longer, sentences deeper in one another and longer lists are not of ours, and not worth a look."""


class Rule:
    """One sentence: the texts between its places in English, and the other language with the same places."""

    def __init__(self, english: str, other: str) -> None:
        parts = PLACE.split(english)
        self.pieces, self.places, takes = parts[0::3], parts[1::3], parts[2::3]
        self.weight = sum(map(len, self.pieces))
        self.other = PLACE.sub(r"{\1}", other)
        self.pattern: re.Pattern[str] | None = None
        if any(takes):
            filled = [_TAKES[each] for each in takes] + [""]
            text = "".join(re.escape(piece) + take for piece, take in zip(self.pieces, filled, strict=True))
            self.pattern = re.compile(text, re.S)

    def match(self, text: str) -> dict[str, str] | None:
        """What is filled in, by place; None where ``text`` is not this sentence."""
        if self.pattern is not None:
            found = self.pattern.fullmatch(text)
            values = None if found is None else found.groups()
        else:
            values = self._between(text)
        return None if values is None else dict(zip(self.places, values, strict=True))

    def filled(self, values: Mapping[str, str]) -> str:
        """The sentence in the other language."""
        return PLACE.sub(lambda place: values[place[1]], self.other)

    def _between(self, text: str) -> tuple[str, ...] | None:
        """What stands between the pieces, each looked for once: no text can make this slow, as patterns can be made."""
        first, *middle, last = self.pieces
        end = len(text) - len(last)
        if not text.startswith(first) or not text.endswith(last) or end <= len(first):
            return None
        found, at = [], len(first)
        for piece in middle:
            here = text.find(piece, at + 1, end)
            if here < 0:
                return None
            found.append(text[at:here])
            at = here + len(piece)
        return (*found, text[at:end]) if at < end else None


class Catalogue:
    """Everything that can be said in ``language``: fixed texts, and sentences, the most particular first."""

    def __init__(self, language: str, texts: Mapping[str, str], sentences: Mapping[str, str]) -> None:
        self.language = language
        self.texts = {**texts, **{key: text for key, text in sentences.items() if not PLACE.search(key)}}
        self.texts |= {_lowered(key): text for key, text in texts.items() if len(key) < 80}
        rules = [Rule(key, text) for key, text in sentences.items() if PLACE.search(key)]
        self.rules = sorted(rules, key=lambda rule: -rule.weight)
        self.sentence = lru_cache(maxsize=4_000)(self._sentence)

    def text(self, english: str) -> str:
        """A fixed text; as it is where there is no other."""
        return self.texts.get(english, english)

    def knows(self, english: str) -> bool:
        """Whether ``english`` can be said."""
        return self._one(english) is not None

    def _sentence(self, english: str, depth: int = 0) -> str:
        """A sentence, or a part of one; as it is where it is not known."""
        if len(english) > _LONGEST or depth > _DEEPEST:
            return english
        known = (find(english, depth) for find in (self._one, self._listed))
        return next((found for found in known if found is not None), english)

    def _one(self, english: str, depth: int = 0) -> str | None:
        if english in self.texts:
            return self.texts[english]
        if NUMBER.fullmatch(english):
            return local(english, self.language)
        if english[:1] in "'\"\u201c" and english[-1:] in "'\"\u201d" and len(english) > 1:
            return english
        for rule in self.rules:
            values = rule.match(english)
            if values is not None:
                parts = {place: self.sentence(value, depth + 1) for place, value in values.items()}
                return rule.filled(parts)
        return None

    def _listed(self, english: str, depth: int) -> str | None:
        """ "a, b and c", where the parts are known; a part may hold a comma of its own."""
        head, last, tail = english.rpartition(" and ")
        if last and (known := self._one(tail, depth)) is not None:
            before = self._commas(head.split(", "), depth)
            return None if before is None else f"{before}{_AND[self.language]}{known}"
        return self._commas(english.split(", "), depth) if ", " in english else None

    def _commas(self, parts: list[str], depth: int) -> str | None:
        if len(parts) > _MOST_LISTED:
            return None
        for n in range(1, len(parts) + 1):
            known = self._one(", ".join(parts[:n]), depth)
            if known is not None and n == len(parts):
                return known
            if known is not None and (rest := self._commas(parts[n:], depth)) is not None:
                return f"{known}, {rest}"
        return None


_AND = {"de": " und "}


def _lowered(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


@lru_cache(maxsize=4)
def catalogue(language: str) -> Catalogue:
    """Everything that can be said in ``language``, which is not English."""
    here = Path(__file__)
    texts: dict[str, str] = dict(names.titles(language))
    texts |= json.loads(here.with_name(f"texts.{language}.json").read_text(encoding="utf-8"))
    sentences = json.loads(here.with_name(f"sentences.{language}.json").read_text(encoding="utf-8"))
    english = names.page_words(ENGLISH)
    for key, unit in names.page_words(language).items():
        if key.startswith("unit.") and not english[key].startswith("("):
            sentences.setdefault(f"{{1#}} {english[key]}", f"{{1}} {unit}")
    return Catalogue(language, texts, sentences)
