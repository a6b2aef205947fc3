"""Where others reach a class, and the code that leads there."""

from __future__ import annotations

import socket

import httpx
import pytest
from fastapi import Request

from app.settings import Settings
from app.web import joining


def asked(host: str, scheme: str = "http", prefix: str = "") -> Request:
    scope = {
        "type": "http",
        "scheme": scheme,
        "path": "/class",
        "query_string": b"",
        "server": None,
    }
    return Request({**scope, "prefix": prefix, "headers": [(b"host", host.encode())]})


@pytest.mark.parametrize(
    ("host", "listens", "address", "how"),
    [
        ("play.school.example", "127.0.0.1", "http://play.school.example/join", "named"),
        ("classroom:8000", "0.0.0.0", "http://classroom:8000/join", "named"),
        ("192.168.1.20:8000", "0.0.0.0", "http://192.168.1.20:8000/join", "named"),
        ("localhost:8000", "127.0.0.1", "http://localhost:8000/join", "alone"),
        ("localhost:8000", "localhost", "http://localhost:8000/join", "alone"),
        ("localhost:8000", "0.0.0.0", "http://10.1.2.3:8000/join", "found"),
        ("127.0.0.1", "0.0.0.0", "http://10.1.2.3/join", "found"),
        ("0.0.0.0:80", "::", "http://10.1.2.3:80/join", "found"),
        ("[::1]:8000", "::", "http://10.1.2.3:8000/join", "found"),
        ("[::1]", "::", "http://10.1.2.3/join", "found"),
        ("play.localhost:8000", "192.168.1.20", "http://192.168.1.20:8000/join", "found"),
        ("localhost:8000", "fd00::7", "http://[fd00::7]:8000/join", "found"),
    ],
)
def test_the_address_is_one_that_others_have(
    monkeypatch: pytest.MonkeyPatch, host: str, listens: str, address: str, how: str
) -> None:
    monkeypatch.setattr(joining, "own_address", lambda: "10.1.2.3")
    found = joining.joining(asked(host), Settings(host=listens))
    assert (found.address, found.how) == (address, how)


def test_scheme_and_path_are_those_of_the_page() -> None:
    found = joining.joining(asked("play.example", "https", "/ml/play"), Settings())
    assert found.address == "https://play.example/ml/play/join"


def test_a_machine_in_no_network_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere(socket.socket):
        def connect(self, _address: object) -> None:
            raise OSError("network is unreachable")

    monkeypatch.setattr(socket, "socket", Nowhere)
    assert joining.own_address() is None
    found = joining.joining(asked("localhost:8000"), Settings(host="0.0.0.0"))
    assert (found.address, found.how) == ("http://localhost:8000/join", "unknown")


def test_a_class_has_a_code_that_leads_to_it(client: httpx.Client) -> None:
    room = client.post("/classes", json={"title": "9b"}).json()
    answer = client.get(f"/classes/{room['code']}/qr.svg", headers={"Host": "play.localhost:1"})
    assert answer.headers["content-type"] == "image/svg+xml"
    link = f"http://play.localhost:1/join#{room['code']}"
    assert answer.content == joining.code_of(link)
    assert answer.content != joining.code_of(f"{link}2")
    # Dark on white, and as large as the page wants it.
    assert b'stroke="#000"' in answer.content
    assert b'fill="#fff"' in answer.content
    assert b"viewBox" in answer.content
    assert client.get("/classes/222222/qr.svg").status_code == 404
