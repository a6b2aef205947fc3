"""Lanes: every run has one, and workers are shared among lanes by the time they have had.

If slices were done first come first served, a client who asks for many things, or for costly ones,
would have as much of the workers. This way a run has one slice at a time under way, and the next
turn goes to the run that has had the least.
"""

from __future__ import annotations

import asyncio
import heapq
from itertools import count

from app.work.executors import Executor
from app.work.work import Result, Slice

AHEAD = 2
"""Slices handed out for each worker, so that none rests while its last result is taken in."""

CREDIT_S = 0.5
"""What a run that was away may have saved up, so that a moment's absence costs it no turn."""


class Line:
    """Those who wait for a worker. The one who has had the least time is next."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor
        self._handed_out = 0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = count()
        self._now = 0.0

    async def turn(self, used_s: float) -> float:
        """Wait for a turn; the time it counts from. Whoever was away for long saved little up."""
        used_s = max(used_s, self._now - CREDIT_S)
        if self._free:
            self._handed_out += 1
        else:
            called = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (used_s, next(self._number), called))
            try:
                await called
            except asyncio.CancelledError:
                if not called.cancelled():
                    self.leave()
                raise
        self._now = max(self._now, used_s)
        return used_s

    def leave(self) -> None:
        """Give the turn to whoever is next; to more than one, if workers have come."""
        self._handed_out -= 1
        while self._free and self._waiting:
            _, _, called = heapq.heappop(self._waiting)
            if not called.done():
                called.set_result(None)
                self._handed_out += 1

    @property
    def _free(self) -> bool:
        return self._handed_out < AHEAD * self.executor.capacity


class Lane:
    """A run's place in the line: its slices are done one after the other."""

    def __init__(self, line: Line) -> None:
        self.used_s = 0.0
        self.slice_s = line.executor.slice_s
        self._line = line
        self._turn = asyncio.Lock()
        self._doing: asyncio.Task[Result] | None = None

    async def advance(self, piece: Slice) -> Result:
        """Do one slice, after those of this run that were asked for before it.

        Whoever stops waiting before its turn gives it up. A slice that has begun is done, takes the
        run's turn until then and counts as its time: or a run that is paused and played over and
        over would have as many slices under way as it likes, in nobody's account.
        """
        await self._turn.acquire()
        try:
            self.used_s = await self._line.turn(self.used_s)
        except BaseException:
            self._turn.release()
            raise
        self._doing = asyncio.create_task(self._do(piece))
        # Where nobody waits for it any more, nobody asks what became of it.
        self._doing.add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._doing)

    async def _do(self, piece: Slice) -> Result:
        try:
            result = await self._line.executor.advance(piece)
            self.used_s += result.core_s
            return result
        finally:
            self._line.leave()
            self._turn.release()
