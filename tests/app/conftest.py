"""A server the tests talk to, without a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the app is an extra: pip install 'pes-sim[app]'")

from starlette.testclient import TestClient

from pes_sim.app.server import create_app
from pes_sim.app.settings import Settings

HERE = "http://127.0.0.1:8765"


class Client(TestClient):
    """Talks to a server under its own name, on sockets too."""

    def websocket_connect(self, url: str, *arguments: Any, **more: Any) -> Any:
        return super().websocket_connect(f"{HERE.replace('http', 'ws')}{url}", *arguments, **more)


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
