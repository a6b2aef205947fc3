"""What one client may take of a server at the most: said, asked and connected."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

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
    server = RunningServer(PLAYGROUND_MAX_MESSAGES_PER_S="2", PLAYGROUND_WORKERS="1")
    yield server
    assert server.stop() == 0
    assert "Traceback" not in server.said, server.said


@pytest.fixture
def run(strict: RunningServer) -> tuple[str, dict[str, str]]:
    """A run there, and the header that controls it."""
    made = httpx.post(f"{strict.url}/api/v1/runs").json()
    return f"/api/v1/runs/{made['id']}", {"Authorization": f"Bearer {made['token']}"}


def socket_of(strict: RunningServer, path: str) -> AbstractContextManager[ClientConnection]:
    opened: AbstractContextManager[ClientConnection] = connect(
        f"{strict.url.replace('http', 'ws')}{path}/stream?look={LOOK}"
    )
    return opened


def end_of(talker: ClientConnection) -> None:
    while True:
        talker.recv(timeout=20)


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
        with pytest.raises(ConnectionClosed) as closed:
            end_of(talker)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008
    assert "PLAYGROUND_MAX_MESSAGES_PER_S" in closed.value.rcvd.reason


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
