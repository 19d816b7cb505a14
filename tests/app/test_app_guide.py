"""The guided start: answers become parameters, and what is shown was run for the service that was described."""

from __future__ import annotations

import time

import pytest

import pes_sim as pes
from pes_sim.app.guide import work
from pes_sim.app.guide.questions import questions, settings
from pes_sim.parameters import REGISTRY


def test_there_are_a_dozen_questions_and_every_answer_can_be_set():
    austria = pes.load("austria")
    assert len(questions()) == 12
    for question in questions():
        for choice in question.choices:
            found, told = settings({question.id: choice.value}, austria)
            assert set(found) == set(choice.set) and len(told) == 1
            assert all(REGISTRY[path].problem(value) is None for path, value in found.items())


def test_a_start_shows_where_nothing_leads_and_options_that_were_run(client, monkeypatch):
    for name, value in {"YEARS": 1, "SCREEN_YEARS": 1, "SEEDS": 2, "FINALISTS": 2}.items():
        monkeypatch.setattr(work, name, value)
    few = {name: each for name, each in work.entries().items() if name in ("more_caseworkers", "automation", "chatbot")}
    monkeypatch.setattr(work, "entries", lambda: few)
    asked = {
        "base": "austria", "scale": 5000, "answers": {"caseworkers": "many", "portal": "hard"},
        "kpis": ["contact_minutes_per_client", "unmet_need_share"], "targets": [{"kpi": "contact_minutes_per_client", "value": 1000, "year": 1}],
    }  # fmt: skip
    answer = client.post("/api/start", json=asked)
    assert answer.status_code == 202, answer.text
    for _ in range(900):
        job = client.get(f"/api/jobs/{answer.json()['job']}").json()
        if job["state"] not in ("queued", "running"):
            break
        time.sleep(0.1)
    assert job["state"] == "done", job
    found = client.get(f"/api/jobs/{job['id']}/result").json()
    assert found["profile"]["settings"]["staffing.caseworkers"] == 0.75 * 1300
    assert found["nothing"]["targets"][0]["share_of_seeds"] == 0.0
    assert len(found["options"]) == 2 and len(found["tried"]) == 3
    scores = [option["score"] for option in found["options"]]
    assert scores == sorted(scores, reverse=True) and {o["name"] for o in found["options"]} <= {
        t["name"] for t in found["tried"]
    }
    assert {d["kpi"] for d in found["options"][0]["differences"]} == set(asked["kpis"])


@pytest.mark.parametrize(
    "wrong",
    [{"kpis": []}, {"kpis": ["nothing"]}, {"kpis": ["caseload_x"]}, {"answers": {"nothing": "x"}}, {"answers": {"portal": "x"}}, {"base": "../x"},
     {"targets": [{"kpi": "ltu_share", "value": 0.1, "year": 99}]}, {"targets": [{"kpi": "nothing", "value": 0.1, "year": 1}]}],
)  # fmt: skip
def test_answers_that_mean_nothing_are_refused(client, wrong):
    assert client.post("/api/start", json={"base": "austria", "kpis": ["ltu_share"]} | wrong).status_code == 422
