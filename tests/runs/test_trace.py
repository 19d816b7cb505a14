"""Claims about tracing: it changes nothing, tells the same again, and its stories add up to what the model counts."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pes_sim as pes
from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.segments import SEGMENTS, membership
from pes_sim.model import PESModel
from pes_sim.parameters import TASKS
from pes_sim.runs.errors import CallError
from pes_sim.runs.trace import OUTCOMES, Watched, Wish, find, trace_model
from pes_sim.runs.trace.events import KINDS
from pes_sim.runs.trace.telling import languages, teller

SCALE = 150
"""Of the small country: about 400 people, all of whom can be watched."""


@pytest.fixture(scope="module")
def base(little):
    short = {**little.values, "world.warmup_weeks": 26.0}
    return replace(little.sized(scale=SCALE, years=2), values=short)


@pytest.fixture(scope="module")
def plain(base) -> PESModel:
    model = PESModel(base, 1)
    model.run()
    return model


class Nobody(set):
    """Nobody is gone: whoever takes a place is watched too, so that the stories hold all that is counted."""

    def add(self, person) -> None:
        pass


@pytest.fixture(scope="module")
def everybody(base):
    model = Watched(base, 1, range(len(PESModel(base, 1).jobseekers)))
    model._gone = Nobody()
    return model, trace_model(model)


@pytest.fixture(scope="module")
def told(everybody) -> Counter:
    return Counter(event.kind for story in everybody[1].values() for event in story.events)


def counted(model: PESModel, name: str) -> int:
    return round(model.history[:, COUNTERS.index(name), SEGMENTS.index("all")].sum() / SCALE)


def test_watching_everybody_changes_nothing_to_the_bit(plain, everybody):
    watched, _ = everybody
    np.testing.assert_array_equal(watched.history, plain.history)
    for name, values in plain.outcomes().items():
        np.testing.assert_array_equal(watched.outcomes()[name], values)
    for table in ("labour_force", "register"):
        mine, theirs = getattr(watched.jobseekers, table), getattr(plain.jobseekers, table)
        for column in mine.COLUMNS:
            np.testing.assert_array_equal(
                getattr(mine, column.name)[: mine.n], getattr(theirs, column.name)[: theirs.n]
            )


@settings(max_examples=4)
@given(seed=st.integers(1, 10_000), person=st.integers(0, 300))
def test_tracing_anybody_in_any_world_changes_nothing(base, seed, person):
    short = replace(base.sized(years=1), values={**base.values, "world.warmup_weeks": 4.0})
    free, watched = PESModel(short, seed), Watched(short, seed, [person])
    free.run()
    watched.run()
    np.testing.assert_array_equal(watched.history, free.history)


@pytest.mark.parametrize(
    ("kinds", "counter"),
    [
        (["registered"], "entries"),
        (["found_work"], "exits_to_work"),
        (["began_measure"], "exits_to_measures"),
        (["gave_up"], "needs_unmet"),
        (["first_meeting", "meeting"], "meetings"),
        (["lost_meeting"], "meetings_lost"),
        (["failed", "failed_later", "no_way"], "contacts_failed"),
        (["done", "done_later"], "needs_completed"),
    ],
)
def test_the_stories_of_all_add_up_to_what_the_model_counts(told, plain, kinds, counter):
    assert sum(told[kind] for kind in kinds) == counted(plain, counter) > 0


def test_meetings_missed_are_told_where_they_can_be_seen(told, plain):
    assert 0 < told["missed_meeting"] <= counted(plain, "meetings_missed")


def test_time_on_the_register_is_that_of_the_outcomes(everybody, plain):
    weeks = plain.outcomes()["weeks_unemployed"]
    ends = {person: story.events[-1] for person, story in everybody[1].items() if story.events[-1].kind == "end"}
    assert len(ends) > 0.8 * len(weeks)
    assert all(event.data["weeks"] == weeks[person] for person, event in ends.items())


def test_events_come_in_order_of_time_and_every_one_has_a_plain_sentence(everybody):
    for story in everybody[1].values():
        assert [event.week for event in story.events] == sorted(event.week for event in story.events)
        for event, sentence in zip(story.events, story.sentences, strict=True):
            assert event.kind in KINDS
            assert sentence.endswith(".") and sentence[0].isupper() and not set("{}") & set(sentence), sentence


def test_a_language_has_a_sentence_for_every_kind_of_event():
    for language in languages():
        words = teller(language)
        assert set(words.sentences) == set(KINDS)
        assert set(words.words["task"]) == set(TASKS)


def test_languages_say_the_same_things(everybody):
    english = teller("en")
    for words in map(teller, languages()):
        for kind, sentence in english.sentences.items():
            assert gaps(sentence) == gaps(words.sentences[kind]), kind
        assert {key: set(found) for key, found in english.words.items()} == {k: set(f) for k, f in words.words.items()}
        assert set(words.counts) == set(english.counts)
    story = max(everybody[1].values(), key=lambda story: len(story.events))
    assert len({tuple(story.told(teller(language))) for language in languages()}) == len(languages())


def gaps(sentence: str) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", sentence))


def test_the_same_call_tells_the_same_story(base):
    first, second = (pes.trace(base, seed=3, find="outcome:found_work") for _ in range(2))
    assert first == second and json.dumps(first.to_dict()) == json.dumps(second.to_dict())
    again = pes.trace(base, first.person, seed=3)
    assert again.events == first.events and str(again) == str(first)


def test_a_person_is_the_same_under_an_option_and_lives_another_life(base):
    option = base.change("channels.phone.open", 0, name="no phone")
    stories = [pes.trace(scenario, 5, seed=1) for scenario in (base, option)]
    assert stories[0].events[0].data == stories[1].events[0].data
    used = [
        {
            event.data["channel"]
            for event in pes.trace(option, find="digital_skill:low", number=n).events
            if "channel" in event.data
        }
        for n in range(1, 6)
    ]
    assert any(used) and all("phone" not in channels for channels in used)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_who_is_found_is_as_wished(plain, outcome):
    person = find(plain, Wish.of(["education:low", f"outcome:{outcome}"]))
    assert membership()[SEGMENTS.index("education:low")][plain.outcomes()["cell"][person]]
    others = [find(plain, Wish.of([f"outcome:{outcome}"]), number) for number in (1, 2)]
    assert len(set(others)) == 2


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"find": "digital_skil:low"}, "nearest: digital_skill:low"),
        ({"find": "outcome:gaveup"}, "nearest: gave_up"),
        ({"person": 10**9}, "from 0 to"),
        ({"person": 3, "find": "age:under_25"}, "one of the two"),
        ({"person": 3, "language": "xx"}, "expected one of de, en"),
        ({"find": "outcome:gave_up", "number": 10**6}, "expected at least"),
    ],
)
def test_a_wrong_call_is_told_what_to_do(base, call, words):
    with pytest.raises(CallError, match=words):
        pes.trace(base.sized(years=1), **call)
