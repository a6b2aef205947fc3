"""What an operator sees: logs, readiness, figures; and that nobody gets more than a fair share."""

import asyncio
import json
import os
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

import engine
from app.runs.manager import Manager
from app.settings import Settings
from app.storage.records import AnyRecord
from app.storage.store import Nowhere
from app.web.api.health import read_readiness
from app.web.app import create_app
from app.work import work
from app.work.executors import Executor, Inline
from app.work.pool import Pool
from app.work.work import Done, T
from tests.app.waiting import until
from tests.conftest import visitor

Start = Callable[..., Any]


# Logs


def visited(start_server: Start, **settings: str) -> tuple[str, dict[str, Any], httpx.Response]:
    server = start_server(PLAYGROUND_LOG_LEVEL="info", PLAYGROUND_WORKERS="1", **settings)
    run = visitor.post(f"{server.url}/api/v1/runs").json()
    answer = visitor.get(
        f"{server.url}/api/v1/runs/{run['id']}?secret=sesame",
        headers={"Authorization": f"Bearer {run['token']}"},
    )
    assert server.stop() == 0
    return server.said, run, answer


def test_json_logs_name_request_and_run_and_nothing_secret(start_server: Start) -> None:
    said, run, answer = visited(start_server, PLAYGROUND_LOG_FORMAT="json")
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    request_id = answer.headers["X-Request-ID"]
    (line,) = [line for line in lines if line.get("request") == request_id]
    assert line["run"] == run["id"]
    assert (line["level"], line["method"], line["status"]) == ("info", "GET", 200)
    assert line["path"].endswith(run["id"])
    assert run["token"] not in said
    assert "sesame" not in said


def test_text_logs_do_so_too(start_server: Start) -> None:
    said, run, answer = visited(start_server)
    (line,) = [line for line in said.splitlines() if answer.headers["X-Request-ID"] in line]
    assert f"run={run['id']}" in line
    assert "status=200" in line
    assert run["token"] not in said


def test_a_line_break_in_an_address_begins_no_line(start_server: Start) -> None:
    server = start_server(PLAYGROUND_LOG_LEVEL="info", PLAYGROUND_WORKERS="1")
    visitor.get(f"{server.url}/api/v1/runs/x%0Aforged%1B")
    server.stop()
    assert "path=/api/v1/runs/x%0Aforged%1B" in server.said
    assert "run=x%0Aforged%1B" in server.said


# Faults that nobody expected


def test_a_fault_is_counted_and_answered_like_any_refusal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = create_app(Settings(data_dir=""), Inline())

    @app.get("/fault")
    def fault() -> None:
        raise RuntimeError("sesame")

    async def scenario() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
            return await client.get("/fault")

    answer = asyncio.run(scenario())
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["X-Request-ID"]
    assert "sesame" not in answer.text
    assert app.state.answers == {500: 1}
    assert "unexpected fault on GET /fault" in caplog.text


def test_a_fault_in_a_round_of_saving_does_not_end_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("app.web.app.AGAIN_S", 0.0)

    class Faulty(Nowhere):
        asked = 0

        async def save(
            self, records: Sequence[AnyRecord], gone: Iterable[str]
        ) -> Mapping[str, Exception]:
            self.asked += 1
            if self.asked == 1:
                raise RuntimeError("nobody expected this")
            return {}

    async def scenario() -> None:
        store = Faulty()
        app = create_app(Settings(data_dir=""), Inline(), store)
        async with app.router.lifespan_context(app):
            manager = app.state.manager
            with pytest.raises(RuntimeError):
                await manager.create(work.begin, engine.Spec())
            store.asked = 0
            await until(lambda: store.asked >= 2)

    asyncio.run(scenario())
    assert "unexpected fault beside the requests" in caplog.text


# Readiness


def test_a_crowd_of_checks_is_one_piece_of_work() -> None:
    class Counting(Inline):
        done = 0

        async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
            self.done += 1
            return await super().do(function, *values)

    async def scenario() -> None:
        executor = Counting()
        manager = Manager(Settings(), executor)
        answers = await asyncio.gather(*(read_readiness(manager) for _ in range(50)))
        assert answers == [{"status": "ready"}] * 50
        assert executor.done == 1

    asyncio.run(scenario())


def test_readiness_asks_the_workers(start_server: Start) -> None:
    server = start_server(PLAYGROUND_WORKERS="1", PLAYGROUND_SLICE_TIMEOUT_S="60")
    assert visitor.get(f"{server.url}/readyz", timeout=20).json() == {"status": "ready"}
    listing = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    tree = [line.split(None, 2) for line in listing.splitlines()]
    children = {int(pid) for pid, parent, _ in tree if int(parent) == server.process.pid}
    forks = {int(pid) for pid, parent, _ in tree if int(parent) in children}
    for pid in forks:
        os.kill(pid, signal.SIGSTOP)
    answer = visitor.get(f"{server.url}/readyz", timeout=20)
    assert answer.status_code == 503
    assert answer.json()["detail"] == "No worker answers."
    assert visitor.get(f"{server.url}/healthz").status_code == 200
    for pid in forks:
        os.kill(pid, signal.SIGCONT)
    assert visitor.get(f"{server.url}/readyz", timeout=20).status_code == 200


def test_readiness_asks_the_storage_and_a_full_disk_is_said(
    start_server: Start, tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")
    server = start_server(PLAYGROUND_DATA_DIR=str(tmp_path), PLAYGROUND_WORKERS="1")
    runs = f"{server.url}/api/v1/runs"
    limit = resource.RLIMIT_FSIZE
    before = resource.prlimit(server.process.pid, limit)
    resource.prlimit(server.process.pid, limit, (1, before[1]))
    made = visitor.post(runs).json()
    run = f"{runs}/{made['id']}"
    assert made["message"].startswith("Not saved: the disk")
    token = {"Authorization": f"Bearer {made['token']}"}
    step = visitor.post(f"{run}/commands", json={"command": "step"}, headers=token).json()
    assert step["epoch"] == 1
    assert visitor.get(f"{server.url}/readyz").status_code == 503
    assert metric(server.url, "playground_storage_errors_total") >= 1
    resource.prlimit(server.process.pid, limit, before)
    deadline = time.monotonic() + 30
    while visitor.get(run).json()["message"] is not None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert visitor.get(f"{server.url}/readyz").status_code == 200
    server.stop(signal.SIGKILL)
    url = start_server(PLAYGROUND_DATA_DIR=str(tmp_path)).url
    assert visitor.get(f"{url}/api/v1/runs/{made['id']}").json()["epoch"] == 1


# Figures


def metric(url: str, name: str) -> float:
    text = visitor.get(f"{url}/metrics").text
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, text
    return float(found.group(1))


def test_metrics(start_server: Start) -> None:
    url = start_server(PLAYGROUND_WORKERS="1").url
    made = visitor.post(f"{url}/api/v1/runs").json()
    token = {"Authorization": f"Bearer {made['token']}"}
    run = f"{url}/api/v1/runs/{made['id']}"
    with visitor.stream("GET", f"{run}/events?frames=true") as events:
        command = {"command": "play", "until": {"epoch": 30}}
        visitor.post(f"{run}/commands", json=command, headers=token)
        for line in events.iter_lines():
            if '"status":"finished"' in line:
                assert metric(url, "playground_streams") == 1
                break
    answer = visitor.get(f"{url}/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in answer.text.splitlines():
        assert re.fullmatch(
            r"# (HELP|TYPE) playground_\w+ .+|playground_\w+(\{\w+=\"\w+\"\})? \S+", line
        )
    assert metric(url, "playground_slices_total") >= 1
    assert metric(url, "playground_frames_sent_total") >= 1
    assert metric(url, 'playground_runs{status="finished"}') == 1
    assert metric(url, 'playground_answers_total{status="201"}') == 1
    assert metric(url, "playground_worker_restarts_total") == 0
    assert metric(url, "playground_slice_seconds_total") > 0
    names = set(re.findall(r"^playground_(\w+)", answer.text, re.MULTILINE))
    assert names == {
        *("runs", "live_runs", "queued_runs", "streams", "answers_total", "storage_errors_total"),
        *("classes", "frames_sent_total", "frames_skipped_total"),
        *("workers", "slices_total", "slice_seconds_total", "worker_restarts_total"),
    }


# Fairness


class Measured:
    """An executor that notes how much time each run had."""

    def __init__(self, executor: Executor) -> None:
        self.capacity, self.slice_s = executor.capacity, executor.slice_s
        self.notice = executor.notice
        self.had: Counter[int] = Counter()
        self._executor = executor

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        done = await self._executor.do(function, *values)
        if isinstance(values[0], engine.State):
            # Each run of the test has a seed of its own.
            self.had[values[0].spec.network.seed] += round(1e6 * done.core_s)
        return done

    async def close(self) -> None:
        await self._executor.close()


def test_a_greedy_client_does_not_starve_ten_others() -> None:
    greedy_runs = 5

    async def scenario() -> Counter[int]:
        measured = Measured(Pool(2))
        manager = Manager(Settings(), measured)

        async def created(seed: int, **network: Any) -> Any:
            parts = {"network": {"seed": seed, **network}}
            return (await manager.create(work.begin, engine.Spec.model_validate(parts)))[0]

        async def ask(session: Any) -> None:
            while True:
                await manager.answers.ask(session, "greedy", work.boundary, 300)
                # What was made already is given at once.
                await asyncio.sleep(0)

        for seed in range(10):
            await (await created(seed)).play(None, None)
        asking = []
        for seed in range(10, 10 + greedy_runs):
            session = await created(seed, hidden_layers=[64] * 6)
            await session.play(None, None)
            asking += [asyncio.create_task(ask(session)) for _ in range(5)]
        while measured.had.total() < 1e6:
            await asyncio.sleep(0.01)
        measured.had.clear()
        while measured.had.total() < 6e6:
            await asyncio.sleep(0.01)
        had = measured.had.copy()
        for task in asking:
            task.cancel()
        manager.stop()
        await measured.close()
        return had

    had = asyncio.run(scenario())
    fair = had.total() / (10 + greedy_runs)
    shares = [had[seed] / fair for seed in range(10)]
    assert min(shares) >= 0.8, shares
