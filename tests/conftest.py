"""What tests are given: real servers on free ports, and clients for them."""

from __future__ import annotations

import os
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import httpx
import pytest

import app  # noqa: F401  before NumPy, so that tests train with the kernel that the server has
from tests.starter import Started, starter

START_S = 30
STOP_S = 20
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What no server here needs, and what takes longer to read than most answers take."""

# The command line speaks English to whoever runs these, too.
os.environ |= {"LC_ALL": "C.UTF-8"}

visitor = httpx.Client(
    verify=NO_CERTIFICATES, limits=httpx.Limits(max_keepalive_connections=0), timeout=START_S
)
"""Someone with a question to any server, on a connection of its own each time."""


class RunningServer:
    """A server in a process of its own, with the settings of a person but keeping nothing."""

    program: Sequence[str] | None = ("-m", "app") if "COVERAGE_RUN" in os.environ else None
    """What Python runs instead of a server that is started the quick way, which is not measured."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        # A quick machine's tests create more runs a second than one address may.
        known = {"PORT": "0", "DATA_DIR": "", "MAX_ADDRESS_CREATES_PER_S": "1000"}
        ours = {f"PLAYGROUND_{name}": value for name, value in known.items()}
        settings = {**os.environ, **ours, **environment}
        self.process: Started | subprocess.Popen[str]
        if self.program is None:
            self.process = starter().start(settings, arguments)
        else:
            self.process = subprocess.Popen(
                [sys.executable, *self.program, *arguments],
                env=settings,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        assert self.process.stdout is not None
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if found := re.search(r"http://\S+:(\d+)", line):
                self.url, self.port = found.group(0), int(found.group(1))
                return
        pytest.fail(f"the server did not start: {self.said}")

    def stop(self, sig: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait; the exit code. What the server said is in `said`."""
        if self.process.poll() is None:
            self.process.send_signal(sig)
        rest, _ = self.process.communicate(timeout=STOP_S)
        self.said += rest or ""
        assert self.process.returncode is not None
        return self.process.returncode


@pytest.fixture
def start_server() -> Iterator[Callable[..., RunningServer]]:
    """Starts servers with settings of the test's own; they are stopped after it."""
    servers: list[RunningServer] = []

    def start(*arguments: str, **environment: str) -> RunningServer:
        servers.append(RunningServer(*arguments, **environment))
        return servers[-1]

    yield start
    # Killing is faster, but what a server came by is only told by one that ends in order.
    end = signal.SIGTERM if "COVERAGE_RUN" in os.environ else signal.SIGKILL
    for server in servers:
        server.stop(end)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of one server that tests share, so each makes runs of its own."""
    # Pages leave their runs behind, which would train on under the tests that follow.
    running = RunningServer(PLAYGROUND_IDLE_PAUSE_S="5")
    yield running.url
    assert running.stop() == 0
    assert "Traceback" not in running.said, running.said


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    """A client of the shared server's API."""
    base_url = f"{server}/api/v1"
    with httpx.Client(base_url=base_url, verify=NO_CERTIFICATES, timeout=START_S) as client:
        yield client


Create = Callable[..., tuple[str, dict[str, str]]]


@pytest.fixture
def create(client: httpx.Client) -> Create:
    """Creates a run from a spec; gives its path and the header that controls it."""

    def create(spec: dict[str, Any] | None = None) -> tuple[str, dict[str, str]]:
        made = client.post("/runs", json=spec or {})
        assert made.status_code == 201, made.text
        run = made.json()
        return f"/runs/{run['id']}", {"Authorization": f"Bearer {run['token']}"}

    return create
