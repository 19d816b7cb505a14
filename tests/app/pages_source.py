"""Reading the pages' source: the strings of the modules, and the keys of the words they ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

STATIC = Path(__file__).parents[2] / "pes_sim" / "app" / "static"
TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|(?<=[(,=:\[!&|?{};\n])\s*/(?![/*])(?:[^/\\\n\[]|\\.|\[[^\]]*\])+/[a-z]*""",
    re.S,
)


def modules() -> dict[str, str]:
    """Every module of the pages by its path below static/."""
    return {str(path.relative_to(STATIC)): path.read_text(encoding="utf-8") for path in sorted(STATIC.rglob("*.js"))}


def words(name: str) -> dict[str, str]:
    """A language file."""
    found: dict[str, str] = json.loads((STATIC / "lang" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def strings(source: str) -> Iterator[tuple[str, str]]:
    """(what stands before it on its line, text) of every string and template in ``source``; comments are passed over."""
    for token in TOKEN.finditer(source):
        if token[0].lstrip()[0] in "\"'`":
            line = source.rfind("\n", 0, token.start()) + 1
            yield source[line : token.start()], token[0][1:-1]


def without_code(template: str) -> str:
    """A template's text without what is computed in it."""
    while True:
        shorter = re.sub(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", "", template)
        if shorter == template:
            return shorter
        template = shorter


def asked_keys() -> tuple[set[str], set[str]]:
    """Keys the modules name in full, and patterns (`*` for what is computed) of those they put together."""
    plain, patterns = set(), set()
    for source in modules().values():
        for call in re.finditer(r"\b(?:t|said|has)\(", source):
            for _, text in strings(_argument(source, call.end())):
                if re.fullmatch(r"[a-z][\w.]*", text) and ("." in text or source[call.end()] == '"'):
                    plain.add(text)
                elif "${" in text and re.match(r"[a-z]+\.", text):
                    patterns.add(re.sub(r"\$\{.*?\}(?=[^}]*?(?:\.|$))", "*", text))
        for found in re.finditer(r'\bword\("(\w+)"', source):
            plain |= {f"glossary.{found[1]}.word", f"glossary.{found[1]}.text"}
    return plain, patterns


def _argument(source: str, start: int) -> str:
    """The first argument of the call whose parenthesis opens before ``start``."""
    depth, at = 0, start
    while at < len(source):
        skipped = TOKEN.match(source, at)
        if skipped and skipped[0].lstrip()[0] in "\"'`":
            at = skipped.end()
            continue
        if source[at] in "([{":
            depth += 1
        elif source[at] in ")]}":
            depth -= 1
        if depth < 0 or (depth == 0 and source[at] == ","):
            break
        at += 1
    return source[start:at]
