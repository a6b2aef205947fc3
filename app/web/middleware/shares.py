"""How much of the server's time one address may take: its requests wait for their turn.

Everyone's frames are sent by the one thread that also answers requests, and some cost a hundred
times what others do. So what an answer costs is measured, and charged to the address that asked: a
bucket of seconds, which fills with a share of the time that goes by. Who has used it up is not
refused, but waits, one after the other; and of one address one request begins at a time, so that
whatever else is due comes between.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from types import coroutine
from typing import Any, TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.buckets import Bucket, ByKey
from app.sentences import say
from app.web.addresses import holder
from app.web.refusals import turn_away

T = TypeVar("T")

BEFORE_S = {"http": 0.0003, "websocket": 0.0025}
"""What a request costs before it gets here, and after: to be read, parsed and hung up on."""
A_BYTE_S = 3e-9
"""What it costs to send a byte, most of which is done after the answer has been given."""
EVENTS = b"text/event-stream"
"""What is streamed costs nothing, or a class that follows a run would use its share up by that."""
HEALTH = ("/healthz", "/readyz", "/metrics")
"""These have a bucket of their own: a watchdog must not wait behind what it watches."""


class Share:
    """What one address may take, and those of its requests that wait."""

    def __init__(self, per_s: float) -> None:
        self._seconds = Bucket(per_s)
        self._queue: deque[asyncio.Future[None]] = deque()
        self._calling = False

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    def charge(self, seconds: float) -> None:
        """So much was taken."""
        self._seconds.take(seconds)

    async def turn(self) -> None:
        """Wait until there is something left, and everyone before has begun."""
        loop = asyncio.get_running_loop()
        if not self._calling:
            self._calling = True
            if self._seconds.left > 0:
                loop.call_soon(self._call)
                return
            loop.call_soon(self._call)
        called: asyncio.Future[None] = loop.create_future()
        self._queue.append(called)
        await called

    def _call(self) -> None:
        """Let one begin, and the next in the moment after: what it takes is known by then."""
        loop = asyncio.get_running_loop()
        while self._queue and self._queue[0].done():
            self._queue.popleft()
        if not self._queue:
            self._calling = False
        elif self._seconds.left > 0:
            self._queue.popleft().set_result(None)
            loop.call_soon(self._call)
        else:
            loop.call_later(self._seconds.wait_s(0.0), self._call)


class FairShare:
    """Has the requests of an address that took its share wait."""

    def __init__(self, app: ASGIApp, per_s: float, most_waiting: int) -> None:
        self.app = app
        self._most_waiting = most_waiting
        self._shares = ByKey(lambda: Share(per_s))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when its turn has come."""
        kind = scope["type"]
        if kind not in BEFORE_S:
            await self.app(scope, receive, send)
            return
        share = self._shares[f"{holder(scope)} {scope['path'] if scope['path'] in HEALTH else ''}"]
        share.charge(BEFORE_S[kind])
        if share.waiting >= self._most_waiting:
            await _refuse(self._most_waiting, scope, receive, send)
            return
        await share.turn()

        async def receive_in_turn() -> Message:
            message = await receive()
            if message.get("body"):
                # What is made of a body costs more than all that came before.
                await share.turn()
            return message

        streams = False

        async def send_at_a_price(message: Message) -> None:
            nonlocal streams
            if message["type"] == "http.response.start":
                streams = EVENTS in dict(message["headers"]).get(b"content-type", b"")
            elif not streams:
                share.charge(A_BYTE_S * len(message.get("body", b"")))
            await send(message)

        passed = (receive_in_turn, send_at_a_price) if kind == "http" else (receive, send)
        await timed(self.app(scope, *passed), share.charge)  # type: ignore[arg-type]


@coroutine
def timed(
    work: Coroutine[Any, Any, T],
    charge: Callable[[float], None],
    clock: Callable[[], float] = time.thread_time,
) -> Generator[Any, Any, T]:
    """Do the work, and charge for the time on a core that it keeps others waiting for. What it
    waits for itself is free, and so is what others on the same machine make longer."""
    step: Callable[[Any], Any] = work.send
    value: Any = None
    while True:
        began = clock()
        try:
            awaited = step(value)
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            charge(clock() - began)
        try:
            value = yield awaited
            step = work.send
        except BaseException as error:
            step, value = work.throw, error


async def _refuse(most: int, scope: Scope, receive: Receive, send: Send) -> None:
    sentence = say("limit_waiting", maximum=most, setting="PLAYGROUND_MAX_ADDRESS_WAITING")
    await turn_away(429, sentence, scope, receive, send, {"Retry-After": "5"})
