"""Start: a dozen questions, what matters, and the work that follows.

The whole screening of the library takes minutes, so the last two steps are shown an answer of the form the interface
promises (tests/app/test_app_guide.py holds the server to it); the steps before run against the server.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from accessibility import violations

DATES = ["2026-04-02", "2026-07-02", "2026-10-01", "2026-12-31"]
RESULT = {
    "profile": {"base": "austria", "settings": {}, "told": ["Calls often go unanswered."]},
    "nothing": {
        "dates": DATES,
        "curves": {"client_satisfaction": {"middle": [0.7, 0.69, 0.68, 0.67], "low": [0.69, 0.68, 0.67, 0.66], "high": [0.71, 0.7, 0.69, 0.68]}},
        "year_by_year": {"client_satisfaction": [0.69]},
        "targets": [{"kpi": "client_satisfaction", "value": 0.8, "by": "2028-12-31", "reached": False, "share_of_seeds": 0.0}],
        "told": ["Client satisfaction stays below the target."],
    },
    "options": [
        {"name": name, "title": name, "score": 60.0, "why": ["It shortens the wait."], "pays": ["It costs more."], "losers": ["Nobody in particular."],
         "differences": [{"kpi": "client_satisfaction", "unit": "share", "baseline": 0.68, "difference": 0.02, "ci_low": 0.01, "ci_high": 0.03, "verdict": "better"}],
         "assumes": ["Counters have room."]}
        for name in ("more_caseworkers", "digital_first_counters_kept", "video_counselling")
    ],
    "tried": [{"name": "more_caseworkers", "title": "A fifth more caseworkers", "score": 60.0}],
}  # fmt: skip


@pytest.fixture
def told(page: Any) -> Any:
    """A reader whose guided start has just ended."""
    state = {"id": "J", "kind": "start", "state": "done", "done": 1, "total": 1, "message": "", "error": None}
    page.route("**/api/jobs/J", lambda route: route.fulfill(json=state))
    page.route("**/api/jobs/J/result", lambda route: route.fulfill(json=RESULT))
    page.visit.open("/start?step=2&job=J")
    page.wait_for_selector("h2:has-text('Where doing nothing leads')")
    return page


def test_a_dozen_questions_and_what_matters_begin_the_work_which_can_be_cancelled(page: Any) -> None:
    page.visit.open("/start")
    assert page.locator("[data-question]").count() == 12
    page.locator("[data-question='phone'] input").first.check()
    page.click("#next")
    target = page.locator("[data-target='client_satisfaction'] input").first
    target.fill("80")
    target.blur()
    assert violations(page) == []
    with page.expect_request("**/api/start") as asked:
        page.click("#next")
    sent = json.loads(asked.value.post_data)
    assert sent["answers"] == {"phone": "rarely"}
    assert {"kpi": "client_satisfaction", "value": 0.8, "year": 3} in sent["targets"]
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.wait_for_selector("h2:has-text('What matters to you')", timeout=90_000)


def test_doing_nothing_is_drawn_against_the_target(told: Any) -> None:
    gauge = told.locator(".gauge[data-kpi='client_satisfaction']")
    gauge.locator(".target").wait_for(state="attached")
    assert "target missed" in gauge.inner_text()
    assert gauge.locator(".band").count() == 1
    assert violations(told) == []


def test_three_options_say_why_and_what_they_pay(told: Any) -> None:
    told.click("#next")
    cards = told.locator("#first-three [data-option]")
    assert cards.count() == 3
    for part in ("Why", "What it pays for it", "Who pays"):
        assert part in cards.first.inner_text()
    assert violations(told) == []


def test_what_was_answered_is_still_there_on_the_next_visit(page: Any) -> None:
    page.visit.open("/start")
    page.locator("[data-question='phone'] input").first.check()
    page.click("#next")
    page.wait_for_selector("h2:has-text('What matters to you')")
    page.visit.open("/start")
    assert page.locator("[data-question='phone'] input").first.is_checked()
