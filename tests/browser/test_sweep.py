"""Many networks learn side by side: chosen, run, read, shared, and taken along."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from statistics import median
from typing import Any
from urllib.parse import unquote

import httpx
import numpy as np
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, Watch, until
from tests.browser.seen import field, loss, status, wait_for_epoch
from tests.browser.test_axe import says
from tests.browser.test_lessons import read_on
from tests.browser.test_lessons import ready as lesson_ready

PLAN = (
    "sweep#across=training.optimizer.learning_rate&across.values=0.03,0.3&down=network.hidden_layers"
    ".*.units&down.values=4,1000&seeds=3&epochs=20&data=xor&data.n=100&network.hidden_layers=8.tanh"
)
OWN = """JSON.parse(sessionStorage.getItem(
  Object.keys(sessionStorage).find(key => key.startsWith('playground-sweep ')))).id"""
COLOURS = """() => {
  const canvas = document.querySelector('.board-canvas');
  const { left, top } = canvas.getBoundingClientRect();
  const scale = canvas.width / canvas.clientWidth;
  return [...document.querySelectorAll('.tile-picture')].map((place) => {
    const box = place.getBoundingClientRect();
    const { data } = canvas.getContext('2d').getImageData((box.left - left) * scale,
      (box.top - top) * scale, box.width * scale, box.height * scale);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}"""
"""How many colours each tile's picture has."""
BOX = """place => {
  const outer = place.closest('.board').getBoundingClientRect();
  const { left, top, width, height } = place.getBoundingClientRect();
  const line = Number.parseFloat(getComputedStyle(place).fontSize);
  return [left - outer.left + 8, top - outer.top + 30, width, height, line].map(Math.round);
}"""
"""Where a text stands in a picture of all tiles, and how high its letters are."""
ROOM = """() => {
  const { clientWidth, scrollWidth } = document.querySelector('.ranking-place .table-scroll');
  return clientWidth - scrollWidth;
}"""
"""Negative where a table is wider than its place."""


def ready(page: Page) -> None:
    """The page can be used, and knows how long its plan would take, or that it is refused."""
    expect(page.locator("#run")).to_have_text(re.compile("Run"))


def test_a_sweep_is_planned_run_read_and_taken_along(
    open_page: OpenPage, watch: Watch, client: httpx.Client
) -> None:
    watch.allow("422")
    page = open_page("sweep", ready=ready)
    # As the playground begins; a link that does not say so has its points as it had them before.
    until(page, "location.hash.includes('data.stratified=true')")
    page.evaluate("hash => { location.hash = hash; }", PLAN.partition("#")[2])
    expect(page.locator(".axis-card").nth(1)).to_contain_text("1,000")
    assert says(page, "a plan") == []
    # What the server refuses is said beside the field, and its value is marked.
    card = page.locator(".axis-card").nth(1)
    refusal = card.locator(".field-error:visible")
    expect(refusal).to_contain_text("1,000: The limit for units is at most 100")
    expect(card.locator("[data-bad=true]")).to_have_text("1,000")
    card.get_by_role("button", name="Remove 1,000").click()
    expect(refusal).to_have_count(0)
    card.get_by_label("Another value").fill("2")
    card.get_by_label("Another value").press("Enter")
    expect(page.locator("#estimate")).to_contain_text(re.compile(r"12 runs: 4 × 3 seeds · about"))
    expect(page.locator("#empty")).to_be_visible()
    page.select_option("#speed", "null")
    page.keyboard.press("Escape")
    page.click("#run")
    status(page, "finished")
    sweep = page.evaluate(OWN)
    told = client.get(f"/sweeps/{sweep}").json()

    # Figures, the best and the order of the table are the server's.
    rows = list(csv.DictReader(io.StringIO(client.get(f"/sweeps/{sweep}/table.csv").text)))
    losses = [float(row["val_loss"]) for row in rows]
    medians = [median(losses[3 * i : 3 * i + 3]) for i in range(4)]
    shown = page.locator(".tile-figures span")
    for i, value in enumerate(medians):
        expect(shown.nth(i)).to_have_text(f"{value:.3f}")
    assert [tile["values"] for tile in told["tiles"]] == [[0.03, 2], [0.3, 2], [0.03, 4], [0.3, 4]]
    best = told["best"]
    expect(page.locator(".tile").nth(best)).to_have_attribute("data-state", "best")
    rate, units = told["tiles"][best]["values"]
    expect(page.locator("#best b")).to_have_text(f"units {units}, learning rate {rate}")
    first = page.locator(".ranking tbody tr").first
    expect(first).to_have_attribute("data-state", "best")
    until(page, f"Math.min(...({COLOURS})()) > 20")

    # What is pointed at in one place is marked in all.
    page.locator(".ranking tbody tr").nth(2).hover()
    hovered = page.locator(".tile[data-state~=hovered]")
    expect(hovered).to_have_count(1)
    words = hovered.locator(".for-listeners").inner_text()
    expect(page.locator(".bundle-words")).to_contain_text(words.split(":")[0])
    page.locator(".ranking th").get_by_text("test loss").click()
    expect(page.locator(".ranking th[aria-sort=ascending]")).to_have_text("test loss")
    page.click("#log-scale")
    assert says(page, "a sweep") == []

    # Where tiles scroll, nothing of them shows below the name of their row.
    heights = ".board-row:last-child, .board-row:last-child .board-name"
    row, name = page.locator(heights).evaluate_all("all => all.map(each => each.clientHeight)")
    assert name >= row - 1

    # The keyboard walks from tile to tile.
    page.locator(".tile").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tile").nth(3)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".tile-card tbody tr")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.locator(".tile").nth(3)).to_be_focused()

    # It is found again, and others may watch.
    page.reload()
    expect(page.locator("#done")).to_have_text("All 12 at epoch 20")
    expect(page.locator("#run")).to_have_text("Run 12 anew")
    with page.expect_download() as download:
        page.click("#more")
        page.click("#download-grid")
    with Image.open(download.value.path()) as picture:
        assert picture.format == "PNG"
        dark = np.asarray(picture.convert("L")) < 60
    # The best tile is ringed: lines as long as its sides, and no others.
    side = page.locator(".tile-picture").first.evaluate("place => place.clientWidth")
    lines = [dark[y].sum() for y in range(len(dark)) if dark[y].sum() > 2 * side]
    assert 6 <= len(lines) <= 10
    other = open_page(f"sweep#sweep={sweep}", ready=lambda page: status(page, "finished"))
    expect(other.locator("#run")).to_have_attribute("aria-disabled", "true")
    expect(other.locator(".sweep-note")).to_contain_text("You are watching")
    expect(other.locator(".tile").nth(best)).to_have_attribute("data-state", "best")

    # A run of it goes on in the playground, as exact as training is; from there a way leads back.
    page.locator(".tile").nth(1).click()
    page.locator(".tile-card").get_by_role("button", name="Open in the playground, seed").nth(
        0
    ).click()
    page.wait_for_url(re.compile("#data=xor"))
    wait_for_epoch(page, 20)
    assert round(loss(page), 3) == round(float(rows[3]["loss"]), 3)
    field(page, "training.batch_size").hover()
    field(page, "training.batch_size").locator(".sweep-this").click()
    page.wait_for_url(re.compile("/sweep#across=training.batch_size"))
    expect(page.locator(".axis-card .value")).to_have_text(["1", "3", "10", "30", "100"])
    expect(page.locator("#base")).to_contain_text("2 tanh")

    # What no axis is to blame for is said where it is seen, and why runs diverged beside them.
    rate = "training.optimizer.learning_rate"
    lost = f"#across={rate}&across.values=1,10&seeds=1&epochs=9&data=spiral"
    page.evaluate("hash => { location.hash = hash }", f"{lost}&data.classes=3")
    expect(page.locator("#plan-error")).to_have_text("classes: There is no such field here.")
    expect(page.locator("#plan-error")).to_be_in_viewport()
    drawn = "down=network.initializer&down.values=glorot_uniform,zeros"
    third = "more.0=training.loss&more.0.values=binary_crossentropy,hinge&seeds=2"
    hash_of = f"{lost.replace('&seeds=1', '')}&{drawn}&{third}"
    page.evaluate("hash => { location.hash = hash }", hash_of)
    expect(page.locator("#estimate")).to_contain_text("16 runs: 8 × 2 seeds · about")
    page.click("#run")
    status(page, "finished")
    page.locator(".tile").nth(2).click()
    expect(page.locator(".tile-card")).to_contain_text("The learning rate of 10 is too high")
    page.keyboard.press("Escape")
    expect(page.locator(".tile-badge").nth(4)).to_have_text("stands still")
    page.locator(".tile").nth(4).click()
    expect(page.locator(".tile-card")).to_contain_text("All weights are 0, so that no unit")
    page.keyboard.press("Escape")
    # In a picture of it a name has the lines that it has on the page, and a badge its ground.
    with page.expect_download() as download:
        page.click("#more")
        page.click("#download-grid")
    with Image.open(download.value.path()) as picture:
        ink = np.asarray(picture.convert("L")).astype(int)
    for place, on in (".tile-name:visible", 250), (".tile-badge:visible", 255):
        left, top, width, height, line = page.locator(place).first.evaluate(BOX)
        part = ink[2 * top : 2 * (top + height), 2 * left : 2 * (left + width)]
        assert part.max() >= on, place
        rows_of_ink = np.flatnonzero((part < 190).any(axis=1))
        assert place.startswith(".tile-badge") or np.ptp(rows_of_ink) > 3 * line, place
    # Its table fits, of eight columns those that matter, in any window.
    for width in (1280, 1024, 390):
        page.set_viewport_size({"width": width, "height": 768})
        until(page, f"({ROOM})() >= 0")


def slower(route: Route) -> None:
    """An experiment that is not over before somebody has looked at it."""
    command = json.loads(route.request.post_data or "")
    if command["command"] == "play":
        command["speed"] = 10
    route.continue_(post_data=json.dumps(command))


def wants_key(page: Page) -> None:
    """The lesson is there, its network asks for the server's key."""
    expect(page.frame_locator("iframe").get_by_label("Key of this server")).to_be_focused()


def test_an_experiment_is_live_in_its_lesson_and_goes_on_as_a_sweep(
    open_page: OpenPage, start_server: Callable[..., Any], watch: Watch
) -> None:
    watch.allow("401")
    url = start_server(PLAYGROUND_CREATE_KEY="open sesame").url
    page = open_page("lessons/deep-networks", url=url, ready=wants_key)
    expect(page.locator("#experiment-done")).to_have_text("")
    # The key is given once, to the lesson's network, and holds for the experiment too.
    network = page.frame_locator("iframe")
    network.get_by_label("Key of this server").fill("open sesame")
    network.locator("#key-go").click()
    lesson_ready(page)
    page.reload()
    lesson_ready(page)
    made: list[str] = []
    page.on("request", lambda asked: made.append(asked.url) if asked.method == "POST" else None)
    page.route("**/sweeps/*/commands", slower)
    read_on(page)
    run, link = page.locator("#experiment-run"), page.get_by_role("link", name="Open this exp")
    # Four rates, three shapes, five seeds; from the seeds that the lesson's own claims begin with.
    expect(run).to_have_text("Run 60")
    expect(page.locator("#experiment .tile")).to_have_count(12)
    expect(page.locator("#experiment-done")).to_contain_text("on this server")
    address = unquote(link.get_attribute("href") or "")
    for part in ("seeds=5", "seeded=both", "epochs=200", "data=spiral", "network.seed=1"):
        assert part in address, address
    assert not any(url.endswith("/sweeps") for url in made), made
    run.press("Enter")
    expect(page.locator("#best")).to_contain_text(re.compile(r"Best: .* test accuracy .* \(seeds "))
    page.locator("#experiment .tile[tabindex='0']").press("ArrowRight")
    told = page.locator(".experiment-tile")
    expect(told).to_contain_text(re.compile(r"layers 24, learning rate 0.01: .* \(seeds .* to "))
    run.click()
    expect(run).to_have_text("Play on")
    assert says(page, "an experiment") == []
    assert sum(url.endswith("/sweeps") for url in made) == 1, made
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1366, "height": 768})
    # What was seen is there again.
    told_before = page.locator("#experiment-done").inner_text()
    page.reload()
    expect(run).to_have_text("Play on")
    expect(page.locator("#experiment-done")).to_have_text(told_before)
    link.click()
    expect(page.locator("#run")).to_have_text("Play on")
    assert "#sweep=" in page.url or "epochs=200" in page.url
