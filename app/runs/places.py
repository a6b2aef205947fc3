"""Places for runs that train at once: taken in order, and never all of them by one holder."""

from __future__ import annotations

import asyncio
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
    called: asyncio.Event = field(default_factory=asyncio.Event)


class Places:
    """So many places in all, and so many at most for each holder."""

    def __init__(self, total: int, each: int) -> None:
        self._total = total
        self._each = each
        self._held: set[Ticket] = set()
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

    def ask(self, ticket: Ticket) -> bool:
        """Ask for a place; whether there is one at once. Otherwise `called` is set in turn."""
        self._queue.append(ticket)
        self._call()
        return ticket.called.is_set()

    def give_back(self, ticket: Ticket) -> None:
        """Want the place no longer, be it held or waited for; twice is no mistake."""
        if ticket in self._held:
            self._held.remove(ticket)
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
                self._held.add(ticket)
                ticket.called.set()
        for ticket in self._queue:
            ticket.moved()
