"""Bad input: a clear refusal in the one shape, naming the field, and nothing else happens."""

import contextlib
import http.client
import inspect
import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app.settings import Settings
from app.web.app import create_app
from tests.conftest import visitor
from tests.sentences import check

Create = Callable[..., tuple[str, dict[str, str]]]


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The problem document of a refusal, once its shape was checked."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert set(document) == {
        "type", "title", "status", "code", "params", "detail", "instance", "errors",
    }  # fmt: skip
    for sentence in [document, *document["errors"]]:
        check(sentence)
    assert document["status"] == status
    assert "Traceback" not in answer.text
    return document


def layers(*units: Any) -> dict[str, Any]:
    return {"network": {"hidden_layers": list(units)}}


def optimizer(**values: Any) -> dict[str, Any]:
    return {"training": {"optimizer": {"kind": "sgd", **values}}}


POINTS = [[0, 0, 0], [0, 1, 1], [1, 0, 1]]
OWN = {"kind": "points", "class_names": ["a", "b"]}

BAD_SPECS: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown activation": ({"network": {"activation": "than"}}, "/network/activation", "tanh"),
    "activation in a layer": (
        layers({"units": 2, "activation": "rleu"}),
        "/network/hidden_layers/0/activation",
        "relu",
    ),
    "seven layers": (layers(1, 2, 3, 4, 5, 6, 7), "/network/hidden_layers", "6"),
    "wide layer": (layers(4, 101), "/network/hidden_layers/1/units", "100"),
    "no units": (layers(0), "/network/hidden_layers/0/units", "1"),
    "units of a wrong type": (layers({"units": 2.5}), "/network/hidden_layers/0/units", "whole"),
    "a layer of words": (layers("many"), "/network/hidden_layers/0", "whole number of units"),
    "half a unit": (layers(8, 2.5), "/network/hidden_layers/1", "whole number of units"),
    "too many points": ({"data": {"kind": "xor", "n": 10_001}}, "/data/n", "10000"),
    "too few points": ({"data": {"kind": "xor", "n": 3}}, "/data/n", "4"),
    "a gate that is none": (
        {"data": {"kind": "logic_gate", "gate": "AND"}},
        "/data/gate",
        "Should be 'and', 'or',",
    ),
    "unknown data set": ({"data": "spirla"}, "/data", "spiral"),
    "no kind": ({"data": {"n": 5}}, "/data", "kind"),
    "learning rate over limit": (
        optimizer(learning_rate=10.5),
        "/training/optimizer/learning_rate",
        "10",
    ),
    "learning rate zero": (optimizer(learning_rate=0), "/training/optimizer/learning_rate", "0"),
    "batch over limit": ({"training": {"batch_size": 1001}}, "/training/batch_size", "1000"),
    "unknown field": ({"training": {"epochs": 3}}, "/training/epochs", "no such field"),
    "same input twice": ({"network": {"inputs": ["x1", "x1"]}}, "/network", "once"),
    "own point": (
        {"data": {**OWN, "points": [[1, 2, "a"], *POINTS]}},
        "/data/points/0/2",
        "number",
    ),
    "own points": ({"data": {**OWN, "points": []}}, "/data/points", "at least"),
    "own class": ({"data": {**OWN, "points": [[1, 2, 7], *POINTS]}}, "/data", "class"),
    "unsuited loss": (
        {"data": "reg_plane"},
        "",
        "binary_crossentropy does not suit the data set reg_plane, whose task is regression. "
        "These losses do: squared_error_tanh, squared_error_sigmoid, mean_squared_error, "
        "half_squared_error, mean_absolute_error, huber.",
    ),
    "no inputs": ({"network": {"inputs": []}}, "/network/inputs", "1"),
}


@pytest.mark.parametrize("case", BAD_SPECS)
def test_a_bad_spec_names_field_and_limit(client: httpx.Client, case: str) -> None:
    spec, pointer, says = BAD_SPECS[case]
    document = problem(client.post("/runs", json=spec), 422)
    found = {error["pointer"]: error["detail"] for error in document["errors"]}
    assert pointer in found
    assert says in found[pointer]
    assert says in document["detail"]


OWN_INPUT = {"kind": "formula", "expression": "x3"}


@pytest.mark.parametrize(
    ("spec", "pointers"),
    [
        ({"network": {"inputs": [OWN_INPUT]}}, ["/network/inputs/0/expression"]),
        ({"data": {**OWN, "points": [[1, "2", 0]]}}, ["/data/points/0/1"]),
        ({"data": {**OWN, "points": [["1", 2]]}}, ["/data/points/0/0", "/data/points/0"]),
        ({"data": {"kind": "points", "axis_names": [1, "y"]}}, ["/data/axis_names/0"]),
    ],
)
def test_a_list_is_short_only_where_items_are_missing(
    client: httpx.Client, spec: dict[str, Any], pointers: list[str]
) -> None:
    document = problem(client.post("/runs", json=spec), 422)
    assert [error["pointer"] for error in document["errors"]] == pointers


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none(client: httpx.Client, value: str) -> None:
    body = '{"training": {"optimizer": {"kind": "sgd", "learning_rate": LR}}}'.replace("LR", value)
    answer = client.post("/runs", content=body, headers={"Content-Type": "application/json"})
    (error,) = problem(answer, 422)["errors"]
    assert error["pointer"] == "/training/optimizer/learning_rate"
    assert "finite" in error["detail"]


@pytest.mark.parametrize("body", ["{", "", "nope", '{"data": "xor"', "\x00", "[" * 100_0])
def test_what_is_not_json(client: httpx.Client, body: str) -> None:
    answer = client.post("/runs", content=body, headers={"Content-Type": "application/json"})
    if body == "":
        assert answer.status_code == 201  # no body: the default run
    else:
        problem(answer, 400)


@pytest.mark.parametrize("body", ["[]", '"xor"', "3", "true"])
def test_json_that_is_no_object(client: httpx.Client, body: str) -> None:
    answer = client.post("/runs", content=body, headers={"Content-Type": "application/json"})
    (error,) = problem(answer, 422)["errors"]
    assert "object" in error["detail"]
    assert error["pointer"] == ""


def test_a_body_declared_too_large_is_refused_unread(server: str) -> None:
    connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=10)
    connection.putrequest("POST", "/api/v1/runs")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", "1000000000")
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert answer.headers["content-type"] == "application/problem+json"
    detail = json.load(answer)["detail"]
    assert "1000000" in detail
    assert "PLAYGROUND_MAX_BODY_BYTES" in detail
    connection.close()


def test_a_head_without_end_is_refused(server: str) -> None:
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
        sent = 0
        with contextlib.suppress(ConnectionError):
            while sent < 50_000_000:
                connection.sendall(b"X-More: " + b"a" * 9_000 + b"\r\n")
                sent += 9_000
    # What was on its way when it was refused.
    assert sent < 10_000_000


def test_a_body_of_no_declared_size_is_refused_at_the_limit(client: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(1200):
            yield b" " * 1000

    answer = client.post("/runs", content=endless(), headers={"Content-Type": "application/json"})
    assert "1000000" in problem(answer, 413)["detail"]


@pytest.mark.parametrize(
    ("command", "pointer"),
    [
        ({"command": "fly"}, "/command"),
        ({}, "/command"),
        ({"command": "play", "until": {}}, "/until"),
        ({"command": "play", "until": {"epoch": 0}}, "/until/epoch"),
        ({"command": "play", "until": {"accuracy": 2}}, "/until/accuracy"),
        ({"command": "play", "speed": -1}, "/speed"),
        ({"command": "step", "unit": "year"}, "/unit"),
        ({"command": "step", "count": 100_000}, "/count"),
        ({"command": "reset", "spec": {"data": "x"}}, "/spec/data"),
        ({"command": "reset", "spec": layers(101)}, "/spec/network/hidden_layers/0/units"),
    ],
)
def test_bad_commands(
    client: httpx.Client, create: Create, command: dict[str, Any], pointer: str
) -> None:
    path, token = create()
    document = problem(client.post(f"{path}/commands", json=command, headers=token), 422)
    assert pointer in [error["pointer"] for error in document["errors"]]
    assert client.get(path).json()["status"] == "ready"


@pytest.mark.parametrize(
    ("change", "pointer", "says"),
    [
        ({"learning_rate": 11}, "/learning_rate", "10"),
        ({"learning_rate": -1}, "/learning_rate", "0"),
        ({"learning_rate": "fast"}, "/learning_rate", "number"),
        ({"batch_size": 1.5}, "/batch_size", "whole"),
        ({"learning_rat": 1}, "/learning_rat", "learning_rate"),
        ({"hidden_layers": [3]}, "/hidden_layers", "reset"),
        ({"frozen": [{"layer": 0}, {"layer": 9}]}, "/frozen/1/layer", "0 to"),
        ({"frozen": [{"layer": 0, "input": "Bias"}]}, "/frozen/0/input", "bias"),
        ({"frozen": 3}, "/frozen", "list"),
        (
            {"frozen": [{"layer": 0, "value": 1}, {"layer": 0, "unit": 1, "value": 2}]},
            "/frozen/1/value",
            "held at another value",
        ),
        ({"speed": "fast"}, "/speed", "number"),
        ({"speed": "10"}, "/speed", "number"),
        ({"speed": True}, "/speed", "number"),
    ],
)
def test_bad_live_changes_change_nothing(
    client: httpx.Client, create: Create, change: dict[str, Any], pointer: str, says: str
) -> None:
    path, token = create()
    before = client.get(path).json()
    (error,) = problem(client.patch(path, json=change, headers=token), 422)["errors"]
    assert error["pointer"] == pointer
    assert says in error["detail"]
    assert client.get(path).json() == before


def test_a_target_that_is_not_measured_is_refused(client: httpx.Client, create: Create) -> None:
    path, token = create({"data": {"kind": "xor", "n": 20, "test_fraction": 0.0}})
    play = {"command": "play", "until": {"val_accuracy": 0.9}}
    (error,) = problem(client.post(f"{path}/commands", json=play, headers=token), 422)["errors"]
    assert error["pointer"] == "/until/val_accuracy"
    assert error["detail"] == "This run has no val_accuracy, only epoch, loss, accuracy."
    assert client.get(path).json()["status"] == "ready"
    # With an epoch beside it, the run has an end.
    play["until"] = {"val_accuracy": 0.9, "epoch": 1}
    client.post(f"{path}/commands", json=play, headers=token).raise_for_status()


def test_points_that_are_none(client: httpx.Client, create: Create) -> None:
    path, _ = create()
    for points in ([], [[1]], [[1, 2, 3]], [["a", "b"]], [[1, None]], 7):
        problem(client.post(f"{path}/predict", json={"points": points}), 422)
    problem(client.get(f"{path}/boundary", params={"resolution": 301}), 422)
    problem(client.get(f"{path}/boundary", params={"resolution": 1}), 422)


def test_who_may_control(client: httpx.Client, create: Create) -> None:
    path, _ = create()
    _, foreign = create()
    command = {"command": "play"}
    missing = client.post(f"{path}/commands", json=command)
    assert missing.headers["www-authenticate"] == "Bearer"
    problem(missing, 401)
    of_foreign = problem(client.post(f"{path}/commands", json=command, headers=foreign), 403)
    of_unknown = problem(client.post("/runs/nope/commands", json=command, headers=foreign), 403)
    assert of_foreign["detail"] == of_unknown["detail"]
    problem(client.delete(path, headers=foreign), 403)
    problem(client.patch(path, json={"speed": 3}, headers=foreign), 403)
    assert client.get(path).json()["status"] == "ready"


def test_no_such_place(client: httpx.Client, server: str) -> None:
    for path in ("/runs/nope", "/runs/nope/history.csv", "/runs/nope/events", "/nope"):
        problem(client.get(path), 404)
    problem(client.put("/runs"), 405)
    problem(visitor.get(f"{server}/static/nope.js"), 404)
    problem(visitor.get(f"{server}/static/%2e%2e/pyproject.toml"), 404)


def test_a_target_reads_as_it_was_set(client: httpx.Client, create: Create) -> None:
    path, token = create()
    until = {"epoch": 3, "accuracy": 1}
    client.post(f"{path}/commands", json={"command": "play", "until": until}, headers=token)
    read = client.get(path).json()["until"]
    assert json.dumps(read["epoch"]) == "3"
    again = client.post(f"{path}/commands", json={"command": "play", "until": read}, headers=token)
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("address", "pointer"),
    [("boundary?resolution=1", "/resolution"), ("boundary?resolution=301", "/resolution")],
)
def test_a_parameter_is_pointed_at_by_its_name(
    client: httpx.Client, create: Create, address: str, pointer: str
) -> None:
    path, _ = create()
    (error,) = problem(client.get(f"{path}/{address}"), 422)["errors"]
    assert error["pointer"] == pointer


def test_a_body_that_does_not_say_it_is_json(client: httpx.Client) -> None:
    # As `curl -d` sends it.
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post("/runs", content='{"data": "xor"}', headers=sent)
    assert "Content-Type: application/json" in problem(answer, 422)["detail"]


def test_input_is_never_repeated(client: httpx.Client, create: Create) -> None:
    marker = "<img src=x onerror=alert(1)>"
    for spec in (
        {"data": marker},
        {"network": {"activation": {"kind": marker}}},
        {"training": {"batch_size": marker}},
        {"network": {"hidden_layers": [marker]}},
    ):
        assert "onerror" not in client.post("/runs", json=spec).text
    assert "onerror" not in client.post("/runs", content=json.dumps(marker)).text
    path, token = create()
    command = {"command": marker}
    assert "onerror" not in client.post(f"{path}/commands", json=command, headers=token).text


def test_no_refusal_goes_through_a_thread() -> None:
    """There it would cost the server twice as much, and wait for whatever else is in threads."""
    handlers = create_app(Settings(data_dir="")).exception_handlers.values()
    assert len(handlers) >= 5
    assert all(map(inspect.iscoroutinefunction, handlers))
