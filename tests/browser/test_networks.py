"""Networks of several runs side by side on one page, each drawn by the same view."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from app.client import Playground, Run
from tests.browser.conftest import OpenPage, until

RUNS: list[tuple[dict[str, Any], tuple[int, int]]] = [
    ({"data": "xor", "network": {"hidden_layers": [3]}}, (210, 150)),
    ({"data": "spiral", "network": {"hidden_layers": [8, 8, 8], "activation": "relu"}}, (320, 230)),
    (
        {
            "data": {"kind": "blobs", "n_classes": 3},
            "network": {"inputs": ["x1", "x2", "x1_x2"], "hidden_layers": [5, 4]},
            "training": {"loss": "categorical_crossentropy"},
        },
        (640, 260),
    ),
    (
        {
            "data": "reg_plane",
            "network": {"hidden_layers": []},
            "training": {"loss": "mean_squared_error"},
        },
        (420, 180),
    ),
]
"""Different shapes, tasks and sizes of card."""

DRAW = """async ({ runs, theme }) => {
  const [{ networkView }, { pictureOf }, { openStream }, { readCatalogue }] = await Promise.all([
    import('/static/js/views/network.js'),
    import('/static/js/pages/playground/frame.js'),
    import('/static/js/pages/playground/events.js'),
    import('/static/js/api.js'),
  ]);
  const catalogue = await readCatalogue();
  const look = { boundary: 100, maps: 20, weights: true };
  const pictureAt = (id, step) => new Promise((resolve, reject) => {
    const stream = openStream(id, look, {
      open: () => undefined,
      closed: () => reject(new Error(`no stream of ${id}`)),
      event(name, data) {
        if (name !== 'frame' || data.step !== step) return;
        stream.close();
        resolve(pictureOf(data));
      },
    });
  });
  window.draw = async (i, { id, frame, spec, data }, without = {}) => {
    const picture = { ...await pictureAt(id, frame.step), ...without };
    window.views[i].draw(picture, { spec, catalogue, data, theme });
  };
  window.views = runs.map(({ size: [width, height] }) => {
    const card = document.createElement('div');
    card.className = 'of-a-run';
    for (const [name, px] of Object.entries({ width, height })) {
      card.style.setProperty(name, `${px}px`);
    }
    document.body.append(card);
    return networkView(card);
  });
  await Promise.all(runs.map((run, i) => window.draw(i, run)));
}"""
SEEN = """() => [...document.querySelectorAll('.of-a-run')].map(card => ({
  neurons: [...card.querySelectorAll('.neuron')].map(({ dataset: { column, label } }) =>
    [Number(column), label]),
  signs: [...card.querySelectorAll('.edge')].map(edge => edge.classList.contains('minus')),
  biases: [...card.querySelectorAll('.bias')].map(dot => dot.classList.contains('minus')),
  tints: [...card.querySelectorAll('.neuron canvas')].map(canvas => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    return Array.from({ length: height }, (_, row) => Array.from({ length: width },
      (_, column) => {
        const at = 4 * ((height - 1 - row) * width + column);
        return data[at + 3] ? data[at + 2] - data[at] : null;
      }));
  }),
}))"""
EDGES_DRAWN = """i => [...document.querySelectorAll('.of-a-run')[i].querySelectorAll('.edge')]
  .every(edge => edge.style.strokeWidth)"""
LOOK = """() => [...document.querySelectorAll('.of-a-run')].map(card => card.innerHTML
  + [...card.querySelectorAll('canvas')].map(canvas => canvas.toDataURL()).join())"""

HIDDEN = "() => document.querySelectorAll('.of-a-run .edges')[1].hasAttribute('hidden')"


@dataclass
class Card:
    """A run, and what there is to see of it now."""

    run: Run
    size: tuple[int, int]

    def now(self) -> dict[str, Any]:
        """What the page is given."""
        now = self.run.read()
        events = (event.data for event in self.run.events(frames=True))
        frames = (data.get("frame", data) for data in events)
        return {
            "id": self.run.id,
            "frame": next(
                frame for frame in frames if frame and "maps" in frame and frame["step"] == now.step
            ),
            "spec": now.spec.model_dump(mode="json"),
            "data": self.run.data().model_dump(mode="json"),
            "size": self.size,
        }


@pytest.fixture
def cards(server: str) -> Iterator[list[Card]]:
    """Runs of different shapes, a few epochs old."""
    with Playground(server) as playground:
        yield [Card(playground.create(**spec).step(3), size) for spec, size in RUNS]


@pytest.fixture
def blank(open_page: OpenPage) -> Page:
    """A page of this server that is emptied."""
    page = open_page("lessons", ready=lambda page: None)
    page.evaluate("document.body.replaceChildren()")
    return page


def decoded(array: dict[str, str]) -> np.ndarray[Any, Any]:
    values = np.frombuffer(base64.b64decode(array["bdata"]), array["dtype"])
    return values.reshape([int(size) for size in array["shape"].split(",")])


def draw(page: Page, shown: list[dict[str, Any]], theme: str = "light") -> None:
    page.evaluate(DRAW, {"runs": shown, "theme": theme})
    for i in range(len(shown)):
        until(page, EDGES_DRAWN, i)


def assert_shows(seen: dict[str, Any], shown: dict[str, Any]) -> None:
    """Neurons, edges and maps are this run's."""
    frame, spec = shown["frame"], shown["spec"]["network"]
    weights = [decoded(block) for block in frame["weights"]]
    counts = [len(spec["inputs"]), *(layer["units"] for layer in spec["hidden_layers"])]
    columns = [column for column, _ in seen["neurons"]]
    assert [columns.count(i) for i in range(len(counts) + 1)] == [*counts, weights[-1].shape[1]]
    assert seen["signs"] == [bool(w < 0) for block in weights for w in block[:-1].ravel()]
    maps = decoded(frame["maps"]).astype(float)
    assert len(seen["tints"]) == len(maps) + weights[-1].shape[1]
    for tint, values in zip(seen["tints"], maps, strict=False):
        clear = np.abs(values - 127.5) > 20
        assert ((np.array(tint, float) > 0) == (values > 127.5))[clear].all()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_four_networks_at_once_show_each_its_own_run(
    blank: Page, cards: list[Card], theme: str
) -> None:
    blank.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    shown = [card.now() for card in cards]
    draw(blank, shown, theme)
    seen = blank.evaluate(SEEN)
    for one, run in zip(seen, shown, strict=True):
        assert_shows(one, run)
    # Names are drawn where there is room for them, and nothing stands beyond its card.
    assert {label for _, label in seen[0]["neurons"]} == {""}
    assert [label for _, label in seen[2]["neurons"]][-3:] == ["class 0", "class 1", "class 2"]
    beyond = """[...document.querySelectorAll('.of-a-run .neuron')].some(neuron => {
      const [inner, outer] = [neuron, neuron.closest('.of-a-run')].map(e => e.getBoundingClientRect());
      return inner.left < outer.left || inner.right > outer.right
        || inner.top < outer.top || inner.bottom > outer.bottom;
    })"""  # noqa: E501
    assert not blank.evaluate(beyond)


def test_drawing_one_again_leaves_the_others(blank: Page, cards: list[Card]) -> None:
    draw(blank, [card.now() for card in cards])
    before = blank.evaluate(LOOK)
    cards[1].run.step(20)
    later = cards[1].now()
    blank.evaluate("run => window.draw(1, run)", later)
    signs = [bool(w < 0) for b in later["frame"]["weights"] for w in decoded(b)[:-1].ravel()]
    until(blank, f"signs => JSON.stringify(({SEEN})()[1].signs) === JSON.stringify(signs)", signs)
    assert_shows(blank.evaluate(SEEN)[1], later)
    after = blank.evaluate(LOOK)
    assert [a == b for a, b in zip(after, before, strict=True)] == [True, False, True, True]
    # Another network in the same place, and a place that is given up.
    blank.evaluate("run => window.draw(1, run)", cards[2].now())
    until(blank, EDGES_DRAWN, 1)
    assert_shows(blank.evaluate(SEEN)[1], cards[2].now())
    blank.evaluate("window.views[1].remove()")
    assert [len(look) > 0 for look in blank.evaluate(LOOK)] == [True, False, True, True]


def test_without_controls_a_network_is_an_image_of_what_there_is(
    blank: Page, cards: list[Card]
) -> None:
    shown = [card.now() for card in cards]
    draw(blank, shown)
    assert blank.locator(".of-a-run [role=img]").count() == len(cards)
    assert blank.locator(".of-a-run :is([id], [tabindex], button, input, select)").count() == 0
    blank.locator(".of-a-run .neuron").first.hover(force=True)
    assert blank.locator(".card:visible, .tip:visible").count() == 0
    # A part that is not there is not drawn.
    for part in ("maps", "boundary", "weights"):
        blank.evaluate("([run, part]) => window.draw(1, run, { [part]: null })", [shown[1], part])
        until(blank, f"hidden => ({HIDDEN})() === hidden", part == "weights")
        empty = [
            all(value is None for row in tint for value in row)
            for tint in blank.evaluate(SEEN)[1]["tints"]
        ]
        inner = len(empty) - 1
        assert empty == [part == "maps"] * inner + [part == "boundary"]
