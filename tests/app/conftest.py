"""A server the tests talk to, without a socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the app is an extra: pip install 'pes-sim[app]'")

from starlette.testclient import TestClient

from pes_sim.app.server import create_app
from pes_sim.app.settings import Settings

HERE = "http://127.0.0.1:8765"


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("app")


@pytest.fixture(scope="session")
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data, workers=0)), base_url=HERE) as found:
        yield found
