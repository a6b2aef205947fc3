"""Places for runs that train at once: taken in order, and never all of them by one holder."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(eq=False)
class Ticket:
    """Someone who waits for a place; `moved` is called whenever the queue moves."""

    holder: str
    moved: Callable[[], None]
    called: asyncio.Event = field(default_factory=asyncio.Event)


class Places:
    """So many places in all, and so many at most for each holder."""

    def __init__(self, total: int, each: int) -> None:
        self._total = total
        self._each = each
        self._taken: Counter[str] = Counter()
        self._queue: list[Ticket] = []

    def __len__(self) -> int:
        return self._taken.total()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    def position(self, ticket: Ticket) -> int | None:
        """The place in the queue, from 1; None once it was called."""
        return None if ticket.called.is_set() else self._queue.index(ticket) + 1

    @asynccontextmanager
    async def place(self, ticket: Ticket) -> AsyncIterator[None]:
        """A place, waited for in turn; given back at the end."""
        self._queue.append(ticket)
        self._call()
        try:
            await ticket.called.wait()
            yield
        finally:
            if ticket.called.is_set():
                self._taken[ticket.holder] -= 1
                self._taken += Counter()
            else:
                self._queue.remove(ticket)
            self._call()

    def _call(self) -> None:
        for ticket in list(self._queue):
            if len(self) < self._total and self._taken[ticket.holder] < self._each:
                self._taken[ticket.holder] += 1
                self._queue.remove(ticket)
                ticket.called.set()
        for ticket in self._queue:
            ticket.moved()
