"""Tests wait for what they want to see, never for a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.work.pool import Pool

if TYPE_CHECKING:
    from distributed import LocalCluster


async def until(reached: Callable[[], bool]) -> None:
    """Wait until it is so; fails after 20 s."""
    async with asyncio.timeout(20):
        while not reached():
            await asyncio.sleep(0.001)


def workers(pool: Pool) -> list[int]:
    """The processes of a pool's workers."""
    return [worker.process.pid or 0 for worker in pool.workers]


def at_work(cluster: LocalCluster) -> bool:
    """Whether a worker of a Dask cluster has been given something that is not done."""
    return any(task.state == "processing" for task in list(cluster.scheduler.tasks.values()))
