"""Points of one's own: drawn, erased, taken back, read from a file, edited in a table."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, Watch, allow_clipboard, playground_ready, until
from tests.browser.seen import neurons, status

OWN = ".thumbnail:has(.thumbnail-own) input"
COUNT = "(location.hash.match(/data.points=([^&]*)/)?.[1].split(';').length ?? 0) - 1"


def has(page: Page, count: int) -> None:
    """Wait until the address holds so many points."""
    until(page, f"count => {COUNT} === count", count)


@pytest.fixture
def own(page: Page) -> Page:
    page.locator(OWN).check(force=True)
    has(page, 4)
    page.locator("#own-class").wait_for()
    until(page, "document.querySelector('.data-points').dataset.count === '4'")
    return page


def test_click_paint_erase_undo_and_redo(own: Page) -> None:
    expect(own.locator(".plane-hint")).to_contain_text("add points")
    box = own.locator("#boundary").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    own.mouse.click(x, y)
    has(own, 5)
    for begun in (".plane-hint", "#own-begin"):
        expect(own.locator(begun)).to_be_hidden()
    own.mouse.move(x + 40, y)
    own.mouse.down()
    for i in range(1, 8):
        own.mouse.move(x + 40, y - 20 * i)
    own.mouse.up()
    # The address has all of them once it has as many as are drawn.
    drawn = "parseInt(document.querySelector('.setup .aside-note').textContent)"
    painted = until(own, f"{COUNT} > 8 && {COUNT} === {drawn} && {COUNT}")
    own.click("#own-eraser")
    own.mouse.click(x, y)
    has(own, painted - 1)
    own.click("#own-undo")
    has(own, painted)
    own.keyboard.press("Control+z")
    has(own, 5)
    own.click("#own-redo")
    has(own, painted)
    # There is one order of all that was done, whichever button or key goes back.
    own.click("#add-layer")
    heads = own.locator(".layer-head[data-layer]")
    expect(heads).to_have_count(3)
    count = own.locator(".setup .aside-note").first
    own.click("#own-close")
    expect(count).to_have_text("0 points")
    own.get_by_label("One unit more in layer 1").click()
    expect(own.get_by_label("Units of layer 1")).to_have_value("5")
    own.mouse.click(x, y)
    expect(count).to_have_text("0 points")  # the eraser is still in hand
    own.click("#own-class")
    expect(own.locator("#boundary-view .legend-item")).to_have_count(3)
    own.locator(".chips [role=radio]").first.click()
    own.mouse.click(x, y)
    expect(count).to_have_text("1 point")
    own.keyboard.press("Control+z")
    expect(count).to_have_text("0 points")
    expect(own.get_by_label("Units of layer 1")).to_have_value("5")
    own.click("#undo")
    expect(own.locator("#boundary-view .legend-item")).to_have_count(2)
    own.click("#own-undo")
    expect(own.get_by_label("Units of layer 1")).to_have_value("4")
    expect(count).to_have_text("0 points")
    own.click("#undo")
    expect(count).to_have_text(f"{painted} points")
    own.click("#own-undo")
    expect(heads).to_have_count(2)
    own.click("#undo")
    has(own, 5)
    for _ in range(3):
        own.click("#redo")
    expect(count).to_have_text("0 points")
    expect(heads).to_have_count(3)
    # Two clicks are two steps while the server still has to answer, and what follows a way back
    # is done to what it leads to.
    own.click("#undo")
    held: list[Route] = []
    own.route("**/commands", lambda route: held.append(route))
    own.mouse.click(x + 60, y)
    own.mouse.click(x + 90, y)
    expect(count).to_have_text(f"{painted + 2} points")
    own.keyboard.press("Control+z")
    own.click("#add-layer")
    for route in held:
        route.continue_()
    own.unroute("**/commands")
    expect(heads).to_have_count(4)
    expect(count).to_have_text(f"{painted + 1} points")


def test_up_to_ten_classes(own: Page) -> None:
    expect(own.locator("[data-group=binary]")).to_have_attribute("aria-pressed", "true")
    own.locator("#own-class").focus()
    for _ in range(9):
        own.keyboard.press("Enter")
    expect(own.locator("#own-class")).to_be_focused()
    expect(own.locator("#own-class")).to_be_disabled()
    expect(own.locator(".chips [role=radio]")).to_have_count(10)
    expect(own.locator("[data-group=multiclass]")).to_have_attribute("aria-pressed", "true")
    until(own, "document.querySelectorAll('.neuron[data-column=\"3\"]').length === 10")
    expect(own.locator("#boundary-view .legend-item")).to_have_count(10)
    expect(own.locator("#curves")).to_be_in_viewport(ratio=1)
    # Nor does so long a legend take the place of a curve where the page is narrower.
    own.set_viewport_size({"width": 1024, "height": 768})
    curves = own.locator("#curves").bounding_box()
    assert curves
    assert curves["height"] > 180


def test_points_are_set_by_keyboard(own: Page) -> None:
    # What is done while the server still has to answer is done in its turn.
    held: list[Route] = []
    own.route("**/commands", lambda route: held.append(route))
    # What was there before is there to begin with, as it was: its test share, too.
    own.get_by_role("button", name="Begin with the 500 points from before").click()
    expect(own.locator(".setup .aside-note").first).to_have_text("500 points")
    expect(own.locator("#own-begin")).to_be_hidden()
    until(own, "document.querySelector('.data-points').dataset.count === '500'")
    expect(own.locator("[data-field='data.test_fraction'] input.number")).to_have_value("50 %")
    own.click("#own-undo")
    own.locator("#boundary").focus()
    own.keyboard.press("ArrowUp")
    own.keyboard.press("Enter")
    box = own.locator("#boundary").bounding_box()
    assert box
    own.mouse.click(box["x"] + 20, box["y"] + 20)
    for route in held:
        route.continue_()
    own.unroute("**/commands")
    has(own, 6)
    until(own, "document.querySelector('.data-points').dataset.count === '6'")
    own.click("#own-undo")
    has(own, 5)


def test_classes_are_chosen_and_points_removed_by_keyboard(own: Page) -> None:
    plane = own.locator("#boundary")
    heard = own.locator(".boundary-view .for-listeners[role=status]")
    assert "Space places a point" in own.locator("#cursor-help").inner_text()
    plane.focus()
    own.keyboard.press("Space")  # no cross yet: it plays
    status(own, "playing")
    own.keyboard.press("Space")
    for _ in range(3):
        own.keyboard.press("Shift+ArrowUp")
    expect(heard).to_contain_text("p = ")
    own.keyboard.press("1")
    expect(heard).to_have_text("The next points are of class 0.")
    own.keyboard.press("Space")
    expect(heard).to_have_text("class 0 placed at (0, 1.5).")
    has(own, 5)
    until(own, "location.hash.includes('0,1.5,0')")
    own.keyboard.press("2")
    own.keyboard.press("ArrowRight")
    own.keyboard.press("Enter")
    until(own, "location.hash.includes('0.1,1.5,1')")
    own.keyboard.press("7")
    expect(heard).to_have_text("There are 2 classes.")
    own.keyboard.press("Delete")
    expect(heard).to_have_text("2 points removed.")
    has(own, 4)
    own.keyboard.press("Backspace")
    expect(heard).to_have_text("There is no point here.")
    own.keyboard.press("Control+z")
    has(own, 6)
    # A point at the edge makes the plane larger: the cross stays where the point is.
    for _ in range(20):
        own.keyboard.press("Shift+ArrowRight")
    own.keyboard.press("Enter")
    has(own, 7)
    until(own, "document.querySelector('.cross').style.getPropertyValue('--u') < 1")
    own.keyboard.press("Delete")
    expect(heard).to_have_text("1 point removed.")
    has(own, 6)
    expect(plane).to_be_focused()


def test_all_removed_waits_for_more(own: Page) -> None:
    own.get_by_role("button", name="Remove all points").click()
    expect(own.locator("#strip")).to_contain_text("begins with the first point")
    expect(own.locator(".setup .aside-note").first).to_have_text("0 points")
    # What was drawn before is not trained unseen.
    own.get_by_role("button", name="Dismiss").click()
    own.click("#step")
    expect(own.locator("#strip")).to_contain_text("begins with the first point")
    own.click("#play")
    status(own, "ready")
    expect(own.locator("#epoch")).to_have_text("0")
    own.click("#own-undo")
    until(own, "document.querySelector('.data-points').dataset.count === '4'")
    expect(own.locator(".setup .aside-note").first).to_have_text("4 points")
    own.click("#step")
    expect(own.locator("#epoch")).to_have_text("1")
    # A page that is loaded anew has what was drawn, be it nothing, and it is gone on with.
    own.get_by_role("button", name="Remove all points").click()
    expect(own.locator(".setup .aside-note").first).to_have_text("0 points")
    own.reload()
    playground_ready(own)
    until(own, "document.querySelector('.data-points').dataset.count === '0'")
    own.click("#boundary")
    expect(own.locator(".setup .aside-note").first).to_have_text("1 point")


def test_files_are_read_and_ask_what_is_what(own: Page, watch: Watch) -> None:
    watch.allow("422")
    own.click("#own-up")
    own.fill("#csv-text", "hours,score,grade\n1,2,good\n2,x,bad\n3,4,bad\n5,6,good\n7,1,<b>bad</b>")
    own.click("#csv-read")
    expect(own.locator(".bad-lines li")).to_have_text(
        ["Line 3: The second coordinate is not a number."]
    )
    own.click("#csv-use")
    expect(own.locator("#csv")).to_be_hidden()
    has(own, 4)
    own.locator(".axis-name", has_text="hours").wait_for()
    expect(own.locator("#boundary-view .legend")).to_contain_text("<b>bad</b>")
    # Classes have no values to be scaled.
    scaling = own.locator("[data-field='data.value_scaling']")
    expect(own.locator("[data-field='data.scaling']")).to_be_attached()
    expect(scaling).not_to_be_attached()
    own.click("#own-up")
    own.fill("#csv-text", "1,2,0.5\n3,4,1.5\n5,6,2.5\n7,8,3.5")
    own.click("#csv-read")
    expect(scaling).to_be_attached()

    # Its scaling is shown.
    own.click("#own-up")
    lines = "\n".join(f"{1000 + i},{i / 1000},{'yes' if i % 3 else 'no'}" for i in range(12))
    content = f"mass,share,pass\n{lines}".encode()
    own.set_input_files(
        "#csv-file", {"name": "pupils.csv", "mimeType": "text/csv", "buffer": content}
    )
    expect(own.locator("#csv")).to_be_hidden()
    has(own, 12)
    expect(own.locator("#boundary-view .legend")).to_contain_text("yes")
    expect(own.locator("#scaling")).to_contain_text("(mass − 1,006) / 3.45")
    expect(own.locator("#scaling")).to_contain_text("(share − 0.0055) / 0.00345")
    own.locator("[data-field='data.scaling'] select").select_option("none")
    expect(own.locator("#scaling")).to_be_hidden()

    # One of other columns asks which is what.
    own.click("#own-up")
    lines = "nr;Länge;Breite;Münze\n7;1,5;2,5;Zahl\n9;-1;0,25;Zahl\n2;3;3;Kopf\n5;0,5;-1;Kopf\n"
    file = {"name": "a.csv", "mimeType": "text/csv", "buffer": lines.encode("cp1252")}
    own.set_input_files("#csv-file", file)  # type: ignore[arg-type]
    roles = own.locator("#csv .columns select")
    expect(roles).to_have_count(4)
    for k, role in enumerate(("none", "x1", "x2", "label")):
        expect(roles.nth(k)).to_have_value(role)
    expect(own.locator("#csv .columns tbody tr").first).to_have_text("71,52,5Zahl")
    # The label goes to the numbers, and what had been there is read no more.
    own.get_by_role("combobox", name="Column nr").select_option("x1")
    expect(roles.nth(1)).to_have_value("none")
    own.get_by_role("combobox", name="Column nr").select_option("label")
    expect(roles.nth(3)).to_have_value("x1")
    expect(own.locator("#csv .field-error")).to_contain_text("1 at the least")
    own.get_by_role("combobox", name="Column nr").select_option("x1")
    expect(roles.nth(3)).to_have_value("label")
    expect(own.locator("#csv-use")).to_have_text("Use 4 points")
    own.click("#csv-use")
    has(own, 4)
    own.locator(".axis-name", has_text="Breite").wait_for()
    expect(own.locator("#boundary-view .legend")).to_contain_text("Kopf")
    assert "7,2.5,1" in own.evaluate("location.hash")
    # Several columns are values of a point.
    own.click("#own-up")
    own.fill("#csv-text", "a,b,north,east\n1,2,.5,-4\n-1,3,.7,2\n4,-5,1,0\n")
    own.click("#csv-read")
    own.get_by_role("combobox", name="Column north").select_option("more")
    for k, role in enumerate(("x1", "x2", "label", "more")):
        expect(roles.nth(k)).to_have_value(role)
    # Each of them can be anything, also where all are read.
    own.get_by_role("combobox", name="Column a").select_option("none")
    for k, role in enumerate(("none", "x2", "label", "x1")):
        expect(roles.nth(k)).to_have_value(role)
    own.get_by_role("combobox", name="Column a").select_option("x1")
    own.get_by_role("combobox", name="Column east").select_option("more")
    expect(roles.nth(3)).to_have_value("more")
    own.click("#csv-use")
    until(own, "location.hash.includes('data.points=1,2,0.5,-4;')")
    expect(own.get_by_role("button", name="east", exact=True)).to_be_visible()
    expect(own.locator(".plane-hint")).to_be_hidden()


def test_files_that_make_no_sense_or_cannot_be_read_are_refused(own: Page, watch: Watch) -> None:
    watch.allow("422")
    own.click("#own-up")
    # What the server would not take does not come into the box, which would keep the page busy.
    for count in (300_000, 150_000):
        file = {"name": "a.csv", "mimeType": "text/csv", "buffer": count * b"1,2,3\n"}
        own.set_input_files("#csv-file", file)  # type: ignore[arg-type]
        says = "This is too much: at most 10,000 points are taken, in 1 MB."
        expect(own.locator("#csv .field-error")).to_have_text(says)
        expect(own.locator("#csv-text")).to_have_value("")
    own.fill("#csv-text", "hello")
    own.click("#csv-read")
    expect(own.locator("#csv .field-error")).to_contain_text("1 at the least")
    own.evaluate(
        """() => {
          const unread = () => Promise.reject(new DOMException("", "NotReadableError"));
          File.prototype.arrayBuffer = unread;
        }"""
    )
    own.set_input_files("#csv-file", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"1,2,3"})
    expect(own.locator("#csv .field-error")).to_have_text("This file cannot be read.")


def test_the_table(own: Page, watch: Watch) -> None:
    own.click("#own-table")
    first = own.locator("#table tbody input").first
    first.fill("½")
    first.press("Tab")
    expect(own.locator("#table [role=alert]")).to_contain_text("A number is wanted, such as 0.5.")
    alarm = own.locator("#table [role=alert]").evaluate("alert => getComputedStyle(alert).color")
    expect(first).to_have_css("border-top-color", alarm)
    asked = own.locator("#table .weight > span").first
    assert asked.evaluate("words => words.scrollWidth <= words.clientWidth")
    first.fill("nonsense")
    own.click("#table-apply")
    expect(own.locator("#table [role=alert]")).to_contain_text("Row 1")
    # What the server refuses is said there, and nothing that was typed is lost.
    watch.allow("422")
    first.fill("-1.5")
    second = own.locator("#table .class-names input").nth(1)
    name = second.input_value()
    second.fill(own.locator("#table .class-names input").first.input_value())
    own.click("#table-apply")
    expect(own.locator("#table [role=alert]")).to_have_text("Each class needs a name of its own.")
    expect(first).to_have_value("-1.5")
    second.fill(name)
    first.fill("1,125")
    first.press("Tab")
    expect(first).to_have_value("1125")
    expect(own.locator("#table [role=alert]")).to_contain_text("Read as 1125. 1.125 is typed")
    first.fill("-1.25")
    own.click("#table-apply")
    until(own, "location.hash.includes('-1.25')")
    expect(own.locator("#scaling")).to_be_hidden()
    own.click("#own-table")
    first.fill("-125")
    own.click("#table-apply")
    expect(own.locator("[data-field='data.scaling'] select")).to_have_value("standard")
    expect(own.locator("#scaling")).to_be_visible()
    # One point is enough, and a batch of all follows however many there are.
    own.click("#own-table")
    for _ in range(3):
        own.locator("#table").get_by_label("Remove this point").last.click()
    own.click("#table-apply")
    has(own, 1)
    batch = own.locator("[data-field='training.batch_size']")
    batch.get_by_role("button", name="Batch size: all").click()
    until(own, "location.hash.includes('training.batch_size=all')")
    expect(batch.locator(".number")).to_have_value("all")
    expect(batch.locator(".slider")).to_be_disabled()
    own.reload()
    expect(batch.locator(".number")).to_have_value("all")
    batch.locator(".number").fill("20")
    batch.locator(".number").press("Enter")
    until(own, "location.hash.includes('training.batch_size=20')")
    batch.locator(".number").fill("ALL")
    batch.locator(".number").press("Enter")
    until(own, "location.hash.includes('training.batch_size=all')")
    batch.locator(".number").fill("All")
    batch.locator(".number").press("Enter")
    expect(batch.locator(".number")).to_have_value("all")
    own.click("#step")
    expect(own.locator("#epoch")).to_have_text("1")
    # Instead of a class, a point may have values, any numbers.
    own.click("#own-table")
    table = own.locator("#table")
    table.get_by_label("Each point has").select_option("2")
    expect(table.locator("th")).to_have_text(["x₁", "x₂", "value 1", "value 2"])
    for box, value in zip(table.locator("tbody input").all(), ("0.05", "0.1", "0.01", "0.99")):
        box.fill(value)
    table.locator(".class-names input").first.fill("o1")
    own.click("#table-apply")
    until(own, "location.hash.includes('data.points=0.05,0.1,0.01,0.99;')")
    until(own, "location.hash.includes('data.value_names=o1,value%202')")
    expect(own.get_by_label("o1", exact=True)).to_have_value("1")
    own.locator("[data-field='training.loss'] select").select_option("squared_error_sigmoid")
    until(own, "location.hash.includes('training.loss=squared_error_sigmoid')")
    own.locator("#tab-arithmetic").click()
    expect(own.locator("#point-target")).to_have_value("0.01; 0.99")
    own.locator("#point-target").fill("0.5; -2")
    own.locator("#point-target").press("Enter")
    expect(own.locator("[data-number=loss]")).to_be_visible()
    own.locator("#tab-arithmetic").click()
    own.click("#own-table")
    table.get_by_label("Each point has").select_option("0")
    # A table that is pasted brings rows along, and values of which there are more.
    allow_clipboard(own)
    boxes, says = table.locator("tbody input, tbody select"), table.get_by_role("alert")

    def paste(text: str, cell: int) -> None:
        boxes.nth(cell).focus()
        own.evaluate("text => navigator.clipboard.writeText(text)", text)
        own.keyboard.press("Control+v")

    rows = table.locator("tbody tr")
    before = rows.count()
    for text, cell, fault in (
        ("1 2\n3", 0, "Row 2 of what was pasted has another number of cells than the first: 1"),
        ("1 2 0\n3 x 1", 0, "Row 2 of what was pasted holds something that is no number."),
        ("1 2", 1, "The last number of row 1 is no class: these are numbered 0 to 1."),
        ("1 2 3 4", 1, "What was pasted has 4 columns; there is room for 2 from this cell on."),
        ("1 2 0\n" * 401, 0, "A table has 400 rows at the most"),
    ):
        paste(text, cell)
        expect(says).to_contain_text(fault)
    expect(rows).to_have_count(before)
    paste("1,500\t2\t1", 0)
    expect(says).to_have_text("Read as 1500. 1.5 is typed 1.5.")
    assert [box.input_value() for box in boxes.all()][:3] == ["1500", "2", "1"]
    own.click("#table-apply")
    until(own, "location.hash.includes('data.points=1500,2,1;')")
    own.click("#own-table")
    paste("0.05\t0.1\t0.01\t0.99\n" + "1\t2\t0.25\t-0.5\n" * before, 0)
    expect(rows).to_have_count(before + 1)
    expect(table.locator("th")).to_have_count(4)
    own.click("#table-apply")
    until(own, "location.hash.includes('data.points=0.05,0.1,0.01,0.99;1,2,0.25,-0.5;')")


def test_points_too_many_for_an_address_are_kept_for_the_link(
    open_page: OpenPage, watch: Watch
) -> None:
    page = open_page()
    allow_clipboard(page)
    page.locator(OWN).check(force=True)
    has(page, 4)
    lines = "\n".join(f"{i / 7:.4f},{i / 3:.4f},{i % 2}" for i in range(1200))
    page.click("#own-up")
    # The browser's own filling in takes seconds.
    page.locator("#csv-text").evaluate("(area, lines) => { area.value = lines; }", lines)
    page.click("#csv-read")
    count = page.locator(".setup .aside-note").first
    expect(count).to_have_text("1,200 points")
    page.click("#copy-link")
    expect(page.locator("#strip")).to_contain_text("30 days")
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"#from=[\w-]{20,}$", link)
    assert page.url == link
    page.get_by_label("One unit more in layer 1").click()
    until(page, "!location.hash.includes('from=')")
    page.goto("about:blank")

    other = open_page(f"#{urlsplit(link).fragment}")
    expect(other.locator(".setup .aside-note").first).to_have_text("1,200 points")
    assert other.url == link
    assert neurons(other) == [2, 4, 2, 1]
    other.click("#step")
    expect(other.locator("#epoch")).to_have_text("1")
    other.reload()
    expect(other.locator(".setup .aside-note").first).to_have_text("1,200 points")

    watch.allow("404")
    other.evaluate("location.hash = '#from=AAAAAAAAAAAAAAAAAAAAAA'")
    expect(other.locator("#strip")).to_contain_text("no longer keeps the points")
    gone = open_page("#from=AAAAAAAAAAAAAAAAAAAAAA")
    expect(gone.locator("#strip")).to_contain_text("no longer keeps the points")
    gone.click("#step")
    expect(gone.locator("#epoch")).to_have_text("1")
