"""The feeds of a class: for members what the teacher has on and what is recorded of them; for the
teacher the wall.

Tokens are no part of an address, which is logged on its way: over a WebSocket they are the first
thing that is said.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractContextManager, ExitStack, aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Query, WebSocket, WebSocketDisconnect
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from app.classes.classroom import Classroom
from app.classes.feed import MemberReader, WallReader
from app.classes.manager import Classes
from app.problems import Unauthorized
from app.runs.reader import Reader
from app.sentences import say
from app.web.addresses import holder
from app.web.api.classes import CurrentClasses, Own, Taught
from app.web.api.dependencies import Holder, problems
from app.web.conversation import (
    FORBIDDEN,
    Conversation,
    Ending,
    EventStream,
    converse,
    ending,
    lines,
)
from app.web.looks import parsed
from engine import Sentence

router = APIRouter(prefix="/classes", tags=["events"])

TOKEN_S = 10.0
"""How long a reader has to say who they are."""

Watching = tuple[Classroom, Reader[Any], AbstractContextManager[object]]


@router.get(
    "/{class_code}/events",
    response_description="Events until one is removed or the class is.",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **problems(401, 403, 503)},
)
async def read_class_events(own: Own, classes: CurrentClasses, asker: Holder) -> EventStream:
    """Follow a class as its member by Server-Sent Events: what its stream tells, where no WebSocket
    gets through."""
    room, member = own
    reader = MemberReader(classes.runs.streams.tally)
    return _stream(classes, asker, room, reader, room.watch(member, reader))


@router.get(
    "/{class_code}/wall/events",
    response_description="Events until the class is removed.",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **problems(401, 403, 503)},
)
async def read_wall_events(
    room: Taught,
    classes: CurrentClasses,
    asker: Holder,
    frames: Annotated[bool, Query(description="Whether somebody sees the tiles.")] = True,
) -> EventStream:
    """Follow the wall of a class by Server-Sent Events, where no WebSocket gets through: the same
    events, tiles as JSON with their bytes in base64."""
    reader = WallReader(classes.runs.streams.tally, in_json=True)
    reader.away = not frames
    return _stream(classes, asker, room, reader, classes.wall(room).watch(reader))


def _stream(
    classes: Classes,
    asker: str,
    room: Classroom,
    reader: Reader[Any],
    watching: AbstractContextManager[object],
) -> EventStream:
    place = ExitStack()
    place.enter_context(classes.runs.streams.one(asker))
    return EventStream(_told(room, reader, watching), place)


async def _told(
    room: Classroom, reader: Reader[Any], watching: AbstractContextManager[object]
) -> AsyncGenerator[bytes, None]:
    """What a reader is told, and last why no more comes."""
    async with aclosing(lines(reader, watching)) as told:
        async for line in told:
            yield line
    yield format_sse_event(data_str=_farewell(room).model_dump_json(), event="end")


def _farewell(room: Classroom) -> Sentence:
    return room.farewell.sentence if room.farewell else say("member_removed")


@router.websocket("/{class_code}/stream")
async def member_stream(websocket: WebSocket, class_code: str, classes: CurrentClasses) -> None:
    """Follow a class as its member. The first message up is {"token": …}; down come {"event":
    "snapshot" | "status", "id": …, "data": {"class": …, "member": …}}."""

    async def enter(token: str) -> Watching:
        room, member = await classes.member(class_code, token, holder(websocket.scope))
        reader = MemberReader(classes.runs.streams.tally)
        return room, reader, room.watch(member, reader)

    await _converse(websocket, classes, enter)


@router.websocket("/{class_code}/wall")
async def wall_stream(websocket: WebSocket, class_code: str, classes: CurrentClasses) -> None:
    """Follow the wall of a class as its teacher. The first message up is {"token": …}, then
    {"ack": seq}; down come {"event": "snapshot" | "status", …} and binary frames."""

    async def enter(token: str) -> Watching:
        room = await classes.teach(class_code, token)
        reader = WallReader(classes.runs.streams.tally)
        return room, reader, classes.wall(room).watch(reader)

    await _converse(websocket, classes, enter)


async def _converse(
    websocket: WebSocket, classes: CurrentClasses, enter: Callable[[str], Awaitable[Watching]]
) -> None:
    runs = classes.runs

    async def talk() -> Ending:
        with runs.streams.one(holder(websocket.scope)):
            room, reader, watching = await enter(await _token(websocket))
            with watching:
                conversation = Conversation(websocket, reader, _nothing)
                code = ending(runs) if await conversation.hold() else None
        if code is None:
            return None, None
        return code if room.farewell else FORBIDDEN, _farewell(room)

    await converse(websocket, talk)


async def _token(websocket: WebSocket) -> str:
    """The token that a reader says first. Raises Unauthorized."""
    try:
        async with asyncio.timeout(TOKEN_S):
            message = await websocket.receive()
    except TimeoutError:
        raise Unauthorized(say("class_token_late", seconds=TOKEN_S)) from None
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    said = parsed(message.get("text") or "")
    token = said.get("token") if isinstance(said, dict) else None
    if not isinstance(token, str):
        raise Unauthorized(say("class_token_late", seconds=TOKEN_S))
    return token


def _nothing() -> None:
    """A wall is looked over by itself."""
