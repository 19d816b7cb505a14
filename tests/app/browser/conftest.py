"""A real server on a free port, a real browser, and pages that tell when something went wrong behind the scenes.

The server runs as a user's would, in a process of its own; all tests of a session share it and one browser.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flying import SMALL, fetch

HOW = "no Chromium; on Debian or Ubuntu: apt-get install chromium; then: pip install 'pes-sim[dev]'"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
)  # fmt: skip
START = "from pathlib import Path; from pes_sim.app.serve import serve; serve('127.0.0.1', 0, None, (), Path({data!r}), 2, False)"


def missing(reason: str) -> None:
    """In continuous integration a browser that is not there is a failure, elsewhere a reason to skip."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        missing(HOW)
    playwright = pytest.importorskip("playwright.sync_api", reason=HOW)
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own."""
    pytest.importorskip("uvicorn", reason="the app is an extra: pip install 'pes-sim[app]'")
    log = tmp_path_factory.mktemp("server") / "log"
    command = [sys.executable, "-c", START.format(data=str(log.parent / "data"))]
    with log.open("w") as errors:
        running = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=Path(__file__).parents[3]
        )
        try:
            assert running.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", running.stdout.readline())
            assert found, f"the server did not start: {log.read_text()}"
            wait_until_it_answers(found[0])
            yield found[0]
        finally:
            running.terminate()
            running.wait(20)


def wait_until_it_answers(address: str, seconds: float = 300.0) -> None:
    """Until the server answers and has flown once: in a fresh clone its processes compile the model first."""
    until = time.monotonic() + seconds
    while True:
        try:
            fetch(f"{address}/api/about", seconds)
            break
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    flight = json.loads(fetch(f"{address}/api/flights", seconds, json.dumps(SMALL).encode()))["flight"]
    fetch(f"{address}/api/flights/{flight}", seconds)


class Visit:
    """One reader: a page, what it asked for, and what it complained about."""

    def __init__(self, browser: Any, server: str, **context: Any) -> None:
        self.server = server
        options: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **context}
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.troubles: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda line: self.asked.append(line.url))
        self.page.on("pageerror", lambda problem: self.troubles.append(f"error: {problem}"))
        self.page.on("console", lambda said: said.type == "error" and self.troubles.append(f"console: {said.text}"))

    def open(self, path: str) -> Any:
        """Go to ``path`` and wait until the page says it is there."""
        self.page.goto(self.server + path)
        self.page.wait_for_selector(f"main[data-ready='{path.lstrip('/').partition('?')[0] or 'start'}']")
        return self.page

    def strangers(self) -> list[str]:
        """What was asked of any other server."""
        here = (self.server, self.server.replace("http", "ws", 1), "blob:", "data:")
        return [url for url in self.asked if not url.startswith(here)]


@pytest.fixture
def visit(chromium: Any, server: str) -> Iterator[Callable[..., Visit]]:
    """Opens readers; at the end none of them may have had trouble or asked another server for anything."""
    made: list[Visit] = []

    def new(**context: Any) -> Visit:
        made.append(Visit(chromium, server, **context))
        return made[-1]

    yield new
    for each in made:
        each.context.close()
    assert [trouble for each in made for trouble in each.troubles] == []
    assert [url for each in made for url in each.strangers()] == []


@pytest.fixture
def page(visit: Callable[..., Visit]) -> Any:
    """A reader's page that is nowhere yet; `page.visit.open(path)` goes somewhere."""
    reader = visit()
    reader.page.visit = reader
    return reader.page
