"""Every executor gives the same numbers, also when workers die."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from distributed import LocalCluster
from distributed.core import Status

import engine
from app.work import work
from app.work.cluster import Dask
from app.work.executors import Executor, Inline, WorkLost
from app.work.pictures import EVERYTHING
from app.work.pool import DEEP, Pool
from app.work.process import NotBegunError, ShortageError, Worker, WorkerDiedError
from app.work.worker import piece
from tests.app.badly import Deadly
from tests.app.waiting import at_work, until, workers

Make = Callable[[], Executor]


@pytest.fixture(params=["inline", "pool", "dask"])
def make(request: pytest.FixtureRequest) -> Make:
    """Makes an executor of each kind."""
    if request.param == "dask":
        address = request.getfixturevalue("cluster").scheduler_address
        return lambda: Dask(address)
    return Inline if request.param == "inline" else lambda: Pool(2)


@asynccontextmanager
async def started(make: Make) -> AsyncIterator[Executor]:
    executor = make()
    try:
        yield executor
    finally:
        await executor.close()


@pytest.fixture(scope="module")
def state() -> engine.State:
    return engine.init(engine.Spec())


def test_gives_the_engines_own_numbers(make: Make, state: engine.State) -> None:
    async def scenario() -> None:
        async with started(make) as executor:
            result = (await executor.do(work.advance, state, "epoch", 5, EVERYTHING)).value
        expected = engine.advance(state, epochs=5)
        np.testing.assert_array_equal(result.state.parameters, expected.parameters)
        assert result.state.history.epochs.tolist() == [1, 2, 3, 4, 5]
        assert result.picture is not None
        assert result.picture.covers(EVERYTHING)

    asyncio.run(scenario())


def test_does_many_at_once(make: Make, state: engine.State) -> None:
    async def scenario() -> None:
        async with started(make) as executor:
            pieces = [executor.do(work.advance, state, "batch", n) for n in range(1, 30)]
            results = await asyncio.gather(*pieces)
        assert [result.value.state.step for result in results] == list(range(1, 30))

    asyncio.run(scenario())


def test_dead_workers_of_a_pool_change_nothing(state: engine.State) -> None:
    """Workers are killed again and again; the curve is the undisturbed one, to the bit."""

    async def scenario() -> None:
        pool = Pool(2)
        try:
            now = state
            for n in range(20):
                if n % 2:
                    for pid in workers(pool):
                        os.kill(pid, signal.SIGKILL)
                now = (await pool.do(work.advance, now, "epoch", 2)).value.state
            assert pool.restarts >= 5
        finally:
            await pool.close()
        np.testing.assert_array_equal(now.parameters, engine.advance(state, epochs=40).parameters)

    asyncio.run(scenario())


def counted(count: str, sign: str) -> int:
    """How often this was begun on, once there is a sign that it may end."""
    with Path(count).open("a") as file:
        file.write(".")
    while not Path(sign).exists():
        time.sleep(0.001)
    return len(Path(count).read_text())


def test_a_lost_worker_takes_no_piece_but_its_own(tmp_path: Path) -> None:
    counts, sign = [str(tmp_path / name) for name in ("one", "other")], tmp_path / "sign"

    async def scenario() -> None:
        pool = Pool(2)
        try:
            pieces = [asyncio.ensure_future(pool.do(counted, n, str(sign))) for n in counts]
            # Written, not only there: the file comes before what is in it.
            begun = [Path(count) for count in counts]
            await until(lambda: all(each.exists() and each.read_text() for each in begun))
            os.kill(workers(pool)[0], signal.SIGKILL)
            await until(lambda: pool.restarts == 1)
            sign.touch()
            assert sorted([(await piece).value for piece in pieces]) == [1, 2]
        finally:
            await pool.close()

    asyncio.run(scenario())


def test_no_worker_is_left_over_where_its_companion_cannot_be_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scenario() -> None:
        pool = Pool(1)
        living, had = pool._living, 0

        async def fails_once() -> Worker:
            nonlocal had
            had += 1
            if had == 5:  # three to do the piece anywhere, one to do it alone
                raise ShortageError("none")
            return await living()

        monkeypatch.setattr(pool, "_living", fails_once)
        try:
            async with asyncio.timeout(20):
                with pytest.raises(WorkLost, match="ends the processes"):
                    await pool.do(len, Deadly())
            await pool.do(work.nothing)
            assert had > 5
            assert len(workers(pool)) == 1
        finally:
            await pool.close()

    asyncio.run(scenario())


class OddError(Exception):
    """Its like cannot be made again from what it says of itself."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def fails(how: str) -> Any:
    """Raises, or gives, what does not find its way back."""
    if how == "answer":
        return lambda: None
    raise OddError("a", "b") if how == "odd" else ValueError("as it is")


@pytest.mark.parametrize(
    ("how", "error"), [("answer", AttributeError), ("odd", TypeError), ("plain", ValueError)]
)
def test_what_fails_on_its_way_back_is_raised_and_the_worker_lives_on(
    how: str, error: type[Exception], state: engine.State
) -> None:
    async def scenario() -> None:
        pool = Pool(1)
        try:
            with pytest.raises(error):
                await pool.do(fails, how)
            assert (await pool.do(work.advance, state, "batch", 3)).value.state.step == 3
            assert pool.restarts == 0
        finally:
            await pool.close()

    asyncio.run(scenario())


def test_a_large_piece_is_sent_while_its_worker_is_slow_to_read() -> None:
    """A worker that does not read keeps the server from nothing."""

    async def scenario() -> None:
        pool = Pool(1)
        try:
            await pool.do(work.nothing)
            (pid,) = workers(pool)
            os.kill(pid, signal.SIGSTOP)
            large = asyncio.ensure_future(pool.do(len, bytes(20_000_000)))
            await asyncio.sleep(0.05)
            assert not large.done()
            os.kill(pid, signal.SIGCONT)
            assert (await large).value == 20_000_000
        finally:
            await pool.close()

    asyncio.run(scenario())


async def held(pool: Pool, state: engine.State) -> Worker:
    """The one worker of a pool, which knows by then that slices are short, stopped."""
    for _ in range(20):
        await pool.do(work.advance, state, "batch", 1)
    (worker,) = pool.workers
    os.kill(worker.process.pid or 0, signal.SIGSTOP)
    return worker


def test_short_slices_lie_ready_for_a_worker_and_nothing_else_does(state: engine.State) -> None:
    async def scenario() -> None:
        pool = Pool(1)
        try:
            worker = await held(pool, state)
            slices = [pool.do(work.advance, state, "batch", n) for n in range(1, DEEP + 2)]
            other = pool.do(len, bytes(2_000_000))
            await asyncio.sleep(0.05)
            assert worker.given == DEEP
            os.kill(worker.process.pid or 0, signal.SIGCONT)
            # Meanwhile nobody listens, so that answers come as one.
            time.sleep(0.2)
            assert [(await each).value.state.step for each in slices] == list(range(1, DEEP + 2))
            assert (await other).value == 2_000_000
            # An answer that comes in many parts, and another behind it.
            await asyncio.gather(pool.do(bytes, 20_000_000), pool.do(work.nothing))
        finally:
            await pool.close()

    asyncio.run(scenario())


def test_what_a_lost_worker_had_not_begun_is_not_to_blame(state: engine.State) -> None:
    async def scenario() -> None:
        pool = Pool(1)
        try:
            worker = await held(pool, state)
            slices = [pool.do(work.advance, state, "batch", n) for n in range(1, DEEP + 1)]
            os.kill(worker.process.pid or 0, signal.SIGKILL)
            assert [(await each).value.state.step for each in slices] == list(range(1, DEEP + 1))
            assert pool.restarts == 1
            lost = Worker(pool._context)
            await lost.connect()
            os.kill(lost.process.pid or 0, signal.SIGSTOP)
            asked = [lost.ask(piece(work.nothing, ())) for _ in range(3)]
            lost.end()
            found = await asyncio.gather(*asked, return_exceptions=True)
            assert [type(each) for each in found] == [
                WorkerDiedError,
                NotBegunError,
                NotBegunError,
            ]
        finally:
            await pool.close()

    asyncio.run(scenario())


def running(cluster: LocalCluster) -> list[int]:
    """The processes of a cluster's workers that have come up."""
    processes = [nanny.process for nanny in cluster.workers.values()]
    return [process.pid for process in processes if process and process.status == Status.running]


def test_dead_workers_of_a_cluster_change_nothing(
    cluster: LocalCluster, state: engine.State, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a busy machine one slice may meet all of these deaths.
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 20)

    async def scenario() -> None:
        executor = Dask(cluster.scheduler_address)
        killed = 0
        try:
            now = state
            for n in range(8):
                done = asyncio.ensure_future(executor.do(work.advance, now, "epoch", 200))
                if n % 2:
                    await until(lambda: at_work(cluster))
                    # One that dies while it starts is not started again.
                    while not (alive := running(cluster)):
                        await asyncio.sleep(0.01)
                    for pid in alive:
                        os.kill(pid, signal.SIGKILL)
                    killed += len(alive)
                now = (await done).value.state
            assert killed >= 4
        finally:
            await executor.close()
        np.testing.assert_array_equal(now.parameters, engine.advance(state, epochs=1600).parameters)

    asyncio.run(scenario())


def test_the_death_of_the_process_that_starts_workers_changes_nothing(state: engine.State) -> None:
    async def scenario() -> None:
        pool = Pool(2)
        try:
            now = state
            for n in range(6):
                now = (await pool.do(work.advance, now, "epoch", 1)).value.state
                if n % 2:
                    starter = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
                    for pid in (starter, *workers(pool)):
                        os.kill(pid, signal.SIGKILL)
        finally:
            await pool.close()
        np.testing.assert_array_equal(now.parameters, engine.advance(state, epochs=6).parameters)

    asyncio.run(scenario())


def test_a_slice_that_is_no_longer_wanted_breaks_nothing(make: Make, state: engine.State) -> None:
    async def scenario() -> None:
        async with started(make) as executor:
            waiting = [asyncio.ensure_future(executor.do(work.advance, state, "epoch", 200))]
            await asyncio.sleep(0)
            waiting[0].cancel()
            result = await executor.do(work.advance, state, "batch", 3)
            assert result.value.state.step == 3

    asyncio.run(scenario())
