"""Who may talk to the server: its own pages only, under its own name, at a bearable pace and size.

A page of another origin can neither read (no CORS header is ever sent), nor post, nor open a socket (Origin must be
ours), nor get here by a name of its own that it points at this machine (Host must be ours: DNS rebinding).
"""

from __future__ import annotations

import hmac
import socket
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pes_sim.app.errors import AppError, answer
from pes_sim.app.pace import Allowances
from pes_sim.app.settings import COOKIE, Settings
from pes_sim.app.speech.language import current, wanted

HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "form-action 'self'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = ("GET", "HEAD", "OPTIONS")


class Gate:
    """ASGI middleware: refuses strangers and bodies that are too large, and puts HEADERS on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.names = {"localhost", settings.host, *settings.hosts}
        if settings.hosted:
            self.names |= {socket.gethostname(), socket.getfqdn()}
        self._posts = Allowances(settings.limits.posts_per_minute)
        self._guesses = Allowances(settings.limits.logins_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        current.set(wanted(HTTPConnection(scope)))
        why = self._refusal(HTTPConnection(scope))
        if scope["type"] == "websocket":
            if why is not None:
                await receive()
                await send({"type": "websocket.close", "code": 1008, "reason": why})
                return
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in given),
                ]
                if scope["path"].startswith("/api/") and b"cache-control" not in given:
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        if why is not None:
            await answer(AppError("forbidden", why))(scope, receive, sent)
            return
        if self.settings.hosted and not self._in_pace(HTTPConnection(scope)):
            await answer(AppError("too_many", "too many requests; slower, please", after=60))(scope, receive, sent)
            return
        try:
            body = await _whole(receive, self.settings.limits.upload_bytes, HTTPConnection(scope))
        except AppError as error:
            await answer(error)(scope, receive, sent)
            return
        await self.app(scope, body, sent)

    def _refusal(self, connection: HTTPConnection) -> str | None:
        """Why ``connection`` is a stranger's; None where it is not."""
        host = connection.headers.get("host", "")
        if not self._ours(host):
            return "this server does not answer to that name"
        unsafe = connection.scope["type"] == "websocket" or connection.scope.get("method") not in _SAFE
        origin = connection.headers.get("origin")
        if unsafe and origin is not None and urlsplit(origin).netloc != host:
            return "the request comes from a page of another origin"
        if unsafe and connection.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "the request comes from a page of another site"
        return None

    def _in_pace(self, connection: HTTPConnection) -> bool:
        """Whether an address that is not this machine keeps to the limits: a token can be guessed only slowly."""
        asker = connection.client.host if connection.client else ""
        cookie = connection.cookies.get(COOKIE)
        guess = cookie is not None and not is_trainer(connection, self.settings)
        if (guess or connection.scope["path"] == "/api/login") and not self._guesses.spend(asker):
            return False
        return connection.scope["method"] in _SAFE or self._posts.spend(asker)

    def _ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self.names:
            return True
        try:
            address = ip_address(name)
        except ValueError:
            return False
        # A name can be made to point here; an address cannot be anything but itself.
        return address.is_loopback or self.settings.hosted


async def _whole(receive: Receive, most: int, connection: HTTPConnection) -> Receive:
    """``receive`` with the body read already, so that what is too large is refused before anybody looks at it."""
    length = connection.headers.get("content-length", "0")
    body, more = b"", connection.scope["method"] not in _SAFE
    if not length.isdigit() or int(length) > most:
        raise AppError("too_large", f"the request is too large; at most {most:,} bytes")
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            raise AppError("too_large", f"the request is too large; at most {most:,} bytes")
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed


def is_trainer(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether the request may do what only the trainer may."""
    if settings.token is None:
        return True
    return same(connection.cookies.get(COOKIE, ""), settings.token)


def need_trainer(connection: HTTPConnection, settings: Settings) -> None:
    """Raise AppError unless the request is the trainer's."""
    if not is_trainer(connection, settings):
        raise AppError("trainer_needed", "this needs the trainer's token, which the server printed when it started")


def bearer(connection: HTTPConnection) -> str:
    """The key a request carries; empty where it carries none."""
    return str(connection.headers.get("authorization", "")).removeprefix("Bearer ")


def same(key: Any, secret: str) -> bool:
    """Whether ``key`` is ``secret``, in a time that tells nothing."""
    return isinstance(key, str) and hmac.compare_digest(key.encode(), secret.encode())
