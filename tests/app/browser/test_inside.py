"""Look inside: the picture of a flight, the map of its systems, and one person's story."""

from __future__ import annotations

from typing import Any

from accessibility import violations
from flying import small_flight, wait_for_week


def test_a_service_is_opened_when_there_is_no_flight_yet(page: Any) -> None:
    page.visit.open("/inside")
    assert page.locator("#open").count() == 1


def test_what_is_overloaded_is_lit_up_and_said_in_words(page: Any) -> None:
    page.visit.open(f"/inside?flight={small_flight(page)}")
    page.click("#quarter")
    wait_for_week(page, 13)
    page.wait_for_selector("#picture .node.hot")
    said = page.locator("#picture [role=status]").inner_text()
    assert "Overloaded:" in said
    assert page.locator("#picture .node.hot .flare").count() == page.locator("#picture .node.hot").count()


def test_the_map_of_systems_shows_debt_and_couplings_also_as_a_table(page: Any) -> None:
    page.visit.open(f"/inside?flight={small_flight(page)}")
    page.wait_for_selector("#picture .system")
    assert page.locator("#picture .coupling").count() > 0
    page.get_by_text("As a table").click()
    row = page.locator("#picture tr", has_text="benefit mainframe")
    assert "Mainframe" in row.inner_text() and "%" in row.inner_text()
    assert violations(page) == []


def test_a_persons_story_is_told_twice_with_the_same_luck(page: Any) -> None:
    page.visit.open(f"/inside?flight={small_flight(page)}")
    page.get_by_label("Under the option").select_option("more_caseworkers")
    page.click("#tell")
    page.wait_for_selector("#story [data-story] >> nth=1", timeout=120_000)
    first, second = (page.locator("#story [data-story]").nth(i) for i in (0, 1))
    assert first.locator("li").first.inner_text() == second.locator("li").first.inner_text()  # the same person
    assert first.locator("li").count() > 2
    assert violations(page) == []
