"""Running the server: a socket of its own, the trainer's token, the browser."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from types import FrameType

import typer
import uvicorn

from pes_sim.app.server import create_app
from pes_sim.app.settings import Settings, data_folder, is_loopback
from pes_sim.runs.errors import CallError

SHORTEST_TOKEN = 12


def serve(
    host: str, port: int, token: str | None, names: tuple[str, ...], data: Path | None, workers: int | None,
    browser: bool,
) -> None:  # fmt: skip
    """Serve until interrupted. Raises CallError for a token too short, or an address that cannot be taken."""
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise CallError(f"--token has {len(token)} characters; expected at least {SHORTEST_TOKEN}")
    if token is None and not is_loopback(host):
        token = secrets.token_urlsafe(16)
    settings = Settings(
        data=data or data_folder(), host=host, port=port, token=token, hosts=names,
        workers=workers or max(1, min(4, os.cpu_count() or 1)),
    )  # fmt: skip
    listening = _listen(host, port)
    try:
        app = create_app(settings)
    except OSError as error:
        expected = "expected a folder that can be written, see --data"
        raise CallError(f"{settings.data}: {error.strerror or error}; {expected}") from None
    address = f"http://{'[' + host + ']' if ':' in host else host}:{listening.getsockname()[1]}"
    typer.echo(f"pes_sim is at {address}    (Ctrl-C ends it)")
    if token is not None:
        typer.echo(f"trainer's token: {token}")
    if browser and is_loopback(host):
        threading.Timer(1.0, webbrowser.open, (address,)).start()
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False,
        ws="auto", ws_max_size=settings.limits.message_bytes, timeout_graceful_shutdown=5, proxy_headers=False,
    )  # fmt: skip
    # Once it has shut down, uvicorn hands on what ended it, and that would kill this process before it has tidied up.
    signal.signal(signal.SIGTERM, _end_in_order)
    uvicorn.Server(config).run(sockets=[listening])


def _end_in_order(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to ``host`` and ``port``. Raises CallError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, kind, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(128)  # who comes before the server is up waits rather than being turned away
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CallError(f"cannot listen on {host}:{port}: {reason}; expected a free port, such as --port 0") from None
    return found
