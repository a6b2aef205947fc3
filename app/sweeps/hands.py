"""Hands train a sweep: as many as there are workers, each at the piece that is furthest behind."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Protocol

from app.runs.places import Places, Ticket
from app.runs.seat import Seat
from app.schemas import Status
from app.sweeps.pieces import LONGEST, Piece
from app.work import sweeps
from app.work.lane import Account, Lane, Line, Turn
from engine import Lot

FIRST_UPDATES = 5
"""What a first slice makes at most, before it is known how long an update takes."""
UNTIL_MOVED_S = 1.0
"""How long a hand rests at most while all that is left is in others' hands."""


class Trained(Protocol):
    """What hands ask of the sweep that they train."""

    pieces: list[Piece]
    status: Status
    speed: float | None

    @property
    def last_epoch(self) -> int:
        """Where it is over."""

    def set_status(self, status: Status) -> None:
        """Stand otherwise from now on."""

    def to_draw(self, piece: Piece, *, last: bool) -> Sequence[int]:
        """The places in a piece of the runs that are to be drawn."""

    def to_examine(self, piece: Piece, *, last: bool) -> bool:
        """Whether it is time to look which networks of a piece stand still."""

    def take(self, piece: Piece, before: Lot, done: sweeps.Advanced, shown: Sequence[int]) -> bool:
        """A slice is done; whether the sweep goes on from it."""

    def ended(self) -> bool:
        """Whether it has come to an end by itself."""

    def fail(self, error: Exception) -> None:
        """It cannot go on."""


class Hands(Seat):
    """Trains the pieces of one sweep. All that they do counts as one lane's time."""

    def __init__(self, sweep: Trained, line: Line, account: Account, places: Places) -> None:
        super().__init__(sweep, places)
        self._sweep = sweep
        self._line = line
        self._account = account
        self._lanes: list[Lane] = []
        self._moved = asyncio.Event()

    async def _play(self) -> None:
        await self._train(None)
        if self._sweep.status is Status.PLAYING:
            self._sweep.ended()

    async def step(self, count: int, ticket: Ticket) -> bool:
        """Train every run so many epochs further, for someone who waits; whether it was not stopped
        on the way. Raises NoPlace."""
        going_on = [int(piece.epoch) for piece in self._sweep.pieces]
        goal = min([*going_on, self._sweep.last_epoch]) + count
        return await self._seated(ticket, partial(self._step, min(goal, self._sweep.last_epoch)))

    async def _step(self, goal: int) -> bool:
        stops = self.stops
        await self._train(goal)
        return stops == self.stops

    async def _train(self, goal: int | None) -> None:
        """Train until an epoch, as fast as may be, or to the end, at the sweep's speed."""
        now, capacity = time.monotonic(), self._line.executor.capacity
        for piece in self._sweep.pieces:
            piece.begin(now, self._line.executor.slice_s)
        while len(self._lanes) < capacity:
            self._lanes.append(Lane(self._line, account=self._account))
        lanes = self._lanes[:capacity]
        hands = [asyncio.create_task(self._hand(lane, goal, self.stops)) for lane in lanes]
        try:
            await asyncio.gather(*hands)
        finally:
            for hand in hands:
                hand.cancel()

    async def _hand(self, lane: Lane, goal: int | None, stops: int) -> None:
        while stops == self.stops and (wait_s := self._wait_s(goal)) is not None:
            if wait_s > 0:
                self._moved.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait_s):
                        await self._moved.wait()
                continue
            async with lane.turn(waited_for=goal is not None) as turn:
                if (piece := self._furthest_behind(goal)) is not None:
                    await self._advance(piece, goal, turn)

    def _left(self, goal: int | None) -> list[Piece]:
        last = self._sweep.last_epoch if goal is None else goal
        return [piece for piece in self._sweep.pieces if not piece.is_at(last)]

    def _wait_s(self, goal: int | None) -> float | None:
        """Seconds until there is something to do; None where nothing is left."""
        if not (left := self._left(goal)):
            return None
        free = [piece.due_at for piece in left if not piece.under_way]
        return min(free) - time.monotonic() if free else UNTIL_MOVED_S

    def _furthest_behind(self, goal: int | None) -> Piece | None:
        now = time.monotonic()
        due = [each for each in self._left(goal) if not each.under_way and each.due_at <= now]
        return min(due, key=lambda piece: piece.epoch, default=None)

    async def _advance(self, piece: Piece, goal: int | None, turn: Turn) -> None:
        sweep, pace = self._sweep, piece.pace
        plays = goal is None and sweep.speed is not None
        wanted = (sweep.speed or 0) * piece.updates_an_epoch if plays else None
        left = piece.updates_to(sweep.last_epoch if goal is None else goal)
        if steps := min(left, pace.budget(time.monotonic(), wanted, FIRST_UPDATES)):
            before, stops = piece.lot, self.stops
            shown = sweep.to_draw(piece, last=steps == left)
            examined = sweep.to_examine(piece, last=steps == left)
            piece.under_way = True
            try:
                done = await turn.do(sweeps.advance, before, steps, shown, examined)
            finally:
                piece.under_way = False
                self._moved.set()
            if stops != self.stops or not sweep.take(piece, before, done, shown):
                return
            pace.learn(steps, done.seconds)
            if steps == 1 and done.seconds > LONGEST * self._line.executor.slice_s:
                self._split(piece)
        now = time.monotonic()
        piece.due_at = now + pace.wait(now, wanted)

    def _split(self, piece: Piece) -> None:
        """Train the runs of a piece in two from now on, since others wait for the worker."""
        if len(piece.runs) > 1:
            self._sweep.pieces.remove(piece)
            for half in piece.halves():
                half.begin(time.monotonic(), self._line.executor.slice_s)
                self._sweep.pieces.append(half)
