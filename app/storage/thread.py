"""One thread for the disk, and a limit to how long it is waited for.

A disk may hang for good: a frozen file system, a network that is gone. Nothing can end a thread
that waits for it, so nobody waits for the thread, the end of the process included.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

Answer = TypeVar("Answer")

Task = tuple["Future[Any]", Callable[[], Any]]


class DiskThread:
    """Does one thing after the other, in a thread that ends with the process."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._late: Future[Any] | None = None
        # What concurrent.futures starts is waited for when the process ends.
        Thread(target=self._work, name="storage", daemon=True).start()

    async def do(self, work: Callable[[], Answer]) -> Answer:
        """What comes of it. Raises what it raises, and TimeoutError where it takes too long: at
        once, as long as what was asked before is not done."""
        if self._late is not None and not self._late.done():
            raise TimeoutError
        future: Future[Answer] = Future()
        self._tasks.put((future, work))
        try:
            async with asyncio.timeout(self._patience_s):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            self._late = future
            raise

    def end(self) -> None:
        """End once all is done that was asked."""
        self._tasks.put(None)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            future, work = task
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except BaseException as error:
                    future.set_exception(error)
