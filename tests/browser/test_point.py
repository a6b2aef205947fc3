"""The point whose arithmetic is shown is chosen on the decision boundary: mouse, finger, keys."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, until


def spot(page: Page, u: float, v: float) -> tuple[float, float]:
    """A place of the boundary, in pixels of the window."""
    box = page.locator("#boundary").bounding_box()
    assert box
    return box["x"] + u * box["width"], box["y"] + (1 - v) * box["height"]


def near(page: Page, x1: float, x2: float) -> None:
    """Wait until the point is there, to within two pixels."""
    until(page, """([x1, x2]) => [x1, x2].every((x, i) => Math.abs(
      Number(document.querySelector(`#point-${i + 1}`).value.replace('−', '-')) - x) < 0.08)""",
          [x1, x2])  # fmt: skip


def test_by_mouse_and_by_keys(open_page: OpenPage) -> None:
    page = open_page()
    page.locator(".data-points[data-count]").wait_for()
    ring = page.locator(".chosen")
    expect(ring).to_be_hidden()
    page.mouse.click(*spot(page, 0.75, 0.25))
    expect(page.locator("#tab-arithmetic")).to_have_attribute("aria-selected", "true")
    near(page, 3, -3)
    expect(ring).to_be_visible()
    page.mouse.move(*spot(page, 0.75, 0.25))
    told = page.locator(".point-told")
    expect(told).to_be_visible()
    page.mouse.down()
    page.mouse.move(*spot(page, 0.5, 0.5), steps=4)
    near(page, 0, 0)
    expect(told).to_be_hidden()
    page.mouse.move(*spot(page, 0.25, 0.5), steps=4)
    page.mouse.up()
    near(page, -3, 0)
    page.mouse.move(*spot(page, 0.9, 0.9))
    expect(page.locator("#cursor")).to_contain_text(re.compile(r"p = [01]\.\d\d at \(4\.8"))
    near(page, -3, 0)
    # What is drawn is what is told.
    expect(page.locator("[data-number=z]")).not_to_be_empty()
    page.locator("#point-1").fill("3")
    page.locator("#point-1").press("Enter")
    box, (x, y) = ring.bounding_box(), spot(page, 0.75, 0.5)
    assert box
    assert abs(box["x"] + box["width"] / 2 - x) < 2
    assert abs(box["y"] + box["height"] / 2 - y) < 2
    page.locator("#tab-arithmetic").click()
    expect(ring).to_be_hidden()

    page.mouse.move(5, 5)
    page.locator("#boundary").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    near(page, 1.2, 0)
    page.keyboard.press("Shift+ArrowUp")
    near(page, 1.2, 1.2)
    page.keyboard.press("ArrowLeft")
    near(page, 0.96, 1.2)
    expect(page.locator("#boundary")).to_be_focused()


def test_by_touch(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.locator("#boundary").scroll_into_view_if_needed()
    page.touchscreen.tap(*spot(page, 0.25, 0.75))
    near(page, -3, 3)
    expect(page.locator(".chosen")).to_be_visible()


def test_a_plane_to_draw_on_is_drawn_on(open_page: OpenPage) -> None:
    page = open_page("#data=points")
    before = page.evaluate("document.querySelectorAll('.own-tools:not([hidden])').length")
    assert before == 1
    page.mouse.click(*spot(page, 0.75, 0.25))
    expect(page.locator("#own-undo")).to_be_enabled()
    expect(page.locator(".chosen")).to_be_hidden()
