"""What trains on command, a run or a sweep of many: one command after the other, on a place, until
it is told to stop; whoever watches is told."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Collection
from typing import Any, Protocol

import engine
from app.problems import Problem
from app.runs import lifecycle
from app.runs.places import Ticket
from app.runs.reader import Reader
from app.runs.seat import Seat
from app.schemas import Status


class Watchers(Protocol):
    """Those who watch it."""

    used_at: float
    """When it was last seen or asked for."""

    @property
    def viewers(self) -> Collection[Reader[Any]]:
        """Everyone who follows it, whether they see it or not."""

    def tell(self, *, news: bool) -> None:
        """It stands elsewhere now; `news`: it also reads differently."""

    def refresh(self) -> None:
        """See to it that pictures of where it rests reach those who want them."""


class Commanded:
    """Something with a status, which commands change."""

    status: Status
    message: engine.Sentence | None
    takes_turns = True
    """Whether it makes room for others that wait to train."""

    def __init__(self, own_id: str, token_digest: bytes) -> None:
        self.id = own_id
        self.token_digest = token_digest
        self.created_at = dt.datetime.now(dt.UTC)
        self.troubles: dict[str, engine.Sentence | None] = {}
        """What it is warned of, by kind."""
        self.speed: float | None = None
        self.farewell: Problem | None = None
        self._commands, self._stepping = asyncio.Lock(), asyncio.Lock()
        self._pauses = 0

    @property
    def _seat(self) -> Seat:
        """What trains it."""
        raise NotImplementedError

    @property
    def _watchers(self) -> Watchers:
        raise NotImplementedError

    def ended(self) -> bool:
        """Whether it has come to an end by itself; if so, its status says which."""
        raise NotImplementedError

    @property
    def closed(self) -> bool:
        """Whether it has stopped for good."""
        return self.farewell is not None

    @property
    def unwatched_s(self) -> float:
        """How long nobody has asked for it, nor seen it: a tab that is hidden sees nothing."""
        if any(not viewer.away for viewer in self._watchers.viewers):
            self._watchers.used_at = time.monotonic()
        return time.monotonic() - self._watchers.used_at

    @property
    def left(self) -> bool:
        """Whether nobody uses it, nor has it open in a tab that is hidden."""
        return not (self.in_use or self._watchers.viewers)

    @property
    def busy(self) -> bool:
        """Whether it trains, or waits to."""
        return self.status in lifecycle.ACTIVE or self._stepping.locked()

    @property
    def in_use(self) -> bool:
        """Whether it is busy, or a command is under way or waits."""
        return self.busy or self._commands.locked()

    @property
    def queue_position(self) -> int | None:
        """Its place among those that wait to play, from 1; None when it does not wait."""
        return self._seat.queue_position

    @property
    def wait_s(self) -> float | None:
        """About how long it will wait, in seconds; None where nobody knows."""
        return self._seat.wait_s

    def warn(self, of: str, warning: engine.Sentence | None) -> None:
        """Tell everyone who reads it of a trouble of some kind, or that it is over."""
        if warning != self.troubles.get(of):
            self.troubles[of] = warning
            self._watchers.tell(news=True)

    def pause(self, *, asked: bool = True) -> None:
        """Stop training, be it in the middle of a step; `asked`: also what still waits to begin."""
        self._pauses += asked
        self._seat.stop()
        if self.busy:
            self.set_status(Status.PAUSED)
            self._watchers.refresh()

    def close(self, farewell: Problem) -> None:
        """Stop for good; viewers are told why, then let go, and whoever asks is refused so."""
        # Its status stays: who waits for the server to be back goes on from it.
        self._seat.stop()
        self.farewell = farewell
        self._watchers.tell(news=True)

    def set_status(self, status: Status) -> None:
        """Stand otherwise from now on."""
        if self.status in lifecycle.ACTIVE:
            # What trained for hours with nobody watching was in use until now.
            self._watchers.used_at = time.monotonic()
        self.status = status
        self._watchers.tell(news=True)

    def _play_on(self, holder: str) -> None:
        """Play, unless there is nothing left, on a place that the holder is given."""
        if self.ended():
            self._seat.stop()
        elif self.status in lifecycle.ACTIVE:
            self._watchers.tell(news=True)
        else:
            at_once = self._seat.start(self._ticket(holder))
            self.set_status(Status.PLAYING if at_once else Status.QUEUED)

    def _ticket(self, holder: str) -> Ticket:
        return Ticket(holder, lambda: self._watchers.tell(news=True), self.takes_turns)

    def _allow(self, command: str) -> None:
        if self.farewell:
            raise self.farewell
        lifecycle.check(command, self.status)
