"""How long a connection is waited for, whichever way its bytes go.

A request has so long to come in, or a byte a minute would hold a connection for ever; and so would
a reader who stops reading. Both are hung up on, since there is nobody to talk to. (Who is slow with
a body is told so by what reads it, in body.py.)
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.process.connections import Connections

if sys.platform != "win32":
    import fcntl
    import termios

COMING = (h11.IDLE, h11.SEND_BODY)
"""What h11 says of the sender until a request is complete."""


class StallLimit(asyncio.Protocol):
    """Hangs up on a reader who takes nothing for so long. A slow one may take its time."""

    loop: asyncio.AbstractEventLoop
    transport: Any

    def __init__(self, *args: Any, send_timeout_s: float, **named: Any) -> None:
        super().__init__(*args, **named)
        self._send_timeout_s = send_timeout_s
        self._unsent = 0
        self._stalled: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """More waits to be sent than there should."""
        super().pause_writing()
        self._unsent = self._left()
        self._stalled = self.loop.call_later(self._send_timeout_s, self._look)

    def resume_writing(self) -> None:
        """It has been sent."""
        super().resume_writing()
        self._forget()

    def connection_lost(self, exc: Exception | None) -> None:
        """It will not be sent any more."""
        super().connection_lost(exc)
        self._forget()

    def _look(self) -> None:
        unsent = self._left()
        if unsent >= self._unsent:
            self.transport.abort()
        else:
            self._unsent = unsent
            self._stalled = self.loop.call_later(self._send_timeout_s, self._look)

    def _left(self) -> int:
        """Bytes that were not taken. The kernel holds up to megabytes of them, and asks for more
        only when a third is gone, which takes a slow reader a while; Linux and macOS tell."""
        held = 0
        if sys.platform != "win32":
            told = fcntl.ioctl(self.transport.get_extra_info("socket"), termios.TIOCOUTQ, bytes(4))
            held = int.from_bytes(told, sys.byteorder)
        return held + int(self.transport.get_write_buffer_size())

    def _forget(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None


class TimedProtocol(StallLimit, H11Protocol):
    """uvicorn's own, with a limit on the time a request takes to come in as well, and a place among
    the connections that are open."""

    def __init__(
        self, *args: Any, request_timeout_s: float, places: Connections, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self._places = places
        self._request_timeout_s = request_timeout_s
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Someone is there; a request is expected."""
        super().connection_made(transport)
        self._places.opened(transport, self.client[0] if self.client else "", self._idle)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more will come."""
        super().connection_lost(exc)
        self._places.closed(self.transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Some of a request has come, or all of it."""
        super().data_received(data)
        self._watch()

    def _idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _watch(self) -> None:
        """Count the time while there is something to wait for: not on a connection that is lost, or
        was handed on to a WebSocket."""
        if self not in self.connections or self.conn.their_state not in COMING:
            if self._late is not None:
                self._late.cancel()
                self._late = None
        elif self._late is None:
            self._late = self.loop.call_later(self._request_timeout_s, self._hang_up)

    def _hang_up(self) -> None:
        self._late = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
        else:
            # It is being answered, so its body is read, or does not matter before the answer ends.
            self._watch()
