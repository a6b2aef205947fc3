"""What axe-core says of our pages, in light and dark: nothing serious, nothing critical.

(`/docs` is Swagger UI as it comes.)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

from tests.browser.conftest import OpenPage, Watch, until
from tests.browser.seen import status
from tests.browser.test_lessons import playground

AXE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text(encoding="utf-8")
# The policy forbids `eval` in the page; what the browser's own debugger evaluates is let through.
RUN = """async ({ rules, part }) => {
  const within = document.querySelector(part);
  const { violations, passes } = await axe.run(within, { runOnly: rules, iframes: false });
  const found = violations.flatMap(({ id, impact, nodes }) => nodes.map((node) =>
    ({ id, impact, at: node.target.join(" "), why: node.failureSummary })));
  return { found, passed: passes.length };
}"""
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a theme changes are colours.
RULES = {"light": ALL, "dark": ["color-contrast"]}
DRESS = "theme => { document.documentElement.dataset.theme = theme; }"


def says(place: Page | Frame, name: str, part: str = "html") -> list[str]:
    """What axe finds in a page as it stands, or in the part of it that is new, in light and
    dark."""
    if not place.evaluate("typeof axe === 'object'"):
        place.evaluate(f"() => {{ {AXE} }}")
    faults: list[str] = []
    for theme, rules in RULES.items():
        place.evaluate(DRESS, theme)
        result: dict[str, Any] = place.evaluate(RUN, {"rules": rules, "part": part})
        assert result["passed"] >= (10 if rules is ALL and part == "html" else 1)
        faults += [
            f"{name}, {theme}: {found['id']} at {found['at']}: {found['why']}"
            for found in result["found"]
            if found["impact"] in ("serious", "critical")
        ]
    place.evaluate(DRESS, "light")
    return faults


def test_the_playground(page: Page) -> None:
    faults = says(page, "as it opens")
    page.keyboard.press("?")
    faults += says(page, "help", "dialog[open]")
    page.keyboard.press("Escape")
    page.locator(".neuron[data-column='1']").first.click()
    page.locator("[data-input=bias]").wait_for()
    faults += says(page, "a neuron", "#dock")
    page.get_by_role("button", name="All weights of this layer as a table").click()
    faults += says(page, "a layer's weights", "dialog[open]")
    page.keyboard.press("Escape")
    for tab in page.locator(".dock-tabs [role=tab]").all()[1:]:
        tab.click()
        faults += says(page, tab.inner_text(), "#dock")
    page.click("#share")
    faults += says(page, "the menu of links and files", "#topbar")
    page.keyboard.press("Escape")
    page.click("#until")
    faults += says(page, "run until", "#topbar")
    page.keyboard.press("Escape")
    for fold in page.locator(".fold:visible summary").all():
        fold.click()
    faults += says(page, "all settings", "#setup")
    page.locator(".thumbnail:has(.thumbnail-own) input").check(force=True)
    page.locator("#own-class").wait_for()
    faults += says(page, "points of one's own")
    page.click("#own-table")
    faults += says(page, "the table of points", "dialog[open]")
    page.keyboard.press("Escape")
    page.click("#own-up")
    faults += says(page, "a file of points", "dialog[open]")
    page.keyboard.press("Escape")
    for name, address in {
        "many classes": "#data=blobs&data.n_classes=10&training.loss=categorical_crossentropy",
        "real values": "#data=whirl&training.loss=mean_squared_error",
    }.items():
        page.evaluate("hash => { location.hash = hash; }", address)
        until(page, "!location.hash.includes('data=points')")
        page.locator(".data-points[data-count]").wait_for()
        faults += says(page, name)
    page.evaluate("location.hash = '#training.optimizer.learning_rate=10'")
    until(page, "location.hash.includes('data=circle')")
    page.click("#play")
    status(page, "diverged")
    faults += says(page, "diverged")
    assert faults == []


def test_the_playground_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.click("#step")
    page.locator(".curves-plot .main-svg").first.wait_for()
    assert says(page, "on a phone") == []


def test_the_other_pages(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("404")
    page = open_page("reference", ready=lambda page: page.locator("article.entry").first.wait_for())
    # Hundreds of entries are alike: two of each list stand for all.
    page.evaluate(
        "document.querySelectorAll('article.entry:nth-of-type(n+3)').forEach(e => e.remove())"
    )
    faults = says(page, "reference")
    root = page.url.removesuffix("/reference")
    page.goto(f"{root}/lessons")
    faults += says(page, "lessons")
    page.goto(f"{root}/lessons/perceptron")
    frame = playground(page)
    faults += says(page, "a lesson") + says(frame, "the playground of a lesson")
    page.goto(f"{root}/nowhere")
    faults += says(page, "nothing here")
    assert faults == []
