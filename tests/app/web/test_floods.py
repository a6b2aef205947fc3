"""What one client may take of a server at the most: said, asked and connected."""

import json
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.app.web.test_streams import frame_of
from tests.conftest import RunningServer

MASK = bytes(4)
LOOK = "%7B%22boundary%22:32%7D"


@pytest.fixture(scope="module")
def strict() -> Iterator[RunningServer]:
    """A server whose limits on floods are soon reached."""
    server = RunningServer(
        PLAYGROUND_MAX_MESSAGES_PER_S="2",
        PLAYGROUND_MAX_CONNECTIONS_PER_ADDRESS="30",
        PLAYGROUND_LOG_LEVEL="debug",
        PLAYGROUND_WORKERS="1",
        # Or whoever is on this machine would be a proxy.
        FORWARDED_ALLOW_IPS="none",
    )
    yield server
    assert server.stop() == 0
    assert "Traceback" not in server.said, server.said
    # Of a WebSocket, its path alone is in the log.
    assert "/stream" in server.said
    for secret in ("boundary", "Sec-WebSocket", "sesame"):
        assert secret not in server.said


@pytest.fixture
def run(strict: RunningServer) -> tuple[str, dict[str, str]]:
    """A run there, and the header that controls it."""
    made = httpx.post(f"{strict.url}/api/v1/runs").json()
    return f"/api/v1/runs/{made['id']}", {"Authorization": f"Bearer {made['token']}"}


def socket_of(strict: RunningServer, path: str) -> AbstractContextManager[ClientConnection]:
    opened: AbstractContextManager[ClientConnection] = connect(
        f"{strict.url.replace('http', 'ws')}{path}/stream?look={LOOK}",
        additional_headers={"Authorization": "Bearer sesame", "Cookie": "word=sesame"},
    )
    return opened


@pytest.mark.parametrize(
    "frames",
    [
        pytest.param((b"\x81\x81" + MASK + b"x") * 1000, id="messages"),
        pytest.param((b"\x89\x80" + MASK) * 1000, id="pings"),
        pytest.param(b"\x01\x80" + MASK + (b"\x00\x80" + MASK) * 1000, id="fragments"),
    ],
)
def test_who_says_too_much_is_hung_up_on(
    frames: bytes, strict: RunningServer, run: tuple[str, dict[str, str]]
) -> None:
    with socket_of(strict, run[0]) as talker:
        talker.socket.sendall(frames)
        said: list[str | bytes] = []
        with pytest.raises(ConnectionClosed) as closed:
            said.extend(iter(talker.recv, None))
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008
    assert "PLAYGROUND_MAX_MESSAGES_PER_S" in closed.value.rcvd.reason
    end = json.loads(said[-1])
    assert (end["event"], end["data"]["code"]) == ("end", "limit_messages")
    assert end["data"]["params"]["maximum"] == 2


def test_what_answers_a_frame_is_free(
    strict: RunningServer, run: tuple[str, dict[str, str]]
) -> None:
    path, token = run
    with socket_of(strict, path) as viewer:
        play = {"command": "play", "speed": 100}
        httpx.post(f"{strict.url}{path}/commands", json=play, headers=token)
        # Many more than the eight that may be said within a moment.
        numbers = [frame_of(viewer)["seq"] for _ in range(40)]
    assert numbers == sorted(set(numbers))


def test_idle_connections_shut_nobody_out(
    strict: RunningServer, run: tuple[str, dict[str, str]]
) -> None:
    path, token = run
    with socket_of(strict, path) as viewer, ExitStack() as idle:
        connections = [
            idle.enter_context(socket.create_connection(("127.0.0.1", strict.port)))
            for _ in range(60)
        ]
        assert httpx.get(f"{strict.url}/healthz").is_success
        step = httpx.post(f"{strict.url}{path}/commands", json={"command": "step"}, headers=token)
        assert step.is_success
        # Who watches is not idle.
        while frame_of(viewer)["epoch"] != 1:
            pass
        # The ones that have been idle the longest were hung up on.
        connections[0].settimeout(20)
        assert connections[0].recv(1) == b""


def test_a_body_of_two_lengths_is_refused(strict: RunningServer) -> None:
    with socket.create_connection(("127.0.0.1", strict.port)) as smuggler:
        smuggler.settimeout(20)
        smuggler.sendall(
            b"POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        said = b""
        while part := smuggler.recv(4096):
            said += part
    assert said.startswith(b"HTTP/1.1 400 ")
    assert said.count(b"HTTP/1.1") == 1
