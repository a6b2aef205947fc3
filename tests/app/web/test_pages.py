"""Pages and their files come from here alone, under a strict policy."""

import re

import pytest

from tests.conftest import visitor


@pytest.mark.parametrize("path", ["/", "/docs", "/reference", "/lessons", "/lessons/loss"])
def test_a_page_loads_only_what_is_here(server: str, path: str) -> None:
    page = visitor.get(f"{server}{path}")
    assert page.headers["content-type"].startswith("text/html")
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', page.text)
    assert loaded
    for address in loaded:
        assert address.startswith("/")
        assert visitor.get(f"{server}{address}").status_code == 200, address
    assert "<script>" not in page.text
    assert "<style" not in page.text


@pytest.mark.parametrize("path", ["/", "/docs", "/api/v1/limits", "/nope", "/static/js/store.js"])
def test_answers_carry_security_headers(server: str, path: str) -> None:
    headers = visitor.get(f"{server}{path}").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_lost_browser_gets_a_page_and_a_program_a_problem(server: str) -> None:
    lost = visitor.get(f"{server}/nope", headers={"Accept": "text/html"})
    assert lost.status_code == 404
    assert "Open the playground" in lost.text
    assert visitor.get(f"{server}/nope").headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/healthz",
        "/api/v1/catalogue",
        "/static/js/store.js",
        "/nope",
        "/openapi.json",
    ],
)
def test_head_is_get_without_the_body(server: str, path: str) -> None:
    head, whole = visitor.head(f"{server}{path}"), visitor.get(f"{server}{path}")
    assert head.status_code == whole.status_code
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.content == b""


@pytest.mark.parametrize("wanted", ["bytes=0-9", "bytes=nonsense", "bytes=99999999-"])
def test_files_are_sent_whole(server: str, wanted: str) -> None:
    answer = visitor.get(f"{server}/static/js/store.js", headers={"Range": wanted})
    assert answer.status_code == 200
    assert answer.content == visitor.get(f"{server}/static/js/store.js").content


def test_our_files_are_asked_about_each_time(server: str) -> None:
    first = visitor.get(f"{server}/static/js/store.js")
    assert first.headers["cache-control"] == "no-cache"
    again = visitor.get(
        f"{server}/static/js/store.js",
        headers={"If-None-Match": first.headers["etag"]},
    )
    assert again.status_code == 304


def test_plotly_is_our_own_and_compressed_once(server: str) -> None:
    first = visitor.get(f"{server}/static/plotly.min.js")
    assert first.headers["content-encoding"] == "gzip"
    assert "immutable" in first.headers["cache-control"]
    plain = visitor.get(f"{server}/static/plotly.min.js", headers={"Accept-Encoding": "identity"})
    assert plain.text == first.text
    assert "plotly.js v" in plain.text[:200]
