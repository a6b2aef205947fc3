"""Whether the server is alive, and whether it is ready for work."""

from __future__ import annotations

from fastapi import APIRouter

from app.api.dependencies import CurrentManager, problems
from app.errors import Busy

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def read_health() -> dict[str, str]:
    """The server answers."""
    return {"status": "ok"}


@router.get("/readyz", responses=problems(503))
async def read_readiness(manager: CurrentManager) -> dict[str, str]:
    """The server takes on work."""
    if manager.stopping:
        raise Busy("The server is stopping.")
    return {"status": "ready"}
