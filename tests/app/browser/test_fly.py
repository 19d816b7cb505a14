"""Fly: the clock, levers that act now, events, undo, and a log that is a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from accessibility import violations
from flying import small_flight, wait_for_week, week_of

import pes_sim as pes


@pytest.fixture
def cockpit(page: Any) -> Any:
    page.visit.open(f"/fly?flight={small_flight(page)}")
    return page


def decide(page: Any, path: str, keys: str = "End") -> None:
    """Move a lever by the keyboard, and wait until it stands in the log."""
    before = page.locator("#log .logentry").count()
    page.locator(f"input[type=range][data-path='{path}']").focus()
    page.keyboard.press(keys)
    page.wait_for_function("n => document.querySelectorAll('#log .logentry').length > n", arg=before)


def test_a_flight_begins_from_the_form(page: Any) -> None:
    page.visit.open("/fly")
    page.get_by_text("Size and luck").click()
    page.get_by_label("People one simulated person stands for").select_option("2000")
    page.click("#begin")
    page.wait_for_selector("#board .gauge")
    assert week_of(page) == 0
    assert "flight=" in page.url


def test_play_and_pause_and_a_quarter_on(cockpit: Any) -> None:
    cockpit.click("#quarter")
    wait_for_week(cockpit, 13)
    cockpit.click("#play")
    wait_for_week(cockpit, 16)
    cockpit.click("#play")
    cockpit.wait_for_selector("#play:has-text('Play')")
    rested = week_of(cockpit)
    cockpit.wait_for_timeout(400)
    assert week_of(cockpit) == rested


def test_a_lever_shows_what_it_would_bring_and_undo_takes_it_back(cockpit: Any) -> None:
    cockpit.click("#quarter")
    wait_for_week(cockpit, 13)
    decide(cockpit, "staffing.phone")
    assert cockpit.locator(".gauge[data-kpi='phone_answered_share'] .d-ahead").count() == 1
    slider = cockpit.locator("input[type=range][data-path='staffing.phone']")
    assert slider.input_value() == "500"
    cockpit.click("#undo")
    cockpit.wait_for_selector("#log:has-text('Nothing decided yet')")
    assert slider.input_value() == "275"


def test_the_flight_is_compared_with_no_decision_on_the_same_luck(cockpit: Any) -> None:
    gauge = cockpit.locator(".gauge[data-kpi='phone_answered_share']")
    cockpit.click("#quarter")
    wait_for_week(cockpit, 13)
    assert "as without your decisions" in gauge.inner_text()  # nothing decided: the same to the last digit
    decide(cockpit, "staffing.phone")
    cockpit.click("#quarter")
    wait_for_week(cockpit, 26)
    assert "better" in gauge.locator(".verdict").inner_text()


def test_an_event_card_hits_and_stands_in_the_log(cockpit: Any) -> None:
    cockpit.get_by_role("tab", name="Events").click()
    cockpit.locator("[data-card='cyber_outage'] button").click()
    cockpit.wait_for_selector("#log .logentry:has-text('event')")
    cockpit.get_by_role("tab", name="Options").click()
    cockpit.locator("[data-card='more_caseworkers'] button").click()
    cockpit.wait_for_selector("#log .logentry:has-text('option')")
    assert violations(cockpit) == []


def test_the_log_is_a_scenario_that_loads(cockpit: Any, tmp_path: Path) -> None:
    cockpit.click("#quarter")
    wait_for_week(cockpit, 13)
    decide(cockpit, "staffing.phone")
    with cockpit.expect_download() as download:
        cockpit.get_by_role("link", name="Log as a scenario").click()
    download.value.save_as(tmp_path / "flight.yaml")
    scenario = pes.load(tmp_path / "flight.yaml")
    assert [change.path for change in scenario.changes] == ["staffing.phone"]
    assert (scenario.scale, scenario.years) == (2000, 2)


def test_a_flight_is_still_there_when_the_page_is_loaded_again(cockpit: Any) -> None:
    decide(cockpit, "staffing.phone")
    cockpit.reload()
    cockpit.wait_for_selector("#log .logentry")
    assert cockpit.locator("input[type=range][data-path='staffing.phone']").input_value() in {"500", "275"}


def test_a_chart_is_read_with_the_arrow_keys(cockpit: Any) -> None:
    cockpit.click("#quarter")
    wait_for_week(cockpit, 13)
    plot = cockpit.locator(".gauge[data-kpi='phone_answered_share'] .plot")
    plot.focus()
    cockpit.keyboard.press("Home")
    assert "%" in plot.locator("[aria-live]").inner_text()


def test_a_flight_that_has_ended_on_the_server_leads_to_a_new_one(page: Any) -> None:
    page.visit.open("/fly?flight=AAAAAAAAAAAAAAAAAAAAAA")
    assert page.locator("#begin").count() == 1
    page.visit.troubles.clear()  # the browser logs the 404 that told the page


def test_the_page_looks_inside(cockpit: Any) -> None:
    cockpit.click("#quarter")
    wait_for_week(cockpit, 13)
    cockpit.get_by_role("tab", name="Look inside").click()
    cockpit.wait_for_selector("#picture .node >> nth=12")
    assert cockpit.locator("#picture .system").count() == 6
    assert violations(cockpit) == []


def test_what_a_lever_brings_is_on_the_screen_within_a_tenth_of_a_second_of_its_arrival(cockpit: Any) -> None:
    cockpit.click("#quarter")
    wait_for_week(cockpit, 13)
    taken = []
    for path in ("staffing.phone", "staffing.front", "staffing.back"):
        decide(cockpit, path)
        cockpit.wait_for_timeout(100)
        taken.append(int(cockpit.locator("#board").get_attribute("data-draw-ms")))
    assert min(taken) < 100
