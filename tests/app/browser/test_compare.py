"""Compare: from the form to the answer, its curves, trade-offs, people, what would turn it, and what to take away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from accessibility import violations
from flying import fetch

import pes_sim as pes

OPTION = """\
kind: option
title: A few more on the phone
changes:
  - {at: +13 weeks, set: staffing.phone, to: +10%}
"""


def small(page: Any) -> None:
    """The smallest size the form offers."""
    page.get_by_text("Size and luck").click()
    page.get_by_label("People one simulated person stands for").select_option("2000")
    page.get_by_label("Horizon").select_option("1")
    page.get_by_label("Paired seeds").select_option("2")


def choose(page: Any, title: str) -> None:
    page.locator("#form label", has_text=title).click()


@pytest.fixture(scope="module")
def compared(chromium: Any, server: str) -> str:
    """The job of a small comparison with an option of the library and one of one's own."""
    ask = {
        "base": "austria", "years": 1, "scale": 2000, "seeds": 2, "options": [
            {"name": "more_caseworkers"},
            {"title": "More phones", "changes": [{"at": "+4 weeks", "set": "staffing.phone", "to": 400}]},
        ],
    }  # fmt: skip
    job = json.loads(fetch(f"{server}/api/compare", 60, json.dumps(ask).encode()))["job"]
    return str(job)


@pytest.fixture
def results(page: Any, compared: str) -> Any:
    page.visit.open(f"/compare?job={compared}")
    page.wait_for_selector("#results", timeout=120_000)
    return page


def tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def test_from_form_to_answer_with_progress(page: Any) -> None:
    page.visit.open("/compare")
    choose(page, "A fifth more caseworkers")
    small(page)
    page.click("#run")
    page.wait_for_selector("[role=progressbar]")
    page.wait_for_selector("#results", timeout=120_000)
    assert page.locator("#answer li").count() > 0
    assert "job=" in page.url


def test_a_comparison_can_be_cancelled(page: Any) -> None:
    page.visit.open("/compare")
    choose(page, "A fifth more caseworkers")
    page.get_by_text("Size and luck").click()
    page.get_by_label("Paired seeds").select_option("20")
    page.click("#run")
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_selector("text=Cancelled. Nothing was kept.")


def test_ones_own_option_is_made_on_a_timeline_by_keyboard(page: Any) -> None:
    page.visit.open("/compare")
    page.click("#own")
    page.get_by_label("Lever", exact=True).select_option("staffing.phone")
    page.click("#add-change")
    handle = page.get_by_label("Phone agents: when it changes")
    handle.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert handle.get_attribute("aria-valuetext") == "30 Jul 2026"
    page.get_by_label("Becomes").fill("350")
    page.get_by_label("Becomes").blur()
    assert violations(page) == []
    page.get_by_role("button", name="Take this option").click()
    page.wait_for_selector("#chosen:has-text('My option 1')")


def test_a_file_with_a_mistake_is_explained_and_a_right_one_taken(page: Any) -> None:
    page.visit.open("/compare")
    page.click("#paste")
    area = page.get_by_label("Text of the file")
    area.fill(OPTION.replace("staffing.phone", "staffing.phones"))
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector("dialog :text('Line 4')")
    area.fill(OPTION)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector("dialog :text('Fine: A few more on the phone')")
    page.get_by_role("button", name="Take it").click()
    page.wait_for_selector("#chosen:has-text('A few more on the phone')")


def test_the_table_has_a_difference_interval_and_verdict_for_each_option(results: Any) -> None:
    rows = results.locator("#differences tr[data-kpi='phone_answered_share']")
    assert rows.count() == 2
    assert "percentage points" in rows.nth(1).inner_text() and " to " in rows.nth(1).inner_text()
    assert violations(results) == []
    assert results.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_curves_have_bands_and_differences_start_from_nought(results: Any) -> None:
    tab(results, "Over time")
    gauge = results.locator(".gauge[data-kpi='register_stock']")
    gauge.locator(".band").first.wait_for(state="attached")
    assert gauge.locator(".curve").count() == 3
    results.get_by_role("radio", name="Paired differences").check()
    results.wait_for_function(
        "() => document.querySelectorAll(\".gauge[data-kpi='register_stock'] .curve\").length === 2"
    )
    assert violations(results) == []


def test_trade_offs_are_drawn_as_parallel_lines_and_as_a_front(results: Any) -> None:
    tab(results, "Trade-offs")
    results.locator("#parallel .curve").first.wait_for(state="attached")
    assert results.locator("#parallel .curve").count() == 3
    assert results.locator("#pareto circle").count() == 3
    results.get_by_label("Across", exact=True).select_option("staff_strain")
    results.locator("#pareto text", has_text="Staff strain").wait_for(state="attached")
    assert violations(results) == []


def test_winners_and_losers_by_group(results: Any) -> None:
    tab(results, "Who gains")
    results.get_by_label("By", exact=True).select_option("age")
    results.wait_for_selector("#winners th:has-text('55 and over')")
    assert results.locator("#winners section").count() == 2
    assert violations(results) == []


def test_weights_turn_the_ranking_at_once(results: Any) -> None:
    tab(results, "What would turn it")
    results.wait_for_selector("#ranking .score")
    for slider in results.locator("[data-weight]").all():
        name = slider.get_attribute("data-weight")
        slider.fill("4" if name == "phone_answered_share" else "0")
    results.wait_for_selector("#ranking li:first-child:has-text('More phones')")
    assert violations(results) == []


def test_brief_data_and_scenario_can_be_taken_away(results: Any, tmp_path: Path) -> None:
    tab(results, "Take away")
    results.wait_for_selector("#files")
    for name in ("Brief (HTML)", "Differences (CSV)"):
        with results.expect_download() as download:
            results.get_by_role("link", name=name).click()
        assert Path(download.value.path()).stat().st_size > 500
    with results.expect_download() as download:
        results.locator("#files a[download*='hones']").click()
    download.value.save_as(tmp_path / "more_phones.yaml")
    assert [change.path for change in pes.load(tmp_path / "more_phones.yaml").changes] == ["staffing.phone"]


def test_a_link_opens_the_same_view_for_another_reader(results: Any, visit: Any) -> None:
    tab(results, "Take away")
    results.click("#share")
    results.wait_for_selector("#share-link:visible")
    other = visit().open(results.locator("#share-link").input_value().removeprefix(results.visit.server))
    other.wait_for_selector("#results", timeout=60_000)
    assert "More phones" in other.locator("#differences").inner_text()
