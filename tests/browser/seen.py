"""What a test sees of the page, and what it waits for."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import until


def epoch(page: Page) -> int:
    """The epoch the page shows."""
    return int(page.locator("#epoch").inner_text().replace(",", ""))


def wait_for_epoch(page: Page, least: int) -> None:
    """Wait until the page shows that epoch."""
    until(
        page,
        "n => Number(document.querySelector('#epoch').textContent.replace(',', '')) >= n",
        arg=least,
    )


def loss(page: Page) -> float:
    """The train loss the page shows, once it shows one."""
    expect(page.locator("#loss")).to_have_text(re.compile(r"\d"))
    return float(page.locator("#loss").inner_text())


PIXELS = """() => {
  const { width, height } = document.querySelector('#boundary');
  const { data } = document.querySelector('#boundary').getContext('2d')
    .getImageData(0, 0, width, height);
  return Array.from({ length: 400 }, (_, i) =>
    data[4 * (Math.floor(height * (Math.floor(i / 20) + 0.5) / 20) * width
      + Math.floor(width * (i % 20 + 0.5) / 20))]);
}"""
DISTANCE = f"before => Math.max(...({PIXELS})().map((value, i) => Math.abs(value - before[i])))"


def boundary(page: Page) -> list[int]:
    """Some pixels of the decision boundary."""
    pixels: list[int] = page.evaluate(PIXELS)
    return pixels


def boundary_becomes(page: Page, pixels: list[int]) -> None:
    """Wait until the decision boundary is that one (but for the rounding of its edges)."""
    until(page, f"before => ({DISTANCE})(before) <= 3", pixels)


def boundary_leaves(page: Page, pixels: list[int]) -> None:
    """Wait until the decision boundary is another one."""
    until(page, f"before => ({DISTANCE})(before) > 1", pixels)


POINTS = """(() => {
  const points = document.querySelector('.data-points');
  if (!points.dataset.count) return 0;
  const { data } = points.getContext('2d').getImageData(0, 0, points.width, points.height);
  return new Uint32Array(data.buffer).reduce((sum, pixel) => (31 * sum + pixel) % 1e9, 7);
})()"""
"""A number for the data points as they are painted, once they are."""


UNREAD = """() => {
  const { left } = document.querySelector('.stage-scroll').getBoundingClientRect();
  const names = [...document.querySelectorAll('.spare-name')]
    .filter(name => name.checkVisibility()).map(name => [name, name.getBoundingClientRect()]);
  const meets = (box) => names.some(([, other]) => other !== box && other.left < box.right
    && box.left < other.right && other.top < box.bottom - 1 && box.top < other.bottom - 1);
  return names.filter(([, box]) => box.left < left || meets(box)).map(([name]) => name.textContent);
}"""
"""Names of inputs that are not in use of which not all is seen, as the page cuts them or one is
over another."""


def neurons(page: Page) -> list[int]:
    """How many neurons each column has."""
    columns = page.locator(".neuron").evaluate_all("all => all.map(n => Number(n.dataset.column))")
    return [columns.count(i) for i in range(max(columns) + 1)]


def field(page: Page, path: str) -> Any:
    """The field of the form for that part of the spec."""
    return page.locator(f"[data-field='{path}']")


def status(page: Page, word: str) -> None:
    """Wait until the pill shows that word."""
    expect(page.locator("#status")).to_have_attribute("data-status", word)


ALL_SHOWN = """async () => {
  const { run, drawnStep } = document.documentElement.dataset;
  const { epoch, step } = await (await fetch(`api/v1/runs/${run}`)).json();
  const shown = document.querySelector('#epoch').textContent.replace(',', '');
  return Number(drawnStep) === step && Number(shown) === epoch;
}"""


def paused(page: Page) -> None:
    """Wait until the run is paused, and the page shows all that it has come to: its last epoch and
    frame may come after the answer to whoever paused it."""
    status(page, "paused")
    until(page, ALL_SHOWN)
