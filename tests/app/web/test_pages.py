"""Pages and their files come from here alone, under a strict policy; files are kept for good."""

import os
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from plotly.offline import get_plotlyjs_version

from app.web.static import Static
from tests.conftest import visitor


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/reference", "/sweep", "/join", "/class", "/lessons", "/lessons/loss"]
)
def test_a_page_loads_only_what_is_here(server: str, path: str) -> None:
    page = visitor.get(f"{server}{path}")
    assert page.headers["content-type"].startswith("text/html")
    loaded = re.findall(r'(?:src|href)="([^"#?]+)"', page.text)
    assert loaded
    for address in loaded:
        assert re.match(r"\.{1,2}/", address), address
        assert visitor.get(urljoin(f"{server}{path}", address)).status_code == 200, address
    assert "<script>" not in page.text
    assert "<style" not in page.text


@pytest.mark.parametrize("path", ["/", "/docs", "/api/v1/limits", "/nope", "/static/js/store.js"])
def test_answers_carry_security_headers(server: str, path: str) -> None:
    headers = visitor.get(f"{server}{path}").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_watch_link_shows_a_picture_and_leads_on(server: str) -> None:
    run = visitor.post(f"{server}/api/v1/runs").json()["id"]
    shown = []
    for at, epoch in (("", ""), ("?at=0", "&epoch=0")):
        page = visitor.get(f"{server}/watch/{run}{at}")
        seen = dict(re.findall(r'<meta property="og:([\w:]+)" content="([^"]+)"', page.text))
        picture = seen["image"].replace("&amp;", "&")
        assert picture == f"{server}/api/v1/runs/{run}/thumbnail.png?size=300{epoch}"
        shown.append(visitor.get(picture))
        assert f'content="0; url=../#watch={run}{at.replace("?", "&amp;")}"' in page.text
    assert [each.headers["content-type"] for each in shown] == ["image/png"] * 2
    for path in ("watch/<x>", "watch/run?at=<x>", "watch/run?at=-1"):
        assert visitor.get(f"{server}/{path}").status_code == 404


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


def in_page(server: str, name: str) -> str:
    """The address that the playground's page has for a file."""
    found = re.search(rf'"\./(static/[0-9a-f]{{16}}/{re.escape(name)})"', visitor.get(server).text)
    assert found, name
    return f"{server}/{found[1]}"


@pytest.mark.parametrize(
    "name", ["js/pages/playground/main.js", "css/tokens.css", "icon.svg", "catalogue.json"]
)
def test_a_file_of_a_page_is_kept_for_good(server: str, name: str) -> None:
    address = in_page(server, name)
    packed = visitor.get(address)
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert int(packed.headers["content-length"]) < len(packed.content)
    plain = visitor.get(address, headers={"Accept-Encoding": "identity"})
    assert plain.content == packed.content
    assert "content-encoding" not in plain.headers


@pytest.mark.parametrize("mark", ["", "0123456789abcdef/"])
def test_another_address_of_a_file_is_for_the_present_one(server: str, mark: str) -> None:
    answer = visitor.get(f"{server}/static/{mark}css/tokens.css")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content == visitor.get(in_page(server, "css/tokens.css")).content


@pytest.mark.parametrize("name", ["catalogue", "limits"])
def test_what_a_page_asks_first_is_kept_like_a_file(server: str, name: str) -> None:
    kept = visitor.get(in_page(server, f"{name}.json")).json()
    assert kept == visitor.get(f"{server}/api/v1/{name}").json()


def test_plotly_is_our_own(server: str) -> None:
    there = "vendor/plotly.js-basic-dist-min/plotly-basic.min.js"
    address = in_page(server, "icon.svg").replace("icon.svg", there)
    [version] = re.findall(
        r"plotly\.js \(basic - minified\) v(\S+)", visitor.get(address).text[:200]
    )
    assert version == get_plotlyjs_version()


def test_a_changed_file_is_seen_without_a_restart(tmp_path: Path) -> None:
    for name, text in {"js/a.js": "1", "b.css": "2"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    static = Static(tmp_path, {"made.json": b"3"})
    before = static.tree()
    assert set(before.sources) == {"js/a.js", "b.css", "made.json"}
    assert static.tree() is before
    (tmp_path / "b.css").write_text("4")
    os.utime(tmp_path / "b.css", ns=(1, 1))
    after = static.tree()
    assert after.hash != before.hash
    assert after.sources["b.css"] == b"4"
    assert static.find(f"{after.hash}/b.css") == (after.find("b.css"), True)
    assert static.find(f"{before.hash}/b.css") == (after.find("b.css"), False)
    (tmp_path / "b.css").write_text("2")
    assert static.tree().hash == before.hash


def test_the_first_to_ask_is_answered_like_those_who_follow(tmp_path: Path) -> None:
    (tmp_path / "icon.svg").write_text("<svg/>")
    mark = Static(tmp_path, {}).tree().hash
    fresh = Static(tmp_path, {})
    assert fresh.find(f"{mark}/icon.svg")[1]
