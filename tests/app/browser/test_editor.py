"""The timeline editor: an option of the library is opened as a copy, changed, run, and taken away as a scenario file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from accessibility import violations

import pes_sim as pes


def opened(page: Any, title: str) -> None:
    """Choose an option of the library and open a copy of it."""
    page.visit.open("/compare")
    page.locator("#form label", has_text=title).click()
    page.locator("#chosen").get_by_role("button", name="Edit a copy").click()
    page.wait_for_selector("dialog .timeline-row")


def mandate(scenario: pes.Scenario) -> tuple[int | None, float]:
    """Week and value of the first mandate."""
    found = next(each for each in scenario.changes if each.path == "channels.portal.mandate")
    return found.week, found.value


def test_a_library_option_is_changed_as_a_copy_run_and_taken_away(page: Any, tmp_path: Path) -> None:
    opened(page, "Digital by default, counters cut")
    rows = page.locator("dialog .timeline-row")
    assert rows.count() == len(pes.load("digital_by_default", base="austria").changes)
    assert violations(page) == []
    row = page.locator("dialog .timeline-row[data-lever='channels.portal.mandate']")
    row.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    row.get_by_label("Becomes").fill("50")
    row.get_by_label("Becomes").blur()
    with page.expect_download() as download:
        page.click("#save-scenario")
    download.value.save_as(tmp_path / "mine.yaml")
    assert "extends: austria" in (tmp_path / "mine.yaml").read_text()
    mine = pes.load(tmp_path / "mine.yaml")
    assert mandate(mine) == (mandate(pes.load("digital_by_default", base="austria"))[0] + 1, 0.5)
    page.get_by_role("button", name="Take this option").click()
    page.wait_for_selector("#chosen:has-text('Own version of Digital by default')")
    page.get_by_text("Size and luck").click()
    page.get_by_label("People one simulated person stands for").select_option("2000")
    page.get_by_label("Horizon").select_option("1")
    page.get_by_label("Paired seeds").select_option("2")
    page.click("#run")
    page.wait_for_selector("#results:has-text('Own version of Digital by default')", timeout=120_000)


def test_projects_and_conditions_are_told_in_words(page: Any) -> None:
    opened(page, "Renew in stages")
    page.wait_for_selector("dialog :text('When the project “data clean-up” is delivered')")
    assert page.locator("dialog .timeline-row").count() == 4
    assert violations(page) == []
