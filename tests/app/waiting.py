"""Tests wait for what they want to see, never for a time."""

import asyncio
from collections.abc import Callable

from app.work.executors import Pool


async def until(reached: Callable[[], bool]) -> None:
    """Wait until it is so; fails after 20 s."""
    async with asyncio.timeout(20):
        while not reached():
            await asyncio.sleep(0.001)


def workers(pool: Pool) -> list[int]:
    """The processes of a pool's workers."""
    known = pool._pool and pool._pool._processes
    return [process.pid or 0 for process in list((known or {}).values())]
