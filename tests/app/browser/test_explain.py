"""Explain: every number leads to its definition, every lever to its mechanism and evidence."""

from __future__ import annotations

from typing import Any

from pes_sim.kpis.definitions import KPIS
from pes_sim.parameters import REGISTRY


def test_search_finds_a_kpi_and_shows_formula_unit_and_source(page: Any) -> None:
    page.visit.open("/explain")
    page.fill("#search", "long-term")
    page.get_by_role("link", name="Long-term share (over 365 days)").click()
    detail = page.locator("#detail article[data-name='ltu_share']")
    text = detail.inner_text()
    assert KPIS["ltu_share"].formula in text
    assert KPIS["ltu_share"].source in text
    assert "lower is better" in text
    assert "kpi=ltu_share" in page.url


def test_a_lever_shows_its_mechanism_and_evidence(page: Any) -> None:
    path = "staffing.phone"
    page.visit.open(f"/explain?parameter={path}")
    text = page.locator(f"#detail article[data-name='{path}']").inner_text()
    assert REGISTRY[path].source in text
    assert f"{REGISTRY[path].grade}:" in text
    assert "What it is for, as tested" in text


def test_everything_there_is_a_name_for_is_listed(page: Any) -> None:
    page.visit.open("/explain")
    count = int(page.get_by_role("status").first.inner_text().split()[0])
    assert count > len(KPIS) + len(list(REGISTRY))


def test_an_entry_that_does_not_exist_says_so(page: Any) -> None:
    page.visit.open("/explain?kpi=nonsense")
    assert "nonsense" in page.locator("#detail").inner_text()


def test_what_is_searched_for_is_text_and_never_markup(page: Any) -> None:
    page.visit.open("/explain?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert page.locator("main img").count() == 0
