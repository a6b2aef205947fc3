"""Weighs a first and a second visit: python -m tests.tools.weight.

Give it the address of another server to weigh that instead, as one of an earlier release.
"""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, CDPSession, sync_playwright

from tests.conftest import RunningServer
from tests.tools.chromium import find


@dataclass
class Visit:
    """What came over the network: requests, and bytes with their headers as they were sent."""

    requests: int = 0
    bytes: int = 0

    def listen(self, session: CDPSession) -> None:
        """Count what a page fetches; what the browser has kept is not fetched."""
        kept: set[str] = set()
        session.on("Network.requestServedFromCache", lambda event: kept.add(event["requestId"]))
        session.on("Network.loadingFinished", lambda event: self._count(event, kept))
        session.on("Network.webSocketCreated", lambda _event: self._more())
        session.send("Network.enable")

    def _count(self, event: dict[str, float | str], kept: set[str]) -> None:
        if event["requestId"] not in kept and event["encodedDataLength"]:
            self._more(int(event["encodedDataLength"]))

    def _more(self, size: int = 0) -> None:
        self.requests += 1
        self.bytes += size

    def __str__(self) -> str:
        return f"{self.requests} requests, {self.bytes / 1000:,.0f} kB"


def weigh(context: BrowserContext, url: str) -> tuple[str, str]:
    """What the playground fetches to open, and until the curves of an epoch are drawn."""
    page = context.new_page()
    visit = Visit()
    visit.listen(context.new_cdp_session(page))
    page.goto(url)
    page.locator("#play:enabled").wait_for()
    page.wait_for_load_state("networkidle")
    opened = str(visit)
    page.click("#step")
    page.locator("#curves .main-svg").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.close()
    return opened, str(visit)


def main() -> None:
    """Visit a server twice with one browser."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", help="of another server than this tree's")
    asked = parser.parse_args().url
    server = None if asked else RunningServer()
    url = asked or (server.url if server else "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        for name in ("first", "second"):
            opened, drawn = weigh(context, url)
            print(f"{name} visit: {opened}; with an epoch and its curves: {drawn}")
        browser.close()
    if server is not None:
        server.stop()


if __name__ == "__main__":
    main()
