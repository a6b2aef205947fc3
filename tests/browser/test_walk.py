"""One update, phase by phase: what is at work is lit, and in the end the step is really made."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, until
from tests.browser.test_arithmetic import number
from tests.conftest import visitor

ADDRESS = (
    "#network.hidden_layers=3.tanh,2.tanh&network.dtype=float64"
    "&training.optimizer=adam&training.regularizer=l2"
)
LIT = """() => ({
  gaps: [...document.querySelectorAll('[data-gap][data-lit]')].map((g) => Number(g.dataset.gap)),
  columns: [...new Set([...document.querySelectorAll('.neuron[data-lit]')]
    .map((neuron) => Number(neuron.dataset.column)))],
})"""
SHOWS = """([field, value]) =>
  Math.abs(Number(document.querySelector(field).value.replace('−', '-')) - value) < 1e-4"""
STOPS = [
    ("forward", [0], [1]),
    ("forward", [1], [2]),
    ("forward", [2], [3]),
    ("loss", [], [3]),
    ("backward", [2], [3]),
    ("backward", [1], [2]),
    ("backward", [0], [1]),
    ("update", [0, 1, 2], [1, 2, 3]),
]


def trace(page: Page, server: str) -> Any:
    run = page.evaluate("document.documentElement.dataset.run")
    return visitor.get(f"{server}/api/v1/runs/{run}/trace").json()


def lit(gaps: list[int], columns: list[int]) -> str:
    return json.dumps({"gaps": gaps, "columns": columns}, separators=(",", ":"))


def phase(page: Page, name: str) -> None:
    expect(page.locator(".phases [aria-current]")).to_have_attribute("data-phase", name)
    expect(page.locator(".arithmetic-panel")).to_have_attribute("data-phase", name)


def test_a_walk_by_keyboard_ends_in_the_step_that_it_told(open_page: OpenPage, server: str) -> None:
    page = open_page(ADDRESS)
    before = trace(page, server)
    page.keyboard.press("n")
    for name, gaps, columns in STOPS:
        phase(page, name)
        until(page, f"wanted => JSON.stringify(({LIT})()) === wanted", lit(gaps, columns))
        if name == "backward" and gaps == [2]:
            page.keyboard.press("b")
            phase(page, "loss")
            page.keyboard.press("n")
            phase(page, "backward")
        if name != "update":
            page.keyboard.press("n")
    # The layer that is shown is the output: its weights after the step are those that were told.
    page.locator("#all-digits").click()
    until(page, "document.querySelector('[data-weight=w1] td:last-child')")
    told = [number(page.locator(f"[data-weight=w{i}] td").last.inner_text()) for i in range(3)]
    after = trace(page, server)
    assert after["update"]["number"] == before["update"]["number"] + 1
    new = after["layers"][-1]
    assert told == pytest.approx([new["bias"][0], new["weights"][0][0], new["weights"][1][0]])
    assert told != pytest.approx([before["layers"][-1]["bias"][0], *new["weights"][0], 0])
    expect(page.locator("#walk-back")).to_be_disabled()

    page.locator("#walk-next").click()
    phase(page, "forward")
    for axis, value in zip((1, 2), after["point"], strict=True):
        until(page, SHOWS, [f"#point-{axis}", value])

    # Neuron by neuron, and weight by weight: that one is lit, in the diagram and in the table.
    words = page.locator(".walk-words")
    strides = page.get_by_role("group", name="Step by")
    strides.get_by_role("button", name="neuron").click()
    page.keyboard.press("n")
    expect(words).to_contain_text("layer 1, neuron 2:")
    expect(page.locator(".neuron[data-lit]")).to_have_count(1)
    expect(page.locator("[data-gap][data-lit]")).to_have_count(0)
    strides.get_by_role("button", name="weight").click()
    expect(words).to_have_text(
        "Forward, layer 1, neuron 2, w0, the bias: x times w is added to the sum."
    )
    page.keyboard.press("n")
    expect(words).to_contain_text("layer 1, neuron 2, w1:")
    expect(page.locator("tr[data-now]")).to_have_attribute("data-weight", "w1")
    until(page, "document.querySelector('.edge-walked').getTotalLength() > 20")
    strides.get_by_role("button", name="layer").click()
    expect(words).to_contain_text("Forward through layer 1:")


def test_what_trains_or_changes_the_run_ends_the_walk(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    for ending in ("#play", "#step", "#walk-end", "#tab-code", ".layer-head [aria-label*='more']"):
        page.locator("#tab-arithmetic[aria-selected=false]").or_(
            page.locator("#tab-arithmetic[aria-selected=true]")
        ).focus()
        page.keyboard.press("n")
        phase(page, "forward")
        page.locator(ending).first.click()
        expect(page.locator(".stage")).not_to_have_attribute("data-phase", "forward")
        expect(page.locator(".phases")).to_be_hidden()
    # Back at the start, the step that was made has not been made.
    page.keyboard.press("n")
    while page.locator(".phases [aria-current]").get_attribute("data-phase") != "update":
        page.keyboard.press("n")
    page.locator("#reset").click()
    expect(page.locator(".phases")).to_be_hidden()
    assert page.evaluate("document.querySelectorAll('[data-lit]').length") == 0


def test_on_a_phone_and_without_motion(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#tab-arithmetic").click()
    page.locator("#walk-next").click()
    phase(page, "forward")
    names = "getComputedStyle(document.querySelector('[data-lit] .edge')).animationName"
    assert page.evaluate(names) == "none"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(names) == "flow"
