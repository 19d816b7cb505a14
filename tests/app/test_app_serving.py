"""The server as it runs: a process of its own that may be killed, and processes below it that may die."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from pes_sim.cli import app

SPEC = {"base": "austria", "years": 1, "scale": 5000, "kpis": ["register_stock"]}
_MAIN = "from pes_sim.cli import main; main()"


@contextmanager
def running(data: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of its own, on a free port."""
    command = [sys.executable, "-c", _MAIN, "app", "--port", "0", "--no-browser", "--workers", "1", "--data", str(data)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen([*command, *more], stdout=pipe, stderr=pipe, text=True, env=environment) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found is not None
            _answering(found[0])
            yield server, found[0]
        finally:
            server.kill()


def _answering(address: str) -> None:
    for _ in range(200):
        try:
            httpx.get(f"{address}/api/about", trust_env=False)
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def until(socket, kind: str) -> dict:
    for _ in range(100):
        message = json.loads(socket.recv(timeout=60))
        if message["type"] == kind:
            return message
    raise AssertionError(f"no {kind} came")


def _children(pid: int) -> list[int]:
    found = [int(n) for task in Path(f"/proc/{pid}/task").iterdir() for n in (task / "children").read_text().split()]
    return [child for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def test_what_was_decided_survives_the_death_of_a_worker_and_of_the_server(tmp_path):
    with running(tmp_path) as (server, address):
        assert address.startswith("http://127.0.0.1:"), "other machines are let in only when told"
        web = httpx.Client(base_url=address, trust_env=False, timeout=60)
        flight = web.post("/api/flights", json=SPEC).json()["flight"]
        with connect(f"{address.replace('http', 'ws')}/ws/flights/{flight}", proxy=None) as socket:
            until(socket, "state")
            socket.send(json.dumps({"type": "step", "weeks": 4}))
            until(socket, "weeks")
            socket.send(json.dumps({"type": "set", "path": "staffing.phone", "to": "+10%"}))
            until(socket, "decided")
            before = web.get(f"/api/flights/{flight}").json()
            [worker] = _children(server.pid)
            os.kill(worker, signal.SIGKILL)
            assert web.get(f"/api/flights/{flight}").json() == before, "another process flies on"
            server.kill()
            with pytest.raises(ConnectionClosed):
                socket.recv(timeout=30)
    with running(tmp_path) as (server, address):
        assert httpx.get(f"{address}/api/flights/{flight}", trust_env=False, timeout=60).json() == before
        server.terminate()
        _, said = server.communicate(timeout=60)
        assert (server.returncode, said) == (0, ""), "told to end, it tidies up and has nothing to complain about"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--token", "short"], "at least 12"),
        (["--host", "203.0.113.1", "--port", "0"], "cannot listen"),
        (["--port", "99999"], "65535"),
        (["--port", "0", "--data", "/proc/nowhere"], "a folder that can be written"),
    ],
)
def test_a_wrong_call_is_refused_in_a_line(arguments, why):
    done = CliRunner().invoke(app, ["app", "--no-browser", *arguments])
    assert done.exit_code == 2 and why in " ".join(done.output.split())


def test_without_the_extra_a_line_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr("pes_sim.cli.serve.NEEDED", ("fastapi", "no_such_module"))
    done = CliRunner().invoke(app, ["app"])
    assert done.exit_code == 2 and "pip install 'pes-sim[app]'" in done.output
