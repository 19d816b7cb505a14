"""`pes-sim trace` as a user calls it."""

from __future__ import annotations

import json

import pytest

SMALL = ("--scale", "10000", "--years", "1")


def test_a_story_is_told_in_sentences_and_again_as_json(call):
    told = call("trace", "--find", "outcome:found_work", *SMALL)
    assert told.exit_code == 0 and "Found work after" in told.output
    document = json.loads(call("trace", "--find", "outcome:found_work", *SMALL, "--json").stdout)
    sentences = [event["sentence"] for event in document["events"]]
    assert all(sentence in told.output for sentence in sentences)
    again = json.loads(call("trace", document["person"], *SMALL, "--json").stdout)
    assert again == document


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("trace", "9999999", *SMALL), "from 0 to"),
        (("trace", "-3", *SMALL), ""),
        (("trace", "someone", *SMALL), ""),
        (("trace", "--find", "outcome:rich", *SMALL), "expected one of registered"),
        (("trace", "--base", "autria", *SMALL), "nearest: austria"),
        (("trace", "1", "--language", "xx", *SMALL), "expected one of de, en"),
    ],
)
def test_a_wrong_call_ends_with_status_two(call, arguments, words):
    result = call(*arguments)
    assert result.exit_code == 2 and words in result.output
