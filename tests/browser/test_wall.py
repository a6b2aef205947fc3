"""A teacher makes a class, sees what its members do, leads them, and takes along what came of it.

Members are programs here, as cheap as can be: what a member's page does is tested elsewhere.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Route, expect
from websockets.sync.client import connect

from tests.app.classes.test_classes import BY_HAND, bearer
from tests.browser.conftest import OpenPage, Watch, allow_clipboard, until
from tests.browser.test_axe import says
from tests.browser.test_join import comes
from tests.browser.test_sweep import COLOURS

TOKEN = """JSON.parse(localStorage.getItem(
  Object.keys(localStorage).find(key => key.startsWith('playground-classes '))))[0].token"""


GO = "to => { location.hash = to; }"
FORBID = "void (Storage.prototype.setItem = () => { throw new Error('forbidden'); })"


LONG = [
    "Maximilian Alexander Hohen",
    "Ada",
    "Juan Carlos Fernández",
    "Wolfeschlegelsteinhausenberger",
]
ALL_NAMES = "[...document.querySelectorAll('.member b')]"
CUT_OFF = f"""{ALL_NAMES}.filter(name => name.scrollWidth > name.clientWidth
  || name.getBoundingClientRect().bottom > name.parentElement.getBoundingClientRect().bottom + 1)
  .map(name => name.textContent)"""


def ready(page: Page) -> None:
    page.locator("#make").wait_for()


class Member:
    """Somebody who has joined a class."""

    def __init__(self, client: httpx.Client, code: str, name: str, room: ExitStack) -> None:
        self.client, self.path = client, f"/classes/{code}/members"
        joined = client.post(self.path, json={"name": name}).json()
        self.headers = bearer(joined["token"])
        # Who is connected is here, however long a test takes.
        url = str(client.base_url).replace("http", "ws", 1).rstrip("/")
        stream = room.enter_context(
            connect(f"{url}/classes/{code}/stream", proxy=None, close_timeout=0.1)
        )
        stream.send(json.dumps({"token": joined["token"]}))
        self.run: dict[str, Any] = {}

    def work(self, spec: dict[str, Any]) -> None:
        """Work on a run of one's own."""
        self.run = self.client.post("/runs", json=spec).json()
        own = {"id": self.run["id"], "token": self.run["token"]}
        self.client.put(f"{self.path}/me/run", json=own, headers=self.headers)

    def on_run(self, method: str, part: str, body: Any) -> None:
        """Do something with it."""
        path, headers = f"/runs/{self.run['id']}{part}", bearer(self.run["token"])
        assert self.client.request(method, path, json=body, headers=headers).status_code == 200

    def say(self, part: str, body: Any) -> dict[str, Any]:
        """Say something to the class."""
        answer = self.client.post(f"{self.path}/me/{part}", json=body, headers=self.headers)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def status(self) -> str:
        """Of the run."""
        return str(self.client.get(f"/runs/{self.run['id']}").json()["status"])


@pytest.fixture
def room() -> Iterator[ExitStack]:
    """Where members are, until the end."""
    with ExitStack() as stack:
        yield stack


def test_a_class_is_made_led_and_read(
    open_page: OpenPage, watch: Watch, client: httpx.Client, room: ExitStack
) -> None:
    watch.allow("404", "422", "status of 403", "ERR_FAILED")
    page = open_page("class", ready=ready)
    assert says(page, "making a class") == []
    page.click("#make")
    expect(page.locator("#new-title-fault")).to_have_text("Give the class a title.")
    page.fill("#new-title", "Tuesday 9b")
    page.locator(".ticks label", has_text="The perceptron").click()
    page.fill("#new-names", "Ada\nBao\n\nBao \nCem")
    expect(page.locator("#new-language")).to_have_value("en")
    page.click("#make")
    expect(page.locator(".class-head h1")).to_have_text("Tuesday 9b")
    code = page.evaluate("location.hash").removeprefix("#")
    expect(page.locator(".class-head .class-code")).to_have_text(f"{code[:3]}-{code[3:]}")
    # Nobody else reaches a server that listens to its own machine.
    expect(page.locator(".class-head .class-reach")).to_contain_text("--host 0.0.0.0")
    expect(page.locator(".class-head .qr-code")).to_be_hidden()
    expect(page.locator("#empty")).to_contain_text("Nobody has joined yet")
    top = page.evaluate("document.querySelector('#empty').getBoundingClientRect().top")
    assert top < 300
    page.emulate_media(forced_colors="active")
    for button in ("#ask", "#to-progress", "#send", "#all-speed"):
        expect(page.locator(button)).to_have_css("border-top-style", "solid")
    page.emulate_media(forced_colors="none")
    page.keyboard.press("l")
    expect(page.locator("#large-code .class-code")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#large-code")).to_be_hidden()

    # Whoever joins has a tile, which learns; a number stands for the name.
    lesson = client.get("/lessons/perceptron").json()
    ada, bao, cem = (Member(client, code, name, room) for name in ("Ada", "Bao", "Cem"))
    ada.work(lesson["spec"])
    bao.work({"data": "spiral", "network": {"hidden_layers": [4]}})
    bao.on_run("POST", "/commands", {"command": "play", "speed": 5})
    tiles, names = page.locator(".member"), page.locator(".member b")
    expect(names).to_have_text(["1", "2", "3"])
    expect(page.locator(".class-counts")).to_contain_text("3 here")
    expect(tiles.nth(2)).to_contain_text("no network yet")
    until(page, f"Math.max(...({COLOURS})()) > 20")
    expect(tiles.nth(1)).to_contain_text(re.compile(r"epoch \d+ ▶"))
    page.keyboard.press("n")
    expect(names).to_have_text(["Ada", "Bao", "Cem"])
    tiles.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(tiles.nth(1)).to_be_focused()
    # A tile is opened and closed by keyboard, and one is where one was.
    page.keyboard.press("Enter")
    expect(page.locator("#side-close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(tiles.nth(1)).to_be_focused()

    # All are paused, and started.
    page.click("#pause-all")
    expect(page.locator("#on")).to_contain_text("everyone is paused")
    comes(bao.status, "paused")
    page.click("#play-all")
    expect(page.locator("#on")).to_contain_text("everyone was started")
    # On a machine with few places they may have to wait for one.
    for member in (ada, bao):
        comes(member.status, "playing")

    # Who tries in vain is said to be stuck, and who passes has a mark.
    task = {"lesson": "perceptron", "task": 1}
    for _ in range(4):
        assert not bao.say("tasks", task)["passed"]
    expect(page.locator(".class-stuck")).to_have_text("1 is stuck: Bao (4 tries)")
    ada.on_run("POST", "/commands", {"command": "reset"})
    ada.on_run("PATCH", "/weights", {"weights": BY_HAND})
    moment = ada.say("tasks", task)["moment"]["id"]
    expect(tiles.nth(0).locator(".mark-passed")).to_have_text("✓")
    expect(tiles.nth(0).locator(".mark-open")).to_have_text("○")
    page.locator("[data-order=stuck]").click()
    expect(names).to_have_text(["Bao", "Ada", "Cem"])
    page.locator("[data-order=tasks]").click()
    expect(names).to_have_text(["Ada", "Bao", "Cem"])
    assert says(page, "a wall") == []

    # A question is asked, answered in secret, and its answers shown.
    page.click("#ask")
    expect(page.locator(".ask-preview")).to_contain_text(lesson["question"]["asks"])
    page.locator("#ask-sheet .tick", has_text="of your own").click()
    page.click("#ask-go")
    expect(page.locator("#ask-sheet .field-error")).to_contain_text("at least two answers")
    page.fill("#ask-asks", "How many lines?")
    page.fill("#ask-options", "one\ntwo")
    page.select_option("#ask-right", "1")
    page.click("#ask-go")
    expect(page.locator(".tally-asks")).to_have_text("How many lines?")
    token = page.evaluate(TOKEN)
    hide = {"command": "hide"}
    lead = client.post(f"/classes/{code}/commands", json=hide, headers=bearer(token)).json()
    asked = lead["question"]["number"]
    for member, choice in ((ada, 1), (bao, 1), (cem, 0)):
        member.say("predictions", {"question": asked, "choice": choice})
    expect(page.locator("#answered")).to_have_text("3 of 3 have answered")
    expect(page.locator(".tally-bar")).to_have_count(0)
    page.click("#reveal")
    expect(page.locator(".tally li b")).to_have_text(["1", "2"])
    expect(page.locator(".tally [data-right]")).to_contain_text("two")
    assert says(page, "answers", ".class-question") == []
    page.click("#drop")
    expect(page.locator(".class-question")).to_be_hidden()

    # That of a lesson leads to it, and is over then, or it would lie over the lesson.
    for told in ({"command": "ask", "lesson": "perceptron"}, {"command": "reveal"}):
        assert not page.locator("#try-it").is_visible()
        client.post(f"/classes/{code}/commands", json=told, headers=bearer(token))
    page.click("#try-it")
    expect(page.locator("#on")).to_contain_text("Lesson “The perceptron” was sent")
    expect(page.locator(".class-question")).to_be_hidden()

    # A lesson is sent, and the settings of a link.
    page.click("#send")
    page.select_option("#send-lesson", "perceptron")
    page.click("#send-lesson-go")
    expect(page.locator("#on")).to_contain_text("Lesson “The perceptron” was sent")
    page.click("#send")
    page.fill("#send-link", "nonsense")
    page.click("#send-settings-go")
    expect(page.locator("#send-sheet .field-error")).to_have_text("This is no link with settings.")
    page.fill("#send-link", "https://elsewhere.example/#data=xor&network.hidden_layers=3.tanh")
    page.click("#send-settings-go")
    expect(page.locator("#on")).to_contain_text("Settings were sent")

    # An answer that comes late is not another's; what cannot be read is not said to be nothing.
    held: list[Route] = []

    def fail(route: Route) -> None:
        route.abort()

    def hold(route: Route) -> None:
        if route.request.method == "PATCH":
            held.append(route)
        else:
            route.fallback()

    for handle in (fail, hold):
        page.route("**/members/*", handle)
    tiles.nth(2).click()
    page.fill("#side-name", "Cem B.")
    with page.expect_request(lambda request: request.method == "PATCH"):
        page.click("#rename")
    tiles.nth(0).click()
    expect(page.locator("#side-name")).to_have_value("Ada")
    expect(page.locator(".side-tasks")).to_be_empty()
    page.unroute("**/members/*", fail)
    held.pop().continue_()
    expect(names.nth(2)).to_have_text("Cem B.")
    expect(page.locator("#side-name")).to_have_value("Ada")
    page.unroute("**/members/*", hold)

    # A tile opens beside the wall: the run itself, and what was passed; it is shown to everyone.
    expect(page.locator("#side-title")).to_have_text("Ada")
    expect(page.frame_locator(".side iframe").locator("#strip")).to_contain_text("watching")
    passed = page.locator(".side-list a")
    expect(passed).to_have_attribute("href", re.compile(f"/watch/{moment}$"))
    page.click("#show-named")
    expect(page.locator("#on")).to_contain_text("Everyone sees Ada’s network")
    assert says(page, "a member", "#side") == []
    page.click("#stop-showing")
    expect(page.locator("#on")).not_to_contain_text("Everyone sees")
    page.fill("#side-name", "Ada L.")
    page.click("#rename")
    expect(page.locator("#side-title")).to_have_text("Ada L.")
    page.keyboard.press("n")
    expect(page.locator("#side-title")).to_have_text("Member 1")
    expect(page.locator("#side-name")).to_be_hidden()
    # Where nobody sees it, it is not followed.
    page.click("#to-progress")
    expect(page.locator(".side iframe")).to_have_count(0)
    page.click("#to-wall")
    page.click("#side-close")
    tiles.nth(2).click()
    page.click("#remove")
    page.click("#remove-sure")
    expect(tiles).to_have_count(2)
    expect(page.locator(".class-notice")).to_have_text("Member 3 was removed.")

    # Progress is a page of its own, and goes along as files.
    page.click("#to-progress")
    cell = page.locator(".register tbody tr", has_text="Ada L.").locator("[data-tone=passed] a")
    expect(cell).to_have_attribute("href", re.compile(f"/watch/{moment}$"))
    expect(page.locator(".register tbody tr").nth(1)).to_contain_text("4×")
    page.locator(".register-sort").nth(1).click()
    expect(page.locator("[aria-sort=descending]")).to_have_text("passed")
    assert says(page, "progress") == []
    with page.expect_download() as download:
        page.click("#csv")
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbfmember,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["name"], row["run"]) for row in rows] == [("Ada L.", moment), ("Bao", "")]
    with page.expect_download() as download:
        page.click("#json")
    assert json.loads(download.value.path().read_bytes())["tasks"][0]["run"] == moment
    # Of another class, whose progress is not read yet, nothing is there, and nobody of this one;
    # that it could not be read is not said of this one.
    second = client.post("/classes", json={"title": "Thursday 10a"}).json()
    page.route(f"**/{second['code']}/progress", lambda route: held.append(route))
    page.evaluate(GO, f"{second['code']}/progress&token={second['token']}")
    expect(page.locator(".class-progress h1")).to_have_text("Thursday 10a: progress")
    expect(page.locator(".register tbody tr").first).to_be_hidden()
    page.evaluate(GO, f"{code}/progress")
    note = page.locator(".class-progress [role=status]")
    expect(note).to_have_text(re.compile("^As of"))
    while held:
        with page.expect_event("requestfailed"):
            held.pop().abort()
    assert note.inner_text().startswith("As of")
    page.reload()
    expect(cell).to_have_count(1)
    page.click("#to-wall")

    # The teacher's link opens the class elsewhere, and does not stay in the address.
    allow_clipboard(page)
    page.click("#about")
    page.click("#copy-teacher")
    expect(page.locator("#about-sheet [role=status]").last).to_have_text("Copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert says(page, "settings of a class", "dialog[open]") == []
    page.select_option("#about-language", "de")
    page.uncheck("#about-open")
    page.click("#save-class")
    expect(page.locator(".class-counts")).to_contain_text("closed: nobody can join")
    assert client.get(f"/classes/{code}").json()["language"] == "de"
    origin, _, address = link.rpartition("/")
    other = open_page(
        address, url=origin, ready=lambda page: page.locator(".member").nth(1).wait_for()
    )
    assert other.evaluate("location.hash") == f"#{code}"
    assert "token" not in other.url

    # It goes with everything, here and for whoever else looks at it.
    page.click("#remove-class")
    expect(page.locator(".sure:visible")).to_contain_text("2 members")
    page.click("#remove-class-sure")
    expect(page.locator(".class-home [role=status]").last).to_contain_text("Tuesday 9b was removed")
    expect(page.locator(".class-list li")).to_contain_text(["Thursday 10a"])
    expect(other.locator(".class-ended")).to_contain_text("There is no such class any more")


def test_a_teacher_is_told_what_is_amiss_and_finds_the_way_back(
    open_page: OpenPage, watch: Watch, start_server: Any
) -> None:
    watch.allow("404", "status of 401", "status of 403")
    server = start_server(
        PLAYGROUND_CREATE_KEY="sesame", PLAYGROUND_HOST="0.0.0.0", PLAYGROUND_WORKERS="1"
    )
    url = f"http://127.0.0.1:{server.port}"
    page = open_page("class", url=url, ready=ready)
    page.fill("#new-title", "9b")
    page.click("#make")
    page.fill("#key-field", "wrong")
    page.click("#key-go")
    expect(page.locator("#key-problem")).not_to_be_empty()
    page.fill("#key-field", "sesame")
    page.click("#key-go")
    expect(page.locator(".class-head h1")).to_have_text("9b")
    code = page.evaluate("location.hash").removeprefix("#")
    # A link that opens nothing takes nothing away from a browser that knows the class.
    page.evaluate(GO, f"{code}&token=old")
    until(page, "!location.hash.includes('token')")
    expect(page.locator(".class-head h1")).to_have_text("9b")
    page.reload()
    expect(page.locator(".class-head h1")).to_have_text("9b")
    # A browser that does not know the class comes in with the key, and the one before is told.
    other = open_page(f"class#{code}", url=url, ready=ready)
    expect(other.locator(".class-ended")).to_contain_text("not the teacher")
    expect(other.locator(".class-ended a")).to_have_attribute("href", re.compile(f"join#{code}$"))
    expect(other.locator("#again-code")).to_have_value(f"{code[:3]}-{code[3:]}")
    other.fill("#again-key", "wrong")
    other.click("#again")
    expect(other.locator("#again-code ~ .field-error")).not_to_be_empty()
    other.fill("#again-key", "sesame")
    other.evaluate(GO, "")
    other.evaluate(FORBID)
    other.click("#again")
    expect(other.locator(".class-head h1")).to_have_text("9b")
    expect(other.locator(".class-notice")).to_contain_text("This browser keeps nothing for us.")
    # Forty names can all be read on a wall that is projected, long ones as well.
    for number in range(40):
        name = f"{LONG[number % len(LONG)]} {number}"
        joined = httpx.post(f"{url}/api/v1/classes/{code}/members", json={"name": name})
        assert joined.status_code == 201
    other.set_viewport_size({"width": 1920, "height": 1080})
    other.locator(".member").nth(39).wait_for()
    other.keyboard.press("n")
    names = other.locator(".member b")
    expect(names.nth(39)).to_contain_text(re.compile(r"\d"))
    until(other, f"{ALL_NAMES}.every(name => /[a-z]/.test(name.textContent))")
    whole = other.evaluate(f"{ALL_NAMES}.filter(({{ title }}) => title.length <= 30).length")
    assert other.evaluate(CUT_OFF) == []
    assert whole == other.evaluate(
        f"{ALL_NAMES}.filter(name => !name.textContent.includes('…')).length"
    )
    expect(names.last).to_be_in_viewport(ratio=0.99)
    # What the old token is worth is known as soon as it is used.
    page.reload()
    expect(page.locator(".class-ended")).to_contain_text("not the teacher")
    # A server that is away is waited for; a browser that forgets can think again.
    watch.allow("WebSocket", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE")
    server.stop()
    expect(other.locator("#connection")).to_have_text("reconnecting")
    expect(other.locator(".class-notice")).to_contain_text("comes back by itself")
    other.goto("about:blank")
