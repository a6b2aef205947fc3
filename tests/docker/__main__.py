"""Does the image hold what it promises? Built and run without Docker: `make docker-test`, as root.

It runs as compose.yaml says: a read-only root, no capabilities, one volume. Needs buildah, podman,
runc and mmdebstrap, which `--install` fetches with apt-get.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.docker.image import Engine, missing, service

START_S = 30
EPOCHS = 200


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is seen to, and how long it took."""
    print(f"{what} … ", end="", flush=True)
    started = time.monotonic()
    yield
    print(f"{time.monotonic() - started:.1f} s", flush=True)


def wait_for(engine: Engine, name: str, url: str) -> None:
    """Wait until a container answers."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit(f"the container does not answer: {engine.logs(name)}")


def finished(run: str) -> dict[str, Any]:
    """The run, once it has."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        read: dict[str, Any] = httpx.get(run).json()
        if read["status"] == "finished":
            return read
        time.sleep(0.1)
    raise SystemExit(f"the run does not finish: {read}")


def check_first_life(engine: Engine, url: str) -> str:
    """A container on a new volume; the path of the run that it leaves there."""
    name = "first"
    with step("the image starts and answers"):
        engine.start(name, PLAYGROUND_PORT=url.rpartition(":")[2])
        wait_for(engine, name, url)
    with step("its health check passes inside"):
        checked = engine.inside(name, *engine.health_check())
        assert checked.returncode == 0, checked
    with step("it is not root, has no capabilities and can get none"):
        assert engine.inside(name, "id", "--user").stdout.strip() == "10001"
        status = dict(
            line.split(":\t", 1)
            for line in engine.inside(name, "cat", "/proc/1/status").stdout.splitlines()
        )
        assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0, status
        assert status["NoNewPrivs"].strip() == "1"
    with step("its root is read-only"):
        for place in ("/venv/new", "/usr/new", "/new"):
            tried = engine.inside(name, "touch", place)
            assert "Read-only file system" in tried.stderr, tried
    with step("a run is created and trained, and the page is there"):
        made = httpx.post(f"{url}/api/v1/runs", json={"data": "xor"}).json()
        path = f"/api/v1/runs/{made['id']}"
        token = {"Authorization": f"Bearer {made['token']}"}
        command = {"command": "play", "until": {"epoch": EPOCHS}}
        httpx.post(f"{url}{path}/commands", json=command, headers=token).raise_for_status()
        read = finished(url + path)
        assert read["epoch"] == EPOCHS
        assert read["message"] is None, read
        assert "<title>" in httpx.get(url).text
    with step("told to stop while it plays, it exits with 0 in time"):
        play = {"command": "play", "speed": 50}
        httpx.post(f"{url}{path}/commands", json=play, headers=token).raise_for_status()
        grace_s = int(service()["stop_grace_period"].removesuffix("s"))
        started = time.monotonic()
        assert engine.stop(name) == 0, engine.logs(name)
        assert time.monotonic() - started < grace_s
        assert "Traceback" not in engine.logs(name)
    return path


def check_second_life(engine: Engine, url: str, path: str) -> None:
    """Another container on the same volume has the run."""
    with step("another on the same volume has the run, paused"):
        engine.start("second", "--cpus=1", PLAYGROUND_PORT=url.rpartition(":")[2])
        wait_for(engine, "second", url)
        read = httpx.get(url + path).json()
        assert read["status"] == "paused", read
        assert read["epoch"] >= EPOCHS
    with step("of one core, it has one worker"):
        assert "playground_workers 1\n" in httpx.get(f"{url}/metrics").text
        assert engine.stop("second") == 0


def main() -> int:
    """Build and look; 0 when all of it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true", help="install what is missing with apt")
    parser.add_argument("--base", type=Path, help="a base to use, made there if it is not")
    given = parser.parse_args()
    if os.geteuid():
        raise SystemExit("Building without a daemon needs root here.")
    if (packages := missing()) and given.install:
        subprocess.run(["apt-get", "install", "--yes", "--quiet=2", *packages], check=True)
    elif packages:
        raise SystemExit(f"This needs: apt-get install {' '.join(packages)}")
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder))
        try:
            with step("the Dockerfile is built"):
                engine.build(given.base or Path(folder) / "base.tar")
            url = f"http://127.0.0.1:{free_port()}"
            path = check_first_life(engine, url)
            check_second_life(engine, url, path)
        finally:
            engine.clear()
    print("The image holds what it promises.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
