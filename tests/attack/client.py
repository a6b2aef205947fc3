"""One client at its worst: it asks as fast as it is answered, over as many connections as it likes,
and comes back at once when it is hung up on. In a process of its own, so that it costs the server
what a stranger's machine would."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

HOST = "127.0.0.1"
MASKED = b"\x80\x00\x00\x00\x00"
BREATHER_S = 0.01
"""Between two tries to come back, or a client would be busy with itself alone."""

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]

done: Counter[str] = Counter()
"""What came of it: answers by status, messages that were sent, and sockets that were lost."""


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[Stream]:
    """A connection."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        yield reader, writer
    finally:
        writer.close()


def head(port: int, method: str, path: str, fields: dict[str, str], body: bytes = b"") -> bytes:
    """A request."""
    fields = {"Host": f"{HOST}:{port}", **fields}
    if body:
        fields |= {"Content-Length": str(len(body)), "Content-Type": "application/json"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


async def answered(stream: Stream, request: bytes) -> None:
    """Ask, and read the answer to its end."""
    reader, writer = stream
    writer.write(request)
    said = await reader.readuntil(b"\r\n\r\n")
    done[said[9:12].decode()] += 1
    length = int(said.lower().partition(b"content-length:")[2].partition(b"\r")[0] or 0)
    await reader.readexactly(length)
    if b"connection: close" in said.lower():
        raise ConnectionError


async def upgraded(stream: Stream, port: int, path: str) -> None:
    """Have the connection be a WebSocket."""
    key = base64.b64encode(os.urandom(16)).decode()
    fields = {"Upgrade": "websocket", "Connection": "Upgrade"}
    fields |= {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": key}
    stream[1].write(head(port, "GET", path, fields))
    said = await stream[0].readuntil(b"\r\n\r\n")
    done[said[9:12].decode()] += 1
    if b" 101 " not in said:
        raise ConnectionError


async def drain(reader: asyncio.StreamReader) -> None:
    """Read on, to no purpose, until it is over."""
    while await reader.read(1 << 16):
        pass


async def asking(port: int, *, method: str, path: str, token: str = "", body: str = "") -> None:
    """The same request over and over."""
    fields = {"Authorization": f"Bearer {token}"} if token else {}
    async with connected(port) as stream:
        for number in range(1_000_000):
            text = body.replace('"$number"', str(number % 100 + 1)).encode()
            await answered(stream, head(port, method, path, fields, text))


FRAMES = {
    "messages": (b"", b"\x81\x81" + bytes(4) + b"x"),
    "pings": (b"", b"\x89" + MASKED),
    # A message that never ends.
    "fragments": (b"\x01" + MASKED, b"\x00" + MASKED),
}
"""What is sent once, and what then over and over."""


async def talking(port: int, *, path: str, kind: str) -> None:
    """WebSocket frames that say nothing, as fast as they are taken."""
    start, frame = FRAMES[kind]
    many = frame * 1000
    async with connected(port) as stream:
        await upgraded(stream, port, path)
        reading = asyncio.create_task(drain(stream[0]))
        try:
            stream[1].write(start)
            while not reading.done():
                stream[1].write(many)
                await stream[1].drain()
                done["messages"] += 1000
                await asyncio.sleep(0)
            done["hung up on"] += 1
        finally:
            reading.cancel()


async def coming(port: int, *, path: str, stays_s: float) -> None:
    """A WebSocket that comes and goes."""
    async with connected(port) as stream:
        await upgraded(stream, port, path)
        await asyncio.sleep(stays_s)


async def not_reading(port: int, *, path: str, method: str = "") -> None:
    """Ask for much, and take nothing of it."""
    async with connected(port) as stream:
        if method:
            stream[1].write(head(port, method, path, {}) * 50)
        else:
            await upgraded(stream, port, path)
        stream[1].transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.sleep(3600)


async def idling(port: int) -> None:
    """Connect, and say nothing."""
    async with connected(port) as (reader, _):
        done["connections"] += 1
        await reader.read()
        done["hung up on"] += 1


WAYS: dict[str, Callable[..., Awaitable[None]]] = {
    each.__name__: each for each in (asking, talking, coming, not_reading, idling)
}


async def again_and_again(port: int, way: str, arguments: dict[str, Any]) -> None:
    """Do it, and whatever becomes of it, do it again."""
    while True:
        try:
            await WAYS[way](port, **arguments)
        except (OSError, asyncio.IncompleteReadError):
            done["lost"] += 1
        await asyncio.sleep(BREATHER_S)


async def attack(port: int, order: dict[str, Any]) -> None:
    """Attack in so many ways at once, until the standard input ends."""
    tasks = [
        asyncio.create_task(again_and_again(port, order["way"], order["arguments"]))
        for _ in range(order["times"])
    ]
    started = time.monotonic()
    await asyncio.to_thread(sys.stdin.read)
    took = time.monotonic() - started
    for task in tasks:
        task.cancel()
    did = {what: count / took for what, count in done.items()}
    print(json.dumps({"core": time.process_time() / took, "did": did}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(attack(int(sys.argv[1]), json.loads(sys.stdin.readline())))
