"""The worker processes of a pool: one that is lost, or hangs, is followed by another."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from contextlib import suppress

from app.sentences import say
from app.work.executors import LONGEST_WAIT_S, Notice
from app.work.process import ShortageError, Worker, WorkerDiedError
from app.work.work import nothing
from app.work.worker import piece, serve

log = logging.getLogger(__name__)

SHORTEST_WAIT_S = 0.05


class Crew:
    """Workers, each with an attendant who sees to it that there is one."""

    def __init__(self, capacity: int, slice_timeout_s: float) -> None:
        self.capacity = capacity
        self.notice = Notice()
        self.restarts = self.shortages = 0
        self.workers: set[Worker] = set()
        self._slice_timeout_s = slice_timeout_s
        methods = multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context(
            "forkserver" if "forkserver" in methods else "spawn"
        )
        if "forkserver" in methods:
            multiprocessing.set_forkserver_preload([serve.__module__])
        self._attendants: list[asyncio.Task[None]] = []
        self._lacking = 0
        self._closing = False
        # Every worker is called for now: the first run need not wait for one.
        with suppress(ShortageError):
            for _ in range(capacity):
                self._start()

    @property
    def _is_at_work(self) -> bool:
        """Whether something waits to be done."""
        raise NotImplementedError

    def _is_free(self, worker: Worker) -> None:
        """A worker has nothing to do."""
        raise NotImplementedError

    def _is_lost(self, worker: Worker) -> None:
        """A worker is no more."""
        self._end(worker)
        self.restarts += 1
        log.warning("a worker is lost; another is started (%d)", self.restarts)

    def _attend(self) -> None:
        """Have workers at work from now on, as there is a loop."""
        if not self._attendants:
            had = [*self.workers, *[None] * self.capacity][: self.capacity]
            self._attendants = [asyncio.create_task(self._keep(worker)) for worker in had]

    async def _leave(self) -> None:
        """Let all workers end."""
        for attendant in self._attendants:
            attendant.cancel()
        await asyncio.gather(*self._attendants, return_exceptions=True)
        for worker in self.workers:
            worker.leave()
        for worker in self.workers:
            await asyncio.to_thread(worker.process.join)

    async def _keep(self, worker: Worker | None) -> None:
        """Have a worker at work, one after the other, for as long as the pool is open."""
        while not self._closing:
            if worker is None:
                worker = await self._another()
            else:
                # Called for before there was a loop, it was not heard yet.
                with suppress(ShortageError):
                    await worker.connect()
            if not worker.lost.is_set():
                self._is_free(worker)
                await self._watch(worker)
            self._is_lost(worker)
            worker = None

    async def _watch(self, worker: Worker) -> None:
        """Look after a worker until it is lost; one that hangs is given up."""
        clock = asyncio.get_running_loop().time
        while not worker.lost.is_set():
            began = worker.began if worker.given else clock()
            try:
                async with asyncio.timeout_at(began + self._slice_timeout_s):
                    await worker.lost.wait()
            except TimeoutError:
                if worker.given and worker.began <= began:
                    worker.fail(TimeoutError())

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
            if not self._is_at_work:
                self._there()

    async def _living(self) -> Worker:
        """A new worker that answers. Raises ShortageError."""
        worker = self._start()
        try:
            await worker.connect()
            await self._see(worker)
        except BaseException:
            self._end(worker)
            raise
        return worker

    async def _see(self, worker: Worker) -> None:
        """Raises ShortageError unless a worker with nothing to do answers."""
        try:
            await self._have(worker, piece(nothing, ()))
        except (WorkerDiedError, TimeoutError) as error:
            raise ShortageError("workers die with nothing to do") from error

    async def _have(self, worker: Worker, sent: bytes) -> memoryview:
        """Have a worker do a piece of work. If anything is raised, it has to be ended."""
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
