"""The examples of the OpenAPI document, taken from real calls so that they cannot lie.

As a script, makes the calls and writes app/web/examples.json: python -m tests.contract.examples
"""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from typing import Any

import httpx

from app.client.local import LocalTransport
from app.web.openapi import FILE

RUN_ID, TOKEN = "b1G3wq8ZrTn0xYk5LsVd2A", "hX7mQe2vTz9sRk4wYb1nLc6uJd8fGp3a"
SWEEP_ID, SWEEP_TOKEN = "q7Vn2sLxW0cYpE4mTjRz8A", "uB5kZr1oXv9gCt3nHw7yQe2sLm4aPd8f"
CLASS_CODE, CLASS_TOKEN = "K7PQ2M", "nG4tVx8sKd1pQm6zRb3wYh9cLe2uJf7a"
MEMBER_ID, MEMBER_TOKEN = "5f0c8a21d9e4", "wM2kZc7vTq5xRn9sHb4yLe1uGd8pJf3a"
LONGEST_LIST = 4
LINK = "https://playground.tensorflow.org/#activation=tanh&dataset=xor&networkShape=4,2&seed=0.5"
CSV = "x,y,north,east\n1,2,0.5,1\n2,2,0.5,-1\n-1,-2,0,1\n-2,one,0,1\n-2,-1,1,0.5\n"
SPEC = {
    "data": {"kind": "spiral", "n": 8, "test_fraction": 0.25},
    "network": {"hidden_layers": [3, {"units": 2, "activation": "relu"}], "activation": "tanh"},
    "training": {"optimizer": {"kind": "adam", "learning_rate": 0.01}, "batch_size": 4},
}
PLAN = {
    "spec": SPEC,
    "across": {"path": "/training/optimizer/learning_rate", "values": [0.001, 0.01]},
    "down": {"path": "/network/hidden_layers/*/activation", "values": ["relu", "tanh"]},
    "seeds": 2,
    "until": {"epoch": 20},
}


def calls(lesson: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, route and what to send, in an order that works."""
    run = "/api/v1/runs/{run_id}"
    weights = [
        {"layer": 0, "unit": 2, "input": 1, "value": 0.5},
        {"layer": 2, "unit": 0, "value": 0.0},
    ]
    sweep = "/api/v1/sweeps/{sweep_id}"
    room = "/api/v1/classes/{class_code}"
    me = f"{room}/members/me"
    asked = {"command": "ask", "asks": "How many lines?", "options": ["one", "two"], "answer": 1}
    own = {"id": "{run_id}", "token": "{run_token}"}
    point = {"x1": -1.0, "x2": 2.0, "target": 1}
    plane = {"epoch": 2, "seed": 1}
    off = {"epoch": 1, "without": ["1,0"]}
    return [
        ("GET", "/api/v1/catalogue", {}),
        (
            "POST",
            "/api/v1/catalogue/activations",
            {"json": {"kind": "formula", "expression": "max(0, z) + 0.1*min(0, z)"}},
        ),
        ("GET", "/api/v1/limits", {}),
        ("GET", "/api/v1/version", {}),
        ("POST", "/api/v1/runs", {"json": SPEC}),
        ("POST", f"{run}/commands", {"json": {"command": "step", "unit": "epoch", "count": 2}}),
        ("PATCH", run, {"json": {"learning_rate": 0.005, "batch_size": 2, "speed": 30}}),
        ("PATCH", f"{run}/weights", {"json": {"weights": weights}}),
        ("GET", "/api/v1/runs", {"params": {"ids": "{run_id}"}}),
        ("GET", run, {}),
        ("GET", f"{run}/trace", {"params": {**point, "epoch": 1}}),
        (
            "GET",
            f"{run}/trace/differences",
            {"params": {**point, "layer": 0, "unit": 1, "epoch": 1}},
        ),
        ("GET", f"{run}/data", {}),
        ("GET", f"{run}/boundary", {"params": {"resolution": 4, "without": ["0,2"]}}),
        ("GET", f"{run}/picture", {"params": {"look": '{"boundary": 32}', **off}}),
        (
            "GET",
            f"{run}/landscape",
            {"params": {**plane, "of": "path", "resolution": 3, "span": 1.5, "loss": "test"}},
        ),
        (
            "GET",
            f"{run}/landscape/picture",
            {"params": {**plane, "of": "random", "x": 0.5, "y": -0.5, "look": '{"boundary": 32}'}},
        ),
        ("GET", f"{run}/hidden", {"params": {"layer": 0, "units": "0,2", **off}}),
        ("GET", f"{run}/minibatch", {"params": {"epoch": 1}}),
        ("GET", f"{run}/report", {"params": {"points": True, **off}}),
        ("GET", f"{run}/acts", {}),
        ("GET", f"{run}/thumbnail.png", {"params": {"size": 16, "epoch": 1}}),
        ("POST", f"{run}/predict", {"json": {"points": [[3.0, 3.0], [-3.0, 3.0]]}}),
        ("GET", f"{run}/history.json", {}),
        ("GET", f"{run}/history.csv", {}),
        ("GET", f"{run}/export", {}),
        ("POST", "/api/v1/sweeps", {"json": PLAN}),
        ("POST", "/api/v1/sweeps/estimate", {"json": PLAN}),
        ("POST", f"{sweep}/commands", {"json": {"command": "step", "count": 2}}),
        ("PATCH", sweep, {"json": {"speed": 30, "until": {"epoch": 40}}}),
        ("GET", sweep, {}),
        ("GET", f"{sweep}/spec", {"params": {"run": 3}}),
        ("GET", f"{sweep}/table.json", {}),
        ("GET", f"{sweep}/table.csv", {}),
        ("GET", f"{sweep}/history.json", {}),
        ("POST", "/api/v1/classes", {"json": {"title": "Tuesday 9b", "lessons": [lesson]}}),
        ("POST", f"{room}/members", {"json": {"name": "Ada"}}),
        ("GET", room, {}),
        ("PATCH", room, {"json": {"title": "Tuesday 9b", "open": False}}),
        ("PUT", f"{me}/run", {"json": own}),
        ("POST", f"{me}/tasks", {"json": {"lesson": lesson, "task": 1}}),
        ("POST", f"{me}/predictions", {"json": {"lesson": lesson, "choice": 0}}),
        ("POST", f"{room}/commands", {"json": asked}),
        ("GET", f"{room}/members", {}),
        ("PATCH", f"{room}/members/{{member_id}}", {"json": {"name": "Ada L."}}),
        ("GET", f"{room}/members/{{member_id}}", {}),
        ("GET", f"{room}/progress", {}),
        ("GET", f"{room}/progress.csv", {"params": {"rows": "tasks"}}),
        ("POST", "/api/v1/links", {"json": {"url": LINK}}),
        (
            "POST",
            "/api/v1/datasets",
            {
                "params": {"x1": 0, "x2": 1, "label": 2, "more": [3]},
                "content": CSV,
                "headers": {"Content-Type": "text/csv"},
            },
        ),
        ("GET", "/api/v1/lessons", {}),
        ("GET", f"/api/v1/lessons/{lesson}", {}),
        ("POST", f"/api/v1/lessons/{lesson}/tasks/0/check", {"params": {"run": "{run_id}"}}),
        ("GET", "/api/v1/examples", {}),
        ("GET", "/api/v1/examples/slow-neuron", {}),
        ("GET", "/api/v1/examples/slow-neuron/numbers", {"params": {"run": "{run_id}"}}),
        ("GET", "/healthz", {}),
        ("GET", "/readyz", {}),
    ]


def taken() -> dict[str, dict[str, Any]]:
    """For every route an example of its path's parts, its query, its body and its answer."""
    examples: dict[str, dict[str, Any]] = {}
    with httpx.Client(base_url="http://local", transport=LocalTransport(), timeout=60) as client:
        routes = client.get("/openapi.json").json()["paths"]
        lesson = client.get("/api/v1/lessons").json()[0]["name"]
        known: dict[str, str] = {}
        for method, address, options in calls(lesson):
            answer = made(client, known, method, address, options)
            route, parts = _route(address, routes)
            examples[f"{method.lower()} {route}"] = {
                "parameters": {**parts, **options.get("params", {})},
                "request": options.get("json", options.get("content")),
                "response": _settled(answer, known),
            }
    text = json.dumps(examples)
    for name, value in IDS.items():
        text = text.replace(f'"{{{name}}}"', f'"{value}"')
    settled: dict[str, dict[str, Any]] = json.loads(text)
    return settled


def made(
    client: httpx.Client, known: dict[str, str], method: str, address: str, options: dict[str, Any]
) -> httpx.Response:
    """Make a call, as whoever may; `known` are the ids and tokens that calls before it have given,
    to which those of this one are added."""
    words = {"/sweeps": "sweep", "/members/me": "member", "/classes/": "class"}
    kind = next((words[word] for word in words if word in address), "run")
    sent = json.loads(_with(json.dumps(options), known))
    told = MADE.get(address) if method == "POST" else None
    # Who joins has no token yet.
    if told != "member_id" and (token := known.get(f"{kind}_token")):
        sent["headers"] = {"Authorization": f"Bearer {token}"} | sent.get("headers", {})
    answer = client.request(method, _with(address, known), **sent)
    assert answer.is_success, (method, address, answer.text)
    if told:
        kind, name = told.split("_")
        known |= {told: answer.json()[name], f"{kind}_token": answer.json()["token"]}
    return answer


MADE = {
    "/api/v1/runs": "run_id",
    "/api/v1/sweeps": "sweep_id",
    "/api/v1/classes": "class_code",
    "/api/v1/classes/{class_code}/members": "member_id",
}
"""Where things are made, and what is told of each beside its token."""
IDS = {
    "run_id": RUN_ID, "run_token": TOKEN, "sweep_id": SWEEP_ID, "sweep_token": SWEEP_TOKEN,
    "class_code": CLASS_CODE, "class_token": CLASS_TOKEN, "member_id": MEMBER_ID,
    "member_token": MEMBER_TOKEN,
}  # fmt: skip
"""What stands in the examples for those that were given."""


def _with(text: str, known: dict[str, str]) -> str:
    """A text with ids put into their places."""
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _route(address: str, routes: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The route that an address belongs to, and what its parts are in the address."""
    for route in sorted(routes, key=lambda each: each.count("{")):
        if found := re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route), address):
            return route, found.groupdict()
    raise LookupError(address)


def _settled(answer: httpx.Response, known: dict[str, str]) -> Any:
    """An answer without what differs from run to run, and with long lists cut short."""
    text, kind = answer.text, answer.headers.get("content-type", "")
    for name, value in known.items():
        text = text.replace(value, IDS[name])
    if not kind.startswith("application/json"):
        return text if kind.startswith("text/") else None
    text = re.sub(r'"20\d\d-[\d:.T-]+Z"', '"2026-01-01T12:00:00Z"', text)
    document = _short(json.loads(text))
    for each in document if isinstance(document, list) else [document]:
        if isinstance(each, dict):
            _settle(each)
    return document


def _settle(document: dict[str, Any]) -> None:
    for name, value in (
        ("python", "3.12.0"),
        ("numpy", "2.4.0"),
        ("generation", "Zk3vQx1a"),
        ("version", "1.0.0"),
    ):
        # (A run's version is a number, which follows from the calls.)
        if isinstance(document.get(name), str):
            document[name] = value
    if "plan" in document:
        # How often a sweep is told of goes by the clock.
        document["version"] = 12
    if "seconds" in document:
        document["seconds"] = 0.04
    if document.get("fingerprints"):
        ours = {"engine": "1.0.0", "numpy": "2.4.0", "kernel": "Haswell"}
        document["fingerprints"] = [ours]
    if "spec_schema" in document:
        document["spec_schema"] = {"title": "Spec", "type": "object"}


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _short(item) for name, item in value.items()}
    if isinstance(value, list):
        most = 1 if value and isinstance(value[0], dict) else LONGEST_LIST
        return [_short(item) for item in value[:most]]
    if isinstance(value, float):
        # The last digits are the processor's own.
        return float(f"{value:.5g}")
    return value


if __name__ == "__main__":
    ArgumentParser(description=__doc__).parse_args()
    FILE.write_text(json.dumps(taken(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
