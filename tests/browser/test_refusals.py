"""What the page says, and does, when a server wants a key, is asked too often or is full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Watch, playground_ready, until
from tests.browser.seen import neurons, status, wait_for_epoch
from tests.conftest import visitor


def not_yet(page: Page) -> None:
    """The page is opened, and need not be of use."""
    page.locator("#strip").wait_for()


def says(page: Page, words: str) -> None:
    expect(page.locator("#strip")).to_contain_text(words)


def test_a_key_is_asked_for_once(
    open_page: OpenPage, start_server: Callable[..., Any], watch: Watch
) -> None:
    watch.allow("401", "403")
    url = start_server(PLAYGROUND_CREATE_KEY="open sesame").url
    page = open_page("#network.hidden_layers=3.tanh", url=url, ready=not_yet)
    field = page.get_by_label("Key of this server")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    says(page, "wants its key")
    page.get_by_role("button", name="Give the key").click()
    field.fill("sesame")
    field.press("Enter")
    expect(page.locator("#key [role=alert]")).to_have_text("This is not the key of this server.")
    field.fill("open sesame")
    page.click("#key-go")
    expect(page.locator("#key")).to_be_hidden()
    playground_ready(page)
    assert neurons(page) == [2, 3, 1]
    page.reload()
    playground_ready(page)
    expect(page.locator("#key")).to_be_hidden()
    page.get_by_label("One unit more in layer 1").click()
    until(page, "location.hash.includes('network.hidden_layers=4.tanh')")


def test_a_page_that_asks_too_often_waits_and_loses_nothing(
    open_page: OpenPage, start_server: Callable[..., Any], watch: Watch
) -> None:
    watch.allow("429")
    url = start_server(
        PLAYGROUND_MAX_ADDRESS_CREATES_PER_S="0.15", PLAYGROUND_MAX_REQUESTS_PER_S="0.25"
    ).url
    someone_elses(url).close()
    page = open_page(url=url, ready=not_yet)
    says(page, "Nothing is lost")
    playground_ready(page)
    expect(page.locator("#strip")).not_to_contain_text("Nothing is lost")
    for _ in range(2):
        page.keyboard.press("s")
    says(page, "Nothing is lost")
    wait_for_epoch(page, 2)
    expect(page.locator("#strip")).not_to_contain_text("Nothing is lost")


def someone_elses(url: str) -> httpx.Client:
    """Someone else's run there: the client that steers it."""
    run = visitor.post(f"{url}/api/v1/runs", json={}).json()
    return httpx.Client(
        base_url=f"{url}/api/v1/runs/{run['id']}",
        headers={"Authorization": f"Bearer {run['token']}"},
        follow_redirects=True,
    )


def test_a_full_server_is_waited_for(
    open_page: OpenPage, start_server: Callable[..., Any], watch: Watch
) -> None:
    watch.allow("503")
    url = start_server(PLAYGROUND_MAX_RUNS="1").url
    with someone_elses(url) as other:
        page = open_page(url=url, ready=not_yet)
        says(page, "The limit of 1 runs is reached")
        assert other.delete("").status_code == 204
    playground_ready(page)


def test_a_run_that_waits_in_line_says_so(
    open_page: OpenPage, start_server: Callable[..., Any]
) -> None:
    url = start_server(PLAYGROUND_MAX_LIVE_RUNS="1").url
    with someone_elses(url) as other:
        assert other.post("commands", json={"command": "play"}).status_code == 200
        page = open_page(url=url)
        page.click("#play")
        status(page, "queued")
        says(page, "number 1 in line and goes on by itself in about")
        assert other.post("commands", json={"command": "pause"}).status_code == 200
    status(page, "playing")
    wait_for_epoch(page, 2)


def test_no_room_for_another_stream(open_page: OpenPage, start_server: Callable[..., Any]) -> None:
    url = start_server(PLAYGROUND_MAX_STREAMS="1").url
    first = open_page(url=url)
    second = open_page(url=url, ready=not_yet)
    says(second, "The limit of 1 open streams is reached")
    first.goto("about:blank")
    playground_ready(second)
    expect(second.locator("#strip")).not_to_contain_text("limit")
