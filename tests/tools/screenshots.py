"""Takes the pictures in docs/: python -m tests.tools.screenshots [URL of a playground]."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from playwright.sync_api import FrameLocator, Page, sync_playwright

from tests.tools.chromium import find

DOCS = Path(__file__).resolve().parents[2] / "docs"
SPIRAL = (
    "#data=spiral&data.noise=0.05&network.inputs=x1,x2,sin_x1,sin_x2"
    "&network.hidden_layers=8.tanh,8.tanh,6.relu"
    "&training.optimizer=adam&training.optimizer.learning_rate=0.004"
)
PICTURES = {
    "page-light": (1366, 768, "light"),
    "page-dark": (1366, 768, "dark"),
    "page-phone": (390, 844, "light"),
    "page-wide": (1920, 1080, "light"),
}
LESSONS = {
    "lesson-perceptron": ("perceptron", 1366, 768, "light"),
    "lesson-deep-networks": ("deep-networks", 1366, 768, "dark"),
    "lesson-loss": ("loss", 390, 844, "light"),
}
SWEEP = (
    "#across=training.optimizer.learning_rate&across.values=0.001,0.003,0.01,0.03,0.1"
    "&down=network.hidden_layers.*.activation&down.values=relu,tanh,sigmoid,sin"
    "&seeds=3&epochs=120&data=spiral&data.noise=0.05&network.inputs=x1,x2,sin_x1,sin_x2"
    "&network.hidden_layers=8.tanh,8.tanh&training.optimizer=adam"
)
EPOCHS = 200


def train(page: Page, scope: Page | FrameLocator) -> None:
    """Play, and pause once it has got somewhere."""
    scope.locator("#play:enabled").click()
    while int(scope.locator("#epoch").inner_text().replace(",", "")) < EPOCHS:
        page.wait_for_timeout(100)
    scope.locator("#play").click()


def main(url: str) -> None:
    """Train the same run for each picture, and take it when it has got somewhere."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for name, (width, height, scheme) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(f"{url}/{SPIRAL}")
            page.get_by_role("button", name="Got it").click()
            train(page, page)
            page.evaluate("window.scrollTo(0, 0)")
            page.wait_for_timeout(1500)
            page.screenshot(path=DOCS / f"{name}.png")
            page.close()
        for name, (lesson, width, height, scheme) in LESSONS.items():
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(f"{url}/lessons/{lesson}")
            frame = page.frame_locator("#playground")
            frame.locator("#play:enabled").wait_for()
            if lesson == "deep-networks":
                train(page, frame)
            page.wait_for_timeout(1500)
            page.screenshot(path=DOCS / f"{name}.png")
            page.close()
        page = browser.new_page(viewport={"width": 1366, "height": 768}, color_scheme="light")
        page.goto(f"{url}/sweep{SWEEP}")
        page.get_by_role("button", name="Run 60").click()
        page.get_by_text("All 60 at epoch 120").wait_for(timeout=120_000)
        page.wait_for_timeout(1500)
        page.screenshot(path=DOCS / "sweep.png")
        browser.close()


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", default="http://127.0.0.1:8000")
    main(parser.parse_args().url)
