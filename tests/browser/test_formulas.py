"""Formulas of one's own: typed, told meanwhile what is wrong with them, drawn and kept in links."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Watch, until

FIRST = "[data-field='network.hidden_layers.0.activation.expression']"


def typed(page: Page, place: str, text: str) -> None:
    """A formula, key by key, over the one that is there."""
    page.locator(f"{place} input").fill("")
    page.keyboard.type(text)


def above_the_help(place: str) -> str:
    """Whether it is seen whole, and not beneath the sentence of help."""
    return f"""document.querySelector("{place}").getBoundingClientRect().bottom
      < document.querySelector('.help-line').getBoundingClientRect().top"""


def test_formulas_are_typed_and_drawn(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("422")
    page = open_page("#network.hidden_layers=3.tanh,2.tanh&data=xor")
    expect(page.locator(".formula-box")).to_have_count(0)
    page.locator(".layer-head[data-layer='0'] select").select_option("formula")
    box, error = page.locator(f"{FIRST} input"), page.locator(f"{FIRST} [role=alert]")
    expect(box).to_be_focused()
    # And not beneath the sentence about it.
    until(page, above_the_help(f"{FIRST} input"))
    expect(box).to_have_value("z * sigmoid(z)")
    expect(page.locator(f"{FIRST} .activation-plot")).to_be_visible()

    typed(page, FIRST, "sin(z")
    expect(error).to_have_text("The bracket at position 4 is never closed.")
    expect(box).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Enter")
    typed(page, FIRST, "1/z")
    expect(error).to_contain_text("no finite value at z = 0")
    assert "1%2Fz" not in page.evaluate("location.hash")
    typed(page, FIRST, "erf(z)")
    expect(error).to_contain_text("softplus")
    until(page, above_the_help(f"{FIRST} [role=alert]"))
    typed(page, FIRST, "max(0, z) + 0.1*min(0, z)")
    expect(error).to_be_hidden()
    expect(page.locator(f"{FIRST} math")).to_have_count(2)
    until(page, above_the_help(f"{FIRST} .formula-preview"))
    expect(page.locator(FIRST)).to_contain_text("No slope at z = 0:")
    page.keyboard.press("Enter")
    until(page, "location.hash.includes('formula(expression:max%280')")

    page.click("#tab-activations")
    card = page.locator(".activation-card", has_text="layer 1")
    expect(card.locator(".is-value math")).to_have_attribute(
        "aria-label", "g(z) = max(0, z) + 0.1 min(0, z)"
    )
    expect(card).to_contain_text("No slope at z = 0:")
    page.get_by_role("button", name="Input your own").click()
    place = "[data-field='network.inputs.2.expression']"
    expect(page.locator(f"{place} input")).to_be_focused()
    typed(page, place, "sqrt(x1) + x2")
    page.keyboard.press("Enter")
    expect(page.locator(f"{place} [role=alert]")).to_contain_text("no finite value at x1 = ")
    typed(page, place, "sin(x1) + x2")
    expect(page.locator(f"{place} math")).to_have_attribute("aria-label", "sin(x₁) + x₂")
    page.keyboard.press("Enter")
    until(page, 'decodeURIComponent(location.hash).includes(\'"expression":"sin(x1) + x2"\')')
    expect(page.get_by_role("button", name="Input sin(x1) + x2")).to_be_visible()
    page.get_by_role("button", name="Input your own").click()
    expect(page.locator("[data-field='network.inputs.3.expression'] input")).to_be_focused()
    page.get_by_role("button", name="Input x1^2 + x2^2").click()
    expect(page.locator("[data-field='network.inputs.3.expression']")).to_have_count(0)

    page.locator(".thumbnail input[value=formula]").check(force=True)
    data = "[data-field='data.expression']"
    typed(page, data, "x1/x2")
    expect(page.locator(f"{data} [role=alert]")).to_contain_text("no finite value at x1 = ")
    typed(page, data, "abs(x1) - x2")
    expect(page.locator(f"{data} math")).to_have_attribute("aria-label", "|x₁| − x₂ > 0")
    page.keyboard.press("Enter")
    until(page, "location.hash.includes('data=formula&')")
    until(page, "location.hash.includes('data.expression=abs%28x1%29%20-%20x2')")
    page.locator("[data-group=regression]").click()
    page.locator(".thumbnail input[value=formula_values]").check(force=True)
    until(page, "location.hash.includes('data=formula_values&')")
    expect(page.locator(f"{data} input")).to_have_value("abs(x1) - x2")

    page.click("#step")
    page.reload()
    expect(page.locator(f"{FIRST} input")).to_have_value("max(0, z) + 0.1*min(0, z)")
    expect(page.locator(f"{FIRST} .activation-plot")).to_be_visible()
    expect(page.locator(f"{place} input")).to_have_value("sin(x1) + x2")
    expect(page.locator(f"{data} math")).to_have_attribute("aria-label", "|x₁| − x₂")
