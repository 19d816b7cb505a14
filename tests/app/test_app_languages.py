"""The server in a second language: every sentence it can say is in it, and what a reader wrote stays as it is."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from said import everything

from pes_sim.app.guide.questions import questions
from pes_sim.app.lookup.library import bases, layers
from pes_sim.app.rooms.exercise import exercises
from pes_sim.app.speech.fields import spoken
from pes_sim.app.speech.language import accepted
from pes_sim.app.speech.sentences import PLACE, catalogue

GERMAN = catalogue("de")
SAMPLES = ("7", "Xyz", "Uvw", "Rst", "Opq", "Lmn")
"""What is filled in: names of nothing."""
PLAIN_ENGLISH = re.compile(r"\b(the|of|weeks|with|and|start|until|above|below|when|is|for)\b", re.I)
SENT = everything()


def filled(shape: str) -> str:
    """A sentence of ``shape``."""
    return PLACE.sub(lambda place: SAMPLES[int(place[1]) - 1], shape)


def test_the_source_is_read() -> None:
    assert len(SENT) > 250
    assert {"app/rooms/decisions.py", "scenario/grammar.py", "report/answer.py"} <= set(SENT.values())


def test_every_sentence_of_the_source_is_in_german() -> None:
    missing = [f"{SENT[shape]}: {shape!r}" for shape in SENT if not GERMAN.knows(filled(shape))]
    assert missing == [], "add them to speech/sentences.de.json"


def test_what_is_filled_in_is_kept() -> None:
    for shape in SENT:
        english = filled(shape)
        used = [SAMPLES[int(place) - 1] for place, _ in PLACE.findall(shape)]
        assert all(value in GERMAN.sentence(english) for value in used), english


def test_no_translation_takes_what_its_english_does_not_give() -> None:
    for rule in GERMAN.rules:
        assert set(re.findall(r"\{(\d)\}", rule.other)) <= set(rule.places), rule.other


def library_texts() -> list[str]:
    texts = [text for kind in ("option", "shock") for e in layers(kind) for text in (e["description"], *e["assumes"])]
    texts += [each["notes"] for each in bases()]
    for q in questions():
        texts += [q.question, q.why, *(choice.label for choice in q.choices)]
    for each in exercises().values():
        texts += [each.title, each.summary, each.teams, *each.aims, each.briefing, *each.debrief_questions, each.lesson]
        texts += [part.what for part in each.time_plan] + [text for p in each.plans for text in (p.title, p.why)]
    return [text for text in texts if text]


def test_every_text_of_questions_exercises_and_library_is_in_german() -> None:
    assert [text for text in library_texts() if GERMAN.text(text) == text] == []


def test_every_title_of_the_library_is_in_german() -> None:
    titles = [each["title"] for kind in ("option", "shock") for each in layers(kind)]
    assert [title for title in titles if GERMAN.text(title) == title] == []


def test_every_dated_change_of_the_library_is_told_in_german() -> None:
    for kind in ("option", "shock"):
        for each in spoken(layers(kind), "de"):
            for change in each["changes"]:
                told = re.sub(r"\u201e.*?\u201c|\(.*?\)", "", f"{change['when']}: {change['what']}")
                told = re.sub(r"(baut|löst) [a-z ]+", "", told)  # systems keep their names
                assert not PLAIN_ENGLISH.search(told), told


def test_numbers_and_units_are_written_the_german_way() -> None:
    assert GERMAN.sentence("Calls answered: up 1,234.5 weeks") == "Angenommene Anrufe: plus 1.234,5 Wochen"
    assert GERMAN.sentence("calls answered +3.1 percentage points and needs given up \u22120.2 pp") == (
        "Angenommene Anrufe +3,1 Prozentpunkte und Aufgegebene Anliegen \u22120,2 Prozentpunkte"
    )


@pytest.mark.parametrize(
    ("header", "language"),
    [("de-AT,de;q=0.9,en;q=0.8", "de"), ("en;q=0.2, de;q=0.9", "de"), ("fr", "en"), ("", "en"), ("de;q=x,en", "en")],
)
def test_the_language_is_the_best_that_is_accepted(header: str, language: str) -> None:
    assert accepted(header) == language


def test_an_error_is_told_in_the_language_asked_for(client: Any) -> None:
    ask = {"base": "austria", "options": ["digital_furst"]}
    english = client.post("/api/flights", json=ask).json()["error"]
    german = client.post("/api/flights", json=ask, headers={"accept-language": "de"}).json()["error"]
    assert "there is no option 'digital_furst'" in english["message"]
    assert "'digital_furst'" in german["message"] and "am nächsten: digital_first" in german["message"]
    assert english["code"] == german["code"] == "invalid"


def test_a_whole_problem_is_told_with_what_was_expected(client: Any) -> None:
    item = {"at": "+1 weeks", "set": "staffing.fone", "to": 1}
    ask = {"base": "austria", "options": [{"title": "Mine", "changes": [item]}]}
    told = client.post("/api/scenario?lang=de", json=ask).json()["error"]["message"]
    assert "kein Parameter 'staffing.fone' (erwartet ein Pfad, den `pes-sim parameters` aufzählt; am nächsten: " in told


def test_a_file_is_checked_in_german_and_its_title_is_told(client: Any) -> None:
    text = "kind: option\ntitle: Mehr Telefon\nchanges:\n  - {at: +26 weeks, set: staffing.fone, to: +10%}\n"
    found = client.post("/api/check?lang=de", json={"text": text, "base": "austria"}).json()
    assert (found["ok"], found["title"]) == (False, "Mehr Telefon")
    assert found["problems"][0]["message"].startswith("kein Parameter 'staffing.fone'")
    assert found["problems"][0]["line"] == 4


def test_what_a_reader_named_stays_as_it_is() -> None:
    document = {
        "title": "My own weeks",
        "name": "No decision",
        "teams": ["No", "Yes"],
        "message": "no parameter 'the file'",
    }
    told = spoken(document, "de")
    assert told["title"] == "My own weeks" and told["name"] == "No decision"
    assert told["message"] == "kein Parameter 'the file'"


def test_no_text_of_a_stranger_makes_recognising_slow() -> None:
    began = time.process_time()
    for piece in (": ", " (", ", ", " is ", " and ", "+1 ", "a, b: c (d) is e "):
        GERMAN.sentence(piece * (2000 // len(piece)))
    assert time.process_time() - began < 2


def test_english_is_left_alone() -> None:
    document = {"message": "there is no such team"}
    assert spoken(document, "en") is document
