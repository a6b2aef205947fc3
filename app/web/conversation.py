"""What a server and a reader say to each other over one WebSocket, and what they are told over
Server-Sent Events."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from typing import Any

from fastapi import WebSocket, WebSocketDisconnect
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocketState

from app.problems import Busy, Problem
from app.runs.manager import Manager
from app.runs.reader import Reader
from app.sentences import end_event
from engine import Sentence

log = logging.getLogger(__name__)

SERVICE_RESTART = 1012
FORBIDDEN = 4403
NOT_FOUND = 4404
TRY_LATER = 1013
GONE = 1006
KEEP_ALIVE_S = 15.0
NOTHING_THERE = 404

Ending = tuple[int | None, Sentence | None]
"""The code to close with, none where the reader has gone, and the reason."""


class EventStream(StreamingResponse):
    """A stream of events. `place` is given back when it ends, however little of it was sent."""

    media_type = "text/event-stream"

    def __init__(self, content: AsyncGenerator[bytes, None], place: ExitStack) -> None:
        self._lines = content
        self._place = place
        super().__init__(content, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the stream."""
        try:
            await super().__call__(scope, receive, send)
        except ClientDisconnect:
            log.debug("a reader has gone")
        finally:
            # A generator that is left early would otherwise be watching until collected; and one
            # that was never begun has no end of its own.
            await self._lines.aclose()
            self._place.close()


async def lines(
    reader: Reader[Any], watching: AbstractContextManager[object]
) -> AsyncGenerator[bytes, None]:
    """What a reader is told, as Server-Sent Events, while it watches."""
    with watching:
        while True:
            try:
                async with asyncio.timeout(KEEP_ALIVE_S):
                    event = await reader.next()
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if event is None:
                return
            yield format_sse_event(data_str=event.data.decode(), event=event.name, id=event.id)


def ending(manager: Manager) -> int:
    """The code to close with."""
    return SERVICE_RESTART if manager.stopping else NOT_FOUND


async def converse(websocket: WebSocket, talk: Callable[[], Awaitable[Ending]]) -> None:
    """Let a reader in, talk, and end it in good order: as `talk` says, or with what it raises."""
    try:
        await websocket.accept()
        code, reason = await talk()
    except Busy as problem:
        code, reason = TRY_LATER, problem.sentence
    except Problem as problem:
        code = NOT_FOUND if problem.status == NOTHING_THERE else FORBIDDEN
        reason = problem.sentence
    except WebSocketDisconnect:
        return
    await close(websocket, code, reason)


async def close(websocket: WebSocket, code: int | None, reason: Sentence | None) -> None:
    """End a conversation, with a reason, unless the reader has done so."""
    if code is not None and not _is_over(websocket):
        # The reader may go in the meantime.
        with suppress(WebSocketDisconnect):
            # A reason to close with has room for the English alone.
            if reason is not None:
                await websocket.send_text(end_event(reason))
            await websocket.close(code, reason.detail if reason else None)


def _is_over(websocket: WebSocket) -> bool:
    return WebSocketState.DISCONNECTED in (websocket.client_state, websocket.application_state)


class Conversation:
    """A reader is sent what it has not had, and says what it has drawn."""

    def __init__(
        self, websocket: WebSocket, reader: Reader[Any], refresh: Callable[[], None]
    ) -> None:
        self.websocket = websocket
        self._reader = reader
        self._refresh = refresh
        # Our own carrier sends what has its header already, and hears acknowledgements itself.
        carrier = websocket.scope.get("extensions", {}).get("viewers")
        self._write: Callable[[list[bytes]], bool] | None = carrier and carrier["write"]
        if carrier:
            carrier["acknowledged"](self._acknowledge)

    async def hold(self) -> bool:
        """Until either side ends it; whether it was ours."""
        sending = asyncio.create_task(self._send())
        receiving = asyncio.create_task(self._receive())
        try:
            await asyncio.wait({sending, receiving}, return_when=asyncio.FIRST_COMPLETED)
            fault = sending.exception() if sending.done() else None
            if fault is not None and not isinstance(fault, WebSocketDisconnect):
                log.error("unexpected fault in a stream", exc_info=fault)
            return sending.done() and fault is None
        finally:
            for task in (sending, receiving):
                task.cancel()
            await asyncio.gather(sending, receiving, return_exceptions=True)

    async def _send(self) -> None:
        while await self.send_next():
            pass

    async def send_next(self) -> bool:
        """Send what comes next; whether there was something. Raises WebSocketDisconnect."""
        events = await self._reader.due()
        if self._write and events:
            framed = [event.framed.whole for event in events]
            # Hundreds of times a second what lies between would cost as much as the sending.
            if not self._write(framed):
                await self._say({"framed": framed})
            return True
        for event in events:
            payload = event.framed.payload
            await self._say({"text": payload.decode()} if event.data else {"bytes": payload})
        return bool(events)

    async def _say(self, what: Message) -> None:
        # Another who said something may have found the reader gone.
        if _is_over(self.websocket):
            raise WebSocketDisconnect(GONE)
        await self.websocket.send({"type": "websocket.send", **what})

    async def _receive(self) -> None:
        # Someone has to read, or pings go unanswered and the socket is closed under us.
        while (message := await self.websocket.receive())["type"] != "websocket.disconnect":
            await self.hear(message.get("text") or "")

    async def hear(self, text: str) -> None:
        """Take what the reader says; nonsense is passed over."""
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            return
        if isinstance(said, dict):
            await self._heed(said)

    async def _heed(self, said: dict[str, Any]) -> None:
        if isinstance(seq := said.get("ack"), int):
            self._acknowledge(seq)
        if "look" in said and (refusal := self.look(said["look"])):
            await self.websocket.send_json(refusal)

    def look(self, said: object) -> dict[str, Any] | None:
        """Where the reader looks from now on, null being nowhere; the event to refuse it with, if
        that cannot be: it then looks on as before."""
        back, self._reader.away = self._reader.away, said is None
        if back and not self._reader.away:
            self._refresh()
        return None

    def _acknowledge(self, seq: int) -> None:
        if self._reader.acknowledge(seq):
            self._refresh()
