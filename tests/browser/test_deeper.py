"""What lies deeper: the landscape of the loss, the space within, a neuron in the plane, misfits."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, Watch, until
from tests.browser.seen import boundary, boundary_becomes, boundary_leaves, paused
from tests.browser.test_axe import says


def trained(page: Page, epochs: int) -> None:
    """Train for so many epochs."""
    for number in range(1, epochs + 1):
        page.click("#step")
        expect(page.locator("#epoch")).to_have_text(str(number))
    # 250 points in batches of 10.
    until(page, "step => Number(document.documentElement.dataset.drawnStep) === step", 25 * epochs)


def test_a_landscape_goes_with_the_run_and_shows_the_networks_of_its_places(
    page: Page, watch: Watch
) -> None:
    tab = page.get_by_role("tab", name="Inside")
    inside = page.locator("#panel-inside")
    # Whoever leaves before it has come finds it when they are back.
    held: list[Route] = []
    page.route("**/landscape?*", lambda route: held.append(route))
    with page.expect_request("**/landscape?*"):
        tab.click()
    tab.click()
    until(page, "document.querySelector('.dock-body').hidden")
    with page.expect_response("**/landscape?*"):
        held[0].continue_()
    page.unroute("**/landscape?*")
    tab.click()
    expect(inside).to_contain_text("1,681 losses evaluated, each on 250 training points.")
    here = inside.locator(".depth-read")
    expect(here).to_contain_text("The network at epoch 0: loss 0.")
    # Within an epoch the loss is the network's, and not that of the last epoch's end.
    page.select_option("#step-unit", "batch")
    for number in (1, 2, 3):
        page.click("#step")
        expect(page.locator("#update")).to_contain_text(f"update {number} of 25")
    apart = "([said, shown]) => Math.abs(said.match(/loss (\\d\\.\\d+)/)[1] - shown) < 0.0006"
    texts = "['.depth-read', '#loss'].map(each => document.querySelector(each).textContent)"
    until(page, f"() => ({apart})({texts})")
    page.select_option("#step-unit", "epoch")
    # Without a path there is no plane of it, which is said, and mended by training.
    watch.allow("409")
    inside.get_by_role("button", name="own path").click()
    expect(inside).to_contain_text("train on for two epochs or more")
    trained(page, 3)
    expect(inside).to_contain_text(re.compile(r"The plane holds \d.* of the variance of the path"))
    expect(here).to_contain_text("The network at epoch 3: loss 0.")
    # While it plays, of where it has come to.
    page.click("#play")
    expect(here).not_to_contain_text("epoch 3:")
    expect(here).to_contain_text(re.compile(r"The network at epoch \d+: loss 0\."))
    page.click("#play")
    paused(page)
    inside.get_by_role("button", name="test points").click()
    expect(inside).to_contain_text("each on 250 test points")
    # Whoever comes by keys reads losses, and sees the network of a place; the run is as it was.
    before, loss = boundary(page), page.locator("#loss").inner_text()
    plot = inside.locator("canvas").first
    plot.focus()
    for _ in range(8):
        page.keyboard.press("ArrowUp")
    expect(here).to_contain_text(re.compile(r"Loss [\d.]+ at "))
    expect(inside.locator("[role=status].for-listeners")).to_have_text(here.inner_text())
    page.keyboard.press("Enter")
    bar = page.get_by_role("group", name="Something else than the run")
    expect(bar).to_contain_text(re.compile(r"^loss [\d.]+ at "))
    expect(page.locator("#boundary-view h2")).to_have_text("Elsewhere in the landscape")
    boundary_leaves(page, before)
    assert page.locator("#loss").inner_text() == loss
    assert says(page, "a landscape", "#dock") == []
    bar.get_by_role("button").click()
    expect(page.locator("#boundary-view h2")).to_have_text("Decision boundary")
    until(page, "document.querySelector('.instead-bar').hidden")
    # An earlier moment has a landscape of its own.
    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    inside.get_by_role("button", name="random").click()
    expect(here).to_contain_text("The network at epoch 0: loss 0.")

    # As a surface it says where it ends, and can be turned.
    inside.get_by_role("button", name="surface", exact=True).click()
    ends = re.compile(r"Loss around the network: .* It goes from [\d.]+ at .* are logarithms")
    relief = inside.get_by_role("img", name=ends)
    look = "() => document.querySelector('.depth:not([hidden]) .surface-plot').toDataURL()"
    until(page, f"({look})().length > 20000")
    first = page.evaluate(look)
    relief.press("ArrowLeft")
    until(page, f"first => ({look})() !== first", first)
    assert says(page, "a landscape as a surface", "#dock") == []
    inside.get_by_role("button", name="map", exact=True).click()
    expect(relief).to_be_hidden()

    # The answer as a surface, of that moment; it is turned by keys, and back.
    inside.get_by_role("button", name="Surface", exact=True).click()
    surface = inside.get_by_role("img", name=re.compile("The answer goes from .* on average"))
    until(page, "document.documentElement.dataset.drawnStep === '0'")
    until(page, f"({look})().length > 20000")
    first = page.evaluate(look)
    surface.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    until(page, f"first => ({look})() !== first", first)
    page.keyboard.press("Home")
    until(page, f"first => ({look})() === first", first)
    assert says(page, "a surface", "#dock") == []

    # The space within: two units are all there is, of four there is a shadow.
    inside.get_by_role("button", name="Hidden space").click()
    expect(inside).to_contain_text("This is all there is")
    inside.get_by_label("Layer", exact=True).select_option("0")
    expect(inside).to_contain_text(re.compile(r"these two axes hold \d.* of the variance"))
    inside.get_by_label("Axes").select_option("units")
    inside.get_by_label("Unit along x").select_option("1")
    space = inside.get_by_role("img", name="unit 2 to the right, unit 1 upwards")
    expect(space).to_be_visible()
    seen = "() => document.querySelector('.depth:not([hidden]) canvas').toDataURL()"
    then = page.evaluate(seen)
    page.keyboard.press("Escape")
    page.click("#moment-back")
    until(page, f"then => ({seen})() !== then", then)
    assert says(page, "a hidden space", "#dock") == []
    for layer in (2, 1):
        page.get_by_label(f"Remove layer {layer}").click()
    expect(inside).to_contain_text("This network has no hidden layer.")


def test_a_neuron_in_the_plane_and_what_the_network_gets_wrong(page: Page) -> None:
    trained(page, 2)
    heading = page.locator("#boundary-view h2")
    before = boundary(page)
    neuron = page.locator(".neuron[data-column='1']").nth(1)
    neuron.hover()
    expect(heading).to_have_text("Layer 1, neuron 2")
    boundary_leaves(page, before)
    page.locator("#data-title, #data-view h2").first.hover()
    expect(heading).to_have_text("Decision boundary")
    boundary_becomes(page, before)
    neuron.click()
    loss = page.locator("#loss").inner_text()
    off = page.get_by_role("button", name="switch off")
    off.click()
    expect(heading).to_have_text("Layer 1, neuron 2, switched off")
    expect(page.locator(".instead-bar")).to_contain_text(re.compile(r"loss [\d.]+, [\d.]+.% right"))
    # It goes along as the run trains, which keeps the unit.
    words = page.locator(".instead-bar").inner_text()
    page.click("#step")
    expect(page.locator(".instead-bar")).not_to_have_text(words)
    expect(page.locator("#loss")).not_to_have_text(loss)
    off.click()
    expect(heading).to_have_text("Decision boundary")

    page.get_by_role("tab", name="Confusion").click()
    panel = page.locator("#panel-confusion")
    expect(panel.locator(".class-figures").first).to_contain_text("precision")
    expect(panel).to_contain_text(re.compile(r"ROC of class 1, test: area [\d.]+"))
    panel.get_by_role("button", name="show errors").click()
    until(page, "document.querySelector('.data-points').dataset.rings > 0")
    assert says(page, "misfits", "#dock") == []
    page.get_by_role("tab", name="Numbers").click()
    for table, rows in (("parameters", 25), ("next batch", 7), ("points", 500)):
        page.get_by_role("button", name=table, exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("button", name="This table as CSV").click()
        assert download.value.suggested_filename == f"{table.removeprefix('next ')}.csv"
        lines = download.value.path().read_text(encoding="utf-8").splitlines()
        assert len(lines) == 1 + rows
    assert lines[0] == "part,x₁,x₂,is,taken for,answer,loss"
    # A point leads to its arithmetic, from either list; whoever is at one by keys stays there.
    listed = page.locator("#panel-numbers tbody")
    then = listed.inner_text()
    listed.get_by_role("button").nth(2).focus()
    page.keyboard.press("s")
    expect(listed).not_to_have_text(then, use_inner_text=True)
    expect(listed.get_by_role("button").nth(2)).to_be_focused()
    place = listed.locator("tr").nth(2).locator("td").nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-arithmetic")).to_be_visible()
    assert page.locator("#point-1").input_value().startswith(place.replace("−", "-")[:4])
    page.get_by_role("tab", name="Confusion").click()
    panel.locator(".misfits button").first.click()
    expect(page.locator("#panel-arithmetic")).to_be_visible()
    expect(page.locator(".chosen")).to_be_visible()


def test_values_have_figures_of_their_own(open_page: OpenPage) -> None:
    page = open_page("#data=reg_gauss&training.loss=squared_error")
    page.get_by_role("tab", name="Confusion").click()
    panel = page.locator("#panel-confusion")
    expect(panel).to_contain_text("Residuals against answers")
    expect(panel.locator(".class-figures").first).to_contain_text("R²")
    panel.get_by_role("button", name="show errors").click()
    until(page, "document.querySelector('.data-points').dataset.rings === '10'")
