"""Lessons and the playground within pages of other sites, where the server allows it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import OpenPage, Watch, allow_clipboard

NO_STORAGE = """
if (window !== window.top) Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('denied', 'SecurityError'); },
});"""

Framed = Callable[[str], str]


@pytest.fixture
def site() -> Iterator[Framed]:
    """Another site: its page at the address that is given shows a page of ours in a frame."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            framed = self.path.removeprefix("/?").encode()
            self.wfile.write(
                b"<!doctype html><link rel=icon href=data:,><body><iframe id=ours width=1200"
                b' height=700 allow="clipboard-write" src="' + framed + b'"></iframe>'
            )

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield lambda framed: f"http://127.0.0.1:{server.server_port}/?{framed}"
    server.shutdown()
    server.server_close()


def ours(page: Page) -> FrameLocator:
    return page.frame_locator("#ours")


def test_a_page_of_a_site_that_may_frames_lessons_and_the_playground(
    open_page: OpenPage, start_server: Callable[..., Any], site: Framed
) -> None:
    origin = site("").removesuffix("/?")
    running = start_server(PLAYGROUND_FRAME_ANCESTORS=origin, PLAYGROUND_WORKERS="1")
    # By its name, not its address, ours is another site than theirs.
    url = running.url.replace("127.0.0.1", "localhost")

    def lesson_ready(page: Page) -> None:
        ours(page).frame_locator("#playground").locator("#play:enabled").wait_for()

    page = open_page(url=origin, ready=lambda _: None)
    page.context.add_init_script(NO_STORAGE)
    page.goto(site(f"{url}/embed/perceptron"))
    lesson_ready(page)
    frame = ours(page)
    expect(frame.locator(".prose-bar")).to_have_count(0)
    # Its own requests are let in, sockets and commands too; and nothing needs storage.
    inner = frame.frame_locator("#playground")
    inner.locator("#step").click()
    expect(inner.locator("#epoch")).to_have_text("1")
    frame.locator(".check").first.click()
    expect(frame.locator(".result").first).to_have_attribute("data-passed", "false")
    # A link opens a window of its own: here, the page could not be shown.
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Open this lesson in a window of its own").click()
    expect(opened.value.locator("h1")).to_have_text("The perceptron")
    opened.value.close()

    page.goto(site(f"{url}/embed#data=xor&network.hidden_layers=3.relu"))
    frame.locator("#play:enabled").wait_for()
    expect(frame.locator(".brand")).to_be_hidden()
    # There is one run to look at: none is kept.
    expect(frame.locator("#tab-neuron")).to_be_visible()
    expect(frame.locator("#tab-runs, #keep:visible, #keep-item")).to_have_count(0)
    frame.locator("#step").click()
    expect(frame.locator("#epoch")).to_have_text("1")


def test_no_other_page_may(
    open_page: OpenPage,
    start_server: Callable[..., Any],
    server: str,
    site: Framed,
    watch: Watch,
) -> None:
    watch.allow("frame-ancestors", "X-Frame-Options", "chrome-error", "ERR_BLOCKED_BY_RESPONSE")
    origin = site("").removesuffix("/?")
    here = server.replace("127.0.0.1", "localhost")
    allowed = start_server(PLAYGROUND_FRAME_ANCESTORS=origin, PLAYGROUND_WORKERS="1").url.replace(
        "127.0.0.1", "localhost"
    )
    page = open_page(url=origin, ready=lambda _: None)
    for framed in (
        f"{here}/embed/perceptron",
        f"{here}/embed",
        f"{allowed}/",
        f"{allowed}/lessons",
    ):
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.goto(site(framed))
        expect(ours(page).locator("#lesson, #setup, .lesson-list")).to_have_count(0)


def test_the_lines_to_embed_are_copied(open_page: OpenPage) -> None:
    page = open_page(
        "lessons/perceptron", ready=lambda page: page.locator("#copy-embed").wait_for()
    )
    allow_clipboard(page)
    page.frame_locator("#playground").locator("#play:enabled").wait_for()
    page.locator("#copy-embed").click()
    expect(page.locator("#copy-embed")).to_have_text("Copied")
    lines = page.evaluate("navigator.clipboard.readText()")
    origin = page.evaluate("location.origin")
    assert lines.startswith(
        f'<iframe src="{origin}/embed/perceptron?lang=en" title="The perceptron"'
    )
    page.goto(f"{origin}/#data=xor")
    page.locator("#play:enabled").wait_for()
    page.locator("#share").click()
    page.locator("#copy-embed").click()
    expect(page.locator("#strip")).to_contain_text("The lines are copied")
    assert f'src="{origin}/embed?lang=en#data=xor' in page.evaluate(
        "navigator.clipboard.readText()"
    )
