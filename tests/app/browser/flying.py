"""Small flights for the tests: few people, two years."""

from __future__ import annotations

import urllib.request
from typing import Any

SMALL = {"base": "austria", "years": 2, "scale": 2000, "kpis": ["phone_answered_share", "unmet_need_share"]}


def small_flight(page: Any, **more: Any) -> str:
    """The id of a new flight, made without its form."""
    answer = page.request.post(f"{page.visit.server}/api/flights", data={**SMALL, **more})
    assert answer.ok, answer.text()
    return str(answer.json()["flight"])


def week_of(page: Any) -> int:
    """The week the clock shows."""
    return int(page.get_by_role("progressbar").first.get_attribute("aria-valuenow"))


def wait_for_week(page: Any, week: int) -> None:
    page.wait_for_function(
        "week => Number(document.querySelector('.clock [role=progressbar]').getAttribute('aria-valuenow')) >= week",
        arg=week,
    )


def fetch(address: str, seconds: float, body: bytes | None = None) -> bytes:
    """The server's answer, without a page."""
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=seconds) as answer:
        found: bytes = answer.read()
    return found
