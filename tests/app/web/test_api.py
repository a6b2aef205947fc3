"""The REST API as its clients meet it: a real server, over HTTP."""

import base64
import csv
import io
import math
import time
from collections.abc import Callable
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

import engine
from app.work.pictures import FLAT
from tests.conftest import visitor

Create = Callable[..., tuple[str, dict[str, str]]]

SPIRAL = {
    "data": {"kind": "spiral", "n": 200},
    "network": {"hidden_layers": [8, 8]},
    "training": {"optimizer": {"kind": "adam", "learning_rate": 0.01}},
}


def wait(client: httpx.Client, path: str, status: str) -> dict[str, Any]:
    for _ in range(2000):
        run: dict[str, Any] = client.get(path).json()
        if run["status"] == status:
            return run
        time.sleep(0.01)
    pytest.fail(f"the run is still {run['status']}, not {status}")


def test_a_run_says_which_lesson_it_is_shown_beside(client: httpx.Client, create: Create) -> None:
    path, token = create()
    assert client.get(path).json()["lesson"] is None
    told = client.patch(path, json={"lesson": "loss"}, headers=token).json()
    assert (told["lesson"], told["spec"]) == ("loss", client.get(path).json()["spec"])
    refused = client.patch(path, json={"lesson": "../elsewhere"}, headers=token)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/lesson"
    assert client.patch(path, json={"speed": 30}, headers=token).json()["lesson"] == "loss"
    assert client.patch(path, json={"lesson": None}, headers=token).json()["lesson"] is None


def test_an_earlier_epoch_is_seen_as_it_was(client: httpx.Client, create: Create) -> None:
    path, token = create(SPIRAL)
    client.post(f"{path}/commands", json={"command": "step", "count": 3}, headers=token)
    then = client.get(f"{path}/boundary?resolution=50").json()
    look = {"look": '{"boundary": 50, "weights": true}'}
    now = client.get(f"{path}/picture", params=look).json()
    point = {"x1": 1, "x2": 2, "target": 1}
    nudge = {**point, "layer": 0, "unit": 0}
    sums = [
        client.get(f"{path}/trace", params=point),
        client.get(f"{path}/trace/differences", params=nudge),
    ]
    client.patch(path, json={"learning_rate": 0.5}, headers=token)
    client.post(f"{path}/commands", json={"command": "step", "count": 4}, headers=token)
    seen = client.get(f"{path}/picture", params={"epoch": 3, **look})
    assert (seen.json(), seen.json()["exact"]) == (now, True)
    assert {name: seen.json()[name] for name in then} == then
    again = {"epoch": 3}
    for before, name, asked in zip(sums, ("trace", "trace/differences"), (point, nudge)):
        then_on = client.get(f"{path}/{name}", params={**asked, **again}).json()
        assert then_on == before.json() != client.get(f"{path}/{name}", params=asked).json()
    assert seen.json()["weights"] != client.get(f"{path}/picture").json()["weights"]
    assert {"maps", "confusion", "dead"} <= client.get(f"{path}/picture?epoch=0").json().keys()
    small = client.get(f"{path}/thumbnail.png", params={"epoch": 3, "size": 32})
    assert small.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(small.content)) as image:
        assert (image.format, image.size) == ("PNG", (32, 32))
        assert len(image.getcolors() or []) > 10
    assert small.content != client.get(f"{path}/thumbnail.png", params={"size": 32}).content
    assert client.get(f"{path}/thumbnail.png", params={"size": 301}).status_code == 422
    weight = {"layer": 0, "unit": 0, "input": 0, "value": 1.0}
    client.patch(f"{path}/weights", json={"weights": [weight]}, headers=token)
    step = {"command": "step", "unit": "sample", "count": 2}
    assert client.post(f"{path}/commands", json=step, headers=token).json()["acts"] == 3
    at, then = client.get(path).json()["step"] - 2, now["step"]
    assert client.get(f"{path}/acts").json() == [
        {
            "kind": "amend",
            "epoch": 3,
            "step": then,
            "changes": {"learning_rate": 0.5},
            "before": {"learning_rate": 0.01},
        },
        {"kind": "set_weights", "epoch": 7, "step": at, "count": 1},
        {"kind": "samples", "epoch": 7, "step": at, "count": 2},
    ]
    words = [None] * 3 + ["learning_rate 0.01 → 0.5"] + [None] * 3 + ["set_weights 1"]
    assert client.get(f"{path}/history.json").json()["changed"] == words
    lines = csv.DictReader(io.StringIO(client.get(f"{path}/history.csv").text))
    assert [line["changed"] or None for line in lines] == words
    # What is set to what it is was not changed.
    assert client.patch(path, json={"learning_rate": 0.5}, headers=token).json()["acts"] == 3
    run_id = path.removeprefix("/runs/")
    wanted = {"data": {"noise": 0.2}, "training": {"optimizer": "sgd", "batch_size": 7}}
    for data, told in {"noise": "data.noise 0.0 → 0.2", "moons": "data spiral → moons"}.items():
        wanted["data"] = {"noise": 0.2} if data == "noise" else data
        made = client.post("/runs", json={"from": {"run": run_id, "epoch": 2}, "spec": wanted})
        lists = client.get(f"/runs/{made.json()['id']}/history.json").json()
        said = f"{told}; optimizer adam → sgd; batch_size 10 → 7"
        assert lists["changed"] == [None, None, said]
    fork = {"from": {"run": run_id, "epoch": 3}, "spec": {"network": {"hidden_layers": [2]}}}
    refused = client.post("/runs", json=fork)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/spec/network"
    for training, where in (({"batch_size": 10**6}, "/batch_size"), ({"regularizer": "l2"}, "")):
        fork = {"from": {"run": run_id, "epoch": 3}, "spec": {"training": training}}
        refused = client.post("/runs", json=fork)
        assert refused.json()["errors"][0]["pointer"] == f"/spec/training{where}"
    assert client.post("/runs", json={"from": {"run": "nobody"}}).status_code == 404
    beyond = client.get(f"{path}/picture?epoch=8")
    assert (beyond.status_code, beyond.json()["code"]) == (404, "moment_to_come")
    for params, pointer in (
        ({"look": '{"boundary": 51}'}, "/look/boundary"),
        ({"epoch": -1}, "/epoch"),
    ):
        refused = client.get(f"{path}/picture", params=params)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


def test_create_play_read_delete(client: httpx.Client, create: Create) -> None:
    made = client.post("/runs", json=SPIRAL)
    run = made.json()
    path = f"/runs/{run['id']}"
    token = {"Authorization": f"Bearer {run['token']}"}
    assert made.headers["location"] == path.removeprefix("/")
    assert (run["status"], run["epoch"]) == ("ready", 0)
    assert run["spec"]["network"]["hidden_layers"][0] == {
        "units": 8,
        "activation": {"kind": "tanh"},
    }

    play = {"command": "play", "until": {"epoch": 50}}
    assert client.post(f"{path}/commands", json=play, headers=token).json()["status"] == "playing"
    finished = wait(client, path, "finished")
    assert finished["epoch"] == 50
    assert "token" not in finished

    history = client.get(f"{path}/history.json").json()
    expected = engine.advance(engine.init(engine.Spec.model_validate(SPIRAL)), epochs=50)
    assert history == expected.history.lists()

    assert client.delete(path, headers=token).status_code == 204
    assert client.get(path).status_code == 404


def test_the_default_run_needs_no_body(client: httpx.Client) -> None:
    made = client.post("/runs")
    assert made.status_code == 201
    assert made.json()["spec"] == engine.Spec().model_dump(mode="json")


def test_the_spec_that_is_read_creates_the_same_run(client: httpx.Client) -> None:
    run = client.post("/runs", json=SPIRAL).json()
    again = client.post("/runs", json=run["spec"]).json()
    assert again["spec"] == run["spec"]
    assert again["metrics"] == run["metrics"]


def test_history_as_csv(client: httpx.Client, create: Create) -> None:
    path, token = create(SPIRAL)
    client.post(f"{path}/commands", json={"command": "step", "count": 3}, headers=token)
    answer = client.get(f"{path}/history.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    listed = client.get(f"{path}/history.json").json()
    assert [float(line["loss"]) for line in lines] == listed["loss"]


@pytest.mark.parametrize(("unit", "steps"), [("sample", 1), ("batch", 1), ("epoch", 10)])
def test_a_step_is_made_when_the_answer_comes(
    client: httpx.Client, create: Create, unit: str, steps: int
) -> None:
    path, token = create(SPIRAL)
    command = {"command": "step", "unit": unit, "count": 2}
    run = client.post(f"{path}/commands", json=command, headers=token).json()
    assert (run["status"], run["step"]) == ("paused", 2 * steps)


def test_reset_with_another_spec_keeps_the_id(client: httpx.Client, create: Create) -> None:
    path, token = create(SPIRAL)
    client.post(f"{path}/commands", json={"command": "step"}, headers=token)
    command = {"command": "reset", "spec": {"data": "xor"}}
    run = client.post(f"{path}/commands", json=command, headers=token).json()
    assert (run["status"], run["epoch"], run["spec"]["data"]["kind"]) == ("ready", 0, "xor")
    assert path.endswith(run["id"])


def test_live_changes_keep_the_epoch(client: httpx.Client, create: Create) -> None:
    path, token = create(SPIRAL)
    client.post(f"{path}/commands", json={"command": "step", "count": 4}, headers=token)
    change = {"learning_rate": 0.5, "batch_size": 20, "speed": 12}
    run = client.patch(path, json=change, headers=token).json()
    assert (run["epoch"], run["speed"]) == (4, 12)
    assert run["spec"]["training"]["optimizer"]["learning_rate"] == 0.5
    assert run["batches_per_epoch"] == 5
    assert client.patch(path, json={"speed": None}, headers=token).json()["speed"] is None


def test_speed_is_kept(client: httpx.Client, create: Create) -> None:
    path, token = create(SPIRAL)
    start = time.monotonic()
    client.post(f"{path}/commands", json={"command": "play", "speed": 4}, headers=token)
    while client.get(path).json()["epoch"] < 4:
        assert time.monotonic() - start < 20
        time.sleep(0.01)
    # Only a lower bound can be held on any machine: it is not faster than asked for.
    assert time.monotonic() - start > 0.7
    client.post(f"{path}/commands", json={"command": "pause"}, headers=token)


def test_data_are_the_engines_points(client: httpx.Client, create: Create) -> None:
    path, _ = create({"data": {"kind": "gauss", "n": 100, "test_fraction": 0.3}})
    data = client.get(f"{path}/data").json()
    assert (len(data["train"]["x1"]), len(data["test"]["y"])) == (70, 30)
    assert set(data["train"]["y"]) == {0.0, 1.0}
    assert data["domain"] == [[-6, 6], [-6, 6]]
    # The inputs over this plane are in the catalogue.
    assert data["input_maps"] is None


@pytest.mark.parametrize(
    "network",
    [
        {"hidden_layers": [8, 8]},
        {"hidden_layers": [], "initializer": {"kind": "random_uniform", "limit": 0.01}},
        {"hidden_layers": [4], "initializer": "zeros"},
    ],
)
def test_boundary_is_what_predict_says(
    client: httpx.Client, create: Create, network: dict[str, Any]
) -> None:
    path, _ = create({"data": "spiral", "network": network})
    answer = client.get(f"{path}/boundary", params={"resolution": 13}).json()
    raw = np.frombuffer(base64.b64decode(answer["boundary"]["bdata"]), np.uint8)
    first, last = answer["boundary_range"]
    grid = first + raw.reshape(13, 13) / 255 * (last - first)
    side = np.linspace(-6, 6, 13)
    points = [[float(x1), float(x2)] for x2 in side for x1 in side]
    said = client.post(f"{path}/predict", json={"points": points}).json()["predictions"]
    np.testing.assert_allclose(grid.ravel(), np.ravel(said), atol=0.51 * (last - first) / 255)
    assert last - first == pytest.approx(max(np.ptp(said), FLAT), rel=1e-4)


def test_lr_10_ends_as_diverged(client: httpx.Client, create: Create) -> None:
    path, token = create({"training": {"optimizer": {"kind": "sgd", "learning_rate": 10}}})
    client.post(f"{path}/commands", json={"command": "play"}, headers=token)
    run = wait(client, path, "diverged")
    assert "learning rate" in run["outcome"]["cause"]
    assert all(math.isfinite(value) for value in run["metrics"].values())
    again = client.post(f"{path}/commands", json={"command": "play"}, headers=token)
    assert again.status_code == 409


def test_catalogue_limits_version(client: httpx.Client) -> None:
    catalogue = client.get("/catalogue").json()
    kinds = [entry["kind"] for entry in catalogue["activations"]]
    assert {"linear", "relu", "tanh", "sigmoid"} <= set(kinds)
    assert catalogue == engine.catalogue()
    assert client.get("/limits").json()["hidden_layers"]["maximum"] == 6
    assert client.get("/version").json()["version"]


def test_openapi_lists_every_choice(client: httpx.Client, server: str) -> None:
    document = visitor.get(f"{server}/openapi.json").text
    for family in ("activations", "losses", "optimizers", "datasets", "initializers"):
        for entry in engine.catalogue()[family]:
            assert f'"{entry["kind"]}"' in document


def test_health(server: str) -> None:
    assert visitor.get(f"{server}/healthz").json() == {"status": "ok"}
    assert visitor.get(f"{server}/readyz").status_code == 200


def test_numbers_at_the_end_of_all_numbers_are_told_and_kept(
    client: httpx.Client, create: Create
) -> None:
    points = [[0, 0, 0], [1, 1, 1e20], [1, 0, 0], [0, 1, 1e20]]
    data = {"kind": "points", "class_names": [], "points": points}
    training = {"loss": "mean_squared_error", "optimizer": "adam"}
    path, token = create({"data": data, "training": training})
    saved = client.get(f"{path}/export/json")
    assert (saved.status_code, saved.json()["start_loss"]) == (200, 3.4028234663852886e38)
    step = {"command": "step", "unit": "batch", "count": 3}
    client.post(f"{path}/commands", json=step, headers=token)
    for name in ("json", "npz", "numpy"):
        answer = client.get(f"{path}/export/{name}")
        assert answer.status_code == 200, answer.text
    saved = client.get(f"{path}/export/json")
    assert "Infinity" in str(saved.json()["slots"])
    assert client.post("/runs", json=saved.json()).status_code == 201
    answers = client.post(f"{path}/predict", json={"points": [[1e308, 1e308], [0, 0]]})
    assert answers.status_code == 200


def test_a_reset_is_undone_and_done_again(client: httpx.Client, create: Create) -> None:
    path, token = create(SPIRAL)

    def tell(command: str, **more: Any) -> httpx.Response:
        return client.post(f"{path}/commands", json={"command": command, **more}, headers=token)

    assert tell("undo").status_code == tell("redo").status_code == 409
    assert tell("reset").json()["can_undo"] is False  # nothing was lost by it
    trained = tell("step", count=5).json()
    history = client.get(f"{path}/history.json").json()
    weights = client.get(f"{path}/export/json").json()["weights"]
    # Other data, other layers, and a reset after some training.
    tell("reset", spec={**SPIRAL, "data": "xor"})
    other = tell("reset", spec={"data": "xor", "network": {"hidden_layers": [3]}}).json()
    tell("step", count=2)
    assert tell("reset").json()["can_undo"] is True
    assert tell("undo").json()["epoch"] == 2
    assert tell("undo").json()["spec"]["data"]["kind"] == "xor"
    back = tell("undo").json()
    told = ("spec", "epoch", "step", "metrics")
    assert [back[name] for name in told] == [trained[name] for name in told]
    assert (back["status"], back["can_undo"], back["can_redo"]) == ("paused", False, True)
    assert client.get(f"{path}/history.json").json() == history
    assert client.get(f"{path}/export/json").json()["weights"] == weights
    # It goes on as if nothing had been.
    again, same = create(SPIRAL)
    command = {"command": "step", "count": 6}
    whole = client.post(f"{again}/commands", json=command, headers=same).json()
    tell("redo")
    assert tell("redo").json()["spec"] == other["spec"]
    tell("undo")
    tell("undo")
    on = tell("step").json()
    assert (on["metrics"], on["step"]) == (whole["metrics"], whole["step"])
    assert on["can_redo"] is True
    assert tell("reset").json()["can_redo"] is False
    # What a slider came by on its way is not gone back to.
    tell("step")
    tell("reset", spec={**SPIRAL, "data": {"kind": "spiral", "noise": 0.1}})
    for noise in (0.15, 0.2):
        dragged = {**SPIRAL, "data": {"kind": "spiral", "noise": noise}}
        tell("reset", spec=dragged, remember=False)
    assert tell("undo").json()["epoch"] == 1
    # Also while it plays: it rests there.
    tell("play", speed=30)
    assert tell("undo").json()["status"] == "paused"


def test_rewind_goes_back_to_the_best_epoch(client: httpx.Client, create: Create) -> None:
    path, token = create(SPIRAL)
    play = {"command": "play", "until": {"epoch": 30}}
    client.post(f"{path}/commands", json=play, headers=token)
    wait(client, path, "finished")
    refused = client.post(f"{path}/commands", json={"command": "rewind"}, headers=token)
    assert refused.status_code == 409
    client.patch(path, json={"learning_rate": 10}, headers=token)
    client.post(f"{path}/commands", json={"command": "play"}, headers=token)
    wait(client, path, "diverged")
    before = client.get(f"{path}/history.json").json()
    best = before["val_loss"].index(min(before["val_loss"]))
    client.patch(path, json={"learning_rate": 0.01}, headers=token)
    run = client.post(f"{path}/commands", json={"command": "rewind"}, headers=token).json()
    assert (run["status"], run["outcome"]) == ("paused", None)
    assert run["epoch"] == best > 0
    history = client.get(f"{path}/history.json").json()
    assert history["loss"] == before["loss"][: best + 1]
    assert history["epoch"] == list(range(best + 1))
    run = client.post(f"{path}/commands", json={"command": "step"}, headers=token).json()
    assert run["status"] == "paused"


def test_a_weight_set_by_hand_acts_at_once(client: httpx.Client, create: Create) -> None:
    path, token = create({"network": {"hidden_layers": []}})
    weights = [
        {"layer": 0, "unit": 0, "value": 1.0},
        {"layer": 0, "unit": 0, "input": 0, "value": 3.0},
        {"layer": 0, "unit": 0, "input": 1, "value": -2.0},
    ]
    answer = client.patch(f"{path}/weights", json={"weights": weights}, headers=token)
    assert answer.status_code == 200
    # The lecture's own example: w0 = 1, w = [3, −2], x = [−1, 2].
    trace = client.get(f"{path}/trace", params={"x1": -1, "x2": 2, "target": 1}).json()
    assert trace["layers"][0]["z"] == [-6.0]
    assert trace["answer"][0] == pytest.approx(0.00247262, abs=1e-8)
    assert trace["loss"] == pytest.approx(6.00247, abs=1e-5)
    nowhere = [*weights, {"layer": 3, "unit": 0, "value": 1.0}]
    refused = client.patch(f"{path}/weights", json={"weights": nowhere}, headers=token)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/weights/3/layer"
    # A layer as a whole, which can be undone as one; weights that are nudged along a way are not.
    assert answer.json()["can_undo"] is False
    whole = {"weights": [{**weight, "value": 7.0} for weight in weights], "remember": True}
    run = client.patch(f"{path}/weights", json=whole, headers=token).json()
    assert (run["can_undo"], layer_of(client, path)) == (True, [7.0, 7.0, 7.0])
    for command, layer in (("undo", [3.0, -2.0, 1.0]), ("redo", [7.0, 7.0, 7.0])):
        client.post(f"{path}/commands", json={"command": command}, headers=token).raise_for_status()
        assert layer_of(client, path) == layer


def test_weights_that_are_given_are_begun_with_again(client: httpx.Client, create: Create) -> None:
    network: dict[str, Any] = {"hidden_layers": []}
    path, token = create({"network": network})
    drawn = layer_of(client, path)
    assert client.get(path).json()["spec"]["network"]["weights"] == []

    def told(command: dict[str, Any]) -> dict[str, Any]:
        answer = client.post(f"{path}/commands", json=command, headers=token)
        return dict(answer.raise_for_status().json())

    place = {"layer": 0, "unit": 0}
    weights = [{**place, "input": 0, "value": 3.0}, {**place, "value": -1.0}]
    body = {"weights": weights}
    given = client.patch(f"{path}/weights", json=body, headers=token).json()["spec"]["network"]
    assert given["weights"] == [weights[0], {**weights[1], "input": "bias"}]
    told({"command": "step"})
    nudged = {"weights": [{**place, "input": 1, "value": 9.0}]}
    run = client.patch(f"{path}/weights", json=nudged, headers=token).json()
    assert run["spec"]["network"] == given
    told({"command": "reset"})
    assert layer_of(client, path) == [3.0, drawn[1], -1.0]
    # The spec alone is enough for another run.
    other, _ = create({"network": {**network, "weights": weights}})
    assert layer_of(client, other) == [3.0, drawn[1], -1.0]
    assert told({"command": "reset", "spec": {"network": network}})["can_undo"]
    assert layer_of(client, path) == drawn
    nowhere = {"network": {**network, "weights": [{**place, "unit": 1, "value": 1}]}}
    problem = client.post("/runs", json=nowhere).json()
    (error,) = problem["errors"]
    assert (error["pointer"], error["code"]) == ("/network/weights/0/unit", "weight_unit")


def layer_of(client: httpx.Client, path: str) -> list[float]:
    """The weights and the bias of a network that is one neuron."""
    return [row[0] for row in client.get(f"{path}/export/json").json()["weights"][0]]


def test_a_trace_without_a_target_goes_forward_only(client: httpx.Client, create: Create) -> None:
    path, _ = create()
    trace = client.get(f"{path}/trace", params={"x1": 0.5, "x2": -0.5}).json()
    assert trace["loss"] is None
    assert trace["layers"][-1]["dz"] is None


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?x1=nan&x2=0", "/x1"),
        ("?x1=1", "/x2"),
        ("?x2=1", "/x1"),
        ("?target=1", "/x1"),
        ("?x1=1&x2=2&target=7", "/target"),
        ("?x1=1&x2=2&target=0.5", "/target"),
        ("/differences?x1=1&x2=2&target=7&layer=0&unit=0", "/target"),
        ("/differences?x1=1&x2=2&target=1&layer=3&unit=0", "/layer"),
        ("/differences?x1=1&x2=2&target=1&layer=0&unit=4", "/unit"),
        ("/differences?x1=1&x2=2&target=1&layer=2&unit=1", "/unit"),
        ("/differences?x1=1&x2=2&target=1&layer=-1&unit=0", "/layer"),
    ],
)
def test_a_trace_of_what_is_not_there_names_the_field(
    client: httpx.Client, create: Create, query: str, pointer: str
) -> None:
    path, _ = create({"network": {"hidden_layers": [4, 2]}})
    answer = client.get(f"{path}/trace{query}")
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_trace_without_a_point_tells_the_step_of_a_sample(
    client: httpx.Client, create: Create
) -> None:
    path, token = create({"training": {"optimizer": "adam", "regularizer": "l2"}})
    told = client.get(f"{path}/trace").json()
    step = {"command": "step", "unit": "sample"}
    client.post(f"{path}/commands", json=step, headers=token).raise_for_status()
    after = client.get(f"{path}/trace").json()
    assert after["point"] != told["point"]
    assert after["update"]["number"] == told["update"]["number"] + 1
    for layer, update in zip(after["layers"], told["update"]["layers"], strict=True):
        assert [*layer["weights"], layer["bias"]] == pytest.approx(
            np.array(update["weights"]), abs=1e-6
        )


def test_numbers_beyond_all_bounds_are_left_out_of_a_trace(
    client: httpx.Client, create: Create
) -> None:
    path, token = create({"data": "reg_plane", "training": {"loss": "mean_squared_error"}})
    place = {"layer": 2, "unit": 0, "value": 1e6}
    client.patch(f"{path}/weights", json={"weights": [place]}, headers=token).raise_for_status()
    told = client.get(f"{path}/trace", params={"x1": 0, "x2": 0, "target": 1e308})
    assert told.status_code == 200
    assert told.json()["loss"] is None


def test_a_tensorflow_playground_link_becomes_a_spec(client: httpx.Client) -> None:
    url = "https://playground.tensorflow.org/#dataset=circle&seed=0.59704&networkShape=4,2"
    read = client.post("/links", json={"url": url}).json()
    made = client.post("/runs", json=read["spec"])
    assert made.status_code == 201
    refused = client.post("/links", json={"url": "https://elsewhere.example/#x"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/url"


def test_a_file_of_points_becomes_a_run(client: httpx.Client) -> None:
    file = "x,y,kind\n1,2,cat\n1,1,cat\n-1,-2,dog\n-1,-1,dog\n0,zero,dog\n"
    read = client.post("/datasets", content=file, headers={"Content-Type": "text/csv"}).json()
    assert [error["line"] for error in read["errors"]] == [6]
    run = client.post("/runs", json={"data": read["data"]}).json()
    data = client.get(f"/runs/{run['id']}/data").json()
    assert data["classes"] == ["cat", "dog"]
    assert data["axes"] == ["x", "y"]
    # What each input would be over this plane, as the network is given it: of the inputs in use it
    # is what their neurons show.
    first, last = (
        (np.array(data["domain"])[:, end] - data["scaling"]["centre"]) / data["scaling"]["spread"]
        for end in (0, 1)
    )
    across = np.linspace(first[0], last[0], 20)
    for name, values in (("x1", across), ("x1_squared", across**2), ("sin_x1", np.sin(across))):
        rows = np.array(data["input_maps"][name])
        np.testing.assert_allclose(rows[7], values / abs(values).max(), atol=0.006)


def test_the_largest_file_of_points_fits_into_a_run(client: httpx.Client) -> None:
    file = "".join(f"{i / 1000:.3f},{i % 7 / 7:.5f},{i % 3}\n" for i in range(10_000))
    data = client.post("/datasets", content=file).json()["data"]
    spec = {"data": data, "training": {"loss": "categorical_crossentropy"}}
    made = client.post("/runs", json=spec)
    assert made.status_code == 201, made.text[:300]


def test_the_model_as_json(client: httpx.Client, create: Create) -> None:
    path, token = create(SPIRAL)
    client.post(f"{path}/commands", json={"command": "step", "count": 2}, headers=token)
    model = client.get(f"{path}/export/json").json()
    assert [np.shape(block) for block in model["weights"]] == [(3, 8), (9, 8), (9, 1)]
    assert model["epoch"] == 2
    assert model["spec"] == client.get(path).json()["spec"]


def test_several_classes_have_a_boundary_each(client: httpx.Client, create: Create) -> None:
    multi = next(entry for entry in engine.catalogue()["datasets"] if entry["task"] == "multiclass")
    loss = next(entry for entry in engine.catalogue()["losses"] if "multiclass" in entry["tasks"])
    path, _ = create({"data": multi["kind"], "training": {"loss": loss["kind"]}})
    answer = client.get(f"{path}/boundary", params={"resolution": 5}).json()
    assert answer["boundary"]["shape"] == f"{len(multi['classes'])}, 5, 5"
