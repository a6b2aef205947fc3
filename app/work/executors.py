"""Executors do work: the least of them, in a thread of this process, is here.

A pool of processes is in pool.py, a cluster of other machines in cluster.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from app.problems import Busy
from app.work.work import Done, measured
from engine import Sentence

T = TypeVar("T")

SLICE_S = 0.025
"""What a slice should take; longer and others would wait, shorter and overhead would show."""
LONGEST_WAIT_S = 2.0
"""Between two tries to have a worker where there is none."""
MOST_HANGS = 3
"""Workers that a piece of work may keep beyond the deadline before it is given up."""


class WorkLost(Busy):
    """No worker could do a piece of work."""


class Notice:
    """What an executor has to say of itself, and who is told when that changes."""

    def __init__(self) -> None:
        self.sentence: Sentence | None = None
        """Why no work is done at present, if there is a reason."""
        self.told: Callable[[Sentence | None], None] = lambda _: None

    def give(self, sentence: Sentence | None) -> None:
        """Have this to say from now on."""
        if sentence != self.sentence:
            self.sentence = sentence
            self.told(sentence)


class Executor(Protocol):
    """Someone who does work."""

    notice: Notice

    @property
    def capacity(self) -> int:
        """How many pieces are done at once."""

    @property
    def slice_s(self) -> float:
        """What a slice should take: long enough for its way to be worth it, or others wait."""

    def do(self, function: Callable[..., T], *values: Any) -> Awaitable[Done[T]]:
        """Do one piece of work, first come first served: a pure function that a worker can import,
        of values that can be sent there. Raises what it raises, or WorkLost."""

    async def close(self) -> None:
        """Finish what is under way and let every process go."""


class Inline:
    """Does work in a thread of this process, one piece at a time: for tests and notebooks."""

    capacity = 1
    slice_s = SLICE_S

    def __init__(self) -> None:
        self.notice = Notice()
        self._thread = ThreadPoolExecutor(1, "work")

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        """Do one piece of work."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, measured, function, *values)

    async def close(self) -> None:
        """Finish what is under way."""
        await asyncio.to_thread(self._thread.shutdown)
