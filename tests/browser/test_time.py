"""Time: an earlier moment is shown, by pointer and by keyboard, and gone on from."""

from __future__ import annotations

import re
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, until
from tests.browser.seen import (
    boundary,
    boundary_becomes,
    boundary_leaves,
    epoch,
    field,
    paused,
    wait_for_epoch,
)


def shows(page: Page, moment: int, history: dict[str, Any]) -> None:
    """Until numbers, axis and bar are those of an epoch."""
    expect(page.locator("#loss")).to_have_text(f"{history['loss'][moment]:.3f}")
    text = page.locator("#timeline").evaluate("axis => axis.ariaValueText")
    assert text.startswith(f"epoch {moment} of "), text
    for part in ("train", "test"):
        name = "loss" if part == "train" else "val_loss"
        assert f"{part} loss {history[name][moment]:.3f}, " in text, text
        assert re.search(rf"{part} accuracy [\d.]+\s%", text), text
    expect(page.locator(".moment-words")).to_contain_text(f"epoch {moment} of ")


RESET = """async () => {
  const { run } = document.documentElement.dataset;
  const { token } = Object.values(sessionStorage).map(JSON.parse).find(({ id }) => id === run);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const body = JSON.stringify({ command: "reset" });
  await fetch(`./api/v1/runs/${run}/commands`, { method: "POST", headers, body });
}"""


def test_a_moment_is_dragged_to_and_gone_on_from(open_page: OpenPage, client: httpx.Client) -> None:
    page = open_page("#data=circle&network.hidden_layers=4")
    page.get_by_role("button", name="Got it").click()
    first = boundary(page)
    page.select_option("#speed", "60")
    page.click("#play")
    # By then nearly every point has been right for the epochs that are judged: it begins at 70.
    wait_for_epoch(page, 80)
    page.click("#play")
    paused(page)
    run = page.evaluate("document.documentElement.dataset.run")
    history: dict[str, Any] = client.get(f"/runs/{run}/history.json").json()
    last = history["epoch"][-1]
    until(page, "document.querySelector('#curves .scatterlayer')")
    boundary_leaves(page, first)
    now = boundary(page)
    expect(page.locator("#strip")).to_contain_text("Nearly every training point")

    area = page.locator("#timeline").bounding_box()
    assert area is not None
    y = area["y"] + 20
    page.mouse.move(area["x"] + area["width"] * 0.9, y)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * 20 / last, y, steps=5)
    page.mouse.up()
    shows(page, 20, history)
    keys = {"ArrowLeft": 19, "Shift+ArrowRight": 29, "PageDown": 19, "Home": 0}
    for key, moment in keys.items():
        page.keyboard.press(key)
        shows(page, moment, history)
    boundary_becomes(page, first)
    # What is said of the run is what could be said then.
    expect(page.locator("#strip")).to_be_hidden()
    # Sums are of that moment's weights, too.
    page.click("#tab-arithmetic")
    told = client.get(f"/runs/{run}/trace", params={"x1": 1, "x2": 1, "epoch": 0}).json()
    expect(page.locator("#panel-arithmetic")).to_contain_text(f"{told['answer'][0]:.4g}")
    page.click("#tab-arithmetic")
    page.locator("#timeline").focus()
    # The run is where it was, and so is whoever comes back to it.
    assert epoch(page) == last
    for key in ("Escape", "End"):
        page.keyboard.press("Home")
        page.keyboard.press(key)
        expect(page.locator(".moment-bar")).to_be_hidden()
        boundary_becomes(page, now)
    expect(page.locator("#strip")).to_contain_text("Nearly every training point")

    # The film goes from there to now.
    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    page.get_by_role("button", name="Replay from here").click()
    until(page, "document.querySelector('#timeline').ariaValueNow >= 5")
    page.get_by_role("button", name="Pause").click()
    at = page.locator("#timeline").evaluate("axis => Number(axis.ariaValueNow)")
    shows(page, at, history)
    page.get_by_role("button", name="Replay from here").click()
    expect(page.locator(".moment-bar")).to_be_hidden()
    boundary_becomes(page, now)
    expect(page.locator("#play")).to_have_attribute("data-playing", "false")

    # Whatever is done to the run is done to it as it is now.
    page.keyboard.press("Home")
    page.click("#step")
    expect(page.locator(".moment-bar")).to_be_hidden()
    wait_for_epoch(page, last + 1)

    # What is changed by hand has a mark, which says what, and leads there.
    rate = field(page, "training.optimizer.learning_rate").get_by_role("spinbutton")
    rate.fill("0.1")
    rate.press("Enter")
    page.click("#step")
    change = f"epoch {last + 1}: learning rate 0.03 → 0.1"
    mark = page.locator(".change-mark")
    expect(mark).to_have_attribute("title", change)
    mark.dispatch_event("click")
    expect(page.locator(".moment-words")).to_contain_text(f"epoch {last + 1} of {last + 2}")
    until(page, "document.querySelector('#timeline').ariaValueText.endsWith('rate 0.03 → 0.1')")
    page.locator("#timeline").press("Escape")

    # A link leads to a moment, which may be made one's own.
    viewer = open_page()
    viewer.evaluate("hash => { location.hash = hash; }", f"#watch={run}&at=20")
    shows(viewer, 20, history)
    viewer.keyboard.press("k")
    expect(viewer.locator("#strip")).to_contain_text("Kept, as of epoch 20:")
    viewer.get_by_role("button", name="Make it mine from here").click()
    expect(viewer.locator("#epoch")).to_have_text("20")
    viewer.locator("#step:enabled").click()
    expect(viewer.locator("#loss")).to_have_text(f"{history['loss'][21]:.3f}")
    viewer.close()

    page.mouse.click(area["x"] + area["width"] * 20 / last, y)
    moment = int(page.locator("#timeline").evaluate("axis => axis.ariaValueNow"))
    page.click("#moment-go-on")
    expect(page.locator("#strip")).to_contain_text(f"goes on from epoch {moment}.")
    expect(page.locator("#epoch")).to_have_text(str(moment))
    assert page.evaluate("document.documentElement.dataset.run") == run
    # The keyboard is where one goes through time; and that can be undone, too.
    expect(page.locator("#timeline")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator("#epoch")).to_have_text(str(last + 2))
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#epoch")).to_have_text(str(moment))
    page.click("#step")
    expect(page.locator("#loss")).to_have_text(f"{history['loss'][moment + 1]:.3f}")
    # What was left is kept, as far as it had come, and the run before takes its place.
    page.click("#tab-runs")
    branch = page.locator(".run-card[data-run]")
    expect(branch).to_contain_text(f"epoch {last + 2}")
    branch.get_by_role("button", name="Open").click()
    expect(page.locator("#epoch")).to_have_text(str(last + 2))
    assert page.evaluate("document.documentElement.dataset.run") != run
    expect(branch).to_have_attribute("data-run", run)
    expect(branch).to_contain_text(f"epoch {moment + 1}")
    # Begun anew from elsewhere, it leads out of its past, which is said.
    page.locator("#timeline").press("Home")
    expect(page.locator(".moment-bar")).to_be_visible()
    page.evaluate(RESET)
    expect(page.locator(".moment-bar")).to_be_hidden()
    expect(page.locator("#strip")).to_contain_text("was begun anew")
