"""A lane is a run's place in the line for workers: one slice at a time, whoever asks for it.

Workers are taken first come first served. If a run could have many slices waiting, one greedy
client would have as many turns; this way every run has one turn a round.
"""

from __future__ import annotations

import asyncio

from app.runs.executors import Executor
from app.runs.slices import Result, Slice


class Lane:
    """Passes slices of one run to the executor, one after the other."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._turn = asyncio.Lock()

    async def advance(self, piece: Slice) -> Result:
        """Do one slice, after those of this run that were asked for before it."""
        async with self._turn:
            return await self._executor.advance(piece)
