"""A viewer that costs next to nothing: it reads only as much of a message as it must."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import struct
import time
from urllib.parse import quote

TEXT, BINARY, PING, PONG = 1, 2, 9, 10
LOOK = quote(json.dumps({"boundary": 100, "maps": 20, "weights": True, "health": True}))
"""What the page looks at."""


class Viewer(asyncio.Protocol):
    """Follows a run or a sweep by WebSocket, acknowledges every frame, and notes how old it is."""

    HEAD = 90
    """Bytes of a message that it reads."""

    def __init__(self, port: int, run_id: str, of: str = "runs") -> None:
        self.ages_s: list[float] = []
        self.epochs = self.received = 0
        self.closed = False
        self._request = self._asking(port, f"{of}/{run_id}/stream?look={LOOK}")

    def _asking(self, port: int, stream: str) -> str:
        return (
            f"GET /api/v1/{stream} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n"
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._buffer = bytearray()
        self._open = False
        transport.write(self._request.encode())

    def connection_lost(self, exc: Exception | None) -> None:
        """The stream is over."""
        self.closed = True

    def close(self) -> None:
        """Leave."""
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Take the messages that are complete."""
        self._buffer += data
        self.received += len(data)
        if not self._open:
            head, found, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head, head
            self._open, self._buffer = True, bytearray(rest)
            self._opened()
        while (size := self._complete()) is not None:
            start, end = size
            opcode = self._buffer[0] & 15
            self._take(opcode, bytes(self._buffer[start : min(end, start + self.HEAD)]))
            if opcode == TEXT:
                self._count(bytes(self._buffer[start:end]))
            del self._buffer[:end]

    def _opened(self) -> None:
        """Nothing is said first."""

    def _complete(self) -> tuple[int, int] | None:
        if len(self._buffer) < 10:
            return None
        length, start = self._buffer[1] & 127, 2
        if length == 126:
            length, start = struct.unpack(">H", self._buffer[2:4])[0], 4
        elif length == 127:
            length, start = struct.unpack(">Q", self._buffer[2:10])[0], 10
        return (start, start + length) if len(self._buffer) >= start + length else None

    def _take(self, opcode: int, head: bytes) -> None:
        if opcode == PING:
            self._send(PONG, head)
        elif opcode == BINARY:
            seq = int(head.partition(b'"seq":')[2].partition(b",")[0])
            made_ms = int(head.partition(b'"at":')[2].partition(b",")[0])
            self.ages_s.append(time.time() - made_ms / 1000)
            self._send(TEXT, b'{"ack":%d}' % seq)

    def _count(self, message: bytes) -> None:
        if b'"epoch":[' in message:
            self.epochs += message.partition(b'"epoch":[')[2].partition(b"]")[0].count(b",") + 1

    def _send(self, opcode: int, payload: bytes) -> None:
        """Send a short message."""
        # A mask of zeros leaves the payload as it is.
        self._transport.write(bytes([128 | opcode, 128 | len(payload), 0, 0, 0, 0]) + payload)


class InClass(Viewer):
    """Follows a class: as its member, or as its teacher at the wall."""

    HEAD = 1 << 14

    def __init__(self, port: int, code: str, token: str, stream: str) -> None:
        super().__init__(port, "")
        self._request = self._asking(port, f"classes/{code}/{stream}")
        self._token = token
        self.drawn: dict[str, float] = {}
        """When the tile of a member was made that is on the wall."""
        self.oldest_s: list[float] = []
        """How old each tile was by the time that the next one took its place."""

    def _opened(self) -> None:
        self._send(TEXT, json.dumps({"token": self._token}).encode())

    def _take(self, opcode: int, head: bytes) -> None:
        super()._take(opcode, head)
        if opcode == BINARY:
            names = head.partition(b'"members":[')[2].partition(b"]")[0].decode()
            now, made = time.time(), time.time() - self.ages_s[-1]
            for name in names.split(","):
                if before := self.drawn.get(name):
                    self.oldest_s.append(now - before)
                self.drawn[name] = made
