"""What the pages are made of: nothing inline, nothing from elsewhere, the colours of the brief."""

from __future__ import annotations

import re

import pytest
from pages_source import STATIC

from pes_sim.report.palette import OPTIONS_DARK, OPTIONS_LIGHT

FILES = sorted(path for path in STATIC.rglob("*") if path.is_file())
KNOWN = {".html", ".css", ".js", ".json", ".svg"}


def test_only_plain_files_are_served() -> None:
    assert [path.name for path in FILES if path.suffix not in KNOWN] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(STATIC)))
def test_no_file_names_another_server(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert set(re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", text)) <= {"http://www.w3.org"}


def test_markup_has_no_inline_script_style_or_handler() -> None:
    for path in STATIC.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
        assert all(re.search(r'\ssrc="', tag) for tag in re.findall(r"<script[^>]*>", text))


def test_no_module_makes_markup_out_of_text() -> None:
    for path in STATIC.rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            path
        )


@pytest.mark.parametrize(
    ("block", "colours"), [(":root {", OPTIONS_LIGHT), (':root[data-scheme="dark"] {', OPTIONS_DARK)]
)
def test_options_wear_the_colours_of_the_brief(block: str, colours: tuple[str, ...]) -> None:
    css = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8").partition(block)[2].partition("}")[0]
    assert tuple(re.findall(r"--option-\d: (#\w+);", css)) == colours


def test_every_module_that_is_imported_exists() -> None:
    for path in STATIC.rglob("*.js"):
        for target in re.findall(r'from "(\.[^"]+)"', path.read_text(encoding="utf-8")):
            assert (path.parent / target).is_file(), f"{path}: {target}"


def test_server_and_router_know_the_same_pages() -> None:
    pages = pytest.importorskip("pes_sim.app.pages", reason="the app is an extra")
    listed = (STATIC / "js" / "core" / "router.js").read_text(encoding="utf-8")
    assert tuple(re.findall(r'"(\w+)"', re.search(r"PAGES = \[(.*?)\]", listed)[1])) == pages.PAGES  # type: ignore[index]
