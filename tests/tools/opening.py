"""Times how soon the page can be used: python -m tests.tools.opening [URLs, in turns]."""

from __future__ import annotations

from argparse import ArgumentParser
from statistics import median

from playwright.sync_api import Browser, sync_playwright

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


def main(urls: list[str]) -> None:
    """Visit each in turns, and print the medians."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        visits: dict[str, list[dict[str, float]]] = {url: [] for url in urls}
        for _ in range(TIMES):
            for url in urls:
                visits[url].append(visit(browser, url))
        browser.close()
    for url, times in visits.items():
        print(url, {name: round(median(each[name] for each in times)) for name in times[0]})


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="*", default=["http://127.0.0.1:8000"])
    main(parser.parse_args().urls)
