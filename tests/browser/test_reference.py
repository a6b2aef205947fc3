"""The reference is drawn from the catalogue: every named thing is there, and can be found."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

import engine
from tests.browser.conftest import OpenPage

FAMILIES = {
    name: entries for name, entries in engine.catalogue().items() if isinstance(entries, list)
}


def drawn(page: Page) -> None:
    page.locator("article.entry").first.wait_for()


def test_every_named_thing_is_there(open_page: OpenPage) -> None:
    page = open_page("reference", ready=drawn)
    assert page.locator("article.entry").count() == sum(map(len, FAMILIES.values()))
    for family in ("activations", "losses"):
        for entry in FAMILIES[family]:
            card = page.locator(f"#{family}-{entry['kind']}")
            labels = card.locator("math").evaluate_all("all => all.map((math) => math.ariaLabel)")
            formulas = [entry["formula"], entry.get("derivative", "")]
            parts = [
                part
                for each in formulas
                for part in re.split(r"(?<=[;,])\s+(?![^(]*\))", each)
                if part
            ]
            assert labels == parts
            expect(card.locator("svg .line")).to_have_attribute("d", re.compile(r"^M[\d. -]+L"))
            expect(card.locator("svg .slope")).to_have_count(1)
    for entry in FAMILIES["datasets"]:
        assert page.locator(f"#datasets-{entry['kind']} .dot").count() > 3
    expect(page.locator("#activations-relu")).to_contain_text("nn.ReLU")
    expect(page.locator("#optimizers-adam dl.parameters")).to_contain_text("β₂ = 0.999")


def test_an_address_leads_to_an_entry(open_page: OpenPage) -> None:
    page = open_page("reference#optimizers-adam", ready=drawn)
    expect(page.locator("#optimizers-adam")).to_be_in_viewport()


def test_entries_are_found_nothing_overflows_and_the_theme_is_kept(open_page: OpenPage) -> None:
    page = open_page("reference", ready=drawn)
    page.get_by_label("Find").fill("xavier")
    expect(page.locator("#found")).to_have_text("2 entries")
    expect(page.locator("article.entry:visible")).to_have_count(2)
    page.get_by_label("Find").fill("no such thing")
    expect(page.locator("#found")).to_have_text("Nothing of that name.")
    page.get_by_label("Find").fill("")
    expect(page.locator("article.entry:visible").last).to_be_visible()
    for width in (1920, 1366, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1366, "height": 768})
    page.locator("#theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_page_of_the_api_draws_a_route_whole(open_page: OpenPage) -> None:
    page = open_page(
        "docs",
        ready=lambda page: page.locator(".opblock").first.wait_for(timeout=60_000),
        color_scheme="dark",
    )
    page.locator("#operations-runs-create_run .opblock-summary-control").click()
    expect(page.locator(".opblock.is-open .responses-table").first).to_be_visible()
    expect(page.locator(".opblock.is-open")).to_contain_text("application/problem+json")
    expect(page.locator(".errors-wrapper")).to_have_count(0)
    expect(page.locator("html")).to_have_class(re.compile("dark-mode"))
    page.locator(".prose-nav").get_by_text("Lessons").click()
    expect(page).to_have_url(re.compile("/lessons$"))
