"""Sockets: bounded in size, pace and patience. A client that does not read is dropped; it may come back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from pes_sim.app.document import dumps
from pes_sim.app.errors import AppError, told
from pes_sim.app.flights.messages import reference
from pes_sim.app.pace import Allowance
from pes_sim.app.settings import Limits
from pes_sim.app.speech.fields import spoken
from pes_sim.app.speech.language import wanted

WAITING = 200
"""Messages that may wait for a client to read them."""
_STRIKES = 50
"""Messages over the pace after which the connection is closed."""


class Client:
    """One connection. ``send`` never waits for the network."""

    def __init__(self, socket: WebSocket, limits: Limits) -> None:
        self.socket, self.limits = socket, limits
        self.key: str | None = None
        self.language = wanted(socket)
        self._out: asyncio.Queue[str | None] = asyncio.Queue(WAITING)
        self._allowance = Allowance(limits.messages_per_second, 2 * limits.messages_per_second)
        self._strikes = 0

    def send(self, document: Any) -> None:
        """Queue ``document`` (text, or what becomes JSON)."""
        try:
            self._out.put_nowait(document if isinstance(document, str) else self._told(document))
        except asyncio.QueueFull:
            self.drop()

    def _told(self, document: Any) -> str:
        return dumps(spoken(document, self.language))

    def drop(self) -> None:
        """End the connection once what is being sent has been sent."""
        while not self._out.empty():
            self._out.get_nowait()
        self._out.put_nowait(None)

    def refuse(self, error: AppError, re: Any = None) -> None:
        """Say why a message was not obeyed."""
        self.send({"type": "error", "re": re, "error": error.document()})

    async def turn_away(self, error: AppError) -> None:
        """Say why there is no connection to be had, and end it."""
        await self.socket.send_text(self._told({"type": "error", "re": None, "error": error.document()}))
        await self.socket.close(1008)

    async def talk(self, obey: Callable[[str], Awaitable[None]]) -> None:
        """Hand every message to ``obey`` until either side ends it; what ``obey`` raises is told."""
        writer = asyncio.create_task(self._write())
        try:
            while self.socket.client_state == WebSocketState.CONNECTED:
                text = await self.socket.receive_text()
                if not self._allowance.spend():
                    self._strikes += 1
                    if self._strikes > _STRIKES:
                        break
                    self.refuse(AppError("too_many", "too many messages; slower, please", after=1), reference(text))
                    continue
                if len(text) > self.limits.message_bytes:
                    self.refuse(AppError("too_large", f"at most {self.limits.message_bytes:,} bytes a message"))
                    continue
                try:
                    await obey(text)
                except Exception as error:
                    self.refuse(told(error), reference(text))
        except (WebSocketDisconnect, KeyError, RuntimeError):
            pass  # gone, or it sent bytes where text was due
        finally:
            writer.cancel()
            with suppress(RuntimeError):  # closed already
                await self.socket.close(1008)

    async def _write(self) -> None:
        while (text := await self._out.get()) is not None:
            await self.socket.send_text(text)
        await self.socket.close(1013)
