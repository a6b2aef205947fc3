"""The feed of a sweep: over a WebSocket for pages, as Server-Sent Events for everyone else."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

from fastapi import APIRouter, Query, Request, WebSocket
from fastapi.responses import StreamingResponse

from app.sweeps.feed import SweepReader
from app.web.addresses import holder
from app.web.api.dependencies import problems
from app.web.api.sweeps import CurrentSweeps, WatchedSweep
from app.web.conversation import Conversation, Ending, EventStream, converse, ending, lines

router = APIRouter(prefix="/sweeps", tags=["events"])


@router.get(
    "/{sweep_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **problems(404, 503)},
)
async def read_sweep_events(
    sweep: WatchedSweep,
    sweeps: CurrentSweeps,
    request: Request,
    frames: Annotated[bool, Query(description="Whether to send frames, too.")] = False,
) -> EventStream:
    """Follow a sweep by Server-Sent Events: a snapshot first, then its status as it changes, and
    frames, with the curves as they grow."""
    streams = sweeps.runs.streams
    reader = SweepReader(binary=False, acknowledges=False, frames=frames, tally=streams.tally)
    place = ExitStack()
    place.enter_context(streams.one(holder(request.scope)))
    return EventStream(lines(reader, sweep.hall.watch(reader)), place)


@router.websocket("/{sweep_id}/stream")
async def sweep_stream(websocket: WebSocket, sweep_id: str, sweeps: CurrentSweeps) -> None:
    """Follow a sweep by WebSocket. Down come {"event": …, "id": …, "data": …} and binary frames; up
    go {"ack": seq}, and {"look": null} while nobody sees it, {"look": {}} when somebody does."""
    manager = sweeps.runs

    async def talk() -> Ending:
        sweep = await sweeps.find(sweep_id)
        with manager.streams.one(holder(websocket.scope)):
            reader = SweepReader(binary=True, acknowledges=True, tally=manager.streams.tally)
            with sweep.hall.watch(reader):
                conversation = Conversation(websocket, reader, sweep.hall.refresh)
                await conversation.send_next()
                code = ending(manager) if await conversation.hold() else None
        return code, sweep.farewell.sentence if sweep.farewell else None

    await converse(websocket, talk)
