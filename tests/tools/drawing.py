"""Counts the frames that a page draws a second while it plays: python -m tests.tools.drawing."""

from __future__ import annotations

from playwright.sync_api import sync_playwright

from tests.browser.seen import wait_for_epoch
from tests.conftest import RunningServer
from tests.tools.chromium import find

NETWORKS = {"4-2": "", "8×6": "#network.hidden_layers=" + ",".join(["8.tanh"] * 6)}
READ = "[performance.now() / 1000, Number(document.documentElement.dataset.drawnFrames)]"


def main() -> None:
    """Play each network for ten seconds or more, at the page's own speed."""
    server = RunningServer()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for name, address in NETWORKS.items():
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.goto(f"{server.url}/{address}")
            page.locator("#play:enabled").click()
            wait_for_epoch(page, 30)
            began, before = page.evaluate(READ)
            wait_for_epoch(page, 330)
            ended, after = page.evaluate(READ)
            print(f"{name}: {(after - before) / (ended - began):.1f} frames a second")
            page.close()
        browser.close()
    server.stop()


if __name__ == "__main__":
    main()
