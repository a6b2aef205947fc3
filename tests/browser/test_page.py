"""The page in a real browser, against a real server: what a person does, and what they see."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import (
    SERVER_GONE,
    TIMEOUT_MS,
    OpenPage,
    Watch,
    allow_clipboard,
    playground_ready,
    until,
)
from tests.browser.seen import (
    POINTS,
    UNREAD,
    boundary,
    boundary_becomes,
    boundary_leaves,
    epoch,
    field,
    loss,
    neurons,
    paused,
    status,
    wait_for_epoch,
)

SPIRAL = (
    "#data=spiral&data.noise=0.1&network.inputs=x1,x2,sin_x1"
    "&network.hidden_layers=8.tanh,4.relu&training.optimizer=adam"
    "&training.optimizer.learning_rate=0.02&training.batch_size=20"
)


def test_the_default_is_worth_seeing_within_five_seconds_of_play(page: Page) -> None:
    assert page.locator("#speed").input_value() == "30"
    page.select_option("#speed", "null")  # it comes to the same in less than those five seconds
    page.click("#until")
    page.fill("#until-value", str(5 * 30))
    page.click("#until-go")
    status(page, "finished")
    until(page, "parseFloat(document.querySelector('#accuracy').textContent) > 95")


TWO_LINES = """() => [...document.querySelectorAll('#setup .field-name')]
  .filter((name) => name.checkVisibility() && name.offsetHeight > 30)
  .map((name) => name.textContent)"""


def drawn_step(page: Page, step: int) -> None:
    """Wait until that step is what the page shows."""
    until(page, "step => document.documentElement.dataset.drawnStep === String(step)", step)


def test_press_play_and_the_network_learns_until_it_is_paused(
    page: Page, client: httpx.Client
) -> None:
    status(page, "ready")
    assert page.evaluate(TWO_LINES) == []
    untrained, loss_before = boundary(page), loss(page)
    page.select_option("#speed", "100")
    page.click("#play")
    status(page, "playing")
    wait_for_epoch(page, 60)
    page.click("#play")
    status(page, "paused")
    until(
        page,
        "before => Number(document.querySelector('#loss').textContent) < before * 0.9",
        arg=loss_before,
    )
    boundary_leaves(page, untrained)
    expect(page.locator("#play")).to_have_attribute("data-playing", "false")
    run = f"/runs/{page.evaluate('document.documentElement.dataset.run')}"
    stopped = client.get(run).json()["step"]
    drawn_step(page, stopped)
    drawn = page.evaluate("Number(document.documentElement.dataset.drawnFrames)")
    page.select_option("#step-unit", "batch")
    page.click("#step")
    # Nothing was trained, and nothing drawn again and again, in between.
    drawn_step(page, stopped + 1)
    assert page.evaluate("Number(document.documentElement.dataset.drawnFrames)") <= drawn + 2


def test_step_by_epoch_and_batch_and_back_to_the_same_start(page: Page) -> None:
    start = boundary(page)
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    boundary_leaves(page, start)
    page.select_option("#step-unit", "batch")
    before = boundary(page)
    page.click("#step")
    boundary_leaves(page, before)
    # It is said which update that was, its points are ringed, and curves go on to there.
    expect(page.locator("#update")).to_have_text("epoch 1 · update 1 of 25")
    until(page, "document.querySelector('.data-points').dataset.rings === '10'")
    until(page, "document.querySelector('#curves').data?.at(-1).x.at(-1) === 1.04")
    before = boundary(page)
    page.select_option("#step-unit", "sample")
    page.click("#step")
    boundary_leaves(page, before)
    assert epoch(page) == 1
    expect(page.locator("#update")).to_have_text("epoch 1 · update 2 of 25")
    until(page, "document.querySelector('.data-points').dataset.rings === '1'")
    page.select_option("#step-unit", "epoch")
    expect(page.locator("#update")).to_be_empty()
    until(page, "document.querySelector('.data-points').dataset.rings === '0'")
    page.click("#reset")
    expect(page.locator("#epoch")).to_have_text("0")
    boundary_becomes(page, start)


def test_layers_and_units_come_and_go_in_place(page: Page) -> None:
    assert neurons(page) == [2, 4, 2, 1]
    page.click("#add-layer")
    expect(page.locator(".layer-head[data-layer]")).to_have_count(3)
    assert neurons(page) == [2, 4, 2, 2, 1]
    page.get_by_label("One unit more in layer 1").click()
    page.get_by_label("One unit fewer in layer 2").click()
    expect(page.locator(".layer-head[data-layer='0'] .units")).to_have_value("5")
    assert neurons(page) == [2, 5, 1, 2, 1]
    page.locator(".layer-head[data-layer='1']").hover()
    page.get_by_label("Remove layer 2").click()
    expect(page.locator(".layer-head[data-layer]")).to_have_count(2)
    assert neurons(page) == [2, 5, 2, 1]
    until(page, "location.hash.includes('network.hidden_layers=5.tanh,2.tanh')")
    # Every activation can be chosen.
    menu = page.locator(".layer-head[data-layer='0'] select")
    kinds = menu.locator("option").evaluate_all("all => all.map(o => o.value)")
    assert len(kinds) >= 4
    for kind in kinds:
        menu.select_option(kind)
        until(page, "kind => location.hash.match(`=5[.]${kind}[^a-z_]`)", arg=kind)
    # A network without hidden layers learns, too.
    for layer in (2, 1):
        page.get_by_label(f"Remove layer {layer}").click()
    expect(page.locator(".layer-head[data-layer]")).to_have_count(0)
    assert neurons(page) == [2, 1]
    page.click("#play")
    wait_for_epoch(page, 5)


def test_inputs_are_switched_on_and_off(page: Page) -> None:
    count = "document.querySelectorAll('.neuron[data-column=\"0\"]').length"
    spare = page.get_by_role("group", name="Inputs that are not in use").get_by_role("button")
    used = page.locator(".neuron[data-column='0']")
    unused = spare.count()
    assert unused >= 5
    # Each shows what it is: none is blank, and no two look alike.
    looks = spare.locator("canvas").evaluate_all("all => all.map(c => c.toDataURL())")
    assert len(set(looks)) == unused
    spare.nth(0).click()
    until(page, f"{count} === 3")
    until(page, "location.hash.includes('inputs=x1,x2,x1_squared')")
    expect(used.nth(2)).to_be_focused()
    page.keyboard.press("Enter")
    until(page, f"{count} === 2")
    expect(spare.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(spare.nth(1)).to_be_focused()
    used.nth(0).click()
    until(page, f"{count} === 1")
    used.nth(0).click()
    expect(page.locator("#strip")).to_contain_text("At least one input stays.")
    assert page.evaluate(count) == 1


def test_another_data_set_and_other_points_of_it(page: Page) -> None:
    before = boundary(page)
    page.click("#step")
    page.locator(".thumbnail input").nth(3).check(force=True)
    expect(page.locator("#epoch")).to_have_text("0")
    until(page, "!location.hash.includes('data=circle')")
    page.click("#step")
    boundary_leaves(page, before)
    before = until(page, POINTS)
    page.get_by_role("button", name="new data").click()
    until(page, "location.hash.includes('data.seed=2')")
    until(page, f"before => {POINTS} !== before", before)


def test_a_live_change_keeps_the_epoch_and_one_that_resets_goes_on_playing(page: Page) -> None:
    page.click("#play")
    wait_for_epoch(page, 10)
    number = field(page, "training.optimizer.learning_rate").locator(".number")
    number.fill("0.005")
    number.press("Enter")
    until(page, "location.hash.includes('learning_rate=0.005')")
    assert epoch(page) >= 10
    status(page, "playing")
    wait_for_epoch(page, epoch(page) + 5)
    page.get_by_role("button", name="new weights").click()
    until(page, "location.hash.includes('network.seed=2')")
    status(page, "playing")
    wait_for_epoch(page, 3)


def test_the_link_opens_the_same_run(open_page: OpenPage, client: httpx.Client) -> None:
    page = open_page(SPIRAL)
    link = page.evaluate("location.hash")
    for part in SPIRAL[1:].split("&"):
        assert part in link
    page.select_option("#speed", "null")
    for _ in range(3):
        page.click("#step")
    run = f"/runs/{page.evaluate('document.documentElement.dataset.run')}"
    expect(page.locator("#epoch")).to_have_text("3")
    drawn_step(page, step := client.get(run).json()["step"])
    other = open_page(link)
    assert other.evaluate("location.hash") == link
    for _ in range(3):
        other.click("#step")
    drawn_step(other, step)
    boundary_becomes(other, boundary(page))


def test_a_pasted_link_and_the_way_back(page: Page) -> None:
    default = page.evaluate("location.hash")
    page.evaluate("hash => { location.hash = hash; }", SPIRAL)
    expect(page.locator(".layer-head[data-layer='0'] .units")).to_have_value("8")
    until(page, "document.querySelectorAll('.neuron').length === 3 + 8 + 4 + 1")
    page.go_back()
    expect(page.locator(".layer-head[data-layer='0'] .units")).to_have_value("4")
    until(page, "hash => location.hash === hash", arg=default)


def test_a_link_with_mistakes_opens_as_far_as_it_goes(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("422")
    page = open_page(
        "#utm=1&training.optimizer.learning_rate=99&network.hidden_layers=3.tanh"
        "&data=points&data.points=[[1,2,0]]"
    )
    expect(page.locator("#strip")).to_contain_text("learning rate", ignore_case=True)
    # What is wrong with each item of a list is said once.
    assert page.locator("#strip").inner_text().count("Should be a list") == 1
    assert neurons(page) == [2, 3, 1]
    page = open_page("#utm=1&data=xor")
    expect(page.locator("#strip")).to_contain_text("utm")


def test_copy_link(open_page: OpenPage) -> None:
    page = open_page(SPIRAL)
    allow_clipboard(page)
    held: list[Route] = []
    page.route("**/commands", lambda route: held.append(route))
    page.get_by_label("One unit more in layer 1").click()
    page.click("#copy-link")
    while not held:
        page.wait_for_timeout(20)
    expect(page.locator("#copy-link")).not_to_contain_text("Copied")
    held[0].continue_()
    expect(page.locator("#copy-link")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert neurons(page)[1] == 9
    assert "hidden_layers=9." in page.url


def test_divergence_is_named_and_answered(open_page: OpenPage) -> None:
    page = open_page("#training.optimizer.learning_rate=10")
    page.click("#play")
    status(page, "diverged")
    expect(page.locator("#strip")).to_contain_text("diverged")
    expect(page.locator("#play")).to_have_attribute("data-playing", "false")
    page.get_by_role("button", name="Lower the learning rate").click()
    rate = field(page, "training.optimizer.learning_rate").locator(".number")
    expect(rate).to_have_value("1")


def test_a_divergence_is_said_over_what_was_said_before(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("409")
    page = open_page("#training.optimizer.learning_rate=1")
    page.click("#play")
    wait_for_epoch(page, 1)
    page.locator("[data-group=regression]").click()
    page.locator("input[value=reg_plane]").check(force=True)
    status(page, "diverged")
    lower = page.locator("#strip").get_by_role("button", name="Lower the learning rate")
    expect(lower).to_be_visible()
    with page.expect_response("**/commands") as refused:
        page.click("#step")
    assert refused.value.status == 409
    expect(page.locator("#strip")).to_contain_text("diverged at epoch")
    lower.click()
    status(page, "playing")


def test_a_refused_value_is_explained_and_taken_back(page: Page, watch: Watch) -> None:
    watch.allow("422")
    rate = field(page, "training.optimizer.learning_rate")
    rate.locator(".number").fill("99")
    rate.locator(".number").press("Enter")
    expect(rate.get_by_role("alert")).to_contain_text("10")
    expect(rate.locator(".number")).to_have_value("0.03")
    share = field(page, "data.test_fraction")
    share.locator(".number").fill("95")
    share.locator(".number").press("Enter")
    expect(share.get_by_role("alert")).to_have_text("At most 90 %.")
    expect(share.locator(".number")).to_have_value("50 %")
    points = field(page, "data.n")
    points.locator(".number").fill("3")
    points.locator(".number").press("Enter")
    expect(points.get_by_role("alert")).to_be_visible()
    expect(points.locator(".number")).to_have_value("500")
    for text in ("abc", "1/2", ""):
        rate.locator(".number").fill(text)
        rate.locator(".number").press("Enter")
        expect(rate.get_by_role("alert")).to_have_text("A number is wanted, such as 0.03.")
        expect(rate.locator(".number")).to_have_value("0.03")
    rate.locator(".number").fill("0,001")
    rate.locator(".number").press("Enter")
    expect(rate.locator(".number")).to_have_value("0.001")
    expect(rate.get_by_role("alert")).to_be_hidden()
    # What is being typed is not written over by the answer to what was typed before.
    held: list[Route] = []
    page.route("**/api/v1/runs/*", lambda route: held.append(route))
    rate.locator(".number").fill("0,002")
    rate.locator(".number").press("Enter")
    points.locator(".number").fill("1,500")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    until(page, "location.hash.includes('learning_rate=0.002')")
    points.locator(".number").press("Enter")
    expect(points.get_by_role("alert")).to_have_text("Read as 1500. 1.5 is typed 1.5.")
    expect(page.locator("#data-view .aside-note")).to_have_text("1,500 points")
    expect(points.get_by_role("alert")).to_be_visible()
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")


def test_the_keyboard_and_what_is_hovered_over(page: Page) -> None:
    # Arrow keys stop at the first seed.
    seed = field(page, "data.seed").locator(".number")
    for _ in range(3):
        seed.press("ArrowDown")
    expect(seed).to_have_value("0")
    until(page, "location.hash.includes('data.seed=0&')")
    expect(page.locator("#strip")).not_to_contain_text("Dismiss")
    seed.blur()
    page.locator(".neuron[data-column='1']").first.hover()
    expect(page.locator(".card")).to_contain_text("bias")
    box = page.locator("#boundary").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    expect(page.locator("#cursor")).to_contain_text("(−3.00, 3.00)")
    page.mouse.move(5, 5)

    page.keyboard.press("s")
    expect(page.locator("#epoch")).to_have_text("1")
    page.keyboard.press("Space")
    status(page, "playing")
    page.keyboard.press("Space")
    status(page, "paused")
    page.keyboard.press("r")
    expect(page.locator("#epoch")).to_have_text("0")
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    number = field(page, "training.batch_size").locator(".number")
    number.focus()
    number.press("s")
    assert epoch(page) == 0
    # Neurons by arrow keys.
    page.locator(".neuron").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".card")).to_contain_text("Layer 1")
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()


def test_no_key_falls_through_to_play(page: Page) -> None:
    fewer = page.get_by_label("One unit fewer in layer 2")
    fewer.focus()
    for _ in range(4):
        page.keyboard.press("Space")
    expect(fewer).to_be_disabled()
    expect(fewer).to_be_focused()
    page.get_by_label("Remove layer 2").press("Enter")
    until(page, "document.querySelectorAll('.layer-head').length === 2")
    add = page.locator("#add-layer")
    expect(add).to_be_focused()
    for _ in range(7):
        page.keyboard.press("Space")
    until(page, "document.querySelectorAll('.neuron[data-column=\"7\"]').length === 1")
    expect(add).to_be_focused()
    assert neurons(page) == [2, 4, 4, 4, 4, 4, 4, 1]
    status(page, "ready")


def test_the_theme_follows_the_system_until_chosen(page: Page) -> None:
    root = page.locator("html")
    for scheme, other in (("light", "dark"), ("dark", "light")):
        page.evaluate("localStorage.clear()")
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.reload()
        expect(root).to_have_attribute("data-theme", scheme)
        page.click("#theme")
        expect(root).to_have_attribute("data-theme", other)
        page.reload()
        expect(root).to_have_attribute("data-theme", other)


SCRIPTS = """performance.getEntriesByType('resource')
  .filter(entry => entry.initiatorType === 'script' || entry.name.includes('/js/'))
  .map(entry => entry.name.split('/').at(-1))"""


def test_the_page_is_one_script_and_nothing_is_wider_than_the_window(page: Page) -> None:
    assert page.evaluate(SCRIPTS) == ["theme-first.js", "main.js"]
    page.click("#step")
    page.locator(".curves-plot .main-svg").first.wait_for()
    # Plotly comes with the curves.
    assert page.evaluate(SCRIPTS)[2:] == ["plotly-basic.min.js"]
    for width, height in ((1920, 1080), (1366, 768), (1280, 800), (820, 1180), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        until(page, "width => document.documentElement.scrollWidth <= width", width)
        # Nor is the network wider than its place, where a name would be cut.
        until(page, f"() => ({WIDER})() === 0 && !({UNREAD})().length")
        expect(page.locator("#play")).to_be_in_viewport()
        if width >= 1280:
            assert page.evaluate("document.documentElement.scrollHeight") <= height


WIDER = """() => {
  const { scrollWidth, clientWidth } = document.querySelector('.stage-scroll');
  return scrollWidth - clientWidth;
}"""
HIDDEN = "part => part.scrollHeight - part.clientHeight"
HIGHER = """() => {
  const { scrollHeight, clientHeight } = document.querySelector('.output');
  return scrollHeight - clientHeight;
}"""


def test_names_of_outputs_and_curves_are_seen_whole(open_page: OpenPage) -> None:
    """With six layers, and with two on a phone; the curves also below an editor beside a lesson."""
    layers = f"&network.hidden_layers={','.join(['4.tanh'] * 6)}"
    page = open_page(f"#data=circle{layers}")
    expect(page.locator(".output-head")).to_have_text("sigmoid")
    assert page.evaluate(WIDER) == 0
    page.evaluate("hash => { location.hash = hash; }", f"#data=blobs&data.n_classes=10{layers}")
    expect(page.locator(".neuron[data-label='class 2']")).to_be_visible()
    assert page.evaluate(WIDER) == 0
    # Ten names have their room in the legend, also in a font with wider letters.
    legend = page.locator("#boundary-view .legend")
    legend.evaluate("legend => { legend.style.letterSpacing = '0.12em'; }")
    assert legend.evaluate(HIDDEN) == 0
    for left in (5, 4, 3, 2):
        page.get_by_role("button", name="Remove layer 1").click()
        expect(page.locator(".layer-head[data-layer]")).to_have_count(left)
    page.set_viewport_size({"width": 390, "height": 844})
    until(page, f"() => ({WIDER})() === 0")
    assert legend.evaluate(HIDDEN) == 0
    page.set_viewport_size({"width": 960, "height": 676})
    page.locator(".thumbnail input[value='points']").check(force=True)
    page.get_by_role("button", name="Erase").wait_for()
    until(page, f"() => ({HIGHER})() <= 0")


def test_the_page_finds_its_run_again(
    open_page: OpenPage, start_server: Callable[..., Any], watch: Watch
) -> None:
    watch.allow(*SERVER_GONE, "404")
    first = start_server()
    page = open_page(SPIRAL, url=first.url)
    page.click("#play")
    wait_for_epoch(page, 5)
    first.stop(signal.SIGKILL)
    status(page, "lost")
    expect(page.locator("#strip")).to_contain_text("Reconnecting")
    # The longest word there is for it pushes nothing out of the window.
    bar = page.locator(".topbar")
    assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    start_server(PLAYGROUND_PORT=str(first.port))
    status(page, "playing")
    expect(page.locator("#strip")).to_contain_text("no longer has the run")
    wait_for_epoch(page, 5)
    assert neurons(page) == [3, 8, 4, 1]


@pytest.mark.parametrize("back", [False, True])
def test_a_setting_that_is_changed_while_the_server_is_away_is_kept(
    open_page: OpenPage,
    start_server: Callable[..., Any],
    watch: Watch,
    tmp_path: Path,
    back: bool,
) -> None:
    """`back`: the server is there again, and the page has not yet noticed it."""

    def unless_get(route: Route) -> None:
        if route.request.method == "GET":
            route.abort()
        else:
            route.continue_()

    watch.allow(*SERVER_GONE, "ERR_FAILED")
    first = start_server(PLAYGROUND_DATA_DIR=str(tmp_path))
    page = open_page(url=first.url)
    page.click("#step")
    wait_for_epoch(page, 1)
    first.stop()
    status(page, "lost")
    page.click("#play")
    there = {"PLAYGROUND_PORT": str(first.port), "PLAYGROUND_DATA_DIR": str(tmp_path)}
    if back:
        page.route("**/api/v1/runs/*", unless_get)
        start_server(**there)
    rate = field(page, "training.optimizer.learning_rate").locator(".number")
    rate.fill("0.1")
    rate.press("Enter")
    if back:
        expect(page).to_have_url(re.compile("learning_rate=0.1&"))
        page.unroute("**/api/v1/runs/*")
    else:
        start_server(**there)
    status(page, "playing")
    run = f"{first.url}/api/v1/runs/{page.evaluate('document.documentElement.dataset.run')}"
    until(
        page,
        """async run => (await (await fetch(run)).json()).spec.training.optimizer.learning_rate
      === 0.1""",
        run,
    )
    expect(rate).to_have_value("0.1")


def test_another_optimizer_keeps_what_both_know(open_page: OpenPage) -> None:
    page = open_page("#training.optimizer.learning_rate=0.2&training.optimizer.momentum=0.9")
    strip, optimizer = page.locator("#strip"), field(page, "training.optimizer").locator("select")
    optimizer.select_option("adam")
    expect(strip).to_contain_text(
        "Adam keeps Learning rate 0.2 (its own would be 0.01). "
        "Left out until SGD is back: Momentum μ 0.9."
    )
    expect(page).to_have_url(re.compile("optimizer=adam&training.optimizer.learning_rate=0.2&"))
    optimizer.select_option("sgd")
    expect(strip).to_contain_text("Back again: Momentum μ 0.9.")
    expect(page).to_have_url(re.compile("learning_rate=0.2&.*momentum=0.9&"))


def test_what_a_choice_can_be_set_to_has_fields(page: Page) -> None:
    field(page, "training.regularizer").locator("select").select_option("l1_l2")
    for rate in ("l1", "l2"):
        expect(field(page, f"training.regularizer.{rate}").locator(".number")).to_be_visible()
    page.locator("[data-layer='1'] select").select_option("elu")
    depth = field(page, "network.hidden_layers.1.activation.alpha")
    expect(depth).to_contain_text("Depth α, layer 2")
    depth.locator(".number").fill("0.5")
    depth.locator(".number").press("Enter")
    expect(page).to_have_url(re.compile("hidden_layers=4.tanh,2.elu.*0.5"))
    page.locator("[data-layer='1'] select").select_option("tanh")
    expect(depth).to_have_count(0)
    # What was set comes back with its choice, be it an activation, an initializer or a data set.
    page.locator("[data-layer='1'] select").select_option("elu")
    expect(depth.locator(".number")).to_have_value("0.5")
    expect(page.locator("#strip")).to_contain_text("Back again: Depth α 0.5.")
    rate = field(page, "training.regularizer.l1").locator(".number")
    rate.fill("0.25")
    rate.press("Enter")
    field(page, "training.regularizer").locator("select").select_option("none")
    expect(rate).to_have_count(0)
    field(page, "training.regularizer").locator("select").select_option("l1_l2")
    expect(rate).to_have_value("0.25")
    page.get_by_role("radio", name="your own points").check(force=True)
    page.locator(".own-tools").wait_for()
    page.locator("#boundary").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".setup .aside-note").first).to_have_text("5 points")
    page.locator(".thumbnail input").first.check(force=True)
    expect(page.locator(".own-tools")).to_be_hidden()
    page.get_by_role("radio", name="your own points").check(force=True)
    expect(page.locator(".setup .aside-note").first).to_have_text("5 points")
    expect(page.locator("#own-begin")).to_be_visible()


def test_a_pause_waits_for_no_other_request(page: Page, watch: Watch) -> None:
    watch.allow("429")
    strip, stuck = page.locator("#strip"), list[Route]()
    page.click("#play")
    wait_for_epoch(page, 2)
    page.route("**/api/v1/runs/*", lambda route: stuck.append(route))
    rate = field(page, "training.optimizer.learning_rate").locator(".number")
    rate.fill("0.1")
    rate.press("Enter")
    page.click("#play")
    status(page, "paused")
    (change,) = stuck
    change.continue_()
    expect(page).to_have_url(re.compile("learning_rate=0.1&"))

    # One that trains and was told to come back in an hour does not come back after it.
    page.route(
        "**/commands",
        lambda route: route.fulfill(
            status=429,
            headers={"Retry-After": "3600"},
            content_type="application/problem+json",
            body='{"detail": "Too many at once."}',
        ),
    )
    page.click("#play")
    expect(strip).to_contain_text("asks again in 3600 s")
    page.unroute("**/commands")
    page.click("#play")
    expect(strip).not_to_contain_text("asks again")
    status(page, "paused")
    page.click("#play")
    status(page, "playing")
    page.click("#reset")
    status(page, "ready")
    # What is trained is what is shown, also where the request for that was lost.
    watch.allow("ERR_FAILED")
    with page.expect_event("requestfailed"):
        page.route("**/commands", lambda route: route.abort(), times=1)
        page.click("#add-layer")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    expect(page).to_have_url(re.compile("hidden_layers=4.tanh,2.tanh,2.tanh&"))


def test_a_page_plays_on_after_an_orderly_restart(
    open_page: OpenPage, start_server: Callable[..., Any], watch: Watch, tmp_path: Path
) -> None:
    watch.allow(*SERVER_GONE, "503")
    first = start_server(PLAYGROUND_DATA_DIR=str(tmp_path), OPENBLAS_CORETYPE="Nehalem")
    page = open_page(SPIRAL, url=first.url)
    page.click("#play")
    wait_for_epoch(page, 5)
    assert first.stop() == 0
    reached = epoch(page)
    start_server(PLAYGROUND_PORT=str(first.port), PLAYGROUND_DATA_DIR=str(tmp_path))
    status(page, "playing")
    wait_for_epoch(page, reached + 5)
    run = f"{first.url}/api/v1/runs/{page.evaluate('document.documentElement.dataset.run')}"
    strip = page.locator("#strip")
    if len(httpx.get(run).json()["fingerprints"]) > 1:  # of another kernel, where there is one
        expect(strip).to_contain_text("the last digits may not be those")
        strip.get_by_role("button", name="Dismiss").click()
        expect(strip).not_to_contain_text("the last digits")


def test_what_is_paused_without_a_server_stays_paused(
    open_page: OpenPage, start_server: Callable[..., Any], watch: Watch
) -> None:
    watch.allow(*SERVER_GONE, "404")
    first = start_server()
    page = open_page(url=first.url)
    page.click("#play")
    wait_for_epoch(page, 2)
    first.stop(signal.SIGKILL)
    status(page, "lost")
    page.click("#play")
    expect(page.locator("#play")).to_have_attribute("data-playing", "false")
    start_server(PLAYGROUND_PORT=str(first.port))
    expect(page.locator("#strip")).to_contain_text("no longer has the run that was here")
    status(page, "ready")
    expect(page.locator("#play")).to_have_attribute("data-playing", "false")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")


def test_a_server_that_is_not_there_yet(open_page: OpenPage, server: str, watch: Watch) -> None:
    watch.allow("ERR_FAILED")
    page = open_page("api/v1/version", ready=lambda _: None)
    page.route("**/api/v1/runs", lambda route: route.abort())
    page.goto(f"{server}/")
    status(page, "unreachable")
    expect(page.locator("#strip")).to_contain_text("Trying again")
    page.unroute("**/api/v1/runs")
    status(page, "ready")


@pytest.mark.parametrize("address", ["", "#network.hidden_layers=" + ",".join(["8.tanh"] * 6)])
def test_frames_that_come_are_drawn(open_page: OpenPage, server: str, address: str) -> None:
    page = open_page("api/v1/version", ready=lambda _: None)
    messages: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda m: messages.append(m)))
    page.goto(f"{server}/{address}")
    playground_ready(page)
    frames = "Number(document.documentElement.dataset.drawnFrames)"
    page.click("#play")
    until(page, f"{frames} > 10")
    page.click("#play")
    paused(page)
    drawn = page.evaluate(frames)
    # We are told of what came by another way than of what was drawn.
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while (came := sum(isinstance(message, bytes) for message in messages)) < drawn:
        assert time.monotonic() < deadline
        page.wait_for_timeout(20)
    # Two may be under way at a time, and of those only the newer is drawn where the screen is slow.
    assert came <= 2 * drawn + 2


def test_the_run_as_code_is_kept_in_step(page: Page) -> None:
    page.get_by_role("tab", name="Code").click()
    panel = page.locator("#panel-code")
    says = "words => document.querySelector('#panel-code code').textContent.includes(words)"
    until(page, says, "import")
    for library, words in {
        "PyTorch": "import torch",
        "NumPy": "import numpy",
        "scikit-learn": "from sklearn",
        "Keras": "import keras",
        "curl": "curl -s http",
    }.items():
        panel.get_by_role("button", name=library, exact=True).click()
        until(page, says, words)
    until(page, says, '"units": 4')
    page.get_by_role("button", name="One unit more in layer 1").click()
    until(page, says, '"units": 5')
