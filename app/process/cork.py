"""What is sent over a WebSocket in one moment is written at once.

A slice's epochs and its frame are two messages; written one by one they would cost each viewer's
kernel twice the work, which with hundreds of viewers is what a server spends most of its time on.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol

from app.process.connections import Connections
from app.process.patience import StallLimit
from app.process.talk import TalkLimit

MOST_BYTES = 65_536
"""Held back at most."""
ACK = re.compile(rb'\{"ack": ?(\d{1,15})\}')
"""What a viewer says thousands of times a second."""
TEXT, MASKED = 0x81, 0x80
"""How the header of a whole text message begins, and what is added to its length where a client
sent it (RFC 6455, 5.2)."""
HEADER = 6
"""The bytes of the header of a short message, its mask among them."""
LONGEST_ACK = 24


class Corked:
    """A transport that writes at the end of the moment."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """Write soon, or at once where it is much."""
        if not self._parts:
            self._loop.call_soon(self._flush)
        self._parts.append(data)
        self._size += len(data)
        if self._size > MOST_BYTES:
            self._flush()

    def write_now(self, parts: Iterable[bytes]) -> None:
        """Write at once, after what is held back: this is all that there is to be sent now."""
        self._parts += parts
        self._flush()

    def close(self) -> None:
        """Write what is left, then close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._parts and not self._transport.is_closing():
            # Not joined: what many are sent would be copied for each of them.
            self._transport.writelines(self._parts)
        self._parts.clear()
        self._size = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class CorkedProtocol(StallLimit, TalkLimit, AutoWebSocketsProtocol):  # type: ignore[misc, valid-type]
    """uvicorn's own, on such a transport, with limits on how long a reader may stall and on how
    much it may say."""

    def __init__(self, *args: Any, places: Connections, **named: Any) -> None:
        super().__init__(*args, **named)
        self._places = places
        self._place: Any = None
        self._acknowledged: Callable[[int], None] | None = None
        self._between = False
        """Whether all that was said so far were whole messages."""

    def connection_made(self, transport: Any) -> None:
        """The handshake begins."""
        self._place = transport
        self._places.handed_on(transport)
        super().connection_made(Corked(transport))  # type: ignore[arg-type]

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        super().connection_lost(exc)
        self._places.closed(self._place)

    def handle_connect(self, event: Any) -> None:
        """Let the app in, and tell it what it may ask of this carrier."""
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"]["viewers"] = {"acknowledged": self._hear, "write": self._write}

    def _hear(self, acknowledged: Callable[[int], None]) -> None:
        self._acknowledged = acknowledged

    def _write(self, framed: Iterable[bytes]) -> bool:
        """Send messages that have their headers; whether there was room for them at once."""
        if self.close_sent or self.disconnected or not self.writable.is_set():
            return False
        self.grant()
        self.transport.write_now(framed)
        return True

    def data_received(self, data: bytes) -> None:
        """Take what was said: an acknowledgement by itself at once, at a tenth of what it costs the
        library."""
        if self._between and self._granted and (seq := _seq_of(data)) is not None:
            if self._acknowledged and not self.close_sent:
                self._granted -= 1
                self._acknowledged(seq)
                return
        # Once a message came in parts, only the library knows where the next one begins.
        elif not self.handshake_complete:
            self._between = data.endswith(b"\r\n\r\n")
        elif self._between:
            self._between = _is_whole(data)
        super().data_received(data)

    def handle_text(self, event: Any) -> None:
        """Take a message. Acknowledgements go where they are wanted, and not to whoever waits for a
        message, which would stop and start the reading of each."""
        if self._acknowledged and event.fin and (said := ACK.fullmatch(event.data)):
            self._acknowledged(int(said[1]))
        else:
            super().handle_text(event)

    async def send(self, message: Any) -> None:
        """Send a message; those that many are sent have their WebSocket headers already."""
        if self.transport.is_closing():
            # Gone before it was let in, say; uvicorn would take what comes next for a mistake.
            raise ClientDisconnected
        if (framed := message.get("framed")) is not None:
            await self.writable.wait()
            if self._write(framed):
                return
        self.grant()
        await super().send(message)


def _seq_of(data: bytes) -> int | None:
    """The number of the frame that this acknowledges, if it is that and nothing else."""
    size = len(data) - HEADER
    if not 0 < size <= LONGEST_ACK or data[0] != TEXT or data[1] != MASKED | size:
        return None
    mask = (data[2:HEADER] * (LONGEST_ACK // 4))[:size]
    said = int.from_bytes(data[HEADER:], "big") ^ int.from_bytes(mask, "big")
    found = ACK.fullmatch(said.to_bytes(size, "big"))
    return int(found[1]) if found else None


def _is_whole(data: bytes) -> bool:
    """Whether this is nothing but whole frames of a client."""
    at = 0
    while at + HEADER <= len(data):
        length, more = data[at + 1] & 127, 0
        if length > 125:
            more = 2 if length == 126 else 8
            length = int.from_bytes(data[at + 2 : at + 2 + more], "big")
        at += HEADER + more + length
    return at == len(data)
