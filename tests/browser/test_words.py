"""The page for who does not see it, or uses no pointer: in words, by keys, and as sound."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, until
from tests.browser.seen import paused, wait_for_epoch

HERE = "document.activeElement.textContent"
AT_A_FIELD = "document.activeElement.role === 'gridcell'"
CAME_BY = """window.cameBy = [];
addEventListener('focusin', ({ target }) => window.cameBy.push(target.role))"""
SAID_AGAIN = """() => [...document.querySelectorAll('[title]')].filter((part) => {
  const name = part.ariaLabel ?? part.textContent.trim();
  return !part.ariaDescription && [' (', ':'].some((sign) => part.title.startsWith(name + sign));
}).map(({ title }) => title)"""
"""Tooltips that begin with the name that they are of, which is spoken twice then."""


def trained(page: Page, epoch: int = 60) -> None:
    """Play for a while, and rest."""
    page.select_option("#speed", "null")
    page.click("#play")
    wait_for_epoch(page, epoch)
    page.click("#play")
    paused(page)


def test_the_plane_is_walked_in_words(page: Page) -> None:
    trained(page)
    page.locator("#walk-plane").focus()
    expect(page.locator("#walk-plane")).to_be_in_viewport(ratio=1)
    page.evaluate(CAME_BY)
    page.keyboard.press("Enter")
    grid = page.get_by_role("grid", name="The plane in words, 3 by 3 fields")
    # By way of the grid, whose description is heard once: Orca is silent about a field otherwise.
    until(page, AT_A_FIELD)
    assert page.evaluate("window.cameBy.join()") == "grid,gridcell"
    expect(grid.get_by_role("row")).to_have_count(3)
    expect(grid.get_by_role("gridcell")).to_have_count(9)
    told = r"(class [01], \d+\s% sure|class [01] on \d+\s%.*); (\d+ points?, \d+ wrong|no points)$"
    for key, place in (("", "middle"), ("ArrowUp", "top middle"), ("ArrowRight", "top right")):
        page.keyboard.press(key or "Home")
        if not key:
            page.keyboard.press("ArrowRight")
        assert re.match(f"{place}: {told}", page.evaluate(HERE))
    # What is heard can be read, with the boundary in a sentence.
    expect(page.locator("#plane-words")).to_contain_text(page.evaluate(HERE))
    expect(page.locator("#plane-words")).to_contain_text(re.compile(r"% of the plane is class"))
    assert "% of the plane is class" in str(grid.get_attribute("aria-description"))
    page.keyboard.press("ArrowRight")  # there is no further
    page.keyboard.press("Enter")
    expect(page.get_by_role("gridcell")).to_have_count(81)
    until(page, AT_A_FIELD)
    assert page.locator(".lattice").get_attribute("aria-description") is None
    assert page.evaluate(HERE).startswith("middle of the top right: ")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(HERE).startswith("middle right of the top middle: ")
    # While it trains, the field where the keyboard is says no more until it is come to again.
    heard, read = page.evaluate(HERE), page.locator("#plane-words").inner_text()
    page.keyboard.press("Space")
    until(page, "read => document.querySelector('#plane-words').innerText !== read", read)
    page.keyboard.press("Space")
    assert page.evaluate(HERE) == heard
    page.keyboard.press("Escape")
    until(page, AT_A_FIELD)
    assert page.evaluate(HERE).startswith("top middle: ")
    page.keyboard.press("Escape")
    expect(page.locator("#walk-plane")).to_be_focused()
    expect(page.locator(".lattice")).to_be_hidden()
    expect(page.locator("#boundary-view .legend")).to_be_visible()
    # An earlier moment is told as it was; who goes elsewhere leaves.
    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    expect(page.locator(".moment-bar")).to_contain_text("epoch 0")
    until(page, "document.documentElement.dataset.drawnStep === '0'")
    page.keyboard.press("w")
    now = page.locator("#plane-words").inner_text()
    until(page, AT_A_FIELD)
    assert page.evaluate(HERE).startswith("top middle: ")
    page.keyboard.press("Tab")
    expect(page.locator(".lattice")).to_be_hidden()
    page.locator("#timeline").focus()
    page.keyboard.press("End")
    expect(page.locator(".moment-bar")).to_be_hidden()
    page.keyboard.press("w")
    expect(page.locator("#plane-words")).not_to_have_text(now)


def test_many_classes_and_values_are_told(open_page: OpenPage) -> None:
    page = open_page("#data=blobs&data.n_classes=5&training.loss=categorical_crossentropy")
    page.keyboard.press("w")
    words = page.locator("#plane-words")
    expect(words).to_contain_text(re.compile(r"% of the plane is class \d: .*on a wrong side"))
    page.keyboard.press("Escape")
    page.evaluate("location.hash = '#data=whirl&training.loss=mean_squared_error'")
    page.locator(".value-bar").wait_for()
    page.keyboard.press("w")
    expect(words).to_contain_text(re.compile(r"The value eastward goes from .* off on average"))
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="In words").click()
    panel = page.get_by_role("tabpanel", name="In words").locator("p").first
    expect(panel).to_contain_text("The value eastward goes from")
    page.get_by_role("button", name="northward", exact=True).click()
    expect(panel).to_contain_text("The value northward goes from")


def test_the_network_is_a_tree_and_the_curves_are_told_by_epoch(page: Page) -> None:
    trained(page)
    page.get_by_role("tab", name="In words").click()
    panel = page.get_by_role("tabpanel", name="In words")
    # It tells of an earlier moment and, be that soon after, of now.
    told = panel.locator("p").first
    expect(told).to_contain_text("% of the plane is class")
    now = told.inner_text()
    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    expect(told).not_to_have_text(now)
    page.keyboard.press("End")
    expect(told).to_have_text(now)
    expect(page.get_by_role("img", name="Loss and accuracy by epoch")).to_have_count(1)
    expect(page.locator(".curves-plot > *")).to_have_attribute("aria-hidden", "true")
    assert page.evaluate(SAID_AGAIN) == []
    expect(page.get_by_role("button", name="Add a hidden layer", exact=True)).to_have_count(1)
    expect(page.get_by_role("spinbutton", name="Units of layer 1")).to_have_count(1)
    tree = panel.get_by_role("tree", name="The network, layer by layer")
    expect(tree.get_by_role("treeitem")).to_have_text(
        [
            "Inputs: x₁, x₂",
            "Layer 1: 4 units, tanh",
            "Layer 2: 2 units, tanh",
            "Output: 1 unit, sigmoid",
        ]
    )
    tree.get_by_role("treeitem").nth(1).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert re.match(r"bias: −?[\d.e−]+$", page.evaluate(HERE))
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    said = page.evaluate(HERE)
    here = page.evaluate_handle("document.activeElement")
    assert re.match(r"from x₂: −?[\d.e−]+$", said)
    assert (
        here.evaluate("row => [row.ariaLevel, row.ariaPosInSet, row.ariaSetSize].join()") == "3,3,3"
    )
    # Under the keyboard nothing changes while it trains, beside it all does.
    other = tree.get_by_text(re.compile("^from x₁: "))
    before = other.inner_text()
    page.keyboard.press("s")
    expect(other).not_to_have_text(before)
    assert page.evaluate(HERE) == said
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Neuron")).to_have_attribute("aria-selected", "true")
    expect(page.locator("[data-input='1']")).to_be_focused()

    axis = page.get_by_role("slider", name="Moment of the run")
    axis.focus()
    page.keyboard.press("Home")
    until(page, "document.activeElement.ariaValueText.startsWith('epoch 0 of ')")
    page.keyboard.press("ArrowRight")
    told = until(page, "document.activeElement.ariaValueText.match(/^epoch 1 of .*/)?.[0]")
    for metric in ("train loss", "test loss", "train accuracy", "test accuracy"):
        assert f"{metric} " in told
    # At the present end it says no more while the run goes on, until a key is pressed.
    page.keyboard.press("End")
    said = until(
        page, "document.querySelector('.moment-bar').hidden && document.activeElement.ariaValueText"
    )
    page.keyboard.press("s")
    expect(page.locator("#epoch")).not_to_have_text(re.search(r"of ([\d,]+)", said)[1])  # type: ignore[index]
    assert page.evaluate("document.activeElement.ariaValueText") == said


LOUDNESS = """async (module) => {
  const { sound } = await import(module);
  const context = new OfflineAudioContext(2, 44100, 44100);
  const voice = (hertz, loud) => ({
    pitch: new Float32Array(240).fill(hertz), loud: new Float32Array(240).fill(loud) });
  sound(context, { seconds: 0.8, voices: [voice(220, 1), voice(880, 0.5)] }, 1);
  const heard = await context.startRendering();
  return [0, 1].map(side => {
    const wave = heard.getChannelData(side);
    let crossings = 0;
    for (let i = 1; i < wave.length; i += 1) crossings += wave[i - 1] < 0 && wave[i] >= 0;
    return { crossings, most: Math.max(...wave), end: Math.abs(wave.at(-1)) };
  });
}"""


def test_curves_are_heard_when_asked_for(page: Page) -> None:
    page.evaluate(
        """() => {
          window.contexts = [];
          window.AudioContext = class extends AudioContext {
            constructor() { super(); window.contexts.push(this); }
          };
        }"""
    )
    said = page.locator("#announcer")
    page.keyboard.press("l")
    expect(said).to_have_text("There is nothing to hear before the second epoch.")
    trained(page)
    page.click("#log-scale")
    page.get_by_role("tab", name="In words").click()
    listen, volume = page.get_by_role("button", name="Curves as sound"), page.get_by_label("Volume")
    expect(listen).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("contexts.length") == 0
    volume.focus()
    page.keyboard.press("ArrowRight")
    expect(volume).to_have_value("55")
    page.keyboard.press("l")
    expect(listen).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(listen).to_have_attribute("aria-pressed", "false")
    until(page, "contexts.map(({ state }) => state).join() === 'closed'")
    listen.press("Enter")
    expect(listen).to_have_attribute("aria-pressed", "true")
    until(page, "contexts.length === 2 && contexts[1].state === 'running'")
    expect(said).to_contain_text("That was up to epoch")
    expect(listen).to_have_attribute("aria-pressed", "false")
    page.reload()
    page.get_by_role("tab", name="In words").click()
    expect(page.get_by_label("Volume")).to_have_value("55")
    # Train on the left, test on the right, and no click at the end.
    static = page.evaluate("document.querySelector('link[href*=\"/css/words.css\"]').href")
    left, right = page.evaluate(LOUDNESS, static.replace("css/words.css", "js/views/sound.js"))
    assert abs(left["crossings"] - 0.82 * 220) < 4
    assert abs(right["crossings"] - 0.82 * 880) < 8
    assert 0.3 < left["most"] < 0.36
    assert 0.14 < right["most"] < 0.19
    assert max(left["end"], right["end"]) < 1e-3
