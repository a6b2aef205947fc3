"""Work on a cluster of other machines: dask.distributed, whose scheduler PLAYGROUND_DASK names.

Scheduler and workers need this package at the server's version; workers keep nothing. A round trip
takes ten times what it takes within a machine, so slices are longer here.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from app.sentences import say
from app.work.executors import LONGEST_WAIT_S, MOST_HANGS, Notice, WorkLost
from app.work.work import Done, measured, nothing
from engine import Sentence

if TYPE_CHECKING:
    from distributed import Client, Future

log = logging.getLogger(__name__)

T = TypeVar("T")

PATIENCE = 10
"""Deadlines that a slice waits for the cluster to be back, or for a worker to be free."""
COUNT_S = 5.0
"""How soon it is noticed that workers have come or gone."""
CONNECT_S = 5.0
HIDDEN_LOGGERS = ("distributed", "distributed.client", "tornado", "tornado.application")


class ClusterRefusal(Exception):  # noqa: N818
    """The cluster cannot be used. The message is for a person."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.detail)
        self.sentence = sentence


class Dask:
    """Does work on a cluster, which does a piece again when it loses the worker."""

    slice_s = 0.1

    def __init__(self, address: str, slice_timeout_s: float = 30) -> None:
        self.capacity = 1
        self.notice = Notice()
        self._trying: asyncio.Task[Done[None]] | None = None
        self.restarts = 0
        self.slices = 0
        self.busy_s = 0.0
        self._address = address
        self._slice_timeout_s = slice_timeout_s
        self._client: Client | None = None
        self._connecting = asyncio.Lock()
        self._counted_at = 0.0
        self._closing = False

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        """Do one piece of work. Raises what it raises, or WorkLost."""
        hangs = 0
        wait = 0.05
        while True:
            try:
                done = await self._once(function, values)
            except TimeoutError:
                hangs += 1
                wait = LONGEST_WAIT_S
                log.warning("a slice took too long on the cluster (%d)", hangs)
            except (OSError, ClusterRefusal) as error:
                log.warning("the cluster is lost: %s", error)
                self._lack()
            else:
                self.notice.give(None)
                self.slices += 1
                self.busy_s += done.core_s
                return done
            if self._closing:
                raise WorkLost(say("stopping"))
            if hangs == MOST_HANGS:
                raise WorkLost(say("run_too_slow"))
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT_S)

    def _lack(self) -> None:
        """Say that the cluster is away, until a piece of work is done."""
        if self.notice.sentence is None and not self._closing:
            self.notice.give(say("cluster_gone"))
            # People are refused meanwhile, so somebody has to try.
            self._trying = asyncio.create_task(self.do(nothing))

    async def _once(self, function: Callable[..., T], values: tuple[Any, ...]) -> Done[T]:
        """One try. Raises TimeoutError, OSError or ClusterRefusal where the cluster is lost, and
        WorkLost where it gave up."""
        from distributed.client import FutureCancelledError
        from distributed.scheduler import KilledWorker

        client = await self._connected()
        future = client.submit(measured, function, *values, pure=False)
        try:
            for _ in range(PATIENCE):
                try:
                    async with asyncio.timeout(self._slice_timeout_s):
                        done: Done[T] = await future
                        return done
                except TimeoutError:
                    # One that waits for a worker, behind one that hangs or dies, does not hang.
                    if await self._end_worker_of(client, future):
                        raise
            raise ConnectionError("no worker has time")
        except FutureCancelledError as error:
            raise ConnectionResetError("the scheduler is gone") from error
        except KilledWorker as error:
            raise WorkLost(say("run_too_heavy")) from error
        finally:
            future.release()

    async def _connected(self) -> Client:
        """The client, connected, with its workers counted of late. Raises ClusterRefusal."""
        async with self._connecting:
            if self._client is None or self._client.status in ("closing", "closed"):
                self._client = await _connect(self._address)
                self._counted_at = 0.0
            if time.monotonic() - self._counted_at > COUNT_S:
                self._counted_at = time.monotonic()
                self.capacity = max(1, sum((await self._client.nthreads()).values()))
            return self._client

    async def _end_worker_of(self, client: Client, future: Future) -> bool:
        """End the worker that does a slice; whether there is one."""
        try:
            async with asyncio.timeout(CONNECT_S):
                stacks = await client.call_stack(future)
                hung = [worker for worker, doing in stacks.items() if doing]
                if hung:
                    self.restarts += len(hung)
                    # Given up before its worker ends: another would be given it, and hang as well.
                    future.release()
                    while await client.run_on_scheduler(_is_wanted, key=future.key):
                        await asyncio.sleep(0.01)
                    await client.run(_end, workers=hung, wait=False, on_error="ignore")
                return bool(hung)
        except (OSError, KeyError):
            # Not even an answer comes: the worker hangs as a whole, or the scheduler is a new one.
            return True

    async def close(self) -> None:
        """Leave the cluster; it goes on without us."""
        self._closing = True
        if self._trying is not None:
            self._trying.cancel()
        if self._client is not None:
            await self._client.close()


def _is_wanted(dask_scheduler: Any, key: str) -> bool:
    """At the scheduler: whether somebody still waits for a slice."""
    return key in dask_scheduler.tasks


async def _end(dask_worker: Any) -> None:
    """In a worker: end it where somebody starts another. Its slice cannot be ended by itself."""
    if dask_worker.nanny:
        os._exit(1)


async def probe(address: str) -> None:
    """Raises ClusterRefusal unless there is such a cluster, and its workers can do our work."""
    client = await _connect(address)
    try:
        if await client.nthreads():
            async with asyncio.timeout(CONNECT_S):
                await client.submit(nothing, pure=False)
        else:
            log.warning("the cluster has no workers yet; runs wait for them")
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise ClusterRefusal(say("cluster_misfit", error=what)) from error
    finally:
        await client.close()


async def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterRefusal(say("cluster_extra")) from None
    for name in HIDDEN_LOGGERS:
        # It brings handlers of its own, past the form of log that was asked for.
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name in ("distributed", "tornado")
    try:
        return await Client(address, asynchronous=True, set_as_default=False, timeout=CONNECT_S)
    except (OSError, ValueError) as error:
        raise ClusterRefusal(say("no_cluster", address=address)) from error
