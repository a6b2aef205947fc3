"""A pool of worker processes on this machine, which heals itself.

The server's loop talks to each worker over a socket, without threads: a piece of work costs it
two thirds of what it does with Python's own pool, and a worker that is lost takes none but the
piece that it was at.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from app.sentences import say
from app.work.executors import LONGEST_WAIT_S, MOST_HANGS, SLICE_S, Notice, WorkLost
from app.work.process import ShortageError, Worker, WorkerDiedError
from app.work.work import Done, nothing
from app.work.worker import outcome, piece, serve

log = logging.getLogger(__name__)

T = TypeVar("T")

Asked = tuple[bytes, "asyncio.Future[bytearray]"]
"""A piece of work, and who waits for the answer."""

SUSPECT_DEATHS = 3
"""Workers that may be lost at a piece before it is done apart from all others."""
MOST_DEATHS = 3
"""Workers of its own that it may then lose before it is taken to be what kills them."""
SHORTEST_WAIT_S = 0.05
CLOSE_S = 2.0
"""How long pieces under way are waited for when the pool closes."""


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
        self.restarts = self.shortages = 0
        self.slices = 0
        self.busy_s = 0.0
        self.workers: set[Worker] = set()
        self._slice_timeout_s = slice_timeout_s
        methods = multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context(
            "forkserver" if "forkserver" in methods else "spawn"
        )
        if "forkserver" in methods:
            multiprocessing.set_forkserver_preload([serve.__module__])
        self._asked: asyncio.Queue[Asked] = asyncio.Queue()
        self._under_way: set[asyncio.Task[Done[Any]]] = set()
        self._attendants: list[asyncio.Task[None]] = []
        self._lacking = 0
        self._closing = False
        self._suspects = asyncio.Lock()
        # Every worker is called for now: the first run need not wait for one.
        with suppress(ShortageError):
            for _ in range(workers):
                self._start()

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        """Do one piece of work. Whoever stops waiting leaves the worker busy until it is done."""
        if not self._attendants:
            had = [*self.workers, *[None] * self.capacity][: self.capacity]
            self._attendants = [asyncio.create_task(self._attend(worker)) for worker in had]
        task: asyncio.Task[Done[T]] = asyncio.create_task(self._finish(piece(function, values)))
        self._under_way.add(task)
        task.add_done_callback(self._done)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Wait a little for the workers to finish; none outlives the server."""
        self._closing = True
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=CLOSE_S)
            if late:
                for worker in self.workers:
                    worker.process.kill()
                while not self._asked.empty():
                    _fail(self._asked.get_nowait()[1], WorkerDiedError())
                await asyncio.wait(late)
        for attendant in self._attendants:
            attendant.cancel()
        await asyncio.gather(*self._attendants, return_exceptions=True)
        for worker in self.workers:
            worker.leave()
        for worker in self.workers:
            await asyncio.to_thread(worker.process.join)

    def _done(self, task: asyncio.Task[Done[Any]]) -> None:
        self._under_way.discard(task)
        if task.cancelled() or isinstance(task.exception(), WorkLost):
            return
        self._there()
        if task.exception() is None:
            self.slices += 1
            self.busy_s += task.result().core_s

    # Pieces

    async def _finish(self, sent: bytes) -> Done[Any]:
        """Do a piece of work, whatever becomes of workers. Raises what it raises, or WorkLost."""
        deaths = hangs = 0
        wait = SHORTEST_WAIT_S
        while not self._closing:
            try:
                if hangs or deaths >= SUSPECT_DEATHS:
                    answer = await self._alone(sent)
                else:
                    answer = await self._anywhere(sent)
            except TimeoutError:
                hangs += 1
                if hangs == MOST_HANGS:
                    raise WorkLost(say("run_too_slow")) from None
            except WorkerDiedError:
                deaths += 1
            except ShortageError as error:
                self._short(error)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT_S)
            else:
                return outcome(answer)
        raise WorkLost(say("stopping"))

    async def _anywhere(self, sent: bytes) -> bytearray:
        answer: asyncio.Future[bytearray] = asyncio.get_running_loop().create_future()
        self._asked.put_nowait((sent, answer))
        return await answer

    async def _alone(self, sent: bytes) -> bytearray:
        """Do a piece of work, beside which workers were lost, away from all others. It is to blame
        if its worker dies again and again while one that has nothing to do lives on. Raises
        WorkLost, TimeoutError, or ShortageError where that one dies as well."""
        async with self._suspects:
            for _ in range(MOST_DEATHS):
                own = idle = None
                try:
                    own = await self._living()
                    idle = await self._living()
                    with suppress(WorkerDiedError):
                        return await self._have(own, sent)
                    await self._see(idle)
                finally:
                    self._end(own, idle)
        raise WorkLost(say("run_too_heavy"))

    # Workers

    async def _attend(self, worker: Worker | None) -> None:
        """Have a worker at work, one after the other, for as long as the pool is open."""
        while not self._closing:
            if worker is None:
                worker = await self._another()
            # The next piece is on its way before the last one's answer is read.
            sent, answer = await self._asked.get()
            try:
                read = await self._have(worker, sent)
            except Exception as error:  # whatever it is, an attendant goes on
                _fail(answer, error)
                worker = None
            else:
                if not answer.done():
                    answer.set_result(read)

    async def _have(self, worker: Worker, sent: bytes) -> bytearray:
        """Have a worker do a piece of work. If anything is raised, that worker is no more."""
        try:
            return await self._ask(worker, sent)
        except BaseException as error:
            self._end(worker)
            self.restarts += 1
            why = type(error).__name__
            log.warning("a worker is lost (%s); another is started (%d)", why, self.restarts)
            raise

    async def _another(self) -> Worker:
        """A worker that lives, as soon as one can be had; says so where there is none at all."""
        lacking = False
        wait = SHORTEST_WAIT_S
        try:
            while True:
                try:
                    return await self._living()
                except ShortageError as error:
                    self._lacking += not lacking
                    lacking = True
                    self._short(error)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT_S)
        finally:
            self._lacking -= lacking
            # While something waits to be done, it is not over before that is.
            if not self._under_way:
                self._there()

    async def _living(self) -> Worker:
        """A new worker that answers. Raises ShortageError."""
        worker = self._start()
        try:
            await self._see(worker)
        except BaseException:
            self._end(worker)
            raise
        return worker

    async def _see(self, worker: Worker) -> None:
        """Raises ShortageError unless a worker with nothing to do answers."""
        try:
            await self._ask(worker, piece(nothing, ()))
        except (WorkerDiedError, TimeoutError) as error:
            raise ShortageError("workers die with nothing to do") from error

    async def _ask(self, worker: Worker, sent: bytes) -> bytearray:
        async with asyncio.timeout(self._slice_timeout_s):
            return await worker.ask(sent)

    def _start(self) -> Worker:
        worker = Worker(self._context)
        self.workers.add(worker)
        return worker

    def _end(self, *workers: Worker | None) -> None:
        for worker in workers:
            if worker is not None:
                self.workers.discard(worker)
                worker.end()

    def _short(self, error: ShortageError) -> None:
        log.warning("no worker can be had: %s", error)
        self.shortages += 1
        if self._lacking == self.capacity and not self._closing:
            self.notice.give(say("no_workers"))

    def _there(self) -> None:
        if self._lacking < self.capacity:
            self.notice.give(None)


def _fail(answer: asyncio.Future[bytearray], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)
