"""What holds on every page: words, light and dark, keyboard, accessibility, speed, and that nothing leaves this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from accessibility import violations
from pages_source import STATIC, words

PAGES = ("/start", "/compare", "/fly", "/room", "/inside", "/explain")

SERVED = STATIC.parent / "speech" / "texts.de.json"
"""What the server says in the second language."""

READ = """() => {
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, at = node.parentElement;
    if (!at.checkVisibility() || at.closest('[lang="en"], option, code') || !/\\p{L}{2}/u.test(node.data)) continue;
    texts.push(node.data.trim());
  }
  for (const each of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
    for (const name of ['aria-label', 'placeholder', 'title']) {
      const text = each.getAttribute(name);
      if (text && /\\p{L}{2}/u.test(text) && !each.closest('[lang="en"]')) texts.push(text);
    }
  }
  return texts;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_meets_wcag_21_aa(visit: Callable[..., Any], scheme: str) -> None:
    reader = visit(color_scheme=scheme)
    found = {path: violations(reader.open(path)) for path in PAGES}
    assert {path: broken for path, broken in found.items() if broken} == {}


@pytest.mark.parametrize(
    "size", [(820, 1180), (1280, 800), (1920, 1080), (390, 844)], ids=lambda size: f"{size[0]}x{size[1]}"
)
def test_no_page_is_wider_than_the_screen(visit: Callable[..., Any], size: tuple[int, int]) -> None:
    reader = visit(viewport={"width": size[0], "height": size[1]})
    for path in PAGES:
        assert reader.open(path).evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_every_word_comes_from_a_language_file(visit: Callable[..., Any]) -> None:
    """A made-up language marks every text; what a reader sees without the mark was written into the code."""
    marked = {key: f"⟦{text}⟧" for key, text in words("de").items()}
    titles = {key: f"⟦{text}⟧" for key, text in words("content.de").items()}
    served = set(json.loads(SERVED.read_text(encoding="utf-8")).values())
    reader = visit(locale="de-AT")

    def answer(route: Any) -> None:
        name = route.request.url.rpartition("/")[2]
        route.fulfill(
            body=json.dumps(titles if name.startswith("content") else marked), content_type="application/json"
        )

    reader.page.route("**/lang/*.json", answer)
    for path in (*PAGES, "/explain?kpi=ltu_share", "/explain?parameter=staffing.phone", "/explain?word=seed"):
        page = reader.open(path)
        page.wait_for_timeout(150)
        unmarked = [text for text in page.evaluate(READ) if "⟦" not in text and text not in served]
        assert unmarked == [], path


def test_the_second_language_is_there_and_stays(page: Any) -> None:
    page.visit.open("/compare")
    page.get_by_label("Language").select_option("de")
    page.wait_for_selector("main[data-ready='compare'] h1:has-text('Vergleichen')")
    assert page.evaluate("document.documentElement.lang") == "de"
    page.visit.open("/explain")
    assert page.get_by_role("heading", level=1).inner_text() == "Erklären"


def test_light_and_dark_follow_the_system_until_switched(visit: Callable[..., Any]) -> None:
    page = visit(color_scheme="dark").open("/fly")
    scheme = "document.documentElement.dataset.scheme"
    assert page.evaluate(scheme) == "dark"
    page.click("#scheme")
    assert page.evaluate(scheme) == "light"
    page.reload()
    assert page.evaluate(scheme) == "light"


def test_a_keyboard_reaches_the_content_and_every_page(page: Any) -> None:
    page.visit.open("/compare")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.get_by_role("link", name="Explain", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("main[data-ready='explain'] h1:has-text('Explain')")
    assert page.url.endswith("/explain")
    page.go_back()
    page.wait_for_selector("main[data-ready='compare']")


def test_a_word_explains_itself_and_lets_go(page: Any) -> None:
    page.visit.open("/compare")
    word = page.get_by_role("button", name="Options", exact=True)
    word.click()
    shown = page.get_by_role("dialog")
    assert "strategist" in shown.inner_text()
    page.keyboard.press("Escape")
    assert shown.count() == 0
    assert word.evaluate("node => node === document.activeElement")


def test_the_first_page_is_there_in_two_seconds(page: Any) -> None:
    page.visit.open("/start")  # the server's own first time is not the page's
    page.visit.open("/compare")
    assert page.evaluate("performance.now()") < 2000


def test_the_browser_enforces_the_policy_and_meets_no_breach_of_it(page: Any) -> None:
    answer = page.goto(page.visit.server + "/compare")
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert not re.search(r"unsafe-(inline|eval)", answer.headers["content-security-policy"])
