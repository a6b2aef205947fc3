"""A reader pulls: it is told where something stands, and takes what it has not seen yet, when it
has room for it."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from app.runs.stand import Event

WINDOW = 2
"""Frames that may be under way to a reader who acknowledges them."""
MOST_AT_ONCE = 4
"""Events that are sent in one piece at most: epochs, a status and a frame most often are."""


@dataclass
class Tally:
    """What readers were sent, counted."""

    frames_sent: int = 0
    frames_skipped: int = 0


class Told(Protocol):
    """Where something stands."""

    @property
    def over(self) -> bool:
        """Whether there is nothing more to come."""


S = TypeVar("S", bound=Told)


class Reader(Generic[S]):
    """Someone who is told where something stands. `acknowledges`: frames wait until earlier ones
    are drawn."""

    def __init__(self, *, acknowledges: bool, tally: Tally | None = None) -> None:
        self._tally = tally or Tally()
        self._acknowledges = acknowledges
        self._stand: S | None = None
        self._wake = asyncio.Event()
        self._under_way: deque[int] = deque()
        self.away = False
        """Whether it says that nobody sees it, as a tab that is hidden."""
        self._seq = -1

    @property
    def has_room(self) -> bool:
        """Whether a frame would be sent now."""
        return not self.away and len(self._under_way) < WINDOW

    def take(self, stand: S) -> None:
        """It stands elsewhere now."""
        self._stand = stand
        self._wake.set()

    def acknowledge(self, seq: int) -> bool:
        """The frame of that number, and so every earlier one, has been drawn; whether that is what
        the next one waited for."""
        waited = not self.has_room
        while self._under_way and self._under_way[0] <= seq:
            self._under_way.popleft()
        # Woken for nothing, thousands of times a second, it would cost as much as the frames do.
        if freed := waited and self.has_room:
            self._wake.set()
        return freed

    async def next(self) -> Event | None:
        """The next event, waiting for it; None when there is nothing more to come."""
        while True:
            self._wake.clear()
            stand = self._stand
            if stand is not None:
                event = self._pending(stand)
                if event is not None or stand.over:
                    return event
            await self._wake.wait()

    async def due(self) -> list[Event]:
        """What is to be told now, a few events at most, waiting for the first; nothing when nothing
        more is to come."""
        events: list[Event] = []
        event = await self.next()
        while event is not None:
            events.append(event)
            full = len(events) == MOST_AT_ONCE
            event = self._pending(self._stand) if self._stand and not full else None
        return events

    def _pending(self, stand: S) -> Event | None:
        raise NotImplementedError

    def _sent(self, seq: int) -> None:
        """A frame of that number is on its way."""
        self._tally.frames_sent += 1
        if self._seq >= 0:
            self._tally.frames_skipped += max(0, seq - self._seq - 1)
        self._seq = seq
        if self._acknowledges:
            self._under_way.append(seq)
