"""Executors do slices: in this process, or in a pool of processes that heals itself."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from app.runs.slices import Result, Slice, work

log = logging.getLogger(__name__)

LONGEST_WAIT_S = 2.0


class Executor(Protocol):
    """Someone who does slices."""

    @property
    def capacity(self) -> int:
        """How many slices are done at once."""

    async def advance(self, piece: Slice) -> Result:
        """Do one slice; waits for its turn, first come first served."""

    async def close(self) -> None:
        """Finish what is under way and let every process go."""


class Inline:
    """Does slices in this process, one at a time: for tests and notebooks."""

    capacity = 1

    async def advance(self, piece: Slice) -> Result:
        """Do one slice, while everything else waits."""
        await asyncio.sleep(0)
        return work(piece)

    async def close(self) -> None:
        """Nothing to let go."""


class Pool:
    """Does slices in worker processes. A dead worker costs its slices, which are done again.

    Processes, not threads: training holds Python's lock, so a second thread would gain nothing
    and would keep the server from answering.
    """

    def __init__(self, workers: int) -> None:
        self.capacity = workers
        self.restarts = 0
        methods = multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context(
            "forkserver" if "forkserver" in methods else "spawn"
        )
        if "forkserver" in methods:
            multiprocessing.set_forkserver_preload([work.__module__])
        self._turns = asyncio.Semaphore(workers)
        self._pool = self._start()

    async def advance(self, piece: Slice) -> Result:
        """Do one slice, again from the same state if its worker dies on the way."""
        wait = 0.05
        async with self._turns:
            while True:
                pool = self._pool
                try:
                    # A pool future is never cancelled: on Python 3.11 a cancelled future and a
                    # dead worker together leave other futures waiting for ever.
                    return await asyncio.shield(asyncio.wrap_future(self._submit(pool, piece)))
                except BrokenProcessPool:
                    self._replace(pool)
                    await asyncio.sleep(wait)
                    wait = min(2 * wait, LONGEST_WAIT_S)

    async def close(self) -> None:
        """Wait for the workers to finish, so that none outlives the server."""
        await asyncio.to_thread(self._pool.shutdown, wait=True)

    def _submit(self, pool: ProcessPoolExecutor, piece: Slice) -> Future[Result]:
        return pool.submit(work, piece)

    def _start(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(self.capacity, self._context, initializer=_start_worker)
        # Every worker is called for now: the first run need not wait for one, and a worker that
        # is started while the pool breaks would be missed when the pool is cleared away.
        for _ in range(self.capacity):
            pool.submit(_be_ready)
        return pool

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        if self._pool is broken:
            self.restarts += 1
            log.warning("a worker died; the pool is started again (%d)", self.restarts)
            broken.shutdown(wait=False)
            for process in multiprocessing.active_children():
                process.kill()
            self._pool = self._start()


def _be_ready() -> None:
    """Nothing to do but to be there."""


def _start_worker() -> None:
    """Leave Ctrl+C to the server, and end when the server has."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_end_with, args=(server,), daemon=True).start()


def _end_with(server: multiprocessing.process.BaseProcess) -> None:
    server.join()
    os._exit(1)
