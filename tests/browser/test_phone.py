"""The page on a phone: everything is within reach of a finger, and nothing happens out of sight."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, allow_clipboard, until
from tests.browser.seen import status, wait_for_epoch

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
POINTS = "document.querySelector('#setup .aside-note').textContent"
PICTURES = "all => all.map(canvas => canvas.toDataURL())"
OUT_OF_REACH = """bar => [...document.querySelectorAll(`${bar} a, ${bar} button`)].filter(part => {
  const { left, right, height } = part.getBoundingClientRect();
  const seen = part.checkVisibility() && !part.closest('select, .popover');
  return seen && (left < 0 || right > innerWidth || height < 40);
}).map(part => part.outerHTML)"""

OVERLAPS = """() => {
  const boxes = (of) => [...document.querySelectorAll(`.plane ${of}`)]
    .map(part => [part.textContent, part.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right && b.left < a.right
    && a.top < b.bottom && b.top < a.bottom;
  return boxes('.axis-name').flatMap(([name, box]) => boxes('.tick')
    .filter(([, other]) => meet(box, other)).map(([number]) => [name, number]));
}"""


AT_REST = """new Promise((done) => {
  let frames = 0;
  const look = () => {
    if (scrollY || frames === 10) return done(!scrollY);
    frames += 1;
    requestAnimationFrame(look);
  };
  scrollTo(0, 0);
  requestAnimationFrame(look);
})"""
"""At the top, and no scrolling is under way any more that would lead on from there."""


LISTEN = """() => {
  window.looks = [];
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function(message) {
    const { look } = JSON.parse(message);
    if (look) looks.push(Object.keys(look).join(' '));
    return send.call(this, message);
  };
}"""
"""Notes what the page says that it looks at."""


def drag(page: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Move a finger over the page, as the browser gets it from a screen."""
    touch = page.context.new_cdp_session(page)
    send = "Input.dispatchTouchEvent"
    touch.send(send, {"type": "touchStart", "touchPoints": [{"x": start[0], "y": start[1]}]})
    for i in range(1, 9):
        x, y = (a + (b - a) * i / 8 for a, b in zip(start, end, strict=True))
        touch.send(send, {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
    touch.send(send, {"type": "touchEnd", "touchPoints": []})


ROOM_LEFT = """(() => {
  const shown = document.querySelector('#epoch');
  const now = shown.textContent;
  shown.textContent = '100,000';
  const text = document.createRange();
  text.selectNodeContents(shown);
  const left = shown.getBoundingClientRect().width - text.getBoundingClientRect().width;
  shown.textContent = now;
  return left;
})()"""
"""What the longest run there may be leaves of the room for its epoch."""


def test_the_bar_leads_everywhere(open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    for width in (1024, 760, 390, 360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        expect(page.get_by_role("heading", level=1)).to_have_text("Neural Network Playground")
        assert page.evaluate(OUT_OF_REACH, ".topbar") == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(ROOM_LEFT) >= 0, width
    assert (
        page.evaluate("""[...document.querySelectorAll('.spare-name')]
      .filter(name => name.checkVisibility() && name.getBoundingClientRect().left
        < document.querySelector('.stage-scroll').getBoundingClientRect().left)
      .map(name => name.textContent)""")
        == []
    )
    for name in ("Reference", "Lessons"):
        page.get_by_role("link", name=name).tap()
        page.get_by_role("heading", name=name, exact=True).wait_for()
        page.locator("#theme").wait_for()
        assert page.evaluate(OUT_OF_REACH, ".prose-bar") == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("link", name="Playground").tap()
    expect(page.locator("#play")).to_be_enabled()


REMOVALS = """[...document.querySelectorAll('.layer-head .remove')].map((cross) => {
  const box = (element) => element.getBoundingClientRect();
  const menu = box(cross.parentElement.querySelector('.menu'));
  const of = (name) => box(document.querySelector(name));
  const [from, tools] = [of('.stage-scroll'), of('.network .head-tools')];
  const { top, bottom } = box(cross);
  return top >= from.top && top >= tools.bottom && bottom <= menu.top ? 'above' : 'on';
}).join()"""
CUT_OFF = """[...document.querySelectorAll('#csv .columns select')]
  .filter((each) => [each, ...each.querySelectorAll('selectedcontent > span')].some(
    ({ scrollWidth, clientWidth }) => clientWidth && scrollWidth > clientWidth + 1))
  .map(({ value }) => value)"""


def test_fingers_do(open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    page.locator("#play").tap()
    wait_for_epoch(page, 3)
    page.locator("#play").tap()
    status(page, "paused")
    # A finger that wants to go on reading does not go back in time; one along the curves does.
    page.locator("#curves .scatterlayer").first.wait_for()
    curves = page.locator("#timeline")
    curves.evaluate("axis => axis.scrollIntoView({ block: 'center', behavior: 'instant' })")
    area, scrolled = curves.bounding_box(), page.evaluate("scrollY")
    assert area is not None
    x, y = int(area["x"] + area["width"] / 2), int(area["y"] + 150)
    drag(page, (x, y), (x, y - 130))
    until(page, f"scrollY > {scrolled} + 50")
    expect(page.locator(".moment-bar")).to_be_hidden()
    until(page, AT_REST)
    curves.evaluate("axis => axis.scrollIntoView({ block: 'center', behavior: 'instant' })")
    drag(page, (x, y), (int(area["x"]) + 1, y))
    expect(page.locator(".moment-words")).to_contain_text("epoch 0 of ")
    page.get_by_role("button", name="Back to now").tap()
    # Nothing is left of the epoch that the finger came down on.
    until(page, "!document.querySelector('#curves .hoverlayer').textContent")
    # Of what is scrolled out of sight nothing is sent: only what is told of anyway, or is there.
    page.evaluate(LISTEN)
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    until(page, "looks.join() === 'health'")
    page.locator("#network-view").scroll_into_view_if_needed()
    until(page, "looks.join() === 'health,boundary maps weights health'")
    # What removes a layer lies on no other control, and within what can be seen.
    until(page, f"{REMOVALS} === 'above,above'")
    page.locator(".neuron[data-column='1']").first.tap()
    # A finger hovers over nothing: what it chooses stays in the plane.
    expect(page.locator("#boundary-view h2")).to_have_text("Layer 1, neuron 1")
    expect(page.locator(".instead-bar")).to_be_visible()
    expect(page.locator("[data-input=bias]")).to_be_visible()

    # What the settings end with can be scrolled out from under the sentence about one of them.
    page.locator("[data-field='training.batch_size'] input.number").tap()
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    sentence, end = page.locator(".help-line").bounding_box(), page.locator("#setup summary").last
    until(page, "scrollY + innerHeight >= document.documentElement.scrollHeight - 1")
    assert sentence
    assert end.evaluate("end => end.getBoundingClientRect().bottom") <= sentence["y"]

    # What is to be chosen from lies within the window, however low its button is.
    page.locator("#until").tap()
    box = page.locator(".until-form").bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 844
    page.keyboard.press("Escape")

    # A finger that wants to go on reading draws no points; one that is to draw does.
    page.locator(".thumbnail:has(.thumbnail-own)").tap()
    page.locator("#own-class").wait_for()
    until(page, f"{POINTS} === '4 points'")
    expect(page.locator("#boundary")).to_be_in_viewport(ratio=1)
    # It stays under the finger while what is below it goes.
    place = page.locator("#boundary").bounding_box()
    assert place
    page.touchscreen.tap(place["x"] + 120, place["y"] + 120)
    until(page, f"{POINTS} === '5 points'")
    expect(page.locator("#own-begin")).to_be_hidden()
    assert page.locator("#boundary").bounding_box() == pytest.approx(place, abs=0.5)
    page.evaluate("scrollTo(0, 0)")
    drag(page, (200, 380), (200, 120))
    until(page, "scrollY > 100")
    until(page, AT_REST)
    assert page.evaluate(f"{POINTS} === '5 points'")
    page.touchscreen.tap(250, 350)
    until(page, f"{POINTS} === '6 points'")
    drag(page, (100, 200), (300, 200))
    until(page, f"parseInt({POINTS}) > 8")


def test_long_names_of_axes_leave_their_numbers_alone(open_page: OpenPage) -> None:
    page = open_page("#data=points", **PHONE)
    pictures = page.locator(".spare canvas").evaluate_all(PICTURES)
    page.locator("#own-up").tap()
    names = "average temperature in degrees Celsius,hours of sunshine per year and place,kind"
    rows = "".join(
        f"{7 * k % 10 - 3},{1200 * k + 500},{name},{k}\n" for k, name in enumerate("abcdefghij")
    )
    page.fill("#csv-text", f"{names},number\n{rows}")
    page.locator("#csv-read").tap()
    # What a column is taken for is not cut off.
    page.locator("#csv-use").wait_for()
    assert page.evaluate(CUT_OFF) == []
    page.locator("#csv-use").tap()
    page.locator(".axis-name", has_text="average").wait_for()
    assert page.evaluate(OVERLAPS) == []
    # Nor do ten classes to draw make the page wider, and their points are not written over.
    expect(page.locator(".chips [role=radio]")).to_have_count(10)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator(".plane-hint")).to_be_hidden()
    # Inputs that are not in use are shown over this plane, too.
    until(
        page,
        f"now => String(({PICTURES})([...document.querySelectorAll('.spare canvas')])) !== now",
        ",".join(pictures),
    )


def test_a_lesson_s_network_and_tasks_are_a_tap_apart(open_page: OpenPage) -> None:
    page = open_page("lessons/perceptron", ready=lambda page: page.locator(".task").last.wait_for())
    expect(page.locator(".jump").first).to_be_hidden()
    page.set_viewport_size(PHONE["viewport"])
    page.get_by_role("link", name="Tasks").click()
    expect(page.get_by_role("heading", name="Do")).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name="Network").click()
    expect(page.locator("#again")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_news_is_seen_wherever_the_page_is_scrolled_to(open_page: OpenPage) -> None:
    page = open_page("#training.optimizer.learning_rate=10", **PHONE)
    allow_clipboard(page)
    strip = page.locator("#strip")
    page.locator("#play").tap()
    status(page, "diverged")
    for place in (0, 10_000):
        page.evaluate("y => scrollTo(0, y)", place)
        expect(strip).to_contain_text("diverged")
        expect(strip.get_by_role("button", name="Lower the learning rate")).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    page.locator("#share").tap()
    page.locator("#copy-link-item").tap()
    expect(strip).to_contain_text("The link is copied")
    expect(strip).to_be_in_viewport(ratio=1)
    strip.get_by_role("button", name="Dismiss").tap()
    strip.get_by_role("button", name="Reset").tap()
    status(page, "ready")
    expect(strip).not_to_have_attribute("data-news", "")
