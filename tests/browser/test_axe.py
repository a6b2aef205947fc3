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
  const { violations, passes } = await axe.run(within, {
    runOnly: rules, iframes: false, resultTypes: ["violations"],
  });
  const found = violations.flatMap(({ id, impact, nodes }) => nodes.map((node) =>
    ({ id, impact, at: node.target.join(" "), why: node.failureSummary })));
  return { found, passed: passes.length };
}"""
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a theme changes are colours.
RULES = {"light": ALL, "dark": ["color-contrast"]}
# What can be pressed is 24 pixels wide and high, or stands so far from all else (WCAG 2.2, 2.5.8).
# Neurons are as large as the network has room for; the tree in words has them all at full size.
SMALL = """part => {
  const LEAST = 23.5;
  const pressed = 'button, input, select, textarea, summary, a[href], [role=slider], '
    + '[role=treeitem]';
  const boxOf = (element) => {
    const label = element.matches('[type=radio], [type=checkbox], [type=file]')
      && element.closest('label');
    const { left, top, right, bottom } = (label || element).getBoundingClientRect();
    // What can be pressed around what is seen.
    const after = getComputedStyle(element, '::after');
    const more = ['left', 'top', 'right', 'bottom'].map(side =>
      after.position === 'absolute' && after.content !== 'none'
        ? Math.max(0, -parseFloat(after[side]) || 0) : 0);
    return { element, left: left - more[0], top: top - more[1], right: right + more[2],
      bottom: bottom + more[3] };
  };
  const boxes = [...document.querySelector(part).querySelectorAll(pressed)].filter(element =>
    element.checkVisibility({ visibilityProperty: true }) && !element.disabled
    && !element.closest('[inert], .for-listeners, .when-focused, .neuron, .spare')
    && getComputedStyle(element).pointerEvents !== 'none'
    && !(element.matches('a') && getComputedStyle(element).display === 'inline')).map(boxOf);
  const isSmall = ({ left, top, right, bottom }) => Math.min(right - left, bottom - top) < LEAST;
  const middle = ({ left, top, right, bottom }) => [(left + right) / 2, (top + bottom) / 2];
  return boxes.filter(box => isSmall(box) && box.right > box.left && boxes.some(other => {
    if (box.element.contains(other.element) || other.element.contains(box.element)) return false;
    const [[x, y], [ox, oy]] = [middle(box), middle(other)];
    const away = Math.hypot(Math.max(other.left - x, 0, x - other.right),
      Math.max(other.top - y, 0, y - other.bottom));
    return away < 12 || (isSmall(other) && Math.hypot(ox - x, oy - y) < 24);
  })).map(({ element, left, right, top, bottom }) =>
    [element.outerHTML.slice(0, 90), (right - left).toFixed(), (bottom - top).toFixed()].join(' '));
}"""
CUT = """() => [...document.querySelectorAll('body *')].filter(part => part.checkVisibility()
    && !part.closest('svg, .curves-plot, .for-listeners, .when-focused, .brand, .axis')
    && (part.getBoundingClientRect().right > innerWidth + 1 || (!part.children.length
      && part.textContent.trim() && part.scrollWidth > part.clientWidth + 1
      && ['hidden', 'clip'].includes(getComputedStyle(part).overflowX))))
  .filter(part => {
    for (let over = part.parentElement; over; over = over.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(over).overflowX)) return false;
    }
    return true;
  }).map(part => part.outerHTML.slice(0, 120))"""
# What is laid out by script follows with the next frames.
LAID_OUT = """async () => {
  const { documentElement: root } = document;
  const sizes = () => new Promise(resolve => requestAnimationFrame(() =>
    resolve([root.scrollWidth, root.scrollHeight].join())));
  for (let before = '', same = 0, frames = 0; same < 3 && frames < 120; frames += 1) {
    const now = await sizes();
    same = now === before ? same + 1 : 0;
    before = now;
  }
}"""
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
    return faults + [f"{name}: too small: {small}" for small in place.evaluate(SMALL, part)]


def zoomed(page: Page, name: str) -> list[str]:
    """What is cut, beside the window or too small at a zoom of 200 % and of 400 % (of 1280 × 1024).
    What has two dimensions, as a diagram or a table, may scroll by itself."""
    faults: list[str] = []
    for width, height in ((640, 512), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(LAID_OUT)
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"{name} at {width}: {wide} wide"] if wide > width else []
        faults += [f"{name} at {width}: cut: {part}" for part in page.evaluate(CUT)]
        faults += [f"{name} at {width}: too small: {part}" for part in page.evaluate(SMALL, "body")]
    page.set_viewport_size({"width": 1366, "height": 768})
    return faults


def test_the_playground(page: Page) -> None:
    faults = says(page, "as it opens")
    page.keyboard.press("?")
    faults += says(page, "help", "dialog[open]")
    page.keyboard.press("Escape")
    page.click("#open-examples")
    page.locator(".example-choice").last.wait_for()
    faults += says(page, "examples", "dialog[open]")
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
    page.get_by_role("treeitem").nth(1).press("ArrowRight")
    faults += zoomed(page, "in words")
    page.keyboard.press("w")
    faults += says(page, "the plane in words", ".output")
    page.keyboard.press("Escape")
    page.click("#share")
    faults += says(page, "the menu of links and files", "#topbar")
    page.click("#open-link-item")
    faults += says(page, "a link to open", "dialog[open]")
    page.keyboard.press("Escape")
    page.click("#until")
    faults += says(page, "run until", "#topbar")
    page.keyboard.press("Escape")
    for fold in page.locator(".fold:visible summary").all():
        fold.click()
    faults += says(page, "all settings", "#setup")
    page.locator(".thumbnail:has(.thumbnail-own) input").check(force=True)
    page.locator("#own-class").wait_for()
    faults += says(page, "points of one's own", "#setup")
    faults += says(page, "a plane to draw on", ".output")
    page.click("#own-table")
    faults += says(page, "the table of points", "dialog[open]")
    page.keyboard.press("Escape")
    page.click("#own-up")
    faults += says(page, "a file of points", "dialog[open]")
    page.keyboard.press("Escape")
    for name, data, loss, there in (
        (
            "many classes",
            "blobs&data.n_classes=10",
            "categorical_crossentropy",
            "#boundary-view .legend-item",
        ),
        ("real values", "whirl", "mean_squared_error", ".value-bar"),
    ):
        page.evaluate("hash => { location.hash = hash; }", f"#data={data}&training.loss={loss}")
        page.locator(there).last.wait_for()
        page.locator(".data-points[data-count='500']").wait_for()
        faults += says(page, name, ".output") + says(page, name, "#network-view")
    page.click("#open-examples")
    page.click("[data-example=step-by-step]")
    page.locator("[data-sign=agrees]").first.wait_for()
    faults += says(page, "an example", "#example")
    faults += zoomed(page, "an example")
    page.evaluate("location.hash = '#training.optimizer.learning_rate=10'")
    until(page, "location.hash.includes('data=circle')")
    page.click("#play")
    status(page, "diverged")
    faults += says(page, "diverged", "#strip") + says(page, "diverged", "#topbar")
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
    faults = says(page, "reference") + zoomed(page, "reference")
    root = page.url.removesuffix("/reference")
    page.goto(f"{root}/lessons")
    faults += says(page, "lessons") + zoomed(page, "lessons")
    page.goto(f"{root}/lessons/perceptron")
    frame = playground(page)
    faults += says(page, "a lesson") + says(frame, "the playground of a lesson")
    faults += zoomed(page, "a lesson")
    page.goto(f"{root}/sweep")
    page.locator("#estimate").wait_for()
    faults += says(page, "sweep") + zoomed(page, "sweep")
    page.goto(f"{root}/nowhere")
    faults += says(page, "nothing here")
    assert faults == []
