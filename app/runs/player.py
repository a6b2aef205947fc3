"""The player trains a run, slice after slice, at a pace, until it is told to stop or has ended.

Each slice starts from where the run stands when its turn has come, and what comes of it is given to
the run, which drops it if it stands elsewhere by then.
"""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import Protocol

import engine
from app.runs.audience import Audience
from app.runs.course import Course
from app.runs.goal import Goal
from app.runs.pace import FIRST_UPDATES, SMOOTH_PER_S, Pace
from app.runs.places import Places, Ticket
from app.runs.seat import Seat
from app.schemas import Status, Until
from app.work import work
from app.work.lane import Lane

EXAMINED_S = 1.0
"""How often a run that trains is looked at for whether it stands still."""


class Trained(Protocol):
    """What the player asks of the run that it trains."""

    course: Course
    audience: Audience
    status: Status
    speed: float | None

    @property
    def goal(self) -> Goal:
        """What it plays towards."""

    def set_status(self, status: Status) -> None:
        """Stand otherwise from now on."""

    def take(self, piece: work.Slice, since: engine.State) -> bool:
        """A slice that started from there is done; whether the run goes on from it."""

    def ended(self) -> bool:
        """Whether it has come to an end by itself."""

    def fail(self, error: Exception) -> None:
        """It cannot go on."""


class Player(Seat):
    """Trains one run through its lane, on a place among those that train at once."""

    def __init__(self, run: Trained, lane: Lane, places: Places) -> None:
        super().__init__(run, places)
        self._run = run
        self._lane = lane
        self._examined = -EXAMINED_S

    async def _play(self) -> None:
        while self._run.status is Status.PLAYING:
            # Time that was waited for a turn is not to be made up for.
            pace = Pace(time.monotonic(), self._lane.slice_s)
            while self._run.status is Status.PLAYING and not self._is_over:
                await self._play_slice(pace)
            if self._run.status is Status.PLAYING:
                await self._make_room()

    async def _play_slice(self, pace: Pace) -> None:
        run = self._run
        per_epoch = run.course.batches_per_epoch
        wanted = run.speed and run.speed * per_epoch
        pace.smooth = run.speed is not None and run.speed >= SMOOTH_PER_S
        due = pace.budget(time.monotonic(), wanted, first=min(per_epoch, FIRST_UPDATES))
        if due:
            async with self._lane.turn() as turn:
                state, look = run.course.state, run.audience.look()
                left = run.goal.updates_left(state)
                if count := min(due, left):
                    examined = self._to_be_examined(last=count == left)
                    piece = await turn.do(work.advance, state, "batch", count, look, examined)
                    pace.learn(count, piece.seconds)
                    if enough := run.goal.epochs_enough(piece.state.history):
                        # A target, perhaps a new one, was passed within the slice: cut it there.
                        piece = await turn.do(work.advance, state, "epoch", enough, look, True)
                    run.take(piece, state)
                run.ended()
        await asyncio.sleep(pace.wait(time.monotonic(), wanted))

    def _to_be_examined(self, *, last: bool) -> bool:
        now = time.monotonic()
        if due := last or now - self._examined >= EXAMINED_S:
            self._examined = now
        return due

    async def step(self, unit: work.Unit, count: int, ticket: Ticket) -> bool:
        """Train so many units on a place, for someone who waits; whether the run took them all.
        Raises NoPlace, where none becomes free in time."""
        return await self._seated(ticket, partial(self._step, unit, count))

    async def _step(self, unit: work.Unit, count: int) -> bool:
        run, stops = self._run, self.stops
        if unit == "epoch":
            whole = Until(epoch=run.course.epoch + count)
            goal = Goal(whole, run.goal.max_epochs, run.course.points)
            unit, count = "batch", goal.updates_left(run.course.state)
        pace = Pace(time.monotonic(), self._lane.slice_s)
        while count and run.course.state.outcome is None:
            some = min(count, pace.budget(time.monotonic(), None, first=FIRST_UPDATES))
            async with self._lane.turn(waited_for=True) as turn:
                state, look = run.course.state, run.audience.look()
                examined = self._to_be_examined(last=some == count)
                piece = await turn.do(work.advance, state, unit, some, look, examined)
                if stops != self.stops or not run.take(piece, state):
                    return False
            pace.learn(some, piece.seconds)
            count -= some
        return True
