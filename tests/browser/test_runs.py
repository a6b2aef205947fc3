"""Kept runs: copies that rest, to be compared with what is tried next, and gone on with."""

from __future__ import annotations

import json
import re

import httpx
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, playground_ready, until
from tests.browser.seen import field, paused, wait_for_epoch
from tests.browser.test_axe import says

ASKED = """performance.getEntriesByType('resource')
  .filter(({ name }) => /runs[?]ids|thumbnail|history.json|picture[?]/.test(name)).length"""
CARD = ".run-card[data-run]"
CURVES = "(document.querySelector('#curves').data ?? []).map(({ name }) => name)"
STORED = "Object.entries(localStorage).find(([name]) => name.startsWith('playground-runs'))[1]"


def train(page: Page, epoch: int) -> None:
    page.click("#play")
    wait_for_epoch(page, epoch)
    page.click("#play")
    paused(page)


def differs_by(page: Page, pattern: str) -> None:
    """Until it is said on how much of the plane two runs decide otherwise."""
    said = page.locator(".difference-words")
    expect(said).to_have_text(re.compile(f"decide otherwise on {pattern}\\s% of the plane"))


def test_runs_are_kept_and_compared(open_page: OpenPage, client: httpx.Client) -> None:
    page = open_page("#data=circle&network.hidden_layers=4")
    page.get_by_role("button", name="Got it").click()
    strip, cards = page.locator("#strip"), page.locator(CARD)
    page.click("#tab-runs")
    expect(page.locator(".runs-empty")).to_contain_text("“Keep” (K) puts a copy")
    page.click("#tab-runs")
    page.select_option("#speed", "60")
    train(page, 20)
    present = page.evaluate("document.documentElement.dataset.run")

    # By key or by hand; what was changed a moment ago belongs to it.
    page.keyboard.press("k")
    expect(strip).to_contain_text("Kept, as of epoch")
    field(page, "training.optimizer.learning_rate").locator("input.number").fill("0.3")
    page.keyboard.press("Enter")
    page.click("#keep")
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("#tab-runs")).to_have_text("Runs 3")
    same, slower = cards.nth(0), cards.nth(1)
    expect(same).to_contain_text("same settings")
    expect(slower).to_contain_text("learning rate 0.03")
    expect(slower.locator("img")).to_have_attribute("data-there", "true")
    kept = slower.get_attribute("data-run")
    run = client.get(f"/runs/{kept}").json()
    assert run["kept"]
    assert run["parent"]["run"] == present
    expect(slower).to_contain_text(f"test {run['metrics']['val_accuracy'] * 100:.4g}")

    # Their curves are drawn with those of this run, or are not.
    others = ["same settings", "learning rate 0.03"]
    drawn = [*others, *others, "test", "train", "test", "train"]
    until(page, f"drawn => String({CURVES}) === String(drawn)", drawn)
    same.get_by_role("button", name="Curve").click()
    until(page, f"!({CURVES}).includes('same settings')")

    assert says(page, "kept runs", "#dock") == []

    # Side by side they go through time together: they set out from the same weights.
    train(page, run["epoch"] + 20)
    slower.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("button", name="All runs")).to_be_focused()
    sides = page.locator(".beside figcaption")
    expect(sides.nth(1)).to_have_text(f"learning rate 0.03epoch {run['epoch']}")
    differs_by(page, r"(?!0\s)[\d.]+")
    assert says(page, "side by side", "#dock") == []
    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    for side in (0, 1):
        expect(sides.nth(side)).to_contain_text("epoch 0")
    differs_by(page, "0")
    page.keyboard.press("Escape")
    expect(sides.nth(1)).to_have_text(f"learning rate 0.03epoch {run['epoch']}")
    page.get_by_role("button", name="All runs").press("Escape")
    expect(slower.get_by_role("button", name="Compare")).to_be_focused()

    # Removed, it can be had back for as long as that is said; then it is gone.
    slower.get_by_role("button", name="Remove").click()
    expect(cards).to_have_count(1)
    expect(same.get_by_role("button", name="Remove")).to_be_focused()
    strip.get_by_role("button", name="Bring it back").click()
    expect(slower).to_have_attribute("data-run", str(kept))
    removed = same.get_attribute("data-run")
    same.get_by_role("button", name="Remove").click()
    assert client.get(f"/runs/{removed}").status_code == 200
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        strip.get_by_role("button", name="Dismiss").click()
    assert client.get(f"/runs/{removed}").status_code == 404
    expect(cards).to_have_count(1)

    # All that is known again by a page that is loaded anew, which asks for no more than is seen.
    page.reload()
    playground_ready(page)
    expect(page.locator("#tab-runs")).to_have_text("Runs 2")
    until(page, f"({CURVES}).includes('learning rate 0.03')")
    page.click("#tab-runs")
    cards.get_by_role("button", name="Curve").click()
    until(page, f"!({CURVES}).includes('learning rate 0.03')")
    page.reload()
    playground_ready(page)
    until(page, f"({CURVES}).length === 4")
    assert page.evaluate(ASKED) == 0

    # To go on with it is to put the present one in its place. What its parent trained is dimmed.
    page.click("#tab-runs")
    cards.get_by_role("button", name="Open").click()
    until(page, f"document.documentElement.dataset.run === '{kept}'")
    expect(cards).to_have_attribute("data-run", present)
    expect(cards).to_contain_text("learning rate 0.3")
    rate = field(page, "training.optimizer.learning_rate").locator("input.number")
    expect(rate).to_have_value("0.03")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text(str(run["epoch"] + 1))
    since = "document.querySelector('#curves').data?.at(-1).x"
    until(page, f"JSON.stringify({since}) === '[{run['epoch']},{run['epoch'] + 1}]'")
    assert page.evaluate("document.querySelector('#curves').data.at(-2).opacity") < 0.5

    # What is kept is what is shown.
    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    page.keyboard.press("k")
    expect(strip).to_contain_text("Kept, as of epoch 0:")
    expect(cards.first).to_contain_text("epoch 0")
    page.get_by_role("button", name="Back to now").click()

    # One that the server has forgotten is said to be gone, and can be removed.
    stored = {each["id"]: each["token"] for each in json.loads(page.evaluate(STORED))}
    bearer = {"Authorization": f"Bearer {stored[present]}"}
    assert client.delete(f"/runs/{present}", headers=bearer).status_code == 204
    page.click("#tab-runs")
    page.click("#tab-runs")
    expect(cards.last).to_contain_text("The server no longer keeps this run.")
    cards.last.get_by_role("button", name="Remove").click()
    expect(cards).to_have_count(1)
