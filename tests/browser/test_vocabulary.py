"""Everything of the catalogue can be chosen on the page, and is drawn as what it is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

import engine
from tests.browser.conftest import OpenPage, until
from tests.browser.seen import boundary, boundary_leaves, field, neurons

SEVERAL = "#data=blobs&data.n_classes=4&training.loss=categorical_crossentropy"


def test_data_sets_come_in_groups_and_settings_explain_themselves(page: Page) -> None:
    groups = page.locator(".groups .segment")
    assert groups.count() == 3
    seen = 0
    for i in range(3):
        groups.nth(i).click()
        expect(groups.nth(i)).to_have_attribute("aria-pressed", "true")
        seen += page.locator(".thumbnail:visible").count() - 1  # one's own points are in each
    assert seen >= 19
    groups.first.click()

    # Settings explain themselves, and choices inside choices are menus.
    field(page, "training.batch_size").hover()
    expect(page.locator(".help-line")).to_contain_text("Takes effect at once.")
    field(page, "network.initializer").hover()
    expect(page.locator(".help-line")).to_contain_text("starts training again")
    for fold in page.locator(".fold:visible summary").all():
        fold.click()
    menu = field(page, "training.optimizer.schedule").locator("select")
    assert menu.locator("option").count() == 5
    menu.select_option(index=1)
    until(page, "location.hash.includes('schedule.')")
    expect(page.locator("[data-field^='training.optimizer.schedule.']").first).to_be_visible()
    # The penalty is shown apart.
    expect(page.locator("#penalty")).to_be_hidden()
    field(page, "training.regularizer").locator("select").select_option(index=2)
    page.click("#step")
    expect(page.locator("#penalty")).to_be_visible()


def test_every_data_set_trains(page: Page) -> None:
    kinds = page.locator(".thumbnail input").evaluate_all("all => all.map(i => i.value)")
    for kind in kinds:
        if page.locator(f".thumbnail input[value='{kind}']").is_hidden():
            page.locator(".thumbnail input").evaluate_all(
                "(all, kind) => all.find(i => i.value === kind).closest('label').hidden = false",
                kind,
            )
        page.locator(f".thumbnail input[value='{kind}']").check(force=True)
        until(page, "kind => location.hash.includes(`data=${kind}&`)", kind)
        expect(page.locator("#epoch")).to_have_text("0")
        page.click("#step")
        expect(page.locator("#epoch")).to_have_text("1")
        expect(page.locator(".field-error:visible")).to_have_count(0)


def test_data_of_another_kind_bring_a_loss_and_give_it_back(page: Page) -> None:
    def choose(group: int) -> None:
        page.locator(".groups .segment").nth(group).click()
        page.locator(".thumbnail:visible input").first.check(force=True)
        expect(page.locator("#strip")).to_contain_text("The loss is now")
        expect(page.locator("#epoch")).to_have_text("0")
        page.click("#step")
        expect(page.locator("#epoch")).to_have_text("1")

    menu = field(page, "training.loss").locator("select")
    losses = {loss["kind"]: loss["tasks"] for loss in engine.catalogue()["losses"]}
    menu.select_option("hinge")
    kinds = ("binary", "multiclass", "regression")
    for group in (1, 2):
        choose(group)
        assert losses[menu.input_value()][0] == kinds[group]
        offered = menu.locator("option").evaluate_all("all => all.map(option => option.value)")
        assert set(offered) == {kind for kind, tasks in losses.items() if kinds[group] in tasks}
    expect(page.locator(".curves-view h2").nth(1)).to_have_text("R²")
    expect(page.locator(".value-bar")).to_be_visible()
    until(page, "!document.querySelector('#accuracy').textContent.includes('–')")
    menu.select_option("huber")
    choose(0)
    assert menu.input_value() == "hinge"
    choose(2)
    assert menu.input_value() == "huber"
    choose(1)
    assert losses[menu.input_value()][0] == "multiclass"


def test_several_classes_have_regions_and_an_output_each(open_page: OpenPage) -> None:
    page = open_page(SEVERAL)
    assert neurons(page) == [2, 4, 2, 4]
    items = page.locator("button.legend-item")
    expect(items).to_have_count(4)
    whole = boundary(page)
    items.nth(2).click()
    expect(items.nth(2)).to_have_attribute("aria-pressed", "true")
    boundary_leaves(page, whole)
    items.nth(2).click()
    expect(items.nth(2)).to_have_attribute("aria-pressed", "false")
    page.locator(".plane").hover(position={"x": 70, "y": 60})
    expect(page.locator("#cursor")).to_contain_text("class")

    # Two values are two outputs, and axes bear their own names.
    page.evaluate("location.hash = '#data=whirl&training.loss=mean_squared_error'")
    north = page.get_by_role("button", name="northward", exact=True)
    north.wait_for()
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    until(page, "document.documentElement.dataset.drawnStep === '25'")
    first = boundary(page)
    north.click()
    boundary_leaves(page, first)
    page.evaluate("location.hash = '#data=pass_class'")
    page.locator(".axis-name", has_text="lectures attended").wait_for()
