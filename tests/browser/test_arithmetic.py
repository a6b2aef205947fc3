"""The arithmetic panel's numbers are the engine's, to the last digit that is shown."""

from __future__ import annotations

import math
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, until
from tests.conftest import visitor

TWO_LAYERS = "#network.hidden_layers=3.tanh&training.optimizer.learning_rate=0.1"


def number(text: str) -> float:
    return float(text.rpartition("= ")[2].replace("−", "-"))


def shown(page: Page, name: str) -> float:
    return number(page.locator(f".sums [data-number='{name}']").inner_text())


def enter(page: Page, x1: float, x2: float, target: float) -> None:
    for place, value in (("point-1", x1), ("point-2", x2), ("point-target", target)):
        page.locator(f"#{place}").fill(f"{value:g}")
        page.locator(f"#{place}").press("Enter")
        page.locator(f"#{place}").blur()


def trace_of(page: Page, server: str, x1: float, x2: float, target: float) -> dict[str, Any]:
    run = page.evaluate("document.documentElement.dataset.run")
    answer = visitor.get(
        f"{server}/api/v1/runs/{run}/trace", params={"x1": x1, "x2": x2, "target": target}
    )
    trace: dict[str, Any] = answer.json()
    return trace


def told(page: Page, trace: dict[str, Any]) -> None:
    """Wait until a trace is the one that is shown."""
    until(page, "loss => Math.abs(Number(document.querySelector('[data-number=loss]')?.textContent)"
                " - loss) < 1e-12", trace["loss"])  # fmt: skip


def test_the_numbers_are_those_of_the_trace(open_page: OpenPage, server: str) -> None:
    page = open_page(TWO_LAYERS)
    page.locator("#tab-arithmetic").click()
    page.locator("#all-digits").click()
    enter(page, 2.5, -1.25, 1)
    trace = trace_of(page, server, 2.5, -1.25, 1)
    told(page, trace)
    layers, objective = trace["layers"], trace["objective"]
    for column, inputs in ((1, trace["inputs"]), (2, layers[0]["a"])):
        page.locator(f".neuron[data-column='{column}']").first.click()
        page.locator("#tab-arithmetic").click()
        layer = layers[column - 1]
        assert shown(page, "z") == layer["z"][0]
        assert shown(page, "a") == layer["a"][0]
        assert shown(page, "dz") == layer["dz"][0]
        update = trace["update"]["layers"][column - 1]["weights"]
        for i, x in enumerate(inputs):
            cells = page.locator(f"[data-weight=w{i + 1}] td").all_inner_texts()
            w, gradient = layer["weights"][i][0], layer["dW"][i][0]
            expected = [x, w, x * w, gradient, update[i][0]]
            assert [number(cell) for cell in cells] == expected
            assert expected[-1] == pytest.approx(w - 0.1 * gradient, rel=1e-12)
    sum_text = page.locator("[data-number=objective]").inner_text()
    assert sum_text.startswith(f"{objective['total']!r} / {objective['n']} = ")
    assert number(sum_text) == objective["mean"]


def test_the_lectures_example_by_hand(open_page: OpenPage) -> None:
    """w0 = 1, w = (3, −2), x = (−1, 2): z = 1 − 3 − 4 = −6 and ŷ = 1 / (1 + e⁶) = 0.00247…
    With y = 1 the loss is −log ŷ = 6.00247…, dz = ŷ − y = −0.9975…, and ∂loss/∂w1 = x1 · dz =
    0.9975…, so that with η = 0.1 the first weight goes from 3 to 3 − 0.09975… = 2.90024…"""
    page = open_page("lessons/perceptron", ready=lambda page: page.locator("iframe").wait_for())
    frame = page.frame_locator("#playground")
    frame.locator("#play:enabled").wait_for()
    frame.locator(".neuron-panel [data-input='0']").wait_for()
    expect(frame.locator(".neuron-panel [data-input='0']")).to_have_value("3")
    frame.locator("#tab-arithmetic").click()
    expect(frame.locator("#point-1")).to_have_value("−1")
    frame.locator("#point-target").fill("1")
    frame.locator("#point-target").press("Enter")
    frame.locator("#all-digits").click()
    z = frame.locator("[data-number=z]")
    expect(z).to_have_text("1 + 3 · (−1) + (−2) · 2 = −6")
    answer = 1 / (1 + math.exp(6))
    expect(frame.locator("[data-number=loss]")).to_contain_text("6.0024")
    cells = [number(text) for text in frame.locator("[data-weight=w1] td").all_inner_texts()]
    assert number(frame.locator("[data-number=answer]").inner_text()) == pytest.approx(answer)
    assert cells == pytest.approx([-1, 3, -3, 1 - answer, 3 - 0.1 * (1 - answer)], abs=1e-12)


def test_it_is_live_and_nudging_finds_the_same_gradients(open_page: OpenPage, server: str) -> None:
    page = open_page(TWO_LAYERS)
    page.locator(".neuron[data-column='1']").first.click()
    page.locator("#tab-arithmetic").click()
    before = page.locator("[data-number=z]").inner_text()
    page.locator("#step").click()
    expect(page.locator("[data-number=z]")).not_to_have_text(before)
    page.locator("#all-digits").click()
    enter(page, 2.5, -1.25, 1)
    told(page, trace_of(page, server, 2.5, -1.25, 1))
    page.locator("#compare").click()
    expect(page.locator("[data-weight=w0] td")).to_have_count(6)
    for weight in ("w0", "w1", "w2"):
        cells = page.locator(f"[data-weight={weight}] td").all_inner_texts()
        assert number(cells[3]) == pytest.approx(number(cells[4]), rel=1e-5)
    page.locator("#point-1").fill("here")
    page.locator("#point-1").press("Enter")
    expect(page.locator(".arithmetic-panel [role=alert]")).to_have_text("A point is two numbers.")
    # A right answer that none of the classes has is refused where it is typed, and tracing goes on.
    right = page.locator("#point-target")
    for text, says in (("0,5", "A whole number is wanted, such as 1."), ("1500", "At most 1.")):
        right.fill(text)
        right.press("Enter")
        expect(page.locator(".arithmetic-panel [role=alert]")).to_have_text(says)
        expect(right).to_have_value("1")
    expect(page.locator("#point-1")).to_have_value("2.5")
    before = page.locator("[data-number=z]").inner_text()
    page.locator("#step").click()
    expect(page.locator("[data-number=z]")).not_to_have_text(before)
    # A point may be as far away as numbers are written.
    before = page.locator("[data-number=z]").inner_text()
    page.locator("#point-1").fill("1e22")
    page.locator("#point-1").press("Enter")
    expect(page.locator("[data-number=z]")).not_to_have_text(before)
