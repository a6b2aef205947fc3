"""Times how soon the page can be used, and counts what a first and a second visit fetch:
python -m tests.tools.opening [URLs, in turns]."""

from __future__ import annotations

import sys
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.tools.chromium import find

TIMES = 15
NOTE = """new MutationObserver(() => {
  if (!window.usable && document.querySelector('#play:enabled')) window.usable = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });"""
READ = """() => {
  const { domContentLoadedEventEnd, loadEventEnd } = performance.getEntriesByType('navigation')[0];
  const answers = (name) => performance.getEntriesByType('resource')
    .find((entry) => entry.name.endsWith(name))?.responseEnd ?? 0;
  return { parsed: domContentLoadedEventEnd, loaded: loadEventEnd,
    catalogue: answers('/catalogue.json'), run: answers('/runs'), usable: window.usable,
    'usable after load': Math.max(0, window.usable - loadEventEnd) };
}"""


def visit(browser: Browser, url: str) -> dict[str, float]:
    """Milliseconds from the beginning of a first visit to each moment."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_init_script(NOTE)
    page = context.new_page()
    page.goto(url)
    page.locator("#play:enabled").wait_for()
    page.wait_for_load_state("load")
    page.wait_for_timeout(50)
    times: dict[str, float] = page.evaluate(READ)
    context.close()
    return times


def fetched(context: BrowserContext, url: str) -> str:
    """What a visit fetches over the network, until the curves are drawn: requests and bytes."""
    page = context.new_page()
    watch = context.new_cdp_session(page)
    sizes: dict[str, float] = {}
    cached: set[str] = set()

    def answered(event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            cached.add(event["requestId"])

    def finished(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    def begun(event: dict[str, Any]) -> None:
        sizes.setdefault(event["requestId"], 0)

    watch.on("Network.requestWillBeSent", begun)
    watch.on("Network.requestServedFromCache", lambda event: cached.add(event["requestId"]))
    watch.on("Network.responseReceived", answered)
    watch.on("Network.loadingFinished", finished)
    watch.send("Network.enable")
    page.goto(url)
    page.locator("#play:enabled").wait_for()
    page.locator("#curves .main-svg").first.wait_for()
    page.close()
    asked = [size for request, size in sizes.items() if request not in cached]
    return f"{len(asked)} requests, {sum(asked) / 1000:.0f} kB, and a WebSocket"


def main(urls: list[str]) -> None:
    """Visit each in turns, and print the medians."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for url in urls:
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            for which in ("first", "second"):
                print(url, f"{which} visit:", fetched(context, url))
            context.close()
        visits: dict[str, list[dict[str, float]]] = {url: [] for url in urls}
        for _ in range(TIMES):
            for url in urls:
                visits[url].append(visit(browser, url))
        browser.close()
    for url, times in visits.items():
        print(url, {name: round(median(each[name] for each in times)) for name in times[0]})


if __name__ == "__main__":
    main(sys.argv[1:] or ["http://127.0.0.1:8000"])
