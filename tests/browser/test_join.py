"""Members of a class join by a code, work, and follow their teacher, who is driven over HTTP."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.browser.conftest import SERVER_GONE, OpenPage, Watch, playground_ready, until
from tests.browser.seen import epoch, paused
from tests.browser.test_axe import says
from tests.browser.test_lessons import LESSONS, playground, solve
from tests.conftest import NO_CERTIFICATES, START_S, RunningServer

XOR = {"data": {"kind": "xor", "n": 40}, "network": {"hidden_layers": [3]}}
RUN = "document.documentElement.dataset.run"
FORGE = """([field, value]) => {
  const [name] = Object.keys(localStorage).filter(key => key.includes("memberships"));
  const [own] = JSON.parse(localStorage.getItem(name));
  localStorage.setItem(name, JSON.stringify([{ ...own, [field]: value }]));
}"""
"""What the browser remembers of its member is something else from now on."""
TOKEN = """JSON.parse(localStorage.getItem(
  Object.keys(localStorage).find(key => key.includes("memberships"))))[0].token"""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
Answer = dict[str, Any]


class Room:
    """A class, and its teacher."""

    def __init__(self, client: httpx.Client, **about: Any) -> None:
        self.client = client
        made = client.post("/classes", json={"title": "Tuesday 9b", **about}).json()
        self.code: str = made["code"]
        self.path = f"/classes/{self.code}"
        self.teacher = {"Authorization": f"Bearer {made['token']}"}

    def tell(self, command: str, **more: Any) -> None:
        body = {"command": command, **more}
        told = self.client.post(f"{self.path}/commands", json=body, headers=self.teacher)
        assert told.status_code == 200, told.text

    def change(self, **about: Any) -> None:
        assert self.client.patch(self.path, json=about, headers=self.teacher).status_code == 200

    def join(self, name: str) -> Answer:
        joined: Answer = self.client.post(f"{self.path}/members", json={"name": name}).json()
        return joined

    def members(self) -> list[Answer]:
        found: list[Answer] = self.client.get(f"{self.path}/members", headers=self.teacher).json()
        return found

    def member(self, name: str) -> Answer:
        return next(member for member in self.members() if member["name"] == name)

    def run_of(self, name: str) -> Any:
        return self.member(name)["run"]

    def remove(self, name: str) -> None:
        path = f"{self.path}/members/{self.member(name)['id']}"
        assert self.client.delete(path, headers=self.teacher).status_code == 204


def comes(what: Callable[[], Any], value: Any) -> None:
    """Wait until the server says so."""
    deadline = time.monotonic() + START_S
    while (said := what()) != value:
        assert time.monotonic() < deadline, f"{said!r} stays, instead of {value!r}"
        time.sleep(0.05)


def asks(page: Page) -> None:
    """The page has its script."""
    page.locator("#code, #name, #go-on, #to-playground").first.wait_for()


def join(page: Page, name: str) -> None:
    page.locator("#name").fill(name)
    page.keyboard.press("Enter")
    page.locator("#to-playground").wait_for()


def test_a_phone_joins_by_code(open_page: OpenPage, client: httpx.Client, watch: Watch) -> None:
    # A second tab of who was removed asks once more, and is refused, if it is quick enough.
    watch.allow("404", "409", "422", "403", "ERR_FAILED")
    room = Room(client, lessons=["perceptron"], spec=XOR)
    room.join("Ada")
    page = open_page("join", ready=asks, **PHONE)
    fault = page.locator("#code-fault")
    # By keyboard alone; what is wrong is said beside the field, and nothing typed is lost.
    for typed, said in (
        ("", "six signs"),
        ("abc", "six signs"),
        ("ABCDE0", "without 0, O, 1 and I"),
        ("222222", "There is no class of this code."),
    ):
        page.locator("#code").fill(typed)
        page.keyboard.press("Enter")
        expect(fault).to_contain_text(said)
        expect(page.locator("#code")).to_be_focused()
        expect(page.locator("#code")).to_have_value(typed)
    faults = says(page, "the code")
    page.locator("#code").fill(f" {room.code[:3].lower()}-{room.code[3:].lower()} ")
    room.change(open=False)
    page.keyboard.press("Enter")
    expect(page.locator(".join-shut")).to_contain_text("closed")
    room.change(open=True)
    page.keyboard.press("Enter")
    page.locator("#code").fill(room.code)
    page.keyboard.press("Enter")
    expect(page.locator("h1").first).to_have_text("Tuesday 9b")
    expect(page.locator(".class-lessons")).to_contain_text("The perceptron")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("\u202eadA")
    page.keyboard.press("Enter")
    expect(page.locator("#name-fault")).to_contain_text("none of them hidden")
    faults += says(page, "the name")
    page.click("#kept")
    expect(page.locator("#privacy")).to_contain_text("No e-mail address")
    faults += says(page, "what is kept", "dialog[open]")
    page.keyboard.press("Escape")
    # The answer is lost; who asks again, be it on the page loaded anew, is nobody else.
    members = f"**{room.path}/members"
    page.route(members, lambda route: (route.fetch(), route.abort())[1])
    page.locator("#name").fill("Ada")
    page.keyboard.press("Enter")
    expect(page.locator("#name-fault")).to_contain_text("could not be reached")
    comes(lambda: len(room.members()), 2)
    page.unroute(members)
    page.goto(f"{page.url.split('#')[0]}#{room.code}")
    page.reload()
    join(page, "Ada")
    expect(page.locator(".join-place h1")).to_have_text("You are in: Ada (2), Tuesday 9b")
    expect(page.locator(".class-bar")).to_have_attribute("data-connection", "open")
    assert [member["name"] for member in room.members()] == ["Ada", "Ada (2)"]
    faults += says(page, "a member")

    # Its run is told to the class; who loads it again, or opens another tab, is the same member.
    page.click("#to-playground")
    playground_ready(page)
    expect(page.locator(".class-bar")).to_contain_text("Tuesday 9b")
    until(page, "location.hash.includes('data=xor')")
    page.locator(".class-news").get_by_role("button", name="OK").click()
    own = page.evaluate(RUN)
    comes(lambda: room.run_of("Ada (2)"), own)
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    page.reload()
    playground_ready(page)
    assert page.evaluate(RUN) == own
    other = page.context.new_page()
    other.goto(f"{page.url.split('#')[0]}#data=xor&network.hidden_layers=3")
    playground_ready(other)
    comes(lambda: room.run_of("Ada (2)"), other.evaluate(RUN))
    other.goto(f"{page.url.split('#')[0]}join#{room.code}")
    expect(other.locator(".join-place h1")).to_have_text("You are in: Ada (2), Tuesday 9b")
    # Who is known to a class goes on as that, and is asked before it is forgotten.
    other.click("#another")
    other.locator("#code").fill(room.code)
    other.keyboard.press("Enter")
    expect(other.locator("#go-on")).to_be_focused()
    other.click("#other")
    expect(other.locator("#join")).to_contain_text("cannot come back as Ada (2)")
    other.click("#go-on")
    expect(other.locator(".join-place h1")).to_be_visible()
    # What is told everyone happens in one of two windows that are in sight.
    expect(other.locator(".class-bar")).to_have_attribute("data-connection", "open")
    room.tell("pause")
    told = [window.locator(".class-news") for window in (page, other)]
    comes(lambda: any(news.is_visible() for news in told), True)
    page.wait_for_timeout(300)
    assert [news.is_visible() for news in told].count(True) == 1
    page.bring_to_front()
    if told[0].is_visible():
        told[0].get_by_role("button").last.click()
    page.click("#share")
    page.click("#new-run")
    until(page, f"own => {RUN} !== own", own)
    comes(lambda: room.run_of("Ada (2)"), page.evaluate(RUN))
    assert [member["name"] for member in room.members()] == ["Ada", "Ada (2)"]

    # What is kept is read, taken along, changed, and removed with the member.
    page.click("#class-button")
    faults += says(page, "the menu", ".class-bar")
    page.click("#class-progress")
    faults += says(page, "progress", "dialog[open]")
    page.locator("#class-name").fill("Grace")
    page.keyboard.press("Enter")
    expect(page.locator(".class-name")).to_have_text("Grace")
    with page.expect_download() as download:
        page.click("#class-download")
    kept = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert kept["name"] == "Grace"
    assert kept["run"] == page.evaluate(RUN)
    page.click("#class-remove")
    page.click("#class-remove-yes")
    expect(page.locator(".class-news")).to_contain_text("is deleted")
    expect(page.locator(".class-bar")).to_have_count(0)
    # Another tab is no member any more, either.
    expect(other.locator(".class-bar")).to_have_count(0)
    expect(other.locator("#code")).to_be_visible()
    assert [member["name"] for member in room.members()] == ["Ada"]
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")
    assert faults == []


def test_a_class_is_led(open_page: OpenPage, client: httpx.Client, watch: Watch) -> None:
    room = Room(client, lessons=["perceptron", "loss"], names=["Ada", "Bob"])
    page = open_page(f"join#{room.code}", ready=asks)
    page.locator("#name").select_option("Ada")
    page.click("#join-class")
    lessons = page.locator(".join-place .class-lessons a")
    expect(lessons).to_have_count(2)
    expect(page.locator(".class-lessons li")).to_have_count(2)
    lessons.first.focus()
    room.tell("pause")
    expect(page.locator(".class-news")).to_contain_text("has paused everyone")
    expect(lessons.first).to_be_focused()
    page.click("#to-playground")
    playground_ready(page)
    own, news = page.evaluate(RUN), page.locator(".class-news")
    page.click("#step")
    expect(page.locator("#epoch")).to_have_text("1")

    # Settings: what was there is kept, and can be had back.
    room.tell("send", spec=XOR)
    expect(news).to_contain_text("What you had is kept among Runs.")
    until(page, "location.hash.includes('data=xor')")
    expect(page.locator("#epoch")).to_have_text("0")
    assert page.evaluate(RUN) == own
    faults = says(page, "the strip", ".class-news") + says(page, "the bar", ".class-bar")
    news.get_by_role("button", name="Keep mine").click()
    expect(page.locator("#epoch")).to_have_text("1")
    until(page, "!location.hash.includes('data=xor')")
    page.click("#tab-runs")
    expect(page.locator(".run-card")).to_have_count(2)

    # Started and paused on the server; the page says so. Once done, nothing is done again.
    room.tell("play", speed=30)
    expect(news).to_contain_text("has started everyone")
    expect(page.locator("#status")).to_have_attribute("data-status", "playing")
    room.tell("pause")
    expect(news).to_contain_text("has paused everyone")
    paused(page)
    stands = epoch(page)
    page.reload()
    playground_ready(page)
    expect(page.locator(".class-bar")).to_have_attribute("data-connection", "open")
    expect(news).to_be_hidden()
    assert epoch(page) == stands

    # A question: answered once, by keyboard, then waited for, revealed, and over. A key that was
    # meant for the run does nothing to it, and what is shown next does not cover it.
    bob = room.join("Bob")
    run = client.post("/runs", json=XOR).json()
    headers = {"Authorization": f"Bearer {bob['token']}"}
    told = {"id": run["id"], "token": run["token"]}
    assert client.put(f"{room.path}/members/me/run", json=told, headers=headers).is_success
    room.tell("ask", asks="And at a rate of 10?", options=["Faster", "Lost"], answer=1)
    card, shown = page.locator("#class-question"), page.locator("#class-shown")
    expect(card).to_contain_text("And at a rate of 10?")
    expect(card.locator(".class-asks")).to_be_focused()
    page.keyboard.press("Space")
    faults += says(page, "asked", "#class-question")
    room.tell("show", member=bob["id"], named=True)
    expect(shown.locator("h2")).to_have_text("Your teacher shows Bob’s network")
    expect(card.locator(".class-asks")).to_be_focused()
    card.get_by_role("button", name="Lost").focus()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("You answered: Lost")
    expect(card.locator(".option")).to_have_count(0)
    expect(card.locator(".class-asks")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()

    # A run that is shown to all; and back.
    seen = page.frame_locator("#class-shown iframe")
    expect(seen.locator("#strip")).to_contain_text("someone else is steering it")
    expect(seen.locator("#setup")).to_have_attribute("inert", "")
    faults += says(page, "shown", "#class-shown")
    room.tell("show", member=bob["id"])
    expect(shown.locator("h2")).to_have_text("Your teacher shows a network")
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    assert page.evaluate(RUN) == own
    assert epoch(page) == stands
    # It is looked at again, and stays there until the teacher ends it.
    menu = page.locator(".class-menu")
    page.click("#class-button")
    menu.get_by_role("button", name="The network that is shown").click()
    expect(shown).to_be_visible()
    room.tell("reveal")
    expect(card.locator("[data-right]")).to_have_text("Lost: 1 of 1 · right, yours")
    expect(card).to_contain_text("You were right.")
    card.get_by_role("button", name="Now try it").click()
    expect(card).to_be_hidden()
    expect(shown).to_be_visible()
    room.tell("hide")
    expect(shown).to_be_hidden()
    page.click("#class-button")
    menu.get_by_role("button", name="The question").click()
    expect(card).to_be_visible()
    faults += says(page, "revealed", "#class-question")
    room.tell("drop")
    expect(card).to_be_hidden()

    # A lesson: the page goes there; what is done in it is recorded; and back to what was there.
    room.tell("send", lesson="perceptron")
    page.wait_for_url("**/lessons/perceptron")
    expect(news).to_contain_text("Your teacher sent this lesson.")
    lesson = LESSONS["perceptron"]
    inner = playground(page).evaluate(RUN)
    comes(lambda: room.run_of("Ada"), inner)
    page.get_by_role("button", name=lesson.question.answer, exact=True).click()
    comes(lambda: len(room.member("Ada")["predictions"]), 2)
    check = page.locator(".check").nth(1)
    solve(page, lesson, 1)
    check.click()
    expect(page.locator(".task").nth(1)).to_have_attribute("data-done", "")
    (done,) = room.member("Ada")["tasks"]
    assert (done["task"], bool(done["passed_at"])) == (1, True)
    page.click("#class-button")
    expect(page.locator(".class-lessons li").first).to_contain_text("1 of 2 tasks")
    page.click("#class-progress")
    predicted = page.locator("#class-sheet details")
    predicted.locator("summary").click()
    room.change(title="Tuesday 9c")
    expect(page.locator(".class-title")).to_have_text("Tuesday 9c")
    expect(predicted).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    news.get_by_role("button", name="Back to what I had").click()
    page.wait_for_url(re.compile(r"/#data="))
    playground_ready(page)
    assert page.evaluate(RUN) == own
    comes(lambda: room.run_of("Ada"), own)
    # What a question leads to is not covered by it again. Who holds something is asked first, and
    # what comes is not changed by what the hand goes on to do; so is who types, in a lesson, too.
    room.tell("ask", lesson="perceptron")
    room.tell("reveal")
    card.get_by_role("link", name="Now try it").click()
    page.wait_for_url("**/lessons/perceptron")
    frame = playground(page)
    expect(page.locator(".class-bar")).to_have_attribute("data-connection", "open")
    expect(card).to_be_hidden()
    frame.locator("#play").hover()
    page.mouse.down()
    room.tell("send", lesson="loss")
    expect(news).to_contain_text("Your teacher sent a lesson: Loss")
    page.mouse.move(0, 0)
    page.mouse.up()
    frame.locator(".neuron-panel [data-input='0']").focus()
    room.tell("send", spec=XOR)
    expect(news).to_contain_text("Your teacher sent settings for the playground.")
    assert page.url.endswith("/lessons/perceptron")
    # What is done with a class cannot be begun anew in the browser alone.
    page.goto(page.url.removesuffix("/perceptron"))
    expect(page.locator("[data-lesson=perceptron] .progress")).to_have_text("1 of 2 tasks done")
    expect(page.locator("#forget")).to_be_hidden()
    assert faults == []


def test_the_server_is_started_again_and_a_member_is_removed(
    open_page: OpenPage, start_server: Callable[..., RunningServer], tmp_path: Path, watch: Watch
) -> None:
    watch.allow(*SERVER_GONE, "403")
    settings = {"PLAYGROUND_DATA_DIR": str(tmp_path), "PLAYGROUND_WORKERS": "1"}
    server = start_server(**settings)
    api = httpx.Client(base_url=f"{server.url}/api/v1", verify=NO_CERTIFICATES, timeout=START_S)
    room = Room(api)
    page = open_page(f"join#{room.code}", url=server.url, ready=asks)
    join(page, "Ada")
    room.tell("send", lesson="perceptron")
    page.wait_for_url("**/lessons/perceptron")
    run = playground(page).evaluate(RUN)
    comes(lambda: room.run_of("Ada"), run)
    bar, news = page.locator(".class-bar"), page.locator(".class-news")
    news.get_by_role("button", name="OK").click()
    token = page.evaluate(TOKEN)
    server.stop()
    expect(bar).to_have_attribute("data-connection", "lost")
    start_server(**settings, PLAYGROUND_PORT=str(server.port))
    expect(bar).to_have_attribute("data-connection", "open")
    expect(news).to_be_hidden()
    room.tell("pause")
    expect(news).to_contain_text("has paused everyone")
    assert [member["name"] for member in room.members()] == ["Ada"]

    # What cannot be recorded is checked all the same.
    check, result = page.locator(".check").first, page.locator(".result").first
    page.evaluate(FORGE, ["token", "not mine"])
    check.click()
    expect(result).to_contain_text("Checked here, but not recorded with your class")
    page.evaluate(FORGE, ["token", token])
    check.click()
    expect(result).not_to_contain_text("not recorded")
    assert [task["tries"] for task in room.member("Ada")["tasks"]] == [1]

    # Removed, one is told so, the lesson goes on, and tasks are checked as before.
    room.remove("Ada")
    expect(news).to_contain_text("You were removed from this class.")
    expect(bar).to_have_count(0)
    check.click()
    expect(result).to_have_attribute("data-passed", "false")
    page.reload()
    playground(page)
    expect(bar).to_have_count(0)
    # A class that is gone while one is away.
    page.goto(f"{server.url}/join#{room.code}")
    page.locator("#name").fill("Ada")
    page.keyboard.press("Enter")
    # Who comes late is taken to where the others are.
    page.wait_for_url("**/lessons/perceptron")
    # So is whoever is on another page of ours, and finds the way back.
    page.goto(f"{server.url}/reference")
    expect(bar).to_have_attribute("data-connection", "open")
    room.tell("pause")
    expect(news).to_contain_text("has paused everyone")
    page.goto(f"{server.url}/sweep")
    expect(bar).to_have_attribute("data-connection", "open")
    ends = "document.querySelector('.sweep-page').getBoundingClientRect().bottom"
    assert page.evaluate(f"{ends} <= innerHeight")
    room.tell("send", lesson="loss")
    page.wait_for_url("**/lessons/loss")
    news.get_by_role("button", name="Back to what I had").click()
    page.wait_for_url("**/sweep*")
    page.goto(f"{server.url}/docs")
    expect(bar).to_have_attribute("data-connection", "open")
    page.goto("about:blank")
    assert api.delete(room.path, headers=room.teacher).status_code == 204
    page.goto(f"{server.url}/lessons")
    expect(news).to_contain_text("You are no longer in Tuesday 9b.")
    expect(bar).to_have_count(0)
    api.close()
