"""Fenced blocks of a Markdown page."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"(?P<mark><!-- (?P<word>\w+) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """One block: its language, its text, the line it begins in, and the word of a comment right before it."""

    language: str
    text: str
    line: int
    word: str = ""


def blocks(page: str) -> list[Block]:
    """The fenced blocks of ``page`` (a path from the repository's root), in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [
        Block(found["language"], found["text"], text.count("\n", 0, found.start()) + 1, found["word"] or "")
        for found in _FENCE.finditer(text)
    ]
