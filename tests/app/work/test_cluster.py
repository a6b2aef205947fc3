"""A server whose slices are done on a Dask cluster, and what happens to it there."""

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from distributed import Client, LocalCluster

import engine
from app.runs.manager import Manager
from app.settings import Settings
from app.sweeps.manager import Sweeps
from app.work import work
from app.work.cluster import Dask
from app.work.executors import WorkLost
from tests.app.sweeps.test_sweep import assert_as_alone, plan, played
from tests.app.waiting import at_work, until
from tests.conftest import visitor

Start = Callable[..., Any]


def local_cluster(**options: Any) -> LocalCluster:
    return LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", **options)


class Deadly:
    """In a worker, this ends it once it is looked at."""

    @property
    def history(self) -> Any:
        os._exit(1)


class Sleeper:
    """In a worker, this never wakes up."""

    @property
    def history(self) -> Any:
        time.sleep(1000)


def busy(dask_worker: Any) -> bool:
    """In a worker: whether a thread of it does something."""
    return bool(dask_worker.active_threads)


@pytest.fixture(scope="module")
def state() -> engine.State:
    return engine.init(engine.Spec())


def test_a_server_trains_on_it(start_server: Start, cluster: LocalCluster) -> None:
    server = start_server(PLAYGROUND_DASK=cluster.scheduler_address)
    made = visitor.post(f"{server.url}/api/v1/runs").json()
    run = f"{server.url}/api/v1/runs/{made['id']}"
    token = {"Authorization": f"Bearer {made['token']}"}
    epochs = []
    with visitor.stream("GET", f"{run}/events?frames=true", timeout=30) as events:
        command = {"command": "play", "until": {"epoch": 60}, "speed": 100}
        visitor.post(f"{run}/commands", json=command, headers=token).raise_for_status()
        for line in events.iter_lines():
            epochs += re.findall(r'^data: \{"seq".*"epoch":(\d+)', line)
            if '"status":"finished"' in line:
                break
    expected = engine.advance(engine.init(engine.Spec()), epochs=60).history.lists()
    assert visitor.get(f"{run}/history.json").json()["loss"] == expected["loss"]
    assert len(epochs) >= 2
    assert visitor.get(f"{server.url}/readyz").status_code == 200
    figures = visitor.get(f"{server.url}/metrics").text
    assert "playground_workers 2\n" in figures
    assert re.search(r"playground_slices_total [1-9]", figures)
    assert server.stop() == 0
    assert "Traceback" not in server.said, server.said


def test_a_sweep_trains_on_it_as_its_runs_would_alone(cluster: LocalCluster) -> None:
    async def scenario() -> None:
        executor = Dask(cluster.scheduler_address)
        sweeps = Sweeps(Manager(Settings(data_dir=""), executor))
        sweep, _ = await sweeps.create(plan(16, epoch=20))
        await played(sweep)
        assert_as_alone(sweep)
        await executor.close()

    asyncio.run(scenario())


def test_a_slice_that_always_hangs_is_given_up_and_others_go_on(
    cluster: LocalCluster, state: engine.State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.work.cluster.LONGEST_WAIT_S", 1.0)
    monkeypatch.setattr("app.work.cluster.MOST_HANGS", 2)
    end_worker_of = Dask._end_worker_of

    async def on_a_busy_server(*given: Any) -> bool:
        ended = await end_worker_of(*given)
        await asyncio.sleep(1)
        return ended

    monkeypatch.setattr(Dask, "_end_worker_of", on_a_busy_server)

    async def scenario() -> None:
        executor = Dask(cluster.scheduler_address, slice_timeout_s=3)
        hanging = asyncio.create_task(executor.do(work.advance, Sleeper(), "batch", 0))
        now = state
        while not hanging.done():
            now = (await executor.do(work.advance, now, "batch", 50)).value.state
        with pytest.raises(WorkLost, match="too long"):
            await hanging
        assert executor.restarts >= 2
        await executor.close()
        # No worker was given it anew, for which others would wait in vain.
        async with Client(cluster.scheduler_address, asynchronous=True) as client:
            async with asyncio.timeout(20):
                while any((await client.run(busy, on_error="ignore")).values()):
                    await asyncio.sleep(0.1)
        alone = engine.advance(state, steps=now.step)
        np.testing.assert_array_equal(now.parameters, alone.parameters)

    asyncio.run(scenario())


def test_a_cluster_that_goes_and_comes_back(state: engine.State) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    async def scenario() -> None:
        executor = Dask(f"tcp://127.0.0.1:{port}")
        with local_cluster(scheduler_port=port) as cluster:
            assert (await executor.do(work.advance, state, "batch", 3)).value.state.step == 3
            waiting = asyncio.create_task(executor.do(work.advance, state, "epoch", 3000))
            await until(lambda: at_work(cluster))
        assert not waiting.done()
        with local_cluster(scheduler_port=port):
            done = (await waiting).value.state
        await executor.close()
        alone = engine.advance(state, epochs=3000)
        np.testing.assert_array_equal(done.parameters, alone.parameters)

    asyncio.run(scenario())


def test_workers_that_come_are_counted(state: engine.State, monkeypatch: Any) -> None:
    monkeypatch.setattr("app.work.cluster.COUNT_S", 0.0)

    async def scenario() -> None:
        with local_cluster(processes=False) as cluster:
            executor = Dask(cluster.scheduler_address)
            await executor.do(work.advance, state, "batch", 0)
            assert executor.capacity == 1
            cluster.scale(3)
            while executor.capacity < 3:
                await executor.do(work.advance, state, "batch", 0)
            await executor.close()

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("address", "before", "says"),
    [
        (
            "tcp://127.0.0.1:9",
            "import app.work.cluster; app.work.cluster.CONNECT_S = 0.5; ",
            "PLAYGROUND_DASK: no scheduler answers at tcp://127.0.0.1:9.",
        ),
        ("127.0.0.1:9", "", "PLAYGROUND_DASK"),
        (
            "tcp://127.0.0.1:9",
            "sys.modules['distributed'] = None; ",
            "PLAYGROUND_DASK: this needs the extra: pip install nn-playground[dask].",
        ),
    ],
)
def test_a_cluster_that_cannot_be_used_is_a_sentence(address: str, before: str, says: str) -> None:
    code = f"import sys; {before}from app.__main__ import main; sys.argv[1:] = []; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            "PLAYGROUND_DASK": address,
            "PLAYGROUND_DATA_DIR": "",
            "PLAYGROUND_PORT": "0",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_a_slice_that_kills_every_worker_is_given_up(
    cluster: LocalCluster, state: engine.State, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The last of its cluster, which takes a while to get over it; with each worker that is started
    # again for a slice to end, it would take longer.
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 1)

    async def scenario() -> None:
        executor = Dask(cluster.scheduler_address)
        with pytest.raises(WorkLost, match="ends the processes"):
            await executor.do(work.advance, Deadly(), "batch", 0)
        assert (await executor.do(work.advance, state, "batch", 3)).value.state.step == 3
        await executor.close()

    asyncio.run(scenario())
