"""What eye, ear and hand are given: signs, marks, curves, summaries, focus and touch."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, until
from tests.browser.seen import UNREAD, boundary, boundary_leaves, paused, wait_for_epoch

SPIRAL = "#data=spiral&network.hidden_layers=8.tanh"
EDGE = "document.querySelectorAll('.edges .edge')"
BIAS = "[...document.querySelectorAll('.edges .bias')].at(-1)"

MARKED = "count => document.querySelector('.data-points').dataset.count === String(count)"
AT_MARKS = """async () => {
  const id = document.documentElement.dataset.run;
  const data = await (await fetch(`api/v1/runs/${id}/data`)).json();
  const { width, height, clientWidth } = document.querySelector('.data-points');
  const context = document.querySelector('.data-points').getContext('2d');
  const pixels = context.getImageData(0, 0, width, height).data;
  const [[left, right], [bottom, top]] = data.domain;
  const most = (part, group) => {
    const colours = {};
    data[part].y.forEach((y, i) => {
      if (y !== group) return;
      const x = Math.floor((data[part].x1[i] - left) / (right - left) * width);
      const row = Math.floor((1 - (data[part].x2[i] - bottom) / (top - bottom)) * height);
      const colour = [...pixels.slice(4 * (row * width + x), 4 * (row * width + x) + 3)];
      colours[colour] = (colours[colour] ?? 0) + 1;
    });
    return Object.entries(colours).sort((a, b) => b[1] - a[1])[0][0].split(',').map(Number);
  };
  // The outermost point to the right stands alone: how wide its mark is.
  const far = Math.max(...data.train.x1, ...data.test.x1);
  const at = [...data.train.x1, ...data.test.x1].indexOf(far);
  const row = Math.floor((1 - ([...data.train.x2, ...data.test.x2][at] - bottom) / (top - bottom))
    * height);
  let x = Math.floor((far - left) / (right - left) * width);
  const middle = x;
  while (pixels[4 * (row * width + x) + 3]) x += 1;
  return {
    train: [0, 1].map((group) => most('train', group)),
    test: [0, 1].map((group) => most('test', group)),
    size: (x - middle) * clientWidth / width,
  };
}"""


def test_edges_and_biases_show_their_weight_and_sign(page: Page) -> None:
    page.locator(".neuron[data-column='3']").click()
    for place, value in (("bias", "-9"), ("0", "9"), ("1", "-0.01")):
        box = page.locator(f"[data-input='{place}']")
        box.fill(value)
        box.press("Enter")
    last = (
        f"[...{EDGE}].slice(-2).map(edge => [edge.getAttribute('class'), edge.style.strokeWidth])"
    )
    until(page, f"{last}.join().startsWith('edge plus') && {last}[1][0] === 'edge minus'")
    (_, wide), (_, thin) = page.evaluate(last)
    assert float(wide) > 3 * float(thin)
    until(page, f"{BIAS}.getAttribute('class') === 'bias minus'")
    assert float(page.evaluate(f"{BIAS}.getAttribute('rx')")) > 4
    # Small weights keep their sign in sight.
    box = page.locator("[data-input='0']")
    box.fill("-0.0007195")
    box.press("Tab")
    expect(box).to_have_value("−0.00072")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_edges_of_large_networks_are_painted(open_page: OpenPage) -> None:
    page = open_page("#network.hidden_layers=64.tanh,64.tanh")
    expect(page.locator(".edges .edge")).to_have_count(0)
    painted = """[...document.querySelectorAll('.strokes')].map(canvas => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let [plus, minus] = [0, 0];
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] > 100) data[i] < data[i + 2] ? plus += 1 : minus += 1;
      }
      return Math.min(plus, minus);
    })"""
    until(page, f"({painted}).length === 3 && Math.min(...{painted}) > 100")
    # And so are their maps, on a canvas a column: each stands where its neuron does.
    maps = """[...document.querySelectorAll('.neuron[data-column="1"]')].filter(neuron => {
      const [place, { left, top, height }] = [neuron, document.querySelectorAll('.mosaic')[1]]
        .map(element => element.getBoundingClientRect());
      const canvas = document.querySelectorAll('.mosaic')[1];
      const scale = canvas.height / height;
      const { data } = canvas.getContext('2d').getImageData((place.left - left) * scale,
        (place.top - top) * scale, place.width * scale, place.height * scale);
      return data.every((part, i) => i % 4 < 3 || part === 255)
        && new Set(new Uint32Array(data.buffer)).size > 9;
    }).length"""
    until(page, f"{maps} === 64")
    assert page.locator(".mosaic").count() == 3
    assert page.locator(".neuron canvas:visible").count() == 1
    # They are told as others are.
    box = page.locator(".neuron[data-column='0']").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] + 12, box["y"] + box["height"] / 2)
    expect(page.locator(".stage .tip").first).to_contain_text("weight")


def test_classes_and_test_points_have_marks_of_their_own(page: Page) -> None:
    until(page, MARKED, 500)
    seen = page.evaluate(AT_MARKS)
    assert seen["train"][0] == [213, 94, 0]
    assert seen["train"][1] == [0, 114, 178]
    # Those to be tested on are hollow.
    assert seen["test"][0] == seen["test"][1] == [255, 255, 255]
    page.evaluate("location.hash = '#data=circle&data.n=1500'")
    until(page, MARKED, 1500)
    assert page.evaluate(AT_MARKS)["size"] < 0.8 * seen["size"]


def test_the_boundary_can_be_discrete(open_page: OpenPage) -> None:
    page = open_page(SPIRAL)
    shaded = boundary(page)
    page.get_by_role("button", name="discretize").click()
    boundary_leaves(page, shaded)
    assert len(set(boundary(page))) < len(set(shaded))


def test_what_is_chosen_is_seen_in_the_systems_colours(open_page: OpenPage) -> None:
    page = open_page(forced_colors="active")
    page.click("#log-scale")
    page.locator(".neuron").first.focus()
    page.keyboard.press("ArrowRight")
    differ = """([chosen, other, name]) => {
      const look = (one) => getComputedStyle(document.querySelector(one)).getPropertyValue(name);
      return look(chosen) !== look(other);
    }"""
    for chosen, other, name in (
        ("[data-group=binary]", "[data-group=regression]", "border-bottom-color"),
        ("[data-flat=false]", "[data-flat=true]", "border-bottom-color"),
        (".thumbnail:has(:checked)", ".thumbnail:not(:has(:checked))", "border-top-width"),
        ("[data-which=train] .swatch", "[data-which=test] .swatch", "background-color"),
        ("#log-scale", "#smooth", "background-color"),
        ("[data-sign=minus]", "[data-sign=wide]", "background-color"),
        (".neuron:focus-visible", ".neuron:not(:focus-visible)", "outline-style"),
    ):
        until(page, differ, [chosen, other, name])


def test_curves_have_axes_a_reading_under_the_pointer_and_can_be_smoothed(page: Page) -> None:
    page.select_option("#speed", "null")
    page.click("#play")
    wait_for_epoch(page, 60)
    page.click("#play")
    paused(page)
    plot = page.locator("#curves")
    expect(plot.locator(".annotation-text")).to_have_text("epochs")
    expect(plot.locator(".ytick").first).to_be_visible()
    dashes = "document.querySelector('#curves').data.map(({ name, line }) => [name, line.dash])"
    assert len({dash for name, dash in page.evaluate(dashes) if name == "test"}) == 1
    assert {dash for name, dash in page.evaluate(dashes) if name == "train"} == {"solid"}
    assert {dash for name, dash in page.evaluate(dashes) if name == "test"} != {"solid"}
    box = plot.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.3)
    expect(plot.locator(".hoverlayer")).to_contain_text(re.compile(r"epoch \d+.*train : 0\.\d+"))
    # They are smoothed on request.
    expect(page.locator("#smooth")).to_have_attribute("aria-pressed", "false")
    second = "document.querySelector('#curves').data?.find(t => t.yaxis === 'y').y[9]"
    raw = until(page, second)
    page.click("#smooth")
    until(page, f"raw => {second} !== raw", raw)


def following(page: Page, quiet: str, *places: str) -> None:
    """Wait until each place has other words, while those that are heard stay the same."""
    texts = "places => places.map(place => document.querySelector(place).textContent)"
    heard, read = page.evaluate(quiet), page.evaluate(texts, list(places))
    for place, words in zip(places, read, strict=True):
        expect(page.locator(place).first).not_to_have_text(words)
    assert page.evaluate(quiet) == heard


def test_who_listens_hears_what_they_did_and_more_once_they_ask(page: Page) -> None:
    said = page.locator("#announcer")
    expect(said).to_have_attribute("aria-live", "polite")
    page.get_by_role("button", name="Got it").click()
    # So slow that there is nothing to be said of how well it learns before all of this is done.
    page.select_option("#speed", "3")
    page.keyboard.press("Escape")
    page.keyboard.press("Space")
    expect(said).to_have_text("The run is playing.")
    wait_for_epoch(page, 2)
    # Nothing more by itself, be it the epoch, the answer under the pointer or the summary.
    page.locator("#boundary").hover()
    live = (
        "[...document.querySelectorAll('[aria-live]:not([aria-live=off]), [role=status], output')]"
    )
    quiet = f"{live}.filter(part => part.ariaLive !== 'off').map(part => part.textContent).join()"
    before = page.evaluate(quiet)
    wait_for_epoch(page, 4)
    assert page.evaluate(quiet) == before
    # Nor does what lies deeper, which follows the run: what was asked for is said once.
    page.locator(".neuron[data-column='1']").first.click()
    page.get_by_role("button", name="switch off").click()
    page.get_by_role("tab", name="Confusion").click()
    figures, inside = page.locator("#panel-confusion"), page.locator("#panel-inside")
    expect(figures.locator(".misfit-list")).to_be_visible()
    expect(figures.get_by_role("status")).to_have_count(0)
    expect(page.locator("#boundary-view .head [role=status]")).to_contain_text("% right")
    page.get_by_role("tab", name="Inside").click()
    expect(inside.locator(".depth-read")).to_contain_text("The network at epoch")
    following(page, quiet, ".instead-words", "#panel-inside .depth-read")
    inside.get_by_role("button", name="Hidden space").click()
    inside.get_by_label("Layer", exact=True).select_option("0")
    expect(inside).to_contain_text("these two axes hold")
    following(page, quiet, "#panel-inside .depth:not([hidden]) .depth-words p")
    page.keyboard.press("m")
    expect(said).to_contain_text("Live mode on")
    told = re.compile(r"^Epoch \d+\. Train loss 0\.\d+\. Test loss 0\.\d+\. Accuracy \d+")
    expect(said).to_have_text(told)
    page.keyboard.press("m")
    expect(said).to_have_text("Live mode off.")
    page.keyboard.press("Space")
    expect(said).to_contain_text(re.compile(r"The run is paused\. Epoch \d+\. Train loss"))
    # What was said of a run before it began anew holds no longer; what a key did is answered.
    for again in ("#step", "#reset", "#undo"):
        before = said.inner_text()
        page.click(again)
        expect(said).not_to_have_text(before)
    page.locator("[data-field='training.optimizer'] select").select_option("adam")
    expect(said).to_contain_text("Epoch 0.")
    page.click("#tab-numbers")
    expect(page.locator(".numbers th[scope=col]").first).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_contain_text("live mode, on or off")


def test_nothing_moves_for_whoever_wants_it_so(open_page: OpenPage) -> None:
    duration = "getComputedStyle(document.querySelector('#reset')).transitionDuration"
    assert open_page().evaluate(duration) == "0s"
    assert open_page(reduced_motion="no-preference").evaluate(duration) != "0s"


TEN_CLASSES = "#data=blobs&data.n_classes=10&training.loss=categorical_crossentropy"
LAST_EPOCH = "[...document.querySelectorAll('#curves .xtick text')].at(-1)"
TURNED = r"""[...document.querySelectorAll('#curves .xtick text')]
  .filter(text => /rotate\((?!0,)/.test(text.getAttribute('transform') ?? ''))
  .map(text => text.outerHTML)"""
COVERED = """[...document.querySelectorAll('.neuron-panel button')].filter(button => {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  return [left + 2, right - 2].some(x => !button.contains(
    document.elementFromPoint(x, (top + bottom) / 2)));
}).map(button => button.outerHTML)"""


def test_text_grows_with_the_window_and_doubles_for_a_projector(page: Page) -> None:
    def size(place: str, pseudo: str = "") -> float:
        look = f"getComputedStyle(document.querySelector('{place}'), '{pseudo}').fontSize"
        return float(page.evaluate(look).removesuffix("px"))

    base = {}
    for width, height in ((683, 384), (1366, 768), (1920, 1080), (2560, 1440)):
        page.set_viewport_size({"width": width, "height": height})
        base[width] = size("body")
        # The plane is never higher than the window, also where that is halved by a zoom of 200 %.
        plane = page.locator("#boundary").bounding_box()
        assert plane
        assert plane["height"] < height - 100
    assert base[683] == base[1366] == 13
    assert 14 <= base[1920] <= 16 < base[2560]

    page.set_viewport_size({"width": 1366, "height": 768})
    # Who has set the browser's own text larger gets the page of a smaller window.
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 24}})
    until(page, "innerWidth === 1366 && document.documentElement.scrollWidth <= 1366")
    assert size("html") == 24
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
    until(page, "getComputedStyle(document.documentElement).fontSize === '16px'")
    read = ["#loss", "#epoch", ".units", "#boundary-view .legend"]
    before = [size(place) for place in read]
    named = size('.neuron[data-column="0"]', "::before")
    page.click("#share")
    page.click("#projector")
    assert [size(place) for place in read] == pytest.approx([2 * px for px in before], rel=0.02)
    assert size('.neuron[data-column="0"]', "::before") == pytest.approx(2 * named, rel=0.02)
    # The loss can be read, which needs the room of both curves.
    page.click("#step")
    until(page, "document.querySelector('#curves .nsewdrag')?.getBoundingClientRect().height > 90")
    expect(page.locator("#curves .nsewdrag")).to_have_count(1)
    # Numbers of epochs stand upright, also where a long one and its unit are the last.
    page.click("#play")
    wait_for_epoch(page, 25)
    page.click("#play")
    until(page, f"parseInt({LAST_EPOCH}.textContent) > 10")
    assert page.evaluate(TURNED) == []
    # Nothing lies over what sets a neuron.
    page.locator(".neuron[data-column='1']").first.click()
    expect(page.locator("[data-input=bias]")).to_be_visible()
    assert page.evaluate(COVERED) == []
    page.click("#tab-neuron")
    # A picture to take along has both all the same, and the room for them.
    page.click("#share")
    with page.expect_download() as taken:
        page.click("#download-curves")
    height = int.from_bytes(taken.value.path().read_bytes()[20:24])
    plot = page.locator("#curves").bounding_box()
    assert plot
    assert height / 2 > plot["height"] + 60
    # Nothing is pushed out of the window by that.
    beyond = """[...document.querySelectorAll('.topbar *, .output *, .middle *')].filter(part =>
      part.checkVisibility() && !part.closest('svg, .curves-plot, .popover, select, .for-listeners')
      && part.getBoundingClientRect().right > innerWidth + 1).map(part => part.outerHTML)"""
    for width, tall in ((1366, 700), (1366, 768), (1024, 768), (800, 768)):
        page.set_viewport_size({"width": width, "height": tall})
        until(page, f"!{beyond}.length && !({UNREAD})().length")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1366, "height": 768})
    # Ten classes are named in full, and leave the numbers of both curves in sight.
    page.evaluate(f"location.hash = {TEN_CLASSES!r}")
    expect(page.locator("#boundary-view .legend-item")).to_have_count(11)
    for part in ("#boundary-view .legend-item >> nth=-1", "#boundary", "#accuracy"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    assert size('.neuron[data-side="right"]', "::after") == pytest.approx(2 * named, rel=0.02)
    assert not page.evaluate(f"({UNREAD})()")
    page.reload()
    page.locator("#play:enabled").wait_for()
    assert size("#loss") == pytest.approx(2 * before[0], abs=0.5)
    page.click("#share")
    expect(page.locator("#projector")).to_have_attribute("aria-pressed", "true")
    page.click("#projector")
    assert size("#loss") == before[0]


def test_every_setting_has_a_sentence_of_help_and_the_keyboard_is_seen(page: Page) -> None:
    for fold in page.locator(".fold:visible summary").all():
        fold.click()
    fields = page.locator("#setup [data-field]")
    helps = fields.evaluate_all(
        "all => all.map(field => [field.dataset.field, field.dataset.help])"
    )
    assert len(helps) >= 15
    for name, text in helps:
        assert re.fullmatch(
            r"[A-Z].{10,}\. (Takes effect at once|A change starts training again)\.", text
        ), (name, text)
    # Whoever comes by keyboard sees where they are.
    page.locator("#reset").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => [document.activeElement, document.activeElement.closest('label'),
                document.activeElement.nextElementSibling].filter(Boolean).some(element => {
              const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
              return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
            })"""
        )
        assert outline, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
