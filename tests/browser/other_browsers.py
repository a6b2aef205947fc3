"""The page in Firefox and in WebKit, which is Safari's: `make browsers` runs this file."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.browser.drivers import Driver, Firefox, WebKit, until
from tests.conftest import visitor

Box = tuple[int, int, int, int]

PAGE = """
const frame = document.querySelector('iframe#playground');
const page = frame ? frame.contentDocument : document;
const { x, y } = frame ? frame.getBoundingClientRect() : { x: 0, y: 0 };
const all = (selector) => [...page.querySelectorAll(selector)]
  .filter((part) => part.checkVisibility());
const one = (selector) => page.querySelector(selector);
"""
"""The playground, which in a lesson is a page within the page, and its parts."""
DRAWN = """return one('#play:enabled') && page.documentElement.dataset.drawnFrames > 0
  && one('.data-points').dataset.count > 0"""
BOXES = """return all(arguments[0]).map((part) => part.getBoundingClientRect())
  .map(({ left, top, right, bottom }) => [left + x, top + y, right + x, bottom + y].map(Math.round))
  .filter(([left, top, right, bottom]) => right <= innerWidth + 20 && bottom <= innerHeight)"""
JUT_OUT = """return all('.thumbnails, .setup .field-row').flatMap((row) => [...row.children]
  .filter((part) => part.getBoundingClientRect().right > row.getBoundingClientRect().right + 8)
  .map((part) => part.outerHTML))"""
BROKEN = """return all('.field-row').filter((row) => {
  const [name, ...rest] = [...row.children].map((part) => part.getBoundingClientRect());
  return name.height > 24 || rest.some(({ top }) => top >= name.bottom);
}).map((row) => row.textContent)"""
"""Settings that take two lines, as few do in Chromium."""
TO_THE_BEGINNING = """one('#timeline')
  .dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }))"""
SELECTED = """const box = page.activeElement;
return box.value.slice(box.selectionStart, box.selectionEnd)"""
FAULTS = """const note = (fault) => (window.faults ??= []).push(String(fault));
addEventListener('error', ({ message }) => note(message));
addEventListener('unhandledrejection', ({ reason }) => note(reason));"""
UNKNOWN = r"""const ours = [...document.styleSheets].map(({ href }) => href)
  .filter((href) => !href.endsWith('/plotly.css'));
const text = ours.map((href) => {
  const request = new XMLHttpRequest();
  request.open('GET', href, false);
  request.send();
  return request.responseText;
}).join('').replace(/[/][*].*?[*][/]/gs, '')
  .replace(/@(supports|property)[^{]*{([^{}]|{([^{}]|{[^{}]*})*})*}/g, '');
return [...text.matchAll(/[{;\s]([-a-z]+):\s+([^;{}]+);/g)]
  .map(([, name, value]) => [name, value.replace('!important', '')])
  .filter(([name, value]) => !name.startsWith('--') && !CSS.supports(name, value))
  .map(([name]) => name)"""
"""Declarations that the browser does not know, but for those that ask whether it does."""
DISPENSABLE = {
    "-webkit-text-size-adjust",
    "forced-color-adjust",
    "overflow-anchor",
    "scrollbar-color",
    "word-break",
}
"""For phones, for the system's colours, against a habit that WebKit has not, for looks, and for
where lines of Japanese end."""
PAINTED = ".neuron canvas, .thumbnail canvas, .curves-plot"


@pytest.fixture(params=[Firefox, WebKit])
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    """One browser after the other."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as ending:
        yield request.param(Path(folder), ending)


def see(driver: Driver, script: str, *args: Any) -> Any:
    """What is found in the playground."""
    return driver.evaluate(PAGE + script, *args)


def wait(driver: Driver, script: str, *args: Any) -> None:
    """Wait until that is found in the playground."""
    until(script, lambda: see(driver, script, *args))


def boxes(driver: Driver, selector: str) -> list[Box]:
    """Where parts of the page are, in the window."""
    found = [tuple(box) for box in see(driver, BOXES, selector)]
    assert found, selector
    return found


def colours(picture: Image.Image, box: Box) -> int:
    """How many colours there are in a part, away from its edges."""
    left, top, right, bottom = box
    part = picture.crop((left + 2, top + 2, right - 2, bottom - 2))
    return len(set(part.get_flattened_data()))


def blank(driver: Driver, selector: str = PAINTED) -> list[Box]:
    """Parts of the page that show nothing."""
    picture = driver.picture()
    return [box for box in boxes(driver, selector) if colours(picture, box) < 2]


def nothing_is_blank(driver: Driver) -> None:
    """Wait for all parts to show something. Windows are painted some time after pages are done."""
    with contextlib.suppress(AssertionError):
        until("paint", lambda: not blank(driver))
    assert blank(driver) == []


def answers(driver: Driver, server: str) -> np.ndarray:
    """What the network answers over the plane, from its upper left corner."""
    run = see(driver, "return page.documentElement.dataset.run")
    side = np.linspace(-5.7, 5.7, 20)
    points = [[x1, x2] for x2 in side[::-1] for x1 in side]
    answer = visitor.post(f"{server}/api/v1/runs/{run}/predict", json={"points": points})
    return np.ravel(answer.json()["predictions"])


def agree(part: Image.Image, answers: np.ndarray) -> bool:
    """Whether a picture has the colour of the class that is answered, wherever that is sure."""
    small = part.resize((20, 20), Image.Resampling.BOX)
    red, _, blue = np.moveaxis(np.asarray(small, dtype=int).reshape(400, 3), 1, 0)
    sure = abs(answers - 0.5) > 0.05
    return bool(((blue > red) == (answers > 0.5))[sure].mean() > 0.97)


def answers_are_painted(driver: Driver, server: str) -> None:
    """Wait until boundary and output have the colours of the network's answers, and points are on
    the boundary."""
    expected = answers(driver, server)

    def parts() -> tuple[Image.Image, Image.Image]:
        # Where they are now: the dock may still take its room.
        (boundary,), (output,) = (boxes(driver, at) for at in ("#boundary", ".neuron:last-child"))
        picture = driver.picture()
        return picture.crop(boundary), picture.crop(output)

    show_points = "one('.data-points').style.visibility = arguments[0]"
    see(driver, show_points, "hidden")
    until("the answers", lambda: all(agree(part, expected) for part in parts()))
    bare, _ = parts()
    see(driver, show_points, "visible")
    until("the points", lambda: parts()[0] != bare)


def test_a_network_is_played_changed_and_taught(driver: Driver, server: str) -> None:
    driver.open(server)
    wait(driver, DRAWN)
    driver.evaluate(FAULTS)
    answers_are_painted(driver, server)
    nothing_is_blank(driver)
    assert see(driver, JUT_OUT) == []
    assert see(driver, BROKEN) == []
    assert set(driver.evaluate(UNKNOWN)) <= DISPENSABLE

    # Menus have an arrow, and those of a form end beside it.
    picture = driver.picture()
    for _, top, right, bottom in boxes(driver, "select.menu"):
        assert colours(picture, (right - 20, top + 4, right, bottom - 4)) > 1
    for _, top, right, bottom in boxes(driver, ".field-row select.menu"):
        assert colours(picture, (right - 36, top + 4, right - 16, bottom - 4)) > 1

    # What is typed replaces a number.
    driver.click(".field-row .number")
    assert see(driver, SELECTED) == "50 %"

    driver.click("#play")
    wait(driver, "return Number(one('#epoch').textContent) >= 10")
    driver.click("#play")
    wait(driver, "return one('#status').dataset.status === 'paused'")
    nothing_is_blank(driver)

    # Led to an earlier moment, and back.
    (plane,) = boxes(driver, "#boundary")
    now = driver.picture().crop(plane)
    see(driver, TO_THE_BEGINNING)
    wait(driver, "return one('.moment-words').textContent.includes('epoch 0 of')")
    until("the moment", lambda: driver.picture().crop(plane) != now)
    nothing_is_blank(driver)
    driver.click(".moment-bar button:last-of-type")
    wait(driver, "return one('.moment-bar').hidden")
    answers_are_painted(driver, server)

    driver.click("#add-layer")
    wait(driver, "return all('.neuron').length === 11")
    driver.click("[data-layer='0'] option[value='relu']")
    wait(driver, "return location.hash.includes('4.relu,2.tanh,2.tanh')")
    for _ in range(2):
        driver.click("#step")
    wait(driver, "return one('#epoch').textContent === '2'")
    answers_are_painted(driver, server)
    assert driver.evaluate("return window.faults ?? []") == []

    driver.open(f"{server}/lessons/loss")
    wait(driver, DRAWN)
    answers_are_painted(driver, server)
    nothing_is_blank(driver)
