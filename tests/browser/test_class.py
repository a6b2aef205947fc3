"""A class watches its teacher's run beside a lesson, and cannot steer it."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import OpenPage, Watch, allow_clipboard

REMOVE = """async run => {
  const { token } = Object.values(sessionStorage).map(JSON.parse).find(({ id }) => id === run);
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`/api/v1/runs/${run}`, { method: "DELETE", headers })).status;
}"""
"""What a teacher's browser knows is enough to remove the run."""


def inner(page: Page) -> FrameLocator:
    return page.frame_locator("#playground")


def ready(page: Page) -> None:
    inner(page).locator("#status").wait_for()


def test_a_class_follows_its_teacher(open_page: OpenPage, watch: Watch) -> None:
    teacher = open_page("lessons/perceptron", ready=ready)
    allow_clipboard(teacher)
    inner(teacher).locator("#play:enabled").wait_for()
    teacher.locator("#copy-class").click()
    expect(teacher.locator("#copy-class")).to_have_text("Copied")
    link = teacher.evaluate("navigator.clipboard.readText()")
    origin, _, address = link.partition("/lessons/")

    pupil = open_page(f"lessons/{address}", url=origin, ready=ready)
    expect(pupil.locator("#watching")).to_contain_text("You are watching a live run")
    expect(pupil.locator(".task")).to_have_count(2)
    expect(pupil.locator(".check")).to_have_count(0)
    expect(pupil.locator(".stage-bar button")).to_have_count(0)
    seen = inner(pupil)
    expect(seen.locator("#strip")).to_contain_text("someone else is steering it")
    expect(seen.locator("#strip button")).to_have_count(0)
    expect(seen.locator("#play")).to_be_disabled()
    assert seen.locator("#setup").evaluate("part => part.inert")
    # The words and the question are the pupil's own.
    pupil.get_by_role("button", name="Exactly one half").click()
    expect(pupil.locator("#verdict")).to_have_text("Right.")

    # What the teacher does is seen: a step, a weight, and the lesson begun again.
    inner(teacher).locator("#step").click()
    expect(seen.locator("#epoch")).to_have_text("1")
    teacher.locator("#again").click()
    expect(seen.locator("#epoch")).to_have_text("0")
    box = inner(teacher).locator(".neuron-panel [data-input='0']")
    expect(box).to_have_value("3")
    seen.locator("#tab-arithmetic").click()
    expect(seen.locator("[data-number=z]")).to_have_text("1 + 3 · (−1) + (−2) · 2 = −6")

    # The teacher's page is loaded anew, and left: the class goes on watching, who comes late, too.
    run = inner(teacher).locator("html").get_attribute("data-run")
    teacher.reload()
    inner(teacher).locator("#play:enabled").wait_for()
    assert inner(teacher).locator("html").get_attribute("data-run") == run
    inner(teacher).locator("#step").click()
    expect(seen.locator("#epoch")).to_have_text("1")
    teacher.goto(f"{origin}/reference")
    pupil.reload()
    expect(pupil.locator("#watching")).to_contain_text("You are watching a live run")
    expect(seen.locator("#epoch")).to_have_text("1")
    teacher.go_back()
    inner(teacher).locator("#step:enabled").click()
    expect(seen.locator("#epoch")).to_have_text("2")

    # The same link is good for the whole course: in the next lesson the same run begins anew.
    teacher.locator(".lesson-next a[rel=next]").click()
    expect(pupil).to_have_url(re.compile(r"/lessons/activations\?watch="))
    expect(pupil.locator("#watching")).to_contain_text("You are watching a live run")
    inner(teacher).locator("#step:enabled").click()
    expect(seen.locator("#epoch")).to_have_text("1")
    for page in (teacher, pupil):
        assert inner(page).locator("html").get_attribute("data-run") == run
    # Who comes by the link from before is taken there.
    pupil.goto(f"{origin}/lessons/{address}")
    expect(pupil).to_have_url(re.compile(r"/lessons/activations\?watch="))
    expect(seen.locator("#epoch")).to_have_text("1")

    # One that cannot be asked for is not said to have ended.
    watch.allow("ERR_FAILED")
    asked = f"**/api/v1/runs/{run}"
    pupil.route(asked, lambda route: route.abort())
    pupil.reload()
    expect(pupil.locator("#progress")).to_contain_text("server")
    expect(pupil.locator("#watching")).to_be_hidden()
    pupil.unroute(asked)
    pupil.reload()
    expect(seen.locator("#epoch")).to_have_text("1")

    # When the run has been removed, there is the lesson itself.
    watch.allow("404")
    assert teacher.evaluate(REMOVE, run) == 204
    expect(seen.locator("#strip")).to_contain_text("has ended")
    pupil.reload()
    expect(pupil.locator("#watching")).to_contain_text("has ended")
    expect(pupil.locator(".check")).to_have_count(1)
    inner(pupil).locator("#play:enabled").wait_for()
