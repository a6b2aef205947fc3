"""The event feed, over two carriers: a WebSocket for pages, Server-Sent Events for everyone else.

Both carry the same events in the same JSON. Over the WebSocket a viewer acknowledges each frame it
has drawn and is never sent more than two ahead, so that it always sees the newest.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator
from contextlib import ExitStack, suppress
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, WebSocket, WebSocketDisconnect
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from app.problems import Busy, NotFound
from app.runs.feed import Event, Viewer
from app.runs.manager import Manager
from app.web.addresses import holder
from app.web.api.dependencies import CurrentManager, Watched, problems

log = logging.getLogger(__name__)

router = APIRouter(prefix="/runs", tags=["events"])

SERVICE_RESTART = 1012
NOT_FOUND = 4404
TRY_LATER = 1013
KEEP_ALIVE_S = 15.0


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


@router.get(
    "/{run_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **problems(404, 503)},
)
async def read_events(
    session: Watched,
    manager: CurrentManager,
    request: Request,
    frames: Annotated[bool, Query(description="Whether to send frames, too.")] = False,
    last_event_id: Annotated[str | None, Header(max_length=40)] = None,
) -> EventStream:
    """Follow a run by Server-Sent Events: a snapshot first, then history and status as they
    happen. A reader that comes back with Last-Event-ID gets the epochs it missed, and no others."""
    viewer = Viewer(
        session,
        frames=frames,
        acknowledges=False,
        last_id=last_event_id,
        tally=manager.streams.tally,
    )
    place = ExitStack()
    place.enter_context(manager.streams.one(holder(request.scope)))

    async def lines() -> AsyncGenerator[bytes, None]:
        with session.audience.watch(viewer):
            while True:
                try:
                    async with asyncio.timeout(KEEP_ALIVE_S):
                        event = await viewer.next()
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if event is None:
                    return
                yield format_sse_event(data_str=event.data.decode(), event=event.name, id=event.id)

    return EventStream(lines(), place)


@router.websocket("/{run_id}/stream")
async def stream(websocket: WebSocket, run_id: str, manager: CurrentManager) -> None:
    """Follow a run by WebSocket: {"event": …, "data": …} down, {"ack": seq} up."""
    await websocket.accept()
    try:
        session = await manager.find(run_id)
        with manager.streams.one(holder(websocket.scope)):
            tally = manager.streams.tally
            viewer = Viewer(session, frames=True, acknowledges=True, tally=tally)
            with session.audience.watch(viewer):
                code = await _converse(websocket, viewer, manager)
    except NotFound as problem:
        code, reason = NOT_FOUND, problem.detail
    except Busy as problem:
        code, reason = TRY_LATER, problem.detail
    else:
        reason = session.farewell.detail if session.farewell else ""
    if code is not None:
        # The reader may have gone in the meantime.
        with suppress(WebSocketDisconnect):
            await websocket.close(code, reason)


async def _converse(websocket: WebSocket, viewer: Viewer, manager: Manager) -> int | None:
    """Send events and take acknowledgements until either side ends; the code to close with."""

    async def send() -> int:
        while (event := await viewer.next()) is not None:
            await websocket.send_text(_message(event))
        return SERVICE_RESTART if manager.stopping else NOT_FOUND

    async def receive() -> None:
        # Someone has to read, or pings go unanswered and the socket is closed under us.
        while (message := await websocket.receive())["type"] != "websocket.disconnect":
            seq = _acknowledged(message.get("text") or "")
            if seq is not None:
                viewer.acknowledge(seq)

    sending, receiving = asyncio.create_task(send()), asyncio.create_task(receive())
    try:
        await asyncio.wait({sending, receiving}, return_when=asyncio.FIRST_COMPLETED)
        if sending.done() and sending.exception() is None:
            return sending.result()
        return None
    finally:
        for task in (sending, receiving):
            task.cancel()
        await asyncio.gather(sending, receiving, return_exceptions=True)


def _message(event: Event) -> str:
    return f'{{"event":"{event.name}","data":{event.data.decode()}}}'


def _acknowledged(text: str) -> int | None:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None
    seq = message.get("ack") if isinstance(message, dict) else None
    return seq if isinstance(seq, int) else None
