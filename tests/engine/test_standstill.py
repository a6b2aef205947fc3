"""A network that stands still says why, and one that learns says nothing."""

from __future__ import annotations

from typing import Any

import pytest

import engine

SGD: dict[str, Any] = {"kind": "sgd"}
FAR: dict[str, Any] = {
    "data": {
        "kind": "points",
        "points": [[k / 10, -k / 20, 1e6 * (k % 5)] for k in range(-20, 20)],
        "class_names": [],
    },
    "training": {"loss": "mean_squared_error", "optimizer": "adam"},
}
STILL: dict[str, tuple[dict[str, Any], str, str]] = {
    "zeros": ({"network": {"initializer": "zeros"}}, "first_weights_zero", "first weights"),
    "a penalty": (
        {"training": {"regularizer": {"kind": "l1", "rate": 5.0}}},
        "weights_zero",
        "penalty",
    ),
    "sigmoid 6×8": (
        {"network": {"hidden_layers": [8] * 6, "activation": "sigmoid"}},
        "gradient_vanishes",
        "vanishes",
    ),
    "a tiny rate": (
        {"training": {"optimizer": SGD | {"learning_rate": 1e-9}}},
        "rate_too_small",
        "1e-09",
    ),
    "a tiny rate of Adam's": (
        {"training": {"optimizer": {"kind": "adam", "learning_rate": 1e-9}}},
        "rate_too_small",
        "1e-09",
    ),
    "a tiny clip": (
        {"training": {"optimizer": SGD | {"clip_norm": 1e-6}}},
        "clip_too_small",
        "clip norm of 1e-06",
    ),
    "values of millions": (FAR, "values_out_of_reach", "scale the values"),
}


def told(state: engine.State) -> engine.Sentence | None:
    return engine.standstill(state, engine.observe(state, 2, 2))


@pytest.mark.parametrize("name", STILL)
def test_it_says_why(name: str) -> None:
    document, kind, word = STILL[name]
    state = engine.advance(engine.init(engine.Spec.model_validate(document)), epochs=20)
    found = told(state)
    assert found is not None
    assert (found.code, word in found.detail) == (kind, True), found


@pytest.mark.parametrize("data", ["circle", "xor", "spiral"])
@pytest.mark.parametrize("optimizer", ["sgd", "adagrad", "rmsprop", "adam"])
def test_one_that_learns_or_has_learned_says_nothing(data: str, optimizer: str) -> None:
    state = engine.init(
        engine.Spec.model_validate(
            {
                "data": data,
                "network": {"hidden_layers": [8, 8]},
                "training": {"optimizer": optimizer},
            }
        )
    )
    for epochs in (1, 20, 100):
        state = engine.advance(state, epochs=epochs)
        assert told(state) is None


def test_a_network_that_came_to_the_bottom_says_nothing() -> None:
    own = {"kind": "points", "points": [[-1, 0, -1], [1, 0, 1]], "class_names": []}
    bottom = engine.Spec.model_validate(
        {
            "data": own,
            "network": {"hidden_layers": []},
            "training": {"loss": "mean_squared_error", "optimizer": SGD | {"learning_rate": 0.1}},
        }
    )
    state = engine.advance(engine.init(bottom), epochs=2000)
    assert told(state) is None


def test_scaled_values_are_within_reach() -> None:
    scaled = FAR | {"data": FAR["data"] | {"value_scaling": "standard"}}
    assert told(engine.init(engine.Spec.model_validate(scaled))) is None
