"""Copying where the browser has no clipboard for the page: by plain http, in a room's network."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.test_lessons import ready as lesson_ready

SELECTED = """dialog => {
  const field = dialog.querySelector('textarea');
  return document.activeElement === field
    && field.selectionStart === 0 && field.selectionEnd === field.value.length
    && field.scrollTop === 0;
}"""
CODE_OF = """async link => {
  const { generate } = await import('/static/vendor/lean-qr/index.mjs');
  const code = generate(link);
  const dark = [];
  for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.get(x, y))
    dark.push(`${x} ${y}`);
  return dark;
}"""


def by_hand(page: Page, title: str) -> Locator:
    """The dialog, its text selected."""
    dialog = page.locator("dialog.by-hand[open]")
    expect(dialog.locator("h2")).to_have_text(title)
    assert dialog.evaluate(SELECTED)
    return dialog


def text_of(dialog: Locator) -> str:
    return dialog.locator("textarea").input_value()


def holds_its_link(page: Page, dialog: Locator) -> None:
    """The code is that of the link."""
    path = dialog.locator(".qr path").get_attribute("d") or ""
    assert re.findall(r"M(\d+ \d+)h1v1h-1z", path) == page.evaluate(CODE_OF, text_of(dialog))


def test_links_are_shown_selected_and_as_a_code(
    open_page: OpenPage, watch: Watch, server: str
) -> None:
    watch.allow("Cross-Origin-Opener-Policy header has been ignored")
    here = server.replace("127.0.0.1", "classroom")
    page = open_page(url=here)
    assert page.evaluate("navigator.clipboard === undefined")
    page.click("#copy-link")
    dialog = by_hand(page, "Copy link")
    assert text_of(dialog) == page.url
    holds_its_link(page, dialog)
    dialog.get_by_role("button", name="Close").click()
    expect(page.locator("dialog.by-hand")).to_have_count(0)
    expect(page.locator("#copy-link")).to_be_focused()

    page.click("#share")
    page.click("#copy-watch")
    dialog = by_hand(page, "Copy watch link")
    run = page.evaluate("document.documentElement.dataset.run")
    assert text_of(dialog) == f"{here}/watch/{run}"
    holds_its_link(page, dialog)
    page.keyboard.press("Escape")

    page.click("#share")
    page.click("#copy-embed")
    dialog = by_hand(page, "Copy lines to embed")
    assert text_of(dialog).startswith(f'<iframe src="{here}/embed?lang=en#')
    expect(dialog.locator(".qr")).to_have_count(0)
    page.keyboard.press("Escape")

    page.locator("#tab-code").click()
    expect(page.locator(".code pre")).to_contain_text("import")
    page.locator(".code").get_by_role("button", name="Copy").click()
    assert "import" in text_of(by_hand(page, "Copy"))

    lesson = page
    lesson.goto(f"{here}/lessons/perceptron")
    lesson_ready(lesson)
    lesson.click("#copy-class")
    dialog = by_hand(lesson, "Class link")
    assert text_of(dialog).startswith(f"{here}/lessons/perceptron?watch=")
    holds_its_link(lesson, dialog)
