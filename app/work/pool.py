"""A pool of worker processes on this machine, which heals itself.

The server's loop talks to each worker over a socket, without threads or tasks: a piece of work
costs it a fraction of what it does with Python's own pool, and a worker that is lost takes none but
the piece that it was at.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from app.sentences import say
from app.work.crew import SHORTEST_WAIT_S, Crew
from app.work.executors import LONGEST_WAIT_S, MOST_HANGS, SLICE_S, WorkLost
from app.work.process import ShortageError, Worker, WorkerDiedError
from app.work.sweeps import advance as advance_sweep
from app.work.work import Done, advance
from app.work.worker import outcome, piece

T = TypeVar("T")

SLICES = (advance, advance_sweep)
"""Pieces that are cut to be short."""
SUSPECT_DEATHS = 3
"""Workers that may be lost at a piece before it is done apart from all others."""
MOST_DEATHS = 3
"""Workers of its own that it may then lose before it is taken to be what kills them."""
DEEP = 3
"""Slices of training that one worker may be given, so that it need not wait for the next one. Only
short ones: what is behind another cannot go to whichever worker is free first."""
SHORT_S = SLICE_S / DEEP
OF_LATE = 0.2
"""How much the latest slice counts for how long they take of late."""
CLOSE_S = 2.0
"""How long pieces under way are waited for when the pool closes."""


class Piece:
    """A piece of work, and what became of it so far."""

    def __init__(self, sent: bytes, done: asyncio.Future[Done[Any]], *, is_slice: bool) -> None:
        self.sent = sent
        self.done = done
        self.is_slice = is_slice
        self.deaths = self.hangs = 0
        """Workers that were lost at it."""

    def fail(self, error: Exception) -> None:
        """It comes to nothing."""
        if not self.done.done():
            self.done.set_exception(error)


class Pool(Crew):
    """Does work in worker processes. A worker that dies or hangs costs what it was at, which is
    done again from the same values.

    Processes, not threads: training holds Python's lock, so a second thread would gain nothing
    and would keep the server from answering.
    """

    slice_s = SLICE_S

    def __init__(self, workers: int, slice_timeout_s: float = 30) -> None:
        super().__init__(workers, slice_timeout_s)
        self.slices = 0
        self.busy_s = 0.0
        self._asked: deque[Piece] = deque()
        self._idle: deque[Worker] = deque()
        self._at_slices: dict[Worker, None] = {}
        """Workers that are at slices and nothing else; the one that was given one last, last."""
        self._slices_take_s = SLICE_S
        self._under_way: set[asyncio.Future[Any]] = set()
        self._apart: set[asyncio.Task[None]] = set()
        self._suspects = asyncio.Lock()

    def do(self, function: Callable[..., T], *values: Any) -> asyncio.Future[Done[T]]:
        """Do one piece of work. Whoever stops waiting leaves the worker busy until it is done."""
        self._attend()
        sent = piece(function, values)
        done: asyncio.Future[Done[T]] = asyncio.get_running_loop().create_future()
        self._under_way.add(done)
        done.add_done_callback(self._under_way.discard)
        self._begin(Piece(sent, done, is_slice=function in SLICES))
        return done

    async def close(self) -> None:
        """Wait a little for the workers to finish; none outlives the server."""
        self._closing = True
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=CLOSE_S)
            if late:
                while self._asked:
                    self._asked.popleft().fail(WorkLost(say("stopping")))
                for worker in self.workers:
                    worker.process.kill()
                await asyncio.wait(late)
        await self._leave()

    # Pieces

    def _begin(self, piece: Piece) -> None:
        """Have a piece of work done as soon as a worker is free."""
        if self._closing:
            piece.fail(WorkLost(say("stopping")))
        else:
            self._asked.append(piece)
            self._hand_out()

    def _hand_out(self) -> None:
        while self._asked:
            worker = self._idle.popleft() if self._idle else self._behind(self._asked[0])
            if worker is None:
                break
            self._ask(worker, self._asked.popleft())

    def _behind(self, piece: Piece) -> Worker | None:
        """A worker that a piece may be given before it is done with another."""
        if not piece.is_slice or self._slices_take_s > SHORT_S:
            return None
        return next((each for each in self._at_slices if each.given < DEEP), None)

    def _ask(self, worker: Worker, piece: Piece) -> None:
        self._at_slices.pop(worker, None)
        if piece.is_slice:
            self._at_slices[worker] = None
        worker.ask(piece.sent).add_done_callback(partial(self._answered, worker, piece))

    def _answered(self, worker: Worker, piece: Piece, answered: asyncio.Future[memoryview]) -> None:
        if (error := answered.exception()) is not None:
            self._again(piece, error)
            return
        # The next piece is on its way before this one's answer is read.
        if worker.given:
            self._hand_out()
        else:
            self._at_slices.pop(worker, None)
            self._is_free(worker)
        self._finish(piece, answered.result())

    def _finish(self, piece: Piece, answer: memoryview) -> None:
        try:
            done = outcome(answer)
        except Exception as error:
            piece.fail(error)
        else:
            self.slices += 1
            self.busy_s += done.core_s
            if piece.is_slice:
                self._slices_take_s += OF_LATE * (done.core_s - self._slices_take_s)
            if not piece.done.done():
                piece.done.set_result(done)
        self._there()

    def _again(self, piece: Piece, error: BaseException) -> None:
        """A piece of work whose worker was lost is done once more; where several were, away from
        all others."""
        if isinstance(error, TimeoutError):
            piece.hangs += 1
        elif isinstance(error, WorkerDiedError):
            piece.deaths += 1
        if piece.hangs or piece.deaths >= SUSPECT_DEATHS:
            task = asyncio.create_task(self._do_apart(piece))
            self._apart.add(task)
            task.add_done_callback(self._apart.discard)
        else:
            self._begin(piece)

    async def _do_apart(self, piece: Piece) -> None:
        """Do a piece of work beside which workers were lost, whatever becomes of more of them."""
        wait = SHORTEST_WAIT_S
        while not self._closing and piece.hangs < MOST_HANGS:
            try:
                self._finish(piece, await self._alone(piece.sent))
                return
            except WorkLost as error:
                piece.fail(error)
                return
            except TimeoutError:
                piece.hangs += 1
            except ShortageError as error:
                self._short(error)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT_S)
        piece.fail(WorkLost(say("run_too_slow" if piece.hangs == MOST_HANGS else "stopping")))

    async def _alone(self, sent: bytes) -> memoryview:
        """Do a piece of work, beside which workers were lost, away from all others. It is to blame
        if its worker dies again and again while one that has nothing to do lives on. Raises
        WorkLost, TimeoutError, or ShortageError where that one dies as well."""
        async with self._suspects:
            for _ in range(MOST_DEATHS):
                own = idle = None
                try:
                    own = await self._living()
                    idle = await self._living()
                    try:
                        return await self._have(own, sent)
                    except (WorkerDiedError, TimeoutError) as error:
                        self._is_lost(own)
                        if isinstance(error, TimeoutError):
                            raise
                    await self._see(idle)
                finally:
                    self._end(own, idle)
        raise WorkLost(say("run_too_heavy"))

    # Workers

    @property
    def _is_at_work(self) -> bool:
        return bool(self._under_way)

    def _is_free(self, worker: Worker) -> None:
        self._idle.append(worker)
        self._hand_out()

    def _is_lost(self, worker: Worker) -> None:
        if worker in self._idle:
            self._idle.remove(worker)
        self._at_slices.pop(worker, None)
        super()._is_lost(worker)
