"""The language files: complete, alike, and the only place where a reader's words are."""

from __future__ import annotations

import re

import pytest
from pages_source import asked_keys, modules, strings, without_code, words

from pes_sim.kpis.definitions import HEADLINE, KPIS
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.parameters import CHANNELS, REGISTRY, TASKS
from pes_sim.scenario.catalogue import catalogue
from pes_sim.world.system import GENERATIONS

ENGLISH, GERMAN, CONTENT = words("en"), words("de"), words("content.de")
TITLED = {"kpi": list(KPIS)} | {
    kind: [each.name for each in catalogue() if each.kind == kind] for kind in ("option", "shock", "profile")
}


def test_both_languages_have_the_same_keys() -> None:
    assert set(ENGLISH) == set(GERMAN)


@pytest.mark.parametrize("language", [ENGLISH, GERMAN, CONTENT], ids=["en", "de", "content.de"])
def test_no_text_is_empty(language: dict[str, str]) -> None:
    assert [key for key, text in language.items() if not text.strip()] == []


def test_a_translation_takes_the_values_the_english_takes() -> None:
    def taken(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}", text))

    assert [key for key in ENGLISH if taken(ENGLISH[key]) != taken(GERMAN[key])] == []


def test_the_second_language_is_not_the_first_in_disguise() -> None:
    prose = [key for key, text in ENGLISH.items() if len(text.split()) > 4]
    assert [key for key in prose if ENGLISH[key] == GERMAN[key]] == []


def test_every_word_a_page_asks_for_is_there() -> None:
    plain, _ = asked_keys()
    assert sorted(key for key in plain if not {key, f"{key}.other"} & set(ENGLISH)) == []


def test_no_word_is_left_that_no_page_asks_for() -> None:
    plain, patterns = asked_keys()
    put_together = [re.escape(pattern).replace(r"\*", ".+") for pattern in patterns]
    put_together += ["(channel|pool|task)\\..+"]  # cockpit/catalog and picture/live choose among these at run time
    left = [
        key
        for key in ENGLISH
        if key not in plain
        and re.sub(r"\.(one|other)$", "", key) not in plain
        and not any(re.fullmatch(pattern, key) for pattern in put_together)
    ]
    assert left == []


def test_plurals_have_both_forms() -> None:
    stems = {key.rpartition(".")[0] for key in ENGLISH if key.endswith(".one")}
    assert [stem for stem in stems if not {f"{stem}.one", f"{stem}.other"} <= set(ENGLISH)] == []


def test_titles_in_german_are_of_things_that_are_there_and_the_headline_has_them() -> None:
    there = {f"{kind}.{name}" for kind, names in TITLED.items() for name in names}
    assert set(CONTENT) - there == set()
    assert {f"kpi.{name}" for name in HEADLINE} - set(CONTENT) == set()


def title_key(path: str) -> str:
    """Where the pages look up what a lever is called (core/catalog.js, leverTitle)."""
    family, *middle, last = path.split(".")
    return f"lever.{path}" if f"lever.{path}" in ENGLISH or not middle else f"lever.{family}.*.{last}"


def test_every_lever_has_a_name() -> None:
    levers = [path for path in REGISTRY if REGISTRY[path].kind == "lever"]
    assert [path for path in levers if title_key(path) not in ENGLISH] == []


def test_every_unit_group_channel_task_and_generation_has_words() -> None:
    units = {kpi.unit for kpi in KPIS.values()} | {REGISTRY[path].unit for path in REGISTRY}
    shares = {"share", "probability", "share of value"}  # shown as percentages
    wanted = {f"unit.{unit}" for unit in units - shares} | {f"segment.{name}" for name in SEGMENTS}
    wanted |= {f"channel.{name}" for name in CHANNELS} | {f"task.{name}" for name in TASKS}
    wanted |= {f"generation.{name}" for name in GENERATIONS} | {f"kpifamily.{kpi.family}" for kpi in KPIS.values()}
    assert sorted(wanted - set(ENGLISH)) == []


NOT_READ = re.compile(
    r"(class: |kind: |className = |=== |!== |headers\[|Authorization = |Error\(|console\.error\(|DOMException\(.*|case |en: |de: )$"
)


def test_no_module_holds_a_text_of_its_own() -> None:
    units = {kpi.unit for kpi in KPIS.values()}
    found = []
    for path, source in modules().items():
        for before, text in strings(source):
            shown = without_code(text)
            reads = re.search(r"[A-Za-zÀ-ÿ]{2,} +[A-Za-zÀ-ÿ]{2,}", shown) or re.match(r"[A-Z][a-z]{2,}", shown)
            if reads and not NOT_READ.search(before) and shown not in units | {"use strict", "AbortError"}:
                found.append(f"{path}: {text}")
    assert found == []
