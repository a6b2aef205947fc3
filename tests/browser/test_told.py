"""What cannot be had is told where it would stand, and can be asked for again."""

from __future__ import annotations

from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.browser.conftest import OpenPage, Watch, playground_ready
from tests.browser.seen import status, wait_for_epoch

LIBRARY = "**/plotly-basic.min.js*"


def test_plots_without_their_library(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("ERR_FAILED")
    page = open_page("lessons", ready=lambda _: None)
    page.route(LIBRARY, lambda route: route.abort())
    page.goto(page.url.removesuffix("lessons"))
    playground_ready(page)
    curves = page.locator("#curves .missing")
    page.click("#step")
    expect(curves).to_contain_text("The curves could not be loaded.")
    # In vain once, and then not.
    curves.get_by_role("button", name="Try again").click()
    expect(curves).to_be_visible()
    page.unroute(LIBRARY)
    curves.get_by_role("button", name="Try again").click()
    page.locator("#curves .main-svg").first.wait_for()
    expect(page.locator(".missing")).to_have_count(0)


def test_a_run_that_failed_can_be_played_on(page: Page) -> None:
    def failing(socket: WebSocketRoute) -> None:
        def told(message: str | bytes) -> None:
            text = message if isinstance(message, str) else ""
            socket.send(text.replace('"status":"paused"', '"status":"failed"') or message)

        socket.connect_to_server().on_message(told)

    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    page.route_web_socket("**/stream*", failing)
    page.reload()
    status(page, "failed")
    page.locator("#strip").get_by_role("button", name="Play on").click()
    status(page, "playing")
    wait_for_epoch(page, 2)


def test_an_answer_that_broke_off(page: Page) -> None:
    def broken(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body='{"point": [1')

    page.route("**/trace?*", broken)
    page.route("**/trace", broken)
    page.locator("#tab-arithmetic").click()
    expect(page.locator(".arithmetic-panel [role=alert]")).to_have_text(
        "The server could not be reached."
    )
