"""Room: a trainer and two teams, from the code on the wall to the debrief."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from accessibility import violations
from flying import fetch

EXERCISES = ("automation_redeployment", "channel_shift", "legacy_trap", "targets_gaming")


def small_room(page: Any, server: str) -> str:
    """A room with few people and a year, held by the trainer at ``page``; returns its code."""
    ask = {"exercise": "channel_shift", "scale": 2000, "years": 1}
    made = json.loads(fetch(f"{server}/api/rooms", 60, json.dumps(ask).encode()))
    page.visit.open("/room")
    page.evaluate(
        "([code, key]) => localStorage.setItem(`pes.room.${code}`, JSON.stringify({ role: 'trainer', key }))",
        [made["code"], made["key"]],
    )
    page.visit.open(f"/room?code={made['code']}")
    page.wait_for_selector("#code-huge")
    return str(made["code"])


@pytest.fixture
def join(visit: Callable[..., Any]) -> Callable[[str, str], Any]:
    def entering(code: str, name: str) -> Any:
        page = visit().open("/room")
        page.fill("#join-code", code)
        page.fill("#team-name", name)
        page.get_by_role("button", name="Join", exact=True).click()
        page.wait_for_selector("[data-phase]")
        return page

    return entering


def decide(page: Any, place: int) -> None:
    """Move the lever at ``place`` one step up by the keyboard, and wait until it stands in the log."""
    page.locator("#levers input[type=range]").nth(place).focus()
    page.keyboard.press("PageUp")
    page.wait_for_selector("#log .logentry")


def test_a_room_from_the_code_to_the_debrief(page: Any, server: str, join: Callable[[str, str], Any]) -> None:
    code = small_room(page, server)
    blue, green = join(code, "Blue"), join(code, "Green")
    page.wait_for_selector("#scoreboard tr[data-team='Green']")
    page.click("#to-briefing")
    blue.wait_for_selector("[data-phase='briefing']")
    page.click("#to-flying")
    for team in (blue, green):
        team.wait_for_selector("#board .gauge", timeout=60_000)
    decide(blue, 1)
    assert green.locator("#log .logentry").count() == 0  # a team sees its own decisions only
    assert blue.locator("#budget").inner_text().count("million EUR") == 2
    assert violations(blue) == [] and violations(page) == []
    green.click("#ready")
    page.wait_for_selector("#scoreboard tr[data-team='Green']:has-text('ready')")
    page.click("#advance")
    page.wait_for_selector("text=Round 2 of")
    page.locator("[data-card='recession'] button").click()
    page.get_by_role("tab", name="Weights").click()
    page.locator("[data-weight]").first.fill("3")
    page.get_by_label("Teams see the scores").check()
    green.wait_for_selector("#scoreboard .score")
    page.click("#to-debrief")
    for reader in (page, blue):
        reader.wait_for_selector("#debrief", timeout=60_000)
        assert {"Blue", "Green"} <= set(reader.locator("#debrief-scores").inner_text().split())
        assert reader.locator("#best").count() == 1
        assert len(reader.locator("#lesson").inner_text()) > 50
    assert violations(page) == []


def test_every_exercise_can_be_read_before_a_room_is_opened(page: Any) -> None:
    page.visit.open("/room")
    assert page.locator("[data-exercise]").count() >= len(EXERCISES)
    for button in page.get_by_role("button", name="Read it").all():
        button.click()
        shown = page.locator("dialog")
        shown.wait_for()
        for part in ("Aims", "Briefing", "Time plan", "Questions for the debrief"):
            assert shown.get_by_role("heading", name=part, exact=True).count() == 1
        page.keyboard.press("Escape")
        shown.wait_for(state="detached")


def test_a_team_that_loads_its_page_again_is_back(page: Any, server: str, join: Callable[[str, str], Any]) -> None:
    team = join(small_room(page, server), "Red")
    team.reload()
    team.wait_for_selector("[data-phase='lobby']")
    assert "Red" in team.get_by_role("heading", level=1).inner_text()


def test_a_wrong_code_is_said_and_nothing_is_joined(page: Any) -> None:
    page.visit.open("/room")
    page.fill("#join-code", "NOSUCH")
    page.fill("#team-name", "Nobody")
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_selector("[role=alert] .toast")
    assert page.locator("#join").count() == 1
    page.visit.troubles.clear()  # the browser logs the 404 that told the page
