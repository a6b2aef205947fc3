"""The landscape, the space within and further figures over HTTP, and units switched off."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import httpx
import numpy as np
import pytest

import engine
from app.work.depths import View, Way, survey
from tests.sentences import check

Create = Callable[..., tuple[str, dict[str, str]]]
SPIRAL = {
    "data": {"kind": "spiral", "n": 200},
    "network": {"hidden_layers": [6, 2]},
    "training": {"optimizer": {"kind": "adam", "learning_rate": 0.01}},
}


def array(typed: dict[str, str]) -> np.ndarray[Any, Any]:
    """A Plotly typed array."""
    raw = np.frombuffer(base64.b64decode(typed["bdata"]), typed["dtype"])
    return raw.reshape([int(side) for side in typed["shape"].split(",")])


def test_asking_while_a_run_trains_changes_nothing_in_it(
    client: httpx.Client, create: Create
) -> None:
    path, token = create(SPIRAL)
    client.post(
        f"{path}/commands", headers=token,
        json={"command": "play", "speed": 30, "until": {"epoch": 40}},
    )  # fmt: skip
    asked = 0
    while client.get(path).json()["status"] != "finished":
        for place in (
            "landscape?resolution=11",
            "hidden",
            "report",
            "boundary?without=0,1",
            "minibatch",
        ):
            assert client.get(f"{path}/{place}").is_success
            asked += 1
    assert asked
    alone = engine.advance(engine.init(engine.Spec.model_validate(SPIRAL)), epochs=40)
    assert client.get(f"{path}/history.json").json() == alone.history.lists()


def test_a_landscape_is_of_the_run_and_its_path(client: httpx.Client, create: Create) -> None:
    path, token = create(SPIRAL)
    client.post(f"{path}/commands", json={"command": "step", "count": 40}, headers=token)
    client.post(
        f"{path}/commands", json={"command": "step", "unit": "batch", "count": 2}, headers=token
    )
    state = engine.advance(engine.init(engine.Spec.model_validate(SPIRAL)), epochs=40)
    now, then = (
        client.get(f"{path}/minibatch").json(),
        client.get(f"{path}/minibatch?epoch=40").json(),
    )
    assert (now["epoch"], now["step"], now["number"], now["count"]) == (40, 402, 2, 10)
    assert now["taken"] == engine.minibatch(engine.advance(state, steps=1)).next
    assert then == json.loads(json.dumps(asdict(engine.minibatch(state))))
    history = client.get(f"{path}/history.json").json()

    seen = client.get(f"{path}/landscape", params={"epoch": 40, "seed": 5, "span": 0.5}).json()
    assert (seen["epoch"], seen["step"], seen["evaluated"], seen["points"]) == (40, 400, 1681, 100)
    assert seen["x"] == seen["y"] == engine.axis(41, 0.5).tolist()
    centre = seen["centre"]
    assert centre["loss"] == seen["losses"][centre["row"]][centre["column"]] == history["loss"][40]
    plane = engine.random_plane(state, 5)
    np.testing.assert_allclose(array(seen["directions"]), plane.directions, rtol=1e-6)
    np.testing.assert_array_equal(array(seen["origin"]), state.parameters)
    ticks = engine.axis(41, 0.5)
    np.testing.assert_allclose(seen["losses"], engine.landscape(state, plane, ticks, ticks))
    # The network of a place is that far along the directions.
    place = "x=0.5&y=-0.25&epoch=40&seed=5"
    there = client.get(f'{path}/landscape/picture?{place}&look={{"weights":true}}').json()
    assert there["metrics"]["loss"] == pytest.approx(seen["losses"][10][40], rel=1e-5)
    weights = np.concatenate([array(block).ravel() for block in there["weights"]])
    moved = array(seen["origin"]) + [0.5, -0.25] @ array(seen["directions"])
    np.testing.assert_allclose(weights, moved, rtol=1e-5, atol=1e-7)

    along = client.get(
        f"{path}/landscape", params={"of": "path", "loss": "test", "resolution": 15}
    ).json()
    way = along["path"]
    assert way["epoch"] == [*range(0, 41, 2), None]
    assert way["loss"][:-1] == [history["val_loss"][epoch] for epoch in way["epoch"][:-1]]
    assert (way["x"][-1], way["y"][-1], way["distance"][-1]) == (0, 0, 0)
    assert way["loss"][-1] == along["centre"]["loss"]
    assert min(along["x"]) < min(way["x"])
    assert max(along["x"]) > max(way["x"])
    assert 0.5 < sum(way["shares"]) <= 1
    then = client.get(
        f"{path}/landscape", params={"of": "path", "epoch": 9, "resolution": 3}
    ).json()
    assert then["path"]["epoch"] == list(range(10))
    assert then["centre"]["loss"] == history["loss"][9]


def test_a_landscape_in_pieces_is_the_same() -> None:
    state = engine.init(engine.Spec.model_validate(SPIRAL))
    wanted = View("random", 0, "train", 21, 1.0)
    so_far, pieces = survey(state, wanted, Way(), 0), 1
    while so_far.answer is None:
        so_far, pieces = survey(state, wanted, Way(), 0, so_far), pieces + 1
    assert pieces > 3
    ticks = engine.axis(21, 1.0)
    whole = engine.landscape(state, engine.random_plane(state), ticks, ticks).ravel()
    np.testing.assert_allclose(so_far.losses, whole, rtol=1e-6)
    assert so_far.losses[220] == state.history.last()["loss"]


def test_the_space_within_and_figures_are_of_an_epoch(client: httpx.Client, create: Create) -> None:
    path, token = create(SPIRAL)
    client.post(f"{path}/commands", json={"command": "step", "count": 6}, headers=token)
    state = engine.advance(engine.init(engine.Spec.model_validate(SPIRAL)), epochs=4)
    told = client.get(f"{path}/hidden", params={"epoch": 4}).json()
    space = engine.hidden_space(state, 1)
    assert (told["epoch"], told["hidden"]["units"], told["hidden"]["is_exact"]) == (4, [0, 1], True)
    np.testing.assert_allclose(array(told["hidden_train"]), space.train, rtol=1e-6)
    np.testing.assert_allclose(array(told["hidden_grid"]), space.grid, rtol=1e-6)
    assert array(told["hidden_regions"]).shape == (1, 50, 50)
    wide = client.get(f"{path}/hidden", params={"layer": 0, "units": "4,1"}).json()["hidden"]
    assert (wide["layer"], wide["units"], wide["is_exact"]) == (0, [4, 1], False)

    figures = client.get(f"{path}/report", params={"epoch": 4, "points": True}).json()
    mine = engine.report(state, with_points=True)
    assert figures["epoch"] == 4
    assert mine.test is not None
    assert mine.test.points is not None
    assert figures["test"]["points"]["losses"] == mine.test.points.losses
    assert client.get(f"{path}/report").json()["train"]["points"] is None


def test_a_unit_is_switched_off_in_what_is_seen_and_nowhere_else(
    client: httpx.Client, create: Create
) -> None:
    path, token = create(SPIRAL)
    client.post(f"{path}/commands", json={"command": "step", "count": 3}, headers=token)
    before = client.get(f"{path}/picture").json()
    state = engine.advance(engine.init(engine.Spec.model_validate(SPIRAL)), epochs=3)
    for off in ("without=0,2&without=1,0", "without=0,2&without=1,0&epoch=3"):
        seen = client.get(f"{path}/picture?{off}").json()
        alone = engine.observe(engine.ablate(state, [(0, 2), (1, 0)]), None, None)
        assert seen["metrics"] == alone.metrics != before["metrics"]
        figures = client.get(f"{path}/report?{off}").json()
        assert figures["train"]["loss"] == alone.metrics["loss"]
    fewer = client.get(f"{path}/boundary", params={"without": "0,2"}).json()
    assert fewer["metrics"] not in (alone.metrics, before["metrics"])
    assert client.get(f"{path}/picture").json() == before


def test_what_cannot_be_seen_is_said_where_it_is_wrong(
    client: httpx.Client, create: Create
) -> None:
    path, _ = create(SPIRAL)
    plain, _ = create(
        {"network": {"hidden_layers": []}, "data": {"kind": "xor", "test_fraction": 0}}
    )
    zeros, _ = create({"network": {"initializer": "zeros"}})
    for place, status, pointer, code in (
        (f"{path}/landscape?resolution=40", 422, "/resolution", "landscape_even"),
        (f"{path}/landscape?resolution=1", 422, "/resolution", "limit_landscape_resolution_low"),
        (f"{path}/landscape?span=0", 422, "/span", "greater_than"),
        (f"{path}/landscape?seed=-1", 422, "/seed", "greater_than_equal"),
        (f"{path}/landscape?of=path", 409, None, "path_without_plane"),
        (f"{path}/landscape?epoch=1", 404, None, "moment_to_come"),
        (f"{path}/landscape/picture?x=nan&y=0", 422, "/x", "finite_number"),
        (f"{plain}/landscape?loss=test", 422, "/loss", "nothing_tested"),
        (f"{zeros}/landscape", 409, None, "landscape_of_zeros"),
        (f"{path}/hidden?layer=2", 422, "/layer", "hidden_layer_unknown"),
        (f"{path}/hidden?layer=0&units=0,6", 422, "/units", "hidden_unit_unknown"),
        (f"{path}/hidden?units=1,1", 422, "/units", "hidden_units_two"),
        (f"{path}/hidden?units=first", 422, "/units", "pair"),
        (f"{plain}/hidden", 409, None, "nothing_hidden"),
        (f"{path}/picture?without=0,0&without=2,0", 422, "/without/1", "no_such_hidden_unit"),
        (f"{path}/boundary?without=0", 422, "/without/0", "pair"),
        (f"{path}/report?without=0,6", 422, "/without/0", "no_such_hidden_unit"),
    ):
        refused = client.get(place)
        document = refused.json()
        assert refused.status_code == status, (place, document)
        for sentence in [document, *document["errors"]]:
            check(sentence)
        found = [(each["pointer"], each["code"]) for each in document["errors"]]
        assert found == [(pointer, code)] if pointer else document["code"] == code, document
