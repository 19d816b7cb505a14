"""A room: teams fly the same service through the same weather, each its own, under a budget; then they talk it over."""

from __future__ import annotations

import json
import time

import pytest

from pes_sim.app.rooms import search
from pes_sim.app.rooms.exercise import exercises
from pes_sim.app.rooms.scoring import scores
from pes_sim.app.settings import COOKIE, Settings
from pes_sim.kpis.definitions import KPIS
from pes_sim.live.session import Session, fly

NAMES = ("automation_redeployment", "channel_shift", "legacy_trap", "targets_gaming")


def until(socket, kind: str, re: object = None) -> dict:
    for _ in range(200):
        message = socket.receive_json()
        if message["type"] == kind and (re is None or message.get("re") == re):
            return message
        assert message["type"] != "error" or kind == "error", message
    raise AssertionError(f"no {kind} came")


def opened(client, **more: object) -> tuple[str, str]:
    asked = {"exercise": "channel_shift", "years": 1, "scale": 5000} | more
    answer = client.post("/api/rooms", json=asked)
    assert answer.status_code == 201, answer.text
    return answer.json()["code"], answer.json()["key"]


def joined(client, code: str, name: str) -> dict:
    answer = client.post(f"/api/rooms/{code}/teams", json={"name": name})
    assert answer.status_code == 201, answer.text
    return answer.json()


def at(client, code: str):
    return client.websocket_connect(f"/ws/rooms/{code}")


def hello(socket, key: str) -> dict:
    socket.send_json({"type": "hello", "key": key})
    return until(socket, "room")


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_can_be_flown_as_it_is_written(client, name):
    each = exercises()[name]
    assert each.aims and each.debrief_questions and sum(part.minutes for part in each.time_plan) >= 45
    assert all(KPIS[kpi].direction != "neutral" for kpi in each.weights)
    from pes_sim.app.lookup.library import base, entry

    session = Session(base(each.base).sized(scale=20_000, years=each.years), alone=True)
    for weather in each.weather:
        assert weather.week < session.weeks and entry(weather.shock, "shock")
    for option in each.options:
        session.lay(entry(option, "option").path)
        session.undo()
    for plan in each.plans:
        twin = Session(session.base, alone=True, worlds=session.worlds)
        log = [(order.week, order.what()) for order in plan.orders if order.week == 0]
        fly(twin, log, 0)
        assert len(twin.log) == len(log)


def test_an_hour_in_a_room(client, monkeypatch):
    monkeypatch.setattr(search, "MOST_TOGETHER", 1)
    code, key = opened(client)
    red, blue = joined(client, code, "Red"), joined(client, code, "Blue")
    with at(client, code) as trainer, at(client, code) as one, at(client, code) as two:
        assert hello(trainer, key)["role"] == "trainer"
        assert hello(one, red["key"])["exercise"].get("lesson") is None
        hello(two, blue["key"])
        state = until(one, "state")
        assert state["lines"] == ["flight", "no_decision"] and state["week"] == 0
        one.send_json({"type": "set", "path": "staffing.phone", "to": 350, "id": "early"})
        assert until(one, "error", "early")["error"]["code"] == "conflict", "nothing is decided before the start"
        trainer.send_json({"type": "phase", "phase": "flying"})
        while until(one, "room")["phase"] != "flying":
            pass
        one.send_json({"type": "set", "path": "staffing.phone", "to": 350, "ramp": "4 weeks", "id": "more"})
        assert until(one, "decided", "more")["entry"]["kind"] == "decision"
        trainer.send_json({"type": "advance", "weeks": 26})
        while until(trainer, "room")["week"] < 26:
            pass
        trainer.send_json({"type": "event", "name": "recession"})
        trainer.send_json({"type": "advance", "weeks": 52})
        while (room := until(trainer, "room"))["week"] < 52:
            pass
        assert [event["name"] for event in room["events"]] == ["recession"]
        rows = {row["name"]: row for row in room["teams"]}
        assert rows["Red"]["spent_meur"] > 0 == pytest.approx(rows["Blue"]["spent_meur"])
        assert rows["Red"]["score"] != rows["Blue"]["score"]
        trainer.send_json({"type": "phase", "phase": "debrief"})
        while until(one, "room")["phase"] != "debrief":
            pass
        headers = {"authorization": f"Bearer {blue['key']}"}
        for _ in range(600):
            found = client.get(f"/api/rooms/{code}/debrief", headers=headers).json()
            if found["search"]["state"] != "running" and found["search"]["state"] != "queued":
                break
            time.sleep(0.1)
    assert found["search"]["state"] == "done", found["search"]
    kinds = [line["kind"] for line in found["lines"]]
    assert kinds.count("team") == 2 and kinds.count("plan") == 3 and kinds.count("search") == 1
    lines = {line["name"]: line for line in found["lines"]}
    assert lines["Blue"]["totals"] == lines["No decision"]["totals"], "Blue decided nothing, in the same weather"
    assert lines["Red"]["log"][0]["week"] == 0 and found["lesson"]
    fit = [line for line in found["lines"] if line["within_budget"]]
    assert found["best"]["score"] == max(line["score"] for line in fit)


def test_a_team_stays_within_levers_ranges_decisions_and_budget(client):
    code, key = opened(client, budget_meur=0.5)
    team = joined(client, code, "Green")
    with at(client, code) as trainer, at(client, code) as one:
        hello(trainer, key)
        hello(one, team["key"])
        until(one, "state")
        trainer.send_json({"type": "phase", "phase": "flying"})
        while until(one, "room")["phase"] != "flying":
            pass
        for message, code_of in (
            ({"type": "set", "path": "staffing.caseworkers", "to": 2000}, "forbidden"),
            ({"type": "set", "path": "staffing.phone", "to": 10_000}, "invalid"),
            ({"type": "set", "path": "staffing.phone", "to": "+10%"}, "invalid"),
            ({"type": "change", "item": {"start": "project", "with": {}}}, "forbidden"),
            (
                {"type": "change", "item": {"when": "kpi.ltu_share > 0.1", "set": "staffing.phone", "to": 300}},
                "forbidden",
            ),
            ({"type": "option", "name": "automation"}, "forbidden"),
            (
                {"type": "option", "name": "digital_first_counters_kept"},
                "conflict",
            ),  # its project is dearer than the budget
            ({"type": "event", "name": "recession"}, "forbidden"),
            ({"type": "advance", "weeks": 4}, "forbidden"),
            ({"type": "phase", "phase": "debrief"}, "forbidden"),
            ({"type": "weights", "weights": {"ltu_share": 1}}, "forbidden"),
            ({"type": "watch", "team": team["team"]}, "forbidden"),
        ):
            one.send_json(message | {"id": json.dumps(message)[:60]})
            assert until(one, "error", json.dumps(message)[:60])["error"]["code"] == code_of, message
        for number in range(4):
            one.send_json({"type": "set", "path": "channels.portal.nudge", "to": number / 4, "id": number})
            until(one, "decided", number)
        one.send_json({"type": "set", "path": "channels.portal.nudge", "to": 1, "id": "fifth"})
        assert "decisions a round" in until(one, "error", "fifth")["error"]["message"]
        one.send_json({"type": "undo", "id": "back"})
        until(one, "undone", "back")


def test_teams_can_neither_read_nor_steer_one_another(client):
    code, key = opened(client)
    red, blue = joined(client, code, "Red"), joined(client, code, "Blue")
    other, _ = opened(client)
    with at(client, code) as stranger:
        for message in (
            {"type": "look"},
            {"type": "set", "path": "staffing.phone", "to": 300},
            {"type": "phase", "phase": "flying"},
        ):
            stranger.send_json(message)
            assert until(stranger, "error")["error"]["code"] == "forbidden"
        stranger.send_json({"type": "hello", "key": "guess"})
        assert until(stranger, "error")["error"]["code"] == "forbidden"
    with at(client, other) as elsewhere:
        elsewhere.send_json({"type": "hello", "key": red["key"]})
        assert until(elsewhere, "error")["error"]["code"] == "forbidden", "a key opens its own room only"
    with at(client, code) as trainer, at(client, code) as one, at(client, code) as two:
        hello(trainer, key)
        hello(one, red["key"])
        hello(two, blue["key"])
        until(one, "state"), until(two, "state")
        trainer.send_json({"type": "phase", "phase": "flying"})
        while (room := until(two, "room"))["phase"] != "flying":
            pass
        assert set(next(row for row in room["teams"] if row["name"] == "Red")) == {"team", "name", "online", "ready"}
        one.send_json({"type": "set", "path": "staffing.phone", "to": 350, "id": 1})
        until(one, "decided", 1)
        two.send_json({"type": "state", "id": 2})
        seen = two.receive_json()
        while seen["type"] != "state":
            assert seen["type"] == "room", seen
            seen = two.receive_json()
        assert seen["log"] == [] and seen["levers"]["staffing.phone"] == 275
    rooms = client.app.state.rooms
    flight = rooms.find(code).teams[0].flight
    assert client.get(f"/api/flights/{flight}").status_code == 404, "a team's flight is reached through the room only"
    assert client.get(f"/api/rooms/{code}/debrief").status_code == 403
    assert (
        client.get(f"/api/rooms/{code}/debrief", headers={"authorization": f"Bearer {red['key']}"}).status_code == 409
    )
    assert client.delete(f"/api/rooms/{code}", headers={"authorization": f"Bearer {red['key']}"}).status_code == 403
    assert client.delete(f"/api/rooms/{code}", headers={"authorization": f"Bearer {key}"}).status_code == 200


def test_a_room_outlives_the_server(client, data, serving):
    code, key = opened(client)
    team = joined(client, code, "Red")
    with at(client, code) as trainer, at(client, code) as one:
        hello(trainer, key)
        hello(one, team["key"])
        until(one, "state")
        trainer.send_json({"type": "phase", "phase": "flying"})
        while until(one, "room")["phase"] != "flying":
            pass
        one.send_json({"type": "set", "path": "staffing.front", "to": 500, "id": 1})
        until(one, "decided", 1)
        trainer.send_json({"type": "advance", "weeks": 10})
        while until(trainer, "room")["week"] < 10:
            pass
        one.send_json({"type": "state", "id": 2})
        before = until(one, "state", 2)
    with serving(Settings(data, workers=0)) as another, at(another, code) as one:
        room = hello(one, team["key"])
        assert (room["phase"], room["week"]) == ("flying", 10)
        assert until(one, "state") | {"re": 2} == before


@pytest.mark.parametrize("name", ["", " " * 50, "<script>", "a\nb", "x" * 41])
def test_names_that_could_do_harm_are_refused(client, name):
    code, _ = opened(client)
    assert client.post(f"/api/rooms/{code}/teams", json={"name": name}).status_code == 422
    client.app.state.rooms.close(client.app.state.rooms.find(code))


@pytest.mark.parametrize("code", ["ABC", "../../x", "AAAAAA", "a" * 300, "%00%00%00"])
def test_a_code_that_is_none_opens_nothing(client, code):
    assert client.get(f"/api/rooms/{code}").status_code == 404


def test_with_a_token_only_the_trainer_opens_a_room_and_anybody_joins(tmp_path, serving):
    token = "correct-horse-battery"
    with serving(Settings(tmp_path, host="0.0.0.0", token=token, workers=0)) as client:
        assert client.post("/api/rooms", json={"exercise": "legacy_trap"}).json()["error"]["code"] == "trainer_needed"
        assert client.post("/api/flights", json={"base": "austria"}).json()["error"]["code"] == "trainer_needed"
        answer = client.post("/api/rooms", json={"exercise": "legacy_trap"}, headers={"cookie": f"{COOKIE}={token}"})
        assert client.post(f"/api/rooms/{answer.json()['code']}/teams", json={"name": "A"}).status_code == 201
        assert "lesson" not in client.get("/api/exercises/legacy_trap").json()


def test_scores_run_from_the_worst_line_to_the_best_by_what_counts():
    lines = [{"ltu_share": 0.2, "client_satisfaction": 0.5}, {"ltu_share": 0.1, "client_satisfaction": 0.5}]
    assert scores(lines, {"ltu_share": 1.0, "client_satisfaction": 1.0}) == [0.0, 100.0]
    assert scores(lines, {"client_satisfaction": 1.0}) == [None, None]
    three = [*lines, {"ltu_share": 0.15, "client_satisfaction": 0.7}]
    assert scores(three, {"ltu_share": 1.0, "client_satisfaction": 3.0}) == pytest.approx([0, 25, 87.5])
