"""Executors do work: in this process, or in a pool of processes that heals itself.

A third kind, on a cluster of other machines, is in cluster.py.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol, TypeVar

from app.problems import Busy
from app.sentences import say
from app.work.work import Done, measured, nothing

log = logging.getLogger(__name__)

T = TypeVar("T")

SLICE_S = 0.025
"""What a slice should take; longer and others would wait, shorter and overhead would show."""
LONGEST_WAIT_S = 2.0
MOST_DEATHS = 10
"""Workers that one slice may lose before it is taken to be what kills them."""
MOST_HANGS = 3
CLOSE_S = 2.0
"""How long slices under way are waited for when the pool closes."""


class WorkLost(Busy):
    """No worker could do a piece of work."""


class Executor(Protocol):
    """Someone who does work."""

    @property
    def capacity(self) -> int:
        """How many pieces are done at once."""

    @property
    def slice_s(self) -> float:
        """What a slice should take: long enough for its way to be worth it, or others wait."""

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        """Do one piece of work, first come first served: a pure function that a worker can import,
        of values that can be sent there. Raises what it raises, or WorkLost."""

    async def close(self) -> None:
        """Finish what is under way and let every process go."""


class Inline:
    """Does work in a thread of this process, one piece at a time: for tests and notebooks."""

    capacity = 1
    slice_s = SLICE_S

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "work")

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        """Do one piece of work."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, measured, function, *values)

    async def close(self) -> None:
        """Finish what is under way."""
        await asyncio.to_thread(self._thread.shutdown)


class Pool:
    """Does work in worker processes. A worker that dies or hangs costs what it was at, which is
    done again from the same values.

    Processes, not threads: training holds Python's lock, so a second thread would gain nothing
    and would keep the server from answering.
    """

    slice_s = SLICE_S

    def __init__(self, workers: int, slice_timeout_s: float = 30) -> None:
        self.capacity = workers
        self.restarts = 0
        self.slices = 0
        self.busy_s = 0.0
        self._slice_timeout_s = slice_timeout_s
        methods = multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context(
            "forkserver" if "forkserver" in methods else "spawn"
        )
        if "forkserver" in methods:
            multiprocessing.set_forkserver_preload([measured.__module__])
        self._under_way: set[asyncio.Task[Done[Any]]] = set()
        self._closing = False
        self._pool = self._start()

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        """Do one piece of work. Whoever stops waiting leaves the worker busy until it is done."""
        task: asyncio.Task[Done[T]] = asyncio.create_task(self._finish(function, values))
        self._under_way.add(task)
        task.add_done_callback(self._done)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Wait a little for the workers to finish; none outlives the server."""
        self._closing = True
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=CLOSE_S)
            if late:
                _kill_workers()
        await asyncio.to_thread(self._pool.shutdown, wait=True)

    def _done(self, task: asyncio.Task[Done[Any]]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and task.exception() is None:
            self.slices += 1
            self.busy_s += task.result().core_s

    async def _finish(self, function: Callable[..., T], values: tuple[Any, ...]) -> Done[T]:
        deaths = hangs = 0
        wait = 0.05
        while True:
            pool = self._pool
            try:
                async with asyncio.timeout(self._slice_timeout_s):
                    return await self._once(pool, function, values)
            except TimeoutError:
                hangs += 1
                self._replace(pool, "hangs")
            except BrokenProcessPool:
                deaths += 1
                self._replace(pool, "died")
            if self._closing:
                raise WorkLost(say("stopping"))
            if hangs == MOST_HANGS:
                raise WorkLost(say("run_too_slow"))
            if deaths == MOST_DEATHS:
                raise WorkLost(say("run_too_heavy"))
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT_S)

    async def _once(
        self, pool: ProcessPoolExecutor, function: Callable[..., T], values: tuple[Any, ...]
    ) -> Done[T]:
        future: asyncio.Future[Done[T]] = asyncio.wrap_future(
            pool.submit(measured, function, *values)
        )
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        # A pool future is never cancelled: on Python 3.11 a cancelled future and a dead worker
        # together leave other futures waiting for ever.
        return await asyncio.shield(future)

    def _start(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(self.capacity, self._context, initializer=_start_worker)
        # Every worker is called for now: the first run need not wait for one, and a worker that
        # is started while the pool breaks would be missed when the pool is cleared away.
        for _ in range(self.capacity):
            pool.submit(nothing)
        return pool

    def _replace(self, broken: ProcessPoolExecutor, why: str) -> None:
        if self._pool is broken and not self._closing:
            self.restarts += 1
            log.warning("a worker %s; the pool is started again (%d)", why, self.restarts)
            _kill_workers()
            broken.shutdown(wait=False)
            try:
                self._pool = self._start()
            except (OSError, EOFError) as error:
                # The process that starts workers has died, too. It is started anew with the next
                # pool; until then the broken one stays, and says so to whoever tries it.
                log.warning("no worker could be started: %s", type(error).__name__)


def _kill_workers() -> None:
    for process in multiprocessing.active_children():
        process.kill()


def _start_worker() -> None:
    """Leave Ctrl+C to the server, and end when the server has."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_end_with, args=(server,), daemon=True).start()


def _end_with(server: multiprocessing.process.BaseProcess) -> None:
    server.join()
    os._exit(1)
