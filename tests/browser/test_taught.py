"""A whole lesson: one teacher and five members, in browsers of their own, from the making of the
class to its progress, with a restart of the server in the middle."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import SERVER_GONE, OpenPage, Watch
from tests.browser.test_join import PHONE, RUN, asks
from tests.browser.test_lessons import LESSONS, playground, solve
from tests.browser.test_wall import ready
from tests.conftest import RunningServer

NAMES = ["Ada", "Bao", "Cem", "Dana", "Eve"]


def test_a_lesson_is_taught(
    open_page: OpenPage, start_server: Callable[..., RunningServer], tmp_path: Path, watch: Watch
) -> None:
    watch.allow(*SERVER_GONE)
    settings = {"PLAYGROUND_DATA_DIR": str(tmp_path), "PLAYGROUND_WORKERS": "1"}
    server = start_server(**settings)
    lesson = LESSONS["perceptron"]
    teacher = open_page("class", url=server.url, ready=ready)
    teacher.fill("#new-title", "Tuesday 9b")
    teacher.locator(".ticks label", has_text=lesson.title).click()
    teacher.click("#make")
    expect(teacher.locator(".class-head h1")).to_have_text("Tuesday 9b")
    code = teacher.locator(".class-head .class-code").inner_text()

    # Everyone types the code from the wall and a name; one does so on a phone.
    members: list[Page] = []
    for name in NAMES:
        page = open_page("join", url=server.url, ready=asks, **(PHONE if not members else {}))
        page.locator("#code").fill(code)
        page.keyboard.press("Enter")
        page.locator("#name").fill(name)
        page.keyboard.press("Enter")
        expect(page.locator(".join-place h1")).to_have_text(f"You are in: {name}, Tuesday 9b")
        members.append(page)
    tiles = teacher.locator(".member")
    expect(teacher.locator(".class-counts")).to_contain_text("5 here")
    teacher.keyboard.press("n")
    expect(tiles.locator("b")).to_have_text(NAMES)

    # What the lesson asks is asked of all at once; nobody sees the answers before they are shown.
    teacher.click("#ask")
    expect(teacher.locator(".ask-preview")).to_contain_text(lesson.question.asks)
    teacher.click("#ask-go")
    choices = [1, 1, 0, 1, 2]
    for page, choice in zip(members, choices, strict=True):
        page.locator("#class-question .option").nth(choice).click()
        expect(page.locator(".class-answered")).to_contain_text(lesson.question.options[choice])
        expect(page.locator(".class-bars")).to_have_count(0)
    expect(teacher.locator("#answered")).to_have_text("5 of 5 have answered")
    expect(teacher.locator(".tally-bar")).to_have_count(0)
    teacher.click("#reveal")
    expect(teacher.locator(".tally li b")).to_have_text(["1", "3", "1"])
    for page, choice in zip(members, choices, strict=True):
        expect(page.locator(".class-bars [data-right]")).to_contain_text(": 3 of 5 · right")
        right = "You were right." if choice == 1 else "You expected something else."
        expect(page.locator("#class-question .verdict")).to_contain_text(right)
    teacher.click("#drop")
    teacher.click("#send")
    teacher.select_option("#send-lesson", "perceptron")
    teacher.click("#send-lesson-go")

    # The lesson comes to everyone; one passes its second task, and the wall has a mark for it.
    runs = []
    for page in members:
        page.wait_for_url("**/lessons/perceptron")
        runs.append(playground(page).evaluate(RUN))

    def checks(page: Page) -> None:
        # What is passed is told before the run that passed it is kept: the answer comes after both.
        with page.expect_response("**/members/me/tasks*"):
            page.locator(".check").nth(1).click()

    def passes(page: Page) -> None:
        solve(page, lesson, 1)
        checks(page)
        expect(page.locator(".task").nth(1)).to_have_attribute("data-done", "")

    passes(members[0])
    expect(tiles.nth(0).locator(".mark-passed")).to_have_text("✓")
    expect(teacher.locator(".member", has_text="no network yet")).to_have_count(0)

    # The server is killed and starts again: all are back, as who they were, with what they had.
    server.stop(signal.SIGKILL)
    for page in members:
        expect(page.locator(".class-bar")).to_have_attribute("data-connection", "lost")
    expect(teacher.locator("#connection")).to_have_text("reconnecting")
    start_server(**settings, PLAYGROUND_PORT=str(server.port))
    expect(teacher.locator("#connection")).to_be_hidden()
    expect(teacher.locator(".class-counts")).to_contain_text("5 here")
    for page, name in zip(members, NAMES, strict=True):
        bar = page.locator(".class-bar")
        expect(bar).to_have_attribute("data-connection", "open")
        expect(bar.locator(".class-name")).to_have_text(name)
        assert page.url.endswith("/lessons/perceptron")
    expect(tiles.locator(".mark-passed")).to_have_text(["✓", "", "", "", ""])
    assert [playground(page).evaluate(RUN) for page in members] == runs

    # It goes on: another passes, and the teacher's page of progress has both, with their runs.
    passes(members[4])
    expect(tiles.nth(4).locator(".mark-passed")).to_have_text("✓")
    checks(members[1])
    teacher.click("#to-progress")
    rows = teacher.locator(".register tbody tr")
    expect(rows.locator("[data-tone=passed] a")).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("1×")
    for row in (0, 4):
        expect(rows.nth(row).locator("[data-tone=passed] a")).to_have_count(1)
