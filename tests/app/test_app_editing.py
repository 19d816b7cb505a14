"""An option opened for editing and laid as it is gives what the option gives; what was made of it is a scenario file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pes_sim.app.compare.request import CompareRequest, prepared
from pes_sim.app.lookup.library import layers
from pes_sim.app.settings import Limits
from pes_sim.scenario.changes import Change, Origin
from pes_sim.scenario.texts import load_text

OPTIONS = [each["name"] for each in layers("option")]


def apart_from_origin(change: Change) -> Change:
    return replace(change, origin=Origin("?"))


@pytest.mark.parametrize("name", OPTIONS)
def test_a_copy_left_alone_is_the_option(client: Any, name: str) -> None:
    copy = [row["item"] for row in client.get(f"/api/options/{name}?base=austria").json()["changes"]]
    asked = CompareRequest.model_validate(
        {"base": "austria", "years": 10, "options": [{"name": name}, {"title": "Mine", "changes": copy}]}
    )
    _, option, mine = prepared(asked, Limits())
    assert list(map(apart_from_origin, mine.changes)) == list(map(apart_from_origin, option.changes))


@pytest.mark.parametrize("name", ["digital_with_a_way_back", "staged_renewal"])
def test_it_is_taken_away_as_a_file_that_extends_the_profile(client: Any, name: str) -> None:
    copy = [row["item"] for row in client.get(f"/api/options/{name}?base=austria").json()["changes"]]
    asked = {"base": "austria", "years": 8, "scale": 500, "options": [{"title": "Mine", "changes": copy}]}
    text = client.post("/api/scenario", json=asked).text
    assert "extends: austria\n" in text
    mine = prepared(CompareRequest.model_validate(asked), Limits())[1]
    again = load_text(text, "mine")
    assert list(map(apart_from_origin, again.changes)) == list(map(apart_from_origin, mine.changes))


def test_what_is_no_option_is_not_opened(client: Any) -> None:
    for name in ("recession", "..%2F..%2Fetc%2Fpasswd", "nothing"):
        assert client.get(f"/api/options/{name}?base=austria").status_code in (404, 422)
    assert client.get("/api/options/chatbot?base=../austria").status_code == 422
