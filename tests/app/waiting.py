"""Tests wait for what they want to see, never for a time."""

import asyncio
from collections.abc import Callable


async def until(reached: Callable[[], bool]) -> None:
    """Wait until it is so; fails after 20 s."""
    async with asyncio.timeout(20):
        while not reached():
            await asyncio.sleep(0.001)
