"""A seat is where something trains: on a place that it was given, until it is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

from app.runs.places import NoPlace, Places, Ticket
from app.schemas import Status
from app.sentences import say

STEP_WAIT_S = 10.0
"""How long a step waits for a place. Others' steps are soon over, turns are longer."""


TOLD_S = 10.0
"""How often who waits for a place is told how long it will still take."""


class Seated(Protocol):
    """What is asked of that which trains."""

    status: Status

    def set_status(self, status: Status) -> None:
        """Stand otherwise from now on."""

    def fail(self, error: Exception) -> None:
        """It cannot go on."""


class Seat:
    """Trains something on a place among those that train at once."""

    def __init__(self, of: Seated, places: Places) -> None:
        self._of = of
        self._places = places
        self._task: asyncio.Task[None] | None = None
        self._ticket: Ticket | None = None
        self.stops = 0
        """How often it was told to play or to stop, which ends the steps from before."""

    def start(self, ticket: Ticket) -> bool:
        """Play as soon as there is a place; whether there is one at once."""
        self.stops += 1
        self._leave()
        self._ticket = ticket
        at_once = self._places.ask(ticket)
        self._task = asyncio.create_task(self._begin(ticket))
        return at_once

    def stop(self) -> None:
        """Train no longer; what is under way is dropped."""
        self.stops += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._leave()

    @property
    def queue_position(self) -> int | None:
        """How many are before it in the queue, plus one; None when it does not wait."""
        return self._places.position(self._ticket) if self._ticket else None

    @property
    def wait_s(self) -> float | None:
        """About how long it still waits, where that is known."""
        return self._places.wait_s(self._ticket) if self._ticket else None

    @property
    def _is_over(self) -> bool:
        """Whether its turn is over, and others wait."""
        return self._ticket is not None and self._places.is_over(self._ticket)

    async def _make_room(self) -> None:
        """Let those who wait have their turn, and wait for the next."""
        if (ticket := self._ticket) is None:
            return
        self._places.make_room(ticket)
        if not ticket.called.is_set():
            self._of.set_status(Status.QUEUED)
            await _called(ticket)
            if self._of.status is Status.QUEUED:
                self._of.set_status(Status.PLAYING)

    def _leave(self) -> None:
        if self._ticket is not None:
            # At once, not when the task ends: the run may ask again, and a task that was never
            # begun has no end.
            self._places.give_back(self._ticket)
            # A step that waits for its place is to find out that it waits in vain.
            self._ticket.called.set()
            self._ticket = None

    async def _begin(self, ticket: Ticket) -> None:
        try:
            await _called(ticket)
            if self._of.status is Status.QUEUED:
                self._of.set_status(Status.PLAYING)
            await self._play()
        except Exception as error:
            self._of.fail(error)
        finally:
            self._places.give_back(ticket)

    async def _play(self) -> None:
        """Train for as long as it plays."""
        raise NotImplementedError

    async def _seated(self, ticket: Ticket, train: Callable[[], Awaitable[bool]]) -> bool:
        """Train a little on a place, for someone who waits; whether it was not stopped on the way.
        Raises NoPlace, where none becomes free in time."""
        self._ticket, stops = ticket, self.stops
        try:
            if not self._places.ask(ticket):
                try:
                    async with asyncio.timeout(STEP_WAIT_S):
                        await ticket.called.wait()
                except TimeoutError:
                    raise NoPlace(say("no_place", seconds=STEP_WAIT_S)) from None
            return stops == self.stops and await train()
        finally:
            if self._ticket is ticket:
                self._leave()


async def _called(ticket: Ticket) -> None:
    """Wait until there is a place, and have it told meanwhile how long that will still take."""
    while not ticket.called.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(TOLD_S):
                await ticket.called.wait()
                return
        ticket.moved()
