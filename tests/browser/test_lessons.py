"""Every lesson as a learner takes it: read, predict, do each task in the playground, be checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

import engine
from app.changes import merged
from app.lessons import Lesson, Library, Start
from tests.browser.conftest import OpenPage, Watch, allow_clipboard, until

HASH_OF = "async spec => (await import('/static/js/url.js')).hashOf(spec)"
# Whether the server's run has these weights.
SET = """async ([run, ...weights]) => {
  const trace = await (await fetch(`/api/v1/runs/${run}/trace?x1=0&x2=0`)).json();
  return weights.every(({ layer, unit, input, value }) => {
    const { weights: rows, bias } = trace.layers[layer];
    return Math.abs((input === "bias" ? bias[unit] : rows[input][unit]) - value) < 1e-6;
  });
}"""
LESSONS = {file.name: file.content for file in Library().files() if file.content}


def playground(page: Page) -> Frame:
    """The playground beside the lesson, once it can be used."""
    until(page, "document.querySelector('#playground')?.contentDocument?.documentElement?"
                ".dataset.drawnFrames > 0")  # fmt: skip
    frame = page.locator("#playground").element_handle().content_frame()
    assert frame is not None
    frame.locator("#play:enabled").wait_for()
    return frame


def ready(page: Page) -> None:
    playground(page)


def begun(frame: Frame, lesson: Lesson) -> None:
    """Wait until the run stands where the lesson, or its task, begins."""
    expect(frame.locator("#epoch")).to_have_text("0")
    until_weights(frame, lesson.weights if lesson.by_hand else ())


def until_weights(frame: Frame, weights: Sequence[engine.Weight]) -> None:
    """Wait until the output's weights and bias are these."""
    for weight in weights:
        expect(box_of(frame, weight)).to_have_value(f"{weight.value:g}".replace("-", "−"))


def box_of(frame: Frame, weight: engine.Weight) -> Locator:
    return frame.locator(f".neuron-panel [data-input='{weight.input}']")


def solve(page: Page, lesson: Lesson, number: int) -> None:
    """Do what a task's solution says, with the playground's own controls."""
    frame, solution = playground(page), lesson.tasks[number].solution
    given = merged(lesson.spec_of(number), solution.spec)
    spec = engine.Spec.model_validate(given).model_dump(mode="json")
    if solution.spec:
        frame.evaluate("hash => { location.hash = hash; }", page.evaluate(HASH_OF, spec))
        until(page, """async spec => {
          const { run } = document.querySelector('#playground').contentDocument.documentElement
            .dataset;
          const answer = await (await fetch(`/api/v1/runs/${run}`)).json();
          answer.spec.network.weights = []; // the lesson sets them anew
          return JSON.stringify(answer.spec) === JSON.stringify(spec);
        }""", spec)  # fmt: skip
    for weight in solution.weights:
        box = box_of(frame, weight)
        box.fill(f"{weight.value:g}")
        box.press("Tab")
    if solution.weights:
        run = frame.evaluate("document.documentElement.dataset.run")
        until(page, SET, [run, *(weight.model_dump() for weight in solution.weights)])
    if solution.epochs:
        frame.locator("#speed").select_option("null")
        frame.locator("#until").click()
        frame.locator("#until-value").fill(str(solution.epochs))
        frame.locator("#until-go").click()
        expect(frame.locator("#status")).to_have_attribute(
            "data-status",
            "finished" if not diverges(spec, solution) else "diverged",
            timeout=40_000,
        )


def diverges(spec: dict[str, Any], solution: Start) -> bool:
    return solution.state(spec).outcome is not None


HIGHER = """all => all.filter(it => it.scrollHeight > it.clientHeight)
  .map(it => it.textContent)"""
"""Formulas that are higher than their line, which is scrolled to the side alone."""
BACKGROUND = "button => getComputedStyle(button).backgroundColor"
# What is cut off at the edge of the words.
WIDER = """all => all.map(each => [each, each.closest('.lesson-words')]).filter(([each, words]) =>
  each.getBoundingClientRect().right > words.getBoundingClientRect().right)
  .map(([each]) => each.textContent)"""


def predict(page: Page, lesson: Lesson) -> None:
    """Answer wrongly, which counts, and only then brings the words; at most once."""
    asked = lesson.question
    wrong = next(option for option in asked.options if option != asked.answer)
    expect(page.locator("#told")).to_be_hidden()
    expect(page.locator("#because")).to_be_hidden()
    page.get_by_role("button", name=wrong, exact=True).click()
    page.locator(".option").evaluate_all("all => all.forEach(option => option.click())")
    expect(page.get_by_role("button", name=wrong, exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.locator("#verdict")).to_have_text(f"Not quite: {asked.answer} is right.")
    expect(page.locator("#reason")).to_have_text(asked.reasons[wrong])
    expect(page.locator("#because")).to_contain_text(asked.because)
    expect(page.locator("#because")).to_contain_text("Now try it")
    expect(page.locator("#told")).to_be_visible()


def read_on(page: Page) -> None:
    """The words, for whoever does not want to predict."""
    page.locator("#read-on").click()
    expect(page.locator("#told")).to_be_visible()


def both_losses_are_drawn_from_the_catalogue(page: Page) -> None:
    figure = page.locator(".loss-figure")
    expect(figure.locator("svg")).to_have_count(2)
    expect(figure.locator("svg path[class^=curve]")).to_have_count(4)
    losses = {entry["kind"]: entry for entry in engine.catalogue()["losses"]}
    for kind in ("binary_crossentropy", "squared_error_sigmoid"):
        entry = losses[kind]
        slope = entry["plot"]["slope"][0]
        expect(figure).to_contain_text(f"−{-slope:.3g} by {entry['title']}")


def activations_are_drawn(page: Page) -> None:
    expect(page.locator(".lesson-figure .plot")).to_have_count(15)


def optimizers_race_side_by_side(page: Page) -> None:
    page.get_by_role("button", name="Train them side by side").click()
    figure = page.locator(".loss-figure")
    expect(figure.locator("svg path[class^=curve]")).to_have_count(4, timeout=20_000)
    lesson = LESSONS["gradient-descent"]
    for entry in engine.catalogue()["optimizers"]:
        if rate := {"sgd": 0.1, "adam": 0.03}.get(entry["kind"]):
            racer = entry["defaults"] | {"learning_rate": rate}
            start = Start(spec={"training": {"optimizer": racer}}, epochs=60)
            loss = start.state(lesson.spec).history.last()["val_loss"]
            told = re.search(rf"{entry['title']} ([\d.e-]+) \(η", figure.inner_text())
            assert told
            assert float(told[1]) == pytest.approx(loss, rel=0.01)


def the_code_follows_the_running_network(page: Page) -> None:
    allow_clipboard(page)
    code = page.locator(".lesson-figure pre")
    expect(code).to_contain_text('keras.layers.Dense(4, activation="tanh")')
    expect(code).to_contain_text("keras.layers.Dense(2")
    expect(code).not_to_contain_text("X_TRAIN = ")
    frame = playground(page)
    frame.get_by_role("button", name="One unit more in layer 1").click()
    expect(code).to_contain_text("keras.layers.Dense(5,")
    page.get_by_role("button", name="PyTorch").click()
    expect(code).to_contain_text("nn.Linear(2, 5)")
    page.get_by_role("button", name="NumPy").click()
    expect(code).to_contain_text("import numpy as np")
    expect(page.locator(".lesson-figure .segment")).to_have_count(3)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "X_TRAIN = " in copied
    compile(copied, "network.py", "exec")


OWN = {
    "activations": activations_are_drawn,
    "gradient-descent": optimizers_race_side_by_side,
    "in-code": the_code_follows_the_running_network,
    "loss": both_losses_are_drawn_from_the_catalogue,
}
"""What only that lesson has, once its words are there."""


@pytest.mark.parametrize("name", LESSONS)
def test_a_learner_takes_the_lesson(open_page: OpenPage, watch: Watch, name: str) -> None:
    lesson = LESSONS[name]
    page = open_page(f"lessons/{name}", ready=ready)
    expect(page.locator("h1")).to_have_text(lesson.title)
    predict(page, lesson)
    assert page.locator(".lesson-words math").count() >= len(lesson.formulas)
    assert page.locator(".displayed").evaluate_all(HIGHER) == []
    assert page.locator(".lesson-text :is(table, :not(pre) > code)").evaluate_all(WIDER) == []
    if name in OWN:
        OWN[name](page)

    expect(page.locator("#claims")).to_be_hidden()
    for number, task in enumerate(lesson.tasks):
        card = page.locator(".task").nth(number)
        if task.spec:
            card.get_by_role("button", name="Open its network").click()
        elif number:
            page.locator("#again").click()
        begun(playground(page), lesson)
        background = card.locator(".check").evaluate(BACKGROUND)
        card.locator(".check").click()
        expect(card.locator(".result")).to_have_attribute("data-passed", "false")
        if task.tries:
            left = f"{task.tries - 1} of {task.tries} are left"
            expect(card.locator(".tries")).to_contain_text(left)
        for condition in task.check:
            if isinstance(condition.equals, str):
                said = card.locator(".result li", has_text=condition.says)
                expect(said).to_have_text(condition.says or "")
        # The pointer is over it.
        assert card.locator(".check").evaluate(BACKGROUND) == background
        solve(page, lesson, number)
        card.locator(".check").click()
        expect(card.locator(".result")).to_have_attribute("data-passed", "true")
    expect(page.locator("#progress")).to_have_text("All tasks of this lesson are done.")
    expect(page.locator("#claims")).to_be_visible()

    # The list of lessons knows it; one stands for all.
    if name == "perceptron":
        page.goto(page.url.replace(f"/{name}", ""))
        expect(page.locator(f"[data-lesson='{name}'] .progress")).to_have_text("Done")


def test_what_is_predicted_stays_until_all_is_forgotten(open_page: OpenPage) -> None:
    page = open_page("lessons/perceptron", ready=ready)
    predict(page, LESSONS["perceptron"])
    page.reload()
    expect(page.locator("#verdict")).to_contain_text("Not quite")
    expect(page.locator("#told")).to_be_visible()
    # Its options are other words in another language: the choice is the same one.
    here = page.url
    page.goto(here + "?lang=de")
    expect(page.locator("#verdict")).to_contain_text("Nicht ganz")
    expect(page.locator("#told")).to_be_visible()
    page.goto(here + "?lang=en")
    page.get_by_role("link", name="All lessons").click()
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Begin all lessons anew").click()
    expect(page.locator("#forget")).to_be_hidden()
    page.get_by_role("link", name="The perceptron").click()
    expect(page.locator("#told")).to_be_hidden()
    expect(page.locator("#verdict")).to_have_text("")
    read_on(page)
    expect(page.locator("#verdict")).to_have_text("")


def test_the_worked_example_stands_at_the_start_after_a_reset_and_in_the_dark(
    open_page: OpenPage,
) -> None:
    page = open_page("lessons/perceptron", ready=ready)
    frame = playground(page)
    for _ in range(2):
        for place, value in (("bias", "1"), ("0", "3"), ("1", "−2")):
            expect(frame.locator(f".neuron-panel [data-input='{place}']")).to_have_value(value)
        frame.locator("#step").click()
        expect(frame.locator("#epoch")).to_have_text("1")
        frame.locator("#reset").click()
        expect(frame.locator("#epoch")).to_have_text("0")
    expect(frame.locator("#curves-view")).to_be_hidden()
    expect(frame.locator(".brand")).to_be_hidden()
    expect(frame.locator("#strip")).not_to_contain_text("of 3")
    # What may be changed does not look locked.
    expect(frame.locator("#speed button")).to_have_css("opacity", "1")

    # By keyboard alone.
    option = page.get_by_role("button", name="Exactly one half")
    option.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_have_text("Right.")
    page.locator(".check").first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".result").first).to_have_attribute("data-passed", "false")

    # The frame follows the theme.
    page.locator("#theme").press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.frame_locator("#playground").locator("html")).to_have_attribute(
        "data-theme", "dark"
    )


def test_the_way_from_the_playground_and_between_lessons(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("link", name="Lessons").click()
    page.get_by_role("link", name="The perceptron").click()
    page.get_by_role("link", name="Next lesson").click()
    expect(page.locator("h1")).to_have_text("Activation functions")
    ready(page)

    # What was changed and trained in a lesson is there again on the way back to it.
    frame = page.frame_locator("#playground")
    frame.locator("#play:enabled").wait_for()
    frame.get_by_label("One unit more in layer 1").click()
    frame.locator("#step").click()
    expect(frame.locator("#epoch")).to_have_text("1")
    units = frame.get_by_label("Units of layer 1").input_value()
    run = frame.locator("html").get_attribute("data-run")
    page.get_by_role("link", name="Reference", exact=True).click()
    expect(page).to_have_url(re.compile("/reference$"))
    page.go_back()
    expect(frame.locator("#epoch")).to_have_text("1")
    expect(frame.get_by_label("Units of layer 1")).to_have_value(units)
    assert frame.locator("html").get_attribute("data-run") == run


def test_nothing_overflows(open_page: OpenPage, server: str) -> None:
    page = open_page("lessons", ready=lambda _: None)
    for address in ("lessons", "lessons/in-code", "lessons/overfitting"):
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(f"{server}/{address}")
        page.locator("h1").wait_for()
        if "/" in address:
            read_on(page)
        for width in (1920, 1366, 820, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_lesson_on_paper_and_within_other_pages(open_page: OpenPage, server: str) -> None:
    page = open_page("lessons/perceptron", ready=ready)
    allow_clipboard(page)
    # No other page may show it, since nobody has set which.
    page.get_by_role("button", name="Embed").click()
    expect(page.locator("#embed-refused")).to_contain_text("PLAYGROUND_FRAME_ANCESTORS")
    page.locator("#theme").click()
    page.get_by_role("link", name="worksheet").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    expect(page.locator("#content")).not_to_contain_text(LESSONS["perceptron"].question.because)
    page.emulate_media(media="print")
    expect(page.locator(".prose-bar")).to_be_hidden()
    expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("#content .lead")).to_have_css("color", "rgb(0, 0, 0)")
    page.emulate_media(media="screen")
    page.goto(f"{server}/lessons/perceptron/key")
    expect(page.locator(".paper-right")).to_have_text("☒ Exactly one half")
    expect(page.locator("#content")).to_contain_text(LESSONS["perceptron"].claims[0].says)
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    questions = page.request.get(f"{server}/lessons.gift").text()
    assert questions.count("{\n") == questions.count("\n=") == len(LESSONS)
    assert "\n=Exactly one half#The sum becomes 7 − 3 − 4 \\= 0" in questions
    assert page.request.get(f"{server}/lessons/nothing/key").status == 404


def test_the_names_of_axes_are_seen_whole_beside_a_lesson(open_page: OpenPage) -> None:
    page = open_page("lessons/real-values", ready=ready, locale="de-AT")
    frame = playground(page)
    names = ["besuchte Vorlesungen", "Stunden am Projekt"]
    expect(frame.locator(".axis-name")).to_have_text(names)
    expect(frame.locator("#boundary-view h2")).to_have_text("Vorhergesagte Werte")
    read_on(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_locked_part_and_a_broken_lesson(
    open_page: OpenPage, start_server: Callable[..., Any], tmp_path: Path, watch: Watch
) -> None:
    watch.allow("422")
    ours = Path(__file__).parents[2] / "app" / "lessons" / "01-perceptron.toml"
    text = ours.read_text(encoding="utf-8").replace(
        "by_hand = true", 'locked = ["data", "network"]'
    )
    (tmp_path / "20-locked.toml").write_text(text, encoding="utf-8")
    (tmp_path / "21-broken.toml").write_text("title = '<img src=x onerror=alert(1)>'", "utf-8")
    url = start_server(PLAYGROUND_LESSONS_DIR=str(tmp_path)).url
    page = open_page("lessons/locked", url=url, ready=ready)
    frame = page.frame_locator("#playground")
    expect(frame.locator("#network-view")).to_have_attribute("inert", "")
    expect(frame.locator("#setup section").first).to_have_attribute("inert", "")
    page.goto(f"{url}/lessons")
    expect(page.locator("#broken")).to_contain_text("summary: This field is needed.")
    page.goto(f"{url}/lessons/broken")
    expect(page.locator("h1")).to_have_text("This lesson has mistakes")
