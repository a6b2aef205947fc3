"""A session is one run on this server: a loop around a value.

The value is the engine's State. A slice starts from it; its result takes its place only if nothing
else has in the meantime, so pause, reset and live changes need no locks: they set the value, and
what was under way is dropped.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from dataclasses import replace

import engine
from app.problems import Busy
from app.runs import lifecycle
from app.runs.audience import Audience
from app.runs.course import Course
from app.runs.goal import Goal
from app.runs.history import HistoryLog
from app.runs.pace import FIRST_UPDATES, Pace
from app.runs.places import Places, Ticket
from app.runs.reading import read
from app.schemas import Run, Status, Until
from app.sentences import say
from app.settings import Settings
from app.storage.records import Record
from app.work.executors import SliceLost
from app.work.lane import Lane, Line
from app.work.work import Look, Result, Slice, Unit

log = logging.getLogger(__name__)


class Session:
    """One run: its course, its status, and those who watch it."""

    def __init__(
        self,
        run_id: str,
        state: engine.State,
        line: Line,
        places: Places,
        settings: Settings,
        token_digest: bytes,
    ) -> None:
        self.id = run_id
        self.token_digest = token_digest
        self.created_at = dt.datetime.now(dt.UTC)
        self.farewell: engine.Sentence | None = None
        self.warning: engine.Sentence | None = None
        self.speed: float | None = None
        self.course = Course(state)
        self._lane = Lane(line)
        self.audience = Audience(self._lane, self._resting, self._fail)
        self._places = places
        self._settings = settings
        self._playing: asyncio.Task[None] | None = None
        self._ticket: Ticket | None = None
        self._stepping = asyncio.Lock()
        self._pauses = 0
        self._stand(state)

    def _begin(self, state: engine.State) -> None:
        self.course.begin(state)
        self.audience.forget_frame()
        self._stand(state)

    def _stand(self, state: engine.State) -> None:
        # A state that was saved under way may be one that has diverged.
        self.status = Status.READY if state.step == 0 else Status.PAUSED
        self.message: engine.Sentence | None = None
        if state.outcome is not None:
            self.status, self.message = Status.DIVERGED, state.outcome.sentence
        self.until: Until | None = None

    def restore(self, record: Record) -> None:
        """Stand where the run stood when it was kept; what was playing is paused."""
        self.created_at = record.created_at
        self.speed, self.until = record.speed, record.until
        self.status = Status.PAUSED if record.status in lifecycle.ACTIVE else record.status
        self.message = record.message if record.status in lifecycle.ENDED else None
        # A new start, since a viewer from before may know rows that were not kept.
        self.course.start = record.start + 1

    @property
    def state(self) -> engine.State:
        """Where it stands."""
        return self.course.state

    @property
    def history(self) -> HistoryLog:
        """The epochs behind it."""
        return self.course.history

    @property
    def closed(self) -> bool:
        """Whether it has stopped for good."""
        return self.farewell is not None

    @property
    def busy(self) -> bool:
        """Whether it trains, or waits to."""
        return self.status in lifecycle.ACTIVE or self._stepping.locked()

    @property
    def queue_position(self) -> int | None:
        """How many runs are before it in the queue, plus one; None when it does not wait."""
        return self._places.position(self._ticket) if self._ticket else None

    def read(self) -> Run:
        """The run as everyone may read it."""
        return read(self)

    # Commands

    def play(self, until: Until | None, speed: float | None, holder: str = "") -> None:
        """Train until a target, or until told to pause, on a place that the holder is given."""
        self._allow("play")
        self.until, self.speed, self.message = until, speed, None
        if self._ended():
            self._stop()
        elif self.status in lifecycle.ACTIVE:
            self.audience.changed()
        else:
            ticket = self._ticket = Ticket(holder, self._queue_moved)
            self._set(Status.PLAYING if self._places.ask(ticket) else Status.QUEUED)
            self._playing = asyncio.create_task(self._play(ticket))

    def pause(self) -> None:
        """Stop training where the run is, be it in the middle of a step."""
        self._pauses += 1
        if self.busy:
            self._rest()

    def _rest(self) -> None:
        self._stop()
        self._set(Status.PAUSED)
        self.audience.refresh()

    async def step(self, unit: Unit, count: int) -> None:
        """Stop playing, and train so many units. Steps asked for at once are made one after the
        other, and a pause ends them all."""
        if self.status in lifecycle.ACTIVE:
            self._rest()
        pauses = self._pauses
        async with self._stepping:
            self._allow("step")
            if pauses != self._pauses:
                return
            self.until = self.message = None
            try:
                await self._step(unit, count)
            except Exception as error:
                self._fail(error)

    async def _step(self, unit: Unit, count: int) -> None:
        pauses = self._pauses
        if unit == "epoch":
            goal = Goal(Until(epoch=self.course.epoch + count), self._settings.max_epochs)
            unit, count = "batch", goal.updates_left(self.state)
        pace = Pace(time.monotonic(), self._lane.slice_s)
        while count and self.state.outcome is None:
            state = self.state
            some = min(count, pace.budget(time.monotonic(), None, first=FIRST_UPDATES))
            result = await self._lane.advance(Slice(state, unit, some, self.audience.look()))
            if self.state is not state or self.status in lifecycle.ACTIVE:
                return
            if pauses != self._pauses or self.closed:
                return
            pace.learn(some, result.seconds)
            self._take(result)
            count -= some
        if not self._ended():
            self._set(Status.PAUSED)

    def reset(self, state: engine.State) -> None:
        """Start again, from the state given."""
        self._stop()
        self._begin(state)
        self.audience.changed()
        self.audience.refresh()

    def rewind(self) -> None:
        """Go back from a divergence to the last epochs that were good, settings as they are."""
        self._allow("rewind")
        self._begin(self.course.last_good())
        self._set(Status.PAUSED)
        self.audience.refresh()

    def amend(self, state: engine.State) -> None:
        """Go on from the same point with other settings, or weights set by hand."""
        self.course.amend(state)
        if len(state.history):
            self.audience.forget_frame()
        if self.status is Status.DIVERGED and state.outcome is None:
            # Other weights, set by hand, are a way out.
            self.status, self.message = Status.PAUSED, None
        self.audience.changed()
        self.audience.refresh()

    def set_speed(self, speed: float | None) -> None:
        """Play at so many epochs a second from now on."""
        self.speed = speed
        self.audience.changed()

    async def look(self, look: Look) -> Result:
        """A frame of the present state, for whoever asks. Raises Busy."""
        try:
            return await self._lane.advance(Slice(self.state, look=look))
        except SliceLost as error:
            raise Busy(say("boundary_later")) from error

    def warn(self, warning: engine.Sentence | None) -> None:
        """Tell everyone who reads the run of a trouble that is not the run's own."""
        if warning != self.warning:
            self.warning = warning
            self.audience.changed()

    def close(self, message: engine.Sentence) -> None:
        """Stop for good; viewers are told why, then let go."""
        self._stop()
        if self.busy:
            self.status = Status.PAUSED
        self.farewell = message
        self.audience.changed()

    # The loop

    async def _play(self, ticket: Ticket) -> None:
        try:
            await ticket.called.wait()
            if self.status is Status.QUEUED:
                self._set(Status.PLAYING)
            pace = Pace(time.monotonic(), self._lane.slice_s)
            while self.status is Status.PLAYING:
                await self._play_slice(pace)
        except Exception as error:
            self._fail(error)
        finally:
            self._places.give_back(ticket)

    def _queue_moved(self) -> None:
        if self.status is Status.QUEUED:
            self.audience.changed()

    async def _play_slice(self, pace: Pace) -> None:
        started = time.monotonic()
        state = self.state
        per_epoch = self.course.batches_per_epoch
        wanted = self.speed and self.speed * per_epoch
        count = pace.budget(started, wanted, first=min(per_epoch, FIRST_UPDATES))
        count = min(count, self._goal.updates_left(state))
        if count:
            piece = Slice(state, "batch", count, self.audience.look())
            result = await self._lane.advance(piece)
            pace.learn(count, result.seconds)
            if enough := self._goal.epochs_enough(result.state.history):
                # A target was passed within the slice: cut it short there.
                result = await self._lane.advance(replace(piece, unit="epoch", count=enough))
            if self.state is state:
                self._take(result)
                self._ended()
        await asyncio.sleep(pace.wait(time.monotonic(), wanted))

    def _take(self, result: Result) -> None:
        self.course.take(result.state)
        if result.frame:
            self.audience.show(result.frame, self.state)
        self.audience.wake()

    def _ended(self) -> bool:
        """Whether the run has come to an end by itself; if so, its status says which."""
        end = self._goal.end(self.state, self.course.metrics)
        if end is None:
            return False
        status, self.message = end
        self._set(status)
        self.audience.refresh()
        return True

    def _fail(self, error: Exception) -> None:
        log.error("a run failed", exc_info=error, extra={"run": self.id})
        self.message = error.reason if isinstance(error, SliceLost) else say("run_failed")
        self._set(Status.FAILED)

    @property
    def _goal(self) -> Goal:
        return Goal(self.until, self._settings.max_epochs)

    def _resting(self) -> engine.State | None:
        """What the audience is shown while nothing trains."""
        return None if self.closed or self.status in lifecycle.ACTIVE else self.state

    def _allow(self, command: str) -> None:
        if self.farewell:
            raise Busy(self.farewell)
        lifecycle.check(command, self.status)

    def _stop(self) -> None:
        if self._playing is not None:
            self._playing.cancel()
            self._playing = None
        if self._ticket is not None:
            # At once, not when the task ends: the run may ask again, and a task that was never
            # begun has no end.
            self._places.give_back(self._ticket)
            self._ticket = None

    def _set(self, status: Status) -> None:
        if self.status in lifecycle.ACTIVE:
            # What trained for hours with nobody watching was in use until now.
            self.audience.used_at = time.monotonic()
        self.status = status
        self.audience.changed()
