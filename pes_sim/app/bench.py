"""The benchmark behind `pes-sim bench --app`: a server of its own on loopback, and real clients on sockets.

Figures are measured, never asserted: a slow day is not a failure.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from websockets.asyncio.client import ClientConnection, connect

BROWSERS, TEAMS, ROUNDS, LEVERS = 30, 10, 3, 20
_SERVER = "import sys; from pes_sim.app.serve import serve; from pathlib import Path; "
_SERVER += "serve('127.0.0.1', 0, None, (), Path(sys.argv[1]), int(sys.argv[2]), False)"
_web = build_opener(ProxyHandler({}))  # loopback needs no proxy
Say = Callable[[str], None]


def bench(say: Say = lambda line: None) -> dict[str, Any]:
    """Start a server with two processes, measure it, end it."""
    with tempfile.TemporaryDirectory(prefix="pes-sim-bench-") as data, _server(data, workers=2) as (address, seconds):
        say(f"server up after {seconds:.1f} s; building worlds")
        return {"seconds_to_first_answer": seconds, **asyncio.run(_measure(address, say))}


@contextmanager
def _server(data: str, workers: int) -> Iterator[tuple[str, float]]:
    """(address, seconds until it answered)."""
    began = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", _SERVER, data, str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            if found is None:
                raise RuntimeError("the server did not start")
            _ask(found[0], "/api/about")
            yield found[0], time.perf_counter() - began
        finally:
            server.terminate()


def _ask(address: str, path: str, body: Any = None) -> Any:
    """The JSON answer of a request; raw bytes of a page."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(address + path, data, {"content-type": "application/json"})
    with _web.open(request, timeout=120) as answer:
        raw = answer.read()
    return json.loads(raw) if path.startswith("/api") else raw


async def _measure(address: str, say: Say) -> dict[str, Any]:
    page = await asyncio.to_thread(_page, address)
    say("one flight on the teaching scale")
    flight = await _flight(address)
    say(f"a room of {BROWSERS} browsers in {TEAMS} teams")
    return {"first_page_ms": page} | flight | await _room(address)


def _page(address: str) -> float | None:
    """Milliseconds for the first page and what it looks up at once; None in a checkout without pages."""
    began = time.perf_counter()
    try:
        for path in ("/", "/api/about", "/api/profiles", "/api/kpis"):
            _ask(address, path)
    except HTTPError:
        return None
    return 1000 * (time.perf_counter() - began)


async def _until(socket: ClientConnection, kind: str, re: Any = None) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = json.loads(await socket.recv())
        if message["type"] == kind and (re is None or message.get("re") == re):
            return message
        if message["type"] == "error":
            raise RuntimeError(message["error"]["message"])


async def _flight(address: str) -> dict[str, Any]:
    """A lever's way from release to the curve ahead, and simulated weeks a second."""
    spec = {"base": "austria", "years": 5}
    name = (await asyncio.to_thread(_ask, address, "/api/flights", spec))["flight"]
    began = time.perf_counter()
    async with connect(f"{address.replace('http', 'ws')}/ws/flights/{name}", proxy=None) as socket:
        await _until(socket, "state")
        opened = 1000 * (time.perf_counter() - began)
        levers = []
        for n in range(LEVERS):
            began = time.perf_counter()
            await socket.send(json.dumps({"type": "set", "path": "staffing.phone", "to": 280 + n, "id": n}))
            await _until(socket, "decided", n)
            levers.append(1000 * (time.perf_counter() - began))
        began = time.perf_counter()
        await socket.send(json.dumps({"type": "step", "weeks": 52}))
        while (await _until(socket, "weeks"))["week"] < 52:
            pass
        speed = 52 / (time.perf_counter() - began)
    return {
        "flight_open_ms": opened, "lever_to_curve_ms_median": statistics.median(levers),
        "lever_to_curve_ms_worst": max(levers), "weeks_per_second_with_company": speed,
    }  # fmt: skip


async def _room(address: str) -> dict[str, Any]:
    """A room: how long a lever and a quarter take while everybody is at it."""
    asked = {"exercise": "channel_shift", "teams": TEAMS}
    made = await asyncio.to_thread(_ask, address, "/api/rooms", asked)
    teams = [
        await asyncio.to_thread(_ask, address, f"/api/rooms/{made['code']}/teams", {"name": f"Team {n}"})
        for n in range(TEAMS)
    ]
    url = f"{address.replace('http', 'ws')}/ws/rooms/{made['code']}"
    sockets = await asyncio.gather(*(connect(url, proxy=None, max_queue=None) for _ in range(BROWSERS + 1)))
    trainer, browsers = sockets[0], sockets[1:]
    try:
        await _hello(trainer, made["key"])
        for n, browser in enumerate(browsers):
            await _hello(browser, teams[n % TEAMS]["key"])
            await _until(browser, "state")
        await trainer.send(json.dumps({"type": "phase", "phase": "flying"}))
        await asyncio.gather(*(_phase(each, "flying") for each in browsers))
        levers: list[float] = []
        quarters: list[float] = []
        for turn in range(ROUNDS):
            levers += await asyncio.gather(*(_decide(browsers[n], n, turn) for n in range(TEAMS)))
            quarters += await _quarter(trainer, browsers, 13 * (turn + 1))
        return {
            "room_browsers": BROWSERS, "room_teams": TEAMS,
            "room_lever_ms_median": statistics.median(levers), "room_lever_ms_worst": max(levers),
            "room_first_frame_ms_median": statistics.median(quarters), "room_first_frame_ms_worst": max(quarters),
        }  # fmt: skip
    finally:
        await asyncio.gather(*(socket.close() for socket in sockets))


async def _hello(socket: ClientConnection, key: str) -> None:
    await socket.send(json.dumps({"type": "hello", "key": key}))
    await _until(socket, "room")


async def _phase(socket: ClientConnection, phase: str) -> None:
    while (await _until(socket, "room"))["phase"] != phase:
        pass


async def _decide(browser: ClientConnection, n: int, turn: int) -> float:
    """All teams decide at once; milliseconds until one's own decision is told."""
    began = time.perf_counter()
    message = {"type": "set", "path": "staffing.phone", "to": 280 + n + turn, "id": f"{n}-{turn}"}
    await browser.send(json.dumps(message))
    await _until(browser, "decided", f"{n}-{turn}")
    return 1000 * (time.perf_counter() - began)


async def _quarter(trainer: ClientConnection, browsers: list[ClientConnection], week: int) -> list[float]:
    """The trainer moves the clock; milliseconds until each browser draws its first new weeks."""
    began = time.perf_counter()
    await trainer.send(json.dumps({"type": "advance", "weeks": 13}))

    async def first(browser: ClientConnection) -> float:
        frame = await _until(browser, "weeks")
        took = 1000 * (time.perf_counter() - began)
        while frame["week"] < week:
            frame = await _until(browser, "weeks")
        return took

    return list(await asyncio.gather(*(first(each) for each in browsers)))
