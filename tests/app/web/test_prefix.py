"""The playground below a path of a host, behind proxies that take the path off or pass it on."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

import pytest
from pydantic import ValidationError
from websockets.sync.client import connect

from app.client import Playground
from app.settings import Settings
from tests.conftest import RunningServer, visitor
from tests.stripping import stripping

ROOT = "/ml/play"


@pytest.fixture(scope="module")
def below() -> Iterator[RunningServer]:
    """A server that was told where it lies."""
    server = RunningServer(PLAYGROUND_ROOT_PATH=f"{ROOT}/")
    yield server
    server.stop()


def addresses(page: str) -> set[str]:
    return set(re.findall(r'(?:src|href)="([^"#]+)"', page))


@pytest.mark.parametrize("strips", [False, True])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/docs",
        "/sweep",
        "/join",
        "/reference",
        "/lessons",
        "/lessons/activations",
        "/embed/loss",
        "/a/b",
    ],
)
def test_all_that_a_page_names_lies_below(below: RunningServer, path: str, strips: bool) -> None:
    asked = visitor.get(
        f"{below.url}{'' if strips else ROOT}{path}", headers={"Accept": "text/html"}
    )
    assert asked.status_code == (404 if path == "/a/b" else 200)
    named = {urljoin(f"http://host{ROOT}{path}", address) for address in addresses(asked.text)}
    assert len(named) > 10
    for address in named:
        assert address.startswith(f"http://host{ROOT}/"), address
        local = address.removeprefix("http://host")
        assert visitor.get(f"{below.url}{local}").status_code == 200, address


def test_the_prefix_itself_leads_to_the_playground(below: RunningServer) -> None:
    answer = visitor.get(f"{below.url}{ROOT}?a=1")
    assert (answer.status_code, answer.headers["location"]) == (307, f"{ROOT}/?a=1")
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert visitor.get(f"{below.url}/ml/player").status_code == 404


@pytest.mark.parametrize("path", ["/lessons/", "/api/v1/limits/", "/lessons/loss/?a=1"])
def test_a_slash_too_many_is_led_back_from_where_it_is(server: str, path: str) -> None:
    answer = visitor.get(f"{server}{path}")
    assert answer.status_code == 307
    there = urljoin(f"http://host/some/prefix{path}", answer.headers["location"])
    assert there == f"http://host/some/prefix{path}".replace("/?", "?").rstrip("/")


def test_what_the_server_writes_has_the_prefix(below: RunningServer) -> None:
    made = visitor.post(f"{below.url}{ROOT}/api/v1/runs")
    place = f"{ROOT}/api/v1/runs/{made.json()['id']}"
    assert visitor.get(f"{below.url}{place}").status_code == 200
    refused = visitor.get(f"{below.url}{ROOT}/api/v1/runs/x").json()
    assert refused["instance"] == f"{ROOT}/api/v1/runs/x"
    with connect(f"{below.url.replace('http', 'ws')}{place}/stream") as stream:
        assert '"snapshot"' in str(stream.recv(timeout=10))


def test_a_new_run_is_found_though_nobody_told_of_the_prefix(server: str) -> None:
    made = visitor.post(f"{server}/api/v1/runs")
    there = urljoin("http://host/some/prefix/api/v1/runs", made.headers["location"])
    assert there == f"http://host/some/prefix/api/v1/runs/{made.json()['id']}"


def test_guards_and_headers_see_the_path_below(below: RunningServer) -> None:
    embedded = visitor.get(f"{below.url}{ROOT}/embed").headers
    assert "x-frame-options" not in embedded
    assert visitor.get(f"{below.url}{ROOT}/").headers["x-frame-options"] == "SAMEORIGIN"
    assert visitor.get(f"{below.url}{ROOT}/api/v1/version").headers["cache-control"] == "no-store"


def test_limits_count_below_a_prefix_too(start_server: Callable[..., RunningServer]) -> None:
    server = start_server(PLAYGROUND_ROOT_PATH=ROOT, PLAYGROUND_MAX_ADDRESS_CREATES_PER_S="0.1")
    asked = [visitor.post(f"{server.url}{ROOT}/api/v1/runs").status_code for _ in range(3)]
    assert asked == [201, 429, 429]


def test_the_log_has_the_path_below(start_server: Callable[..., RunningServer]) -> None:
    server = start_server(PLAYGROUND_ROOT_PATH=ROOT, PLAYGROUND_LOG_LEVEL="info")
    visitor.get(f"{server.url}{ROOT}/lessons")
    visitor.head(f"{server.url}{ROOT}/reference")
    server.stop()
    assert "path=/lessons" in server.said
    assert "path=/reference" in server.said


@pytest.mark.parametrize(
    ("said", "trusts", "prefix"),
    [
        ("/user/jo%40x/proxy/8000/", "127.0.0.1", "/user/jo%40x/proxy/8000"),
        ("/a", "10.0.0.1", ""),
        ("//elsewhere.example", "127.0.0.1", ""),
        ("https://elsewhere.example", "127.0.0.1", ""),
    ],
)
def test_a_trusted_proxy_says_what_it_takes_off(
    start_server: Callable[..., RunningServer], said: str, trusts: str, prefix: str
) -> None:
    server = start_server(FORWARDED_ALLOW_IPS=trusts)
    with stripping(server.port, "/x", f"X-Forwarded-Prefix: {said}\r\n") as url:
        refused = visitor.get(f"{url}/api/v1/runs/x").json()
    assert refused["instance"] == f"{prefix}/api/v1/runs/x"


def test_a_prefix_like_a_path_of_ours_is_taken_off_once(
    start_server: Callable[..., RunningServer],
) -> None:
    server = start_server()
    with stripping(server.port, "/api", "X-Forwarded-Prefix: /api\r\n") as url:
        assert visitor.get(f"{url}/api/v1/version").status_code == 200


def test_the_client_works_below_a_prefix(below: RunningServer) -> None:
    with Playground(f"{below.url}{ROOT}/") as playground:
        run = playground.create()
        run.play(until={"epoch": 2})
        run.wait()
        assert run.read().epoch == 2


def test_the_document_says_where_its_routes_are(below: RunningServer) -> None:
    place = f"{below.url}{ROOT}/openapi.json"
    (server,) = visitor.get(place).json()["servers"]
    assert urljoin(place, server["url"]) == f"{below.url}{ROOT}/"


@pytest.mark.parametrize("wrong", ["ml", "https://host/ml", "/a b", "//host", "/a?b", "/a#b"])
def test_a_prefix_that_is_no_path_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError, match="is not a path, such as /ml/play"):
        Settings(root_path=wrong)


def test_a_prefix_ends_without_a_slash() -> None:
    assert [Settings(root_path=given).root_path for given in ("/", "/a/")] == ["", "/a"]
