"""The event feed, over two carriers: a WebSocket for pages, Server-Sent Events for everyone else.

Both carry the same events in the same JSON. Over the WebSocket a viewer acknowledges each frame it
has drawn and is never sent more than two ahead, so that it always sees the newest; and one that
says what it looks at is sent those parts alone, as binary messages.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import ExitStack, suppress
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, WebSocket, WebSocketDisconnect
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from app.problems import Busy, FieldError, Invalid, NotFound
from app.runs.feed import Viewer
from app.runs.manager import Manager
from app.runs.session import Session
from app.sentences import end_event
from app.web.addresses import holder
from app.web.api.dependencies import CurrentManager, Watched, problems
from app.web.looks import looked, parsed
from app.web.scrub import Scrub
from app.work.pictures import EVERYTHING, NOTHING
from engine import Sentence

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
    last_event_id: Annotated[str | None, Header(max_length=80)] = None,
) -> EventStream:
    """Follow a run by Server-Sent Events: a snapshot first, then history and status as they
    happen. A reader that comes back with Last-Event-ID gets the epochs it missed, and no others."""
    viewer = Viewer(
        EVERYTHING if frames else NOTHING,
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
async def stream(
    websocket: WebSocket,
    run_id: str,
    manager: CurrentManager,
    look: Annotated[str, Query(max_length=500)] = "",
) -> None:
    """Follow a run by WebSocket. Down come {"event": …, "id": …, "data": …} and binary frames; up
    go {"ack": seq}, {"look": {"boundary": 100, …}}, of which the first may be in the address, and
    {"at": 112} to be shown the end of an epoch, until {"at": null}."""
    reason: Sentence | None
    try:
        await websocket.accept()
        session = await manager.find(run_id)
        with manager.streams.one(holder(websocket.scope)):
            viewer = Viewer(EVERYTHING, acknowledges=True, tally=manager.streams.tally)
            with session.audience.watch(viewer):
                conversation = _Conversation(websocket, viewer, session, manager)
                refusal = conversation.look(parsed(look)) if look else None
                # Here, and not beside: what it costs to begin is the asker's.
                await conversation.send_next()
                if refusal:
                    await websocket.send_json(refusal)
                code = await conversation.hold()
    except NotFound as problem:
        code, reason = NOT_FOUND, problem.sentence
    except Busy as problem:
        code, reason = TRY_LATER, problem.sentence
    except WebSocketDisconnect:
        return
    else:
        reason = session.read().message_sentence
    if code is not None:
        # The reader may have gone in the meantime.
        with suppress(WebSocketDisconnect):
            # A reason to close with has room for the English alone.
            if reason is not None:
                await websocket.send_text(end_event(reason))
            await websocket.close(code, reason.detail if reason else None)


class _Conversation:
    """What a server and a viewer say to each other over one WebSocket."""

    def __init__(
        self, websocket: WebSocket, viewer: Viewer, session: Session, manager: Manager
    ) -> None:
        self._websocket = websocket
        self._viewer = viewer
        self._session = session
        self._manager = manager
        who = holder(websocket.scope)
        self._scrub = Scrub(viewer, session, manager, who, self._refuse)
        # Our own carrier sends what has its header already, and hears acknowledgements itself.
        carrier = websocket.scope.get("extensions", {}).get("viewers")
        self._framed = carrier is not None
        if carrier:
            carrier["acknowledged"](self._acknowledge)

    async def hold(self) -> int | None:
        """Until either side ends it; the code to close with."""
        sending = asyncio.create_task(self._send())
        receiving = asyncio.create_task(self._receive())
        try:
            await asyncio.wait({sending, receiving}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done() and sending.exception() is None:
                return sending.result()
            return None
        finally:
            self._scrub.end()
            for task in (sending, receiving):
                task.cancel()
            await asyncio.gather(sending, receiving, return_exceptions=True)

    async def _send(self) -> int:
        while await self.send_next():
            pass
        return SERVICE_RESTART if self._manager.stopping else NOT_FOUND

    async def send_next(self) -> bool:
        """Send what comes next; whether there was something."""
        events = await self._viewer.due()
        if self._framed and events:
            whole = b"".join(event.framed.whole for event in events)
            await self._websocket.send({"type": "websocket.send", "framed": whole})
            return True
        for event in events:
            if event.data:
                await self._websocket.send_text(event.framed.payload.decode())
            else:
                await self._websocket.send_bytes(event.framed.payload)
        return bool(events)

    async def _receive(self) -> None:
        # Someone has to read, or pings go unanswered and the socket is closed under us.
        while (message := await self._websocket.receive())["type"] != "websocket.disconnect":
            await self.hear(message.get("text") or "")

    async def hear(self, text: str) -> None:
        """Take what the viewer says; nonsense is passed over."""
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            return
        if not isinstance(said, dict):
            return
        if isinstance(seq := said.get("ack"), int):
            self._acknowledge(seq)
        if "look" in said and (refusal := self.look(said["look"])):
            await self._websocket.send_json(refusal)
        if "at" in said:
            try:
                self._scrub.wish(said["at"])
            except Invalid as problem:
                await self._websocket.send_json(_refused(problem.sentence, problem.errors))

    async def _refuse(self, sentence: Sentence) -> None:
        await self._websocket.send_json(_refused(sentence, [FieldError.at("/at", sentence)]))

    def _acknowledge(self, seq: int) -> None:
        if self._viewer.acknowledge(seq):
            self._session.audience.refresh()

    def look(self, said: object) -> dict[str, Any] | None:
        """Look at what the viewer says from now on; the event to refuse it with, if that cannot
        be: it then looks on as before."""
        try:
            self._viewer.look_at(looked(said, self._manager.settings))
        except Invalid as refusal:
            return _refused(refusal.sentence, refusal.errors)
        if self._viewer.at is not None:
            self._scrub.again()
        self._session.audience.refresh()
        return None


def _refused(sentence: Sentence, errors: Sequence[FieldError]) -> dict[str, Any]:
    """The event that refuses what a viewer said."""
    listed = [error.model_dump() for error in errors]
    return {"event": "refused", "data": {**dict(sentence), "errors": listed}}
