"""The playground in a real browser below a path of a host, of which it may not have been told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import OpenPage, Watch, allow_clipboard, until
from tests.browser.test_lessons import playground
from tests.conftest import RunningServer
from tests.stripping import stripping

VERSION = "/api/v1/version"


@pytest.fixture(params=["taken off in silence", "passed on"])
def below(
    request: pytest.FixtureRequest, start_server: Callable[..., RunningServer]
) -> Iterator[str]:
    """The address of a playground below a path."""
    if request.param == "passed on":
        yield start_server(PLAYGROUND_ROOT_PATH="/ml/play").url + "/ml/play"
    else:
        with stripping(start_server().port, "/user/ada/proxy/8000") as url:
            yield url


def of_one_route(route: Route) -> None:
    """The API's document of one route alone: to draw all takes longer than all else here, and is
    looked at elsewhere."""
    answer = route.fetch()
    document = answer.json()
    document["paths"] = {path: document["paths"][path] for path in (VERSION,)}
    route.fulfill(response=answer, json=document)


def play(part: Page) -> None:
    """Train until frames have come by WebSocket, then pause."""
    part.locator("#play:enabled").click()
    until(part, "Number(document.querySelector('#epoch').textContent.replace(/\\D/g, '')) > 3")
    part.locator("#play").click()


def test_everything_stays_below_the_prefix(open_page: OpenPage, below: str, watch: Watch) -> None:
    def stays(request: Request) -> None:
        if not request.url.startswith((f"{below}/", "data:", "blob:")):
            watch.note(f"astray: {request.url}")

    page = open_page(url=below, viewport={"width": 1366, "height": 768})
    page.context.on("request", stays)
    page.on("websocket", lambda socket: stays_socket(socket.url))

    def stays_socket(url: str) -> None:
        if not url.startswith(f"{below.replace('http', 'ws')}/"):
            watch.note(f"astray: {url}")

    allow_clipboard(page)
    page.reload()
    play(page)
    page.locator("#curves .main-svg").first.wait_for()
    page.locator("#share").click()
    page.locator("#copy-embed").click()
    expect(page.locator("#strip")).to_contain_text("The lines are copied")
    assert f'src="{below}/embed?lang=en#' in page.evaluate("navigator.clipboard.readText()")

    page.get_by_role("link", name="Lessons").click()
    page.locator("[data-lesson=perceptron]").click()
    frame = playground(page)
    frame.locator("#play").click()
    page.locator("#copy-class").click()
    expect(page.locator("#copy-class")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{below}/lessons/perceptron?watch=")
    page.locator(".check").first.click()
    page.locator(".result[data-passed]").first.wait_for()

    page.get_by_role("link", name="Reference", exact=True).click()
    page.locator("#entries h3").first.wait_for()

    page.route("**/openapi.json", of_one_route)
    page.get_by_role("link", name="API", exact=True).click()
    until(page, "document.title.startsWith('API')")
    page.locator(f"[data-path='{VERSION}']").wait_for(timeout=60_000)
    for what in (f"[data-path='{VERSION}']", ".try-out__btn", ".execute"):
        until(page, "what => document.querySelector(what)", what)
        page.locator(what).dispatch_event("click")
    expect(page.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    expect(page.locator(".request-url pre")).to_have_text(f"{below}{VERSION}")
