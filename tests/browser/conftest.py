"""A real Chromium, and pages that must not call other hosts, log errors or break the policy."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.tools.chromium import find

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",
    "--host-resolver-rules=MAP classroom 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, "
    "EXCLUDE localhost",
]
"""`classroom` is the server's name in a room's network: by plain http, a browser lets a page there
do less than one of this machine. A window's pages share a process: one of its own, that begins with
nothing compiled, is a sixth of what a page costs."""
WINDOW: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}, "reduced_motion": "reduce"}
TIMEOUT_MS = 15_000
expect.set_options(timeout=TIMEOUT_MS)
REPORT_VIOLATIONS = """
window.addEventListener('securitypolicyviolation', (event) =>
  console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`));
"""

OpenPage = Callable[..., Page]
SERVER_GONE = ("WebSocket", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_CONTENT_LENGTH")
"""What the browser says of requests to a server that has ended, or ends under them."""


def until(page: Page, expression: str, arg: Any = None) -> Any:
    """Wait until an expression holds, and give its value. (Playwright's own way of waiting for one
    needs `eval` in the page, which the policy forbids.)"""
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while not (value := page.evaluate(expression, arg)):
        assert time.monotonic() < deadline, f"never came: {expression} ({arg})"
        page.wait_for_timeout(40)
    return value


@pytest.fixture(scope="session")
def profile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser keeps compiled scripts, which it does for no private window: Plotly's alone
    take half of what a page needs."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="package")
def profile(profile_folder: Path) -> Iterator[BrowserContext]:
    """Chromium, which must be there: without it these tests fail. Tests open their first page in
    this window. It ends with the tests of this folder: as long as Playwright is there, others could
    have no event loop of their own."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile_folder, executable_path=find(), args=ARGS, **WINDOW
        )
        yield context
        context.close()


class Watch:
    """What pages must not do, written down while they do it."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.allowed: list[str] = []

    def allow(self, *words: str) -> None:
        """Messages with one of these words are part of the test."""
        self.allowed += words

    def note(self, fault: str) -> None:
        """Write down a fault."""
        self.faults.append(fault)

    def console(self, message: ConsoleMessage) -> None:
        """Errors on the console are faults."""
        if message.type == "error":
            self.note(f"console: {message.text}")

    def failed(self, request: Request) -> None:
        """Requests to another host are faults. They fail, since no other has an address here; to be
        told of every request would take a quarter of what it takes to open a page."""
        url = request.url
        if urlsplit(url).hostname not in ("127.0.0.1", "localhost", "classroom", None):
            self.note(f"request to another host: {url}")

    def unexpected(self) -> list[str]:
        """The faults that are no part of the test."""
        return [fault for fault in self.faults if not any(word in fault for word in self.allowed)]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """The watch over this test's pages."""
    watch = Watch()
    yield watch
    assert watch.unexpected() == []


def playground_ready(page: Page) -> None:
    """Wait until the playground can be used and has drawn its first frame."""
    page.locator("#play:enabled").wait_for()
    until(page, "document.documentElement.dataset.drawnFrames > 0")


@pytest.fixture
def open_page(
    profile: BrowserContext,
    watch: Watch,
    request: pytest.FixtureRequest,
    start_server: Callable[..., Any],  # asked for first, so that servers outlive the pages
) -> Iterator[OpenPage]:
    """Opens the playground, or another page, at an address and in a window of the test's own, that
    knows nothing of other tests or of this test's other windows."""
    browser = profile.browser
    assert browser is not None
    contexts: list[BrowserContext] = []

    def context_with(options: dict[str, Any]) -> BrowserContext:
        if contexts or options:
            return browser.new_context(**{**WINDOW, **options})
        return profile

    def open_page(
        address: str = "",
        url: str | None = None,
        ready: Callable[[Page], None] = playground_ready,
        **options: Any,
    ) -> Page:
        url = url or request.getfixturevalue("server")
        context = context_with(options)
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        context.on("requestfailed", watch.failed)
        page = context.new_page()
        page.add_init_script(REPORT_VIOLATIONS)
        page.on("console", watch.console)
        page.on("pageerror", lambda error: watch.note(f"page: {error}"))
        if context is profile:
            context.clear_cookies()
            storage = {"origin": url, "storageTypes": "local_storage"}
            context.new_cdp_session(page).send("Storage.clearDataForOrigin", storage)
        page.goto(f"{url}/{address}")
        ready(page)
        return page

    yield open_page
    for context in contexts:
        context.remove_listener("requestfailed", watch.failed)
        if context is profile:
            context.clear_permissions()
            for page in context.pages[1:]:  # without any the browser would end
                page.close()
        else:
            context.close()


def allow_clipboard(page: Page) -> None:
    """Let the page read and write what is copied."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The playground as it opens."""
    return open_page()
