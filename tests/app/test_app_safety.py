"""Strangers are refused: other origins, other names, paths that lead elsewhere, bodies without end."""

import pytest
from starlette.testclient import TestClient

from pes_sim.app.server import create_app
from pes_sim.app.settings import COOKIE, Limits, Settings


def test_every_answer_carries_the_security_headers(client):
    for path in ("/api/about", "/api/nothing", "/nothing.html"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "127.0.0.1@evil.example"])
def test_a_name_that_is_not_the_servers_is_refused(client, host):
    assert client.get("/api/about", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:1", "[::1]:8765"])
def test_the_machines_own_names_are_answered(client, host):
    assert client.get("/api/about", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_page_of_another_origin_cannot_post(client, headers):
    assert client.post("/api/login", json={"token": "x"}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/../settings.py", "/%2e%2e/settings.py", "/..%2fsettings.py", "/static/../../settings.py", "/%00", "//etc/passwd",
     "/..\\settings.py", "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/server.py", "/" + "a" * 5000 + ".css"],
)  # fmt: skip
def test_no_path_leads_out_of_the_pages(client, path):
    assert client.get(path).status_code == 404


def test_a_body_too_large_is_refused_whether_it_says_so_or_not(client):
    def endless():
        for _ in range(100):
            yield b"x" * 10_000

    for content in (b"x" * 1_000_000, endless()):
        answer = client.post("/api/login", content=content, headers={"content-type": "application/json"})
        assert answer.status_code == 413 and answer.json()["error"]["code"] == "too_large"


def test_with_a_token_only_who_has_it_is_the_trainer(tmp_path):
    app = create_app(Settings(tmp_path, host="0.0.0.0", token="correct-horse-battery", workers=0))
    client = TestClient(app, base_url="http://192.0.2.7:8765")
    assert client.get("/api/about").json()["trainer"] is False
    assert client.post("/api/login", json={"token": "wrong"}).status_code == 403
    assert client.get("/api/about").json()["trainer"] is False
    assert client.post("/api/login", json={"token": "correct-horse-battery"}).status_code == 200
    assert client.get("/api/about").json()["trainer"] is True
    client.post("/api/logout")
    assert client.get("/api/about").json()["trainer"] is False
    assert client.get("/api/about", headers={"host": "rebound.example"}).status_code == 403


def test_on_loopback_nobody_needs_a_token(client):
    assert client.get("/api/about", headers={"host": "127.0.0.1:8765"}).json()["trainer"] is True


def test_a_token_can_be_guessed_only_slowly_whichever_way_it_is_sent(tmp_path):
    limits = Limits(logins_per_minute=5)
    settings = Settings(tmp_path, host="0.0.0.0", token="correct-horse-battery", workers=0, limits=limits)
    for guess in (
        lambda client: client.post("/api/login", json={"token": "wrong"}),
        lambda client: client.get("/api/about", headers={"cookie": f"{COOKIE}=wrong"}),
    ):
        client = TestClient(create_app(settings), base_url="http://192.0.2.7:8765")
        answers = [guess(client).status_code for _ in range(7)]
        assert answers[5:] == [429, 429] and 429 not in answers[:5]
    assert client.post("/api/login", json={"token": "correct-horse-battery"}).status_code == 429


def test_who_posts_too_fast_from_elsewhere_has_to_wait_and_may_still_look(tmp_path):
    settings = Settings(tmp_path, host="0.0.0.0", token="t" * 12, workers=0, limits=Limits(posts_per_minute=3))
    client = TestClient(create_app(settings), base_url="http://192.0.2.7:8765")
    answers = [client.post("/api/logout") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["retry-after"] == "60" and answers[-1].json()["error"]["code"] == "too_many"
    assert client.get("/api/about").status_code == 200
