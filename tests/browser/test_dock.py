"""More about a run: numbers of neurons to set by hand, tables, downloads, targets, divergence."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Watch, allow_clipboard, until
from tests.browser.seen import boundary, boundary_leaves, epoch, field, status, wait_for_epoch

AT_REST = """() => new Promise((resolve) => {
  const places = () => [...document.querySelectorAll('.neuron')].map(({ style }) => style.cssText);
  const before = String(places());
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(String(places()) === before)));
})"""


def test_a_weight_is_set_by_hand(page: Page, watch: Watch) -> None:
    before = boundary(page)
    loss = page.locator("#loss").inner_text()
    page.locator(".neuron[data-column='3']").click()
    bias = page.locator("[data-input=bias]")
    expect(bias).to_be_visible()
    kept = bias.input_value()
    watch.allow("422")
    for text, says in (
        ("1/2", "A number is wanted, such as 0.5."),
        ("1e9", "Should be at most 1000000."),
    ):
        bias.fill(text)
        bias.press("Enter")
        expect(page.locator(".neuron-panel [role=alert]")).to_have_text(says)
        expect(bias).to_have_value(kept)
    # What was typed is written as it was read.
    for text, holds in (("1,500", "1500"), ("0,001", "0.001"), ("-0,5", "−0.5"), ("1.500", "1.5")):
        bias.fill(text)
        bias.press("Enter")
        expect(bias).to_have_value(holds)
        if text == "1,500":
            expect(page.locator(".neuron-panel [role=alert]")).to_have_text(
                "Read as 1500. 1.5 is typed 1.5."
            )
    bias.fill("3")
    bias.press("Enter")
    boundary_leaves(page, before)
    # Escape takes back what was typed, and arrow keys set out from what the weight is.
    bias.fill("9")
    bias.press("Escape")
    expect(bias).to_have_value("3")
    bias.fill("abc")
    bias.press("ArrowUp")
    expect(bias).to_have_value("3.1")
    until(page, "before => document.querySelector('#loss').textContent !== before", loss)
    expect(page.locator("#panel-neuron math").first).to_be_attached()
    # It is what training sets out from: the curve of the loss begins there.
    page.get_by_role("tab", name="Numbers").click()
    expect(page.locator(".numbers tbody tr")).to_have_count(1)
    until(
        page,
        """document.querySelector('.numbers tbody td').textContent
      .startsWith(document.querySelector('#loss').textContent.slice(0, 4))""",
    )
    # Frozen, it stays while all else learns; nor does the run begin again for that.
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    page.get_by_role("tab", name="Neuron").click()
    page.get_by_role("button", name="Freeze bias").click()
    until(page, "location.hash.includes('training.frozen=~')")
    frozen, weight = bias.input_value(), page.locator("[data-input='0']").input_value()
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("2")
    expect(page.locator("[data-input='0']")).not_to_have_value(weight)
    expect(bias).to_have_value(frozen)
    page.get_by_role("button", name="no biases").click()
    expect(bias).to_have_value("0")
    page.get_by_role("button", name="freeze layer", exact=True).click()
    expect(page.get_by_role("button", name="Freeze bias")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Remove layer 2").click()
    until(page, "location.hash.includes('training.frozen=&')")
    expect(page.locator("#strip")).to_contain_text("no longer frozen: the output")
    # It stays to be read while layers come and go.
    page.click("#add-layer")
    expect(page.locator(".layer-head[data-layer]")).to_have_count(2)
    expect(page.locator("#strip")).to_contain_text("no longer frozen: the output")
    for _ in range(2):
        page.click("#undo")
    until(page, "location.hash.includes('training.frozen=~')")
    expect(page.locator(".layer-head[data-layer]")).to_have_count(2)
    # Data that are only drawn otherwise leave it as it is, a single output's bias too.
    page.get_by_role("button", name="freeze layer", exact=True).click()
    page.get_by_role("button", name="Freeze bias").click()
    field(page, "data.noise").locator("input.number").fill("0.2")
    page.keyboard.press("Enter")
    until(page, "location.hash.includes('data.noise=0.2')")
    assert "training.frozen=~" in page.url


# Matt Mazur, A Step by Step Backpropagation Example (2015). His biases are not trained.
FROZEN = quote(json.dumps([{"layer": 0, "input": "bias"}, {"layer": 1, "input": "bias"}]))
PRINTED = "0.0.0:0.15,0.0.1:0.2,0.0.bias:0.35,0.1.0:0.25,0.1.1:0.3,0.1.bias:0.35"
MAZUR = (
    "data=points&data.points=0.05,0.1,0.01,0.99;&data.class_names=&data.value_names=o1,o2"
    f"&network.hidden_layers=2.sigmoid&network.weights={PRINTED},1.0.0:0.4,1.0.1:0.45,1.0.bias:0.6,"
    "1.1.0:0.5,1.1.1:0.55,1.1.bias:0.6"
    "&training.loss=squared_error_sigmoid&training.loss.over_outputs=sum"
    "&training.optimizer.learning_rate=0.5&training.batch_size=all"
    f"&training.frozen=~{FROZEN}"
)


def test_a_link_brings_the_first_weights_that_a_text_prints(open_page: OpenPage) -> None:
    page = open_page(f"#{MAZUR}")
    loss, weight = page.locator("#loss"), page.locator("[data-input='0']")
    expect(loss).to_have_text(re.compile("^0.298"))
    page.locator(".neuron[data-column='2']").first.click()
    expect(weight).to_have_value("0.4")
    page.click("#step")
    expect(loss).to_have_text(re.compile("^0.291"))
    expect(weight).to_have_value("0.3589")
    page.click("#reset")
    expect(weight).to_have_value("0.4")
    expect(loss).to_have_text(re.compile("^0.298"))
    # What is set by hand before the first update is in the link, too, and is what Reset leads to.
    weight.fill("0.5")
    weight.press("Enter")
    until(page, f"location.hash.includes('network.weights={PRINTED},1.0.0:0.5,')")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    weight.fill("7")
    weight.press("Enter")
    # That is what was done to the run, and no part of its settings.
    field(page, "training.optimizer.learning_rate").locator("input.number").fill("0.25")
    page.keyboard.press("Enter")
    until(page, "location.hash.includes('learning_rate=0.25')")
    assert "1.0.0:0.5," in page.url
    expect(page.locator("#epoch")).to_have_text("1")
    expect(weight).to_have_value("7")
    page.click("#reset")
    expect(weight).to_have_value("0.5")
    # What is no longer there goes, and is named; so do all where other weights are asked for.
    given, strip = field(page, "network.weights"), page.locator("#strip")
    expect(given).to_contain_text("12")
    page.get_by_label("Units of layer 1").fill("1")
    page.keyboard.press("Enter")
    expect(given).to_contain_text("7")
    expect(strip).to_contain_text(
        "no longer set by hand: a weight of neuron 2 of layer 1, a weight"
    )
    page.click("#undo")
    expect(given).to_contain_text("12")
    page.get_by_role("button", name="new weights").click()
    until(page, "location.hash.includes('network.weights=&')")
    expect(strip).to_contain_text("and 9 more. Undo brings back what was.")
    expect(given).to_have_count(0)
    page.click("#undo")
    expect(weight).to_have_value("0.5")
    given.get_by_role("button").click()
    until(page, "location.hash.includes('network.weights=&')")
    expect(weight).not_to_have_value("0.5")


def test_what_is_clicked_stays_under_the_pointer(page: Page) -> None:
    """No neuron moves when the dock opens or closes; few of them are large all the same."""
    tab = page.get_by_role("tab", name="Neuron")
    for units, least in ((4, 82), (8, 41), (64, 16)):
        page.get_by_label("Units of layer 1").fill(str(units))
        page.get_by_label("Units of layer 1").press("Enter")
        expect(page.locator(".neuron[data-column='1']")).to_have_count(units)
        until(page, AT_REST)
        neuron = page.locator(".neuron[data-column='1']").last
        before = neuron.bounding_box()
        neuron.click()
        expect(page.locator("[data-input=bias]")).to_be_visible()
        expect(page.locator(".neuron-panel h3").first).to_contain_text(f"neuron {units}")
        assert neuron.bounding_box() == pytest.approx(before, abs=0.5)
        dock = page.locator("#dock").bounding_box()
        assert before
        assert before["height"] >= least
        assert dock
        assert before["y"] + before["height"] < dock["y"]
        tab.click()
        expect(page.locator("[data-input=bias]")).to_be_hidden()
        assert neuron.bounding_box() == pytest.approx(before, abs=0.5)


def stays(page: Page, least: float) -> None:
    """The last neuron of the first layer is so large, and is where it was once it was clicked."""
    expect(page.locator(".dock-body")).to_be_hidden()
    neuron = page.locator(".neuron[data-column='1']").last
    until(page, AT_REST)
    before = neuron.bounding_box()
    assert before
    assert before["height"] >= least
    neuron.click()
    expect(page.locator("[data-input=bias]")).to_be_visible()
    assert neuron.bounding_box() == pytest.approx(before, abs=0.5)


def test_the_dock_is_as_high_as_its_content_or_as_it_was_dragged(page: Page) -> None:
    body, grip = page.locator(".dock-body"), page.get_by_role("separator")

    def height() -> float:
        return float(body.evaluate("body => body.getBoundingClientRect().height"))

    # The arithmetic of a small network is seen whole, and a panel with less to show takes less.
    page.click("#tab-arithmetic")
    page.locator(".arithmetic-body tr").nth(3).wait_for()
    assert body.evaluate("body => body.scrollHeight - body.clientHeight") <= 0
    assert body.evaluate("body => body.scrollWidth - body.clientWidth") <= 0
    whole = height()
    page.click("#tab-health")
    page.locator(".health table").first.wait_for()
    assert height() < whole - 100

    box = grip.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = height()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 60, steps=3)
    page.mouse.up()
    assert height() == pytest.approx(before + 60, abs=2)
    grip.press("ArrowDown")
    assert height() == pytest.approx(before + 60 - 768 * 0.02, abs=2)
    assert grip.get_attribute("aria-valuenow") == str(round(height() / 7.68))
    dragged = height()
    page.click("#tab-numbers")
    assert height() == pytest.approx(dragged, abs=1)
    page.reload()
    page.locator("#play:enabled").wait_for()
    page.click("#tab-health")
    assert height() == pytest.approx(dragged, abs=1)
    grip.dblclick()
    expect(page.locator(".health table").first).to_be_visible()
    assert height() == pytest.approx(before, abs=2)
    # However high, it leaves the network half its size, and no neuron moves for it that is clicked.
    grip.press("End")
    page.click("#tab-health")
    stays(page, least=40)
    # On a tablet the page grows instead, and the numbers are there in full.
    page.set_viewport_size({"width": 820, "height": 1180})
    page.click("#tab-neuron")
    stays(page, least=50)
    assert body.evaluate("body => body.scrollHeight - body.clientHeight") <= 0
    names = page.locator(".weight > span")
    assert names.evaluate_all("all => all.every(it => it.scrollWidth <= it.clientWidth)")
    # A script scrolls by itself all the same.
    page.click("#tab-code")
    page.locator(".code pre").wait_for()
    assert page.evaluate("document.documentElement.scrollHeight") < 3000


def test_panels_are_opened_and_the_focus_comes_back(page: Page) -> None:
    page.click("#tab-activations")
    expect(page.locator(".activation-card")).to_have_count(2)
    page.click("#tab-health")
    expect(page.locator(".health tbody tr")).to_have_count(3)
    page.click("#tab-confusion")
    expect(page.locator("table.confusion")).to_have_count(2)
    counts = page.locator("table.confusion").first.locator("td").all_inner_texts()
    assert sum(map(int, counts)) == 250
    page.click("#tab-confusion")
    expect(page.locator(".dock-body")).to_be_hidden()
    # The curves can be read as a table, and have a scale by powers of ten.
    page.click("#step")
    page.click("#tab-numbers")
    expect(page.locator(".numbers tbody tr")).to_have_count(2)
    page.locator(".curves-plot .main-svg").first.wait_for()
    page.click("#log-scale")
    expect(page.locator("#log-scale")).to_have_attribute("aria-pressed", "true")
    until(page, "document.querySelector('#curves').layout.yaxis.type === 'log'")
    # The cross moves by keyboard.
    page.locator("#boundary").focus()
    page.keyboard.press("ArrowRight")
    cursor = page.locator("#cursor")
    expect(cursor).to_contain_text(re.compile(r"p = [01]\.\d\d at"))
    first = cursor.inner_text()
    page.keyboard.press("Shift+ArrowUp")
    expect(cursor).not_to_have_text(first)
    # A neuron opens by keyboard, and the focus comes back.
    page.locator(".neuron").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("[data-input=bias]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator(".neuron[data-selected=true]")).to_be_focused()


def test_an_edge_opens_its_weight_and_its_layer_as_a_table(page: Page, watch: Watch) -> None:
    middle = """() => {
      const path = document.querySelector('.edge');
      const at = path.getPointAtLength(path.getTotalLength() / 2);
      const box = path.ownerSVGElement.getBoundingClientRect();
      return [box.left + at.x, box.top + at.y];
    }"""
    page.mouse.move(*page.evaluate(middle))
    page.mouse.click(*page.evaluate(middle))
    until(page, "document.activeElement.dataset.input >= 0")
    # All weights of the layer, typed cell by cell or pasted as NumPy prints them.
    allow_clipboard(page)
    page.click("#step")
    page.get_by_role("button", name="All weights of this layer as a table").click()
    sheet = page.locator("#layer-weights")
    cells, says = sheet.locator("input"), sheet.get_by_role("alert")
    expect(cells).to_have_count((2 + 1) * 4)
    expect(cells.first).to_be_focused()

    def paste(text: str) -> None:
        page.evaluate("text => navigator.clipboard.writeText(text)", text)
        page.keyboard.press("Control+v")

    last = "Bias of neuron 4"
    for text, fault in (
        ("1\t2\n3", "Row 2 of what was pasted has another number of cells than the first: 1"),
        (
            "1 2 3 4 5",
            "1 × 5 cells (rows × columns). There is room for 3 × 4 from here on, “Weight",
        ),
        ("1 2\n3 4\n5 6\n7 8", "Rows and columns are the other way round here."),
        ("1 2 3 4\n5 6 x 8", "Weight from x₂ to neuron 3: What was pasted is no number here."),
    ):
        paste(text)
        expect(says).to_contain_text(fault)
        cells.first.focus()
    paste("1,500\t2")
    expect(says).to_have_text("Weight from x₁ to neuron 1: Read as 1500. 1.5 is typed 1.5.")
    cells.first.focus()
    paste("[[ 0.5 -1.  2.  3. ]\n [ 1.   0.  0.  9. ]\n [ 0.   0.   0.   1.5]]")
    expect(says).to_be_hidden()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(sheet.get_by_label("Bias of neuron 1")).to_be_focused()
    watch.allow("422")
    for wrong, fault in (("1/2", "A number is wanted"), ("1e9", "Should be at most 1000000.")):
        sheet.get_by_label(last).fill(wrong)
        page.click("#layer-set")
        expect(says).to_contain_text(f"{last}: {fault}")
        expect(sheet.get_by_label(last)).to_be_focused()
    sheet.get_by_label(last).fill("-0,25")
    page.click("#layer-copy")
    expect(sheet).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "0.5\t-1\t2\t3\n1\t0\t0\t9\n0\t0\t0\t-0,25\n"
    page.click("#layer-set")
    expect(sheet).to_be_hidden()
    page.locator(".neuron[data-column='1']").last.click()
    expect(page.locator("[data-input='1']")).to_have_value("9")
    expect(page.locator("[data-input=bias]")).to_have_value("−0.25")
    # It is undone as one.
    page.locator(".neuron[data-selected=true]").press("Control+z")
    expect(page.locator("[data-input='1']")).not_to_have_value("9")
    expect(page.locator("#undo")).to_be_disabled()
    expect(page.locator("#epoch")).to_have_text("1")


DROP = """([name, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  const given = { dataTransfer, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new DragEvent("dragover", given));
  const held = document.documentElement.dataset.dropping;
  document.body.dispatchEvent(new DragEvent("drop", given));
  if (held === undefined) throw new Error("nothing shows where it may be dropped");
}"""


def test_downloads(page: Page, watch: Watch) -> None:
    watch.allow("422")
    files: dict[str, Path] = {}
    with page.expect_download() as empty:
        page.click("#share")
        page.click("#download-curves")
    assert empty.value.path().stat().st_size > 5_000
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    for kind in ("boundary", "curves", "history", "model", "points"):
        page.click("#share")
        with page.expect_download() as download:
            page.click(f"#download-{kind}")
        files[download.value.suggested_filename] = download.value.path()
    for name in ("boundary.png", "curves.png"):
        assert files[name].read_bytes().startswith(b"\x89PNG")
        assert files[name].stat().st_size > 5_000
    assert len(list(csv.DictReader(files["history.csv"].read_text().splitlines()))) == 2
    assert json.loads(files["model.json"].read_text())["epoch"] == 1
    assert len(files["points.csv"].read_text().splitlines()) == 501

    loss, run = (
        page.locator("#loss").inner_text(),
        until(page, "document.documentElement.dataset.run"),
    )
    # A film is recorded as it plays, of what there is.
    page.click("#share")
    page.click("#download-film")
    expect(page.locator("#strip")).to_contain_text("nothing to film")
    for trained in (2, 3, 4):
        page.click("#step")
        expect(page.locator("#epoch")).to_have_text(str(trained))
    with page.expect_download() as recorded:
        page.click("#share")
        page.click("#download-film")
        expect(page.locator("#strip")).to_contain_text("recorded while it plays")
    assert recorded.value.suggested_filename == "film.webm"
    assert recorded.value.path().read_bytes().startswith(b"\x1aE\xdf\xa3")
    expect(page.locator(".moment-bar")).to_be_hidden()
    expect(page.locator("#strip")).not_to_contain_text("recorded")

    # The model comes back as it was trained, chosen or dropped, in a run of its own.
    opened = page.locator("#strip")
    page.click("#share")
    page.click("#open-link-item")
    page.set_input_files("#saved-file", files["points.csv"])
    expect(page.locator("#open-link [role=alert]")).to_contain_text("is no saved network")
    page.set_input_files("#saved-file", files["model.json"])
    expect(opened).to_contain_text("from epoch 1 on")
    expect(page.locator("#epoch")).to_have_text("1")
    expect(page.locator("#loss")).to_have_text(loss)
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("2")
    page.evaluate(DROP, ["network.json", files["model.json"].read_text()])
    expect(opened).to_contain_text("“network.json” goes on")
    expect(page.locator("#epoch")).to_have_text("1")
    expect(page.locator("#loss")).to_have_text(loss)
    assert until(page, "document.documentElement.dataset.run") != run
    broken = json.loads(files["model.json"].read_text()) | {"weights": [[[1.0]]]}
    page.evaluate(DROP, ["broken.json", json.dumps(broken)])
    expect(opened).to_contain_text("“broken.json” was not opened")
    expect(page.locator("#epoch")).to_have_text("1")


def test_run_until_an_accuracy_a_loss_or_an_epoch(page: Page) -> None:
    page.select_option("#speed", "1")
    page.click("#until")
    # What cannot be reached is not set out for.
    for kind, value, says in (
        ("epoch", "1e9", "At most 100,000."),
        ("epoch", "2.5", "A whole number is wanted, such as 400."),
        ("accuracy", "150", "At most 100\u00a0%."),
    ):
        page.select_option("#until-kind", kind)
        page.fill("#until-value", value)
        page.click("#until-go")
        expect(page.locator(".until-form [role=alert]")).to_have_text(says)
        expect(page.locator("#until-popover")).to_be_visible()
    page.fill("#until-value", "90")
    page.click("#until-go")
    left = page.locator("#eta")
    expect(left).to_contain_text("until train accuracy 90 %")
    # Fast enough to come to its end only once that was read.
    page.select_option("#speed", "null")
    status(page, "finished")
    expect(left).to_be_hidden()

    # A target that may never come has a pace but no end.
    page.click("#until")
    page.select_option("#until-kind", "val_loss")
    page.fill("#until-value", "0")
    page.click("#until-go")
    expect(left).to_contain_text("until test loss 0")
    expect(left).to_contain_text("/s, no end known")

    page.click("#reset")
    status(page, "ready")
    page.select_option("#speed", "3")
    page.click("#until")
    page.select_option("#until-kind", "epoch")
    page.fill("#until-value", "120")
    page.click("#until-go")
    expect(left).to_contain_text("until epoch 120")
    expect(left).to_contain_text("s left")
    page.select_option("#speed", "null")
    status(page, "finished")
    expect(page.locator("#epoch")).to_have_text("120")


def test_only_what_is_measured_can_be_a_target_and_trouble_says_why(page: Page) -> None:
    page.get_by_role("button", name="Got it").click()
    page.click("#until")
    page.select_option("#until-kind", "val_accuracy")
    page.keyboard.press("Escape")
    page.evaluate("location.hash = '#data=reg_plane&data.test_fraction=0'")
    offered = "[...document.querySelectorAll('#until-kind option')].filter(o => !o.disabled)"
    until(page, f"{offered}.map(o => o.value).join() === 'epoch,loss'")
    page.click("#until")
    expect(page.locator("#until-kind")).to_have_value("epoch")
    expect(page.locator("#until-value")).to_have_value("400")
    page.keyboard.press("Escape")

    page.evaluate("location.hash = '#network.initializer=zeros'")
    expect(page.locator("#strip")).to_contain_text("All weights are 0, so that no unit is told")

    # Back from a divergence.
    page.evaluate("location.hash = '#training.optimizer.learning_rate=10'")
    until(page, "location.hash.includes('learning_rate=10&')")
    page.click("#play")
    status(page, "diverged")
    page.get_by_role("button", name="Back to the best epoch").click()
    status(page, "paused")
    # The alarm comes again, and this time it is overruled.
    page.click("#play")
    status(page, "diverged")
    ended = epoch(page)
    page.get_by_role("button", name="Go on anyway").click()
    wait_for_epoch(page, ended + 5)
