"""A run belongs to the browser that made it: it is not ended by leaving, and found again."""

from __future__ import annotations

import time

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, playground_ready, until
from tests.browser.seen import epoch, paused, status, wait_for_epoch


def run_of(page: Page) -> str:
    """The id of the run that a page shows."""
    run: str = page.evaluate("document.documentElement.dataset.run")
    return run


def another_tab(page: Page, url: str) -> Page:
    tab = page.context.new_page()
    tab.goto(url)
    return tab


ANOTHER = "run => document.documentElement.dataset.run !== run"


ANSWERS_LATE = """() => {
  const { postMessage } = BroadcastChannel.prototype;
  BroadcastChannel.prototype.postMessage = function (said) {
    setTimeout(() => postMessage.call(this, said), 250);
  };
}"""
"""The page is busy when another asks; longer than that one waits."""


def slowly(route: Route) -> None:
    time.sleep(0.8)
    route.continue_()


def test_a_run_is_found_again(open_page: OpenPage, server: str) -> None:
    page = open_page(viewport={"width": 1366, "height": 768})
    run = run_of(page)
    page.click("#play")
    wait_for_epoch(page, 5)
    pupil = open_page(f"#watch={run}", ready=lambda page: wait_for_epoch(page, 5))

    # The teacher's page is loaded anew: the run plays on, and whoever watches sees it.
    page.reload()
    playground_ready(page)
    assert run_of(page) == run
    status(page, "playing")
    wait_for_epoch(pupil, epoch(page) + 1)
    expect(pupil.locator("#strip")).to_contain_text("watching a live run")
    page.click("#play")
    paused(page)
    at = epoch(page)
    # What was chosen right before that, and has not come to the server, is not lost either.
    dropout = page.locator("[data-field='training.dropout'] input.number")
    held: list[Route] = []
    page.route(f"**/runs/{run}", lambda route: route.continue_() if held else held.append(route))
    dropout.fill("0,25")
    dropout.press("Enter")
    page.reload()
    playground_ready(page)
    expect(dropout).to_have_value("0.25")
    until(page, "location.hash.includes('training.dropout=0.25')")
    assert (len(held), run_of(page), epoch(page)) == (1, run, at)
    page.unroute(f"**/runs/{run}")

    # Other pages in the same tab, and back.
    page.click(".page-links [href$='/lessons']")
    page.click(".prose-nav [href$='/reference']")
    page.click(".prose-nav a >> nth=0")
    playground_ready(page)
    assert (run_of(page), epoch(page)) == (run, at)
    page.go_back()
    page.go_back()
    page.go_back()
    playground_ready(page)
    assert (run_of(page), epoch(page)) == (run, at)

    # Another tab has a run of its own, and so has one that was duplicated, from the same settings.
    page.get_by_label("One unit more in layer 1").click()
    until(page, "location.hash.includes('hidden_layers=5.tanh,2.tanh')")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    other = another_tab(page, f"{server}/")
    playground_ready(other)
    with page.expect_popup() as opened:
        page.evaluate("void window.open(location.href)")
    double = opened.value
    playground_ready(double)
    # An answer of the first tab that comes late is not lost.
    until(double, ANOTHER, run)
    assert len({run, run_of(other), run_of(double)}) == 3
    until(double, "location.hash.includes('hidden_layers=5.tanh,2.tanh')")
    expect(page.locator("#epoch")).to_have_text("1")
    double.reload()
    playground_ready(double)
    until(double, ANOTHER, run)

    # Nor is one that comes while the run is being opened.
    page.evaluate(ANSWERS_LATE)
    page.context.route(f"**/runs/{run}", slowly)
    with page.expect_popup() as opened:
        page.evaluate("void window.open(location.href)")
    late = opened.value
    playground_ready(late)
    until(late, ANOTHER, run)
    page.context.unroute(f"**/runs/{run}", slowly)


def test_a_browser_offers_its_earlier_runs(open_page: OpenPage, server: str) -> None:
    page = open_page(viewport={"width": 1366, "height": 768})
    first = run_of(page)
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    next_page = another_tab(page, f"{server}/lessons")
    page.close()
    # The only one is gone on with.
    page = another_tab(next_page, f"{server}/")
    playground_ready(page)
    assert run_of(page) == first
    expect(page.locator("#epoch")).to_have_text("1")

    # A new one leaves it as it is; a link with settings begins with them.
    page.click("#share")
    page.click("#new-run")
    expect(page.locator("#epoch")).to_have_text("0")
    second = run_of(page)
    assert second != first
    until(page, "location.hash.includes('stratified=true')")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    page.goto(f"{server}/lessons")
    page.goto(f"{server}/#data=spiral")
    playground_ready(page)
    third = run_of(page)
    assert third not in (first, second)
    page.click("#step")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("2")
    page.close()

    # Of several, none is opened by itself.
    page = another_tab(next_page, f"{server}/")
    offered = page.locator(".earlier-runs li")
    expect(offered).to_have_count(3)
    expect(offered.first).to_contain_text("4-2 · epoch 2")
    offered.first.get_by_role("button").first.click()
    playground_ready(page)
    assert run_of(page) == third
    # What is open in one tab is not offered in another.
    tab = another_tab(page, f"{server}/")
    expect(tab.locator(".earlier-runs li")).to_have_count(2)
    tab.click("#earlier-new")
    playground_ready(tab)
    expect(tab.locator("#epoch")).to_have_text("0")
    # That changes: what was opened since is not offered, and what a closed tab had is.
    page.click("#share")
    page.click("#earlier-runs")
    expect(page.locator(".earlier-runs li")).to_have_count(2)
    page.locator(".earlier-runs li").filter(has_text="epoch 1").first.wait_for()
    page.keyboard.press("Escape")
    tab.click("#step")
    expect(tab.locator("#epoch")).to_have_text("1")
    page.click("#share")
    page.click("#earlier-runs")
    expect(page.locator(".earlier-runs li")).to_have_count(2)
    page.close()
    # Later, too, one is gone on with; one that is removed is removed from the server.
    tab.click("#share")
    tab.click("#earlier-runs")
    offered = tab.locator(".earlier-runs li")
    expect(offered).to_have_count(3)
    with tab.expect_response(lambda response: response.request.method == "DELETE") as removed:
        offered.nth(1).get_by_role("button", name="Remove").click()
    assert removed.value.status == 204
    offered.last.get_by_role("button").first.click()
    until(tab, "first => document.documentElement.dataset.run === first", first)
    expect(tab.locator("#epoch")).to_have_text("1")
    until(tab, "location.hash.includes('data=circle')")
