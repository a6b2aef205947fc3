"""Places for runs that train at once: taken in order, in turns where others wait, and never all of
them by one holder."""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from app.problems import Busy


class NoPlace(Busy):
    """No place became free in time."""


@dataclass(eq=False)
class Ticket:
    """Someone who asks for a place; `moved` is called whenever the queue moves while it waits."""

    holder: str
    moved: Callable[[], None]
    takes_turns: bool = True
    """Whether it makes room for others; it keeps its place to the end otherwise."""
    called: asyncio.Event = field(default_factory=asyncio.Event)


class Places:
    """So many places in all, and so many at most for each holder, who keeps one for a turn, in
    seconds, where others wait."""

    def __init__(self, total: int, each: int, turn_s: float = math.inf) -> None:
        self._total = total
        self._each = each
        self._turn_s = turn_s
        self._held: dict[Ticket, float] = {}
        self._queue: list[Ticket] = []

    def __len__(self) -> int:
        return len(self._held)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    def position(self, ticket: Ticket) -> int | None:
        """The place in the queue, from 1; None where it does not wait."""
        return self._queue.index(ticket) + 1 if ticket in self._queue else None

    def wait_s(self, ticket: Ticket) -> float | None:
        """About how long it still waits, if all go on: until the turns of so many are over. None
        where nobody knows."""
        if (place := self.position(ticket)) is None or math.isinf(self._turn_s):
            return None
        now = time.monotonic()
        turns = (since for each, since in self._held.items() if each.takes_turns)
        left = sorted(max(0.0, since + self._turn_s - now) for since in turns)
        if not left:
            return None
        rounds, nth = divmod(place - 1, len(left))
        return left[nth] + rounds * self._turn_s

    def is_over(self, ticket: Ticket) -> bool:
        """Whether it has had its turn, and others wait."""
        since = self._held.get(ticket)
        over = since is not None and time.monotonic() - since >= self._turn_s
        return over and bool(self._queue)

    def make_room(self, ticket: Ticket) -> None:
        """Go behind those who wait; `called` is set again in turn, at once if none of them can have
        the place."""
        del self._held[ticket]
        ticket.called.clear()
        self.ask(ticket)

    def ask(self, ticket: Ticket) -> bool:
        """Ask for a place; whether there is one at once. Otherwise `called` is set in turn."""
        self._queue.append(ticket)
        self._call()
        return ticket.called.is_set()

    def give_back(self, ticket: Ticket) -> None:
        """Want the place no longer, be it held or waited for; twice is no mistake."""
        if ticket in self._held:
            del self._held[ticket]
        elif ticket in self._queue:
            self._queue.remove(ticket)
        else:
            return
        self._call()

    def _call(self) -> None:
        taken = Counter(ticket.holder for ticket in self._held)
        for ticket in list(self._queue):
            if len(self) < self._total and taken[ticket.holder] < self._each:
                taken[ticket.holder] += 1
                self._queue.remove(ticket)
                self._held[ticket] = time.monotonic()
                ticket.called.set()
        for ticket in self._queue:
            ticket.moved()
