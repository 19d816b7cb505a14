"""Claims about bad files: a clear message with file and line, at once, and nothing else happens."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pes_sim.scenario.catalogue import catalogue
from pes_sim.scenario.loading import check, load
from pes_sim.scenario.problems import ScenarioError
from pes_sim.scenario.rules import Vocabulary
from pes_sim.scenario.yaml_source import MOST_BYTES, MOST_NESTING

from .conftest import Write

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\n"


def first_problem(path: Path | str, words: Vocabulary) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path, words=words)
    return str(caught.value).splitlines()[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x.yaml: the file is empty"),
        ("# only a comment\n", "x.yaml: the file is empty"),
        ("just words", "x.yaml:1: the file holds 'just words'"),
        ("- a\n- b\n", "x.yaml:1: the file holds a list"),
        ("title: [1, 2\nstart: 3", "x.yaml:2: this is not YAML"),
        ("title: a\n---\ntitle: b\n", "x.yaml:2: this is not YAML"),
        ("\ttitle: a\n", "x.yaml:1: this is not YAML"),
        (BOMB, "x.yaml:2: this is not YAML: aliases"),
        ("a: " + "[" * 100_000, "x.yaml:1: too many levels inside one another"),
        ("a: " + "{b: " * 5_000, "x.yaml:1: too many levels inside one another"),
        ("title: a\nbad: \x00\n", "x.yaml:2: character #x0000 is not allowed"),
        ("extends: freedonia\ntitle: a\n\ntitle: b\n", "x.yaml:4: 'title' is given twice; first in line 2"),
        ("title: a\n", "x.yaml:1: the file does not say what it is"),
        ("kind: optoin\n", "x.yaml:1: kind is 'optoin'"),
        ("kind: [option]\n", "x.yaml:1: kind is a list"),
        ("extends: freedonia\n1: 2\n", "x.yaml:2: the key '1' is not text"),
        ("extends: freedonia\nscale: 1e400\n", "x.yaml:2: scale is"),
        ("extends: freedonia\nscale: " + "9" * 6000, "x.yaml:2: scale is"),
    ],
)
def test_a_broken_file_is_answered_with_file_and_line(text: str, said: str, write: Write, words: Vocabulary) -> None:
    assert first_problem(write("x.yaml", text), words).startswith(said)


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system ['touch hacked']", "!!python/name:os.system x", "!local 3", "!!set {a}"]
)
def test_tags_are_refused_and_never_run(tag: str, write: Write, words: Vocabulary, tmp_path: Path) -> None:
    message = first_problem(write("x.yaml", f"extends: freedonia\ntitle: {tag}\n"), words)
    assert message.startswith("x.yaml:2: the tag ") and "not allowed" in message
    assert not (tmp_path / "hacked").exists()


def test_a_huge_file_is_refused_unread(write: Write, words: Vocabulary, tmp_path: Path) -> None:
    write("x.yaml", "")
    with (tmp_path / "big.yaml").open("wb") as file:
        file.truncate(100_000_000)  # sparse: 100 MB to whoever reads it, none on the disk
    before = time.perf_counter()
    message = first_problem("big.yaml", words)
    assert message.startswith("big.yaml: the file is too large: 100,000,000 bytes")
    assert time.perf_counter() - before < 1


def test_the_largest_file_allowed_is_answered_in_bearable_time(write: Write, words: Vocabulary) -> None:
    text = "extends: freedonia\nchanges:\n" + "- {set: staffing.caseworker, to: 1}\n" * 6_000
    assert len(text) < MOST_BYTES
    before = time.process_time()
    assert len(check(write("x.yaml", text), words=words)) == 6_000
    assert time.process_time() - before < 60


def test_text_that_is_not_utf8_is_named_with_its_line(write: Write, words: Vocabulary, tmp_path: Path) -> None:
    write("x.yaml", "")
    (tmp_path / "x.yaml").write_bytes("extends: freedonia\ntitle: Österreich\n".encode("latin-1"))
    assert first_problem("x.yaml", words).startswith("x.yaml:2: byte 27 is not UTF-8")
    (tmp_path / "x.yaml").write_bytes("extends: freedonia\n".encode("utf-16"))
    assert "not UTF-8" in first_problem("x.yaml", words)


def test_a_byte_order_mark_is_no_mistake(write: Write, words: Vocabulary) -> None:
    assert load(write("x.yaml", "\ufeffextends: freedonia\n"), words=words).name == "x"


@pytest.mark.parametrize(
    "name", ["", "  ", "a\0b", "scenarios", "no.yaml", "../../etc/passwd", "x" * 5000, "a/" * 3000]
)
def test_a_name_that_means_no_file_is_a_clean_error(name: str, write: Write, words: Vocabulary) -> None:
    assert first_problem(name, words)
    message = first_problem(write("x.yaml", f"extends: {name!r}\n".replace("\\x00", "")), words)
    assert message.startswith("x.yaml:1: ")


def test_a_misspelt_name_is_answered_with_the_nearest(write: Write, words: Vocabulary) -> None:
    assert "nearest: freedonia" in first_problem("fredonia", words)
    assert "nearest: freedonia" in first_problem("Freedonia.yaml", words)


def test_nothing_outside_yaml_files_is_read(write: Write, words: Vocabulary) -> None:
    write("secret.txt", "password: 1")
    for name in ("./secret.txt", "secret.txt"):
        message = first_problem(write("x.yaml", f"extends: {name}\n"), words)
        assert "secret.txt" in message and "password" not in message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_folder_is_refused_without_waiting(write: Write, words: Vocabulary, tmp_path: Path) -> None:
    write("folder.yaml/inner.yaml", "a: 1")
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "folder" in first_problem("folder.yaml", words)
    assert "not an ordinary file" in first_problem("pipe.yaml", words)


def test_a_circle_of_links_is_a_clean_error(write: Write, words: Vocabulary, tmp_path: Path) -> None:
    write("x.yaml", "")
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert first_problem("a.yaml", words)


def test_circular_extends_is_named_as_a_chain(write: Write, words: Vocabulary) -> None:
    write("scenarios/a.yaml", "extends: b\n")
    write("scenarios/b.yaml", "extends: c\n")
    write("scenarios/c.yaml", "extends: b\n")
    assert "extends goes round in a circle: b -> c -> b" in first_problem("a", words)
    write("scenarios/self.yaml", "extends: self\n")
    assert "self -> self" in first_problem("self", words)


def test_the_deepest_nesting_allowed_is_read(write: Write, words: Vocabulary) -> None:
    deep = "[" * (MOST_NESTING - 2) + "]" * (MOST_NESTING - 2)
    assert "levels" not in first_problem(write("x.yaml", f"extends: freedonia\nassumes: {deep}\n"), words)


def test_a_broken_file_does_not_hide_the_others_of_the_catalogue(write: Write) -> None:
    write("scenarios/options/broken.yaml", "changes: [\n")
    write("scenarios/shocks/slump.yaml", "title: A slump\nchanges: []\n")
    entries = {entry.name: entry for entry in catalogue()}
    assert entries["slump"].title == "A slump" and entries["slump"].kind == "shock"
    assert entries["broken"].title.startswith("(cannot be read: ") and entries["broken"].kind == "option"
    assert entries["freedonia"].kind == "profile"


YAMLISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = ["title", "start", "years", "scale", "changes", "parameters", "targets", "assumes", "kind", "extends", "at"]
ITEM = st.dictionaries(st.sampled_from(["at", "when", "set", "to", "ramp", "start", "with", "x"]), YAMLISH, max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.dictionaries(st.sampled_from(KEYS), YAMLISH | st.lists(ITEM, max_size=3), max_size=6), base=st.booleans()
)
def test_any_data_is_loaded_or_refused_but_never_crashes(
    data: dict[str, object], base: bool, write: Write, words: Vocabulary
) -> None:
    from io import StringIO

    from ruamel.yaml import YAML

    stream = StringIO()
    YAML(typ="safe", pure=True).dump({"extends": "freedonia", **data}, stream)
    for problem in check(write("x.yaml", stream.getvalue()), base="freedonia" if base else None, words=words):
        assert problem.message and problem.file is not None


def test_every_wrong_name_and_number_of_the_systems_comes_at_once_in_its_line(write: Write, words: Vocabulary) -> None:
    text = Path("scenarios/profiles/freedonia.yaml").read_text(encoding="utf-8")
    first = text[: text.index("- {name: core")].count("\n") + 1
    rows = """\
      - {name: core, generation: mainframe, age_years: 30, debt: 1.2, run_meur: -4, coupled: [wep]}
      - {name: web, generation: webb, age_years: 8, debt: 0.4, run_meur: 1, coupled: [web, core, core]}
      - {name: core, generation: web, age_years: 8, debt: 0.4, run_meur: 1, coupled: [3]}
"""
    start = text.index("      - {name: core")
    write("bad.yaml", text[:start] + rows + text[text.index("parameters:") :])
    problems = check("bad.yaml", words=words)
    found = {(problem.line - first if problem.line else None, problem.message) for problem in problems}
    assert found == {
        (0, "figures.systems.rows.run_meur is -4"),
        (0, "'core' is coupled to 'wep', which is no system"),
        (1, "figures.systems.rows.generation is 'webb'"),
        (1, "'web' is coupled to itself"),
        (1, "the coupling to 'core' is given twice"),
        (2, "two systems are called 'core'"),
        (2, "figures.systems.rows.coupled is 3"),
    }
    assert "nearest: web" in next(str(problem) for problem in problems if "wep" in problem.message)
