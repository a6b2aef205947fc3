"""How much may be said over a WebSocket: what answers a frame is free, all else has a rate.

Messages, fragments of them and pings cost the server much more than whoever sends them: a full
buffer of the smallest is forty thousand, and would hold everyone else up for a second. So they are
counted as they are parsed, a piece of what came at a time, and whoever says too much is hung up on.
"""

from __future__ import annotations

import asyncio
from typing import Any

from app.buckets import Bucket
from app.sentences import end_event, say

PIECE = 256
"""Bytes that are parsed before they are counted, at most."""
MOST_GRANTED = 100
"""Messages sent that were not answered yet, beyond which an answer is none."""
POLICY_VIOLATION = 1008
GOODBYE_S = 1.0
"""How long a client has to read why it is hung up on."""


class TalkLimit(asyncio.Protocol):
    """Hangs up, with 1008, on a client who says more than it may."""

    loop: asyncio.AbstractEventLoop
    transport: Any
    conn: Any
    queue: asyncio.Queue[Any]

    def __init__(self, *args: Any, messages_per_s: float, **named: Any) -> None:
        super().__init__(*args, **named)
        self._messages = Bucket(messages_per_s)
        self._granted = 0
        self._said_too_much = False

    def grant(self) -> None:
        """Something was sent, which may be answered."""
        self._granted = min(self._granted + 1, MOST_GRANTED)

    def data_received(self, data: bytes) -> None:
        """Take what was said, as far as it may be."""
        for start in range(0, len(data), PIECE):
            if self._said_too_much or self.transport.is_closing():
                return
            super().data_received(data[start : start + PIECE])

    def handle_events(self) -> None:
        """Count what was parsed before it is acted on."""
        said = len(self.conn.events)
        free = min(said, self._granted)
        self._granted -= free
        if self._messages.take(said - free) < 0:
            self._hang_up()
        else:
            super().handle_events()  # type: ignore[misc]

    def _hang_up(self) -> None:
        self._said_too_much = True
        if self.transport.is_closing():
            return
        reason = say(
            "limit_messages",
            maximum=self._messages.per_s,
            setting="PLAYGROUND_MAX_MESSAGES_PER_S",
        )
        self.queue.put_nowait(
            {"type": "websocket.disconnect", "code": POLICY_VIOLATION, "reason": reason.detail}
        )
        if self.handshake_complete and not self.close_sent:
            # A reason to close with has room for the English alone.
            self.conn.send_text(end_event(reason).encode())
            self.conn.send_close(POLICY_VIOLATION, reason.detail)
            self.transport.write(b"".join(self.conn.data_to_send()))
        # From now on nobody listens, and nothing that the app says is sent.
        self.close_sent = self.disconnected = True
        self.read_paused = False
        self.transport.pause_reading()
        self.stop_keepalive()
        self.close_timer = self.loop.call_later(GOODBYE_S, self.transport.close)

    handshake_complete: bool
    close_sent: bool
    disconnected: bool
    read_paused: bool
    close_timer: asyncio.TimerHandle | None

    def stop_keepalive(self) -> None:
        """Send no more pings."""
        super().stop_keepalive()  # type: ignore[misc]
