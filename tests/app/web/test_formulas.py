"""Formulas of one's own over HTTP: shown before they are used, trained, saved and taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

import engine

Create = Callable[..., tuple[str, dict[str, str]]]

LEAKY = {"kind": "formula", "expression": "max(0, z) + 0.1*min(0, z)"}


def test_a_formula_is_shown_as_it_would_be_used(client: httpx.Client) -> None:
    shown = client.post("/catalogue/activations", json=LEAKY).json()
    assert shown["formula"] == "g(z) = max(0, z) + 0.1 min(0, z)"
    assert shown["derivative"].startswith("g′(z) = (1 for z > 0, otherwise 0) + ")
    assert shown["corners"] == [0]
    curve = shown["curve"]
    assert dict(zip(curve["z"], curve["g"]))[-5] == pytest.approx(-0.5)
    steep = client.post("/catalogue/activations", json={"kind": "elu", "alpha": 2}).json()
    assert min(steep["curve"]["g"]) < -1.9
    data = client.post(
        "/catalogue/datasets", json={"kind": "formula", "expression": "x1-x2"}
    ).json()
    sample = data["sample"]
    assert data["formula"] == "x₁ − x₂ > 0"
    assert all((x1 > x2) == y for x1, x2, y in zip(sample["x1"], sample["x2"], sample["y"]))
    plain = client.post("/catalogue/optimizers", json={"kind": "adam"}).json()
    assert plain == next(e for e in engine.catalogue()["optimizers"] if e["kind"] == "adam")


@pytest.mark.parametrize(
    ("family", "choice", "status", "pointer", "code"),
    [
        ("activations", LEAKY | {"expression": "sin(z"}, 422, "/expression", "formula_unclosed"),
        ("activations", LEAKY | {"expression": "1/z"}, 422, "/expression", "formula_not_finite"),
        ("activations", LEAKY | {"expression": 3}, 422, "/expression", "string_type"),
        ("activations", LEAKY | {"alpha": 3}, 422, "/alpha", "extra_forbidden"),
        ("activations", {"kind": "formulla"}, 422, "", "choice_unknown"),
        ("activations", {}, 422, "", "choice_missing"),
        ("inputs", {"kind": "formula", "expression": "z"}, 422, "/expression", "formula_name"),
        (
            "datasets",
            {"kind": "formula", "expression": "1/x1"},
            422,
            "/expression",
            "formula_not_finite",
        ),
        ("wishes", LEAKY, 404, None, "no_such_family"),
    ],
)
def test_what_a_spec_would_be_refused_for_is_refused(
    client: httpx.Client, family: str, choice: Any, status: int, pointer: str | None, code: str
) -> None:
    answer = client.post(f"/catalogue/{family}", json=choice)
    said = answer.json()
    assert answer.status_code == status
    assert [error["pointer"] for error in said["errors"]] == ([] if pointer is None else [pointer])
    assert (said["errors"] or [said])[0]["code"] == code


def test_a_run_by_a_formula_is_trained_traced_saved_and_taken_away(
    client: httpx.Client, create: Create
) -> None:
    path, token = create({"network": {"hidden_layers": [{"units": 3, "activation": LEAKY}]}})
    step = {"command": "step", "unit": "epoch", "count": 3}
    assert client.post(f"{path}/commands", json=step, headers=token).json()["epoch"] == 3
    layer = client.get(f"{path}/trace?x1=-1&x2=2&target=1").json()["layers"][0]
    assert layer["activation"] == "formula"
    for z, a, slope in zip(layer["z"], layer["a"], layer["slope"]):
        assert (a, slope) == pytest.approx((z, 1) if z > 0 else (0.1 * z, 0.1))
    refused = {each["name"]: each["refusal"] for each in client.get(f"{path}/export").json()}
    # ONNX needs a library that not everybody has.
    assert {name for name, reason in refused.items() if reason} - {"onnx"} == {"sklearn"}
    saved = client.get(f"{path}/export/json").json()
    again = client.post("/runs", json=saved).json()
    assert again["spec"]["network"]["hidden_layers"][0]["activation"] == LEAKY
    assert again["metrics"] == client.get(path).json()["metrics"]


def test_a_spec_with_a_wrong_formula_is_refused_at_its_place(client: httpx.Client) -> None:
    layers = [2, {"units": 3, "activation": LEAKY | {"expression": "z +"}}]
    answer = client.post("/runs", json={"network": {"hidden_layers": layers}})
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/network/hidden_layers/1/activation/expression"
    assert error["code"] == "formula_ends"
