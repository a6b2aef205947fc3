"""Lanes: every run has one, and workers are shared among lanes by the time they have had.

If work was done first come first served, a client who asks for many things, or for costly ones,
would have as much of the workers. This way a run has one piece of work at a time under way, and
the next turn goes to the run that has had the least. What a person waits for goes first in its
lane, and has a start on the others' training.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, TypeVar

from app.problems import Busy
from app.work.executors import Executor
from app.work.work import Done

T = TypeVar("T")

Called = asyncio.Future[float | None]
"""Someone who stands in the line. Nothing, instead of a time: another goes in their place."""

AHEAD, MOST_AHEAD = 2, 6
"""Pieces handed out for each worker, so that none rests while its last result is taken in: more
where they are short, as many as are done in the time of one slice."""

OF_LATE = 0.2
"""How much the latest turn counts for how long they take of late."""

CREDIT = 2
"""Slices that a run which was away may have saved up, so that a moment's absence costs it no turn;
more, and a run that trains would stand still while thirty others who begin have theirs."""

START = 4
"""Slices that a lane counts as having had less when a person waits: who waits goes first, until the
lane has had so much more than the others."""


class Line:
    """Those who wait for a worker. The one who has had the least time is next."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor
        self._credit_s = CREDIT * executor.slice_s
        self._start_s = START * executor.slice_s
        self._handed_out = 0
        self._waiting: list[tuple[float, int, float, Called]] = []
        self._number = count()
        self._now = 0.0
        self._turns_take_s = executor.slice_s

    def stand(self, used_s: float, *, waited_for: bool) -> Called:
        """Stand in the line: when the turn has come, the time it counts from. Whoever was away for
        long saved little up."""
        used_s = max(used_s, self._now - self._credit_s)
        place = used_s - self._start_s if waited_for else used_s
        called: Called = asyncio.get_running_loop().create_future()
        if self._free:
            self._call(place, used_s, called)
        else:
            heapq.heappush(self._waiting, (place, next(self._number), used_s, called))
        return called

    def leave(self, core_s: float) -> None:
        """Give the turn, which took so long, to whoever is next; to more than one, if workers have
        come."""
        self._turns_take_s += OF_LATE * (core_s - self._turns_take_s)
        self._handed_out -= 1
        while self._free and self._waiting:
            place, _, used_s, called = heapq.heappop(self._waiting)
            if not called.done():
                self._call(place, used_s, called)

    def _call(self, place: float, used_s: float, called: Called) -> None:
        self._handed_out += 1
        # By the place, or one who goes first with more time than all would lift the others to it.
        self._now = max(self._now, place)
        called.set_result(used_s)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._handed_out > 0

    @property
    def _free(self) -> bool:
        return self._handed_out < self._ahead * self.executor.capacity

    @property
    def _ahead(self) -> int:
        most = int(self.executor.slice_s / max(self._turns_take_s, 1e-6))
        return min(max(AHEAD, most), MOST_AHEAD)


class Turn:
    """A lane's turn: one piece of work after the other, from what the run is when its turn has come
    to what becomes of it."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._doing: asyncio.Future[Done[Any]] | None = None
        self._core_s = 0.0

    async def do(self, function: Callable[..., T], *values: Any) -> T:
        """Do a piece of work: a function of app.work.work. Raises what it raises, or WorkLost."""
        self._doing = asyncio.ensure_future(self._executor.do(function, *values))
        # Where nobody waits for it any more, nobody asks what became of it.
        self._doing.add_done_callback(self._count)
        done: Done[T] = await asyncio.shield(self._doing)
        return done.value

    def _count(self, doing: asyncio.Future[Done[Any]]) -> None:
        if not doing.cancelled() and doing.exception() is None:
            self._core_s += doing.result().core_s

    def end(self, over: Callable[[float], None]) -> None:
        """Call `over` with the time that was used, once nothing is under way."""
        if self._doing is None or self._doing.done():
            over(self._core_s)
        else:
            self._doing.add_done_callback(lambda _: over(self._core_s))


class Account:
    """The time that was had, of one lane or of several that count as one: so many pieces of a sweep
    may be under way as there are workers, and it gets no more turns for that."""

    def __init__(self) -> None:
        self.used_s = 0.0


class Lane:
    """A run's place in the line: its work is done one piece after the other. A lane that may have
    but a `part` of a worker's time rests after each, while others have work: where workers are as
    many as cores, all that they do is taken from what else the cores are for."""

    def __init__(self, line: Line, part: float = 1.0, account: Account | None = None) -> None:
        self.account = account or Account()
        self.slice_s = line.executor.slice_s
        self._line = line
        self._rests = 1 / part - 1
        self._taken = False
        self._standing: Called | None = None
        self._first: deque[asyncio.Future[None]] = deque()
        self._then: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def turn(self, *, waited_for: bool = False) -> AsyncIterator[Turn]:
        """The run's turn, while nothing else is done for this run; `waited_for`: by a person.

        Whoever stops waiting before its turn gives it up. Work that has begun is done, keeps the
        run's turn until then and counts as its time: or a run that is paused and played over and
        over would have as many pieces under way as it likes, in nobody's account.
        """
        standing = False
        while not standing:
            await self._take(waited_for=waited_for)
            standing = await self._stand(waited_for=waited_for)
        turn = Turn(self._line.executor)
        try:
            yield turn
        finally:
            turn.end(self._over)

    @asynccontextmanager
    async def answering(self) -> AsyncIterator[Turn]:
        """The run's turn for a person who waits for an answer. Raises Busy where nobody knows when
        there will be a worker; runs wait for that, people need not."""
        if (reason := self._line.executor.notice.sentence) is not None:
            raise Busy(reason)
        async with self.turn(waited_for=True) as turn:
            yield turn

    async def do(self, function: Callable[..., T], *values: Any) -> T:
        """Do one piece of work that a person waits for. Raises Busy, as above."""
        async with self.answering() as turn:
            return await turn.do(function, *values)

    def _over(self, core_s: float) -> None:
        self.account.used_s += core_s
        self._line.leave(core_s)
        if (rest_s := core_s * self._rests) and self._line.busy:
            asyncio.get_running_loop().call_later(rest_s, self._give_on)
        else:
            self._give_on()

    async def _take(self, *, waited_for: bool) -> None:
        """Take the lane."""
        if not self._taken:
            self._taken = True
            return
        if waited_for and self._standing and not self._standing.done():
            # A slice that only stands in the line keeps no person waiting.
            self._standing.set_result(None)
            return
        called = asyncio.get_running_loop().create_future()
        (self._first if waited_for else self._then).append(called)
        try:
            await called
        except asyncio.CancelledError:
            if not called.cancelled():
                self._give_on()
            raise

    async def _stand(self, *, waited_for: bool) -> bool:
        """Stand in the line with the lane; whether the turn has come, or a person has the lane."""
        called = self._line.stand(self.account.used_s, waited_for=waited_for)
        self._standing = None if waited_for else called
        try:
            used_s = await called
        except asyncio.CancelledError:
            if called.cancelled():
                self._give_on()
            elif called.result() is not None:
                self._over(0.0)
            raise
        if used_s is None:
            return False
        # Another lane of the account may have had more meanwhile.
        self.account.used_s = max(self.account.used_s, used_s)
        return True

    def _give_on(self) -> None:
        for waiting in (self._first, self._then):
            while waiting:
                called = waiting.popleft()
                if not called.done():
                    called.set_result(None)
                    return
        self._taken = False
