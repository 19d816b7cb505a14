"""Claims about profiles that extend profiles: tables whole, origins kept, mistakes told where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from pes_sim.scenario.loading import check, load

CHILD = """\
kind: profile
extends: austria
title: A neighbour
figures:
  labour_force: 2000000
  labour_force_source: invented for tests
  labour_force_assumed: [0.8, 1.3]
  unemployed: {source: invented for tests, grade: D, assumed: {stock: [0.5, 2]}, stock: 100000, monthly_exits: 0.2}
parameters:
  staffing.phone: {value: 90, source: invented for tests, grade: D, assumed: true, low: 40, high: 200}
"""


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str, name: str = "neighbour") -> Path:
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_tables_not_given_are_the_others_and_parameters_keep_their_origin(written):
    austria, child = load("austria"), load(written(CHILD))
    mine, theirs = child.profile.figures, austria.profile.figures
    assert (mine.labour_force, mine.unemployed.stock) == (2_000_000, 100_000)
    assert (mine.ages, mine.systems, child.start) == (theirs.ages, theirs.systems, austria.start)
    assert child.name == "neighbour" and child.description == ""
    assert child.values["staffing.caseworkers"] == austria.values["staffing.caseworkers"]
    assert [origin.name for origin in child.setters["staffing.caseworkers"]] == ["austria"]


def test_a_grandchild_stands_on_both(written):
    written(CHILD, "parent")
    path = written("kind: profile\nextends: parent.yaml\ntitle: A province\nscale: 3\n", "child")
    child = load(path)
    assert child.profile.figures.labour_force == 2_000_000 and child.scale == 3
    assert [origin.name for origin in child.setters["staffing.phone"]] == ["parent"]


def test_a_guess_is_told_with_its_range(written):
    found = load(written(CHILD)).explain("staffing.phone")
    assert found.assumed and (found.low, found.high) == (40, 200)
    assert not load("austria").explain("staffing.phone").assumed


def test_a_table_says_where_it_comes_from(written):
    figures = load(written(CHILD)).profile.figures
    assert figures.explained("unemployed") == ("invented for tests", "D", {"stock": [0.5, 2]})
    assert figures.explained("labour_force").assumed == {"labour_force": [0.8, 1.3]}
    assert figures.explained("women") is None and figures.explained("staffing.phone") is None


def test_ranges_are_words_that_change_no_result(written):
    plain = CHILD.replace("  labour_force_assumed: [0.8, 1.3]\n", "").replace("assumed: {stock: [0.5, 2]}, ", "")
    assert load(written(CHILD)).key() == load(written(plain, "other")).key()


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("assumed: {stock:", "assumed: {stok:", 8, "nearest: stock"),
        ("stock: [0.5, 2]", "stock: [1.5, 2]", 8, "leaves the figure itself out"),
        ("[0.8, 1.3]", "[0.8]", 7, "at least 2 items"),
        ("low: 40, ", "", 10, "`low:` and `high:`"),
        ("high: 200", "high: 50", 10, "not within"),
        ("  labour_force_source: invented for tests\n", "", 4, "'labour_force_source' is missing"),
        ("extends: austria", "extends: recession", 2, "carries no profile"),
        ("extends: austria", "extends: amas", 2, "a profile is a country as it is"),
        ("extends: austria", "extends: austia", 2, "nearest: austria"),
        ("extends: austria", "extends: neighbour.yaml", 2, "goes round in a circle"),
        ("extends: austria", "extends: 3", 2, "text"),
    ],
)
def test_mistakes_are_told_with_line_and_remedy(written, old, new, line, told):
    assert old in CHILD
    problems = check(written(CHILD.replace(old, new)))
    assert problems and any(told in str(p) and p.line in (line, None) for p in problems), list(map(str, problems))
