"""What hands do on the page has the effect that they expect."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import until
from tests.browser.seen import POINTS, epoch, neurons, paused, status, wait_for_epoch
from tests.browser.test_links import FOREIGN

COUNT = "document.querySelector('[data-field=\"data.n\"] input.slider')"
NOISE = "document.querySelector('#data-view input.slider[aria-label*=oise]')"


def test_units_can_be_typed_and_held(page: Page) -> None:
    units = page.get_by_label("Units of layer 1")
    units.fill("12")
    units.press("Enter")
    until(page, "document.querySelectorAll('.neuron[data-column=\"1\"]').length === 12")
    says = page.locator(".layer-head[data-layer='0'] [role=alert]")
    refused = {
        "101": "At most 100.",
        "0": "At least 1.",
        "two": "A whole number is wanted, such as 12.",
    }
    for typed, answer in refused.items():
        units.fill(typed)
        units.press("Enter")
        expect(says).to_have_text(answer)
        expect(units).to_have_value("12")
    # It is said above all neurons, and until something else is done, be it elsewhere.
    box, neuron = says.bounding_box(), page.locator(".neuron[data-column='1']").first.bounding_box()
    assert box
    assert neuron
    assert box["y"] + box["height"] <= neuron["y"]
    noise = page.locator("[data-field='data.noise']")
    noise.locator(".number").fill("much")
    expect(says).to_be_hidden()
    noise.locator(".number").press("Tab")
    expect(noise.get_by_role("alert")).to_have_text("A number is wanted, such as 0.")
    expect(noise.locator(".number")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="discretize").click()
    expect(noise.get_by_role("alert")).to_be_hidden()
    expect(noise.locator(".number")).not_to_have_attribute("aria-invalid", "true")
    units.press("ArrowDown")
    expect(units).to_have_value("11")
    expect(says).to_be_hidden()
    more = page.get_by_label("One unit more in layer 1")
    more.hover()
    page.mouse.down()
    until(page, "Number(document.querySelector('[data-units]').value) > 14")
    page.mouse.up()
    held = int(units.input_value())
    more.click()
    expect(units).to_have_value(str(held + 1))
    until(page, f"location.hash.includes('hidden_layers={held + 1}.tanh,2.tanh')")
    assert neurons(page) == [2, held + 1, 2, 1]


def test_clicks_and_keys(page: Page) -> None:
    # The space bar plays wherever was clicked.
    page.get_by_label("One unit more in layer 1").click()
    page.keyboard.press("Space")
    status(page, "playing")
    wait_for_epoch(page, 3)
    page.click("#theme")
    page.keyboard.press("Space")
    status(page, "paused")
    # Escape leaves what a pointer opened, and the next key is the page's again.
    for opens in ("#help", "[data-layer='0'] select"):
        page.click(opens)
        page.keyboard.press("Escape")
        page.keyboard.press("Space")
        status(page, "playing")
        page.keyboard.press("Space")
        paused(page)
    at = epoch(page)
    # Where the keyboard itself has come to, it presses what is there.
    page.keyboard.press("Shift+Tab")
    page.locator("#step").focus()
    page.keyboard.press("Space")
    expect(page.locator("#epoch")).to_have_text(str(at + 1))

    # Reset brings back the start, and rests there.
    page.click("#play")
    wait_for_epoch(page, at + 4)
    page.click("#reset")
    status(page, "ready")
    expect(page.locator("#epoch")).to_have_text("0")
    expect(page.locator("#play")).to_have_attribute("data-playing", "false")

    # A link that is opened is a step that leads back.
    before = page.evaluate("location.hash")
    page.click("#share")
    page.click("#open-link-item")
    page.fill("#link-field", f"https://playground.tensorflow.org/#{FOREIGN}")
    page.click("#link-open")
    until(page, "location.hash.includes('network.hidden_layers=5.relu,3.relu')")
    page.go_back()
    until(page, "before => location.hash === before", before)
    until(page, "document.querySelectorAll('.neuron').length === 2 + 5 + 2 + 1")

    # Without points nothing is trained.
    page.get_by_role("radio", name="your own points").check(force=True)
    page.locator(".own-tools").wait_for()
    page.click("#play")
    wait_for_epoch(page, 3)
    page.click("#own-close")
    status(page, "paused")
    expect(page.locator("#strip")).to_contain_text("Training begins with")


def test_what_was_done_last_is_undone(page: Page) -> None:
    shown, loss = page.locator("#epoch"), page.locator("#loss")
    expect(loss).to_have_text(re.compile(r"\d"))
    trained, before = loss.inner_text(), until(page, POINTS)
    for step in ("1", "2", "3"):
        page.click("#step")
        expect(shown).to_have_text(step)
        expect(loss).not_to_have_text(trained)
        trained = loss.inner_text()
    expect(shown).to_have_text("3")
    expect(page.locator("#undo")).to_be_disabled()
    page.locator(".thumbnail input").nth(1).check(force=True)
    until(page, "location.hash.includes('data=xor')")
    page.click("#add-layer")
    until(page, "document.querySelectorAll('.layer-head[data-layer]').length === 3")
    expect(shown).to_have_text("0")
    page.click("#undo")
    expect(page.locator(".layer-head[data-layer]")).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(shown).to_have_text("3")
    expect(loss).to_have_text(trained)
    until(page, "location.hash.includes('data=circle')")
    expect(page.locator("#undo")).to_be_disabled()
    page.keyboard.press("Control+Shift+z")
    until(page, "location.hash.includes('data=xor')")
    page.keyboard.press("Control+z")
    expect(shown).to_have_text("3")

    # The points follow a slider while it is dragged; its whole way is undone as one.
    page.evaluate(f"{NOISE}.focus(); window.drag = setInterval(() => {{"
                  f" const slider = {NOISE}; slider.value = 1 + (Number(slider.value) + 1) % 9;"
                  " slider.dispatchEvent(new Event('input')); }, 30)")  # fmt: skip
    middle = until(page, f"before => {POINTS} !== before && {POINTS}", before)
    until(page, f"middle => {POINTS} !== middle", middle)
    page.evaluate("clearInterval(window.drag)")
    until(page, "location.hash.includes('data.noise=') && !location.hash.includes('noise=0&')")
    page.click("#undo")
    expect(shown).to_have_text("3")
    until(page, f"before => {POINTS} === before", before)
    # What is gone back to, or trained between two ways, is not lost with the next, however soon.
    slide = (
        f"(to => {{ const slider = {NOISE}; slider.value = to;"
        " slider.dispatchEvent(new Event('input')); })"
    )
    page.evaluate(f"{slide}(4); {slide}(5); document.querySelector('#step').click()")
    expect(shown).to_have_text("1")
    page.wait_for_timeout(150)  # nothing of that way is still to come
    page.evaluate(f"{slide}(7)")
    expect(shown).to_have_text("0")
    page.click("#undo")
    expect(shown).to_have_text("1")
    # Of two sliders each has a way of its own.
    sliders = f"[{NOISE}.value, {COUNT}.value].join()"
    count = page.evaluate(f"{COUNT}.value")
    page.evaluate(f"{slide}(6)")
    expect(shown).to_have_text("0")
    page.evaluate(f"{slide.replace(NOISE, COUNT)}(3)")
    assert page.evaluate(sliders) == "6,3"
    page.click("#undo")
    until(page, f"was => {sliders} === was", f"6,{count}")
    page.click("#undo")
    until(page, f"was => {sliders} === was", f"5,{count}")
    expect(shown).to_have_text("1")
    page.click("#undo")
    expect(shown).to_have_text("3")

    # Also while it plays; in a text field the keys are the field's.
    page.click("#play")
    wait_for_epoch(page, 6)
    page.click("#reset")
    expect(shown).to_have_text("0")
    page.get_by_label("Units of layer 1").press("Control+z")
    expect(shown).to_have_text("0")
    page.click("#undo")
    status(page, "paused")
    wait_for_epoch(page, 6)

    # Points of one's own come back with what was learned from them.
    page.get_by_role("radio", name="your own points").check(force=True)
    page.locator(".own-tools").wait_for()
    expect(shown).to_have_text("0")
    page.click("#step")
    expect(shown).to_have_text("1")
    page.locator("#boundary").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".setup .aside-note").first).to_have_text("5 points")
    expect(shown).to_have_text("0")
    page.keyboard.press("Control+z")
    expect(page.locator(".setup .aside-note").first).to_have_text("4 points")
    expect(shown).to_have_text("1")
    # However fast: what was drawn may still be on its way.
    page.keyboard.press("Enter")
    page.keyboard.press("Control+z")
    expect(page.locator("#redo")).to_be_enabled()
    expect(page.locator(".setup .aside-note").first).to_have_text("4 points")
    expect(shown).to_have_text("1")
    # A key that is held to choose asks for no more than the server can answer.
    asked = list[Route]()

    def hold_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    page.route("**/commands", hold_the_first)
    page.get_by_role("radio", name="your own points").focus()
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    expect(page.locator(".own-tools")).to_be_hidden()
    wanted = page.evaluate("document.querySelector('.thumbnail input:checked').value")
    asked[0].continue_()
    until(page, "wanted => location.hash.includes(`data=${wanted}&`)", wanted)
    assert len(asked) == 2
