"""Going a route again, piece after piece, so that others have their turns in between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from app.runs.timeline import Route
from app.work.moments import Replayed, replay
from app.work.pictures import Parts

PIECE_S = 0.1
"""How long one piece trains."""


async def replayed(
    do: Callable[..., Awaitable[Any]],
    route: Route,
    look: Parts | None = None,
    wanted: Callable[[], bool] = lambda: True,
) -> Replayed:
    """Where a route leads, with a picture if somebody looks; or where it was lost, or was no longer
    wanted. Each piece of work is given to `do`."""
    state, acts = route.keyframe.state, route.acts
    while True:
        piece: Replayed = await do(replay, state, acts, route.epoch, PIECE_S, look)
        if piece.arrived or piece.lost or not wanted():
            return piece
        state, acts = piece.state, piece.left
