"""The sentence below the diagram: hints at a first visit, and a run that is in trouble."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import SERVER_GONE, TIMEOUT_MS, OpenPage, Watch, until
from tests.browser.seen import epoch, status, wait_for_epoch


def says(page: Page, words: str) -> None:
    expect(page.locator("#strip")).to_contain_text(words)


def test_three_hints_that_are_followed(page: Page) -> None:
    says(page, "1 of 3: Press play")
    page.select_option("#speed", "3")
    page.click("#play")
    says(page, "2 of 3: Click a neuron")
    page.locator(".neuron[data-column='1']").first.click()
    says(page, "3 of 3: Choose other data")
    page.locator(".thumbnail input").nth(2).check(force=True)
    expect(page.locator("#strip")).not_to_contain_text("of 3")
    # The address follows once the run plays on with the other data.
    until(page, "!location.hash.includes('data=circle&')")
    page.reload()
    status(page, "playing")
    expect(page.locator("#strip")).not_to_contain_text("of 3")


def test_hints_that_are_dismissed_never_come_again(page: Page) -> None:
    page.get_by_role("button", name="Next").click()
    says(page, "2 of 3")
    page.get_by_role("button", name="Got it").click()
    # What has nothing to say takes no room.
    expect(page.locator("#strip")).to_be_hidden()
    page.reload()
    page.locator("#play:enabled").wait_for()
    expect(page.locator("#strip")).to_be_hidden()


def seen(open_page: OpenPage, address: str) -> Page:
    """A page whose hints were dismissed."""
    page = open_page(address)
    page.get_by_role("button", name="Got it").click()
    return page


def test_who_has_pressed_play_is_not_told_to(open_page: OpenPage) -> None:
    page = seen(open_page, "")
    held: list[Route] = []
    page.route("**/commands", lambda route: held.append(route))
    to_come, next_to_come = page.locator(".curves-to-come").all()
    expect(to_come).to_contain_text("Press play")
    expect(next_to_come).to_contain_text("the share of points on their right side")
    page.click("#play")
    expect(to_come).to_have_text("The first epoch is on its way.")
    held[0].continue_()
    expect(to_come).to_be_hidden()
    expect(next_to_come).to_be_hidden()
    plot = page.locator("#curves .main-svg").first
    expect(plot).to_be_visible()
    page.unroute("**/commands")
    page.click("#reset")
    expect(to_come).to_be_visible()
    expect(next_to_come).to_be_visible()
    # What has nothing to show does not lie beneath the sentence.
    expect(plot).to_be_hidden()


def test_dead_units_are_told(open_page: OpenPage) -> None:
    page = seen(
        open_page,
        "#data=spiral&network.hidden_layers=8.relu&training.optimizer=adam"
        "&training.optimizer.learning_rate=0.3",
    )
    page.click("#play")
    says(page, "8 of 8 ReLU units are dead in layer 1")


def test_overfitting_is_told(open_page: OpenPage) -> None:
    page = seen(
        open_page,
        "#data=overfit&network.hidden_layers=16.tanh,16.tanh&training.optimizer=adam"
        "&training.optimizer.learning_rate=0.01",
    )
    page.select_option("#speed", "null")
    page.click("#play")
    says(page, "The test loss has been rising since epoch")


def saved_epochs(folder: Path) -> list[int]:
    """The epochs of the one run that a server keeps there."""
    with closing(sqlite3.connect(f"file:{folder / 'playground.db'}?mode=ro", uri=True)) as file:
        pieces = file.execute("select epochs from history order by first_row").fetchall()
    epochs: list[int] = np.frombuffer(b"".join(piece for (piece,) in pieces), "<i8").tolist()
    return epochs


def test_a_run_goes_on_after_a_crash_of_the_server(
    open_page: OpenPage, start_server: Callable[..., Any], watch: Watch, tmp_path: Path
) -> None:
    watch.allow(*SERVER_GONE)
    first = start_server(PLAYGROUND_DATA_DIR=str(tmp_path))
    page = open_page(url=first.url)
    run = page.evaluate("document.documentElement.dataset.run")
    page.click("#step")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("2")
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while 2 not in saved_epochs(tmp_path):
        assert time.monotonic() < deadline
        page.wait_for_timeout(25)
    first.stop(signal.SIGKILL)
    status(page, "lost")
    start_server(PLAYGROUND_DATA_DIR=str(tmp_path), PLAYGROUND_PORT=str(first.port))
    status(page, "paused")
    assert epoch(page) == 2
    assert page.evaluate("document.documentElement.dataset.run") == run
    page.click("#play")
    wait_for_epoch(page, 4)
