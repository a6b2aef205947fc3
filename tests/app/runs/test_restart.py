"""The server as its runs see it: killed or stopped, it comes back with what it had."""

import base64
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from websockets.sync.client import connect

import engine
from tests.conftest import RunningServer, visitor
from tests.frozen import frozen

Start = Callable[..., Any]
SPIRAL = {"data": "spiral"}
SWEEP = {
    "across": {"path": "/training/optimizer/learning_rate", "values": [0.01, 0.1, 0.3, 3.0]},
    "down": {"path": "/training/optimizer", "values": ["adam", "sgd"]},
    "until": {"epoch": 200},
}
SLOW = {"command": "play", "speed": 40}


def expected(epochs: int) -> dict[str, list[float]]:
    spec = engine.Spec.model_validate(SPIRAL)
    state = engine.init(spec)
    return (engine.advance(state, epochs=epochs) if epochs else state).history.lists()


class Owner:
    """Someone with a run, or a sweep, on a server."""

    def __init__(self, url: str, what: str = "runs", given: Any = SPIRAL) -> None:
        made = visitor.post(f"{url}/api/v1/{what}", json=given).json()
        self.path = f"/api/v1/{what}/{made['id']}"
        self.token = {"Authorization": f"Bearer {made['token']}"}

    def tell(self, url: str, **command: Any) -> dict[str, Any]:
        answer = visitor.post(f"{url}{self.path}/commands", json=command, headers=self.token)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def read(self, url: str) -> dict[str, Any]:
        run: dict[str, Any] = visitor.get(f"{url}{self.path}").json()
        return run

    def history(self, url: str) -> Any:
        return visitor.get(f"{url}{self.path}/history.json").json()

    def exact(self, url: str, epoch: int) -> bool:
        """Whether the weights at the end of an epoch are those of the engine alone."""
        asked: dict[str, str | int] = {"epoch": epoch, "look": '{"weights": true}'}
        picture = visitor.get(f"{url}{self.path}/picture", params=asked).json()
        state = engine.init(engine.Spec.model_validate(SPIRAL))
        state = engine.advance(state, epochs=epoch) if epoch else state
        weights = b"".join(base64.b64decode(block["bdata"]) for block in picture["weights"])
        return bool(picture["exact"] and weights == state.parameters.tobytes())

    def wait(self, url: str, reached: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        deadline = time.monotonic() + 30
        while not reached(run := self.read(url)):
            assert time.monotonic() < deadline, run
            time.sleep(0.02)
        return run


def test_killed_it_comes_back_at_a_checkpoint_at_most_5_s_old(
    start_server: Start, tmp_path: Path
) -> None:
    folder = {"PLAYGROUND_DATA_DIR": str(tmp_path)}
    server = start_server(**folder)
    playing, paused = Owner(server.url), Owner(server.url)
    sweep = Owner(server.url, "sweeps", SWEEP)
    sweep.tell(server.url, command="play", speed=20)
    paused.tell(server.url, command="step", count=3)
    playing.tell(server.url, **SLOW)
    last = playing.wait(server.url, lambda run: run["epoch"] > 150)
    server.stop(signal.SIGKILL)

    server = start_server(**folder)
    back = playing.read(server.url)
    assert back["status"] == "paused"
    assert last["epoch"] - back["epoch"] <= 5 * SLOW["speed"]  # type: ignore[operator]
    assert back["epoch"] > 0
    assert playing.history(server.url) == expected(back["epoch"])
    assert paused.read(server.url)["epoch"] == 3

    target = back["epoch"] + 20
    playing.tell(server.url, command="play", until={"epoch": target})
    playing.wait(server.url, lambda run: run["status"] == "finished")
    assert playing.history(server.url) == expected(target)

    begun = sweep.read(server.url)
    assert begun["status"] == "paused"
    assert 0 < begun["epoch"] < SWEEP["until"]["epoch"]  # type: ignore[index]
    other = Owner(server.url, "sweeps", SWEEP)
    for each in (sweep, other):
        each.tell(server.url, command="play")
        each.wait(server.url, lambda sweep: sweep["status"] == "finished")
    # Weights are the same to the bit, as other tests see; what is measured in stacks, nearly so.
    ours, theirs = (np.array(each.history(server.url)["values"], float) for each in (sweep, other))
    np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


def test_killed_again_and_again_it_loses_nothing_it_had_kept(
    start_server: Start, tmp_path: Path
) -> None:
    folder = {"PLAYGROUND_DATA_DIR": str(tmp_path), "PLAYGROUND_WORKERS": "1"}
    server = start_server(**folder)
    owner = Owner(server.url)
    kept = 0
    for _round in range(5):
        owner.tell(server.url, command="play", speed=200)
        owner.wait(server.url, lambda run, kept=kept: run["epoch"] > kept + 30)  # type: ignore[misc]
        server.stop(signal.SIGKILL)
        server = start_server(**folder)
        back = owner.read(server.url)["epoch"]
        assert back >= kept
        assert owner.history(server.url) == expected(back)
        kept = back
        assert owner.exact(server.url, kept // 2)
    assert owner.exact(server.url, 0)
    assert owner.exact(server.url, kept)


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
def test_stopped_under_load_it_ends_in_time_and_keeps_everything(
    start_server: Start, tmp_path: Path, sig: signal.Signals
) -> None:
    folder = {"PLAYGROUND_DATA_DIR": str(tmp_path)}
    server = start_server(**folder)
    owners = [Owner(server.url) for _ in range(10)]
    for owner in owners:
        owner.tell(server.url, command="play", speed=100)
    with ExitStack() as stack:
        for reader in range(49):
            path = owners[reader % 10].path
            stack.enter_context(
                connect(f"ws://127.0.0.1:{server.port}{path}/stream", close_timeout=0.1)
            )
        stalled = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        request = f"GET {owners[0].path}/events?frames=true HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        stalled.sendall(request.encode())
        for owner in owners:
            owner.wait(server.url, lambda run: run["epoch"] > 20 and run["watchers"] > 3)
        before = [owner.read(server.url)["epoch"] for owner in owners]
        started = time.monotonic()
        assert server.stop(sig) == 0, server.said
        assert time.monotonic() - started < 10
    assert "Traceback" not in server.said, server.said

    server = start_server(**folder)
    for owner, epoch in zip(owners, before, strict=True):
        back = owner.read(server.url)
        assert back["status"] == "paused"
        assert back["epoch"] >= epoch
        assert owner.history(server.url) == expected(back["epoch"])


def test_a_disk_that_hangs_keeps_nobody_from_stopping_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start_server: Start
) -> None:
    monkeypatch.setattr(RunningServer, "program", ("-m", "tests.frozen", str(tmp_path)))
    server = start_server(
        PLAYGROUND_DATA_DIR=str(tmp_path / "data"), PLAYGROUND_STORAGE_TIMEOUT_S="2"
    )
    owner = Owner(server.url)
    owner.tell(server.url, command="play", speed=100)
    with frozen(tmp_path):
        started = time.monotonic()
        answer = visitor.post(f"{server.url}/api/v1/runs", json={})
        assert (answer.status_code, answer.json()["code"]) == (503, "storage_hangs")
        assert time.monotonic() - started < 15
        read = owner.wait(server.url, lambda run: bool(run["warnings"]))
        assert read["warnings"][0]["params"] == {"reason": "disk_hangs"}
        at = read["epoch"]
        owner.wait(server.url, lambda run: run["epoch"] > at)
        assert visitor.get(f"{server.url}/readyz").status_code == 503
        started = time.monotonic()
        assert server.stop() == 0, server.said
        assert time.monotonic() - started < 10
        assert "Traceback" not in server.said, server.said


def test_a_folder_it_cannot_use_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "playground.db").write_bytes(b"not a database at all")
    done = subprocess.run(
        [sys.executable, "-m", "app"],
        env={**os.environ, "PLAYGROUND_PORT": "0", "PLAYGROUND_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "damaged" in line
    assert "PLAYGROUND_DATA_DIR" in line
    assert (tmp_path / "playground.db").read_bytes() == b"not a database at all"
