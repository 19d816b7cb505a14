"""What things of the model are called, from the language files of the pages: one name everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pes_sim.app.speech.language import ENGLISH
from pes_sim.kpis.definitions import KPIS
from pes_sim.parameters import REGISTRY
from pes_sim.scenario.catalogue import catalogue

PAGES = Path(__file__).parents[1] / "static" / "lang"


@lru_cache(maxsize=8)
def page_words(language: str) -> Mapping[str, str]:
    """Every word of the pages by its key, titles of KPIs and library entries among them."""
    files = [PAGES / f"{language}.json", PAGES / f"content.{language}.json"]
    found: dict[str, str] = {}
    for path in files:
        if path.is_file():
            found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def lever(path: str, language: str) -> str:
    """What the parameter at ``path`` is called; its meaning in English where no page has a name for it."""
    words = page_words(language)
    family, _, rest = path.partition(".")
    thing, _, what = rest.partition(".")
    if title := words.get(f"lever.{path}"):
        return title
    if what and (title := words.get(f"lever.{family}.*.{what}")):
        name = words.get(f"{'channel' if family == 'channels' else 'task'}.{thing}", thing)
        return title.replace("{thing}", name)
    return REGISTRY[path].meaning if path in REGISTRY else path


def kpi(name: str, language: str) -> str:
    """What a KPI is called."""
    title = KPIS[name].title if name in KPIS else name
    return page_words(language).get(f"kpi.{name}", title)


def unit(name: str, language: str) -> str:
    """A unit in words; nothing for what is a bare number."""
    return "" if name in ("", "factor", "0-1") else page_words(language).get(f"unit.{name}", name)


@lru_cache(maxsize=4)
def titles(language: str) -> Mapping[str, str]:
    """English titles of KPIs and library entries, and labels of options, to what they are called."""
    words, english = page_words(language), page_words(ENGLISH)
    found = {KPIS[name].title: kpi(name, language) for name in KPIS}
    for entry in catalogue():
        title = words.get(f"{entry.kind}.{entry.name}")
        if title is not None:
            found[entry.title] = title
            found[entry.name.replace("_", " ").capitalize()] = title
    found |= {english[key]: text for key, text in words.items() if key.startswith("segment.")}
    return found
