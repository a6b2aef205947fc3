"""A session is one run on this server: a loop around a value.

The value is the engine's State. A slice starts from it; its result takes its place only if nothing
else has in the meantime, so a pause needs no locks: what was under way is dropped. Commands take
effect in the order they were asked for, and a pause at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import engine
from app.limits import check_spec
from app.runs import lifecycle
from app.runs.audience import Audience
from app.runs.commanded import Commanded
from app.runs.course import Course
from app.runs.goal import Goal
from app.runs.history import HistoryLog
from app.runs.past import Leave, Way
from app.runs.places import NoPlace, Places
from app.runs.player import Player
from app.runs.reading import reading
from app.runs.timeline import Timeline
from app.schemas import Moment, Run, Status, Until
from app.sentences import say
from app.settings import Settings
from app.storage.records import Record
from app.work import work
from app.work.executors import WorkLost
from app.work.lane import Lane, Line

log = logging.getLogger(__name__)


class Session(Commanded):
    """One run: its course, its status, and those who watch it."""

    def __init__(
        self,
        run_id: str,
        start: work.Start,
        line: Line,
        places: Places,
        settings: Settings,
        token_digest: bytes,
        timeline: Timeline | None = None,
    ) -> None:
        super().__init__(run_id, token_digest)
        self.lesson: str | None = None
        self.kept = False
        self.course = Course(start, settings.max_timeline_bytes, timeline)
        self._lane = Lane(line)
        self._player = Player(self, self._lane, places)
        self._settings = settings
        self.until: Until | None = None
        self.status, self.message = lifecycle.at_start(start.state)
        self.audience = Audience(self, self._lane)

    @property
    def _seat(self) -> Player:
        return self._player

    @property
    def _watchers(self) -> Audience:
        return self.audience

    def restore(self, record: Record) -> None:
        """Stand where the run stood when it was kept; what was playing is paused."""
        self.created_at, self.kept = record.created_at, record.kept
        self.speed, self.until = record.speed, record.until
        self.status = Status.PAUSED if record.status in lifecycle.ACTIVE else record.status
        self.message = record.message if record.status in lifecycle.ENDED else None
        self.audience.tell(news=True)

    @property
    def state(self) -> engine.State:
        """Where it stands."""
        return self.course.state

    @property
    def history(self) -> HistoryLog:
        """The epochs behind it."""
        return self.course.history

    @property
    def resting(self) -> engine.State | None:
        """The state that viewers are shown while nothing trains."""
        return None if self.closed or self.status in lifecycle.ACTIVE else self.state

    def read(self) -> Run:
        """The run as everyone may read it."""
        return self.audience.stand.run

    def reading(self, version: int, watchers: int) -> Run:
        """The run as everyone may read it, at a version of its stand."""
        return reading(self, version, watchers)

    async def play(self, until: Until | None, speed: float | None, holder: str = "") -> None:
        """Train until a target, or until told to pause, on a place that the holder is given."""
        pauses = self._pauses
        async with self._commands:
            self._allow("play")
            if pauses != self._pauses:
                return
            self.until, self.speed, self.message = until, speed, None
            self._play_on(holder)

    async def step(self, unit: work.Unit, count: int, holder: str = "") -> None:
        """Stop playing, and train so many units, step after step, on a place that the holder is
        given; a pause ends them all. Raises NoPlace."""
        pauses = self._pauses
        async with self._commands:
            if self.status in lifecycle.ACTIVE:
                self.pause(asked=False)
            stops = self._player.stops
        async with self._stepping:
            self._allow("step")
            if (stops, pauses) != (self._player.stops, self._pauses):
                return
            before = self.until, self.message
            self.until = self.message = None
            try:
                if await self._player.step(unit, count, self._ticket(holder)) and not self.ended():
                    self.set_status(Status.PAUSED)
            except NoPlace:
                self.until, self.message = before
                raise
            except Exception as error:
                self.fail(error)

    async def reset(self, spec: engine.Spec | None, remember: bool = True) -> None:
        """Start again, with another spec where one is given; of several resets the last stays.
        Unless it is remembered, what is left cannot be gone back to."""
        self.pause()
        async with self._commands:
            self._allow("reset")
            start = await self._lane.do(work.begin, spec or self.state.spec)
            # It may have been removed meanwhile, and must not come back.
            self._allow("reset")
            self._player.stop()
            self.course.leave(start.state.spec, remember)
            self.course.begin(start)
            self._begun()

    async def go(self, way: Way) -> None:
        """Go back to before it was begun anew, trained as it was, or forth again; rest there."""
        async with self._commands:
            self._allow(way)
            self.course.go(way)
            self._player.stop()
            self._begun()

    def _begun(self, status: Status | None = None) -> None:
        self.audience.forget_picture()
        self.until = None
        begun, self.message = lifecycle.at_start(self.state)
        self.set_status(status or begun)
        self.audience.refresh()

    async def rewind(self, epoch: int | None = None, leave: Leave | None = None) -> None:
        """Go back to the end of an epoch, and rest there; without one, from a divergence to the one
        that was best, settings as they are. What is left is given to `leave`, which may refuse."""
        command = "rewind" if epoch is None else "rewind_to"
        async with self._commands, self._lane.answering() as turn:
            self._allow(command)
            back = await self.course.way_back(turn.do, epoch)
            self._allow(command)
            if leave and self.course.is_left_by(back):
                leave(self.course.left(Moment(run=self.id, epoch=back.route.epoch)))
            self._player.stop()
            self.course.go_back(back)
            self._begun(Status.PAUSED)

    async def change(
        self,
        function: Callable[..., engine.State],
        *values: Any,
        command: str = "change",
        remember: bool = False,
    ) -> None:
        """Go on with what the work makes of the state, which can be undone if it is remembered.
        Raises what it raises, and Invalid."""
        async with self._commands, self._lane.answering() as turn:
            self._allow(command)
            changed = await turn.do(work.change, function, self.state, *values)
            self._allow(command)
            check_spec(changed.state.spec, self._settings)
            self.course.amend(changed, function, values, remember=remember)
            if len(changed.state.history):
                self.audience.forget_picture()
            if self.status is Status.DIVERGED and self.state.outcome is None:
                # Other weights, set by hand, are a way out.
                self.status, self.message = Status.PAUSED, None
            self.audience.tell(news=True)
            self.audience.refresh()

    async def set_speed(self, speed: float | None) -> None:
        """Play at so many epochs a second from now on."""
        async with self._commands:
            self.speed = speed
            self.audience.tell(news=True)

    @property
    def goal(self) -> Goal:
        """What it plays towards."""
        return Goal(self.until, self._settings.max_epochs, self.course.points)

    def take(self, piece: work.Slice, since: engine.State) -> bool:
        """A slice that started from there is done; whether the run goes on from it."""
        if self.state is not since or self.closed:
            return False
        news = self.course.take(piece)
        if piece.picture:
            self.audience.keep_picture(piece.picture)
        self.audience.tell(news=news)
        return True

    def ended(self) -> bool:
        """Whether the run has come to an end by itself; if so, its status says which."""
        if (end := self.goal.end(self.state, self.course.metrics)) is None:
            return False
        status, self.message = end
        self.set_status(status)
        self.audience.refresh()
        return True

    def fail(self, error: Exception) -> None:
        """It cannot go on."""
        log.error("a run failed", exc_info=error, extra={"run": self.id})
        self.message = error.sentence if isinstance(error, WorkLost) else say("run_failed")
        self.set_status(Status.FAILED)
