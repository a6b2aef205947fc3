"""Counts the frames that a page draws a second while it plays: python -m tests.tools.drawing."""

from __future__ import annotations

from argparse import ArgumentParser

from playwright.sync_api import sync_playwright

from tests.browser.seen import wait_for_epoch
from tests.conftest import RunningServer
from tests.tools.chromium import find

POINTS = "data=circle&data.n=10000"
CASES = {
    "4-2": ("", "30"),
    "4-2 at 60 epochs/s": ("", "60"),
    "4-2 at max": ("", "null"),
    "8×6": ("#network.hidden_layers=" + ",".join(["8.tanh"] * 6), "30"),
    "64-64": ("#network.hidden_layers=64.tanh,64.tanh", "30"),
    "64×6": ("#network.hidden_layers=" + ",".join(["64.tanh"] * 6), "30"),
    "10,000 points": (f"#{POINTS}", "30"),
    "ten classes": ("#data=blobs&data.n_classes=10&training.loss=categorical_crossentropy", "30"),
}
"""What is played: an address, and the speed that is chosen."""
SECONDS = 8
READ = "[performance.now() / 1000, Number(document.documentElement.dataset.drawnFrames)]"


def main() -> None:
    """Play each for some seconds, and count what is drawn; of this tree, or of the server whose
    address is given."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", help="of another server than this tree's")
    asked = parser.parse_args().url
    server = None if asked else RunningServer()
    url = asked or (server.url if server else "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for name, (address, speed) in CASES.items():
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.goto(f"{url}/{address}")
            page.locator("#play:enabled").wait_for()
            page.locator("#speed option[value='30']").wait_for(state="attached")
            if not page.locator(f"#speed option[value='{speed}']").count():
                print(f"{name}: not offered", flush=True)
                page.close()
                continue
            page.locator("#speed").select_option(speed)
            page.locator("#play").click()
            wait_for_epoch(page, 2)
            page.wait_for_timeout(2000)
            began, before = page.evaluate(READ)
            page.wait_for_timeout(1000 * SECONDS)
            ended, after = page.evaluate(READ)
            print(f"{name}: {(after - before) / (ended - began):.1f} frames a second", flush=True)
            page.close()
        browser.close()
    if server is not None:
        server.stop()


if __name__ == "__main__":
    main()
