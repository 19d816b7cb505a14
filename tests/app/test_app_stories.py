"""The story's end point: what is wrong is said at once."""

from __future__ import annotations

import pytest

SMALL = {"base": "austria", "years": 1, "scale": 4000}


@pytest.mark.parametrize(
    "wrong",
    [
        {"find": ["outcome:nonsense"]}, {"find": ["digital_skill:superb"]}, {"language": "xx"}, {"years": 6}, {"person": -1},
        {"options": ["no_such_option"]}, {"options": ["video_counselling", "more_caseworkers"]}, {"scale": 1}, {"base": "../../etc"},
    ],
    ids=str,
)  # fmt: skip
def test_a_story_of_what_there_is_not_is_refused(client, wrong):
    answer = client.post("/api/story", json=SMALL | wrong)
    assert answer.status_code in (404, 422)
    assert answer.json()["error"]["message"]
