"""Whether the server is alive, whether it is ready for work, and its figures."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response

from app.problems import Busy
from app.runs.manager import Manager
from app.sentences import say
from app.storage.store import StoreError
from app.web import metrics
from app.web.api.dependencies import CurrentManager, problems
from app.work import work
from app.work.executors import WorkLost

router = APIRouter(tags=["health"])

READY_S = 3.0


@router.get("/healthz", response_description="The server lives.")
async def read_health() -> dict[str, str]:
    """The server answers."""
    return {"status": "ok"}


@router.get("/readyz", response_description="Workers and disk answer.", responses=problems(503))
async def read_readiness(manager: CurrentManager) -> dict[str, str]:
    """The server takes on work: a worker and the disk were asked, and answered."""
    if manager.stopping:
        raise Busy(say("stopping"))
    # Whoever asks meanwhile is given the same answer: no crowd of checks can keep workers busy.
    if manager.check is None or manager.check.done():
        manager.check = asyncio.create_task(_check(manager))
    await asyncio.shield(manager.check)
    return {"status": "ready"}


async def _check(manager: Manager) -> None:
    try:
        async with asyncio.timeout(READY_S):
            await manager.executor.do(work.nothing)
    except (TimeoutError, WorkLost) as error:
        raise Busy(say("no_worker")) from error
    try:
        async with asyncio.timeout(READY_S):
            await manager.keeper.ping()
    except (TimeoutError, StoreError) as error:
        raise Busy(say("no_storage")) from error
    if manager.keeper.trouble:
        raise Busy(manager.keeper.trouble)


@router.get(
    "/metrics",
    response_description="Figures in Prometheus' text format.",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}},
)
async def read_metrics(manager: CurrentManager, request: Request) -> Response:
    """Runs, streams, slices, frames, answers and errors, in Prometheus' text format."""
    state = request.app.state
    text = metrics.render(manager, state.sweeps, state.classes, state.answers)
    return Response(text, media_type=metrics.MEDIA_TYPE)
