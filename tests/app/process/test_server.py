"""The server as a process: it starts with a clear word, and stops cleanly whoever is watching."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from app.cli.config import read_settings
from app.cli.files import UsageError
from tests.conftest import visitor

Start = Callable[..., Any]


def descendants(pid: int) -> set[int]:
    """Every process below this one."""
    listing = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    parents = [tuple(map(int, line.split())) for line in listing.splitlines()]
    found = {pid}
    while more := {child for child, parent in parents if parent in found} - found:
        found |= more
    return found - {pid}


def is_worker(pid: int) -> bool:
    """Workers and the process that starts them look alike; workers have no children."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/cmdline") as line:
        return "forkserver" in line.read() and not descendants(pid)
    return False


def alive(pids: set[int]) -> set[int]:
    def runs(pid: int) -> bool:
        try:
            with open(f"/proc/{pid}/stat") as stat:
                return stat.read().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    return set(filter(runs, pids))


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
def test_stops_cleanly_with_streams_open_and_runs_playing(
    start_server: Start, sig: signal.Signals
) -> None:
    server = start_server()
    with httpx.Client(base_url=f"{server.url}/api/v1") as client:
        run = client.post("/runs").json()
        token = {"Authorization": f"Bearer {run['token']}"}
        path = f"/runs/{run['id']}"
        client.post(f"{path}/commands", json={"command": "play"}, headers=token)
        stream = f"ws://127.0.0.1:{server.port}/api/v1{path}/stream"
        with ExitStack() as sockets, client.stream("GET", f"{path}/events") as events:
            for _ in range(5):
                sockets.enter_context(connect(stream))
            lines = events.iter_lines()
            assert next(lines) == "event: snapshot"
            workers = descendants(server.process.pid)
            assert len(alive(workers)) >= 2
            started = time.monotonic()
            assert server.stop(sig) == 0, server.said
            assert time.monotonic() - started < 10
            assert any("The server is stopping." in line for line in lines)
    assert "Traceback" not in server.said, server.said
    deadline = time.monotonic() + 10
    while alive(workers):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_reader_that_stalls_does_not_keep_it_from_stopping(start_server: Start) -> None:
    server = start_server()
    run = visitor.post(f"{server.url}/api/v1/runs").json()
    token = {"Authorization": f"Bearer {run['token']}"}
    path = f"/api/v1/runs/{run['id']}"
    with socket.create_connection(("127.0.0.1", server.port)) as stalled:
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        request = f"GET {path}/events?frames=true HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        stalled.sendall(request.encode())
        visitor.post(f"{server.url}{path}/commands", json={"command": "play"}, headers=token)
        while visitor.get(f"{server.url}{path}").json()["epoch"] < 500:
            time.sleep(0.02)
        started = time.monotonic()
        assert server.stop() == 0, server.said
        assert time.monotonic() - started < 15


def test_workers_end_with_a_server_that_is_killed(start_server: Start) -> None:
    server = start_server()
    visitor.post(f"{server.url}/api/v1/runs")
    run = visitor.post(f"{server.url}/api/v1/runs").json()
    visitor.get(f"{server.url}/api/v1/runs/{run['id']}/boundary")
    workers = descendants(server.process.pid)
    server.stop(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while alive(workers):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_worker_killed_under_a_playing_run_changes_nothing(start_server: Start) -> None:
    server = start_server()
    base = f"{server.url}/api/v1"

    def play(disturb: bool) -> Any:
        run = visitor.post(f"{base}/runs", json={"data": "spiral"}).json()
        token = {"Authorization": f"Bearer {run['token']}"}
        path = f"{base}/runs/{run['id']}"
        command = {"command": "play", "until": {"epoch": 300}, "speed": 200}
        visitor.post(f"{path}/commands", json=command, headers=token)
        next_death = 30
        while (now := visitor.get(path).json())["status"] != "finished":
            assert now["status"] == "playing", now["message"]
            if disturb and now["epoch"] >= next_death:
                # One may have gone already.
                workers = filter(is_worker, descendants(server.process.pid))
                if killed := next(workers, None):
                    next_death = now["epoch"] + 30
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(killed, signal.SIGKILL)
            time.sleep(0.01)
        return visitor.get(f"{path}/history.json").json()

    undisturbed = play(disturb=False)
    with_deaths = play(disturb=True)
    assert with_deaths == undisturbed


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "http", "valid integer"),
        ("LESSONS_DIR", "/nowhere", "there is no folder /nowhere"),
        ("ROOT_PATH", "ml/play", "is not a path, such as /ml/play"),
        ("ALLOWED_HOSTS", "https://play.example.org/", "is not a name, such as"),
    ],
)
def test_a_wrong_setting_is_a_sentence(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PLAYGROUND_{name}", value)
    with pytest.raises(UsageError) as refused:
        read_settings({})
    assert f"PLAYGROUND_{name}" in str(refused.value)
    assert says in str(refused.value)


def test_what_looks_like_a_setting_and_is_none_is_named(start_server: Start) -> None:
    server = start_server(PLAYGROUND_CREATEKEY="sesame", PLAYGROUND_LESSONS_DIR="")
    assert server.stop() == 0
    hint = "PLAYGROUND_CREATEKEY is not a setting and has no effect. Did you mean"
    assert f"{hint} PLAYGROUND_CREATE_KEY?" in server.said
    assert "sesame" not in server.said


def test_a_port_in_use_is_a_sentence(start_server: Start) -> None:
    port = start_server().port
    result = subprocess.run(
        [sys.executable, "-m", "app", "--port", str(port)],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert result.returncode == 2
    said = (
        f"nn-playground: Port {port} is in use. --port {port + 1} takes another, --port 0 any that"
    )
    assert result.stderr.startswith(said)
    assert result.stdout == ""
