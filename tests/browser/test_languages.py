"""Words that are longer have room, and a page in German reads and writes numbers as Germans do."""

from __future__ import annotations

import json
import re
from contextlib import ExitStack

import httpx
from playwright.sync_api import Page, Route, expect

import engine
from app.web.joined import joined
from app.web.words import in_language, words_of
from tests.browser.conftest import OpenPage, Watch, playground_ready, until
from tests.browser.test_axe import LAID_OUT, says
from tests.browser.test_wall import Member
from tests.languages import MODULES, longer, pseudo

CUTS = """() => {
  const hidden = (part) => part.closest('.for-listeners, .popover, option, .brand');
  const cut = [...document.querySelectorAll('body *')].filter((part) => {
    if (!part.checkVisibility() || hidden(part)) return false;
    if (![...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) return false;
    const style = getComputedStyle(part);
    if (style.clipPath !== 'none' || part.offsetWidth < 3) return false;
    const tight = ['hidden', 'clip'].includes(style.overflowX);
    const box = part.getBoundingClientRect();
    const scrolls = part.closest('.page-links, .prose-nav, .table-scroll, .board-scroll, math');
    let room = innerWidth;
    for (let around = part.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflowX !== 'visible') {
        room = Math.min(room, around.getBoundingClientRect().right);
      }
    }
    const beyond = !scrolls && box.right > room + 1;
    return beyond || tight && part.scrollWidth > part.clientWidth + 1;
  });
  return cut.map((part) => `${part.tagName}.${part.className} ${part.textContent.slice(0, 60)}`);
}"""

KEYS_BELOW_TITLE = """() => {
  const [keys, title] = ['.keys', 'h2'].map((name) =>
    document.querySelector(`.over-second ${name}`).getBoundingClientRect().bottom);
  return keys - title;
}"""


PLAN = (
    "sweep#across=training.optimizer.learning_rate&across.values=0.03,9&down=network.activation"
    "&down.values=relu,tanh&seeds=2&epochs=3&data=xor&data.n=60&network.hidden_layers=4.tanh"
)
WORDS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const no = 'script, style, svg, math, code, pre, .for-listeners';
  const isShort = ({ data, parentElement }) => /[a-z]{2}/.test(data) && !data.includes('ø')
    && !parentElement.closest(no);
  window.short = [];
  while (walk.nextNode()) if (isShort(walk.currentNode)) window.short.push(walk.currentNode);
  return window.short.map((node) => node.data);
}"""
"""What the server has written into a page: its script speaks the longer language by itself."""
LENGTHEN = "words => words.forEach((each, at) => { window.short[at].data = each; })"


def cut(page: Page, name: str) -> list[str]:
    """What is cut in a page on a phone and in a wide window."""
    faults = []
    for width, height in ((390, 844), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(LAID_OUT)
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"{name} at {width}: {wide} wide"] if wide > width else []
        faults += [f"{name} at {width}: {part}" for part in page.evaluate(CUTS)]
    return faults


def cut_if_longer(page: Page, name: str) -> list[str]:
    """The same once its words from the server are longer as well."""
    page.evaluate(LENGTHEN, [longer(words) for words in page.evaluate(WORDS)])
    return cut(page, name)


def in_pseudo(page: Page) -> None:
    """Have the page speak a language that is 40 % longer than English, and has accents."""
    language = pseudo()
    long = {
        name: f"export default {json.dumps(longer(words_of(MODULES, name)), ensure_ascii=False)};\n"
        for name in MODULES
        if name.startswith("js/strings/en/") and not name.endswith("server.js")
    }
    modules = in_language({**MODULES, **long}, "en-x-long", language.said_by_pages)

    def script(route: Route) -> None:
        [name] = re.findall(r"js/pages/\w+/main\.js", route.request.url)
        route.fulfill(body=joined(modules, name), content_type="text/javascript")

    def catalogue(route: Route) -> None:
        route.fulfill(json=language.translated(engine.catalogue()))

    page.route("**/js/pages/*/main.js", script)
    page.route("**/catalogue.json", catalogue)


def test_words_that_are_longer_by_two_fifths_are_not_cut(open_page: OpenPage, server: str) -> None:
    page = open_page("api/v1/version", ready=in_pseudo, locale="en-US")
    page.goto(server + "/")
    playground_ready(page)
    expect(page.locator("#data-title")).to_have_text(longer("Data"))
    assert cut_if_longer(page, "the playground") == []
    # Over the second plot keys grow upwards: below them are its curves.
    page.set_viewport_size({"width": 330, "height": 844})
    assert page.evaluate(KEYS_BELOW_TITLE) <= 6


def test_every_other_page_has_room_for_longer_words(
    open_page: OpenPage, server: str, client: httpx.Client, watch: Watch
) -> None:
    watch.allow("404")
    page = open_page("api/v1/version", ready=in_pseudo, locale="en-US")

    def go(address: str, there: str) -> None:
        page.goto(f"{server}/{address}")
        page.locator(there).first.wait_for()

    go("lessons", ".lesson-card, main a")
    faults = cut_if_longer(page, "lessons")
    go("reference", "article.entry")
    faults += cut_if_longer(page, "the reference")
    go("lessons/batch-size", "main")
    page.frame_locator("#playground").locator("#status").wait_for()
    faults += cut_if_longer(page, "a lesson")
    go("nowhere", "main")
    faults += cut_if_longer(page, "nothing here")
    go(PLAN, "#estimate")
    faults += cut_if_longer(page, "a sweep to plan")
    page.click("#run")
    page.locator(".ranking-place tbody tr").first.wait_for()
    faults += cut_if_longer(page, "a sweep")
    go("class", "#make")
    faults += cut_if_longer(page, "a class to make")
    page.fill("#new-title", "Tuesday 9b")
    page.click("#make")
    page.locator(".class-head h1").wait_for()
    code = page.evaluate("location.hash").removeprefix("#")
    with ExitStack() as room:
        members = [Member(client, code, name, room) for name in ("Ada", "Bao")]
        members[0].work({"data": "xor"})
        page.locator(".member").nth(1).wait_for()
        faults += cut_if_longer(page, "a wall")
        page.locator(".member").first.click()
        faults += cut_if_longer(page, "a member")
        page.click("#to-progress")
        faults += cut_if_longer(page, "progress")
        page.click("#to-wall")
        page.click("#ask")
        faults += cut_if_longer(page, "a question")
        page.keyboard.press("Escape")
        page.click("#about")
        faults += cut_if_longer(page, "settings of a class")
        page.keyboard.press("Escape")
    go("join", "#code")
    faults += cut_if_longer(page, "a code")
    page.fill("#code", code)
    page.click("#next")
    page.locator("#name").wait_for()
    faults += cut_if_longer(page, "a name")
    page.fill("#name", "Cem")
    page.click("#join-class")
    page.locator(".join-place h1").wait_for()
    faults += cut_if_longer(page, "a member's page")
    assert faults == []


def test_a_japanese_page_has_room_is_accessible_and_leaves_keys_to_the_input_method(
    open_page: OpenPage,
) -> None:
    page = open_page(locale="ja-JP")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("#data-title")).to_have_text("データ")
    assert cut(page, "the playground") == []
    rate = page.get_by_label("学習率", exact=True).locator("visible=true").last
    rate.focus()
    method = page.context.new_cdp_session(page)
    method.send(
        "Input.imeSetComposition", {"text": "０．２５", "selectionStart": 4, "selectionEnd": 4}
    )
    # Escape takes back what an input method proposes, and not what is in the box.
    for kind in ("rawKeyDown", "keyUp"):
        method.send(
            "Input.dispatchKeyEvent",
            {"type": kind, "key": "Escape", "windowsVirtualKeyCode": 229, "code": "Escape"},
        )
    assert rate.input_value() == "０．２５"
    method.send("Input.insertText", {"text": "０．２５"})
    rate.press("Tab")
    until(page, "location.hash.includes('0.25')")
    expect(rate).to_have_value("0.25")
    # Formulas of the catalogue have words, too, and lists the marks of the language.
    page.get_by_role("tab", name="活性化関数").click()
    shown = page.get_by_role("tabpanel")
    expect(shown.get_by_text("層1、層2")).to_be_visible()
    page.evaluate("location.hash = 'network.hidden_layers=4.relu'")
    expect(shown.locator("mtext").filter(has_text="それ以外").first).to_be_visible()
    faults = says(page, "the playground in Japanese")
    page.goto(page.url.split("#")[0] + "class")
    page.locator("#make").wait_for()
    assert faults + says(page, "a class in Japanese") == []


def test_a_german_reads_and_types_german_numbers_and_takes_the_run_into_english(
    open_page: OpenPage, watch: Watch
) -> None:
    page = open_page(locale="de-AT")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("#data-title")).to_have_text("Daten")
    rate = page.get_by_label("Lernrate", exact=True).locator("visible=true").last
    expect(rate).to_have_value("0,03")
    rate.fill("0,25")
    rate.press("Enter")
    rate.press("Tab")
    until(page, "location.hash.includes('0.25')")
    expect(rate).to_have_value("0,25")
    rate.fill("11")
    rate.press("Tab")
    expect(page.get_by_text("Höchstens 10.")).to_be_visible()
    watch.allow("422")
    # What the server refuses is said by its code.
    page.evaluate("location.hash = 'network.hidden_layers=500.relu'")
    expect(page.locator("#strip")).to_contain_text("Es sind höchstens 100 Einheiten möglich")
    page.evaluate("location.hash = 'data=xor&training.optimizer.learning_rate=0.25'")
    expect(page.get_by_label("exklusives Oder")).to_be_checked()
    page.get_by_label("eigene Punkte", exact=True).check()
    until(page, "decodeURIComponent(location.hash).includes('Klasse 0')")
    page.click("#open-examples")
    page.locator("[data-example=slow-neuron]").click()
    card = page.locator("#example")
    expect(card.locator("h2")).to_have_text("Nielsen: das Neuron, das langsam lernt")
    expect(card.locator("tr", has_text="Ausgabe am Anfang")).to_contain_text("0,98")
    expect(page.get_by_role("group", name="Legende")).to_contain_text("Klasse 1")
    page.locator("#share").click()
    page.locator("#share-menu").get_by_role("link", name="English").click()
    expect(page.locator("#data-title")).to_have_text("Data")
    playground_ready(page)
    assert "?" not in page.url
    # The same run, though its classes are called otherwise here.
    expect(card.locator("h2")).to_have_text("Nielsen: the neuron that learns slowly")
    expect(card.get_by_role("button", name="Run to epoch 300")).to_be_visible()
    expect(page.get_by_label("Learning rate", exact=True).last).to_have_value("0.15")


def test_a_class_is_joined_in_its_language_unless_one_was_chosen(
    open_page: OpenPage, client: httpx.Client
) -> None:
    german, free = (
        client.post("/classes", json={"title": "9b", "language": language}).json()["code"]
        for language in ("de", None)
    )
    page = open_page("join", ready=lambda page: page.locator("#code").wait_for(), locale="en-US")
    html = page.locator("html")
    page.fill("#code", free)
    page.click("#next")
    page.click("#other-code")
    expect(html).to_have_attribute("lang", "en")
    page.fill("#code", german)
    page.click("#next")
    expect(html).to_have_attribute("lang", "de")
    page.fill("#name", "Ada")
    page.click("#join-class")
    expect(page.locator(".join-place h1")).to_have_text("Du bist drin: Ada, 9b")
    assert "lang=" not in page.url
    # It is the one of the pages that follow, too, until another is chosen.
    page.goto(page.url.replace("/join", "/lessons"))
    expect(html).to_have_attribute("lang", "de")
    page.locator("details.languages summary").click()
    page.locator("details.languages").get_by_role("link", name="English").click()
    expect(html).to_have_attribute("lang", "en")
    page.goto(page.url.replace("/lessons", "/join"))
    page.click("#another")
    page.fill("#code", german)
    page.click("#next")
    page.locator("#other").click()
    expect(html).to_have_attribute("lang", "en")
