"""Links: from TensorFlow Playground, and for watching a live run."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, Watch, allow_clipboard, playground_ready, until
from tests.browser.seen import epoch, field, neurons, paused, status, wait_for_epoch

FOREIGN = (
    "activation=relu&batchSize=20&dataset=spiral&regDataset=reg-plane&learningRate=0.01"
    "&regularizationRate=0&noise=10&networkShape=5,3&seed=0.12345&showTestData=false"
    "&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false&problem=classification"
)


def test_a_playground_link_in_the_address(open_page: OpenPage) -> None:
    page = open_page(f"#{FOREIGN}")
    assert neurons(page) == [2, 5, 3, 1]
    until(page, "location.hash.includes('network.hidden_layers=5.relu,3.relu')")
    expect(page.locator("#strip")).to_contain_text("Opened from TensorFlow Playground")


def test_a_playground_link_in_the_field(page: Page) -> None:
    for trained in ("1", "2"):
        page.click("#step")
        expect(page.locator("#epoch")).to_have_text(trained)
    page.click("#share")
    page.click("#open-link-item")
    page.fill("#link-field", "no link at all")
    page.click("#link-open")
    expect(page.locator("#open-link [role=alert]")).to_contain_text("neither")
    page.fill("#link-field", f"http://playground.tensorflow.org/#{FOREIGN}")
    page.click("#link-open")
    until(page, "document.querySelectorAll('.neuron').length === 2 + 5 + 3 + 1")
    # The way back leads to what was trained, and so does the way forth, in a page loaded anew, too.
    expect(page.locator("#epoch")).to_have_text("0")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    page.go_back()
    expect(page.locator("#epoch")).to_have_text("2")
    until(page, "document.querySelectorAll('.neuron').length === 2 + 4 + 2 + 1")
    assert neurons(page) == [2, 4, 2, 1]
    page.reload()
    playground_ready(page)
    page.go_forward()
    expect(page.locator("#epoch")).to_have_text("1")
    until(page, "document.querySelectorAll('.neuron').length === 2 + 5 + 3 + 1")
    assert neurons(page) == [2, 5, 3, 1]
    page.go_back()
    expect(page.locator("#epoch")).to_have_text("2")
    # An earlier run is named by what it is now.
    page.click("#share")
    page.click("#new-run")
    expect(page.locator("#epoch")).to_have_text("0")
    page.click("#share")
    page.click("#earlier-runs")
    expect(page.locator(".earlier-runs li")).to_contain_text("4-2 · epoch 2")


def test_new_data_are_split_evenly_and_those_of_links_as_ever(page: Page) -> None:
    until(page, "location.hash.includes('data.stratified=true')")
    # Few people change it.
    expect(page.locator("[data-field='data.stratified']")).to_be_hidden()
    page.locator(".thumbnail input[value=moons]").check(force=True)
    until(page, "location.hash.includes('data=moons') && location.hash.includes('stratified=true')")
    page.locator(".thumbnail input[value=circle]").check(force=True)
    until(
        page, "location.hash.includes('data=circle') && location.hash.includes('even_flips=true')"
    )
    page.evaluate("location.hash = '#data=xor&data.seed=3'")
    until(page, "location.hash.includes('data=xor') && location.hash.includes('stratified=false')")
    until(page, "!location.hash.includes('even_flips=true')")
    # The way back leaves a live change live.
    rate = field(page, "training.optimizer.learning_rate").get_by_role("spinbutton")
    rate.fill("0.1")
    rate.press("Enter")
    until(page, "location.hash.includes('learning_rate=0.1')")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    page.go_back()
    expect(rate).to_have_value("0.03")
    expect(page.locator("#epoch")).to_have_text("1")


def test_an_address_changed_while_the_page_opens_is_opened(page: Page, server: str) -> None:
    held: list[Route] = []
    page.route("**/api/v1/runs", lambda route: held.append(route))
    page.goto(f"{server}/?again#data=moons")
    while not held:
        page.wait_for_timeout(20)
    page.evaluate("location.hash = '#data=xor'")
    held.pop().continue_()
    until(page, "location.hash.includes('data=xor&data.')")
    expect(page.locator(".thumbnail input[value=xor]")).to_be_checked()
    assert not held


@pytest.mark.parametrize(
    ("link", "says", "opened"),
    [
        ("#data=reg_gauss", "Press play", "training.loss=mean_squared_error"),
        (
            "#data=nonsense&training.loss=huber",
            "could not be opened as it is: The loss",
            "data=circle",
        ),
    ],
)
def test_a_link_whose_loss_does_not_suit_is_opened(
    open_page: OpenPage, watch: Watch, link: str, says: str, opened: str
) -> None:
    watch.allow("422")
    page = open_page(link)
    until(page, "opened => location.hash.includes(opened)", opened)
    expect(page.locator("#strip")).to_contain_text(says)
    expect(page.locator("#play")).to_be_enabled()


def test_broken_links_in_an_open_page(page: Page, watch: Watch) -> None:
    watch.allow("422", "404")
    for link, says, opened in (
        ("#watch=nobody", "has ended", "data=circle"),
        ("#data=moons&data.seed=1.5", "as it is: seed: Should be a whole number", "data=moons"),
        ("#training.optimizer.learning_rate=-3", "learning rate: Should", "learning_rate=0.03"),
        ("#network.hidden_layers=999.tanh,abc", "units: Should be", "data=circle"),
    ):
        page.evaluate("link => { location.hash = link; }", link)
        expect(page.locator("#strip")).to_contain_text(says)
        # The address is that of what is shown, and the page goes on.
        until(page, "opened => location.hash.includes(opened)", opened)
        page.get_by_label("One unit more in layer 1").click()
        until(page, "location.hash.includes('network.hidden_layers=5.tanh,2.tanh')")


def test_a_class_watches_without_control(open_page: OpenPage) -> None:
    page = open_page()
    allow_clipboard(page)
    page.click("#share")
    page.click("#copy-watch")
    expect(page.locator("#strip")).to_contain_text("watch link is copied")
    link = page.evaluate("navigator.clipboard.readText()")
    page.click("#play")
    wait_for_epoch(page, 5)
    viewer = open_follower(open_page, link)
    assert "/watch/" not in viewer.url
    expect(viewer.locator("#strip")).to_contain_text("watching a live run")
    expect(viewer.locator("#watchers")).to_contain_text("2 watching")
    expect(page.locator("#watchers")).to_contain_text("2 watching")
    wait_for_epoch(viewer, epoch(page))
    viewer.keyboard.press("Space")
    expect(viewer.locator("#setup")).to_have_attribute("inert", "")
    expect(viewer.locator(".layer-heads")).to_have_attribute("inert", "")
    expect(viewer.locator("#play")).to_be_disabled()
    expect(viewer.locator("#until")).to_be_disabled()
    wait_for_epoch(page, epoch(page) + 5)
    status(page, "playing")
    assert neurons(page) == [2, 4, 2, 1]
    # What the owner changes is seen.
    page.get_by_label("One unit more in layer 1").click()
    until(viewer, "document.querySelectorAll('.neuron[data-column=\"1\"]').length === 5")
    wait_for_epoch(viewer, 5)
    # Whoever tries is told; the run that is made theirs goes on from where it stands.
    box = viewer.locator("#training-view").bounding_box()
    assert box
    viewer.mouse.click(box["x"] + 20, box["y"] + 50)
    expect(viewer.locator("#strip")).to_contain_text("goes on from here")
    viewer.get_by_role("button", name="Make it mine").click()
    paused(viewer)
    at = epoch(viewer)
    assert at >= 5
    assert neurons(viewer) == [2, 5, 2, 1]
    expect(viewer.locator("#setup")).not_to_have_attribute("inert", "")
    viewer.click("#step")
    expect(viewer.locator("#epoch")).to_have_text(str(at + 1))
    # Back is the run that was watched, and forth one's own as it was left.
    viewer.go_back()
    expect(viewer.locator("#strip")).to_contain_text("watching a live run")
    viewer.go_forward()
    status(viewer, "paused")
    expect(viewer.locator("#epoch")).to_have_text(str(at + 1))
    viewer.reload()
    playground_ready(viewer)
    expect(viewer.locator("#epoch")).to_have_text(str(at + 1))


def test_who_watches_draws_no_points_and_sets_no_weights(open_page: OpenPage) -> None:
    page = open_page("#data=points")
    allow_clipboard(page)
    page.click("#share")
    page.click("#copy-watch")
    expect(page.locator("#strip")).to_contain_text("watch link is copied")
    viewer = open_follower(open_page, page.evaluate("navigator.clipboard.readText()"))
    expect(viewer.locator("#strip")).to_contain_text("watching a live run")
    until(viewer, "document.querySelector('.data-points').dataset.count === '4'")
    expect(viewer.locator(".own-tools")).to_be_hidden()
    viewer.locator("#boundary").focus()
    viewer.keyboard.press("ArrowUp")
    viewer.keyboard.press("Enter")
    # As with any other data, the point's arithmetic is shown instead.
    expect(viewer.locator("#panel-arithmetic")).to_be_visible()
    assert viewer.evaluate("document.querySelector('.data-points').dataset.count") == "4"
    viewer.locator(".neuron[data-column='1']").first.click()
    expect(viewer.get_by_label("Weight of x₁")).to_be_disabled()
    viewer.get_by_role("button", name="Make it mine").click()
    expect(viewer.locator(".own-tools")).to_be_visible()
    expect(viewer.get_by_label("Weight of x₁")).to_be_enabled()


def open_follower(open_page: OpenPage, link: str) -> Page:
    """Another browser at a watch link: its play button is never enabled."""
    way = urlsplit(link).path.removeprefix("/")
    return open_page(way, ready=lambda page: expect(page.locator("#strip")).to_contain_text("live"))


def test_a_watched_run_that_has_ended(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("404")
    page = open_page("#watch=AAAAAAAAAAAAAAAAAAAAAA")
    expect(page.locator("#strip")).to_contain_text("has ended")
    expect(page.locator("#play")).to_be_enabled()


def test_seven_tabs_of_one_browser(open_page: OpenPage, watch: Watch) -> None:
    first = open_page()
    tabs = [first, *(first.context.new_page() for _ in range(6))]
    for tab in tabs[1:]:
        tab.on("pageerror", lambda error: watch.note(f"page: {error}"))
        tab.goto(first.url.partition("#")[0])
        tab.locator("#play:enabled").wait_for()
    for tab in tabs:
        tab.click("#step")
        expect(tab.locator("#epoch")).to_have_text("1")
