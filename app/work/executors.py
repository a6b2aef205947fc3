"""Executors do work: in this process, or in a pool of processes that heals itself.

A third kind, on a cluster of other machines, is in cluster.py.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from app.problems import Busy
from app.sentences import say
from app.work.work import Done, measured, nothing
from app.work.worker import start_worker
from engine import Sentence

log = logging.getLogger(__name__)

T = TypeVar("T")

SLICE_S = 0.025
"""What a slice should take; longer and others would wait, shorter and overhead would show."""
LONGEST_WAIT_S = 2.0
SUSPECT_DEATHS = 3
"""Pools that may be lost beside a slice before it is done apart from all others."""
MOST_DEATHS = 3
"""Workers of its own that it may then lose before it is taken to be what kills them."""
MOST_HANGS = 3
LOOK_S = 1.0
"""How often, while a slice is waited for, it is looked whether somebody would tell of its end."""
CLOSE_S = 2.0
"""How long slices under way are waited for when the pool closes."""


class WorkLost(Busy):
    """No worker could do a piece of work."""


class ShortageError(Exception):
    """No worker can be had at present, which no piece of work is to blame for."""


class PoolLost(ShortageError):  # noqa: N818
    """The thread that hands a pool its work and its answers on has died, as it does where the
    system has no more to give: nothing that was asked of the pool will ever be answered."""


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
        self.notice = Notice()
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
        self.notice = Notice()
        self.restarts = self.shortages = self._lost = 0
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
        self._suspects = asyncio.Lock()
        self._pool: ProcessPoolExecutor | None = None
        with suppress(ShortageError):
            self._pool = self._start(workers)

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        """Do one piece of work. Whoever stops waiting leaves the worker busy until it is done."""
        return await asyncio.shield(self._take_on(function, *values))

    def _take_on(self, function: Callable[..., T], *values: Any) -> asyncio.Task[Done[T]]:
        task: asyncio.Task[Done[T]] = asyncio.create_task(self._finish(function, values))
        self._under_way.add(task)
        task.add_done_callback(self._done)
        return task

    async def close(self) -> None:
        """Wait a little for the workers to finish; none outlives the server."""
        self._closing = True
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=CLOSE_S)
            if late:
                _kill_workers()
        if self._pool is not None:
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
                if deaths < SUSPECT_DEATHS:
                    pool = self._pool = pool or self._start(self.capacity)
                    done = await self._once(pool, function, values)
                else:
                    pool = None
                    done = await self._alone(function, values)
            except TimeoutError:
                hangs += 1
                self._replace(pool, "hangs")
            except BrokenProcessPool:
                deaths += 1
                self._replace(pool, "died")
            except ShortageError as error:
                log.warning("no worker can be had: %s", error)
                if isinstance(error, PoolLost):
                    self._replace(pool, "cannot be reached")
                self.shortages += 1
                self._lack()
            except WorkLost:
                self._lost = 0
                self.notice.give(None)
                raise
            else:
                self._lost = 0
                self.notice.give(None)
                return done
            if self._closing:
                raise WorkLost(say("stopping"))
            if hangs == MOST_HANGS:
                raise WorkLost(say("run_too_slow"))
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT_S)

    async def _once(
        self, pool: ProcessPoolExecutor, function: Callable[..., T], values: tuple[Any, ...]
    ) -> Done[T]:
        submitted = pool.submit(measured, function, *values)
        manager: Any = pool._executor_manager_thread
        future: asyncio.Future[Done[T]] = asyncio.wrap_future(submitted)
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        async with asyncio.timeout(self._slice_timeout_s):
            # A pool future is never cancelled: on Python 3.11 a cancelled future and a dead worker
            # together leave other futures waiting for ever. So it is waited for, not awaited.
            while not (await asyncio.wait((future,), timeout=LOOK_S))[0]:
                if manager and not manager.is_alive() and not submitted.done():
                    raise PoolLost("the pool's own thread has died")
        return future.result()

    async def _alone(self, function: Callable[..., T], values: tuple[Any, ...]) -> Done[T]:
        """Do a piece of work, beside which workers died, away from all others. It is to blame if
        its worker dies again and again while one that has nothing to do lives on. Raises WorkLost,
        or ShortageError where that one dies as well."""
        async with self._suspects:
            for _ in range(MOST_DEATHS):
                pools: list[ProcessPoolExecutor] = []
                try:
                    for _each in ("own", "idle"):
                        pools.append(self._start(1))
                        await self._alive(pools[-1])
                    own, idle = pools
                    with suppress(BrokenProcessPool):
                        return await self._once(own, function, values)
                    await self._alive(idle)
                finally:
                    for pool in pools:
                        _end(pool)
        raise WorkLost(say("run_too_heavy"))

    async def _alive(self, pool: ProcessPoolExecutor) -> None:
        """Raises ShortageError unless a worker of the pool is there."""
        try:
            await self._once(pool, nothing, ())
        except (BrokenProcessPool, TimeoutError) as error:
            raise ShortageError("workers die with nothing to do") from error

    def _start(self, workers: int) -> ProcessPoolExecutor:
        """A pool. Raises ShortageError."""
        pool = None
        try:
            pool = ProcessPoolExecutor(workers, self._context, initializer=start_worker)
            # Every worker is called for now: the first run need not wait for one, and a worker that
            # is started while the pool breaks would be missed when the pool is cleared away.
            for _ in range(workers):
                pool.submit(nothing)
        except (OSError, EOFError, RuntimeError) as error:
            # No process, thread or file is left, or what starts workers has died, which is started
            # anew with the next pool.
            if pool is not None:
                _end(pool)
            raise ShortageError(f"{type(error).__name__}: {error}") from error
        return pool

    def _replace(self, broken: ProcessPoolExecutor | None, why: str) -> None:
        if broken is None or self._pool is not broken or self._closing:
            return
        self.restarts += 1
        self._lost += 1
        log.warning("a worker %s; the pool is started again (%d)", why, self.restarts)
        _end(broken)
        self._pool = None
        if self._lost > SUSPECT_DEATHS:
            self._lack()

    def _lack(self) -> None:
        """Say that workers cannot be had, until a piece of work is done."""
        if self.notice.sentence is None and not self._closing:
            self.notice.give(say("no_workers"))
            # People are refused meanwhile, so somebody has to try.
            self._take_on(nothing)


def _end(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=False)


def _kill_workers() -> None:
    for process in multiprocessing.active_children():
        process.kill()
