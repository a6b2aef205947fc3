"""Views are drawn many times on one page: of different runs, at any size, each for itself."""

from __future__ import annotations

from math import copysign
from pathlib import Path
from statistics import fmean
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, until
from tests.conftest import Create

DATA = ("circle", "xor", "moons", "spiral")
SIZES = (48, 96, 150, 240)
SHAPES: tuple[list[int], ...] = ([6, 4], [8], [3, 4, 3], [12, 6])
WIDTHS = (160, 260, 340, 520)
"""Of the networks, which the first four runs have as well."""
EPOCHS = 2
SIDE = 8
"""Places along a side of the plane that are looked at."""
NEAR = 0.03
"""So far are the drawn answers from the told ones at most, on the average."""
BLUE, ORANGE, BEND = 115, 143, 0.85
"""How blue a sure answer of 1 is drawn, how orange one of 0, and how an answer between fades."""

Runs = dict[str, dict[str, Any]]


def train(client: httpx.Client, path: str, header: dict[str, str], epochs: int) -> None:
    """Train a run for so many epochs more."""
    command = {"command": "step", "unit": "epoch", "count": epochs}
    assert client.post(f"{path}/commands", json=command, headers=header).is_success


def answers(client: httpx.Client, path: str) -> list[float]:
    """What a run's network answers at the middles of the plane's squares, from the top."""
    (left, right), (low, high) = client.get(f"{path}/data").json()["domain"]
    shares = [(i + 0.5) / SIDE for i in range(SIDE)]
    points = [[left + u * (right - left), high - v * (high - low)] for v in shares for u in shares]
    told = client.post(f"{path}/predict", json={"points": points}).json()["predictions"]
    return [answer for (answer,) in told]


@pytest.fixture
def runs(client: httpx.Client, create: Create) -> Runs:
    """Sixteen runs that have learned different things."""
    made = {}
    for i in range(16):
        spec = {
            "data": {"kind": DATA[i % 4], "seed": i},
            "network": {"hidden_layers": SHAPES[i % 4], "activation": "tanh", "seed": i},
            "training": {"optimizer": {"kind": "adam", "learning_rate": 0.01}},
        }
        path, header = create(spec)
        train(client, path, header, EPOCHS)
        made[path.removeprefix("/runs/")] = {"path": path, "header": header, "size": SIZES[i // 4]}
    return made


@pytest.fixture
def many(open_page: OpenPage, client: httpx.Client, runs: Runs) -> Page:
    """A page that is nothing but views, of all of them."""
    page = open_page("lessons", ready=lambda _: None)
    page.evaluate((Path(__file__).parent / "many.js").read_text("utf-8"))
    for name, run in runs.items():
        data = client.get(f"{run['path']}/data").json()
        page.evaluate("run => many.add(...run)", [name, run["size"], data])
    for name, width in zip(runs, WIDTHS, strict=False):
        spec = client.get(runs[name]["path"]).json()["spec"]
        page.evaluate("network => many.addNetwork(...network)", [name, width, spec])
        until(page, "id => many.signs(id).length > 0", name)
    for name in runs:
        drawn(page, name)
    return page


def signs(client: httpx.Client, path: str) -> list[bool]:
    """Which weights of a run are below zero, without the biases."""
    blocks = client.get(f"{path}/export/json").json()["weights"]
    return [weight < 0 for block in blocks for row in block[:-1] for weight in row]


def drawn(page: Page, name: str) -> None:
    """Wait until a boundary was given its size and drawn."""
    until(page, "id => new Set(many.shades(id, 8)).size > 2", name)


def far(page: Page, name: str, told: list[float]) -> float:
    """How far what a run's boundary shows is from such answers, on the average."""
    shades = page.evaluate("([id, count]) => many.shades(id, count)", [name, SIDE])
    shown = [
        0.5 + copysign((abs(shade) / (BLUE if shade > 0 else ORANGE)) ** (1 / BEND), shade) / 2
        for shade in shades
    ]
    return fmean(abs(drawn - answer) for drawn, answer in zip(shown, told, strict=True))


def test_each_shows_its_own_run_and_is_redrawn_alone(
    many: Page, client: httpx.Client, runs: Runs
) -> None:
    told = {name: answers(client, run["path"]) for name, run in runs.items()}
    for name in runs:
        distances = {other: far(many, name, told[other]) for other in runs}
        assert min(distances, key=lambda other: distances[other]) == name
        assert distances[name] < NEAR
    expect(many.locator("canvas.boundary")).to_have_count(16)
    expect(many.locator(".legend")).to_have_count(16)
    expect(many.locator(".stage")).to_have_count(4)
    with_networks = list(runs)[:4]
    for name in with_networks:
        assert many.evaluate("id => many.signs(id)", name) == signs(client, runs[name]["path"])

    before = {name: many.evaluate("id => many.look(id)", name) for name in runs}
    one = next(iter(runs))
    train(client, runs[one]["path"], runs[one]["header"], 3 * EPOCHS)
    assert many.evaluate("id => many.redraw(id)", one) == 4 * EPOCHS
    assert far(many, one, answers(client, runs[one]["path"])) < far(many, one, told[one])
    after = {name: many.evaluate("id => many.look(id)", name) for name in runs}
    assert [name for name in runs if after[name] != before[name]] == [one]
    for name in with_networks:
        now = signs(client, runs[name]["path"])
        until(many, "([id, now]) => many.signs(id).join() === now.join()", [name, now])


def test_a_part_that_is_not_looked_at_is_not_drawn_and_each_has_its_own_place(
    many: Page, client: httpx.Client, runs: Runs
) -> None:
    one = next(iter(runs))
    whole = many.evaluate("id => many.shown(id)", one)
    assert len(whole) == 2 + sum(SHAPES[0]) + 1
    assert all(whole)
    train(client, runs[one]["path"], runs[one]["header"], 20 * EPOCHS)
    boundary = many.evaluate("id => many.look(id)[0]", one)
    many.evaluate("id => many.redraw(id, { weights: true })", one)
    now = signs(client, runs[one]["path"])
    until(many, "([id, now]) => many.signs(id).join() === now.join()", [one, now])
    assert not any(many.evaluate("id => many.shown(id)", one))
    assert many.evaluate("id => many.look(id)[0]", one) == boundary
    many.evaluate("id => many.redraw(id, { maps: 20 })", one)
    assert many.evaluate("id => many.shown(id)", one) == [True] * (len(whole) - 1) + [False]

    # Each takes the size of its place, and goes alone.
    many.evaluate("id => many.redraw(id)", one)
    first, second, third, *_ = runs
    widths = many.locator("canvas.boundary").evaluate_all("all => all.map(one => one.width)")
    assert widths == [run["size"] for run in runs.values()]
    told = answers(client, runs[first]["path"])
    many.evaluate("id => many.resize(id, 200)", first)
    until(many, "document.querySelector('canvas').width === 200")
    drawn(many, first)
    assert far(many, first, told) < NEAR
    look = many.evaluate("id => many.look(id)", second)
    many.evaluate("id => many.remove(id)", first)
    expect(many.locator("canvas.boundary")).to_have_count(15)
    assert many.evaluate("id => many.look(id)", second) == look

    # Two runs have their curves, and nothing an id.
    for name in (second, third):
        many.evaluate("id => many.addCurves(id)", name)
    lines = "[...document.querySelectorAll('.curves-plot')].map(plot => plot.data?.[1].y.join())"
    until(many, f"{lines}.every(Boolean)")
    assert len(set(many.evaluate(lines))) == 2
    # What is within a plot is named by the plotting library, and so is what it measures with.
    named = many.locator("body [id]:not(.js-plotly-plot *, #js-plotly-tester, #js-plotly-tester *)")
    assert named.count() == 0
