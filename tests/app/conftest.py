"""A server the tests talk to, without a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the app is an extra: pip install 'pes-sim[app]'")

import anyio
from starlette.testclient import TestClient

from pes_sim.app.server import create_app
from pes_sim.app.settings import Settings

HERE = "http://127.0.0.1:8765"
PATIENCE = 60.0
"""Seconds after which a message that has not come fails the test that waits for it."""


class Client(TestClient):
    """Talks to a server under its own name, on sockets too."""

    def websocket_connect(self, url: str, *arguments: Any, **more: Any) -> Any:
        session: Any = super().websocket_connect(f"{HERE.replace('http', 'ws')}{url}", *arguments, **more)
        session.receive = partial(_received, session)
        return session


def _received(session: Any) -> Any:
    """The next message. Raises TimeoutError, where starlette's own session would wait for ever."""

    async def in_time() -> Any:
        with anyio.fail_after(PATIENCE):
            return await session._send_rx.receive()

    return session.portal.call(in_time)


@pytest.fixture(scope="session")
def serving() -> Callable[[Settings], Client]:
    return lambda settings: Client(create_app(settings), base_url=HERE)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("app")


@pytest.fixture(scope="session")
def client(data: Path) -> Iterator[TestClient]:
    with Client(create_app(Settings(data, workers=0)), base_url=HERE) as found:
        yield found
