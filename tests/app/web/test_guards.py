"""Who is let in and how often: every rule from both sides, on a real server."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any

import httpx
import pytest
from starlette.datastructures import Headers
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from app.cli.config import read_settings
from app.cli.files import UsageError
from app.settings import Settings
from app.shipped import ROOT
from app.web.addresses import holder
from app.web.app import create_app
from app.web.middleware.guards import Guard, is_foreign
from app.web.middleware.headers import FOR_FILES, SECURITY_HEADERS
from app.work.executors import Inline
from tests.conftest import RunningServer, visitor

Start = Callable[..., Any]
Create = Callable[..., tuple[str, dict[str, str]]]


async def nothing(*_: Any) -> None:
    """An app with nothing in it."""


# Names


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8000", "localhost", "[::1]:8000", "192.168.1.20", "teacher-pc:8000", "pc.local",
     "x.localhost", "PLAY.example.org", "play.example.org.:443", "a.b.example.net"],
)  # fmt: skip
def test_names_that_are_answered_to(host: str) -> None:
    assert Guard(nothing, ["play.example.org", "*.example.net"]).answers_to(host)


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "play.example.org.evil.example", "xexample.net", "127.0.0.1.evil.example",
     "[evil.example]", "local.evil.example", "1.2.3", "::1"],
)  # fmt: skip
def test_names_that_are_not(host: str) -> None:
    assert not Guard(nothing, ["play.example.org", "*.example.net"]).answers_to(host)


def test_a_check_that_asks_for_no_name_is_answered(server: str) -> None:
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert b" 200 OK" in connection.recv(100)


def test_every_name_where_the_operator_says_so() -> None:
    assert Guard(nothing, ["*"]).answers_to("anything.example")


def test_a_foreign_name_is_refused_everywhere(server: str) -> None:
    for path in ("/", "/healthz", "/api/v1/limits", "/static/js/store.js"):
        answer = visitor.get(f"{server}{path}", headers={"Host": "evil.example"})
        assert answer.status_code == 421
        assert answer.headers["content-type"] == "application/problem+json"
        assert "PLAYGROUND_ALLOWED_HOSTS" in answer.json()["detail"]
        assert "evil" not in answer.text


def test_a_name_that_is_allowed(start_server: Start) -> None:
    url = start_server(PLAYGROUND_ALLOWED_HOSTS="play.example.org, x.example").url
    for name, status in (("play.example.org", 200), ("x.example", 200), ("y.example", 421)):
        assert visitor.get(f"{url}/healthz", headers={"Host": name}).status_code == status


# Pages of other sites


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"origin": "http://localhost:8000"}, False),
        ({"origin": "http://localhost:9000"}, True),
        ({"origin": "https://evil.example"}, True),
        ({"origin": "null"}, True),
        ({"origin": "http://localhost:8000.evil.example"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "http://localhost:8000"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site"}, True),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"host": "play.example.org", "origin": "https://play.example.org"}, False),
        ({"host": "[::1]:8000", "origin": "http://[::1]:8000"}, False),
        ({"host": "play.example.org:443", "origin": "https://play.example.org"}, False),
        ({"host": "play.example.org:443", "origin": "http://play.example.org"}, True),
        ({"host": "", "origin": "null"}, True),
    ],
)
def test_where_a_request_comes_from(headers: dict[str, str], foreign: bool) -> None:
    assert is_foreign(Headers({"host": "localhost:8000", **headers})) is foreign


def test_foreign_pages_may_read_but_not_write(client: httpx.Client, create: Create) -> None:
    path, token = create()
    foreign = {**token, "Sec-Fetch-Site": "cross-site"}
    assert client.get(path, headers=foreign).status_code == 200
    for method, where in (
        ("POST", "/runs"),
        ("POST", f"{path}/commands"),
        ("PATCH", path),
        ("DELETE", path),
    ):
        answer = client.request(method, where, headers=foreign, json={})
        assert answer.status_code == 403
        assert answer.json()["detail"] == "Pages of other sites may not write here."
    assert client.get(path).status_code == 200


def test_foreign_pages_get_no_socket(server: str, create: Create) -> None:
    path, _ = create()
    url = f"{server.replace('http', 'ws')}/api/v1{path}/stream"
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        with pytest.raises(InvalidStatus) as refused:
            connect(url, additional_headers=headers)
        assert refused.value.response.status_code == 403
        # In words, and as a code, like any other refusal.
        said = json.loads(refused.value.response.body or b"")
        assert (said["code"], said["params"]) == ("foreign_page", {})


# Headers


@pytest.mark.parametrize(
    "path",
    ["/", "/docs", "/static/js/store.js", "/healthz", "/api/v1/limits", "/nothing"],
)
def test_every_answer_carries_the_security_headers(server: str, path: str) -> None:
    answer = visitor.get(f"{server}{path}")
    expected = FOR_FILES if path.startswith("/static/") else SECURITY_HEADERS
    for name, value in expected.items():
        assert answer.headers[name] == value
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers


def test_refusals_carry_them_too_and_tokens_stay_out_of_caches(client: httpx.Client) -> None:
    for answer in (
        client.post("/runs", content="{"),
        client.post("/runs", content=b" " * 100_000),
        client.get("/limits", headers={"Host": "evil.example"}),
    ):
        assert answer.status_code >= 400
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert client.post("/runs").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("ancestors", "framers"),
    [
        ("", "'self'"),
        ("https://school.example, http://localhost:8080",
         "'self' https://school.example http://localhost:8080"),
        ("https://*.school.example,http://[::1]:80",
         "'self' https://*.school.example http://[::1]:80"),
        ("*", "'self' *"),
    ],
)  # fmt: skip
def test_pages_to_embed_may_be_framed_by_whom_the_setting_names(
    ancestors: str, framers: str
) -> None:
    app = create_app(Settings(frame_ancestors=ancestors, data_dir=""), Inline())

    async def scenario() -> None:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
            for path in ("/embed", "/embed/perceptron", "/embed/nothing"):
                headers = (await client.get(path)).headers
                assert headers["Content-Security-Policy"].endswith(f"frame-ancestors {framers}")
                assert "X-Frame-Options" not in headers
            for path in ("/", "/lessons/perceptron", "/embedded"):
                headers = (await client.get(path)).headers
                assert headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")
                assert headers["X-Frame-Options"] == "SAMEORIGIN"
            headers = (await client.get("/static/js/store.js")).headers
            assert headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "ancestor",
    ["school.example", "https://school.example/", "https://a.example; script-src *", "'self'",
     "https://a.example https://b.example", "ftp://a.example", "https://"],
)  # fmt: skip
def test_an_origin_that_is_none_is_named_at_the_start(
    ancestor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYGROUND_FRAME_ANCESTORS", f"https://fine.example,{ancestor}")
    with pytest.raises(UsageError) as refused:
        read_settings({})
    said = f"PLAYGROUND_FRAME_ANCESTORS: {ancestor} is not an origin, such as"
    assert said in str(refused.value)


# The key


def test_creating_needs_the_key_where_there_is_one(start_server: Start) -> None:
    running = start_server(PLAYGROUND_CREATE_KEY="open sesame", PLAYGROUND_WORKERS="1")
    runs = f"{running.url}/api/v1/runs"
    missing = visitor.post(runs)
    assert missing.status_code == 401
    assert missing.headers["www-authenticate"] == "Bearer"
    assert visitor.post(runs, headers={"Authorization": "Bearer wrong"}).status_code == 403
    made = visitor.post(runs, headers={"Authorization": "Bearer open sesame"})
    assert made.status_code == 201
    assert visitor.get(f"{runs}/{made.json()['id']}").status_code == 200
    assert running.stop() == 0
    assert "sesame" not in running.said


# Rates


@pytest.fixture(scope="module")
def strict_server() -> Iterator[str]:
    running = RunningServer(
        PLAYGROUND_MAX_REQUESTS_PER_S="0.5",
        PLAYGROUND_MAX_ADDRESS_REQUESTS_PER_S="100",
        PLAYGROUND_MAX_ADDRESS_CREATES_PER_S="0.5",
        PLAYGROUND_WORKERS="1",
    )
    yield f"{running.url}/api/v1"
    running.stop()


def test_one_token_may_ask_so_often_and_another_is_not_hindered(strict_server: str) -> None:
    with httpx.Client(base_url=strict_server) as client:

        def ask(token: str) -> httpx.Response:
            return client.get("/limits", headers={"Authorization": f"Bearer {token}"})

        answers = [ask("one") for _ in range(2)]
        assert [each.status_code for each in answers] == [200] * 2
        # On a slow machine the bucket fills while it is emptied, so it may take a few more.
        refused = next(each for _ in range(100) if (each := ask("one")).status_code == 429)
        assert int(refused.headers["Retry-After"]) >= 1
        assert "PLAYGROUND_MAX_REQUESTS_PER_S" in refused.json()["detail"]
        assert ask("two").status_code == 200
        assert client.get("/limits").status_code == 200
        time.sleep(int(refused.headers["Retry-After"]))
        assert ask("one").status_code == 200


def test_one_address_may_create_so_often(strict_server: str) -> None:
    with httpx.Client(base_url=strict_server) as client:
        statuses = [client.post("/runs").status_code for _ in range(2)]
        assert statuses == [201] * 2
        assert any(client.post("/runs").status_code == 429 for _ in range(100))


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:9::9", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("unknown", ""),
        ("9" * 50_000, ""),
    ],
)
def test_a_holder_is_an_address_or_a_network(address: str, who: str) -> None:
    assert holder({"type": "http", "client": (address, 1)}) == who
    assert holder({"type": "http", "client": None}) == ""


# Slow requests and slow readers


@pytest.fixture(scope="module")
def hasty_server() -> Iterator[RunningServer]:
    running = RunningServer(
        PLAYGROUND_REQUEST_TIMEOUT_S="0.6",
        PLAYGROUND_SEND_TIMEOUT_S="0.6",
        PLAYGROUND_WORKERS="1",
    )
    yield running
    assert running.stop() == 0
    assert "Traceback" not in running.said, running.said


def dribbled(running: RunningServer, start: str = "", rest: str = "") -> tuple[str, float]:
    """What is answered to a request whose rest is sent bit by bit, and after how many seconds the
    connection is closed."""
    answer, began = b"", time.monotonic()
    with socket.create_connection(("127.0.0.1", running.port), timeout=0.05) as connection:
        connection.sendall(start.encode())
        with suppress(ConnectionError):
            while time.monotonic() < began + 20:
                with suppress(TimeoutError):
                    part = connection.recv(10_000)
                    if not part:
                        break
                    answer += part
                connection.sendall(rest.encode())
    return answer.decode(), time.monotonic() - began


HEAD = "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    ("start", "rest", "status"),
    [
        ("", "", ""),
        ("", "P", ""),
        (HEAD, "X: y\r\n", ""),
        (f"{HEAD}Content-Length: 500000\r\n\r\n", " ", "408"),
        (f"{HEAD}Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", "408"),
        (f"{HEAD}Content-Length: 5000000\r\n\r\n", " ", "413"),
        ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n", " ", "200"),
    ],
)
def test_a_request_has_so_long_to_come_in(
    hasty_server: RunningServer, start: str, rest: str, status: str
) -> None:
    answer, seconds = dribbled(hasty_server, start, rest)
    assert answer[9:12] == status
    assert 0.5 < seconds < 10
    if status == "408":
        assert "content-type: application/problem+json" in answer
        assert "PLAYGROUND_REQUEST_TIMEOUT_S" in answer


def test_what_came_in_may_be_answered_for_as_long_as_it_takes(hasty_server: RunningServer) -> None:
    with httpx.Client(base_url=f"{hasty_server.url}/api/v1") as client:
        run = client.post("/runs").json()
        path, token = f"/runs/{run['id']}", {"Authorization": f"Bearer {run['token']}"}
        url = f"ws://127.0.0.1:{hasty_server.port}/api/v1{path}/stream"
        with client.stream("GET", f"{path}/events") as events, connect(url) as viewer:
            lines = events.iter_lines()
            assert next(lines) == "event: snapshot"
            _, seconds = dribbled(hasty_server)
            assert seconds > 0.6
            client.post(f"{path}/commands", json={"command": "step"}, headers=token)
            assert any(line == "event: history" for line in lines)
            while '"event":"history"' not in str(viewer.recv(timeout=20)):
                pass


FILE = "static/vendor/swagger-ui-dist/swagger-ui-bundle.js"
LARGE = 3 * (ROOT / FILE).stat().st_size


@pytest.fixture
def large_file(hasty_server: RunningServer) -> Iterator[socket.socket]:
    """Someone who has asked for more than a connection holds by itself."""
    with socket.socket() as reader:
        reader.settimeout(20)
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.connect(("127.0.0.1", hasty_server.port))
        reader.sendall(3 * f"GET /{FILE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        yield reader


def test_who_takes_nothing_is_hung_up_on(
    hasty_server: RunningServer, large_file: socket.socket
) -> None:
    # Some is still taken by what lies between; then the server has to look twice.
    for _ in range(4):
        dribbled(hasty_server)
    received = 0
    with suppress(ConnectionError):
        while part := large_file.recv(1_000_000):
            received += len(part)
    assert received < LARGE


def test_who_takes_little_is_not(large_file: socket.socket) -> None:
    received, began = 0, time.monotonic()
    while received < LARGE:
        part = large_file.recv(200_000)
        assert part
        received += len(part)
        time.sleep(len(part) / 2e6)
    assert time.monotonic() - began > 2


# Streams and places


def test_one_address_has_so_many_streams(start_server: Start) -> None:
    running = start_server(PLAYGROUND_MAX_STREAMS_PER_ADDRESS="2", PLAYGROUND_WORKERS="1")
    run = visitor.post(f"{running.url}/api/v1/runs").json()
    url = f"ws://127.0.0.1:{running.port}/api/v1/runs/{run['id']}/stream"
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(connect(url)).recv(timeout=20)
        third = stack.enter_context(connect(url))
        assert json.loads(third.recv(timeout=20))["event"] == "end"
        with pytest.raises(ConnectionClosed) as closed:
            third.recv(timeout=20)
        assert closed.value.rcvd is not None
        assert "PLAYGROUND_MAX_STREAMS_PER_ADDRESS" in closed.value.rcvd.reason


def test_who_waits_sees_its_place(start_server: Start) -> None:
    url = start_server(PLAYGROUND_MAX_LIVE_RUNS_PER_ADDRESS="2", PLAYGROUND_WORKERS="1").url
    runs = []
    for _ in range(5):
        made = visitor.post(f"{url}/api/v1/runs").json()
        token = {"Authorization": f"Bearer {made['token']}"}
        runs.append((f"{url}/api/v1/runs/{made['id']}", token))

    def tell(number: int, **command: Any) -> tuple[str, int | None]:
        path, token = runs[number]
        run = visitor.post(f"{path}/commands", json=command, headers=token).json()
        return run["status"], run["queue_position"]

    def seen() -> list[tuple[str, int | None]]:
        read = [visitor.get(path).json() for path, _ in runs]
        return [(run["status"], run["queue_position"]) for run in read]

    def wait(wanted: list[tuple[str, int | None]]) -> None:
        deadline = time.monotonic() + 20
        while (now := seen()) != wanted:
            assert time.monotonic() < deadline, now
            time.sleep(0.02)

    playing = ("playing", None)
    told = [tell(number, command="play", speed=5) for number in range(5)]
    assert told == [playing, playing, ("queued", 1), ("queued", 2), ("queued", 3)]
    assert seen() == told
    tell(2, command="pause")
    wait([playing, playing, ("paused", None), ("queued", 1), ("queued", 2)])
    tell(0, command="pause")
    wait([("paused", None), playing, ("paused", None), playing, ("queued", 1)])


# The start


def test_a_server_that_others_reach_says_so() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--host", "0.0.0.0", "--port", "0"],
        env={**os.environ, "PLAYGROUND_DATA_DIR": ""},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first, second = process.stdout.readline(), process.stdout.readline()
    process.terminate()
    process.communicate(timeout=20)
    assert "http://0.0.0.0:" in first
    assert "Everyone who reaches this machine can open it" in second
    assert "PLAYGROUND_CREATE_KEY" in second
