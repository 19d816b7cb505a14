"""A flight over the wire: levers act now, undo is exact, the log repeats it, and nothing that is sent breaks it."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

import pes_sim as pes
from pes_sim.app.settings import Limits, Settings
from pes_sim.live.curves import moving
from pes_sim.runs.simulate import simulate

SPEC = {"base": "austria", "years": 1, "scale": 5000, "seed": 5, "kpis": ["phone_answered_share", "register_stock"]}


def opened(client: TestClient, **more: object) -> str:
    answer = client.post("/api/flights", json=SPEC | more)
    assert answer.status_code == 201, answer.text
    return answer.json()["flight"]


def until(socket, kind: str, re: object = None) -> dict:
    """The next message of ``kind``."""
    for _ in range(100):
        message = socket.receive_json()
        if message["type"] == kind and (re is None or message["re"] == re):
            return message
        assert message["type"] != "error" or kind == "error", message
    raise AssertionError(f"no {kind} came")


def stepped(socket, weeks: int, to: int) -> None:
    socket.send_json({"type": "step", "weeks": weeks})
    while until(socket, "weeks")["week"] < to:
        pass


def test_a_flight_over_the_wire_is_the_batch_run_of_its_log(client, tmp_path):
    flight = opened(client)
    with client.websocket_connect(f"/ws/flights/{flight}") as socket:
        assert until(socket, "state")["week"] == 0
        stepped(socket, 9, 9)
        socket.send_json({"type": "set", "path": "staffing.phone", "to": "+30%", "ramp": "4 weeks", "id": 7})
        decided = until(socket, "decided", 7)
        assert decided["entry"]["kind"] == "decision" and decided["ahead"]["weeks"] == 13
        assert decided["ahead"]["series"] != decided["without"]["series"]
        socket.send_json({"type": "event", "name": "recession"})
        assert until(socket, "decided")["entry"]["kind"] == "event"
        stepped(socket, 20, 29)
        state = client.get(f"/api/flights/{flight}").json()
    path = tmp_path / "flight.yaml"
    path.write_text(client.get(f"/api/flights/{flight}/scenario").text)
    counters = simulate(pes.load(path), seed=5).counters.astype(float)
    for name in SPEC["kpis"]:
        expected = moving(counters, name, 0, 29)
        assert np.allclose(state["series"]["flight"][name], expected, rtol=1e-5)
    phone = {line: curves["phone_answered_share"] for line, curves in state["series"].items()}
    assert phone["flight"] != phone["no_decision"]
    frame = pd.read_csv(pd.io.common.StringIO(client.get(f"/api/flights/{flight}/data.csv").text))
    assert set(frame["line"]) == {"flight", "no_decision"} and frame["week"].max() == 28


def test_undo_brings_the_state_back_as_it_was(client):
    flight = opened(client)
    with client.websocket_connect(f"/ws/flights/{flight}") as socket:
        until(socket, "state")
        stepped(socket, 3, 3)
        before = client.get(f"/api/flights/{flight}").json()
        socket.send_json({"type": "set", "path": "channels.portal.mandate", "to": 1})
        until(socket, "decided")
        stepped(socket, 4, 7)
        socket.send_json({"type": "undo"})
        undone = until(socket, "undone")
        assert {k: v for k, v in undone["state"].items() if k != "type"} == {
            k: v for k, v in before.items() if k != "type"
        }
        socket.send_json({"type": "undo", "id": "again"})
        assert until(socket, "error", "again")["error"]["code"] == "conflict"


def test_a_flight_outlives_its_connection_and_the_server(client, data, serving):
    flight = opened(client)
    with client.websocket_connect(f"/ws/flights/{flight}") as socket:
        until(socket, "state")
        stepped(socket, 6, 6)
        socket.send_json({"type": "set", "path": "staffing.front", "to": "-10%"})
        until(socket, "decided")
        stepped(socket, 5, 11)
    before = client.get(f"/api/flights/{flight}").json()
    with client.websocket_connect(f"/ws/flights/{flight}") as socket:
        assert until(socket, "state") == before
    with serving(Settings(data, workers=0)) as another:
        assert another.get(f"/api/flights/{flight}").json() == before


def test_playing_goes_on_until_paused_and_levers_act_meanwhile(client):
    flight = opened(client)
    with client.websocket_connect(f"/ws/flights/{flight}") as socket:
        until(socket, "state")
        socket.send_json({"type": "play", "speed": 30})
        assert until(socket, "playing")["playing"]
        while until(socket, "weeks")["week"] < 5:
            pass
        socket.send_json({"type": "set", "path": "staffing.phone", "to": 100})
        assert until(socket, "decided")["entry"]["week"] >= 5
        socket.send_json({"type": "step", "weeks": 1, "id": "no"})
        assert until(socket, "error", "no")["error"]["code"] == "conflict"
        socket.send_json({"type": "play", "speed": 60})
        while not until(socket, "weeks")["ended"]:
            pass
        assert until(socket, "playing")["playing"] is False


def test_curves_and_the_picture_are_of_the_world_that_flies(client):
    flight = opened(client)
    with client.websocket_connect(f"/ws/flights/{flight}") as socket:
        until(socket, "state")
        stepped(socket, 2, 2)
        socket.send_json({"type": "kpis", "names": ["unmet_need_share"], "segment": "age:55_plus", "id": 1})
        assert len(until(socket, "series", 1)["series"]["flight"]["unmet_need_share"]) == 2
        socket.send_json({"type": "look", "id": 2})
        seen = until(socket, "look", 2)
    assert {row["name"] for row in seen["channels"]} >= {"counter", "phone", "portal"}
    assert sum(row["share"] for row in seen["channels"]) == pytest.approx(1)
    assert seen["systems"] and seen["couplings"] and seen["staff"][0]["posts"] > 0
    assert client.get(f"/api/flights/{flight}/look").json()["week"] == 2


HOSTILE = [
    "", "{", "[]", "null", "3", '"x"', "[" * 5000, '{"type": ["set"]}', '{"type": "nothing"}', '{"type": "hello", "key": "x"}',
    '{"type": "step", "weeks": 0}', '{"type": "step", "weeks": 10000}', '{"type": "step", "weeks": "x"}', '{"type": "step", "weeks": NaN}',
    '{"type": "set", "path": "staffing.phone", "to": Infinity}', '{"type": "set", "path": "__class__", "to": 1}',
    '{"type": "set", "path": "choice.habit", "to": 1}', '{"type": "set", "path": "staffing.phone", "to": "20%"}',
    '{"type": "set", "path": "staffing.phone", "to": -5}', '{"type": "set", "path": "staffing.phone", "to": 1, "ramp": "99999 weeks"}',
    '{"type": "change", "item": {"set": "staffing.phone", "to": 1, "at": "1999-01-01"}}', '{"type": "change", "item": {}}',
    '{"type": "change", "item": {"start": "project", "with": {"name": "x", "kind": "automation", "budget_meur": 1e300, "planned_weeks": 1}}}',
    '{"type": "change", "item": ' + '{"a":' * 40 + "1" + "}" * 40 + "}",
    '{"type": "option", "name": "../../etc/passwd"}', '{"type": "event", "name": "digital_first"}', '{"type": "event", "name": "austria"}',
    '{"type": "play", "speed": 1e9}', '{"type": "kpis", "names": ["nothing"]}', '{"type": "kpis", "segment": "shoe:size"}',
    '{"type": "undo", "extra": 1}', '{"type": "look", "id": {"a": 1}}', "\\u0000", "x" * 70_000,
]  # fmt: skip


def test_hostile_messages_are_answered_and_change_nothing(client):
    flight = opened(client)
    with client.websocket_connect(f"/ws/flights/{flight}") as socket:
        before = until(socket, "state")
        for number, text in enumerate(HOSTILE):
            socket.send_text(text)
            error = until(socket, "error")["error"]
            assert error["code"] in ("invalid", "too_large", "conflict", "too_many") and error["message"], (
                text[:80],
                error,
            )
            if number % 25 == 24:
                socket.portal.call(__import__("anyio").sleep, 1.0)  # the pace is bounded as well
        socket.send_text(json.dumps({"type": "state", "id": "last"}))
        assert until(socket, "state", "last") | {"re": None} == before | {"re": None}


def test_who_sends_without_end_is_slowed_and_then_shown_out(client):
    flight = opened(client)
    with client.websocket_connect(f"/ws/flights/{flight}") as socket:
        until(socket, "state")
        for _ in range(300):
            socket.send_text('{"type": "nothing"}')
        codes = set()
        with pytest.raises((WebSocketDisconnect, RuntimeError)):
            for _ in range(400):
                message = socket.receive_json()
                codes.add(message["error"]["code"])
        assert "too_many" in codes


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_a_page_of_another_origin_cannot_open_a_socket(client, origin):
    flight = opened(client)
    with (
        pytest.raises((WebSocketDisconnect, RuntimeError)),
        client.websocket_connect(f"/ws/flights/{flight}", headers={"origin": origin}) as socket,
    ):
        socket.receive_json()


@pytest.mark.parametrize("name", ["nothing-of-the-kind", "..%2f..%2fetc", "a" * 3000])
def test_an_unknown_flight_is_not_found(client, name):
    assert client.get(f"/api/flights/{name}").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"base": "nowhere"}, {"base": "../austria"}, {"base": "digital_first"}, {"years": 0}, {"years": 100}, {"scale": 1},
        {"options": ["recession"]}, {"options": ["digital_first", "digital_first"]}, {"shocks": ["digital_first"]}, {"kpis": ["nothing"]},
        {"seed": -1}, {"settings": {"staffing.phone": -1}}, {"settings": {"nothing": 1}}, {"base": 3}, {"more": 1}, {"scale": 10**9},
    ],
)  # fmt: skip
def test_a_flight_that_cannot_be_flown_is_refused_at_once(client, data, wrong):
    before = sorted((data / "flights").iterdir())
    answer = client.post("/api/flights", json=SPEC | wrong)
    assert answer.status_code == 422 and answer.json()["error"]["message"]
    assert sorted((data / "flights").iterdir()) == before


def test_a_session_that_breaks_touches_no_other_and_can_be_mended(client, monkeypatch):
    whole, broken = opened(client), opened(client)
    for flight in (whole, broken):
        assert client.get(f"/api/flights/{flight}").json()["week"] == 0
    with client.websocket_connect(f"/ws/flights/{broken}") as socket:
        until(socket, "state")
        stepped(socket, 2, 2)
        manager = client.app.state.flights
        pilot = manager.workers[0]._desk.pilots[broken]
        monkeypatch.setattr(
            pilot.session, "step", lambda weeks: 1 / 0
        )  # not the model: what is ahead is looked at meanwhile
        socket.send_json({"type": "step", "weeks": 1})
        assert until(socket, "error")["error"]["code"] == "failed"
        with client.websocket_connect(f"/ws/flights/{whole}") as other:
            until(other, "state")
            stepped(other, 3, 3)
        stepped(socket, 1, 3)  # flown again from what is on disk


def test_more_flights_than_the_server_holds_are_refused_or_take_the_place_of_idle_ones(tmp_path, serving):
    limits = Limits(flights=2)
    with serving(Settings(tmp_path, workers=0, limits=limits)) as client:
        first, second = opened(client), opened(client)
        with client.websocket_connect(f"/ws/flights/{second}") as socket:
            until(socket, "state")
            third = opened(client)
            assert set(client.app.state.flights.known) == {second, third}
            with client.websocket_connect(f"/ws/flights/{third}") as another:
                until(another, "state")
                assert client.post("/api/flights", json=SPEC).json()["error"]["code"] == "busy"
        assert client.get(f"/api/flights/{first}").status_code == 200
