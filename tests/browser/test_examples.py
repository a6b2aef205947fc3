"""Examples: chosen, run, helped, left and come back to; and the numbers of a text beside ours."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, playground_ready
from tests.browser.seen import boundary, boundary_becomes, epoch, paused, status, wait_for_epoch


def test_an_example_is_tried_helped_left_and_remembered(open_page: OpenPage) -> None:
    page = open_page()
    card = page.locator("#example")
    page.locator("#speed").select_option("null")
    page.click("#play")
    wait_for_epoch(page, 20)
    page.click("#play")
    paused(page)
    trained, seen = epoch(page), boundary(page)

    page.click("#open-examples")
    sheet = page.locator("dialog#examples")
    expect(sheet.locator("h3")).to_have_text(["Works", "Fails, and why", "From the textbooks"])
    # The first is what the keyboard comes to after "close".
    expect(sheet.locator(".example-choice").first).to_contain_text("Spiral")
    sheet.locator("[data-example=symmetric-zeros]").click()
    expect(card.locator("h2")).to_have_text("Symmetric zeros")
    status(page, "ready")
    card.get_by_role("button", name="Run to epoch 100").click()
    status(page, "finished")
    assert epoch(page) == 100
    expect(card.get_by_role("button", name="Run to")).to_be_hidden()
    card.get_by_role("button", name="Try what helps").click()
    expect(card).to_contain_text("Now with what helps: First weights drawn at random.")
    expect(page.locator("#epoch")).to_have_text("0")

    # Step by step back to what there was, trained as it was; forth again, and what is done instead.
    undo = page.locator("#undo")
    undo.click()
    expect(card.get_by_role("button", name="Try what helps")).to_be_visible()
    expect(page.locator("#epoch")).to_have_text("100")
    undo.click()
    expect(card).to_be_hidden()
    expect(page.locator("#epoch")).to_have_text(str(trained))
    boundary_becomes(page, seen)
    page.keyboard.press("Control+Shift+Z")
    expect(card.locator("h2")).to_have_text("Symmetric zeros")
    page.get_by_role("button", name="One unit more in layer 1").click()
    expect(card).to_contain_text("Settings were changed since.")
    card.get_by_role("button", name="Begin the example again").click()
    expect(card.get_by_role("button", name="Try what helps")).to_be_visible()
    expect(page.locator("#epoch")).to_have_text("0")

    page.click("#open-examples")
    sheet.locator("[data-example=step-by-step]").click()
    error = card.locator("tr", has_text=re.compile("^total error0"))
    expect(error).to_contain_text("as printed")
    w5 = card.locator("tr", has_text=re.compile("^w₅"))
    expect(w5.locator("td").last).to_have_text("–")
    page.keyboard.press("s")
    expect(w5.locator("td").last).to_contain_text("0.35891648")
    expect(w5).to_contain_text("as printed")
    after = card.locator("tr", has_text=re.compile(r"^total error10\.29"))
    expect(after).to_contain_text("0.291027774")
    expect(after).to_contain_text("differs")

    page.reload()
    playground_ready(page)
    expect(card.locator("h2")).to_have_text("Mazur: one step by hand")
    expect(w5).to_contain_text("as printed")
    card.get_by_role("button", name="Put this example away").click()
    expect(card).to_be_hidden()
