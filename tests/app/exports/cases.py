"""What exports are tried on: every activation with every output, and every way to train."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

import engine
from app.exports import find
from tests.engine.specs import CATALOGUE, kinds
from tests.oracle.cases import FORMULAS

POINTS = np.random.default_rng(0).uniform(-6, 6, (40, 2)).astype(np.float32).astype(float)
"""Points to ask networks about."""

DATA = {
    "binary": {"kind": "circle", "n": 60, "noise": 0.1},
    "multiclass": {"kind": "blobs", "n": 60, "noise": 0.1},
    "regression": {"kind": "reg_gauss", "n": 60},
    "two values": {"kind": "whirl", "n": 60},
}


def outputs() -> Iterator[tuple[str, str]]:
    """Every loss with every kind of question it can be asked."""
    for loss in CATALOGUE["losses"]:
        for question in DATA:
            task = "regression" if question == "two values" else question
            if task in loss["tasks"]:
                yield loss["kind"], question


def combinations() -> Iterator[tuple[str, str, str]]:
    """Every activation with every output."""
    for activation in kinds("activations"):
        for loss, question in outputs():
            yield activation, loss, question


@cache
def trained(activation: str, loss: str, question: str) -> engine.State:
    """A small network after a few epochs, with weights that are not all zero anywhere."""
    return run(
        {"activation": activation, "hidden_layers": [5, 4]},
        {"loss": loss, "optimizer": {"kind": "adam", "learning_rate": 0.02}},
        DATA[question],
        epochs=3,
    )


def run(
    network: dict[str, Any],
    training: dict[str, Any],
    data: dict[str, Any] | None = None,
    epochs: int = 20,
) -> engine.State:
    """A state after some epochs."""
    spec = engine.Spec.model_validate(
        {"data": data or DATA["binary"], "network": network, "training": training}
    )
    return engine.advance(engine.init(spec), epochs=epochs)


# Each is trained on all points at once, so that their order cannot matter, and a script that trains
# again has to end at the engine's own weights.
WAYS_TO_TRAIN: dict[str, dict[str, Any]] = {
    "sgd": {"optimizer": {"kind": "sgd", "learning_rate": 0.1}},
    "momentum": {"optimizer": {"kind": "sgd", "learning_rate": 0.05, "momentum": 0.8}},
    "nesterov": {
        "optimizer": {"kind": "sgd", "learning_rate": 0.05, "momentum": 0.8, "nesterov": True}
    },
    "adagrad": {"optimizer": "adagrad"},
    "rmsprop": {"optimizer": "rmsprop"},
    "adam": {"optimizer": "adam"},
    "adamw": {"optimizer": {"kind": "adamw", "weight_decay": 0.5}},
    "nadam": {"optimizer": "nadam"},
    "in steps": {"optimizer": {"kind": "sgd", "schedule": {"kind": "step", "decay_steps": 5}}},
    "exponential": {
        "optimizer": {"kind": "adam", "schedule": {"kind": "exponential", "decay_steps": 5}}
    },
    "cosine": {
        "optimizer": {
            "kind": "adam",
            "schedule": {"kind": "cosine", "decay_steps": 15, "alpha": 0.1},
        }
    },
    "warm-up": {"optimizer": {"kind": "sgd", "schedule": {"kind": "warmup", "warmup_steps": 10}}},
    "momentum on a schedule": {
        "optimizer": {
            "kind": "sgd",
            "momentum": 0.8,
            "schedule": {"kind": "exponential", "decay_steps": 5},
        }
    },
    "clipped": {"optimizer": {"kind": "sgd", "learning_rate": 0.5, "clip_norm": 0.05}},
    "l1": {"regularizer": {"kind": "l1", "rate": 0.05}},
    **{
        f"l1 with {kind}": {
            "optimizer": {"kind": kind},
            "regularizer": {"kind": "l1", "rate": 0.01},
        }
        for kind in kinds("optimizers")
        if kind != "sgd"
    },
    "l1 with momentum, clipped": {
        "optimizer": {"kind": "sgd", "learning_rate": 0.2, "momentum": 0.8, "clip_norm": 0.05},
        "regularizer": {"kind": "l1", "rate": 0.05},
    },
    "l2": {"regularizer": {"kind": "l2", "rate": 0.05}},
    "l1 and l2": {"regularizer": {"kind": "l1_l2", "l1": 0.03, "l2": 0.05}},
    "l2 with adam": {"optimizer": "adam", "regularizer": {"kind": "l2", "rate": 0.05}},
    "in order": {"shuffle": False, "batch_size": 7},
    "frozen": {
        "optimizer": {"kind": "adamw", "clip_norm": 0.05},
        "regularizer": {"kind": "l1_l2", "l1": 0.03, "l2": 0.05},
        "frozen": [{"layer": 0, "unit": 1}, {"layer": 1, "input": "bias", "value": 0}],
    },
    "a frozen layer": {"frozen": [{"layer": 0}], "optimizer": "sgd"},
    "without biases": {
        "frozen": [{"layer": 0, "input": "bias", "value": 0}, {"layer": 2, "input": "bias"}],
        "optimizer": {"kind": "adamw", "clip_norm": 0.05},
    },
    "all at once": {"batch_size": "all"},
}

SUMMED = {
    "half_squared_error": "two values",
    "hinge": "multiclass",
    "binary_crossentropy": "multiclass",
}
"""Losses whose outputs are added up, with what they are asked."""


def ways() -> Iterator[tuple[str, engine.State]]:
    """Every way to train, and every loss, with the state it leads to."""
    for name, training in WAYS_TO_TRAIN.items():
        yield name, run({"hidden_layers": [5, 4]}, {"batch_size": 1000, **training})
    for loss, question in outputs():
        name = f"{loss}, {question}"
        yield (
            name,
            run(
                {"hidden_layers": [5]},
                {"batch_size": 1000, "loss": loss, "optimizer": {"kind": "sgd"}},
                DATA[question],
            ),
        )
    for loss, question in SUMMED.items():
        summed = {"loss": {"kind": loss, "over_outputs": "sum"}, "batch_size": 1000}
        yield (
            f"{loss}, {question}, the sum",
            run({"hidden_layers": [5]}, {**summed, "optimizer": {"kind": "sgd"}}, DATA[question]),
        )
    own = [{"kind": "formula", "expression": formula} for formula in FORMULAS]
    for activation in [*kinds("activations"), *own]:
        yield (
            f"{activation['expression'] if isinstance(activation, dict) else activation} trained",
            run(
                {"hidden_layers": [5, 4], "activation": activation},
                {"batch_size": 1000, "optimizer": {"kind": "sgd", "learning_rate": 0.1}},
            ),
        )


OTHERS: dict[str, dict[str, Any]] = {
    "every input, scaled": {
        "data": {
            "kind": "points",
            "points": [[2000.0 + 7 * i, 0.01 * i * i, float(i % 2)] for i in range(20)],
            "scaling": "standard",
            "test_fraction": 0.3,
        },
        "network": {"inputs": kinds("inputs"), "hidden_layers": [4]},
    },
    "least to greatest": {
        "data": {
            "kind": "points",
            "points": [[float(i), -3.0 * i, 0.5 * i] for i in range(12)],
            "class_names": [],
            "scaling": "min_max",
        },
        "training": {"loss": "mean_squared_error"},
    },
    "no hidden layer": {"network": {"hidden_layers": []}},
    "double precision": {"network": {"dtype": "float64"}},
    "dropout": {"training": {"dropout": 0.4}, "network": {"hidden_layers": [8, 8]}},
    "two sorts of leaky relu": {
        "network": {
            "hidden_layers": [
                {"units": 3, "activation": {"kind": "leaky_relu", "negative_slope": 0.5}},
                {"units": 3, "activation": "leaky_relu"},
                {"units": 3, "activation": {"kind": "elu", "alpha": 2.0}},
            ]
        }
    },
    "formulas of one's own": {
        "network": {
            "inputs": [
                "x1",
                {"kind": "formula", "expression": "sin(x1)*x2/3 - max(x1, 1)^2/20"},
                {"kind": "formula", "expression": "2^-abs(x2 - x1) + step(x2)*sigmoid(x1)*pi/4"},
            ],
            "hidden_layers": [
                {"units": 3, "activation": {"kind": "formula", "expression": expression}}
                for expression in (
                    "max(0.1, z, sin(z)^2) - min(z, 2*z, 1) + relu(-(z - 1))",
                    "-(z - 1)*2 - (3 - z) - -z/(2*(1 + abs(z)/9))^2 + (-tanh(z))^2 + 2^-tanh(z)",
                    "sign(z)*sigmoid(2*z - 1)/4 + step(z - 0.5)*(pi + log(2)*z)",
                    "(1 - softplus(z))*tan(z/40)*exp(-(z + 1)^2) + sqrt(1 + cos(z)^2)*atan(z)",
                )
            ],
        }
    },
    "not trained at all": {},
    "one epoch of one batch": {"training": {"batch_size": 1000}},
}


def others() -> Iterator[tuple[str, engine.State]]:
    """Networks of other kinds."""
    for name, spec in OTHERS.items():
        state = engine.init(engine.Spec.model_validate(spec))
        yield name, state if name.startswith("not") else engine.advance(state, epochs=2)


def places(state: engine.State) -> list[list[float]]:
    """Points within the domain of a state's data, exact in float32."""
    (left, right), (low, high) = state.spec.data.domain
    shares = (POINTS + 6) / 12
    x = np.array([left, low]) + shares * np.array([right - left, high - low])
    return [[float(v) for v in row] for row in x.astype(np.float32)]


def namespace(format: str, state: engine.State) -> dict[str, Any]:  # noqa: A002
    """A script's names, once it was run."""
    text = find(format).write(state)
    names: dict[str, Any] = {"__name__": "network"}
    exec(compile(text, f"{format} script", "exec"), names)
    return names


def difference(names: dict[str, Any], state: engine.State) -> float:
    """How far a script's trained network answers from the engine's, at most."""
    network = names["build"](names["TRAINED"]) if "build" in names else names["TRAINED"]
    return apart(names["predict"](network, places(state)), state)


def difference_when_trained_again(names: dict[str, Any], state: engine.State) -> float:
    """The same of the network that the script trained itself."""
    return apart(names["predict"](names["train"](), places(state)), state)


def apart(answers: Any, state: engine.State) -> float:
    """How far answers to `places` are from the engine's at most; relative where those are large."""
    expected = engine.predict(state, places(state))
    answers = np.asarray(answers)
    assert answers.shape == expected.shape
    scale = np.maximum(1, np.abs(expected))
    return float((np.abs(answers - expected) / scale).max())
