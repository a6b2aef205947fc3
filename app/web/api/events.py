"""The event feed, over two carriers: a WebSocket for pages, Server-Sent Events for everyone else.

Both carry the same events in the same JSON. Over the WebSocket a viewer acknowledges each frame it
has drawn and is never sent more than two ahead, so that it always sees the newest; and one that
says what it looks at is sent those parts alone, as binary messages.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, WebSocket
from fastapi.responses import StreamingResponse

from app.problems import FieldError, Invalid
from app.runs.feed import Viewer
from app.runs.manager import Manager
from app.runs.session import Session
from app.web.addresses import holder
from app.web.api.dependencies import CurrentManager, Watched, problems
from app.web.conversation import Conversation, Ending, EventStream, converse, ending, lines
from app.web.inside import Inward
from app.web.looks import parsed, watched
from app.web.scrub import Scrub
from app.work.pictures import EVERYTHING, NOTHING
from engine import Sentence

router = APIRouter(prefix="/runs", tags=["events"])


@router.get(
    "/{run_id}/events",
    response_description="Events until it is removed, frames among them if asked for.",
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

    return EventStream(lines(viewer, session.audience.watch(viewer)), place)


@router.websocket("/{run_id}/stream")
async def stream(
    websocket: WebSocket,
    run_id: str,
    manager: CurrentManager,
    look: Annotated[str, Query(max_length=500)] = "",
) -> None:
    """Follow a run by WebSocket. Down come {"event": …, "id": …, "data": …} and binary frames; up
    go {"ack": seq}, {"look": {"boundary": 100, …}}, of which the first may be in the address, and
    {"at": 112} to be shown the end of an epoch, until {"at": null}. {"look": null} says that nobody
    sees it, as in a tab that is hidden: it is no reason then to train on. Who looks at
    {"hidden": {"layer": 1}} is sent that layer's space in messages of their own."""

    async def talk() -> Ending:
        session = await manager.find(run_id)
        with manager.streams.one(holder(websocket.scope)):
            viewer = Viewer(EVERYTHING, acknowledges=True, tally=manager.streams.tally)
            with session.audience.watch(viewer):
                conversation = _Watching(websocket, viewer, session, manager)
                try:
                    refusal = conversation.look(parsed(look)) if look else None
                    # Here, and not beside: what it costs to begin is the asker's.
                    await conversation.send_next()
                    if refusal:
                        await websocket.send_json(refusal)
                    code = ending(manager) if await conversation.hold() else None
                finally:
                    conversation.end()
        return code, session.read().message_sentence

    await converse(websocket, talk)


class _Watching(Conversation):
    """The conversation with a viewer of a run, who says what it looks at, and at which epoch."""

    def __init__(
        self, websocket: WebSocket, viewer: Viewer, session: Session, manager: Manager
    ) -> None:
        super().__init__(websocket, viewer, session.audience.refresh)
        self._viewer = viewer
        self._session = session
        self._manager = manager
        who = holder(websocket.scope)
        self._scrub = Scrub(viewer, session, manager, who, self._refuse)
        self._inward = Inward(viewer, session, manager, who, self._refuse_inside)

    def end(self) -> None:
        """Make no more pictures for this viewer."""
        self._scrub.end()
        self._inward.end()

    async def _heed(self, said: dict[str, Any]) -> None:
        await super()._heed(said)
        if "at" in said:
            try:
                self._scrub.wish(said["at"])
            except Invalid as problem:
                await self.websocket.send_json(_refused(problem.sentence, problem.errors))

    async def _refuse(self, sentence: Sentence) -> None:
        await self.websocket.send_json(_refused(sentence, [FieldError.at("/at", sentence)]))

    async def _refuse_inside(self, sentence: Sentence, place: str) -> None:
        error = FieldError.at(f"/look/hidden{place}", sentence)
        await self.websocket.send_json(_refused(sentence, [error]))

    def look(self, said: object) -> dict[str, Any] | None:
        """Look at what the viewer says from now on."""
        super().look(said)
        if said is None:
            self._inward.wish(None)
            return None
        try:
            look, inside = watched(said, self._manager.settings)
        except Invalid as refusal:
            return _refused(refusal.sentence, refusal.errors)
        self._viewer.look_at(look)
        self._inward.wish(inside)
        if self._viewer.at is not None:
            self._scrub.again()
        self._session.audience.refresh()
        return None


def _refused(sentence: Sentence, errors: Sequence[FieldError]) -> dict[str, Any]:
    """The event that refuses what a viewer said."""
    listed = [error.model_dump(exclude_none=True) for error in errors]
    return {"event": "refused", "data": {**dict(sentence), "errors": listed}}
