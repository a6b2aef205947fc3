"""Faults, one after the other: the n-th slice, the n-th send, worker after worker, until none is
left to fail. What must hold is checked each time."""

import asyncio
import multiprocessing
import os
import random
import resource
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

import engine
from app.problems import Busy
from app.runs.manager import Manager
from app.runs.session import Session
from app.schemas import Status, Until
from app.sentences import say
from app.settings import Settings
from app.web.app import create_app
from app.work import work
from app.work.executors import Inline, WorkLost
from app.work.pool import Pool
from app.work.process import Worker
from app.work.work import Done, T
from tests.app.badly import Deadly, Sleeper
from tests.app.waiting import until, workers
from tests.conftest import visitor

Start = Callable[..., Any]


def expected(epochs: int) -> dict[str, list[float]]:
    return engine.advance(engine.init(engine.Spec()), epochs=epochs).history.lists()


def curve(session: Session) -> dict[str, list[float]]:
    return session.history.since(0).lists()


# Slices


class FailsAt(Inline):
    """Does slices, but for the n-th."""

    def __init__(self, n: int) -> None:
        super().__init__()
        self.left = n

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        self.left -= function is work.advance
        if self.left == 0:
            self.left -= 1
            raise MemoryError
        return await super().do(function, *values)


def test_fail_the_nth_slice_until_none_fails() -> None:
    async def scenario(n: int) -> bool:
        manager = Manager(Settings(max_live_runs=1), FailsAt(n))
        session, _ = await manager.create(work.begin, engine.Spec())
        await session.play(Until(epoch=300), None)
        await until(lambda: session.status not in (Status.PLAYING, Status.QUEUED))
        failed = session.status is Status.FAILED
        epochs = session.history.since(0).epochs.tolist()
        assert epochs == list(range(len(epochs)))
        if failed:
            assert "Play it to go on" in (session.read().message or "")
            # Its place is free for others, and it goes on from where it was.
            await session.play(Until(epoch=300), None)
            await until(lambda: session.status is Status.FINISHED)
        assert curve(session) == expected(300)
        return failed

    n = 1
    while asyncio.run(scenario(n)):
        n += 1
    assert n > 3


def test_fail_the_nth_slice_of_a_step() -> None:
    async def scenario(n: int) -> bool:
        manager = Manager(Settings(), FailsAt(n))
        session, _ = await manager.create(work.begin, engine.Spec())
        await session.step("epoch", 40)
        assert session.status in (Status.FAILED, Status.PAUSED)
        return session.status is Status.FAILED

    n = 1
    while asyncio.run(scenario(n)):
        n += 1
    assert n > 1


class Loses(Inline):
    """Does no slice."""

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        if function is work.begin:
            return await super().do(function, *values)
        raise WorkLost(say("run_too_slow"))


def test_a_run_says_why_its_slice_was_lost() -> None:
    async def scenario() -> None:
        manager = Manager(Settings(), Loses())
        session, _ = await manager.create(work.begin, engine.Spec())
        await session.play(None, None)
        await until(lambda: session.status is Status.FAILED)
        read = session.read()
        assert read.message == "This run takes too long to train here. Play it to try again."
        assert read.message_sentence == say("run_too_slow")
        with pytest.raises(Busy):
            await manager.answers.ask(session, "", work.boundary, 100)

    asyncio.run(scenario())


# Workers


def test_workers_killed_50_times_at_random_change_no_curve() -> None:
    async def scenario() -> None:
        dice = random.Random(1)
        pool = Pool(2)
        manager = Manager(Settings(), pool)
        sessions = [(await manager.create(work.begin, engine.Spec()))[0] for _ in range(4)]
        for session in sessions:
            await session.play(None, 300.0)
        for _death in range(50):
            done = pool.slices + dice.randrange(1, 4)
            await until(lambda done=done: pool.slices >= done)  # type: ignore[misc]
            await asyncio.sleep(dice.random() * 0.02)
            await until(lambda: bool(workers(pool)))
            dead = dice.choice(workers(pool))
            os.kill(dead, signal.SIGKILL)
            await until(lambda dead=dead: dead not in workers(pool))  # type: ignore[misc]
        target = max(session.course.epoch for session in sessions) + 5
        for session in sessions:
            await session.play(Until(epoch=target), None)
        for session in sessions:
            await until(lambda session=session: session.status is Status.FINISHED)  # type: ignore[misc]
            assert curve(session) == expected(target)
        await pool.close()

    asyncio.run(scenario())


def test_a_worker_that_hangs_is_replaced() -> None:
    async def scenario() -> None:
        pool = Pool(2, slice_timeout_s=2)
        manager = Manager(Settings(), pool)
        session, _ = await manager.create(work.begin, engine.Spec())
        await session.play(None, 200.0)
        await until(lambda: session.course.epoch > 5)
        for pid in workers(pool):
            os.kill(pid, signal.SIGSTOP)
        await until(lambda: pool.restarts >= 1)
        await session.play(Until(epoch=session.course.epoch + 50), None)
        await until(lambda: session.status is Status.FINISHED)
        assert curve(session) == expected(session.course.epoch)
        await pool.close()

    asyncio.run(scenario())


def test_a_slice_that_always_hangs_is_given_up_and_others_go_on() -> None:
    async def scenario() -> None:
        pool = Pool(2, slice_timeout_s=1.5)
        manager = Manager(Settings(), pool)
        other, _ = await manager.create(work.begin, engine.Spec())
        await other.play(None, 50.0)
        with pytest.raises(WorkLost, match="too long"):
            await pool.do(work.advance, Sleeper(), "batch", 0)
        await other.play(Until(epoch=other.course.epoch + 20), None)
        await until(lambda: other.status is Status.FINISHED)
        assert curve(other) == expected(other.course.epoch)
        await pool.close()

    asyncio.run(scenario())


def test_a_slice_that_kills_every_worker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.work.pool.LONGEST_WAIT_S", 0.1)

    async def scenario() -> None:
        pool = Pool(2)
        with pytest.raises(WorkLost, match="ends the processes"):
            await pool.do(work.advance, Deadly(), "batch", 0)
        state = engine.init(engine.Spec())
        assert (await pool.do(work.advance, state, "batch", 3)).value.state.step == 3
        await pool.close()

    asyncio.run(scenario())


async def played(pool: Pool) -> tuple[Manager, Session]:
    manager = Manager(Settings(), pool)
    session, _ = await manager.create(work.begin, engine.Spec())
    await session.play(None, 200.0)
    await until(lambda: session.course.epoch > 2)
    return manager, session


async def waits(manager: Manager, session: Session) -> None:
    """Until the run waits for workers and says so; what people ask for is refused."""
    await until(lambda: bool(session.read().warnings))
    read = session.read()
    assert (read.status, read.warnings) == (Status.PLAYING, [say("no_workers")])
    assert read.message_sentence == say("no_workers")
    with pytest.raises(Busy, match="No worker can be started"):
        await manager.create(work.begin, engine.Spec())
    with pytest.raises(Busy, match="No worker can be started"):
        await manager.answers.ask(session, "me", work.boundary, 20)


async def goes_on(session: Session) -> None:
    """Until the run has trained on as if nothing had been."""
    await until(lambda: not session.read().warnings)
    await session.play(Until(epoch=session.course.epoch + 5), None)
    await until(lambda: session.status is Status.FINISHED)
    assert curve(session) == expected(session.course.epoch)


def test_workers_that_are_killed_ten_times_over_fail_no_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.work.pool.LONGEST_WAIT_S", 0.1)

    async def scenario() -> None:
        pool = Pool(2)
        manager, session = await played(pool)
        killing = True

        async def kill() -> None:
            while killing:
                for process in multiprocessing.active_children():
                    process.kill()
                await asyncio.sleep(0.005)

        killer = asyncio.create_task(kill())
        await waits(manager, session)
        await until(lambda: pool.shortages >= 10)
        assert session.status is Status.PLAYING
        killing = False
        await killer
        await goes_on(session)
        await pool.close()

    asyncio.run(scenario())


@pytest.mark.parametrize("short", ["files", "threads"])
def test_a_pool_that_cannot_start_counts_against_no_run(
    short: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.work.pool.LONGEST_WAIT_S", 0.1)

    async def scenario() -> None:
        pool = Pool(2)
        manager, session = await played(pool)
        with files_end(pool, monkeypatch) if short == "files" else threads_end():
            for pid in workers(pool):
                os.kill(pid, signal.SIGKILL)
            await waits(manager, session)
            await until(lambda: pool.shortages >= 10)
            assert session.status is Status.PLAYING
        await goes_on(session)
        await pool.close()

    asyncio.run(scenario())


@contextmanager
def files_end(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workers are started without a file descriptor left."""
    start = pool._start

    def without_files() -> Worker:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
        try:
            return start()
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    with monkeypatch.context() as exhausted:
        exhausted.setattr(pool, "_start", without_files)
        yield


@contextmanager
def threads_end() -> Iterator[None]:
    """New workers have no memory left for a thread."""
    starter = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    size = int(Path(f"/proc/{starter}/statm").read_text().split()[0]) * resource.getpagesize()
    before = resource.prlimit(starter, resource.RLIMIT_AS)
    resource.prlimit(starter, resource.RLIMIT_AS, (size + 2_000_000, before[1]))
    try:
        yield
    finally:
        resource.prlimit(starter, resource.RLIMIT_AS, before)


def test_a_pool_closes_in_time_with_a_worker_that_hangs() -> None:
    async def scenario() -> None:
        pool = Pool(1)
        hanging = asyncio.ensure_future(pool.do(work.advance, Sleeper(), "batch", 0))
        await until(lambda: bool(pool._under_way))
        async with asyncio.timeout(20):
            await pool.close()
        with pytest.raises(WorkLost):
            await hanging

    asyncio.run(scenario())


# Sends


class ReaderGoneError(OSError):
    """The reader is no longer there."""


@pytest.mark.parametrize("carrier", ["events", "stream"])
def test_fail_the_nth_send_until_none_fails(carrier: str) -> None:
    """Whenever a reader goes, it is forgotten, and the run sees nothing of it."""

    async def scenario(n: int) -> bool:
        app = create_app(Settings(data_dir=""), Inline())
        async with app.router.lifespan_context(app):
            manager: Manager = app.state.manager
            session, _ = await manager.create(work.begin, engine.Spec())
            sent = 0

            async def send(message: Any) -> None:
                nonlocal sent
                sent += 1
                if sent == n:
                    raise ReaderGoneError

            reading = asyncio.create_task(app(scope(session.id, carrier), Reader(), send))
            await until(lambda: reading.done() or bool(session.audience.viewers))
            await session.play(Until(epoch=60), None)
            await until(lambda: session.status is Status.FINISHED)
            assert curve(session) == expected(60)
            if sent < n:
                reading.cancel()
            with suppress(ReaderGoneError, asyncio.CancelledError):
                await reading
            assert len(manager.streams) == 0
            assert not session.audience.viewers
        return sent >= n

    n = 1
    while asyncio.run(scenario(n)):
        n += 1
    assert n > 3


class Reader:
    """The receiving side of a reader who only reads."""

    def __init__(self) -> None:
        self.first = True

    async def __call__(self) -> Any:
        if self.first:
            self.first = False
            return {"type": "websocket.connect"}
        return await asyncio.Event().wait()


def scope(run_id: str, carrier: str) -> dict[str, Any]:
    path = f"/api/v1/runs/{run_id}/{carrier}"
    return {
        "type": "http" if carrier == "events" else "websocket",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"frames=true",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "subprotocols": [],
    }


def test_a_reader_that_stalls_is_let_go_and_slows_nobody(start_server: Start) -> None:
    """Readers who never read, and acknowledge what they have not seen: the run goes on, memory
    stays, and their streams are closed."""
    server = start_server(PLAYGROUND_SEND_TIMEOUT_S="1", PLAYGROUND_WORKERS="1")
    made = visitor.post(f"{server.url}/api/v1/runs").json()
    path = f"/api/v1/runs/{made['id']}"
    upgrade = (
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    )
    acknowledged = b'{"ack":1000000000}'
    message = bytes([129, 128 | len(acknowledged), 0, 0, 0, 0]) + acknowledged

    def watchers() -> int:
        return int(visitor.get(f"{server.url}{path}").json()["watchers"])

    def memory_mb() -> float:
        with open(f"/proc/{server.process.pid}/status") as status:
            return int(status.read().partition("VmRSS:")[2].split()[0]) / 1000

    with ExitStack() as stack:
        stalled = []
        for carrier, headers in {"events?frames=true": "", "stream": upgrade}.items():
            for _ in range(3):
                reader = stack.enter_context(socket.socket())
                reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                reader.connect(("127.0.0.1", server.port))
                reader.sendall(
                    f"GET {path}/{carrier} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()
                )
                if headers:
                    stalled.append(reader)
        wait_until(lambda: watchers() == 6)
        before_mb = memory_mb()
        token = {"Authorization": f"Bearer {made['token']}"}
        visitor.post(f"{server.url}{path}/commands", json={"command": "play"}, headers=token)

        def gone() -> bool:
            for reader in stalled:
                with suppress(OSError):
                    reader.sendall(message)
            return watchers() == 0

        epochs = []
        while not gone():
            epochs.append(visitor.get(f"{server.url}{path}").json()["epoch"])
            assert len(epochs) < 3000
        assert epochs[-1] > epochs[len(epochs) // 2] > epochs[0]
        # What a kernel holds for six readers is its own; ours is a frame or two for each.
        assert memory_mb() < before_mb + 30
    figures = visitor.get(f"{server.url}/metrics").text
    assert "playground_streams 0\n" in figures
    assert server.stop() == 0
    assert "ERROR" not in server.said, server.said


def wait_until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_thousand_readers_come_and_go(start_server: Start) -> None:
    server = start_server()
    run = visitor.post(f"{server.url}/api/v1/runs").json()
    path = f"/api/v1/runs/{run['id']}"
    request = f"GET {path}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    for n in range(1000):
        if n % 4:
            with socket.create_connection(("127.0.0.1", server.port)) as reader:
                reader.sendall(request)
                if n % 2:
                    reader.recv(100)
        else:
            with connect(f"ws://127.0.0.1:{server.port}{path}/stream", close_timeout=0.1) as ws:
                if n % 8:
                    ws.recv(timeout=20)
    wait_until(lambda: not visitor.get(f"{server.url}{path}").json()["watchers"])
    assert server.stop() == 0
    assert "Traceback" not in server.said, server.said
