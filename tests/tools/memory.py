"""Plays for minutes and prints how the tab's memory grows: python -m tests.tools.memory [minutes].

It begins when the history is as long as a page keeps it and plotly.js has filled its caches. The
heap is read after full garbage collections, of which the least reading counts; the slope of a
straight line through them is what an hour would add.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from statistics import linear_regression

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.browser.seen import epoch
from tests.conftest import RunningServer
from tests.tools.chromium import find

EVERY_S = 15
WARM_UP_EPOCHS = 20_000
WARM_UP_S = 60
READINGS = 6


def read(page: Page, devtools: CDPSession) -> float:
    """Megabytes that are in use after a collection; a frame under way may be among them."""
    page.wait_for_timeout(150)
    devtools.send("HeapProfiler.collectGarbage")
    used: float = devtools.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def main(minutes: float) -> None:
    """Play the default run at the page's own speed."""
    server = RunningServer()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(server.url)
        page.locator("#play:enabled").click()
        page.select_option("#speed", "null")
        while epoch(page) < WARM_UP_EPOCHS:
            page.wait_for_timeout(1000)
        page.select_option("#speed", "30")
        page.wait_for_timeout(WARM_UP_S * 1000)
        devtools = page.context.new_cdp_session(page)
        began = time.monotonic()
        readings: list[tuple[float, float]] = []
        while (passed := time.monotonic() - began) < minutes * 60:
            page.wait_for_timeout(EVERY_S * 1000)
            used = min(read(page, devtools) for _ in range(READINGS))
            print(f"{passed:6.0f} s  epoch {epoch(page):7,}  {used:6.2f} MB", flush=True)
            readings.append((passed / 3600, used))
        browser.close()
    server.stop()
    hours, megabytes = zip(*readings, strict=True)
    slope, start = linear_regression(hours, megabytes)
    print(f"{start:.1f} MB, and {slope:+.1f} MB an hour")


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float, nargs="?", default=6)
    main(parser.parse_args().minutes)
